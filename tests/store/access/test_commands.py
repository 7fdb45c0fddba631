"""Who may do what: every command of the store, for everybody who might try it."""

import inspect

import pytest

from app.store import Forbidden, Refused, access
from tests.store.access.table import CASES, COMMANDS, DECIDES_NOTHING, ROOMS, read


async def outcome_of(command, scene, by):
    try:
        answer = command(scene, by)
        answer = await answer if inspect.isawaitable(answer) else answer
    except Refused as refused:
        named = {
            access.UNKNOWN_CANAL: "no canal",
            access.UNKNOWN_MEMBER: "no member",
            access.UNKNOWN_MESSAGE: "no message",
            access.UNKNOWN_SESSION: "ended",
            access.UNKNOWN_FILE: "no file",
        }
        return named.get(refused.sentence, "forbidden" if isinstance(refused, Forbidden) else "refused")
    return "nothing" if answer == "nothing" else "done"


def memory(state):
    """All that a command could have changed; members and canals are frozen, so that a shallow copy will do."""
    said = {canal_id: len(window.messages) for canal_id, window in state.windows.items()}
    in_two_steps = (state.marks, state.preferences, state.drafts, state.scheduled, state.reminders)
    of_members = [{of: dict(kept) for of, kept in what.items()} for what in in_two_steps]
    held = (state.members, state.canals, state.sessions, state.invites, state.resets, state.desktops, state.embed_keys)
    held += (state.deletions,)
    return [
        *map(dict, held),
        state.starting_desktop,
        state.references,
        (state.office_name, state.office_lang, state.office_logo),
        (state.embed_origins, state.embed_creates),
        said,
        of_members,
    ]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize(("command", "actor", "outcome"), CASES, ids=lambda value: value.replace(" ", "_"))
async def test_each_command_does_what_the_table_says(stage, command, actor, outcome):
    scene = await stage.fresh()
    if command.startswith("files."):
        await stage.furnish_with_files()
    before = memory(stage.store.state)
    found = await outcome_of(COMMANDS[command], scene, scene.actors[actor])
    if found == "done":
        stage.scene = None
    else:
        assert memory(stage.store.state) == before, "what is refused leaves no trace"
    assert found == outcome


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.__name__.rpartition(".")[2])
def test_the_table_and_the_commands_are_the_same(room):
    cases = list(read(room.TABLE))
    assert list(room.COMMANDS) == list(dict.fromkeys(command for command, _, _ in cases))
    assert {outcome for _, _, outcome in cases} <= {
        "done", "nothing", "no canal", "no member", "no message", "no file", "ended", "forbidden", "refused",
    }  # fmt: skip


def test_no_command_stands_in_two_tables():
    assert len(COMMANDS) == sum(len(room.COMMANDS) for room in ROOMS)


def test_every_command_that_somebody_gives_is_in_the_table(stage):
    given_by_somebody = {
        f"{topic}.{name}"
        for topic, kind in vars(stage.store).items()
        for name, method in vars(type(kind)).items()
        if type(kind).__module__.startswith("app.store.") and inspect.isfunction(method) and name[0] != "_"
        if {"by", "member"} & set(inspect.signature(method).parameters)
    }
    assert given_by_somebody == {command.split()[0] for command in COMMANDS} | DECIDES_NOTHING.keys()
