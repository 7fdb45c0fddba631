"""The plain pages around the widget: where it waits for the host's word, and where something is wrong.

They need no session and stand in the same frame as the widget, so that whoever set the host up reads what is to be
done there: the kind of fault, and nothing that would help somebody forge a token.
"""

from __future__ import annotations

import json

from htpy import Element, Node, a, details, div, fragment, h1, main, p, script, summary
from markupsafe import Markup

from app.components.assets import address
from app.components.brand import logo
from app.components.document import document
from app.components.drawings import drawing
from app.locale import N_, Words
from app.store.tokens import WRONG

TROUBLE = {
    "no-token": N_("The site that shows this page did not say who you are."),
    "alone": N_("This page is meant to stand inside another site."),
    "no-answer": N_("The server does not answer. Please try again."),
}
"""What else may go wrong on the way in."""


def waiting_page(words: Words, theme: str, origins: tuple[str, ...]) -> Element:
    """Asks the host for a token, by the page's script."""
    sentences = {kind: words(sentence) for kind, sentence in (TROUBLE | WRONG).items()}
    return _page(
        words,
        theme,
        {"origins": origins, "sentences": sentences},
        words("Signing in…"),
        words("Miaou cannot open here"),
        fragment[
            details(open=True)[
                summary[words("For whoever looks after this site")],
                p("#why"),
            ],
            _again(words, theme),
            a(".button.whole", href="/")[words("To the chat")],
        ],
    )


def fault_page(words: Words, theme: str, origins: tuple[str, ...], kind: str, sentence: str) -> Element:
    """Says why the host's token lets nobody in."""
    return _page(
        words,
        theme,
        {"origins": origins, "fault": kind},
        "",
        words("Miaou cannot open here"),
        fragment[
            details(open=True)[
                summary[words("For whoever looks after this site")],
                p("#why")[words("The token that the site gave is not good.") if kind in WRONG else None, " ", sentence],
            ],
            _again(words, theme),
        ],
    )


def ended_page(words: Words, theme: str, origins: tuple[str, ...]) -> Element:
    """The session is over: nothing of it shows any more."""
    return _page(
        words,
        theme,
        {"origins": origins, "fault": "ended"},
        "",
        words("This session has ended"),
        fragment[
            p[words("You were signed out of Miaou here.")],
            a(".button.primary", href=f"/widget?ask=1&theme={theme}")[words("Sign in again")],
        ],
    )


def _again(words: Words, theme: str) -> Element:
    """The host is asked for a token once more."""
    return a(".button.again", href=f"/widget?ask=1&theme={theme}")[words("Try again")]


def _page(words: Words, theme: str, said: dict[str, object], meanwhile: str, heading: str, trouble: Node) -> Element:
    imports = {"imports": {"miaou/": address("js/")}}
    return document(
        lang=words.lang,
        title="Miaou",
        theme=theme,
        body_class="widget-door" if meanwhile else "widget-door in-trouble",
        sheet="widget_door",
        content=fragment[
            main[
                logo(48) if meanwhile else None,
                div(".wrong")[drawing("closed")],
                p(".meanwhile", role="status")[meanwhile] if meanwhile else None,
                h1(".wrong")[heading],
                div(".wrong")[trouble],
            ],
            script(type="importmap")[_json(imports)],
            script(type="application/json", id="miaou-widget")[_json(said)],
            script(type="module", src=address("js/widget_door.js")),
        ],
    )


def _json(value: object) -> Markup:
    """JSON that may stand inside a script element."""
    return Markup(json.dumps(value).replace("<", "\\u003c"))  # noqa: S704 - nothing in it can end the element
