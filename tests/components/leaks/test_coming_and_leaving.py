"""Who comes later is told nothing of before, and who has left nothing of after."""

from __future__ import annotations

import pytest

from app.components.window.canal_facts import key_of
from app.store import Refused
from app.store.ids import LARGEST
from tests.components.leaks.world import SECRET


async def test_who_comes_later_is_shown_no_aside_by_its_answers(office):
    inside = [office.karim.id, office.nour.id]
    hidden = await office.store.canals.create(office.lea, "Direction", kind="private", members=inside)
    aside = await office.say(office.lea, hidden, SECRET, office.karim, office.nour)
    said = await office.say(office.lea, hidden, "Pour tous ici")
    for reply_to, to in ((aside, [office.lea]), (said, [])):
        await office.say(office.karim, hidden, "Réponse", *to, reply_to=reply_to)
        await office.store.reactions.put(office.karim, reply_to, "👍", on=True)
    await office.store.canals.add(office.lea, hidden.id, office.zoe.id)
    await office.settle()
    zoe = await office.tab(office.zoe, hidden)
    await zoe.asks("open", {"key": hidden.id})
    assert "Pour tous ici" in zoe.heard
    assert SECRET not in zoe.heard
    # Nor is whoever the answer was not for, although they may read what it answers.
    nour = await office.tab(office.nour, hidden)
    assert [text for text in ("Pour tous ici", SECRET) if text in nour.heard] == ["Pour tous ici", SECRET]
    assert nour.heard.count("Réponse") == zoe.heard.count("Réponse") // 2


async def test_who_has_left_a_canal_is_told_nothing_more(office):
    hidden = await office.store.canals.create(
        office.lea, "Direction", kind="private", members=[office.karim.id, office.nour.id]
    )
    karim, gone, nour = [await office.tab(each, hidden) for each in (office.karim, office.karim, office.nour)]
    await office.say(office.lea, hidden, "Avant, en aparté", office.karim)
    office.tabs.detach(gone.tab)
    # This tab is away: what was said to it had not arrived when the right ended.
    await office.say(office.lea, hidden, f"{SECRET} pendant l’absence", office.karim)
    told = len(karim.received)
    await office.store.canals.leave(office.karim, hidden.id)
    await office.settle()

    async def after() -> None:
        for refused in ([office.karim.id], [office.karim.id, office.nour.id]):
            with pytest.raises(Refused):
                await office.store.messages.post(office.lea, hidden.id, SECRET, refused, f"nonce-{len(refused)}")
        await office.say(office.lea, hidden, f"{SECRET} à tous")
        await office.say(office.lea, hidden, f"{SECRET} à Nour", office.nour)
        await nour.asks("typing", {"canal": hidden.id})
        await office.store.canals.edit(office.lea, hidden.id, name=SECRET)
        await office.settle()

    await after()
    await gone.catch_up()
    for name in ("open", "older", "seen", "typing"):
        for tab in (karim, gone):
            await tab.asks(name, {"key": hidden.id, "canal": hidden.id, "before": LARGEST, "id": LARGEST, "here": True})
    fresh = await office.tab(office.karim, hidden)
    assert "Avant, en aparté" in karim.heard
    assert SECRET not in "".join(karim.received[told:]) + gone.heard + fresh.heard
    assert key_of(hidden.id) not in {**karim.facts, **gone.facts, **fresh.facts}
    assert f"{SECRET} à Nour" in nour.heard
