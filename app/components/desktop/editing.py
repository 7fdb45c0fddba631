"""Arranging one's own desktop: what a tab asks for, by pointer, keys or buttons, and what is said of it.

All of one's tabs draw what has changed (`Desktop`). Of two that arrange at once, each does what it asked for to
whatever the other one left.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from app.components.asking import UNCLEAR, Actions, Answer, action, ask, offered
from app.components.desktop import tiles
from app.components.desktop.keys import KEYS, KEYS_IN_COLUMN
from app.components.desktop.tile import place_of
from app.components.page import Offer
from app.locale import N_
from app.store import Forbidden, arranging, drawer
from app.store.layouts import Layout
from app.store.widgets import Widget, read_widget

UNDO_MS = 30_000
"""For how long it is offered to have a tile back."""

AT_EDGE = N_("It goes no further.")

Change = Callable[[Layout], Layout]


class Editing(Actions):
    """What one tab may ask of its member's desktop."""

    called = "desktop-"

    @action
    async def options(self, tile: str) -> Answer:
        """What may be chosen for a tile is asked for: by a menu in the answer, or by a card."""
        return await tiles.tile(self.page, self._layout.get(tile)).choose()

    # Where tiles stand

    @action
    async def shift(self, tile: str, right: int, down: int, tries: bool = False) -> Answer:
        """A tile goes so many cells further; or, while it is dragged there, who would make room."""
        return await self._placed(tile, lambda now: arranging.shifted(now, tile, right, down), self._place, tries)

    @action
    async def grow(self, tile: str, right: int, down: int, tries: bool = False) -> Answer:
        """A tile becomes larger by so many cells; or, while its corner is dragged, who would make room."""
        return await self._placed(tile, lambda now: arranging.grown(now, tile, right, down), self._size, tries)

    @action
    async def order(self, tile: str, step: int) -> Answer:
        """In one column: a step earlier or later."""
        return await self._placed(tile, lambda now: arranging.stepped(now, tile, step), self._order)

    @action
    async def press(self, tile: str, key: str, column: bool) -> Answer:
        """A key is pressed on a tile."""
        does, details = (KEYS_IN_COLUMN if column else KEYS).get(key) or (None, {})
        if does is None:
            raise Forbidden(UNCLEAR)
        return await ask(self, does, {"tile": tile, **details})

    # What stands there

    @action
    async def add(self, key: str, x: int | None, y: int | None, column: bool) -> Answer:
        """A new widget of the kind `key`, near a cell if one is named; where a link leads is asked for first."""
        if key == "link":
            return await offered()["link-card"](self.page, {"key": {"x": x, "y": y, "column": column}})
        return await self.put(key, self._fresh_options(key), x, y, column)

    async def put(self, kind: str, options: object, x: int | None, y: int | None, column: bool) -> Answer:
        """A new widget with something in it.

        :raises Refused: when there is no room, or as the store does
        """
        name = f"w{secrets.token_hex(5)}"
        near = None if x is None or y is None else (x, y)
        after = await self._change(lambda now: arranging.added(now, name, kind, options, near, column=column))
        return self._answer(after, self._said(N_("Added: {title}"), after.get(name)), shown=name, focus=name)

    @action
    async def remove(self, tile: str) -> Answer:
        gone = self._layout.get(tile)
        place = self._layout.widgets.index(gone)
        after = await self._change(lambda now: arranging.removed(now, tile))
        # The keyboard goes on with the tile that takes its place in the order, or with the last one.
        beside = after.widgets[place : place + 1] or after.widgets[-1:]
        undo = Offer(self.page.words("Undo"), f"{self.called}put-back", tile, UNDO_MS, {"widget": gone.as_json()})
        self.page.toast(self._said(N_("Removed: {title}"), gone), offer=undo)
        return self._answer(after, focus=beside[0].id if beside else "")

    @action
    async def put_back(self, widget: dict[str, object]) -> Answer:
        """What was removed a moment ago, as it stood then."""
        again = read_widget(widget)
        if any(each.id == again.id for each in self._layout.widgets):
            return self._answer(self._layout)
        after = await self._change(lambda now: arranging.put_back(now, again))
        return self._answer(after, self._said(N_("Added: {title}"), again), shown=again.id, focus=again.id)

    @action
    async def show(self, tile: str, key: int) -> Answer:
        """A Miaou ! shows another canal."""
        return await self.fill(tile, {"canal": key})

    @action
    async def write(self, key: str, text: str, age: int = 0) -> Answer:
        """What is written on a memo: whoever writes has it before their eyes.

        :param age: for how many milliseconds it has been there; what was written later stays
        """
        kept = await self.page.store.desktops.write(self.page.member, key, text, age)
        return {} if kept else {"older": True}

    async def fill(self, tile: str, options: dict[str, object]) -> Answer:
        """:raises Refused: when the tile is not there, or that cannot stand in it"""
        return self._answer(await self.page.store.desktops.fill(self.page.member, tile, options))

    @action
    async def paper(self, key: str) -> Answer:
        """Another wallpaper."""
        return self._answer(await self._change(lambda now: arranging.papered(now, key)))

    @property
    def _layout(self) -> Layout:
        return self.page.store.desktops.of(self.page.member)

    async def _change(self, change: Change) -> Layout:
        return await self.page.store.desktops.change(self.page.member, change)

    async def _placed(
        self, name: str, change: Change, told: Callable[[Layout, Widget], str], tries: bool = False
    ) -> Answer:
        """The layout with a tile elsewhere, or in another size; at an edge it is said that there is one.

        :param tries: nothing is changed: the answer has where each tile would stand, by its key
        """
        now = self._layout
        if tries:
            places = {each.id: place_of(each) for each in change(now).widgets}
            return {"places": places | {tiles.LANDING: places.pop(name)}}
        if change(now) == now:
            return self._answer(now, self.page.words(AT_EDGE))
        found: list[Layout] = []

        def change_found(standing: Layout) -> Layout:
            """What a key asked for a moment ago may be done by now: at its turn this finds the edge."""
            found.append(standing)
            return change(standing)

        after = await self._change(change_found)
        moves = after.widgets != found[-1].widgets
        return self._answer(after, told(after, after.get(name)) if moves else self.page.words(AT_EDGE), shown=name)

    def _fresh_options(self, kind: str) -> dict[str, object]:
        """What stands in a new widget: a Miaou ! shows a canal that no other one shows yet."""
        if kind != "miaou":
            return {}
        canal = drawer.fresh(self.page.store.state, self.page.member, self._layout.canals)
        return {"canal": canal.id if canal else None}

    def _place(self, _layout: Layout, widget: Widget) -> str:
        return self._said(N_("{title}: column {x}, row {y}"), widget, x=widget.x + 1, y=widget.y + 1)

    def _size(self, _layout: Layout, widget: Widget) -> str:
        return self._said(N_("{title}: {w} columns, {h} rows"), widget, w=widget.w, h=widget.h)

    def _order(self, layout: Layout, widget: Widget) -> str:
        n, number = layout.widgets.index(widget) + 1, len(layout.widgets)
        return self._said(N_("{title}: {n} of {all}"), widget, n=n, all=number)

    def _said(self, sentence: str, widget: Widget, **params: object) -> str:
        return self.page.words(sentence, title=tiles.tile(self.page, widget).title, **params)

    def _answer(self, layout: Layout, said: str = "", **more: object) -> Answer:
        """`shown` is a tile to bring into view, `focus` one that the keyboard goes on with ("": none), once that
        revision is drawn."""
        return {"revision": layout.revision, "said": said, **more}
