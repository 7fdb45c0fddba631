"""What somebody has written and not sent yet: the text, for whom it is, and what goes with it. It is kept as JSON.

It comes from a browser. What of it is no text, nobody's id and no record is kept as it is, and bounded: whoever sends
it looks at it then. How a part is shown is drawn anew each time: of a message that goes, nothing stays in it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeGuard

from app.locale import N_
from app.store.ids import LARGEST
from app.store.messages import RECIPIENTS_MOST
from app.store.posting import FILES_MOST, Posted
from app.store.refusal import Refused
from app.text.typed import clean_name

if TYPE_CHECKING:
    from app.store.state import Member
    from app.store.store import Store

LONGEST = 30_000
"""Of its JSON, in characters: more than the longest message and the largest record."""

PARTS_MOST = 12

BEGINNING = 160
"""Characters by which one knows it again in a list."""

UNCLEAR = N_("What is written here cannot be kept: reload the page and try again.")

Content = dict[str, Any]

EMPTY: Content = {"text": "", "to": [], "half": "", "card": None}
"""What is known of it here: the text, for whom, of whom one is half typed, and a record. With files, these are the last
part, `files`: the `key` of each, in their order."""


def written(given: object) -> str:
    """What somebody has written, as it is kept; "" when it is nothing that could be sent.

    :raises Refused: when it is no such thing, or too long
    """
    if not isinstance(given, dict) or len(given) > PARTS_MOST:
        raise Refused(UNCLEAR)
    content = {**EMPTY, **_bare(given)}
    text, to, half, card = (content[name] for name in EMPTY)
    if not (isinstance(text, str) and isinstance(half, str) and isinstance(card, dict | None) and _is_circle(to)):
        raise Refused(UNCLEAR)
    files = [{"key": each} for each in keys_of(content.pop("files", None))]
    if not text.strip() and card is None and not files:
        return ""
    if files:
        content["files"] = files
    try:
        kept = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused(UNCLEAR) from error
    if len(kept) > LONGEST:
        raise Refused("This is too long to be kept.")
    # Halves of characters: nothing could be made of them again.
    return kept.encode("utf-8", "replace").decode()


def draft(given: object) -> str:
    """As `written`, of what is not to be sent yet: by what it answers it is kept, and that may go. None: nothing."""
    if isinstance(given, dict):
        given = {name: _arrived(part) for name, part in given.items() if name != "reply"}
    return "" if given is None else written(given)


def _arrived(part: object) -> object:
    """Of several files those that are here: what is on its way is no part of a draft yet."""
    if not isinstance(part, list):
        return part
    return [each for each in part if not (isinstance(each, dict) and "part" in each and "key" not in each)]


def read(kept: str) -> Content:
    """What `written` wrote."""
    content: Content = json.loads(kept)
    return content


def keys_of(given: object) -> tuple[int, ...]:
    """The ids of the files that go with it, as a browser names them: the `key` of each. None: there are none.

    :raises Refused: when it is no such thing
    """
    if given is None:
        return ()
    if not isinstance(given, list) or len(given) > FILES_MOST:
        raise Refused(UNCLEAR)
    found = [each["key"] for each in given if isinstance(each, dict) and _is_id(each.get("key"))]
    if len(set(found)) < len(given):
        raise Refused(UNCLEAR)
    return tuple(found)


def files_of(kept: str) -> tuple[int, ...]:
    """The ids of the files that go with what was kept: as long as it is, they are not swept away."""
    return tuple(each["key"] for each in read(kept).get("files", ()))


def rewritten(kept: str, text: str) -> str:
    """The same with another text.

    :raises Refused: as `written`, and when nothing is left
    """
    changed = written({**read(kept), "text": text})
    if not changed:
        raise Refused("There is nothing to send: the message is empty.")
    return changed


def beginning(kept: str) -> str:
    """How it begins, on one line."""
    content = read(kept)
    text = clean_name(content["text"][: 4 * BEGINNING]) or clean_name(str((content["card"] or {}).get("title", "")))
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING].rstrip()}…"


async def post(store: Store, by: Member, canal_id: int, kept: str, nonce: str) -> Posted:
    """Say it.

    :raises Refused: as `messages.post`
    """
    content = read(kept)
    text, to, card = content["text"], content["to"], content.get("card")
    return await store.messages.post(by, canal_id, text, to, nonce, card, answered(content), files_of(kept))


def answered(content: Content) -> int | None:
    """The message that it answers, if it answers any; what is no id is that of none."""
    reply = content.get("reply")
    key = reply.get("key") if isinstance(reply, dict) else None
    return key if key is None or _is_id(key) else 0


def _is_circle(value: object) -> bool:
    ids = value if isinstance(value, list) and len(value) <= RECIPIENTS_MOST else [None]
    return all(map(_is_id, ids))


def _is_id(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value <= LARGEST


def _bare(given: Content) -> Content:
    """Without how each part was shown."""
    return {
        name: {key: each for key, each in part.items() if key != "shown"} if isinstance(part, dict) else part
        for name, part in given.items()
    }
