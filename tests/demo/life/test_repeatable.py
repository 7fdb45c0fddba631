"""The same seed and the same people make the same day."""

HOUR = 3600.0

WROTE = (
    (65.0, "agathe", "office", "Bonjour à tous !"),
    (240.0, "agathe", "workshop", "Karim, où sont les poignées ?"),
    (400.0, "agathe", "marketing", "Les affiches sont prêtes ?"),
    (2000.0, "agathe", "coffee", "Qui a vu Gérard ? 😂"),
)


async def day(opens, wrote=WROTE, seed=7):
    office = (await opens("agathe", seed=seed)).begin()
    for at, login, canal, text in wrote:
        await office.passes(at - office.now)
        await office.says(login, office.canal(canal), text)
    await office.passes(HOUR - office.now)
    return office


async def test_an_hour_lived_twice_is_the_same_to_the_word_and_the_second(opens):
    first, again = await day(opens), await day(opens)
    assert len(first.said()) > 30
    assert first.transcript() == again.transcript()


async def test_another_seed_makes_another_day(opens):
    assert (await day(opens)).transcript() != (await day(opens, seed=8)).transcript()


async def test_what_somebody_writes_shifts_nothing_that_others_do_on_their_own(opens):
    silent, spoken = await day(opens, ()), await day(opens)

    def own(office):
        return [(at, who, text) for at, who, text, message in office.said() if message.nonce in nonces]

    nonces = {message.nonce for *_, message in silent.said()}
    assert own(silent) == own(spoken)
