"""The emoji that were put to a message, and by whom; and those from which one chooses another."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, Node, button, div, span

from app.components.asking import Actions, Answer, Id, action
from app.components.emoji.known import find, ready
from app.components.icons import icon
from app.components.window.sentences import names, sentence
from app.locale import N_, Words
from app.store import access
from app.store.habits import EmojiHabits
from app.store.said import Message

NAMED = 12
"""As many of those who reacted are named; of more, how many they are is said."""

OFFERED = ("👍", "❤️", "😂", "🎉", "😮", "🙏")
"""What is offered to whoever has used none yet; else after what they used."""

AND_OTHERS = N_("{names} and {n} others")


def reactions(message: Message, words: Words) -> Node:
    """Below the bubble. Which are one's own the browser says of each: the row is the same for all who see it."""
    return div(".reactions", role="group", aria_label=words("Reactions"))[
        [_reaction(emoji, whose, words) for emoji, whose in message.reactions],
        button(
            ".react-more",
            type="button",
            data_action="react",
            data_under="true",
            aria_haspopup="menu",
            aria_expanded="false",
            title=words("React"),
            aria_label=words("React"),
        )[icon("plus", 15)],
    ]


def _reaction(emoji: str, whose: Sequence[int], words: Words) -> Element:
    pressed = button(
        ".reaction",
        type="button",
        data_action="react-with",
        data_emoji=emoji,
        data_whose=" ".join(map(str, whose)),
        data_marks="mine",
        aria_pressed="false",
    )
    return span(".reacted")[
        pressed[span(".glyph")[emoji], " ", span(".n")[str(len(whose))]],
        span(".tip", role="tooltip")[_by(whose, words)],
    ]


def _by(whose: Sequence[int], words: Words) -> Node:
    # One more is named rather than called "1 others".
    if len(whose) <= NAMED + 1:
        return names(whose)
    return sentence(words, AND_OTHERS, names=names(whose[:NAMED]), n=str(len(whose) - NAMED))


def offered(habits: EmojiHabits, lang: str) -> list[str]:
    """The emoji that a member is offered, as they like them best first. Needs `ready`."""
    glyphs = list(dict.fromkeys((*habits.often, *OFFERED)))
    known = (find(lang, glyph) for glyph in glyphs)
    return [each.toned(habits.tone) for each in known if each][: len(OFFERED)]


def choice(message: Message, member_id: int, glyphs: Sequence[str], words: Words, *, under: bool = False) -> Element:
    """A short row to choose from, and the way to all others. One's own there are chosen, and taken away by a press.

    :param under: it opens below what was pressed, which stands under the message; else above that
    """
    mine = {emoji for emoji, whose in message.reactions if member_id in whose}
    every = words("Another emoji…")
    return div(
        ".menu.react-choice.under" if under else ".menu.react-choice",
        id="menu-react",
        role="menu",
        popover="auto",
        tabindex="-1",
        aria_label=words("React"),
        aria_orientation="horizontal",
        data_key=str(message.id),
    )[
        [_choice(glyph, glyph in mine) for glyph in glyphs],
        button(
            ".menu-item",
            type="button",
            role="menuitem",
            tabindex="-1",
            data_action="pick",
            data_asks="react-picked",
            title=every,
            aria_label=every,
        )[icon("smile", 20)],
    ]


def _choice(glyph: str, mine: bool) -> Element:
    own = str(mine).lower()
    return button(
        ".menu-item",
        type="button",
        role="menuitemcheckbox",
        tabindex="-1",
        aria_checked=own,
        data_action="react-with",
        data_emoji=glyph,
        data_mine=own,
    )[glyph]


class Reacting(Actions):
    @action
    async def react(self, key: Id, under: object = False) -> Answer:
        """What one may choose from, for that message.

        :param under: "true" when what was pressed stands under it
        """
        page = self.page
        message = await page.store.messages.find_anywhere(page.member, key)
        access.access_message_to_react(page.store.state, page.member, message)
        await ready(page.tab.lang)
        glyphs = offered(page.store.emoji_habits.of(page.member), page.tab.lang)
        return {"menu": str(choice(message, page.member.id, glyphs, page.words, under=under == "true"))}

    @action
    async def react_with(self, key: Id, emoji: str, mine: object = False) -> None:
        """Put that emoji to a message, or take one's own away.

        :param mine: "true" when it is there, as far as one sees
        """
        await self.page.store.reactions.put(self.page.member, key, emoji, mine != "true")

    @action
    async def react_picked(self, key: Id, text: str) -> None:
        """Put an emoji of the whole menu to a message."""
        await self.react_with(key, text)
