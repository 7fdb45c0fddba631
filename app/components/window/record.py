"""A record of the office's business software, as a message carries it."""

from __future__ import annotations

from htpy import Element, a, dd, div, dl, dt, p, span, strong

from app.components.icons import icon
from app.locale import Words
from app.store.cards import Card


def record(card: Card, words: Words) -> Element:
    return div(".record")[
        p(".record-head")[
            strong(dir="auto")[card.title],
            # Most titles say it already.
            span(".record-reference")[card.reference] if card.reference not in card.title else None,
        ],
        dl[[div[dt(dir="auto")[name], dd(dir="auto")[value]] for name, value in card.fields]] if card.fields else None,
        a(".record-open", href=card.link, target="_blank", rel="noopener noreferrer nofollow")[
            icon("outside", 15), span(".verb")[words("Open the record")], span(".site")[card.site]
        ]
        if card.link
        else None,
    ]


def record_to_be(**attributes: str) -> Element:
    """What the browser shows of a record that is not sent yet, to be filled with what the record says. Nothing of it
    leads anywhere: the server has still to look at it."""
    return div(".record", **attributes)[
        p(".record-head")[
            strong(dir="auto", data_text="title"),
            span(".record-reference", data_each="reference", data_text="reference"),
        ],
        dl[div(data_each="fields")[dt(dir="auto", data_text="0"), dd(dir="auto", data_text="1")]],
        span(".record-open", data_each="link")[icon("outside", 15), span(".site", data_text="site")],
    ]
