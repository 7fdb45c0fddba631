"""What is offered is what will be done: the question of each rule, and its refusal."""

import inspect
from dataclasses import replace
from itertools import product

import pytest

from app.store import Refused, access
from app.store.said import File
from tests.store.access.scene import ACTORS
from tests.store.access.table import OUTCOMES, QUESTIONS

RULES = {name: rule for name, rule in vars(access).items() if name.startswith("access_")}


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize("command", QUESTIONS, ids=lambda value: value.replace(" ", "_"))
async def test_who_asks_beforehand_is_told_what_the_command_will_do(stage, command, actor):
    scene = await stage.fresh()
    rule, args = QUESTIONS[command]
    assert access.may(rule, scene.store.state, scene.actors[actor], *args(scene)) == (
        OUTCOMES[command, actor] == "done"
    )


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", RULES)
async def test_the_question_of_every_rule_agrees_with_its_refusal(stage, name):
    scene, rule, answers = await stage.fresh(), RULES[name], set()
    everybody = [*(actor.id for actor in scene.actors.values()), scene.colleague.id, 999_999]
    ways = {
        "canal_id": [scene.private.id, scene.open.id, scene.direct.id, scene.abandoned.id, 1],
        "other_id": everybody,
        "member_id": everybody,
        "recipients": [(), *((each,) for each in everybody)],
        "code": [scene.invite, "x"],
        "scheduled_id": [999_999],
        "session_id": [scene.session_id, 999_999],
        "key_id": [scene.key_id, 999_999],
        "message": (messages := [None, scene.said, scene.aside, replace(scene.said, gone=True)]),
        "answered": messages[1:],
        "file": [None, *(File(7, "", "a.txt", "text", "", 1, owner, 1) for owner in everybody)],
        "message_id": [scene.said.id, scene.deleted.id, 1],
    }
    asked = [parameter for parameter in inspect.signature(rule).parameters if parameter in ways]
    for actor in scene.actors.values():
        for args in product(*(ways[parameter] for parameter in asked)):
            try:
                rule(scene.store.state, actor, *args)
                allowed = True
            except Refused:
                allowed = False
            assert access.may(rule, scene.store.state, actor, *args) is allowed
            answers.add(allowed)
    assert False in answers
