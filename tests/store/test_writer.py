"""The one writer: few commits, few statements, and trouble that concerns only what it must."""

import asyncio
import sqlite3

import pytest
from sqlalchemy import event, insert

from app.store import Forbidden, Refused, Unavailable, database, tables
from app.store.feed import MessagePosted
from app.store.members import Edit
from app.store.writer import BATCH_LIMIT, Command


def posts(office, many, by=None, text="Bonjour", name="n"):
    by = by or office.lea
    return [office.store.messages.post(by, office.bureau.id, text, (), f"{name}{n}") for n in range(many)]


async def test_posts_of_many_at_once_share_few_commits(office):
    commits = office.store.writer.commits
    await asyncio.gather(*(post for by in office.members for post in posts(office, 25, by)))
    assert office.store.writer.commits - commits <= 5
    assert len(office.store.messages.newest(office.zoe, office.bureau.id).messages) == 100


async def test_a_batch_of_posts_takes_no_more_statements_than_one_of_them(office, statements):
    with statements() as for_one:
        await asyncio.gather(*posts(office, 1))
    commits = office.store.writer.commits
    with statements() as for_many:
        await asyncio.gather(*posts(office, 100, name="m"))
    assert len(for_many) <= len(for_one) * (office.store.writer.commits - commits)


async def test_a_flood_does_not_make_the_first_wait_for_the_last(office):
    commits = office.store.writer.commits
    await asyncio.gather(*posts(office, BATCH_LIMIT + 1))
    assert office.store.writer.commits - commits >= 2


def commands(office):
    """One of each command, with what it needs made before."""
    store, lea, karim, zoe, odile = office.store, *office.members
    bureau, direction = office.bureau.id, office.direction.id

    def newest():
        return store.state.window(bureau).newest

    def said_first():
        return store.messages.newest(zoe, bureau).messages[0].id

    return {
        "post": lambda n: store.messages.post(lea, bureau, "Bonjour", (), f"a{n}"),
        "post an aside": lambda n: store.messages.post(lea, bureau, "Psst", (karim.id, zoe.id), f"b{n}"),
        "post again": lambda n: store.messages.post(lea, bureau, "Psst", (karim.id, zoe.id), "b1"),
        "read older messages": lambda n: store.messages.before(zoe, bureau, 2**53),
        "post an answer": lambda n: store.messages.post(zoe, bureau, "Oui", (), f"c{n}", reply_to=said_first()),
        "read the inbox": lambda n: store.inbox.page(karim),
        "look at the inbox": lambda n: store.inbox.look(karim, store.state.received[karim.id][-1].id),
        "mark": lambda n: store.reading.mark(odile, bureau, newest()),
        "create an open canal": lambda n: store.canals.create(lea, f"Ouvert {n}"),
        "create a private canal": lambda n: store.canals.create(
            lea, f"Fermé {n}", kind="private", members=[member.id for member in store.members.all()]
        ),
        "edit a canal": lambda n: store.canals.edit(lea, bureau, name=f"Bureau {n}"),
        "add to a canal": lambda n: store.canals.add(lea, direction, zoe.id),
        "remove from a canal": lambda n: store.canals.remove(lea, direction, zoe.id),
        "converse directly": lambda n: store.canals.direct(zoe, [member.id for member in store.members.all()[: 2 + n]]),
        "create a member": lambda n: store.members.create(f"nouveau{n}"),
        "edit a member": lambda n: store.members.edit(lea, zoe.id, nickname=f"Zoé {n}"),
        "set a preference": lambda n: store.members.set(zoe, "theme", "dark"),
        "invite": lambda n: store.invites.create(lea),
        "rename the office": lambda n: store.office.rename(None, f"Bureau {n}"),
        "start a session": lambda n: store.sessions.start(zoe),
        "check the database": lambda n: store.health._look(),
    }


async def test_the_statements_of_a_command_do_not_grow_with_the_office(office, statements, clock):
    async def counted(n):
        found = {}
        for name, command in commands(office).items():
            with statements() as sent:
                await command(n)
            found[name] = len(sent)
        return found

    small = await counted(1)
    for n in range(30):
        await office.store.members.create(f"membre{n}")
    for n in range(10):
        members = [member.id for member in office.store.members.all()]
        await office.store.canals.create(office.lea, f"Canal {n}", kind="private", members=members)
        await office.store.sessions.start(office.zoe)
    for by in office.members:
        await asyncio.gather(*posts(office, 60, by, name="plein"))
    assert await counted(2) == small
    assert max(small.values()) <= 5, small


@pytest.mark.parametrize("page", ["newest", "reading", "canals", "members", "sessions", "invite"])
async def test_what_a_page_opens_with_takes_no_statement_at_all(office, statements, page):
    await asyncio.gather(*posts(office, 10))
    token = await office.store.sessions.start(office.zoe)
    invite = await office.store.invites.create(office.lea)
    with statements() as sent:
        match page:
            case "newest":
                assert len(office.store.messages.newest(office.zoe, office.bureau.id).messages) == 10
            case "reading":
                assert len(office.store.reading.of(office.zoe, office.bureau.id).unseen) == 10
            case "canals":
                assert office.store.canals.of(office.zoe)
            case "members":
                assert office.store.canals.members(office.zoe, office.bureau.id)
            case "sessions":
                assert office.store.sessions.find(token)
            case "invite":
                assert office.store.invites.check(invite.code)
    assert sent == []


async def test_a_refused_command_does_not_take_its_neighbours_with_it(office):
    honest = posts(office, 3)
    forbidden = office.store.messages.post(office.odile, office.direction.id, "Ouvrez", (), "x")
    answers = await asyncio.gather(honest[0], forbidden, honest[1], honest[2], return_exceptions=True)
    assert isinstance(answers.pop(1), Forbidden)
    assert all(answer.fresh for answer in answers)


class Clumsy(Command[None]):
    """Goes against the database's own rules."""

    shareable = True

    def __init__(self, wish: str) -> None:
        self.wish = wish

    def write(self, connection):
        match self.wish:
            case "same key":
                connection.execute(insert(tables.Office).values(id=1, name="", lang="", created=0))
            case "nobody's":
                connection.execute(insert(tables.ReadMark).values(member_id=999, canal_id=999, message_id=1))
            case "refuse":
                connection.execute(insert(tables.Office).values(id=2, name="", lang="", created=0))
                raise Refused("No.")


@pytest.mark.parametrize("wish", ["same key", "nobody's", "refuse"])
async def test_a_command_that_the_database_refuses_does_not_take_its_neighbours_with_it(office, rows, wish):
    first, second = posts(office, 2)
    answers = await asyncio.gather(first, office.store.writer.run(Clumsy(wish)), second, return_exceptions=True)
    assert isinstance(answers[1], Refused)
    assert not isinstance(answers[1], Unavailable), "to try again would not help"
    assert answers[0].fresh
    assert answers[2].fresh
    assert rows("SELECT count(*) FROM message") == [(2,)]
    assert rows("SELECT id FROM office") == [(1,)], "what the refused one wrote is undone"


async def test_who_gives_up_waiting_does_not_stop_the_writer(office):
    waiting = [asyncio.ensure_future(post) for post in posts(office, 3)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    assert (await waiting[1]).fresh
    assert (await waiting[2]).fresh


async def test_a_change_is_heard_before_its_author_gets_the_answer(office):
    order = []
    office.store.feed.subscribe(order.append)
    posted = await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")
    order.append("answer")
    assert order == [[MessagePosted(posted.message)], "answer"]


async def test_what_a_change_tells_of_is_in_the_database_already(office, rows):
    found = []

    def look(changes):
        for change in changes:
            found.extend(rows("SELECT html FROM message WHERE id=:id", id=change.message.id))

    office.store.feed.subscribe(look)
    await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")
    assert found == [("<p>Bonjour</p>",)]


async def test_a_listener_that_fails_keeps_neither_the_others_nor_the_author_waiting(office, caplog):
    def deaf(_changes):
        raise RuntimeError("deaf")

    heard = []
    office.store.feed.subscribe(deaf)
    office.store.feed.subscribe(heard.extend)
    posted = await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")
    assert heard == [MessagePosted(posted.message)]
    assert "deaf" in caplog.text


async def test_what_waits_when_the_store_closes_is_written_first(office, stores):
    waiting = [
        office.store.writer.submit(Edit(office.store, None, member.id, {"note": f"{n}"}))
        for n in range(10)
        for member in office.members
    ]
    store = await stores.reopen(office.store)
    assert all(change.done() and change.exception() is None for change in waiting)
    assert [store.members.get(member.id).note for member in office.members] == ["9"] * 4


async def test_what_comes_after_the_store_closed_is_told_to_try_again(office, stores):
    await stores.close(office.store)
    with pytest.raises(Unavailable):
        async with asyncio.timeout(1):
            await office.store.members.set(office.zoe, "theme", "dark")


@pytest.fixture
def trouble(store):
    """`trouble("PRAGMA …")` says that on whatever connection begins to work; "" ends it."""
    said = [""]

    def begin(connection):
        connection.exec_driver_sql("PRAGMA query_only=OFF")
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        if said[0]:
            connection.exec_driver_sql(said[0])

    def say(pragma):
        said[0] = pragma
        # What was said before is left on connections of the pool, which would refuse to begin.
        store.database.engine.dispose()

    event.listen(store.database.engine, "begin", begin)
    return say


async def fails_then_works(office, cause, lifted):
    """Nothing half done, nothing lost: the same message goes through, once, when the cause is gone."""
    long = "Un compte rendu qui ne tient pas dans le reste de la page. " * 160
    first = await office.store.messages.post(office.lea, office.bureau.id, "Avant", (), "avant")
    cause()
    before = office.store.messages.newest(office.zoe, office.bureau.id)
    for _ in range(2):
        attempts = [office.store.messages.post(by, office.bureau.id, long, (), "pendant") for by in office.members]
        answers = await asyncio.gather(*attempts, return_exceptions=True)
        assert [type(answer) for answer in answers] == [Unavailable] * 4
        assert {answer.why for answer in answers} == {"busy"}
    assert office.store.messages.newest(office.zoe, office.bureau.id) == before
    page = await office.store.messages.before(office.zoe, office.bureau.id, 2**53)
    assert page.messages == [first.message], "reading goes on meanwhile"
    lifted()
    posted = await office.store.messages.post(office.lea, office.bureau.id, long, (), "pendant")
    assert posted.fresh
    kept = await office.store.messages.before(office.zoe, office.bureau.id, 2**53)
    assert kept.messages == [first.message, posted.message]
    return answers[0]


async def test_a_read_only_database_is_told_and_service_resumes_when_it_is_writable_again(office, trouble):
    told = await fails_then_works(office, lambda: trouble("PRAGMA query_only=ON"), lambda: trouble(""))
    assert "read-only" in str(told)


async def test_a_full_disk_is_told_and_service_resumes_when_there_is_room_again(office, trouble):
    told = await fails_then_works(office, lambda: trouble("PRAGMA max_page_count=1"), lambda: trouble(""))
    assert "full" in str(told)


@pytest.mark.parametrize("left", ["read-only", "in a transaction", "closed"])
async def test_a_connection_that_no_longer_writes_is_replaced(office, left):
    writer = office.store.writer
    await asyncio.gather(*posts(office, 1))

    def spoil():
        match left:
            case "read-only":
                writer._connection.connection.dbapi_connection.execute("PRAGMA query_only=ON")
            case "in a transaction":
                writer._connection.begin()
            case "closed":
                writer._connection.connection.dbapi_connection.close()

    writer._thread.submit(spoil).result()
    with pytest.raises(Unavailable):
        await asyncio.gather(*posts(office, 1, name="m"))
    (posted,) = await asyncio.gather(*posts(office, 1, name="m"))
    assert posted.fresh


@pytest.fixture
def impatient(monkeypatch):
    """Does not wait two seconds for another program to let go."""
    monkeypatch.setattr(database, "LOCK_PATIENCE_MS", 20)


async def test_a_locked_database_is_told_and_service_resumes_when_it_is_let_go(impatient, office):
    other = sqlite3.connect(office.store.database.path, isolation_level=None)
    try:
        told = await fails_then_works(
            office, lambda: other.execute("BEGIN EXCLUSIVE"), lambda: other.execute("ROLLBACK")
        )
    finally:
        other.close()
    assert "Another program" in str(told)


async def test_what_reads_before_it_writes_waits_for_whoever_holds_the_database_a_moment(office):
    """As the journal is held while it is emptied of what was deleted."""
    other = sqlite3.connect(office.store.database.path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        (post,) = posts(office, 1)
        saying = asyncio.ensure_future(post)
        # Not a pause for something to happen: it must not be refused in this time.
        await asyncio.wait([saying], timeout=0.1)
        assert not saying.done()
        other.execute("COMMIT")
        assert (await saying).fresh
    finally:
        other.close()


async def test_a_change_of_rights_that_could_not_be_saved_has_not_happened(office, trouble):
    trouble("PRAGMA query_only=ON")
    for command in (
        office.store.canals.remove(office.lea, office.direction.id, office.karim.id),
        office.store.members.edit(office.zoe, office.zoe.id, nickname="Zaza"),
        office.store.writer.run(Edit(office.store, None, office.zoe.id, {"role": "admin"})),
        office.store.sessions.start(office.zoe),
    ):
        with pytest.raises(Unavailable):
            await command
    assert office.store.canals.get(office.karim, office.direction.id) == office.direction
    assert office.store.members.get(office.zoe.id) == office.zoe
    assert office.store.sessions.of(office.zoe) == []
