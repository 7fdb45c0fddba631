"""What was answered is there after the worst."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def kill_in_a_burst(folder, enough=300):
    """What the process had answered when it was killed, in the order of the answers."""
    with subprocess.Popen(
        [sys.executable, Path(__file__).with_name("burst.py"), folder],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        said = [process.stdout.readline() for _ in range(enough)]
        process.kill()
        said += process.stdout.readlines()
    return {nonce: int(message_id) for nonce, message_id in (line.split() for line in said if line.endswith("\n"))}


async def test_what_was_answered_before_a_kill_is_there_once_and_service_goes_on(tmp_path, copied_to, stores):
    folder = copied_to(tmp_path / "killed", furnished=True)
    answered = kill_in_a_burst(folder)
    assert len(answered) >= 300
    store = await stores.open(folder)
    with store.database.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT nonce, id FROM message").all()
    assert len(kept) == len({nonce for nonce, _ in kept})
    assert answered.items() <= dict(kept).items()
    lea = store.members.by_login("lea")
    canal = store.canals.of(lea)[0]
    again = await store.messages.post(lea, canal.id, "Message", (), "n0")
    assert (again.fresh, again.message.id) == (False, answered["n0"])
    fresh = await store.messages.post(lea, canal.id, "Message", (), "neuf")
    assert fresh.message.id > max(dict(kept).values())
    assert store.database.check_integrity() == "ok"
