"""What the menu and the proposals ask of the server."""

from __future__ import annotations

from app.components.asking import Actions, Answer, action
from app.components.emoji import menu
from app.components.emoji.cells import section
from app.components.emoji.drawn import version
from app.components.emoji.known import find, ready
from app.components.emoji.proposals import proposals
from app.components.emoji.recents import recent
from app.components.emoji.search import search
from app.locale import N_
from app.store import Forbidden
from app.store.emoji_habits import TONES
from app.store.habits import EmojiHabits

FOUND_MOST = 180
"""As many are shown of what a search finds: whoever wants another one writes more of it."""

UNKNOWN = N_("This emoji does not exist.")


class EmojiCalls(Actions):
    """Each is told what the browser's system draws: `drawn`, the newest Emoji version."""

    called = "emoji-"

    @action
    async def menu(self, drawn: object) -> Answer:
        """Where the menu is for this member, and what they used last."""
        await ready(self._lang)
        newest = version(drawn)
        return {"address": menu.address(self._lang, self._habits.tone, newest), "recent": self._recent(newest)}

    @action
    async def tone(self, tone: int, drawn: object) -> Answer:
        """Another skin colour, and the menu with it."""
        if tone not in TONES:
            raise Forbidden(UNKNOWN)
        await self.page.store.emoji_habits.choose_tone(self.page.member, tone)
        return await self.menu(drawn)

    @action
    async def find(self, text: str, tone: object, drawn: object) -> Answer:
        """What a search finds: a section of the menu, "" for nothing; and how many they are, in words."""
        everything, words = await ready(self._lang), self.page.words
        found = search(everything, text, version(drawn))
        if not found:
            return {"html": "", "told": words("No emoji by that name")}
        told = words.plural("One emoji found", "{n} emoji found", len(found))
        if len(found) > FOUND_MOST:
            told = words("The best {n} of those found", n=FOUND_MOST)
        # As the page shows it: the choice of another colour may still be on its way.
        return {"html": str(section(told, found[:FOUND_MOST], _tone(tone))), "told": told}

    @action
    async def begun(self, text: str, drawn: object) -> Answer:
        """What a `:name` that is begun may become; nothing for whoever wants smileys to stay as typed."""
        if not self.page.member.smileys:
            return {"html": ""}
        everything = await ready(self._lang)
        return {"html": proposals(everything, text, self._habits.tone, version(drawn))}

    @action
    async def used(self, text: str, drawn: object) -> Answer:
        """One has been put into a text."""
        await ready(self._lang)
        known = find(self._lang, text)
        if known is None:
            raise Forbidden(UNKNOWN)
        await self.page.store.emoji_habits.use(self.page.member, known.glyph)
        return {"recent": self._recent(version(drawn))}

    @property
    def _lang(self) -> str:
        return self.page.tab.lang

    @property
    def _habits(self) -> EmojiHabits:
        return self.page.store.emoji_habits.of(self.page.member)

    def _recent(self, newest: float) -> str:
        return recent(self.page.words, self._habits, newest)


def _tone(told: object) -> int:
    """A skin colour; none for what is no colour."""
    return told if type(told) is int and told in TONES else 0
