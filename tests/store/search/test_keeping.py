"""The index is kept: built for an older office, made into pieces, put right meanwhile, made anew when it is broken."""

import asyncio
import sqlite3

import pytest

from app.store import starting_over
from app.store.search import keeping, planning
from tests.changing import delete_for_good

SECRET = "zinzolin"


@pytest.fixture
def small(monkeypatch):
    """Pieces of few messages."""
    monkeypatch.setattr(planning, "LARGE", 16)
    monkeypatch.setattr(planning, "SMALL", 4)
    monkeypatch.setattr(keeping, "ROWS", 20)


async def kept(store):
    """Do all that is to be done, once."""
    while await store.search._keeper._step():
        pass
    return store


async def until(what):
    async with asyncio.timeout(20):
        while not what():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


async def fill(say, n, text="Message numéro"):
    return [(await say(f"{text} {i}")).id for i in range(n)]


def as_an_older_version_left_it(folder):
    """An office that has never been searched."""
    with sqlite3.connect(folder / "miaou.db") as db:
        for table in ("searchword", "searchpiece", "searchfresh", "searchstate"):
            db.execute(f"DROP TABLE {table}")
        db.execute("UPDATE alembic_version SET version_num = '0018'")
    db.close()


async def pieces(rows):
    return rows("SELECT length(ids) / 8 FROM searchpiece ORDER BY last")


async def test_what_was_said_lately_becomes_pieces_and_small_ones_a_large_one(office, say, find, rows, small):
    said = []
    for _ in range(7):
        said += await fill(say, 5)
        await kept(office.store)
        assert await find("message", limit=100) == said[::-1]
        assert await find("numero 3", limit=100) == said[3::5][::-1]
    sizes = [n for (n,) in await pieces(rows)]
    assert sum(sizes) + rows("SELECT count(*) FROM searchfresh")[0][0] == len(said)
    assert max(sizes) > 8 and rows("SELECT count(*) FROM searchfresh")[0][0] < 4
    assert rows("SELECT DISTINCT piece FROM searchword ORDER BY 1") == rows("SELECT n FROM searchpiece ORDER BY 1")


async def test_an_older_office_is_built_from_the_newest_on_and_what_is_said_meanwhile_is_found_at_once(
    office, say, stores, small
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
    assert 0 < (await found()).ready < 1 and store.search.state().done < store.search.state().total
    store = await stores.reopen(store)
    await kept(store)
    there = await found()
    assert [each.message.id for each in there.results] == [new, *said[::-1]]
    assert there.ready == 1.0 and store.search.state().built


async def test_what_changes_or_goes_while_a_piece_is_made_is_right_in_it(office, say, find, small, monkeypatch):
    said = await fill(say, 4, "Ancien")
    store, lea, told = office.store, office.lea, []
    run = store.writer.run

    async def meanwhile(command):
        if type(command).__name__ == "Finish" and not told:
            told.append(command)
            await store.edits.edit(lea, said[1], "Nouveau", "e")
            await delete_for_good(store, lea, said[2])
        return await run(command)

    monkeypatch.setattr(store.writer, "run", meanwhile)
    await kept(store)
    assert told
    assert (await find("ancien"), await find("nouveau")) == ([said[3], said[0]], [said[1]])


async def test_when_everything_begins_anew_while_a_piece_is_made_that_piece_is_none(
    office, say, rows, small, monkeypatch
):
    store, lea, told = office.store, office.lea, []
    kept_aside = await starting_over.contents_of(store)
    said = await fill(say, 4, f"Un {SECRET}")
    run = store.writer.run

    async def meanwhile(command):
        if type(command).__name__ == "Finish" and not told:
            told.append(command)
            command.job = command.job._replace(last=command.job.last + 10**9)
            await starting_over.start_over(store, kept_aside)
            told.append((await store.messages.post(lea, office.bureau.id, "Le premier", (), "first")).message.id)
        return await run(command)

    monkeypatch.setattr(store.writer, "run", meanwhile)
    await kept(store)
    assert said[-1] < told[1] <= told[0].job.last
    assert [each.message.id for each in (await store.search.find(lea, "premier")).results] == [told[1]]
    assert rows("SELECT * FROM searchword") == []


async def test_in_a_piece_an_edit_is_found_and_what_was_said_before_is_not(office, say, find, rows, small):
    said = await fill(say, 4)
    await kept(office.store)
    await office.store.edits.edit(office.lea, said[1], f"Un {SECRET}", "e1")
    assert await find(SECRET) == [said[1]]
    assert await find("numero") == [said[3], said[2], said[0]]
    await office.store.edits.edit(office.lea, said[1], "Rien", "e2")
    assert await find(SECRET) == []
    assert rows("SELECT * FROM searchword WHERE word = :word", word=SECRET) == []


async def test_of_what_is_deleted_no_word_is_left_in_any_file(office, say, find, small, rows):
    store = office.store
    for in_a_piece in (False, True):
        said = await say(f"Le mot {SECRET}", card={"title": f"Fiche {SECRET}"})
        if in_a_piece:
            await fill(say, 4)
            await kept(store)
            assert rows("SELECT * FROM searchword WHERE word = :word", word=SECRET)
        assert await find(SECRET) == [said.id]
        await delete_for_good(store, office.lea, said.id)
        assert await store.deletions.take_due()
        files = [path for path in store.folder.rglob("*") if path.is_file()]
        assert [path for path in files if SECRET.encode() in path.read_bytes()] == []


async def test_a_damaged_or_missing_index_hinders_nobody_and_is_made_anew(office, say, find, small, caplog):
    store, said = office.store, []
    harms = [f"DROP TABLE {table}" for table in ("searchfresh", "searchword", "searchstate", "searchpiece")]
    harms += ["UPDATE searchword SET held = x'0001'", "UPDATE searchword SET held = x'01ffffffffff'"]
    harms += ["UPDATE searchpiece SET ids = x'00'", "DELETE FROM searchstate"]
    for harm in harms:
        said += await fill(say, 4, "Bonjour")
        await kept(store)
        with store.database.engine.begin() as connection:
            connection.exec_driver_sql(harm)
        said.append((await say("Bonjour")).id)
        await store.search.find(office.lea, "bonjour")
        await store.edits.edit(office.lea, said[0], f"Bonjour encore {harm[:9]}", f"e{len(said)}")
        await kept(store)
        assert await find("bonjour", limit=100) == said[::-1], harm
        assert (await store.search.find(office.lea, "bonjour")).ready == 1.0


async def test_what_an_earlier_process_left_in_the_middle_is_taken_away(office, say, find, rows, stores, small):
    said = await fill(say, 6)
    with office.store.database.engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO searchword VALUES (77, 'numero', x'000000')")
    store = await stores.reopen(office.store)
    store.search.begin()
    await until(lambda: rows("SELECT 1 FROM searchpiece"))
    assert rows("SELECT count(*) FROM searchword WHERE piece = 77") == [(0,)]
    found = await store.search.find(office.lea, "numero")
    assert [each.message.id for each in found.results] == said[::-1]


async def test_another_version_of_the_words_has_all_pieces_made_anew(office, say, find, rows, small, monkeypatch):
    said = await fill(say, 8)
    await kept(office.store)
    before = rows("SELECT n FROM searchpiece")
    monkeypatch.setattr(planning, "VERSION", 2)
    monkeypatch.setattr("app.store.search.keeping_commands.VERSION", 2)
    assert await find("numero") == said[::-1]
    await kept(office.store)
    assert not {*before} & {*rows("SELECT n FROM searchpiece")}
    assert await find("numero") == said[::-1]


async def test_the_keeper_works_by_itself_as_messages_come_and_ends_with_the_store(
    office, say, rows, small, stores, monkeypatch
):
    monkeypatch.setattr(keeping, "LOOK", 1)
    office.store.search.begin()
    await fill(say, 6)
    await until(lambda: rows("SELECT 1 FROM searchpiece"))
    await fill(say, 3)
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
