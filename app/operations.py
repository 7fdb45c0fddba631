"""Operations from the command line, on a stopped instance or, through its control address, on a running one.

A running instance writes its address and a secret into `instance.json` in its data folder, readable by its owner
only: whoever can read the folder owns the instance anyway.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import secrets
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from app.locale import N_
from app.settings import Settings, Trouble
from app.store import Refused, Store, Unusable
from app.store.office import OPEN_CANAL

INSTANCE = "instance.json"
PATIENCE_S = 20.0

Request = dict[str, str | bool]
Report = dict[str, str]
"""A sentence (an English msgid) under `sentence`; everything else fills it."""


async def perform(store: Store, request: Request) -> Report:
    """Do one operation on an open store.

    :raises Refused: when it may not be done
    """
    login, password = str(request["login"]), str(request["password"])
    if request["operation"] == "create-member":
        admin = bool(request["admin"])
        first = not store.state.members
        nickname = str(request["nickname"])
        member = await store.members.create(login, nickname, password, "admin" if admin else "member")
        if first and admin:
            await store.canals.create(member, OPEN_CANAL)
        return {"sentence": N_("{login} can now sign in."), "login": member.login}
    found = store.members.by_login(login)
    if found is None:
        raise Refused("There is no member with the login {login}.", login=login)
    await store.members.set_password(found, password)
    return {"sentence": N_("{login} has a new password and is signed out everywhere."), "login": found.login}


def run(settings: Settings, request: Request) -> Report:
    """Do one operation, wherever the instance is.

    :raises Trouble: when it cannot be done
    """
    try:
        return asyncio.run(_on_stopped(settings, request))
    except Unusable as unusable:
        if not (settings.data_dir / INSTANCE).exists():
            raise Trouble(unusable.sentence, **unusable.params) from unusable
    except Refused as refused:
        raise Trouble(refused.sentence, **refused.params) from refused
    return _on_running(settings.data_dir, request)


async def _on_stopped(settings: Settings, request: Request) -> Report:
    store = await Store.open(settings.data_dir, settings.database)
    try:
        return await perform(store, request)
    finally:
        await store.close()


def _on_running(folder: Path, request: Request) -> Report:
    try:
        instance = json.loads((folder / INSTANCE).read_text(encoding="utf-8"))
        asking = urllib.request.Request(  # noqa: S310 - our own file says http://
            instance["address"] + "/control/perform",
            json.dumps(request).encode(),
            {"content-type": "application/json", "authorization": f"Bearer {instance['secret']}"},
        )
        # No proxy of the environment stands between this machine and itself.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(asking, timeout=PATIENCE_S) as answer:
            report: Report = json.load(answer)
    except urllib.error.HTTPError as error:
        with contextlib.suppress(ValueError):
            report = json.load(error)
            raise Trouble(report.pop("sentence"), **report) from error
        raise Trouble("The running Miaou did not do it: status {status}.", status=error.code) from error
    except (OSError, ValueError, KeyError) as error:
        raise Trouble("The running Miaou in {path} does not answer.", path=folder) from error
    return report


@contextlib.contextmanager
def announced(settings: Settings) -> Iterator[str]:
    """While the instance runs, `instance.json` says where; yields the secret that operations must bring."""
    secret = secrets.token_urlsafe(32)
    host = settings.host if settings.host not in ("0.0.0.0", "::", "") else "127.0.0.1"  # noqa: S104
    host = f"[{host}]" if ":" in host else host
    path = settings.data_dir / INSTANCE
    path.unlink(missing_ok=True)
    with open(path, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        json.dump({"address": f"http://{host}:{settings.port}", "secret": secret, "pid": os.getpid()}, file)
    try:
        yield secret
    finally:
        path.unlink(missing_ok=True)
