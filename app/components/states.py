"""A state in which there is nothing to show or to do: a small drawing, a sentence, one button that leads on.

`state` stands inside a panel or a page; `stop` is a page by itself.
"""

from __future__ import annotations

from htpy import Element, Node, a, div, p

from app.components.document import door
from app.components.drawings import Name, drawing
from app.locale import Words


def state(drawn: Name, *content: Node, kind: str = "") -> Element:
    """:param content: the sentence, a `p`; a hint, a `p.hint`; a button
    :param kind: classes besides
    """
    return div(class_=["drawn", kind])[drawing(drawn), content]


def stop(
    words: Words,
    drawn: Name,
    heading: str,
    sentence: str,
    way: tuple[str, str],
    *,
    theme: str | None = None,
    logo_address: str = "",
) -> Element:
    """A page that says why one comes no further, with the button that leads on.

    :param way: the button's text and its address
    :param theme: the member's, when one is known
    """
    text, address = way
    return door(
        lang=words.lang,
        title=words("{page} · Miaou", page=heading),
        heading=heading,
        lead=sentence,
        theme=theme,
        drawn=drawn,
        logo_address=logo_address,
        content=p(".way")[a(".button.primary", href=address)[text]],
    )
