"""Card: a dialog over the page, one at a time in a tab, with a form in it. It lives until it is closed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import ClassVar, Self

from htpy import Element as Fragment
from htpy import button, h2, header

from app.components.asking import Answer, Payload, action, arguments, offer
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Panel
from app.locale import Words
from app.store import Refused
from app.store.ids import read_id

OPEN_MOST = 3
"""Cards that one page may have open."""


class Form:
    """What a card's form holds. All of it is what a browser sent: whatever is no such thing is none."""

    def __init__(self, fields: Mapping[str, object], touched: Iterable[object] = ()) -> None:
        """
        :param touched: what somebody has done in it since it came: a name, which of several of that name, and what it
            is now
        """
        self._fields = fields
        self._done = [tuple(each) for each in touched if isinstance(each, list) and len(each) == 3]

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def text(self, name: str) -> str:
        value = self._fields.get(name)
        return value if isinstance(value, str) else ""

    def touched(self, name: str) -> str | None:
        """A field's text if somebody has changed it."""
        return self.text(name) if any(done[0] == name for done in self._done) else None

    def ticked(self, name: str) -> dict[int, bool]:
        """The boxes of that name that somebody has ticked or cleared."""
        found = ((read_id(str(which)), now) for done, which, now in self._done if done == name)
        return {each: now is True for each, now in found if each is not None}

    def ids(self, name: str) -> list[int]:
        """Those of the ticked boxes of that name."""
        value = self._fields.get(name)
        values = value if isinstance(value, list) else [value]
        found = (read_id(each) for each in values if isinstance(each, str))
        return [each for each in found if each is not None]


class Card(Panel, default_classes="card-dialog", default_props="tag=dialog"):
    """Its form's inside are its slots. `opened_by` is the `data-action` of what opens it; the arguments of its
    `__init__` are read from what comes with that, by annotation.
    """

    opened_by: ClassVar[str] = ""

    def __init_subclass__(cls, *, opened_by: str = "", **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)  # type: ignore[arg-type]
        if opened_by:

            async def opened(page: Page, payload: Payload) -> Answer:
                cls.open(page, **arguments(cls.__init__, payload))
                return {}

            cls.opened_by = opened_by
            offer(opened_by, opened)

    @classmethod
    def open(cls, page: Page, **given: object) -> Self:
        """Open it in a page. Should the server forget that page, the browser asks for it again, with what is typed.

        :param given: its `__init__`'s arguments
        """
        return cls(page, **given).stand(**given)

    def stand(self, **given: object) -> Self:
        """Be open, as `open` says; for what must wait for something before it can be drawn."""
        # The browser shows one at a time, and a moment two; whoever asks for more than that has no browser.
        standing = [each for each in self.client.elements.values() if isinstance(each, Card)]
        for each in standing[:-OPEN_MOST]:
            each.delete()
        self._props["again"] = json.dumps([self.opened_by, given])
        self._props["asked"] = self.page.asked
        return self

    def tint(self, color: str) -> None:
        """The colour that it is about, when it is not the open canal's."""
        self.classes("tinted").style(f"--c:{color}")

    async def keep(self, form: Form) -> None:
        """What the form is for.

        :raises Refused: it is shown, and nothing is lost
        """

    @action
    async def submit(self, fields: dict[str, object], touched: list[object], pressed: str) -> Answer:
        """Its form is sent, by the button of that name."""
        try:
            await self.sent(Form(fields, touched), pressed)
        except Refused as refused:
            return {"trouble": {refused.field: self.page.words(refused.sentence, **refused.params)}}
        return {"done": True}

    async def sent(self, form: Form, _pressed: str) -> None:
        """For cards with several buttons."""
        await self.keep(form)

    @action
    async def closed(self) -> None:
        self.delete()


def heading(words: Words, title: str) -> Fragment:
    """A card's head: its title, and the way out."""
    out = button(".icon.close", type="button", data_action="close-dialog", aria_label=words("Close"))
    # The page's own head is another: within a dialog there is none.
    return header(role="none")[h2(tabindex="-1")[title], out[icon("close")]]
