"""Who has a file: whoever brought it, until it is sent; then whoever may read the message that holds it, as long as
they may. To all others it does not exist."""

from __future__ import annotations

from itertools import count

import pytest

from app.store import Forbidden, access
from app.store.files import kinds
from app.store.files.files import TEXT_MOST
from tests.changing import delete_for_good
from tests.store.files.conftest import lying

NONCES = count(1)


async def say(office, by, canal, *files, to=()):
    circle, ids = [member.id for member in to], [file.id for file in files]
    return (await office.store.messages.post(by, canal.id, "Voici", circle, f"n{next(NONCES)}", files=ids)).message


async def has(office, member, file) -> bool:
    """Whether they have it; if not, all ways to it say the same, which is what is said of one that does not exist."""
    store = office.store
    ways = (store.files.open, store.files.find, store.files.text, lambda by, id_: store.files.thumbnail(by, id_, 256))
    outcomes = []
    for way in ways:
        try:
            outcomes.append(await way(member, file.id))
        except Forbidden as refused:
            outcomes.append(refused.sentence)
    if isinstance(outcomes[0], str):
        assert set(outcomes) == {access.UNKNOWN_FILE}
        return False
    return True


async def who_has(office, file) -> set[str]:
    return {member.login for member in office.members if await has(office, member, file)}


async def test_what_is_held_is_its_owner_s_alone_whoever_administers(office, bring):
    assert await who_has(office, await bring(office.zoe, b"x")) == {"zoe"}


async def test_what_is_sent_is_theirs_who_read_the_message(office, bring):
    in_the_open = await bring(office.zoe, b"x")
    await say(office, office.zoe, office.bureau, in_the_open)
    private = await bring(office.karim, b"x", canal=office.direction)
    await say(office, office.karim, office.direction, private)
    aside = await bring(office.zoe, b"x")
    await say(office, office.zoe, office.bureau, aside, to=[office.odile])
    assert await who_has(office, in_the_open) == {"lea", "karim", "zoe", "odile"}
    assert await who_has(office, private) == {"lea", "karim"}
    assert await who_has(office, aside) == {"zoe", "odile"}
    assert len(lying(office.store)) == 1


async def test_its_owner_has_it_no_longer_once_taken_out_of_the_canal(office, bring):
    file = await bring(office.karim, b"x", canal=office.direction)
    await say(office, office.karim, office.direction, file)
    await office.store.canals.leave(office.karim, office.direction.id)
    assert await who_has(office, file) == {"lea"}


async def test_what_was_brought_for_one_canal_may_be_sent_to_another(office, bring):
    file = await bring(office.karim, b"x", canal=office.direction)
    await say(office, office.karim, office.bureau, file)
    assert await who_has(office, file) == {"lea", "karim", "zoe", "odile"}


async def test_nobody_has_the_files_of_a_message_that_is_gone_and_all_have_them_again_when_it_is_not(office, bring):
    file = await bring(office.zoe, b"x")
    message = await say(office, office.zoe, office.bureau, file)
    await office.store.deletions.delete(office.zoe, message.id)
    assert await who_has(office, file) == set()
    assert len(lying(office.store)) == 1
    await office.store.deletions.undo(office.zoe, message.id)
    assert await who_has(office, file) == {"lea", "karim", "zoe", "odile"}


async def test_with_the_last_message_that_holds_it_a_content_goes_for_good(office, bring):
    store, first, second = office.store, await bring(office.zoe, b"x"), await bring(office.karim, b"x")
    message = await say(office, office.zoe, office.bureau, first)
    other = await say(office, office.karim, office.bureau, second)
    await delete_for_good(store, office.zoe, message.id)
    assert await who_has(office, first) == set()
    assert await who_has(office, second) == {"lea", "karim", "zoe", "odile"}
    assert len(lying(store)) == 1
    await delete_for_good(store, office.karim, other.id)
    assert lying(store) == []
    assert (await store.files.space()).used == 0


async def test_what_is_dropped_is_gone_and_only_its_owner_drops_it(office, bring):
    file, sent = await bring(office.zoe, b"x"), await bring(office.zoe, b"y")
    await say(office, office.zoe, office.bureau, sent)
    for by, which in ((office.lea, file), (office.karim, file), (office.zoe, sent), (office.lea, sent)):
        with pytest.raises(Forbidden, match=access.UNKNOWN_FILE):
            await office.store.files.drop(by, which.id)
    await office.store.files.drop(office.zoe, file.id)
    assert await who_has(office, file) == set()
    with pytest.raises(Forbidden, match=access.UNKNOWN_FILE):
        await office.store.files.drop(office.zoe, file.id)
    assert len(lying(office.store)) == 1


@pytest.mark.parametrize("file_id", [0, -1, 1, 2**53, 2**70])
async def test_what_does_not_exist_is_as_what_is_somebody_else_s(office, file_id):
    with pytest.raises(Forbidden, match=access.UNKNOWN_FILE):
        await office.store.files.open(office.lea, file_id)


async def test_how_a_file_out_of_reach_is_looked_for_is_how_one_is_that_does_not_exist(office, bring, statements):
    held = await bring(office.lea, b"x")
    private = await bring(office.karim, b"y", canal=office.direction)
    await say(office, office.karim, office.direction, private)
    asked = []
    for file_id in (held.id, private.id, 12345):
        with statements() as sent, pytest.raises(Forbidden):
            await office.store.files.open(office.zoe, file_id)
        asked.append(sent)
    assert asked[0] == asked[1] == asked[2]


async def test_whose_account_is_closed_has_nothing_and_others_have_nothing_of_theirs(office, bring):
    file = await bring(office.zoe, b"x")
    await office.store.members.deactivate(office.lea, office.zoe.id)
    assert not {member.login for member in office.members[:2] if await has(office, member, file)}
    with pytest.raises(Forbidden):
        await office.store.files.open(office.zoe, file.id)


async def test_a_text_is_shown_from_its_beginning_and_what_is_no_text_is_not(office, bring, monkeypatch):
    monkeypatch.setattr(kinds, "recognise", lambda *_: kinds.Kind("code", "text/x-python"))
    program = await bring(office.zoe, "print('café')\n".encode() * 20_000 + b"\xff", name="essai.py")
    said = await office.store.files.text(office.zoe, program.id)
    assert said.startswith("print('café')\n")
    assert TEXT_MOST * 0.9 < len(said) <= TEXT_MOST
    monkeypatch.setattr(kinds, "recognise", lambda *_: kinds.OTHER)
    other = await bring(office.zoe, b"<script>alert(1)</script>", name="essai.txt")
    with pytest.raises(Forbidden, match=access.UNKNOWN_FILE):
        await office.store.files.text(office.zoe, other.id)
