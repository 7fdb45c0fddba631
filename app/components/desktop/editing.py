"""Arranging one's own desktop: what a tab asks for, by pointer, keys or buttons, and what is said of it.

An answer holds the whole desktop as it is drawn then, and what is to be told aloud. Of two tabs that arrange at once,
each does what it asked for to whatever the other one left.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from app.components.asking import Actions, Answer, action, offered
from app.components.desktop import tiles
from app.components.desktop.menus import menus
from app.components.desktop.wallpaper import wallpaper
from app.locale import N_
from app.store import arranging, drawer
from app.store.layouts import Layout
from app.store.widgets import Widget, read_widget

AT_EDGE = N_("It goes no further.")

Change = Callable[[Layout], Layout]


class Editing(Actions):
    """What one tab may ask of its member's desktop."""

    called = "desktop-"

    @action
    async def now(self) -> Answer:
        """The desktop as it stands, and what its menus offer."""
        return self._answer(self._layout, offers=True)

    @action
    async def options(self, tile: str) -> Answer:
        """What may be chosen for a tile is asked for: by a menu in the answer, or by a card."""
        return await tiles.tile(self.page, self._layout.get(tile)).choose()

    # Where tiles stand

    @action
    async def place(self, tile: str, x: int, y: int, w: int, h: int) -> Answer:
        """A tile is dropped somewhere, or its corner is."""
        now = self._layout.get(tile)
        told = self._place if (w, h) == (now.w, now.h) else self._size
        return await self._placed(tile, lambda layout: arranging.placed(layout, tile, x, y, w, h), told)

    @action
    async def if_placed(self, tile: str, x: int, y: int, w: int, h: int) -> Answer:
        """Who would make room: nothing is changed yet, and nothing is told of what is in them."""
        after = arranging.placed(self._layout, tile, x, y, w, h)
        return {"places": {each.id: {"x": each.x, "y": each.y, "w": each.w, "h": each.h} for each in after.widgets}}

    @action
    async def shift(self, tile: str, right: int, down: int) -> Answer:
        return await self._placed(tile, lambda now: arranging.shifted(now, tile, right, down), self._place)

    @action
    async def grow(self, tile: str, right: int, down: int) -> Answer:
        return await self._placed(tile, lambda now: arranging.grown(now, tile, right, down), self._size)

    @action
    async def order(self, tile: str, step: int) -> Answer:
        """In one column: a step earlier or later."""
        return await self._placed(tile, lambda now: arranging.stepped(now, tile, step), self._order)

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
        undo = {"label": self.page.words("Undo"), "does": "put-back", "details": {"widget": gone.as_json()}}
        focus = beside[0].id if beside else ""
        return self._answer(after, self._said(N_("Removed: {title}"), gone), undo=undo, focus=focus)

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
    async def write(self, key: str, text: str) -> Answer:
        """What is written on a memo. Nothing is drawn in the answer: whoever writes has it before their eyes."""
        await self.fill(key, {"text": text})
        return {}

    async def fill(self, tile: str, options: dict[str, object]) -> Answer:
        """:raises Refused: when the tile is not there, or that cannot stand in it"""
        return self._answer(await self.page.store.desktops.fill(self.page.member, tile, options))

    @action
    async def paper(self, key: str) -> Answer:
        """Another wallpaper."""
        await self._change(lambda now: arranging.papered(now, key))
        return await self.now()

    @property
    def _layout(self) -> Layout:
        return self.page.store.desktops.of(self.page.member)

    async def _change(self, change: Change) -> Layout:
        return await self.page.store.desktops.change(self.page.member, change)

    async def _placed(self, name: str, change: Change, told: Callable[[Layout, Widget], str]) -> Answer:
        """The layout with a tile elsewhere, or in another size; at an edge it is said that there is one."""
        now = self._layout
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

    def _answer(self, layout: Layout, said: str = "", *, offers: bool = False, **more: object) -> Answer:
        """`shown` is a tile to bring into view, `focus` one that the keyboard goes on with ("": none)."""
        pieces = [wallpaper(layout), tiles.grid(self.page, layout), *([menus(self.page)] if offers else [])]
        return {"drawn": [str(piece) for piece in pieces], "revision": layout.revision, "said": said, **more}
