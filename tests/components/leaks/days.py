"""Some days of an office, lived with what some keep secret or without it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from app.store.ids import LARGEST
from app.store.state import Canal, Member
from tests.components.leaks.world import HALF_INSIDE, OUTSIDE, SECOND, SECRET, Outsider, World


async def live(w: World, *, private: bool, asides: bool) -> dict[str, list[Outsider]]:
    """Some days of the office; returns the tabs of those who are not in every secret, by login."""
    seen: dict[str, list[Outsider]] = {login: [] for login in (*HALF_INSIDE, *OUTSIDE)}
    for login, tabs in seen.items():
        tabs.append(await w.tab(getattr(w, login), w.bureau))
        tabs.append(await w.tab(getattr(w, login), w.bureau))
        await tabs[0].asks("alive", {"active": True})
    await w.tab(w.lea, w.bureau)
    inside = await w.tab(w.karim, w.bureau)
    await w.settle()
    secret = await _in_secret(w, private, asides)
    for login, tabs in seen.items():
        for tab in tabs:
            for canal in w.store.canals.of(getattr(w, login)):
                await tab.asks("open", {"key": canal.id})

    w.at(10)
    first = await w.say(w.lea, w.bureau, "Bonjour")
    second = await w.say(w.lea, w.bureau, "Il fait beau")
    await secret(inside)
    w.at(20)
    for tabs in seen.values():
        w.tabs.detach(tabs[1].tab)
    await secret(inside)
    w.at(30)
    await w.say(w.zoe, w.bureau, "Quelqu’un a vu Karim ?")
    await w.change(first, "Bonjour à tous")
    await w.edit(w.lea, first, "Bonjour à toutes et à tous")
    await w.react(w.zoe, first, "👍")
    await w.say(w.zoe, w.bureau, "Bonjour aussi", reply_to=first)
    await w.take_away(second)
    await w.delete(w.lea, await w.say(w.lea, w.bureau, "À tout à l’heure"))
    await secret(inside)
    w.at(40)
    for tabs in seen.values():
        for tab in tabs:
            await _look_everywhere(w, tab)
    await secret(inside)
    w.at(50)
    await w.store.canals.edit(w.zoe, w.bureau.id, topic="Ce qui regarde tout le monde")
    await w.settle()
    for login, tabs in seen.items():
        await tabs[1].catch_up()
        tabs.append(await w.tab(getattr(w, login), w.bureau))
        await _look_everywhere(w, tabs[-1])
    return seen


async def _look_everywhere(w: World, tab: Outsider) -> None:
    """All that one can ask about a canal in which others whisper."""
    canal = w.bureau.id
    for name, payload in (
        ("open", {"key": canal}),
        ("older", {"canal": canal, "before": LARGEST}),
        ("newer", {"canal": canal, "after": 0}),
        ("around", {"canal": canal, "after": 0}),
        ("around", {"canal": canal, "row": LARGEST}),
        ("open", {"key": canal, "row": 0}),
        ("seen", {"canal": canal, "id": 0, "here": True}),
        ("seen", {"canal": canal, "id": LARGEST, "here": True}),
        ("mark-all-read", {}),
        ("next-unread", {}),
        ("shows", {"keys": [canal]}),
        ("seen", {"canal": canal, "id": LARGEST, "here": False}),
        ("typing", {"canal": canal, "to": []}),
        ("arrange", {"keys": [canal]}),
        ("inbox", {}),
        ("older-received", {}),
    ):
        await tab.asks(name, payload)
        for _ in range(20):
            await asyncio.sleep(0)


async def _in_secret(w: World, private: bool, asides: bool) -> Callable[[Outsider], Awaitable[None]]:
    """What some do behind the others' backs: a private canal, a direct conversation, and asides, each in their time."""
    canal: Canal | None = None
    if private:
        inside = [w.karim.id, w.nour.id]
        canal = await w.store.canals.create(w.lea, f"{SECRET} nom", kind="private", topic=SECRET, members=inside)
        await w.settle()

    async def once(karim: Outsider) -> None:
        if canal is not None:
            said = await w.say(w.lea, canal, f"{SECRET} à ceux du canal, @Zoe, @Odile et @tous")
            await w.react(w.karim, said, "🎉")
            await w.say(w.karim, canal, f"{SECRET} en réponse", reply_to=said)
            await w.change(said, f"{SECRET} à ceux du canal, autrement")
            await w.edit(w.lea, said, f"{SECRET} à ceux du canal, enfin, @Zoe, @Karim et @tous")
            await w.take_away(await w.say(w.lea, canal, SECRET))
            await w.delete(w.lea, await w.say(w.karim, canal, SECRET))
            await w.store.canals.edit(w.karim, canal.id, name=f"{SECRET} {w.wall.now}")
            await w.settle()
            await w.store.preferences.ring(w.karim, canal.id, "none")
            for name, payload in (
                ("open", {"key": canal.id}),
                ("seen", {"canal": canal.id, "id": 0, "here": True}),
                ("typing", {"canal": canal.id}),
                ("arrange", {"keys": [canal.id, w.bureau.id]}),
                ("seen", {"canal": canal.id, "id": LARGEST, "here": False}),
            ):
                await karim.asks(name, payload)
            await _put_by(w, canal)
            for archived in (True, False):
                await w.store.canals.archive(w.lea, canal.id, archived)
                await w.settle()
            left = await w.store.canals.create(w.karim, f"{SECRET} laissé", kind="private")
            await w.say(w.karim, left, f"{SECRET} pour personne")
            await w.store.canals.leave(w.karim, left.id)
            await w.store.abandoned.take_over(w.lea, left.id)
            await w.store.canals.leave(w.lea, left.id)
            await w.settle()
        if asides:
            for where in filter(None, (w.bureau, canal)):
                await karim.asks("typing", {"canal": where.id, "to": [w.lea.id]})
                await w.say(w.lea, where, f"{SECRET} en aparté : @tous, @Karim, @Nour, @Zoe", w.karim)
                record = {"title": SECRET, "fields": [[SECRET, SECRET]], "link": f"https://{SECRET}.example/"}
                said = await w.say(w.lea, where, "", w.karim, card=record)
                answer = await w.say(w.karim, where, f"{SECRET} en réponse, en aparté", w.lea, reply_to=said)
                for on in (True, False, True):
                    await karim.asks("react-with", {"key": answer, "emoji": "👍", "mine": str(not on).lower()})
                    await w.settle()
                await w.change(said, f"{SECRET} en aparté, autrement")
                await w.edit(w.lea, said, f"{SECRET} en aparté, enfin, @Zoe, @Nour et @tous")
                for name in ("message-menu", "edit", "history"):
                    await karim.asks(name, {"key": said})
                await w.take_away(said)
                said = await w.say(w.karim, where, f"{SECRET} en aparté", w.lea)
                await w.answer(w.lea, where, f"{SECRET} en aparté, en réponse", said, w.karim)
                await w.delete(w.lea, said)
                await w.delete(w.karim, await w.say(w.karim, where, f"{SECRET} en aparté", w.lea))
                answered = await w.say(w.karim, where, f"{SECRET} en réponse", w.lea, reply_to=await w.aside(where))
                await w.store.reading.mark(w.karim, where.id, LARGEST)
                await w.store.reading.mark(w.lea, where.id, LARGEST)
                await w.take_away(answered)
                await w.store.inbox.look(w.lea, LARGEST)
                await karim.asks("inbox", {})
                await w.settle()
                await _put_by(w, where, w.lea)
            await w.say(w.karim, await w.store.canals.direct(w.lea, [w.karim.id]), f"{SECRET} à deux")

    return once


async def _put_by(w: World, canal: Canal, *to: Member) -> None:
    """What Karim writes for some, plans, and wants to be reminded of."""
    content = {"text": f"{SECRET} pour plus tard", "to": [member.id for member in to]}
    store, nonce = w.store, f"n{w.wall.now}"
    await store.drafts.keep(w.karim, canal.id, content, 0)
    await w.settle()
    await store.drafts.discard(w.karim, canal.id)
    await store.scheduled.add(w.karim, canal.id, content, w.wall.now + SECOND, nonce)
    taken_back = await store.scheduled.add(w.karim, canal.id, content, w.wall.now + 60 * 60 * SECOND, f"{nonce}b")
    said = next(each for each in reversed(store.state.window(canal.id).messages) if not each.event)
    await store.reminders.set(w.karim, said.id, w.wall.now + SECOND)
    await w.settle()
    await store.agenda.round()
    await store.scheduled.take_back(w.karim, taken_back.id)
    await store.reminders.cancel(w.karim, said.id)
    await w.settle()
