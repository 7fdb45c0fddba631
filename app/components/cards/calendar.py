"""A canal's calendar: the days on which something was said in it, each of which leads there."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import TypedDict

from babel import Locale
from babel.dates import format_date, format_skeleton, get_day_names
from htpy import Element, button, div, span
from nicegui import Client

from app.components.asking import UNCLEAR, Actions, Id, action
from app.components.cards.card import Card, heading
from app.components.forms import secondary
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Slots
from app.store import Forbidden, access, drawer
from app.store.feed import CanalLeft
from app.store.ids import id_at

_MONTH = re.compile(r"(20\d\d|19[7-9]\d)-(0[1-9]|1[0-2])")


class Calendar(Card, default_classes="calendar"):
    """:param days: those of the month on which something was said
    :param oldest: the first month in which something was
    """

    opened_by = "calendar"
    hears = (CanalLeft,)

    def __init__(self, page: Page, key: int, month: str, days: list[int], oldest: str) -> None:
        self.canal_id = key
        self.put(month, days, oldest)
        super().__init__(page)
        self.tint(page.store.state.canals[key].color)

    def put(self, month: str, days: list[int], oldest: str) -> None:
        self.month, self.days, self.oldest = _first_of(month), days, oldest

    def render(self) -> Slots:
        words = self.page.words
        canal = access.access_canal(self.page.store.state, self.page.member, self.canal_id)
        name = drawer.called(self.page.store.state, self.page.member, canal)
        return {
            "head": heading(words, words("Go to a day in {name}", name=name)),
            "body": div(".body")[self._month(), self._grid()],
            "actions": div(".actions")[secondary(words("Close"), "close-dialog")],
        }

    def _month(self) -> Element:
        words = self.page.words
        before, after = self.month - timedelta(days=1), self.month + timedelta(days=31)
        return div(".month")[
            self._turn(before, words("The month before"), "PageUp", is_there=_named(before) >= self.oldest),
            span(aria_live="polite")[format_skeleton("yMMMM", self.month, locale=words.locale)],
            self._turn(after, words("The month after"), "PageDown", is_there=after.replace(day=1) <= self._today()),
        ]

    def _turn(self, to: date, title: str, keys: str, *, is_there: bool) -> Element:
        return button(
            ".icon",
            type="button",
            data_action="turn-calendar",
            data_key=_named(to),
            data_anywhere=True,
            aria_keyshortcuts=keys,
            aria_label=title,
            title=title,
            disabled=not is_there,
        )[icon("chev", 18)]

    def _grid(self) -> Element:
        words = self.page.words
        monday_first = int(Locale.parse(words.locale).first_week_day)
        names = get_day_names("abbreviated", "stand-alone", words.locale)
        heads = [names[(monday_first + n) % 7] for n in range(7)]
        weeks = calendar.Calendar(monday_first).monthdatescalendar(self.month.year, self.month.month)
        stop = date(self.month.year, self.month.month, self.days[-1] if self.days else 1)
        title = format_skeleton("yMMMM", self.month, locale=words.locale)
        return div(".days", role="grid", aria_label=title, data_rove="button")[
            div(role="row")[(span(role="columnheader")[each] for each in heads)],
            (div(role="row")[(self._day(day, day == stop) for day in week)] for week in weeks),
        ]

    def _day(self, day: date, is_stop: bool) -> Element:
        words = self.page.words
        is_spoken = day.month == self.month.month and day.day in self.days
        called = format_date(day, "full", words.locale)
        return span(role="gridcell")[
            button(
                class_={"beside": day.month != self.month.month},
                type="button",
                tabindex="0" if is_stop else "-1",
                data_action="go-to-day" if is_spoken else None,
                data_key=str(_begins(day, self.page)),
                aria_disabled=None if is_spoken else "true",
                aria_current="date" if day == self._today() else None,
                aria_label=called if is_spoken else words("{day}, nothing was said", day=called),
            )[str(day.day)]
        ]

    def _today(self) -> date:
        return today(self.page)


class Leafing(Actions):
    @action
    async def calendar(self, key: Id | None, month: str = "") -> None:
        """A canal's calendar, or that of the open one: this month, or the one it showed."""
        canal_id = self.page.tab.canal_id if key is None else key
        if canal_id is None:
            raise Forbidden(UNCLEAR)
        found = await _found(self.page, canal_id, month if _MONTH.fullmatch(month) else _named(today(self.page)))
        Calendar.open(self.page, key=canal_id, **found)

    @action
    async def turn_calendar(self, key: str) -> None:
        """The open calendar shows another month."""
        card = self._card()
        if not _MONTH.fullmatch(key):
            raise Forbidden(UNCLEAR)
        card.put(**await _found(self.page, card.canal_id, key))
        card.renew()

    @action
    async def go_to_day(self, key: Id) -> None:
        """To the first message of the day that begins at that moment."""
        canal_id = self._card().canal_id
        first = await self.page.store.messages.first(self.page.member, canal_id, id_at(key))
        self.page.go_to(canal_id, first)

    def _card(self) -> Calendar:
        client = Client.instances.get(self.page.tab.id)
        cards = [each for each in client.elements.values() if isinstance(each, Calendar)] if client else []
        if not cards:
            raise Forbidden(UNCLEAR)
        return cards[-1]


def today(page: Page) -> date:
    """What day it is where the page's reader is."""
    return datetime.fromtimestamp(page.store.clock() / 1000, page.tab.zone).date()


class _Shown(TypedDict):
    month: str
    days: list[int]
    oldest: str


async def _found(page: Page, canal_id: int, month: str) -> _Shown:
    """What a calendar shows of a month."""
    first = _first_of(month)
    last = calendar.monthrange(first.year, first.month)[1]
    edges = [_begins(first + timedelta(days=n), page) for n in range(last + 1)]
    spoken, oldest = await page.store.days.spoken(page.member, canal_id, edges)
    began = datetime.fromtimestamp(oldest / 1000, page.tab.zone).date() if oldest else first
    return {"month": month, "days": [n + 1 for n in spoken], "oldest": _named(began)}


def _begins(day: date, page: Page) -> int:
    """When that day begins where the page's reader is, in epoch milliseconds."""
    return max(0, int(datetime(day.year, day.month, day.day, tzinfo=page.tab.zone).timestamp() * 1000))


def _first_of(month: str) -> date:
    year, number = month.split("-")
    return date(int(year), int(number), 1)


def _named(day: date) -> str:
    return f"{day.year:04d}-{day.month:02d}"
