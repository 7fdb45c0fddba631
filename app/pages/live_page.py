"""What the pages that live by the wire have in common: their tab, and what stands in the page itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache, lru_cache

from fastapi import Request
from htpy import fragment
from nicegui import Client, ui
from nicegui.version import __version__

from app.components import assets
from app.components.bundle import ALL
from app.components.icons import sprite
from app.components.installed.away import worker_address
from app.components.installed.bar import bar
from app.components.installed.head import installable
from app.components.later.telling import waiting
from app.components.live_list import plain
from app.components.overlays import overlays
from app.components.page import Effect
from app.components.window.canal_facts import ALL as ALL_UNSEEN
from app.components.window.deleting import undoable
from app.components.window.own_facts import SETTINGS
from app.components.window.own_menu import deeds
from app.components.window.place import Place
from app.components.wire import sockets
from app.components.wire.catching_up import Piece, snapshot
from app.components.wire.ops import as_json
from app.components.wire.quiet_outbox import quieten
from app.components.wire.tab import Tab
from app.components.words import browser_texts
from app.locale import Words, catalogue, choose
from app.pages.house import House
from app.store import drawer
from app.store.state import Member

VIEWPORT = "width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
"""A phone's keyboard makes the window smaller, instead of covering the composer."""

OLD = """if (!(HTMLScriptElement.supports && HTMLScriptElement.supports("importmap")))
  document.documentElement.className = "old";"""
"""Only in browsers that cannot load such a page (before Chrome 89, Firefox 108, Safari 16.4) does NiceGUI's sentence
about that show: on a slow line it would be there for seconds (`base.css`). They read this script."""

OF_PANELS = ("banner.js", "copy.js", "filter.js", "forms.js", "layers.js")
"""The behaviours that any page with panels has (`app/browser/`)."""

OF_ITS_OWN = ("standby.js",)
"""Those of a page that stands in no other site's frame."""

OF_TALK = (*OF_PANELS, "colours.js", "menu.js", "notify.js", "presence.js", "press.js", "regions.js", "writing.js")
"""Those of one that shows canals. What is handed over to be written may be so before there is a place to write."""

OF_A_CANAL = ("window", "widget")
"""The kinds of page that have the colour of the canal that is open, and bring it themselves."""

KEPT_OF_REQUEST = (
    "type",
    "scheme",
    "server",
    "client",
    "method",
    "path",
    "root_path",
    "path_params",
    "query_string",
    "headers",
    "route",
)
"""What NiceGUI may ask of a page's request for as long as the page is open."""


def open_tab(
    house: House,
    request: Request,
    client: Client,
    canal_id: int | None = None,
    framed: bool = False,
    quiet: bool = False,
) -> Tab:
    """The tab of a page that is being asked for; it is forgotten with the page."""
    member: Member = request.state.member
    lang = choose(request.headers.get("accept-language", ""), member.lang or None)
    tab = Tab(client.id, member.id, request.state.session.id, lang, canal_id, framed, quiet=quiet)
    house.tabs.add(tab)
    client._request = _bare(request)
    # Quasar's page is a `main` around all that stands in it: which part of it is that, each page says itself.
    client.page_container.default_slot.children[0].tag = "div"
    quieten(client)
    client.on_connect(lambda: _forget_page(client))
    client.on_disconnect(lambda: _detach(house, tab))
    client.on_delete(lambda: house.tabs.forget(tab))
    return tab


def first_canal(house: House, member: Member) -> int | None:
    """The canal that opens when none is named."""
    canal = drawer.first(house.store.state, member)
    return canal.id if canal else None


def begin_page(member: Member, tab: Tab, kind: str) -> Words:
    """The page's language and theme, the style sheet of that kind of page, and its scripts. Returns its words."""
    words = catalogue(tab.lang)
    ui.add_head_html(_head(words.lang, member.theme, member.id, kind))
    return words


def put_into_page(
    house: House,
    member: Member,
    tab: Tab,
    others: Sequence[int] = (),
    *,
    place: Place,
    then: Sequence[Effect] = (),
    first: Sequence[str] = (),
    piece: Piece | None = None,
) -> None:
    """All that the page shows goes into it at once: nothing waits for a second trip.

    Call it last: what is put into a page after it copies it all once more.

    :param others: canals that the page shows besides the tab's own
    :param place: where the page is
    :param then: what the browser is to do besides
    :param first: scripts that run before all others
    :param piece: what it shows of its canal, when not the newest
    """
    words = catalogue(tab.lang)
    then = [*then, *waiting(house.store, member, words), *undoable(house.store, member, words)]
    opening = f'"place":{as_json(place)},"then":{as_json(then)}'
    holds = snapshot(house.store, house.wire, member, tab.lang, tab.canal_id, others, arrives=True, piece=piece)
    ui.add_body_html(
        f"{_unseen(words)}{_of_guests(house, member, tab, words)}"
        f'<script type="application/json" id="miaou-snapshot">{{{opening},{holds[1:]}</script>'
        f"{_kit()}<script>{_used(*first, *OF_TALK, *(() if tab.framed else OF_ITS_OWN), 'start.js')}</script>"
    )


def put_quietly(words: Words) -> None:
    """What a page that hears its own panels alone needs besides them."""
    lies_over = plain(str(fragment[sprite(), overlays(words)]))
    ui.add_body_html(
        f"{lies_over}{_texts(words)}{_kit()}"
        f'<script>{_used(*OF_PANELS, *OF_ITS_OWN)};$use("wire.js").wire.start()</script>'
    )


# The same for every page of a language: made once.


@lru_cache(maxsize=1024)
def _head(lang: str, theme: str, own: int, kind: str) -> str:
    """The page's language and theme, before its first paint, whose it is, its style sheet, and what it will ask for."""
    said = json.dumps({"facts": SETTINGS, "theme": theme, "own": str(own), "standby": worker_address(lang)})
    script = f"{{const root=document.documentElement;root.lang={json.dumps(lang)};Object.assign(root.dataset,{said});"
    script += f"document.querySelector('link[rel~=icon]').dataset.factHref='{ALL_UNSEEN}.icon'}}"
    return (
        f"<script>{OLD}</script><script>{script}</script>"
        f'<link rel="stylesheet" href="{assets.sheet_address(kind)}">'
        f'<link rel="preload" as="script" href="{assets.address(f"kit/{ALL}")}">'
        f"{plain(str(fragment[installable(lang), None if kind in OF_A_CANAL else bar(theme=theme)]))}"
        f'<link rel="modulepreload" href="/_nicegui/{__version__}/static/dompurify.mjs">'
    )


def _of_guests(house: House, member: Member, tab: Tab, words: Words) -> str:
    return "".join(plain(str(fragment[guest.into_page(member, tab, words)])) for guest in house.guests)


def _kit() -> str:
    """All our scripts, to be there from here on: what has been read of the page by now shows before they have come."""
    return f'<script src="{assets.address(f"kit/{ALL}")}"></script>'


def _used(*names: str) -> str:
    return ";".join(f'$use("{name}")' for name in names)


@cache
def _texts(words: Words) -> str:
    return f'<script type="application/json" id="miaou-words">{as_json(browser_texts(words))}</script>'


@cache
def _unseen(words: Words) -> str:
    return plain(str(fragment[sprite(), deeds(), overlays(words)])) + _texts(words)


def _detach(house: House, tab: Tab) -> None:
    # The page may have another socket by now, at which the tab speaks already.
    if tab.sid is not None and not sockets.is_open(tab.sid):
        house.tabs.detach(tab, sockets.ended(tab.sid))


def _forget_page(client: Client) -> None:
    # The page has its first content now: the server need not hold it as well, 200 KiB a tab.
    client._head_html = client._body_html = ""


def _bare(request: Request) -> Request:
    """The request as the page's client keeps it, without all that answered it: that is 18 KiB a tab."""
    return Request({name: request.scope[name] for name in KEPT_OF_REQUEST if name in request.scope})
