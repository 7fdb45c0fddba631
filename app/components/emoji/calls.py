"""What the menu and the proposals ask of the server."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable

from app.components.emoji import drawn, menu
from app.components.emoji.cells import section
from app.components.emoji.known import find, ready
from app.components.emoji.proposals import proposals
from app.components.emoji.recents import recent
from app.components.emoji.search import search
from app.components.wire.tabs import Tab
from app.locale import N_, catalogue
from app.store import Forbidden, Store
from app.store.emoji_habits import RECENT_MOST, TONES
from app.store.state import EmojiHabits, Member

FOUND_MOST = 180
"""As many are shown of what a search finds: whoever wants another one writes more of it."""

KEPT_LONGEST = 2_000
"""Letters of what a browser may hand over: a good deal more than it ever kept."""

UNKNOWN = N_("This emoji does not exist.")

Payload = dict[str, object]
Answer = dict[str, object]


class EmojiCalls:
    """Each payload tells what the browser's system draws: `drawn`, the newest Emoji version."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.known: dict[str, Callable[[Tab, Member, Payload], Awaitable[Answer]]] = {
            "emoji-menu": self._menu,
            "emoji-tone": self._tone,
            "emoji-find": self._find,
            "emoji-begun": self._begun,
            "emoji-used": self._used,
            "emoji-take-over": self._take_over,
        }

    async def _menu(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        """Where the menu is for this member, and what they used last."""
        await ready(tab.lang)
        habits, newest = self._habits(member), drawn.version(payload.get("drawn"))
        return {
            "address": menu.address(tab.lang, habits.tone, newest),
            "recent": recent(catalogue(tab.lang), habits, newest),
        }

    async def _tone(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        """Another skin colour, and the menu with it."""
        tone = payload.get("tone")
        if type(tone) is not int or tone not in TONES:
            raise Forbidden(UNKNOWN)
        await self._store.emoji_habits.choose_tone(member, tone)
        return await self._menu(tab, member, payload)

    async def _find(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        """What a search finds: a section of the menu, "" for nothing; and how many they are, in words."""
        everything, words = await ready(tab.lang), catalogue(tab.lang)
        found = search(everything, _text(payload, "text"), drawn.version(payload.get("drawn")))
        if not found:
            return {"html": "", "told": words("No emoji by that name")}
        told = words.plural("One emoji found", "{n} emoji found", len(found))
        if len(found) > FOUND_MOST:
            told = words("The best {n} of those found", n=FOUND_MOST)
        # As the page shows it: the choice of another colour may still be on its way.
        return {"html": str(section(told, found[:FOUND_MOST], _tone(payload.get("tone")))), "told": told}

    async def _begun(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        """What a `:name` that is begun may become; nothing for whoever wants smileys to stay as typed."""
        begun = _text(payload, "text")
        if not member.smileys:
            return {"html": ""}
        everything = await ready(tab.lang)
        newest = drawn.version(payload.get("drawn"))
        return {"html": proposals(everything, begun, self._habits(member).tone, newest)}

    async def _used(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        """One has been put into a text."""
        await ready(tab.lang)
        known = find(tab.lang, _text(payload, "text"))
        if known is None:
            raise Forbidden(UNKNOWN)
        await self._store.emoji_habits.use(member, known.glyph)
        words, newest = catalogue(tab.lang), drawn.version(payload.get("drawn"))
        return {"recent": recent(words, self._habits(member), newest)}

    async def _take_over(self, tab: Tab, member: Member, payload: Payload) -> Answer:
        """What a browser kept by itself until now, as it kept it: `{"recent": [glyph…], "tone": place}` in JSON."""
        try:
            kept = json.loads(_text(payload, "kept")[:KEPT_LONGEST])
            glyphs, tone = kept["recent"][:RECENT_MOST], kept["tone"]
        except (ValueError, LookupError, TypeError, RecursionError):
            # Not ours, or not whole: there is nothing to take over.
            return {}
        await ready(tab.lang)
        found = [known.glyph for glyph in glyphs if isinstance(glyph, str) and (known := find(tab.lang, glyph))]
        await self._store.emoji_habits.take_over(member, found, _tone(tone))
        return {}

    def _habits(self, member: Member) -> EmojiHabits:
        return self._store.emoji_habits.of(member)


def _text(payload: Payload, name: str) -> str:
    text = payload.get(name)
    if not isinstance(text, str):
        raise Forbidden(UNKNOWN)
    return text


def _tone(told: object) -> int:
    """A skin colour; none for what is no colour."""
    return told if type(told) is int and told in TONES else 0
