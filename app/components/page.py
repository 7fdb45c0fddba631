"""Page: one tab of one member, as a component sees it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.components.wire.tab import Tab
from app.components.wire.tabs import Tabs
from app.components.wire.wire import Wire
from app.locale import Words, catalogue
from app.store import Store, access
from app.store.state import Member

Effect = list[object]
"""What the browser is to do besides, spelled as its kit knows it (`app/browser/state.js`)."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A button beside a sentence, and the action that it asks for about that key; it `lasts` so many milliseconds, or
    (0) until it is closed.

    :param given: what else the action needs to know
    """

    label: str
    action: str
    key: int | str
    lasts: int = 0
    given: Mapping[str, object] | None = None

    def as_json(self) -> dict[str, object]:
        said: dict[str, object] = {"label": self.label, "action": self.action, "key": self.key, "lasts": self.lasts}
        return said if self.given is None else {**said, "with": json.dumps(self.given)}


@dataclass(frozen=True, eq=False)
class Page:
    """Whose it is, in which words, and what it can be told when it has asked for something."""

    store: Store
    wire: Wire
    tabs: Tabs
    tab: Tab
    asked: int | None = None
    """The number by which the browser knows what it asked for: once it has given up, it opens nothing for it."""
    _effects: list[Effect] = field(default_factory=list)

    @property
    def words(self) -> Words:
        return catalogue(self.tab.lang)

    @property
    def member(self) -> Member:
        """The member as they are now.

        :raises Forbidden: when they are no longer one
        """
        return access.current(self.store.state, self.store.members.get(self.tab.member_id))

    def toast(self, sentence: str, kind: str = "info", offer: Offer | None = None) -> None:
        """Say something for a few seconds.

        :param kind: `info` or `error`
        :param offer: a button beside it
        """
        self.tell("toast", sentence, kind, *([offer.as_json()] if offer else []))

    def say_aloud(self, sentence: str) -> None:
        """Have something read out to whoever does not see it."""
        self.tell("aloud", sentence)

    def go_to(self, canal_id: int, message_id: int | None = None) -> None:
        """Open a canal in the page, in the place of whatever is open over it; at one of its messages."""
        self.close_dialogs()
        self.tell("open", canal_id, *([] if message_id is None else [message_id]))

    def close_dialogs(self) -> None:
        """Close what is open over the page, before what comes next."""
        self.tell("close")

    def tell(self, *effect: object) -> None:
        """Something else that a script of the page knows by its first word."""
        self._effects.append(list(effect))

    def effects(self) -> Iterable[Effect]:
        """What was told since this was last asked."""
        told = list(self._effects)
        self._effects.clear()
        return told
