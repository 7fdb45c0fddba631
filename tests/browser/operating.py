"""What an operator does from the command line, without the seconds that it takes to start: see test_main.py."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from app import operations
from app.settings import Settings
from tests.browser.instance import Instance


def another_password(instance: Instance, login: str, password: str) -> None:
    """`reset-password`, whether it runs or not: all of that member's sessions end."""
    asked: operations.Request = {"operation": "reset-password", "login": login, "password": password, "file": ""}
    # It runs an event loop of its own.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(operations.run, Settings(data_dir=instance.folder), asked).result()
