"""Whoever stops Miaou reads nothing of it: exit status 0 and not a word, whatever stands in the way."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from app.operations import announced
from app.settings import Settings, Trouble
from app.store import Store
from tests import plain_http
from tests.bench.tab import Tab
from tests.bench.window import open_window
from tests.browser.instance import PATIENCE_S, ROOT, Instance, furnish

PASSWORD = "un mot de passe du bureau"
LONG = "miaou " * 1_600

ENDLESS = (
    b"POST /login HTTP/1.1\r\nHost: office\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 99\r\nExpect: 100-continue\r\n\r\n"
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals between processes are another thing there")


async def talkative(store: Store) -> int:
    lea = await store.members.create("lea", "lea", PASSWORD, role="admin")
    canal = await store.canals.create(lea, "Tout le bureau")
    await asyncio.gather(*[store.messages.post(lea, canal.id, LONG, nonce=f"n{n}") for n in range(30)])
    return canal.id


def begun(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-X", "importtime", "main.py", "--no-browser", *words],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def stopped_while_python_reads(process: subprocess.Popen[str], module: str) -> int:
    """The exit status, when a service is stopped as soon as that module has been read; nothing may be said."""
    with process:
        for line in process.stderr:
            if line.split("|")[-1].strip() == module:
                break
        process.terminate()
        out, err = process.communicate(timeout=PATIENCE_S)
    assert out == ""
    assert [line for line in err.splitlines() if not line.startswith("import time:")] == []
    return process.returncode


def stuffed(instance: Instance, tab: Tab, canal: int) -> list[asyncio.Future[Any]]:
    """What is asked for a tab that does not read, until the system between takes no more of the answers; they are not
    yet so many that Miaou would end the tab's connection."""
    asked: list[asyncio.Future[Any]] = []
    same, before = 0, -1
    while same < 3:
        # Answered from memory: what is asked last may be heard when there is no folder any more.
        asked.append(tab.call("around", {"canal": canal, "row": None, "after": None}))
        assert plain_http.get(f"{instance.address}/healthz", timeout=PATIENCE_S).status_code == 200
        now = waiting(instance.port)
        same, before = same + 1 if now == before else 0, now
    return asked


def waiting(port: int) -> int:
    """Bytes written on a port's connections and not taken yet; 0 where the system does not say so in Linux's way."""
    listed = Path("/proc/net/tcp")
    lines = [line.split() for line in listed.read_text().splitlines()[1:]] if listed.exists() else []
    return sum(int(line[4].partition(":")[0], 16) for line in lines if line[1].endswith(f":{port:04X}"))


def test_a_folder_that_takes_no_file_is_said_plainly_and_one_that_went_meanwhile_is_no_matter(tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    folder = tmp_path / "data"
    with pytest.raises(Trouble, match=r"The data folder .*data cannot be used"), announced(Settings(data_dir=folder)):
        pass
    folder.mkdir()
    with announced(Settings(data_dir=folder)):
        assert (folder / "instance.json").exists()
        shutil.rmtree(folder)


def test_before_it_has_begun(tmp_path):
    assert stopped_while_python_reads(begun("--data-dir", str(tmp_path / "data")), "app.locale") == 0
    assert not (tmp_path / "data").exists()


def test_an_operation_that_was_stopped_was_not_done(tmp_path):
    words = ("create-member", "lea", "--admin", "--password-stdin", "--data-dir", str(tmp_path / "data"))
    assert stopped_while_python_reads(begun(*words), "app.locale") == 130
    assert not (tmp_path / "data").exists()


async def test_with_its_folder_gone_a_tab_that_stopped_reading_a_request_that_never_ends_and_impatience(tmp_path):
    instance = Instance(tmp_path / "data")
    canal = await asyncio.to_thread(furnish, instance.folder, talkative)
    instance.start()
    try:
        cookie = instance.sign_in("lea", PASSWORD)
        async with aiohttp.ClientSession(auto_decompress=False) as http:
            tab = (await open_window(http, instance.port, cookie)).tab
        tab._transport.pause_reading()
        asked = stuffed(instance, tab, canal)
        with socket.create_connection(("127.0.0.1", instance.port), PATIENCE_S) as endless:
            endless.sendall(ENDLESS)
            # Somebody reads what it has begun to send.
            assert endless.recv(100).startswith(b"HTTP/1.1 100")
            endless.sendall(b"login=")
            shutil.rmtree(instance.folder)
            for _ in range(3):
                os.kill(instance.pid, signal.SIGINT)
            assert await asyncio.to_thread(instance.wait) == 0
        assert instance.said() == ""
        tab.close()
        await asyncio.gather(*asked, return_exceptions=True)
    finally:
        instance.kill()
