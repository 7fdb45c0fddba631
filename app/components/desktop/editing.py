"""Arranging one's own desktop: what a tab asks for, by pointer, keys or buttons, and what is said of it.

An answer holds the whole layout as it stands then, and what is to be told aloud. Of two tabs that arrange at once, each
does what it asked for to whatever the other one left.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from app.components.asking import Actions, Answer, action
from app.components.desktop import tiles
from app.components.desktop.menus import canal_menu, menus
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
        return self._answer(self._layout, menus=menus(self.page))

    @action
    async def canals(self, widget: str) -> Answer:
        """The menu of what a Miaou ! may show; nothing when there is no canal."""
        shown = tiles.tile(self.page, self._layout.get(widget)).canal
        return {"menu": canal_menu(self.page, shown)}

    # Where tiles stand

    @action
    async def move(self, widget: str, x: int, y: int) -> Answer:
        return await self._placed(widget, lambda now: arranging.moved(now, widget, x, y), self._place)

    @action
    async def shift(self, widget: str, right: int, down: int) -> Answer:
        return await self._placed(widget, lambda now: arranging.shifted(now, widget, right, down), self._place)

    @action
    async def resize(self, widget: str, w: int, h: int) -> Answer:
        return await self._placed(widget, lambda now: arranging.resized(now, widget, w, h), self._size)

    @action
    async def grow(self, widget: str, right: int, down: int) -> Answer:
        return await self._placed(widget, lambda now: arranging.grown(now, widget, right, down), self._size)

    @action
    async def order(self, widget: str, step: int) -> Answer:
        """In one column: a step earlier or later."""
        return await self._placed(widget, lambda now: arranging.stepped(now, widget, step), self._order)

    @action
    async def if_moved(self, widget: str, x: int, y: int) -> Answer:
        """Who would make room: nothing is changed yet."""
        return _places(arranging.moved(self._layout, widget, x, y))

    @action
    async def if_resized(self, widget: str, w: int, h: int) -> Answer:
        """Who would make room: nothing is changed yet."""
        return _places(arranging.resized(self._layout, widget, w, h))

    # What stands there

    @action
    async def add(self, kind: str, x: int | None, y: int | None, column: bool) -> Answer:
        """A new widget, near a cell if one is named; a link is asked for in a dialog (see `link_card`)."""
        return await self.put(kind, self._fresh_options(kind), x, y, column)

    async def put(self, kind: str, options: object, x: int | None, y: int | None, column: bool) -> Answer:
        """A new widget with something in it.

        :raises Refused: when there is no room, or as the store does
        """
        name = secrets.token_hex(5)
        near = None if x is None or y is None else (x, y)
        after = await self._change(lambda now: arranging.added(now, name, kind, options, near, column=column))
        return self._answer(after, self._said(N_("Added: {title}"), after.get(name)), shown=name, focus=name)

    @action
    async def remove(self, widget: str) -> Answer:
        gone = self._layout.get(widget)
        place = self._layout.widgets.index(gone)
        after = await self._change(lambda now: arranging.removed(now, widget))
        # The keyboard goes on with the tile that takes its place in the order, or with the last one.
        beside = after.widgets[place : place + 1] or after.widgets[-1:]
        undo = {"label": self.page.words("Undo"), "widget": gone.as_json()}
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
    async def fill(self, widget: str, options: dict[str, object]) -> Answer:
        return self._answer(await self.page.store.desktops.fill(self.page.member, widget, options))

    @action
    async def paper(self, wallpaper: str) -> Answer:
        await self._change(lambda now: arranging.papered(now, wallpaper))
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
        after = await self._change(change)
        return self._answer(after, told(after, after.get(name)), shown=name)

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
        """`shown` is a tile to bring into page, `focus` one that the keyboard goes on with ("": none)."""
        return {"layout": tiles.as_json(self.page, layout), "said": said, **more}


def _places(layout: Layout) -> Answer:
    """Where the widgets stand, without what is in them: a pointer asks at each cell that it crosses."""
    return {"places": [{"id": each.id, "x": each.x, "y": each.y, "w": each.w, "h": each.h} for each in layout.widgets]}
