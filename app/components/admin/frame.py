"""The frame of the admin page: whose office it is, its sections, and what an administrator must know at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from htpy import Element, a, b, div, h1, p, span
from nicegui import ui
from nicegui.element import Element as Box

from app.components.admin.meanwhile import Meanwhile
from app.components.admin.part import AdminPage, Part
from app.components.brand import logo
from app.components.icons import icon
from app.components.office_logo import office_logo
from app.components.panel import Slots
from app.locale import N_, Words, isolated
from app.store.feed import Administered, MemberChanged, OfficeChanged, SafetyChanged
from app.store.files.quota import NEARLY_FULL

SECTIONS = (
    ("members", "/admin", "folk", N_("Members")),
    ("canals", "/admin/canals", "hash", N_("Canals")),
    ("embedding", "/admin/embedding", "code", N_("Embedding")),
    ("office", "/admin/office", "building", N_("Office")),
    ("data", "/admin/data", "database", N_("Data")),
    ("audit", "/admin/audit", "list", N_("Audit")),
)
"""Name, address, icon and title."""

Said = Callable[[], str]


@contextmanager
def frame(page: AdminPage, chosen: str, title: Said, lead: Said = str, back: str = "") -> Iterator[None]:
    """One section of the page; what it shows is made inside.

    :param chosen: which of `SECTIONS` it belongs to
    :param title: what it is called now
    :param lead: a sentence under that
    :param back: where one came from, when this is a page within the section
    """
    ui.page_title(f"{isolated(title())} · Miaou")
    with Box("div").classes("admin"):
        Top(page)
        Sections(page, chosen)
        with box("main", "admin-main", id="content", tabindex="-1"):
            Title(page, chosen, title, lead, back)
            yield
        Meanwhile(page)


def box(tag: str, look: str, **attributes: str) -> Box:
    """An element that holds others."""
    made = Box(tag).classes(look)
    made._props.update({name.replace("_", "-"): value for name, value in attributes.items()})
    return made


class Top(Part):
    """Above: the office, and the way out."""

    root, look = "header", "admin-top"

    def render(self) -> Slots:
        words, office = self.words, self.store.office
        return {
            "skip": a(".skip", href="#content")[words("To the content")],
            "brand": a(".admin-brand", href="/")[
                office_logo(office.logo), logo(34), span(".nm")[b["Miaou"], span(".office")[office.name]]
            ],
            "out": a(".button.quiet", href="/")[icon("door", 18), words("To the chat")],
        }


class Sections(Part):
    """On the left: the page's sections."""

    root, look = "nav", "admin-nav"

    def __init__(self, page: AdminPage, chosen: str) -> None:
        self.chosen = chosen
        super().__init__(page)
        self._props["aria-label"] = self.words("Administration")

    def render(self) -> Slots:
        return {
            name: a(href=way, aria_current="page" if name == self.chosen else None)[icon(drawn, 18), self.words(called)]
            for name, way, drawn, called in SECTIONS
        }


class Title(Part):
    """What the section is called, and what is the matter, whichever one came for."""

    hears: ClassVar[tuple[type[Any], ...]] = (Administered, MemberChanged, OfficeChanged, SafetyChanged)
    root = "div"

    def __init__(self, page: AdminPage, chosen: str, title: Said, lead: Said, back: str) -> None:
        self.chosen, self.title, self.lead, self.back = chosen, title, lead, back
        super().__init__(page)

    def render(self) -> Slots:
        lead = self.lead()
        return {
            "title": div(".admin-title")[
                a(".icon", href=self.back, aria_label=self.words("Back"))[icon("chev")] if self.back else None,
                div[h1[self.title()], p[lead] if lead else None],
            ],
            "warning": self._warning() if self.chosen != "data" else None,
        }

    def _warning(self) -> Element | None:
        words = self.words
        if self.store.health.integrity not in ("", "ok"):
            sentence = words("The database is damaged: go back to a backup.")
        elif self.store.safekeeping.failure is not None:
            sentence = words("The latest backup failed.")
        elif self.store.files.quota.is_little:
            sentence = words(NEARLY_FULL)
        else:
            return None
        return p(".trouble.warning", role="alert")[sentence, " ", a(href="/admin/data")[words("To the data")]]


def said(words: Words, sentence: str) -> Said:
    """A title or a lead that stays."""
    return lambda: words(sentence)
