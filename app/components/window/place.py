"""Where a page is: what the browser is to know of the canal that is open in it (the kit's `navigation.js`)."""

from __future__ import annotations

from urllib.parse import urlencode

from app.components.installed.bar import bar
from app.components.window.canal_facts import ALL, key_of
from app.components.wire.tab import Tab
from app.store.state import Canal

Place = dict[str, object]

TITLE = f"{{{ALL}.title}}"
"""How much is unseen, as the title of a tab begins; in braces stand facts."""


def nowhere(title: str) -> Place:
    """A page in which no canal can be open: what asks for one leads to the window.

    :param title: what it is called
    """
    return {"title": f"{TITLE}{title} · Miaou", "leads": "/?canal={key}", "leadsTo": "/?message={row}"}


def place(tab: Tab, canal: Canal | None) -> Place:
    """A page in which that canal is open, or none just now."""
    if canal is None:
        return {"key": None, "address": address(tab), "title": f"{TITLE}Miaou", "html": {"bar": str(bar())}}
    fact = key_of(canal.id)
    return {
        "key": canal.id,
        "address": address(tab, canal),
        "title": f"{TITLE}{{{fact}.name}} · Miaou",
        "color": f"{fact}.color",
        "html": {"bar": str(bar(fact))},
    }


def showing(where: Place, **html: str) -> Place:
    """The same, with what stands there besides, by the names of its `data-place`s."""
    there = where["html"]
    assert isinstance(there, dict)
    return {**where, "html": {**there, **html}}


def address(tab: Tab, canal: Canal | None = None) -> str:
    """Where a reload finds it again, and what is sought. In a site's frame it also says what the site asked for."""
    searched = urlencode({"search": tab.searched}) if tab.searched else ""
    return "?" + "&".join(filter(None, (f"canal={canal.id}" if canal else "", searched, tab.asked)))
