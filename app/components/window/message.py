"""A message in the log: who says it, to whom, and the bubble it stands in. The same for all who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from htpy import Element, Node, article, b, button, div, p, span, time
from markupsafe import Markup

from app.components.icons import icon
from app.components.window.event_line import event_line
from app.components.window.member_facts import key_of
from app.components.window.own_facts import SELF
from app.components.window.record import record, record_to_be
from app.components.window.sentences import name, names, sentence
from app.locale import N_, Words
from app.store import cards
from app.store.state import Message

TOGETHER_MS = 5 * 60_000
"""One author's messages to one circle close up when they follow each other within this time, on the same day."""

ASIDE_TO = N_("aside to {names}")


def message_row(message: Message, words: Words) -> str:
    """The row of a message, or of an event of its canal, in one language."""
    if message.event:
        return str(event_line(message, words))
    circle = ",".join(map(str, message.recipients))
    return str(
        article(
            class_=["msg", {"aside": message.is_aside}],
            data_message_id=str(message.id),
            data_author_id=str(message.author_id),
            data_at=str(message.at),
            data_run=f"{message.author_id} {circle}",
            data_aside="true" if message.is_aside else None,
            data_recipients=circle or None,
        )[
            span(".worn", data_fact_html=f"{key_of(message.author_id)}.cat"),
            _who(name(message.author_id)),
            div(".bubble")[
                _aside_line(message.recipients, words) if message.is_aside else None,
                div(".message-body")[_body(message)],
                record(cards.read(message.card), words) if message.card else None,
            ],
        ]
    )


def _body(message: Message) -> Markup:
    """A long line of code is scrolled: by the keyboard too."""
    return Markup(message.html.replace("<pre", '<pre tabindex="0"'))  # noqa: S704 - made by app.text.render


@cache
def pending_row(words: Words) -> Element:
    """What the browser shows of a message on its way, to be filled with what is sent: `text`, `names`, `card`;
    and with what became of it: the server's `note`, whether it `waits`, or was `refused` and can be taken back."""
    return article(".msg.mine")[
        _who(b(data_fact=f"{SELF}.name")),
        div(".bubble")[
            div(".to", data_each="names")[
                icon("lock", 13), span[sentence(words, ASIDE_TO, names=span(data_text="names"))]
            ],
            div(".message-body")[p(data_each="text", data_text="text", style="white-space: pre-wrap")],
            record_to_be(data_each="card"),
        ],
        div(".failure")[
            span(data_each="note", data_text="note"),
            span(data_each="waits")[words("Not sent yet: it goes out by itself.")],
            button(".retry", type="button", data_each="refused", data_action="take-back")[words("Take back")],
        ],
    ]


def _who(author: Node) -> Element:
    """ "Léa · 9:12": the browser knows the reader's own time."""
    return div(".who")[author, " · ", time]


def _aside_line(recipients: Sequence[int], words: Words) -> Element:
    answer = words("Answer in the same circle")
    return div(".to")[
        icon("lock", 13),
        span[sentence(words, ASIDE_TO, names=names(recipients))],
        button(".reply", type="button", data_action="reply-aside", aria_label=answer, title=answer)[icon("reply", 15)],
    ]
