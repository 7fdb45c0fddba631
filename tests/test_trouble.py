"""A running office in every trouble that its disk can make, for real: what is answered, that it goes on by itself
afterwards, and that the terminal tells nothing of what people said."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.store import Store, health
from tests import plain_http
from tests.browser.instance import PATIENCE_S, Instance, furnish
from tests.pages.tab import Tab

SAID, WHISPERED = "un mot que nul terminal ne voit", "un aparte que nul terminal ne voit"
PASSWORD = "sesame 4711 ouvre-toi"
HELD = "Another program holds the database: nothing can be saved until it lets go."
BROKEN = "The database cannot be written just now."

FAULTY_DISK = r"""
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
/* The disk says that it could not keep what it was given, for as long as a file of that name exists. */
static int kept(void) { const char *bad = getenv("BAD_DISK"); return !bad || access(bad, F_OK) != 0; }
int fsync(int fd) { (void)fd; if (kept()) return 0; errno = EIO; return -1; }
int fdatasync(int fd) { return fsync(fd); }
"""


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory) -> Iterator[Path | None]:
    """A file system of two megabytes, where this machine lets us make one."""
    folder = tmp_path_factory.mktemp("disk")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    yield folder if made.returncode == 0 else None
    if made.returncode == 0:
        subprocess.run(["umount", "-l", str(folder)], check=False)


@pytest.fixture(scope="module")
def faulty_disk(tmp_path_factory) -> dict[str, str]:
    """What makes a process's disk refuse for as long as there is a file; nothing where no compiler is."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        return {}
    folder = tmp_path_factory.mktemp("shim")
    (folder / "shim.c").write_text(FAULTY_DISK)
    subprocess.run([compiler, "-shared", "-fPIC", "-o", folder / "shim.so", folder / "shim.c"], check=True)
    return {"LD_PRELOAD": str(folder / "shim.so"), "BAD_DISK": str(folder / "bad")}


class Office:
    """An instance that tells all it can, and what of its people must not be told."""

    def __init__(self, instance: Instance, bad_disk: str) -> None:
        self.instance = instance
        self.folder = instance.folder
        self.bad_disk = Path(bad_disk)
        self.secrets = [SAID, WHISPERED, PASSWORD, "$argon2"]

    async def __aenter__(self) -> Office:
        self.secrets.append(token := self.instance.sign_in("lea", PASSWORD))
        self.tab = Tab(self.instance.address, token)
        await self.tab.__aenter__()
        self.secrets.append(self.tab.client_id)
        self.canal = self.tab.snapshot["log"]["key"]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.tab.__aexit__()

    async def says(self, nonce: str) -> str:
        """What an aside is answered: "" when it was taken, else why not."""
        answer = await self.tab.say(self.canal, f"{SAID} {nonce}", nonce=nonce)
        whispered = await self.tab.say(self.canal, f"{WHISPERED} {nonce}", [2], nonce=f"{nonce}-aside")
        return answer.get("refused") or whispered.get("refused", "")

    def healthz(self) -> tuple[int, str]:
        answer = plain_http.get(f"{self.instance.address}/healthz", timeout=PATIENCE_S)
        return answer.status_code, answer.json().get("reason", "")

    def signs_in(self) -> tuple[int, str]:
        answer = plain_http.post(
            f"{self.instance.address}/login",
            data={"login": "lea", "password": PASSWORD},
            headers={"accept-language": "fr"},
            timeout=PATIENCE_S,
        )
        self.secrets.extend(answer.cookies.values())
        return answer.status_code, answer.text

    async def suffers(self, nonce: str, said: str, reason: str) -> None:
        """Everything is refused in these words, and the office knows that it is unwell."""
        for _ in range(2):
            assert said in await self.says(nonce)
        status, page = self.signs_in()
        assert (status, said in page) == (503, True)
        assert self.healthz() == (503, reason)

    async def recovers(self, nonce: str) -> None:
        """By itself, and what was refused is taken when it is sent again."""
        assert await self.says(nonce) == ""
        assert self.signs_in()[0] == 303
        assert self.healthz() == (200, "")


@pytest.fixture(scope="module")
def office(tmp_path_factory, small_disk, faulty_disk) -> Iterator[Office]:
    folder = (small_disk or tmp_path_factory.mktemp("office")) / "data"
    instance = Instance(folder, "--log-level", "debug", "--backup-keep", "0", **faulty_disk)

    async def build(store: Store) -> None:
        lea = await store.members.create("lea", "Léa", PASSWORD, role="admin")
        await store.members.create("karim", "Karim", PASSWORD)
        await store.canals.create(lea, "Tout le bureau")

    furnish(folder, build)
    instance.start()
    yield Office(instance, faulty_disk.get("BAD_DISK", str(tmp_path_factory.mktemp("none") / "bad")))
    instance.kill()


async def test_a_database_that_another_program_holds(office):
    async with office:
        with closing(sqlite3.connect(office.folder / "miaou.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            assert "Un autre programme" in await office.says("locked")
            assert office.healthz() == (503, HELD)
            other.execute("ROLLBACK")
        await office.recovers("locked")


async def test_a_disk_that_is_full(office, small_disk):
    if small_disk is None:
        pytest.skip("no small file system may be made here")
    async with office:
        fill = small_disk / "fill"
        with fill.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(b"x" * 4096)
        # The room that the journal has already takes a little more.
        refused = ""
        for n in range(200):
            if refused := await office.says(f"full{n}"):
                break
        assert "Le disque est plein" in refused
        fill.unlink()
        await office.recovers(f"full{n}")


async def test_a_disk_that_does_not_keep_what_it_is_given(office, faulty_disk):
    if not faulty_disk:
        pytest.skip("nothing can be put between a process and its disk here")
    async with office:
        office.bad_disk.touch()
        await office.suffers("fsync", "ne peut pas être écrite", BROKEN)
        office.bad_disk.unlink()
        await office.recovers("fsync")


async def test_a_database_that_is_moved_away_and_put_back(office):
    async with office:
        away = office.folder / "away.db"
        (office.folder / "miaou.db").rename(away)
        await office.suffers("moved", "a été déplacé ou remplacé", health.REPLACED)
        assert not (office.folder / "miaou.db").exists()
        away.rename(office.folder / "miaou.db")
        await office.recovers("moved")


def test_the_terminal_was_told_nothing_of_what_people_said(office):
    """Last: at the most talkative level, after all of the above."""
    with closing(sqlite3.connect(office.folder / "miaou.db")) as database:
        office.secrets += [hashed for (hashed,) in database.execute("SELECT token_hash FROM session")]
        kept = {text for (text,) in database.execute("SELECT text FROM message")}
    assert {f"{SAID} locked", f"{WHISPERED} moved"} <= kept
    assert office.instance.interrupt() == 0
    told = office.instance.said()
    assert "the database refused a batch" in told
    assert "sqlite3.OperationalError" in told, "what kind of error, and where"
    assert "app/store/writer.py" in told
    assert [secret for secret in office.secrets if secret in told] == []
    assert "Traceback" not in told
    assert os.linesep.join(line for line in told.splitlines() if "INSERT" in line or "UPDATE" in line) == ""
