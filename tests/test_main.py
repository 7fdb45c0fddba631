"""The command line, end to end: `main.py` in processes of their own, as people start it.

To read the libraries takes such a process seconds of a core. So one test of each kind starts `python main.py` anew, and
the others fork; a refusal that needs no process of its own is read from `main` itself.
"""

from __future__ import annotations

import asyncio
import io
import os
import re
import sqlite3
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app import logs
from app.store import Store
from main import main
from tests import plain_http
from tests.browser.instance import PATIENCE_S, Instance, QuickInstance, finished, furnish, quickly_finished
from tests.pages.tab import Tab, cookies

PASSWORD = "un mot de passe du bureau"
Finishing = Callable[..., "subprocess.CompletedProcess[str]"]
KEPT_WAITING_S = 15
"""What waits for a page or a connection waits longer than that: half a minute and more."""


@pytest.fixture(autouse=True)
def own_logs(monkeypatch):
    """`main` in this process must not take the tests' own logging over; what it does with logs, processes show."""
    monkeypatch.setattr(logs, "begin", lambda _level: None)


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Callable[..., Instance]]:
    """`new()` is an instance that is not started yet, on an empty folder; `new(kind=Instance)` never forks."""
    made: list[Instance] = []

    def make(*options: str, kind: type[Instance] = QuickInstance, folder: Path | None = None, **rest: str) -> Instance:
        made.append(kind(folder or tmp_path / f"data{len(made)}", *options, **rest))
        return made[-1]

    yield make
    for instance in made:
        instance.kill()


def refused(*words: str, by: Finishing = quickly_finished, lang: str = "C.UTF-8", **environment: str) -> str:
    """What Miaou says as it refuses to start: one plain line, and exit status 2."""
    done = by(["--no-browser", *words], {**os.environ, "LC_ALL": lang, **environment})
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    return the_one_line(done.stderr)


def the_one_line(told: str) -> str:
    assert told.count("\n") == 1, told
    assert "Traceback" not in told
    return told.strip()


@pytest.fixture
def mistyped(capsys, monkeypatch) -> Callable[..., str]:
    """`mistyped(word, …)` is what `main` says of this command line: one plain line, and exit status 2."""

    def said(*words: str, lang: str = "C.UTF-8", password: str = "") -> str:
        monkeypatch.setenv("LC_ALL", lang)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{password}\n".encode())))
        assert main(words) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        return the_one_line(printed.err)

    return said


async def lea_alone(store: Store) -> None:
    lea = await store.members.create("lea", "lea", PASSWORD, role="admin")
    await store.canals.create(lea, "Tout le bureau")


@pytest.fixture
def with_lea(new) -> Instance:
    """An instance that is not started yet, and that Léa administers."""
    instance = new()
    furnish(instance.folder, lea_alone)
    return instance


@pytest.fixture(scope="module")
def office(tmp_path_factory) -> Iterator[Callable[[bool], Instance]]:
    """An instance with Léa in it, running or stopped."""
    instance = QuickInstance(tmp_path_factory.mktemp("office") / "data")
    furnish(instance.folder, lea_alone)

    def as_wanted(running: bool) -> Instance:
        if running and not instance.runs:
            instance.start()
        if instance.runs and not running:
            instance.interrupt()
        return instance

    yield as_wanted
    instance.kill()


class TestWhatKeepsMiaouFromStarting:
    def test_a_port_in_use(self, office, tmp_path):
        running = office(True)
        told = refused("--host", "127.0.0.1", "--port", str(running.port), "--data-dir", str(tmp_path / "other"))
        assert told == f"The port {running.port} is already in use: choose another with --port."
        # What could not start has left nothing behind, and what runs goes on.
        assert not (tmp_path / "other").exists()
        assert plain_http.get(f"{running.address}/healthz").status_code == 200

    def test_a_second_process_on_the_same_folder(self, office, new):
        running = office(True)
        other = new(folder=running.folder)
        told = refused("--host", "127.0.0.1", "--port", str(other.port), "--data-dir", str(running.folder))
        assert told == f"The data folder {running.folder} is already used by a running Miaou."
        assert running.operate("create-member", "odile", "--password-stdin", password=PASSWORD).returncode == 0

    def test_a_data_folder_that_is_a_file(self, tmp_path):
        file = tmp_path / "file"
        file.write_text("not a folder")
        assert f"The data folder {file} cannot be used" in refused("--data-dir", str(file), by=finished)

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_a_data_folder_that_may_not_be_written(self, tmp_path):
        tmp_path.chmod(0o500)
        try:
            assert "cannot be used" in refused("--data-dir", str(tmp_path / "data"))
        finally:
            tmp_path.chmod(0o700)

    def test_a_database_that_is_none(self, tmp_path):
        (tmp_path / "miaou.db").write_bytes(b"this is no database at all" * 100)
        told = refused("--data-dir", str(tmp_path))
        assert "miaou.db is no database" in told

    def test_a_database_of_a_newer_version(self, with_lea, tmp_path):
        with closing(sqlite3.connect(with_lea.folder / "miaou.db")) as database:
            database.execute("update alembic_version set version_num = '9999'")
            database.commit()
        assert "comes from a newer version of Miaou" in refused("--data-dir", str(with_lea.folder))

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            (["--prot", "8080"], "There is no option --prot: see --help."),
            (["--port"], "The option --port needs a value."),
            (["--port", "eighty"], "--port must be a whole number from 1 to 65535, not “eighty”."),
            (["--port", "0"], "--port must be a whole number from 1 to 65535, not “0”."),
            (["serv"], "There is no operation “serv”: see --help."),
            (["create-member"], "This operation is written: create-member LOGIN."),
            (["--host", "192.0.2.1"], "Miaou cannot listen on 192.0.2.1: there is no such address here."),
        ],
        ids=" ".join,
    )
    def test_a_mistyped_command_line(self, mistyped, tmp_path, words, told):
        assert mistyped("--data-dir", str(tmp_path / "data"), *words) == told
        assert not (tmp_path / "data").exists()

    def test_a_mistyped_setting_in_the_environment(self, tmp_path):
        told = refused("--data-dir", str(tmp_path / "data"), MIAOU_PORT="eighty")
        assert told == "MIAOU_PORT must be a whole number from 1 to 65535, not “eighty”."

    def test_it_is_told_in_french_to_whoever_speaks_it(self, mistyped):
        told = mistyped("--prot", lang="fr_FR.UTF-8")
        assert told == "Il n’y a pas d’option --prot\u00a0: voir --help."


class TestOperations:
    def signs_in(self, instance: Instance, login: str, password: str) -> bool:
        answer = plain_http.post(
            f"{instance.address}/login", data={"login": login, "password": password}, timeout=PATIENCE_S
        )
        return answer.status_code == 303

    def test_the_first_admin_needs_no_set_up_page(self, new):
        instance = new()
        by_hand = new(kind=Instance, folder=instance.folder)
        done = by_hand.operate("create-member", "lea", "--admin", "--password-stdin", password=PASSWORD)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "lea peut maintenant se connecter.\n"
        instance.start()
        assert "setup" not in instance.greeting
        token = instance.sign_in("lea", PASSWORD)
        window = plain_http.get(instance.address, headers=cookies(token, instance.address))
        assert "Tout le bureau" in window.text

    def test_a_member_made_on_a_running_instance_can_sign_in_at_once(self, new):
        instance = new().start()
        for login, words in (("lea", ["--admin"]), ("karim", ["--nickname", "Karim"])):
            assert not self.signs_in(instance, login, PASSWORD)
            done = instance.operate("create-member", login, "--password-stdin", *words, password=PASSWORD)
            assert (done.returncode, done.stdout) == (0, f"{login} peut maintenant se connecter.\n")
            assert self.signs_in(instance, login, PASSWORD)

    @pytest.mark.parametrize("running", [False, True], ids=["stopped", "running"])
    def test_a_new_password_opens_and_the_old_one_does_not(self, with_lea, running):
        with_lea.start()
        token = with_lea.sign_in("lea", PASSWORD)
        if not running:
            with_lea.interrupt()
        done = with_lea.operate("reset-password", "lea", "--password-stdin", password="un tout autre secret")
        assert (done.returncode, done.stderr) == (0, "")
        if not running:
            with_lea.start()
        assert not self.signs_in(with_lea, "lea", PASSWORD)
        assert self.signs_in(with_lea, "lea", "un tout autre secret")
        assert plain_http.get(with_lea.address, headers=cookies(token, with_lea.address)).status_code == 401

    @pytest.mark.parametrize(
        ("words", "password", "told"),
        [
            (["create-member", "LÉA"], PASSWORD, "L’identifiant LÉA est déjà pris."),
            (["create-member", "karim"], "court", "Le mot de passe a au moins 8 caractères."),
            (["create-member", "ka rim"], PASSWORD, "L’identifiant se compose"),
            (["create-member", "karim", "--nickname", "léa"], PASSWORD, "Quelqu’un s’appelle déjà léa."),
            (["reset-password", "nobody"], PASSWORD, "Il n’y a pas de membre avec l’identifiant nobody."),
            (["reset-password", "lea"], "12345678", "Ce mot de passe est l’un des premiers"),
            (["reset-password", "lea"], "", "Aucun mot de passe n’est arrivé"),
        ],
        ids=lambda value: " ".join(value) if isinstance(value, list) else "",
    )
    @pytest.mark.parametrize("running", [False, True], ids=["stopped", "running"])
    def test_what_cannot_be_done_is_told_in_one_line(self, office, mistyped, running, words, password, told):
        folder = str(office(running).folder)
        words = (*words, "--password-stdin", "--data-dir", folder)
        assert mistyped(*words, lang="fr_FR.UTF-8", password=password).startswith(told)

    def test_an_operation_does_not_wait_for_an_instance_that_was_killed(self, new):
        instance = new()
        instance.start()
        instance.kill()
        assert (instance.folder / "instance.json").exists()
        done = instance.operate("create-member", "lea", "--admin", "--password-stdin", password=PASSWORD)
        assert (done.returncode, done.stderr) == (0, "")

    def test_only_its_owner_reads_how_to_command_a_running_instance_until_ctrl_c_stops_it(self, new):
        instance = new(kind=Instance).start()
        mode = stat.S_IMODE((instance.folder / "instance.json").stat().st_mode)
        assert os.name == "nt" or mode == 0o600
        begun = time.monotonic()
        assert instance.interrupt() == 0
        assert time.monotonic() - begun < KEPT_WAITING_S
        assert instance.said() == ""
        assert not (instance.folder / "instance.json").exists()


class TestKeeping:
    """Backup, restore and export, as whoever runs the office asks for them."""

    @pytest.fixture
    def done(self, capsys, monkeypatch) -> Callable[..., tuple[int, list[str]]]:
        """`done(word, …)` is the exit status of `main`, and the lines that it says."""

        def do(*words: str) -> tuple[int, list[str]]:
            monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
            status = main(words)
            printed = capsys.readouterr()
            return status, (printed.out + printed.err).splitlines()

        return do

    def test_a_running_office_is_backed_up_and_comes_back_elsewhere(self, office, done, tmp_path):
        running = office(True)
        file, elsewhere = tmp_path / "bureau.zip", tmp_path / "ailleurs"
        status, said = done("backup", str(file), "--data-dir", str(running.folder))
        assert status == 0
        assert said[0] == "Copie de la base de données…"
        assert said[-1].startswith(f"Le bureau est dans {file}, vérifié\u00a0: ")
        assert done("restore", str(file), "--data-dir", str(running.folder), "--replace") == (
            2,
            [f"Le dossier de données {running.folder} est déjà utilisé par un Miaou en marche."],
        )
        status, said = done("restore", str(file), "--data-dir", str(elsewhere))
        assert (status, said[-1]) == (0, f"Le bureau de {file} est revenu.")
        status, said = done("restore", str(file), "--data-dir", str(elsewhere))
        assert status == 2
        assert "--replace" in said[0]
        with closing(sqlite3.connect(elsewhere / "miaou.db")) as database:
            assert ("lea",) in database.execute("select login from member").fetchall()

    def test_a_stopped_office_is_backed_up_without_being_opened(self, with_lea, done, tmp_path):
        before = (with_lea.folder / "miaou.db").read_bytes()
        status, _ = done("backup", str(tmp_path / "b.zip"), "--data-dir", str(with_lea.folder))
        assert status == 0
        assert (with_lea.folder / "miaou.db").read_bytes() == before

    @pytest.mark.parametrize("running", [False, True], ids=["stopped", "running"])
    def test_a_member_s_export(self, office, done, tmp_path, running):
        file = tmp_path / "lea.zip"
        status, said = done("export", "lea", str(file), "--data-dir", str(office(running).folder))
        assert (status, said[-1]) == (0, f"Tout ce qui est à lea est dans {file}.")
        with zipfile.ZipFile(file) as archive:
            assert {"export.json", "index.html"} <= set(archive.namelist())
        status, said = done("export", "nobody", str(tmp_path / "x.zip"), "--data-dir", str(office(running).folder))
        assert (status, said) == (2, ["Il n’y a pas de membre avec l’identifiant nobody."])

    def test_where_no_office_is_none_is_made(self, done, tmp_path):
        for words in (["backup", str(tmp_path / "b.zip")], ["export", "lea", str(tmp_path / "e.zip")]):
            status, said = done(*words, "--data-dir", str(tmp_path / "vide"))
            assert (status, said) == (2, [f"Il n’y a pas de bureau dans {tmp_path / 'vide'}."])
            assert not (tmp_path / "vide").exists()

    def test_what_is_damaged_is_told_with_the_last_good_backup(self, with_lea, done, tmp_path):
        folder = with_lea.folder
        kept = folder / "backups" / "miaou-20260302-020000.zip"
        kept.parent.mkdir()
        assert done("backup", str(kept), "--data-dir", str(folder))[0] == 0
        (folder / "miaou.db").write_bytes(b"")
        told = refused("--data-dir", str(folder), lang="fr_FR.UTF-8")
        assert told.endswith(f"python main.py restore {kept} --replace")
        assert done("restore", str(kept), "--data-dir", str(folder), "--replace")[0] == 0
        with_lea.start()
        assert "setup" not in with_lea.greeting


class TestStopping:
    def test_ctrl_c_waits_for_no_page_that_waits_for_news_and_it_starts_again_where_it_was(self, with_lea):
        with_lea.start()
        cookie = cookies(with_lea.sign_in("lea", PASSWORD), with_lea.address)
        page = plain_http.get(with_lea.address, headers=cookie).text
        client = re.search(r"'client_id': '([^']+)'", page)[1]
        words = {"client_id": client, "EIO": "4", "transport": "polling"}
        with plain_http.Client(base_url=with_lea.address, headers=cookie, params=words, timeout=PATIENCE_S) as browser:
            assert browser.get("/_nicegui_ws/socket.io/").status_code == 200
            begun = time.monotonic()
            assert with_lea.interrupt() == 0
        assert time.monotonic() - begun < KEPT_WAITING_S
        assert "Traceback" not in with_lea.said()
        with_lea.start()
        assert plain_http.get(with_lea.address, headers=cookie).status_code == 200, "it is where it was"

    def test_a_folder_that_was_copied_while_stopped_is_the_same_office(self, with_lea, new, tmp_path):
        moved = with_lea.folder.rename(tmp_path / "moved")
        there = new(folder=moved).start()
        assert there.sign_in("lea", PASSWORD)

    async def test_nothing_that_was_answered_is_lost(self, with_lea):
        with_lea.start()
        async with Tab(with_lea.address, with_lea.sign_in("lea", PASSWORD)) as tab:
            canal = tab.snapshot["log"]["key"]
            answered: list[int] = []
            begun = asyncio.Event()

            async def talk(n: int) -> None:
                answered.append((await tab.say(canal, f"Message {n}"))["id"])
                begun.set()

            talking = [asyncio.create_task(talk(n)) for n in range(200)]
            await begun.wait()
            assert await asyncio.to_thread(with_lea.interrupt) == 0
            for each in talking:
                each.cancel()
            await asyncio.gather(*talking, return_exceptions=True)
        assert answered
        with closing(sqlite3.connect(with_lea.folder / "miaou.db")) as database:
            kept = {found for (found,) in database.execute("select id from message")}
        assert set(answered) <= kept


class TestDemo:
    def test_the_demo_starts_furnished_and_leaves_nothing_behind(self, new, tmp_path):
        temporary = tmp_path / "temporary"
        temporary.mkdir()
        demo = new("--demo", TMPDIR=str(temporary), TEMP=str(temporary)).start()
        assert "démonstration" in demo.greeting
        folders = list(temporary.iterdir())
        assert len(folders) == 1
        assert not demo.folder.exists()

        with plain_http.Client(base_url=demo.address, timeout=PATIENCE_S) as visitor:
            door = visitor.get("/login").text
            people = re.findall(r'name="who" value="(\d+)"', door)
            assert len(people) >= 8
            # Whoever comes learns what it is, and who works here.
            assert "Miaou est la messagerie" in door
            assert "Chef d’atelier" in door
            signed_in = visitor.post("/login", data={"who": people[0]})
            assert signed_in.status_code == 303
            window = visitor.get("/").text
            for came_from, leads_to in ((demo.address, "/?canal=1"), ("http://evil.example", "/")):
                another = {"data": {"who": people[1]}, "headers": {"referer": f"{came_from}/?canal=1"}}
                assert visitor.post("/demo/who", **another).headers["location"] == leads_to
            assert visitor.post("/demo/who", data={"who": "1" * 15}).status_code == 422
        assert window.count("data-canal-id") >= 5
        assert window.count("data-message-id") >= 20

        assert demo.interrupt() == 0
        assert list(temporary.iterdir()) == []

    def test_on_an_english_terminal_the_demo_is_told_in_english(self, new):
        demo = new("--demo", LC_ALL="en_GB.UTF-8").start()
        assert "Workshop manager" in plain_http.get(f"{demo.address}/login").text
        demo.kill()

    def test_a_demo_that_is_told_a_folder_leaves_that_folder_alone(self, with_lea, new):
        before = (with_lea.folder / "miaou.db").read_bytes()
        new("--demo", folder=with_lea.folder).start().interrupt()
        assert (with_lea.folder / "miaou.db").read_bytes() == before

    def test_an_office_beside_it_in_one_browser_stays_signed_in(self, with_lea, new):
        with_lea.start()
        demo = new("--demo").start()
        with plain_http.Client(timeout=PATIENCE_S) as visitor:
            visitor.post(f"{with_lea.address}/login", data={"login": "lea", "password": PASSWORD})
            people = re.findall(r'name="who" value="(\d+)"', visitor.get(f"{demo.address}/login").text)
            visitor.post(f"{demo.address}/login", data={"who": people[0]})
            for address in (with_lea.address, demo.address):
                assert visitor.get(address).status_code == 200
        demo.interrupt()

    def test_an_office_loads_nothing_of_it_and_knows_none_of_its_addresses(self, with_lea, new):
        office = new(kind=Instance, folder=with_lea.folder, PYTHONPROFILEIMPORTTIME="1").start()
        with plain_http.Client(base_url=office.address, timeout=PATIENCE_S) as visitor:
            own = cookies(office.sign_in("lea", PASSWORD), office.address)
            for method, path in (
                ("POST", "/demo/who"),
                ("GET", "/demo/beside"),
                ("POST", "/demo/reset"),
                ("GET", "/demo/erp"),
            ):
                answer, unknown = (visitor.request(method, each, headers=own) for each in (path, "/nowhere"))
                assert (answer.status_code, answer.text) == (unknown.status_code, unknown.text) == (404, answer.text)
        office.interrupt()
        loaded = office.said()
        assert "| app.pages.login" in re.sub(r" +", " ", loaded)
        assert "app.demo" not in loaded

    def test_outside_the_demo_nobody_is_picked_without_a_password(self, office):
        answer = plain_http.post(f"{office(True).address}/login", data={"who": "1"})
        assert answer.status_code == 403
        assert not answer.cookies
