"""What was answered is there after the worst. `tests/soak/kills.py` does this two hundred times."""

from tests.soak.kills import check, killed_in_a_burst


async def test_what_was_answered_before_a_kill_is_there_once_and_service_goes_on(tmp_path, copied_to, stores):
    folder = copied_to(tmp_path / "killed", furnished=True)
    answered = {}
    for number, enough in enumerate((300, 1)):
        answered |= killed_in_a_burst(folder, f"r{number}-", enough)
        assert len(answered) >= enough
        await check(folder, answered)
    store = await stores.open(folder)
    lea = store.members.by_login("lea")
    canal = store.canals.of(lea)[0]
    again = await store.messages.post(lea, canal.id, "Message", (), "r0-0")
    assert (again.fresh, again.message.id) == (False, answered["r0-0"])
    fresh = await store.messages.post(lea, canal.id, "Message", (), "neuf")
    assert fresh.message.id > max(answered.values())
