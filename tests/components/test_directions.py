"""Names that run from right to left, wherever several pieces of text stand in one line: each keeps to itself."""

from __future__ import annotations

from itertools import count

import pytest

from app.components.admin.pieces import removal
from app.components.window.canal_facts import CanalFacts
from app.components.window.event_line import event_line
from app.components.window.message import message_row
from app.components.window.notices import notice
from app.components.window.typing import Typing
from app.locale import catalogue, isolated

FR = catalogue("fr")
ALI, SARA, CAFE = "محمد علي", "שרה!", "قهوة"
NUMBERS = count(1)


@pytest.fixture
async def office(office):
    for member, nickname in ((office.karim, ALI), (office.zoe, SARA)):
        await office.store.members.edit(member, member.id, nickname=nickname)
    await office.store.canals.edit(office.lea, office.bureau.id, name=CAFE)
    return office


async def say(office, by, canal, *to):
    to = [member.id for member in to]
    return (await office.store.messages.post(by, canal.id, "Bonjour", to, f"n{next(NUMBERS)}")).message


async def test_a_direct_conversation_is_called_after_them_one_by_one(office):
    canal = await office.store.canals.direct(office.lea, [office.karim.id, office.odile.id, office.zoe.id])
    told = CanalFacts(office.store, lambda _: "absent").of(office.lea, canal, FR)
    assert told["name"] == f"{isolated(ALI)}, {isolated(SARA)}, Odile"
    assert told["names"] == f"<bdi>{ALI}</bdi>, <bdi>{SARA}</bdi>, <bdi>Odile</bdi>"
    assert told["ask"] == f"Écrire à {isolated(str(told['name']))}"


async def test_who_is_writing_is_told_one_by_one(office):
    typing = Typing(office.store, ["fr"], lambda: None, lambda: 0.0)
    for writer in (office.karim, office.zoe, office.odile):
        typing.heard(writer, office.direction.id if writer is office.karim else office.bureau.id, [])
    told = [value["writing"] for _, passing in typing.tellings() for value in passing.told.values()]
    typing.close()
    assert f"{isolated(f'{isolated(SARA)}, Odile')} écrivent…" in told
    assert f"{isolated(isolated(ALI))} écrit…" in told


async def test_a_notification_s_title_stays_in_its_order(office):
    said = await say(office, office.karim, office.bureau)
    assert notice(office.store, said, FR).title == f"{isolated(ALI)} · {isolated(CAFE)}"


async def test_in_the_log_each_name_has_an_element_of_its_own(office):
    aside = str(message_row(await say(office, office.lea, office.bureau, office.karim, office.zoe), FR))
    ids = sorted((office.karim.id, office.zoe.id))
    assert ", ".join(f'<bdi data-fact="m{each}.name"></bdi>' for each in ids) in aside
    await office.store.canals.edit(office.lea, office.bureau.id, topic=ALI)
    page = office.store.messages.newest(office.lea, office.bureau.id)
    line = str(event_line(page.messages[-1], FR))
    assert f"<bdi>{ALI}</bdi>" in line
    assert f'<b data-fact="m{office.lea.id}.name">' in line


def test_what_a_button_removes_is_named_in_the_reader_s_language():
    assert f'aria-label="Retirer\N{NO-BREAK SPACE}: {isolated(ALI)}"' in str(removal(FR, "key", "1", ALI))
