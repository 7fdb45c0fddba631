"""A message in the log: who says it, to whom, and the bubble it stands in. The same for all who may read it."""

from __future__ import annotations

import re
from functools import cache

from htpy import Element, article, b, button, div, span, time, ul
from markupsafe import Markup

from app.components.icons import icon
from app.components.window.announcement import GONE
from app.components.window.attached import attached
from app.components.window.edited import edited
from app.components.window.event_line import event_line
from app.components.window.member_facts import key_of
from app.components.window.mention import mentions_in
from app.components.window.message_bar import message_bar
from app.components.window.own_facts import SELF
from app.components.window.quote import quote
from app.components.window.reactions import reactions
from app.components.window.receipt import receipt
from app.components.window.record import record
from app.components.window.sentences import names, sentence
from app.locale import N_, Words
from app.store import cards
from app.store.said import Message

TOGETHER_MS = 5 * 60_000
"""One author's messages to one circle close up when they follow each other within this time, on the same day."""

LONG = 1_500
"""The length of HTML from which a message may be parted between two sheets of paper."""

ASIDE_TO = N_("aside to {names}")


def message_row(message: Message, words: Words, receipted: bool = False, pinned: bool = False) -> str:
    """The row of a message, or of an event of its canal, in one language.

    :param receipted: whether its author is told who has seen it
    :param pinned: whether it is pinned to its canal
    """
    if message.event:
        return str(event_line(message, words))
    if message.gone:
        return str(_gone_row(message, words))
    circle = _circle(message)
    return str(
        article(
            class_=["msg", {"aside": message.is_aside, "long": len(message.html) > LONG}],
            tabindex="-1",
            data_message_id=str(message.id),
            data_key=str(message.id),
            data_author_id=str(message.author_id),
            data_at=str(message.at),
            data_run=f"{message.author_id} {circle}",
            data_aside="true" if message.is_aside else None,
            data_is_pinned="true" if pinned else None,
            data_recipients=circle or None,
            data_circle=" ".join(map(str, message.circle)) or None,
        )[
            span(".worn", data_fact_html=f"{key_of(message.author_id)}.cat"),
            _who(f"{key_of(message.author_id)}.name"),
            div(".bubble")[
                _aside_line(message, words) if message.is_aside else None,
                quote(message.quote, words) if message.quote else None,
                div(".message-body")[_body(message)],
                attached(message.files, words) if message.files else None,
                record(cards.read(message.card), words) if message.card else None,
                edited(message.edited, words) if message.edited else None,
                _pinned(words) if pinned else None,
            ],
            reactions(message, words) if message.reactions else None,
            message_bar(words),
            receipt(message.id) if receipted else None,
        ]
    )


def _gone_row(message: Message, words: Words) -> Element:
    """What stands where a message was, with nothing that one could do with it."""
    return article(
        class_=["msg", {"aside": message.is_aside}],
        data_message_id=str(message.id),
        data_author_id=str(message.author_id),
        data_at=str(message.at),
        data_run=f"{message.author_id} {_circle(message)}",
        data_aside="true" if message.is_aside else None,
        data_deleted="true",
    )[
        span(".worn", data_fact_html=f"{key_of(message.author_id)}.cat"),
        _who(f"{key_of(message.author_id)}.name"),
        div(".bubble", data_called=True)[words(GONE)],
    ]


def _circle(message: Message) -> str:
    return ",".join(map(str, message.recipients))


_BARE = re.compile(r'<a (?=href="(?:https?://|mailto:)?([^"]+)"[^>]*>(?:https?://)?\1</a>)')


def _body(message: Message) -> Markup:
    """A long line of code is scrolled: by the keyboard too, which stops at links in the current row alone. A link that
    is its own address says so: on paper, the others are followed by theirs."""
    html = _BARE.sub("<a data-bare ", mentions_in(message.html))
    html = html.replace("<pre", '<pre tabindex="0"').replace("<a ", '<a tabindex="-1" ')
    return Markup(html)  # noqa: S704 - made by app.text.render


@cache
def pending_row(words: Words) -> Element:
    """What the browser shows of a message on its way, with what is sent in braces: its author `me`; `names`; `text`;
    what it answers, `reply`; its `files`, as the composer showed them; the record `card`; and what became of it: its
    `state`, the server's `note`, whether it `waits`."""
    return article(
        ".msg.mine",
        data_nonce="{nonce}",
        data_author_id="{me}",
        data_at="{at}",
        data_run="{me} {to}",
        data_state="{state}",
        data_names="{names}",
        data_waits="{waits}",
    )[
        _who(f"{SELF}.name"),
        div(".bubble")[
            div(".to")[icon("lock", 13), span[sentence(words, ASIDE_TO, names="{names}")]],
            "{html:reply}",
            div(".message-body", style="white-space: pre-wrap")["{text}"],
            ul(".tray")["{html:files}"],
            "{html:card}",
        ],
        div(".failure")[
            span["{note}"],
            span(".waits")[words("Not sent yet: it goes out by itself.")],
            button(".retry", type="button", data_action="take-back")[words("Take back")],
        ],
    ]


def _who(author: str) -> Element:
    """ "Léa · 9:12": the browser knows the reader's own time. The row is called that, and whom it is for.

    :param author: the fact that is their name
    """
    return div(".who")[b(data_fact=author, data_called=True), " · ", time(data_called=True)]


@cache
def _pinned(words: Words) -> Element:
    return span(".hangs", title=words("Pinned to the canal"))[icon("pin", 12), span(".aloud")[words("pinned")]]


def _aside_line(message: Message, words: Words) -> Element:
    return div(".to")[
        icon("lock", 13),
        span(data_called=True)[sentence(words, ASIDE_TO, names=names(message.recipients))],
        _reply(words("Answer in the same circle")),
    ]


def _reply(label: str) -> Element:
    """An answer to an aside's author and all it was for."""
    return button(".reply", type="button", data_action="reply", aria_label=label, title=label)[icon("reply", 15)]
