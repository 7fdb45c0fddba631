"""A line about something that happened to the canal, in its reader's language and under today's names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from htpy import Element, Node, article, bdi, button, i

from app.components.window.sentences import name, sentence
from app.locale import N_, Words
from app.store.said import Message

_SENTENCES = {
    "renamed": N_("{name} renamed the canal: {new}"),
    "coloured": N_("{name} gave the canal another colour"),
    "described": N_("{name} changed the topic: {new}"),
    "undescribed": N_("{name} took the topic away"),
    "explained": N_("{name} changed the description"),
    "unexplained": N_("{name} took the description away"),
    "pinned": N_("{name} pinned {message}"),
    "unpinned": N_("{name} unpinned {message}"),
    "archived": N_("{name} archived the canal"),
    "restored": N_("{name} restored the canal"),
    "joined": N_("{name} joined the office"),
    "added": N_("{name} added {member}"),
    "removed": N_("{name} took out {member}"),
    "left": N_("{name} left the canal"),
    "taken-over": N_("{name} took over the canal, which nobody was in any more"),
}
"""By what `app.store.events` writes down."""

A_MESSAGE = N_("a message")
"""What is pinned: in a log, a button that leads there."""

_COLOR = re.compile(r"#[0-9a-f]{6}")


def event_line(message: Message, words: Words) -> Element:
    """:raises KeyError: when nobody knows what happened"""
    happened, told = _happened(message)
    color = str(happened.get("color", ""))
    values: dict[str, Node] = {
        "name": name(message.author_id),
        "new": bdi[_new(happened)],
        "member": name(happened.get("member", 0)),
        "message": _message(happened.get("message", 0), words),
    }
    return article(
        ".event",
        tabindex="-1",
        data_message_id=str(message.id),
        data_author_id=str(message.author_id),
        data_at=str(message.at),
    )[
        sentence(words, told, **values),
        i(".tinted", style=f"--c:{color}") if _COLOR.fullmatch(color) else None,
    ]


def _message(message_id: int, words: Words) -> Element:
    """It leads there, also once that is pinned no longer, or gone: then it is said that it is."""
    return button(".to-message", type="button", tabindex="-1", data_action="go-to-message", data_key=str(message_id))[
        words(A_MESSAGE)
    ]


def event_told(message: Message, called: Callable[[int], str], words: Words) -> str:
    """The same as one sentence, under the names of this moment.

    :param called: what the member of an id is called
    """
    happened, told = _happened(message)
    member = called(happened["member"]) if "member" in happened else ""
    return words(told, name=called(message.author_id), new=_new(happened), member=member, message=words(A_MESSAGE))


def _happened(message: Message) -> tuple[Mapping[str, Any], str]:
    """What was written down, and the sentence for it."""
    happened = json.loads(message.event)
    what = happened["what"]
    if what == "described" and not happened["topic"]:
        what = "undescribed"
    return happened, _SENTENCES[what]


def _new(happened: Mapping[str, Any]) -> str | None:
    """The name or the topic that the canal has since."""
    return happened.get("name") or happened.get("topic")
