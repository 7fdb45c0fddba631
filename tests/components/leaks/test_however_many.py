"""However much is kept secret, what those outside see is the same."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import pytest

from app.components.window.canal_facts import key_of
from app.store import Store
from app.store.ids import LARGEST
from app.store.state import Member
from tests.components.leaks.world import SECRET, World

MANY = 600
"""More than memory holds of a canal."""


@pytest.mark.parametrize("public", [30, 230])
async def test_a_page_is_the_same_however_much_is_whispered_in_its_canal(worlds, public):
    async def page(name: str, asides: int) -> list[dict[str, Any]]:
        async with worlds(name) as w:
            await _say_many(w, "Public", public)
            await _say_many(w, SECRET, asides, w.karim)
            await _say_many(w, "Encore", 3)
            pages = [await _page(w)]
        store = await Store.open(w.store.folder, clock=w.wall)
        again = World(store, w.wall)
        again.zoe, again.bureau = store.members.get(w.zoe.id), w.bureau
        pages.append(await _page(again))
        await again.wire.close()
        await store.close()
        return pages

    assert await page("with", MANY) == await page("without", 0)


async def _say_many(w: World, text: str, number: int, *to: Member) -> None:
    for n in range(0, number, 100):
        if to:
            await w.say(w.lea, w.bureau, "", *to, files=[f"{text}.pdf", "photo.png"])
        said = (
            w.store.messages.post(w.lea, w.bureau.id, f"{text} {m}", [member.id for member in to], f"{text}-{m}")
            for m in range(n, min(n + 100, number))
        )
        await asyncio.gather(*said)
        await w.settle()


async def _page(w: World) -> dict[str, Any]:
    """What an outsider's fresh page shows, without ids."""
    tab = await w.tab(w.zoe, w.bureau)
    page, opened = json.loads(tab.received[0]), await tab.asks("open", {"key": w.bureau.id})
    logs = [
        ([re.findall("<p>(.*?)</p>", html) for _, html in log["items"]], log["older"])
        for log in (page["log"], opened["log"])
    ]
    facts = page["facts"]["told"][key_of(w.bureau.id)]
    return {"facts": {name: facts[name] for name in ("@data-unread", "n", "unread")}, "logs": logs}


async def test_an_outsider_s_mark_does_not_tell_when_others_whispered(office):
    said = await office.say(office.lea, office.bureau, "Bonjour")
    await office.say(office.lea, office.bureau, SECRET, office.karim)
    await office.store.reading.mark(office.zoe, office.bureau.id, LARGEST)
    assert office.store.reading.of(office.zoe, office.bureau.id).mark == said


async def test_the_colour_that_a_canal_gets_by_itself_counts_no_hidden_ones(worlds):
    colors = []
    for secrets in (0, 5):
        async with worlds(str(secrets)) as w:
            for n in range(secrets):
                await w.store.canals.create(w.lea, f"{SECRET} {n}", kind="private")
            colors.append((await w.store.canals.create(w.zoe, "Jardin")).color)
    assert colors[0] == colors[1]
