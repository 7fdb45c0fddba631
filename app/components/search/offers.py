"""What one may add to what is sought: the filters there are, and what one that is begun may become."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, bdi, button, div, li, span, ul

from app.components.fragments import worn
from app.components.icons import icon
from app.components.page import Page
from app.components.search.field import FORM
from app.components.search.sought import Sought
from app.locale import N_, Words
from app.store.search import Proposal
from app.store.search.filters import CALLED, EXPLAINED

TAKE_OUT = N_("Take out: {name}")


def filters(words: Words) -> list[Proposal]:
    """All that there are, in the reader's language."""
    return [
        Proposal("filter", f"{written} " if key in ("received", "pinned") else written, 0, 0, EXPLAINED[key])
        for key, written in CALLED[words.lang].items()
    ]


def begun_as(page: Page, sought: Sought) -> Sequence[Proposal]:
    """What may be meant by what is begun; nothing of what this member may not know."""
    return page.store.search.suggest(page.member, sought.half, lang=page.tab.lang)


def pieces(sought: Sought, words: Words) -> Element | None:
    """What stands of it by now; a press takes it out."""
    some = [*sought.pieces, f"{sought.begun}…"] if sought.begun else sought.pieces
    if not some:
        return None
    return div(".pieces", role="toolbar", aria_label=words("What is sought"), data_rove=".piece")[
        [
            button(
                ".piece",
                type="button",
                tabindex="-1" if at else "0",
                data_action="search-drop",
                data_key=str(at),
                aria_label=words(TAKE_OUT, name=piece),
            )[bdi[piece], icon("close", 12)]
            for at, piece in enumerate(some)
        ]
    ]


def in_a_row(page: Page, offered: Sequence[Proposal]) -> Element | None:
    """Beside results: each as short as may be."""
    if not offered:
        return None
    label = page.words("What may be added to it")
    return div(".offers", role="toolbar", aria_label=label, data_rove=".offer")[
        [_offer(page, each, stop=not n) for n, each in enumerate(offered)]
    ]


def explained(page: Page, offered: Sequence[Proposal]) -> Element:
    """To whoever has not begun: each with what it is for."""
    return ul(".hints", data_still=True, data_rove=".offer", aria_label=page.words("What one can search by"))[
        [
            li[_offer(page, each, stop=not n), span(".note", aria_hidden="true")[page.words(each.label)]]
            for n, each in enumerate(offered)
        ]
    ]


def _offer(page: Page, each: Proposal, stop: bool) -> Element:
    begins = not each.written.endswith(" ")
    explains = each.kind in ("filter", "holding", "day")
    return button(
        ".offer",
        tabindex="0" if stop else "-1",
        data_action="search-begin" if begins else "search-take",
        data_key=each.written,
        title=page.words(each.label) if explains else None,
        aria_label=f"{each.written.strip()} {page.words(each.label)}" if explains else None,
        style=f"--c:{each.canal.color}" if each.canal else None,
        class_=["offer", {"tinted": bool(each.canal)}],
        # What is taken comes out of the field.
        type="reset",
        form=FORM,
    )[
        worn(each.member, page.store.presence.status(each.member.id)) if each.member else None,
        span(".swatch") if each.canal else None,
        bdi[each.label if each.member or each.canal else each.written.strip()],
    ]
