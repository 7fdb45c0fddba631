"""What was found, one line for each: who said it and when, and the words around what was sought."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from htpy import Element, Node, button, div, h3, li, mark, section, span, ul

from app.components.fragments import called, moment
from app.components.icons import icon
from app.components.window.files import signs
from app.components.window.member_facts import key_of
from app.components.window.message import ASIDE_TO
from app.components.window.sentences import name, names, sentence
from app.locale import Words
from app.store.search import Excerpt, Found, Result

GO, LEAVE = "go-to-found", "leave-for-found"
"""What a press on a result asks for: to go there beside the results, or, where they lie over the talk, in their place.
The style sheet shows the one that is meant."""


def results(pages: Iterable[Found], words: Words, at: int | None) -> list[Element]:
    """By canals, in the order in which they come on each page.

    :param at: the message that one has gone to
    """
    groups: list[Element] = []
    first = True
    for found in pages:
        order = list(dict.fromkeys(each.canal.id for each in found.results))
        ordered = sorted(found.results, key=lambda each: order.index(each.canal.id))
        for _, group in groupby(ordered, key=lambda each: each.canal.id):
            some = list(group)
            groups.append(_group(some, words, at, first))
            first = False
    return groups


def _group(some: list[Result], words: Words, at: int | None, first: bool) -> Element:
    canal = some[0].canal
    rows = [result(each, words, stop=first and not n, current=each.message.id == at) for n, each in enumerate(some)]
    return section(".found-in.tinted", style=f"--c:{canal.color}")[
        h3[
            span(".swatch"),
            called(canal),
            canal.kind == "private" and span(role="img", aria_label=words("private canal"))[icon("lock", 13)],
        ],
        ul[rows],
    ]


def result(found: Result, words: Words, *, stop: bool = False, current: bool = False) -> Element:
    """
    :param stop: whether keys come there first
    :param current: whether one has gone there
    """
    message = found.message
    named = f"found-{message.id}"
    return li(
        class_=["result", {"aside": message.is_aside}],
        data_result_id=str(message.id),
        data_where=found.where,
        aria_current="true" if current else None,
    )[
        span(".worn", data_fact_html=f"{key_of(message.author_id)}.cat"),
        div(".told", id=named)[
            span(".what")[name(message.author_id), " · ", moment(message.at)],
            _aside(found, words),
            _file(found, words),
            span(".said", dir="auto")[excerpt(found.excerpt)],
        ],
        [
            button(
                f".goes.{look}",
                type="button",
                tabindex="0" if stop else "-1",
                data_action=does,
                data_key=str(message.id),
                aria_labelledby=named,
            )
            for does, look in ((GO, "beside"), (LEAVE, "instead"))
        ],
    ]


def excerpt(parts: Excerpt) -> list[Node]:
    """A piece of what was said, with what was sought marked in it."""
    return [mark[text] if is_sought else text for text, is_sought in parts]


def _aside(found: Result, words: Words) -> Node:
    if not found.message.is_aside:
        return None
    return span(".to")[icon("lock", 12), span[sentence(words, ASIDE_TO, names=names(found.message.recipients))]]


def _file(found: Result, words: Words) -> Node:
    if found.where == "card":
        return span(".in-file")[icon("hash", 14), span[words("Record")]]
    # Else what it holds besides its words: one may have asked for that.
    files = [found.file] if found.file else found.message.files
    if not files:
        return None
    told = span(".aloud")[signs.kind(files[0], words)], " ", signs.name(files[0])
    others = span(".others")[f"+{len(files) - 1}"] if len(files) > 1 else None
    return span(".in-file")[signs.sign(files[0], 14), told, others]
