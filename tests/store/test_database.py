"""The database file: made, checked, migrated after a copy is kept, refused when it is not ours to use."""

import asyncio
import contextlib
import re
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event
from sqlmodel import SQLModel

from app.store import Store, Unavailable, Unusable, database, preparing
from tests.changing import alter, remove

ROOT = Path(__file__).parents[2]

NEXT_REVISION = '''
"""What a later version might add."""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"

def upgrade():
    op.add_column("office", sa.Column("motto", sa.String, nullable=False, server_default="Miaou"))
'''


async def refused(folder, **options):
    with pytest.raises(Unusable) as unusable:
        store = await Store.open(folder, **options)
        await store.close()
    told = str(unusable.value)
    assert "\n" not in told, "one plain line"
    return told


def differences(store):
    """What Alembic would still have to change to make the tables those of the models."""
    with store.database.engine.connect() as connection:
        # Search's index is SQLite's own, of which SQLAlchemy knows nothing.
        opts = {"compare_type": True, "include_name": lambda name, *_: not re.fullmatch(r"search(_\w+)?", name or "")}
        context = MigrationContext.configure(connection, opts=opts)
        return compare_metadata(context, SQLModel.metadata)


def revision_of(path):
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]


@pytest.fixture
def later_version(monkeypatch, tmp_path):
    """Miaou as it is once a revision was added to those of today."""
    later = tmp_path / "migrations"
    shutil.copytree(preparing._MIGRATIONS, later, ignore=shutil.ignore_patterns("__pycache__"))
    (later / "versions" / "9999_motto.py").write_text(NEXT_REVISION.format(head=REVISIONS[0]), "utf-8")

    def use(later_one):
        monkeypatch.setattr(preparing, "_MIGRATIONS", later if later_one else today)

    today = preparing._MIGRATIONS
    return use


async def test_a_fresh_database_has_exactly_the_tables_of_the_models(tmp_path, stores):
    assert differences(await stores.open(tmp_path / "fresh")) == []


async def test_a_folder_that_does_not_exist_is_made(tmp_path, stores):
    store = await stores.open(tmp_path / "a" / "b" / "c")
    assert (store.folder / "miaou.db").is_file()


async def test_a_commit_is_on_the_disk_before_it_is_answered(store):
    def pragmas():
        connection = store.writer._connection
        return {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }

    await store.office.rename(None, "Le bureau")
    full = 2
    assert store.writer._thread.submit(pragmas).result() == {
        "journal_mode": "wal",
        "synchronous": full,
        "foreign_keys": 1,
        "busy_timeout": database.LOCK_PATIENCE_MS,
    }


async def test_no_command_looks_through_all_messages(office):
    """What scans a table is quick in a test, and slow in an office of five years."""
    engine, asked = office.store.database.engine, []

    def note(_connection, _cursor, statement, values, *_rest):
        if statement.startswith("SELECT"):
            asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    for nonce, circle in (("n", [office.zoe.id]), ("m", []), ("n", [office.zoe.id])):  # the last nonce is known
        await office.store.messages.post(office.lea, office.bureau.id, "Psst", circle, nonce)
    first, second = (await office.store.messages.before(office.zoe, office.bureau.id, 2**53)).messages
    await alter(office.store, first.id)
    await office.store.edits.edit(office.lea, first.id, "Bonsoir", "e")
    assert len(await office.store.edits.history(office.lea, first.id)) == 2
    assert await office.store.edits.typed(office.lea, first.id)
    await remove(office.store, second.id)
    assert len(await office.store.revisions.since(office.zoe, office.bureau.id, 0)) == 2
    assert len((await office.store.inbox.page(office.zoe)).items) == 1
    event.remove(engine, "before_cursor_execute", note)
    posts, page, change, removal, changed, inbox = 3 * 2 + 1, 2, 3, 1, 4, 4
    edit, history, typed = 1 + change + 1, 2, 1
    assert len(asked) == posts + page + change + edit + history + typed + removal + changed + inbox
    with engine.connect() as connection:
        for statement, values in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
            steps = [step for *_, step in plan]
            scans = ("SCAN message", "SCAN recipient", "SCAN tombstone", "SCAN version", "SCAN received")
            assert not [step for step in steps if step.startswith(scans)], steps
            assert not [step for step in steps if "TEMP B-TREE" in step], steps


def database_at(path, revision):
    """A database as an older version left it, with one message said in it."""
    engine = database.engine_for(path, "rwc")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(preparing._MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        for statement in (
            "UPDATE office SET name='Le bureau'",
            """INSERT INTO member VALUES (1, 'lea', 'lea', 'Léa', 'lea', '', 'admin', '#0e7490', '', '', 1,
                1772438400000, 'fr', 'dark', 'newest-first')""",
            "INSERT INTO canal VALUES (5, 'Accueil', '#0e7490', 'open', '', 1, 0, 1772438400000)",
            "INSERT INTO message VALUES (199275720704000, 5, 1, 'n', 'Bonjour', '<p>Bonjour</p>', 0)",
            "INSERT INTO session VALUES (7, 'hash', 1, 1772438400000, 1772438400000, 'Firefox', '::1')",
        ):
            connection.exec_driver_sql(statement)
        command.upgrade(config, revision)
    engine.dispose()


REVISIONS = [script.revision for script in ScriptDirectory(str(preparing._MIGRATIONS)).walk_revisions()]


@pytest.fixture
def brought_up(tmp_path, stores):
    """`await brought_up(revision, statement, …)`: the store of an older office, to which this had happened."""

    async def opened(revision, *statements):
        (tmp_path / "old").mkdir()
        path = tmp_path / "old" / "miaou.db"
        database_at(path, revision)
        with contextlib.closing(sqlite3.connect(path)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        return await stores.open(tmp_path / "old")

    return opened


@pytest.mark.parametrize("revision", REVISIONS[1:])
async def test_a_database_of_each_older_revision_is_brought_up_to_date(brought_up, revision):
    store = await brought_up(revision)
    lea = store.members.by_login("lea")
    assert (store.office.name, lea.nickname, lea.theme, lea.reading_order) == (
        "Le bureau",
        "Léa",
        "dark",
        "newest-first",
    )
    (canal,) = store.canals.of(lea)
    (message,) = store.messages.newest(lea, canal.id).messages
    assert (message.html, message.revision) == ("<p>Bonjour</p>", message.id)
    assert await store.revisions.since(lea, canal.id, 0) == []
    assert (await alter(store, message.id, html="<p>Bonsoir</p>")).revision > message.id
    assert len(await store.revisions.since(lea, canal.id, message.id)) == 1
    assert (await store.messages.post(lea, canal.id, "Bonjour", (), "n")).fresh is False
    assert [session.agent for session in store.sessions.of(lea)] == ["Firefox"]
    assert differences(store) == []
    assert len(list(store.folder.glob(f"*before-migration-{revision}-*.db"))) == 1


async def test_a_key_of_before_the_switch_goes_on_letting_administrators_in(brought_up):
    store = await brought_up(
        "0005", "INSERT INTO embedkey (name, algorithm, secret, creator_id, created) VALUES ('ERP', 'HS256', 's', 1, 0)"
    )
    assert [key.admins for key in store.embedding.keys(store.members.by_login("lea"))] == [True]


async def test_sessions_of_embedded_pages_that_an_older_version_left_are_gone_and_all_others_stay(brought_up):
    store = await brought_up(
        "0007", "INSERT INTO session SELECT 8, 'other', member_id, 0, 0, 'widget', '', 1, until FROM session"
    )
    assert [session.id for session in store.sessions.of(store.members.by_login("lea"))] == [7]


async def test_the_asides_of_an_older_office_are_in_the_inbox_and_have_been_looked_at(brought_up):
    store = await brought_up(
        "0009",
        "INSERT INTO member SELECT 2, 'zoe', 'zoe', 'Zoé', 'zoe', '', 'member', color, note, image, active,"
        " created, lang, theme, reading_order, smileys, email, home, since FROM member",
        "INSERT INTO message (id, canal_id, author_id, nonce, text, html, is_aside, event, card, at)"
        " VALUES (199275720705000, 5, 1, 'm', 'Psst', '<p>Psst</p>', 1, '', '', 0)",
        "INSERT INTO recipient VALUES (199275720705000, 2)",
    )
    zoe, lea = store.members.by_login("zoe"), store.members.by_login("lea")
    (item,) = (await store.inbox.page(zoe)).items
    assert (item.received.kind, item.message.html) == ("aside", "<p>Psst</p>")
    assert item.received.at == item.message.at
    assert store.inbox.unseen(zoe) == 0
    assert (await store.inbox.page(lea)).items == []
    await store.messages.post(lea, 5, "Encore", [zoe.id], "o")
    assert store.inbox.unseen(zoe) == 1


@pytest.mark.parametrize(
    ("reply", "answers"), [(',"reply":{"key":7}', 7), (',"reply":{"key":"7"}', 0), (',"reply":null', 0), ("", 0)]
)
async def test_what_an_older_office_was_writing_is_kept_by_what_it_answers(brought_up, reply, answers):
    content = '{"text":"À toi","to":[],"half":"","card":null'
    store = await brought_up("0012", f"INSERT INTO draft VALUES (1, 5, '{content}{reply}}}', 1234)")
    (draft,) = store.drafts.of(store.members.by_login("lea"))
    assert (draft.canal_id, draft.reply_to, draft.content, draft.typed) == (5, answers, content + "}", 1234)


@pytest.mark.parametrize("chosen", ["", "fr"])
async def test_an_older_office_has_the_language_that_an_administrator_chose_and_else_none(brought_up, chosen):
    deed = "INSERT INTO audit (at, by_id, deed, details) VALUES (0, 1, 'office-language', '{}')"
    store = await brought_up("0008", *([deed] if chosen else []))
    assert store.office.lang == chosen


async def test_an_older_database_is_migrated_after_a_copy_is_kept(office, stores, later_version):
    said = await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")
    await stores.close(office.store)
    path = office.store.database.path
    before = revision_of(path)

    later_version(True)
    store = await stores.open()
    assert revision_of(path) == "9999"
    with store.database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT motto FROM office").scalar() == "Miaou"
    assert store.messages.newest(office.zoe, office.bureau.id).messages == [said.message]

    (copy,) = store.folder.glob("*before-migration*.db")
    assert before in copy.name
    assert revision_of(copy) == before
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT id FROM message").fetchall() == [(said.message.id,)]


async def test_a_kept_copy_is_a_database_to_go_back_to(office, stores, later_version, tmp_path):
    await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")
    await stores.close(office.store)
    later_version(True)
    await stores.close(await stores.open())
    later_version(False)
    (copy,) = office.store.folder.glob("*before-migration*.db")
    back = tmp_path / "back"
    back.mkdir()
    shutil.copy(copy, back / "miaou.db")
    store = await stores.open(back)
    assert len(store.messages.newest(office.zoe, office.bureau.id).messages) == 1


async def test_what_was_still_in_the_journal_is_in_the_copy_too(office, later_version, tmp_path, stores):
    """After a kill the newest messages are not yet in the database file itself."""
    said = await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "n")
    killed = tmp_path / "killed"
    shutil.copytree(office.store.folder, killed, ignore=shutil.ignore_patterns("lock"))
    assert (killed / "miaou.db-wal").stat().st_size > 0
    later_version(True)
    await stores.open(killed)
    (copy,) = killed.glob("*before-migration*.db")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT id FROM message").fetchall() == [(said.message.id,)]


async def test_opening_a_current_database_again_makes_no_copy(office, stores):
    store = await stores.reopen(office.store)
    assert [path.name for path in store.folder.glob("*.db")] == ["miaou.db"]


async def test_a_migration_that_fails_leaves_the_database_as_it_was(office, stores, later_version, folder):
    await stores.close(office.store)
    before = revision_of(folder / "miaou.db")
    later_version(True)
    revision = preparing._MIGRATIONS / "versions" / "9999_motto.py"
    revision.write_text(revision.read_text("utf-8") + '    op.execute("no such statement")\n', "utf-8")
    told = await refused(folder)
    assert "cannot be opened" in told
    later_version(False)
    store = await stores.open()
    assert revision_of(folder / "miaou.db") == before
    with store.database.engine.connect() as connection, pytest.raises(Exception, match="no such column"):
        connection.exec_driver_sql("SELECT motto FROM office")


async def test_a_database_from_a_newer_version_is_refused_and_left_alone(office, stores, later_version, folder):
    await stores.close(office.store)
    later_version(True)
    await stores.close(await stores.open())
    content = (folder / "miaou.db").read_bytes()
    later_version(False)
    told = await refused(folder)
    assert "newer version" in told
    assert "9999" in told
    assert (folder / "miaou.db").read_bytes() == content


async def test_a_copy_that_cannot_be_made_stops_the_migration(stores, tmp_path, later_version):
    # The copy's name is longer than the database's: this one leaves no room for it.
    path = tmp_path / f"{'x' * 240}.db"
    await stores.close(await stores.open(tmp_path / "data", database=path))
    later_version(True)
    told = await refused(tmp_path / "data", database=path)
    assert "cannot be opened" in told
    later_version(False)
    await stores.open(tmp_path / "data", database=path)


async def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    content = b"not a database, but long enough to have a header" * 99
    (tmp_path / "miaou.db").write_bytes(content)
    told = await refused(tmp_path)
    assert str(tmp_path / "miaou.db") in told
    assert (tmp_path / "miaou.db").read_bytes() == content


async def test_a_database_with_its_end_cut_off_is_refused(office, stores, folder):
    await stores.close(office.store)
    content = (folder / "miaou.db").read_bytes()
    (folder / "miaou.db").write_bytes(content[: len(content) // 3])
    assert str(folder) in await refused(folder)


async def test_a_folder_in_place_of_the_database_is_refused(tmp_path):
    (tmp_path / "miaou.db").mkdir()
    assert str(tmp_path) in await refused(tmp_path)


async def test_a_file_in_place_of_the_data_folder_is_refused(tmp_path):
    (tmp_path / "data").write_text("")
    for folder in (tmp_path / "data", tmp_path / "data" / "below"):
        assert str(folder) in await refused(folder)


async def test_after_a_refusal_the_folder_is_free_again(tmp_path, stores):
    (tmp_path / "miaou.db").write_bytes(b"x" * 5000)
    await refused(tmp_path)
    (tmp_path / "miaou.db").unlink()
    await stores.open(tmp_path)


async def test_a_folder_that_is_open_is_refused_to_a_second_store(store, folder):
    assert "already used" in await refused(folder)
    await store.office.rename(None, "Le bureau")


async def test_a_folder_that_is_open_is_refused_to_a_second_process(store, folder):
    asked = "import asyncio, pathlib, sys; from app.store import Store; "
    asked += "asyncio.run(Store.open(pathlib.Path(sys.argv[1])))"
    second = await asyncio.create_subprocess_exec(
        sys.executable, "-c", asked, folder, cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    _, said = await second.communicate()
    assert second.returncode != 0
    assert "already used by a running Miaou" in said.decode().splitlines()[-1]
    await store.office.rename(None, "Le bureau")


async def test_a_folder_is_free_again_once_its_store_is_closed(store, stores):
    await stores.reopen(store)


async def test_reading_from_a_database_in_trouble_is_unavailable_not_an_error(office):
    def broken(connection):
        connection.exec_driver_sql("SELECT * FROM gone")

    with pytest.raises(Unavailable):
        await office.store.database.read(broken)
