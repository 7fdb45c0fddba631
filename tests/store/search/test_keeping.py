"""The index is kept: built for an older office, made into pieces, put right meanwhile, made anew when it is broken."""

import asyncio
import sqlite3

import pytest

from app.store import starting_over
from app.store.search import keeping
from tests.changing import delete_for_good

SECRET = "zinzolin"


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Little at a time, and nothing is waited for."""
    monkeypatch.setattr(keeping, "SOME", 16)
    monkeypatch.setattr(keeping, "PAGES", 1)
    monkeypatch.setattr(keeping, "FORGETS_EVERY_S", 0)


async def kept(store):
    """Do all that is to be done, once, as the keeper does it by itself."""
    keeper, is_done = store.search._keeper, False
    while not is_done:
        try:
            is_done = not await keeper._step()
        except sqlite3.Error as error:
            assert keeper.is_at_fault(error)


async def until(what):
    async with asyncio.timeout(20):
        while not what():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


async def fill(say, n, text="Message numéro"):
    return [(await say(f"{text} {i}")).id for i in range(n)]


def as_an_older_version_left_it(folder):
    """An office that has never been searched."""
    with sqlite3.connect(folder / "miaou.db") as db:
        for table in ("search", "searchunread", "searchstate"):
            db.execute(f"DROP TABLE {table}")
        db.execute("UPDATE alembic_version SET version_num = '0018'")
    db.close()


async def test_an_older_office_is_built_from_the_newest_on_and_what_is_said_meanwhile_is_found_at_once(
    office, say, stores
):
    said = await fill(say, 40)
    await stores.close(office.store)
    as_an_older_version_left_it(office.store.folder)
    store = await stores.open()

    async def found(typed="message"):
        return await store.search.find(office.lea, typed, limit=100)

    keeper = store.search._keeper
    assert (await found()).results == ()
    await keeper._step()
    there = await found()
    assert [each.message.id for each in there.results] == said[-16:][::-1]
    new = (await store.messages.post(office.lea, office.bureau.id, "Message nouveau", (), "new")).message.id
    assert (await found()).results[0].message.id == new
    assert (await found("nouveau")).results[0].message.id == new
    await keeper._step()
    assert 0 < (await found()).ready < 1
    assert store.search.state().done < store.search.state().total
    store = await stores.reopen(store)
    await kept(store)
    there = await found()
    assert [each.message.id for each in there.results] == [new, *said[::-1]]
    assert there.ready == 1.0 and store.search.state().built


async def test_what_changes_or_goes_while_older_messages_are_read_in_is_right_after_it(office, say, find, monkeypatch):
    said = await fill(say, 4, "Ancien")
    store, lea, told = office.store, office.lea, []
    store.search.index.lost = True
    run = store.writer.run

    async def meanwhile(command):
        if isinstance(command, keeping.ReadIn) and not told:
            told.append(command)
            await store.edits.edit(lea, said[1], "Nouveau", "e")
            await delete_for_good(store, lea, said[2])
        return await run(command)

    monkeypatch.setattr(store.writer, "run", meanwhile)
    await kept(store)
    assert told
    assert (await find("ancien"), await find("nouveau")) == ([said[3], said[0]], [said[1]])


async def test_an_edit_is_found_and_what_was_said_before_is_not(office, say, find):
    said = await fill(say, 4)
    await office.store.edits.edit(office.lea, said[1], f"Un {SECRET}", "e1")
    assert await find(SECRET) == [said[1]]
    assert await find("numero") == [said[3], said[2], said[0]]
    await office.store.edits.edit(office.lea, said[1], "Rien", "e2")
    assert await find(SECRET) == []


def holding(store):
    files = [path for path in store.folder.rglob("*") if path.is_file()]
    return [path.name for path in files if SECRET.encode() in path.read_bytes()]


async def test_of_what_is_deleted_no_word_is_left_in_any_file_once_the_index_has_forgotten_it(office, say, find):
    store = office.store
    for others in (0, 40):
        said = await say(f"Le mot {SECRET}", card={"title": f"Fiche {SECRET}"})
        await fill(say, others)
        await kept(store)
        assert await find(SECRET) == [said.id]
        await delete_for_good(store, office.lea, said.id)
        assert await find(SECRET) == []
        await kept(store)
        assert await store.deletions.take_due()
        assert holding(store) == []


async def test_what_is_deleted_is_forgotten_in_the_night_at_the_latest(office, say):
    store = office.store
    said = await say(f"Le mot {SECRET}")
    await fill(say, 5)
    await delete_for_good(store, office.lea, said.id)
    await store.tidying.tidy()
    assert await store.deletions.take_due()
    assert holding(store) == []


async def test_it_forgets_now_and_then_only_since_all_of_it_is_written_anew_for_that(office, say, monkeypatch):
    store = office.store
    await kept(store)
    monkeypatch.setattr(keeping, "FORGETS_EVERY_S", 60)
    await delete_for_good(store, office.lea, (await say("Oups")).id)
    assert not await store.search._keeper._step()
    assert 0 < store.search._keeper._pause() <= 60
    steady = store.deletions.steady
    monkeypatch.setattr(store.deletions, "steady", lambda: steady() + 60_000)
    assert await store.search._keeper._step()
    assert not await store.search._keeper._step()


HARMS = (
    *(f"DROP TABLE {name}" for name in ("search", "searchunread", "searchstate", "search_idx", "search_content")),
    *("DROP TABLE search_data", "DROP TABLE search_config", "DELETE FROM search_data", "DELETE FROM searchstate"),
    *("UPDATE search_data SET block = x'00'", "UPDATE search_data SET block = zeroblob(4000) WHERE id > 10"),
    "UPDATE search_content SET c0 = 7",
)


@pytest.mark.parametrize("harm", HARMS)
async def test_a_damaged_or_missing_index_hinders_nobody_and_is_made_anew(office, say, stores, harm):
    store, said = office.store, await fill(say, 4, "Bonjour")
    await kept(store)
    with store.database.engine.begin() as connection:
        connection.exec_driver_sql(harm)
    # A connection that knows the index already may not look at all of it again.
    store = await stores.reopen(store)
    lea = store.state.members[office.lea.id]
    said.append((await store.messages.post(lea, office.bureau.id, "Bonjour encore", (), "new")).message.id)
    await store.search.find(lea, "bonjour")
    await store.edits.edit(lea, said[0], "Bonjour à nouveau", "e")
    await kept(store)
    store.search._keeper.is_at_fault(sqlite3.DatabaseError("malformed"))
    await kept(store)
    found = await store.search.find(lea, "bonjour", limit=100)
    assert [each.message.id for each in found.results] == said[::-1]
    assert found.ready == 1.0
    assert store.database.check_integrity() == "ok"


async def test_another_version_of_the_words_has_all_made_anew(office, say, find, monkeypatch):
    said = await fill(say, 20)
    await kept(office.store)
    monkeypatch.setattr("app.store.search.words.VERSION", 2)
    assert await find("numero") == said[::-1]
    await kept(office.store)
    assert office.store.search.state().built
    assert await find("numero") == said[::-1]


async def test_the_keeper_works_by_itself_and_ends_with_the_store(office, say, find, stores):
    said = await fill(say, 3)
    office.store.search.index.lost = True
    office.store.search.begin()
    await until(lambda: office.store.search._keeper.ready == 1.0)
    assert await find("numero") == said[::-1]
    await stores.close(office.store)


async def test_an_office_that_starts_over_is_found_as_it_is_then_and_nothing_of_what_it_was(office, say, find):
    store = office.store
    await say(f"Le mot {SECRET}")
    async with starting_over.beside(store) as other:
        lea = await other.members.create("lea", "Léa", role="admin")
        canal = await other.canals.create(lea, "Ailleurs")
        said = (await other.messages.post(lea, canal.id, "Tout autre chose", (), "n")).message
        contents = await starting_over.contents_of(other)
    moved = starting_over.renumbered(contents, {canal.id: office.bureau.id})
    await starting_over.start_over(store, moved)
    lea = store.state.members[lea.id]
    assert await find("autre chose dans:ailleurs", by=lea) == [said.id]
    assert await find(SECRET, by=lea) == []
    new = (await store.messages.post(lea, office.bureau.id, "Chose nouvelle", (), "m")).message.id
    assert await find("chose", by=lea) == [new, said.id]


async def test_what_is_read_as_an_office_starts_over_is_not_found_in_the_new_one(office, say, find, monkeypatch):
    store, told = office.store, []
    await say(f"Le mot {SECRET}")
    store.search.index.lost = True
    async with starting_over.beside(store) as other:
        lea = await other.members.create("lea", "Léa", role="admin")
        await other.canals.create(lea, "Ailleurs")
        contents = await starting_over.contents_of(other)
    run = store.writer.run

    async def meanwhile(command):
        if isinstance(command, keeping.ReadIn) and not told:
            told.append(command)
            await starting_over.start_over(store, starting_over.renumbered(contents, {}))
        return await run(command)

    monkeypatch.setattr(store.writer, "run", meanwhile)
    await kept(store)
    assert told
    with store.database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM search").scalar() == 0
    assert store.search.state().built
