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
from app.store import Refused, Store, Unusable, backups, exports, restoring
from app.store.backups import Progress
from app.store.founding import found
from app.store.locking import taken
from app.store.newcomers import Arrive

INSTANCE = "instance.json"
PATIENCE_S = 60.0
"""Between two signs of life of a running instance: checking a large copy takes a while in which nothing moves."""

GATHERING = N_("Gathering all of it")

Request = dict[str, str | bool]
Report = dict[str, str]
"""A sentence (an English msgid) under `sentence`; everything else fills it."""


async def perform(store: Store, request: Request, tell: Progress = lambda _what, _done: None) -> Report:
    """Do one operation on an open store.

    :raises Refused: when it may not be done
    """
    login, password = str(request["login"]), str(request["password"])
    match request["operation"]:
        case "create-member":
            admin, nickname = bool(request["admin"]), str(request["nickname"])
            if admin and not store.state.members:
                member = await found(store, login, nickname, password)
            else:
                role = "admin" if admin else "member"
                member = await store.members.create(login, nickname, password, role, command=Arrive)
            return {"sentence": N_("{login} can now sign in."), "login": member.login}
        case "backup":
            target = Path(str(request["file"]))
            return _backed_up(target, await store.safekeeping.back_up(target, tell))
        case "export":
            target, loop = Path(str(request["file"])), asyncio.get_running_loop()

            def told(done: int, total: int) -> None:
                loop.call_soon_threadsafe(tell, GATHERING, done / max(total, 1))

            await exports.export_to(store, login, target, told)
            return {"sentence": N_("All of {login} is in {file}."), "login": login, "file": str(target)}
    known = store.members.by_login(login)
    if known is None:
        raise Refused("There is no member with the login {login}.", login=login)
    await store.members.set_password(known, password)
    return {"sentence": N_("{login} has a new password and is signed out everywhere."), "login": known.login}


def run(settings: Settings, request: Request, tell: Progress = lambda _what, _done: None) -> Report:
    """Do one operation, wherever the instance is.

    :raises Trouble: when it cannot be done
    """
    try:
        return _on_stopped(settings, request, tell)
    except Unusable as unusable:
        if not (settings.data_dir / INSTANCE).exists() or request["operation"] == "restore":
            raise trouble(unusable) from unusable
    except Refused as refused:
        raise Trouble(refused.sentence, **refused.params) from refused
    return _on_running(settings.data_dir, request, tell)


def trouble(unusable: Unusable) -> Trouble:
    """The same for the terminal."""
    remedy = None if unusable.remedy is None else trouble(unusable.remedy)
    said = Trouble(unusable.sentence, **unusable.params)
    said.remedy = remedy
    return said


def _on_stopped(settings: Settings, request: Request, tell: Progress) -> Report:
    folder, database = settings.data_dir.absolute(), settings.database
    operation, file = request["operation"], Path(str(request["file"]))
    if operation == "restore":
        aside = restoring.restore(file, database, folder, bool(request["replace"]), tell)
        if aside is None:
            return {"sentence": N_("The office of {file} is back."), "file": str(file)}
        sentence = N_("The office of {file} is back; what was there is in {folder}.")
        return {"sentence": sentence, "file": str(file), "folder": str(aside)}
    if operation in ("backup", "export") and not database.exists():
        raise Refused("There is no office in {folder}.", folder=folder)
    if operation == "backup":
        # Not opened: that would bring an older database up to date, and this is what one makes before.
        with taken(folder):
            return _backed_up(file, backups.make(database, folder, file, tell))
    return asyncio.run(_opened(settings, request, tell))


async def _opened(settings: Settings, request: Request, tell: Progress) -> Report:
    store = await Store.open(settings.data_dir, settings.database, kept_in=settings.backup_folder)
    try:
        return await perform(store, request, tell)
    finally:
        await store.close()


def _backed_up(target: Path, size: int) -> Report:
    sentence = N_("The office is in {file}, checked: {n} MB.")
    return {"sentence": sentence, "file": str(target), "n": f"{max(size / 1e6, 0.1):.1f}"}


def _on_running(folder: Path, request: Request, tell: Progress) -> Report:
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
            # A line for each step, the last one says what came of it.
            for line in answer:
                said = json.loads(line)
                if "what" not in said:
                    break
                tell(said["what"], said["done"])
        refused, report = said.pop("refused"), said
    except urllib.error.HTTPError as error:
        raise Trouble("The running Miaou did not do it: status {status}.", status=error.code) from error
    except (OSError, ValueError, KeyError, UnboundLocalError) as error:
        raise Trouble("The running Miaou in {path} does not answer.", path=folder) from error
    if refused:
        raise Trouble(report.pop("sentence"), **report)
    return dict(report)


@contextlib.contextmanager
def announced(settings: Settings) -> Iterator[str]:
    """While the instance runs, `instance.json` says where; yields the secret that operations must bring.

    :raises Trouble: when it cannot be written
    """
    secret = secrets.token_urlsafe(32)
    host = settings.host if settings.host not in ("0.0.0.0", "::", "") else "127.0.0.1"  # noqa: S104
    host = f"[{host}]" if ":" in host else host
    path = settings.data_dir / INSTANCE
    try:
        path.unlink(missing_ok=True)
        with open(path, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            json.dump({"address": f"http://{host}:{settings.port}", "secret": secret, "pid": os.getpid()}, file)
    except OSError as error:
        raise Trouble(
            "The data folder {path} cannot be used: {error}.", path=settings.data_dir, error=error.strerror or error
        ) from error
    try:
        yield secret
    finally:
        # The folder may be read-only by now, or gone: the next start and the next operation bear with what is left.
        with contextlib.suppress(OSError):
            path.unlink()
