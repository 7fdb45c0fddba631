"""The zip of an export: `export.json`, `messages.json`, pages for a person to read, and the member's own files."""

from __future__ import annotations

import dataclasses
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from app.store import cards
from app.store.export_contents import Contents, Conversation, Said, iso
from app.store.export_pages import Pages
from app.store.said import File, Message, Quote

FORMAT = 1
"""Of the two JSON files; another number when a program that reads them must be changed."""

LEVEL = 4
"""How hard zlib tries: its usual 6 takes half as long again and saves a twentieth."""

READINGS = 2
"""How often the history is read: a zip takes one file at a time, first the messages, then the pages."""

TOGETHER = 100
"""Messages that are compressed at once: one by one, more time would go into the calls than into the work."""

_ENCODER = json.JSONEncoder(ensure_ascii=False)


def write(file: IO[bytes], contents: Contents, images: Mapping[int, bytes], original: Callable[[str], Path]) -> None:
    """Write the zip. Nothing is held of the history but a chunk at a time.

    :param images: the member's, by their size in pixels, the largest first
    :param original: where on the disk lies what the digest of a file stands for
    """
    pages = Pages(contents, next(iter(images.values()), None))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        archive.writestr("index.html", pages.index())
        archive.writestr("export.json", json.dumps(_about(contents), ensure_ascii=False, indent=2) + "\n")
        _add(archive, "messages.json", _messages(contents))
        for place, conversation in enumerate(contents.conversations, 1):
            for name, pieces in pages.conversation(conversation, place):
                _add(archive, name, pieces)
        for size, image in images.items():
            archive.writestr(f"files/image-{size}.webp", image)
        contents.attachments.add(archive, original, contents.went_on)


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    # How large it becomes is not known yet: past 2 GiB, only this form of a zip's header will do.
    with archive.open(name, "w", force_zip64=True) as file:
        waiting: list[str] = []
        for piece in pieces:
            waiting.append(piece)
            if len(waiting) == TOGETHER:
                file.write("".join(waiting).encode())
                waiting.clear()
        file.write("".join(waiting).encode())


def _about(contents: Contents) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made": iso(contents.office.now),
        "office": contents.office.name,
        "card": contents.card(),
        "settings": contents.settings(),
        "canals": contents.canals(),
        "sessions": [
            {
                "created": iso(each.created),
                "last_used": iso(each.seen),
                "agent": each.agent,
                "address": each.address,
            }
            for each in contents.browsers()
        ],
        "desktop": contents.desktop(),
        "later": contents.later(),
        "deeds": contents.deeds(),
    }


def _messages(contents: Contents) -> Iterator[str]:
    """One message a line, by conversation as in `index.html`, oldest first."""
    yield "["
    mark = "\n"
    for conversation in contents.conversations:
        for chunk in contents.messages(conversation):
            for said in chunk:
                yield mark + _ENCODER.encode(_message(contents, conversation, said))
                mark = ",\n"
    yield "\n]\n"


def _message(contents: Contents, conversation: Conversation, said: Said) -> dict[str, Any]:
    message = said.message
    return {
        "id": message.id,
        "time": iso(message.at),
        "canal": {"id": conversation.canal.id, "name": conversation.name, "left": not conversation.told},
        "author": _person(contents, message.author_id),
        "said": message.author_id == contents.member.id,
        "text": said.text,
        "edited": iso(message.edited) if message.edited else None,
        "former": [{"time": iso(each.at), "text": each.text} for each in said.former],
        "answers": _answered(contents, message.quote),
        "reactions": [
            {"emoji": emoji, "members": [_person(contents, each) for each in by]} for emoji, by in message.reactions
        ],
        "recipients": [_person(contents, recipient) for recipient in message.recipients],
        "record": dataclasses.asdict(cards.read(message.card)) if message.card else None,
        "files": [_file(contents, file) for file in message.files],
        "event": _event(contents, message),
    }


def _file(contents: Contents, file: File) -> dict[str, Any]:
    return {"name": file.name, "type": file.media, "size": file.size, "path": contents.attachments.path(file)}


def _answered(contents: Contents, quote: Quote | None) -> dict[str, Any] | None:
    if quote is None:
        return None
    if quote.gone:
        return {"id": quote.id, "deleted": True}
    return {"id": quote.id, "author": _person(contents, quote.author_id), "text": contents.quoted(quote)}


def _event(contents: Contents, message: Message) -> dict[str, Any] | None:
    if not message.event:
        return None
    event: dict[str, Any] = json.loads(message.event)
    return {**event, "member": _person(contents, event["member"])} if "member" in event else event


def _person(contents: Contents, member_id: int) -> dict[str, str]:
    return {"nickname": contents.nickname(member_id), "login": contents.login(member_id)}
