"""A whole page of HTML for the doors (sign in, join, set up): it needs neither NiceGUI nor JavaScript."""

import htpy
from htpy import Element, Node, body, head, html, link, main, meta

from app.components.assets import address, sheet_address
from app.components.brand import logo, peeking
from app.components.drawings import Name, drawing
from app.components.installed.bar import bar
from app.components.installed.head import installable


def document(
    *,
    lang: str,
    title: str,
    content: Node,
    body_class: str = "door",
    sheet: str = "door",
    theme: str | None = None,
) -> Element:
    """The page; `str()` of it begins with the doctype.

    :param lang: the language of its words, as `fr`
    :param title: what the browser's tab says
    :param content: what stands in the page's body
    :param body_class: what the style sheets know the kind of page by
    :param sheet: the kind of page that its style sheet is for
    :param theme: `light`, `dark`, or anything else to follow the system
    """
    return html(lang=lang, data_theme=theme if theme in {"light", "dark"} else None)[
        head[
            meta(charset="utf-8"),
            meta(name="viewport", content="width=device-width, initial-scale=1, viewport-fit=cover"),
            meta(name="color-scheme", content="light dark"),
            htpy.title[title],
            link(rel="icon", type="image/svg+xml", href=address("favicon.svg")),
            link(rel="stylesheet", href=sheet_address(sheet)),
            bar(),
            installable(lang),
        ],
        body(class_=body_class)[content],
    ]


def door(
    *,
    lang: str,
    title: str,
    heading: str,
    content: Node,
    lead: str = "",
    office: str = "",
    wide: bool = False,
    theme: str | None = None,
    logo_address: str = "",
    drawn: Name | None = None,
) -> Element:
    """A door: the cat that looks over a card, a heading and what there is to fill in.

    :param heading: the card's title, as "Sign in"
    :param lead: a sentence under it, or none
    :param office: whose Miaou this is, said under the form
    :param wide: whether the card holds more than one column
    :param logo_address: where the office's own logo is, when it has one
    :param drawn: what stands on the card, instead of the cat that looks over it
    """
    return document(
        lang=lang,
        title=title,
        theme=theme,
        content=main(class_=["door-card", {"wide": wide}])[
            drawing(drawn) if drawn else peeking(),
            htpy.img(".office-logo", src=logo_address, alt="") if logo_address else None,
            htpy.h1[heading],
            htpy.p(".lead")[lead] if lead else None,
            content,
            htpy.p(".house")[logo(22), htpy.b["Miaou"], office],
        ],
    )
