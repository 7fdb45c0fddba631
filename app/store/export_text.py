"""A conversation as plain text, as it was typed: for whatever reads nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import indent

from app.locale import listed
from app.store import cards
from app.store.export_contents import Contents, Conversation, Said
from app.store.export_pages import clock, event_sentence, local
from app.store.said import Message

UNDER = "    "
"""Before each line of what somebody said."""


def lines(
    contents: Contents, conversation: Conversation, about: Iterable[str], messages: Iterable[Said]
) -> Iterator[str]:
    """:param about: what stands under its name"""
    yield f"{conversation.name}\n{'=' * len(conversation.name)}\n"
    yield "".join(f"{each}\n" for each in about if each)
    day: date | None = None
    for said in messages:
        at = local(said.message.at)
        if at.date() != day:
            day = at.date()
            yield f"\n{contents.words.date(day, 'full')}\n"
        yield f"\n{clock(at)} {_said(contents, said)}"


def _said(contents: Contents, said: Said) -> str:
    message, words = said.message, contents.words
    if message.event:
        return f"* {event_sentence(contents, message)}\n"
    told = [contents.nickname(message.author_id)]
    if message.is_aside:
        names = listed(map(contents.nickname, message.recipients))
        told.append(f"({words('aside to {names}', names=names)})")
    if message.edited:
        told.append(f"({_edited(contents, message)})")
    return f"{' '.join(told)}\n{indent(_content(contents, said), UNDER, lambda _: True)}"


def _edited(contents: Contents, message: Message) -> str:
    at = local(message.edited)
    if at.date() == local(message.at).date():
        return contents.words("edited {time}", time=clock(at))
    return contents.words("edited on {day}, {time}", day=contents.words.date(at.date(), "full"), time=clock(at))


def _content(contents: Contents, said: Said) -> str:
    message = said.message
    parts = []
    if message.quote is not None:
        quoted = contents.quoted(message.quote)
        if message.quote.gone:
            parts.append(f"> {contents.words('Message deleted')}\n")
        else:
            parts.append(f"> {contents.nickname(message.quote.author_id)}: {quoted}\n")
    if said.text:
        parts.append(f"{said.text}\n")
    parts += [f"[{file.name}]\n" for file in message.files]
    if message.card:
        card = cards.read(message.card)
        parts += [f"[{card.title}]\n", *(f"{name}: {value}\n" for name, value in card.fields)]
        parts += [f"{card.link}\n"] * bool(card.link)
    parts += [f"{emoji} {listed(map(contents.nickname, by))}\n" for emoji, by in message.reactions]
    return "".join(parts)
