"""What a page holds when it opens, and what one that was away lacks: both come from the store, whole or by revision."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.components.asking import Answer
from app.components.wire.ops import Json, to_json
from app.components.wire.rows import FIRST
from app.components.wire.wire import Wire
from app.store import Forbidden, Store, access
from app.store.messages import Page
from app.store.state import Canal, Member

AROUND = 40
"""Messages of a piece of history, before and after the one that one came for."""

Known = tuple[int, int]
"""Up to which revision a page knows a log; and of a piece of history the newest message in it, 0 when it reaches to the
newest of all."""


@dataclass(frozen=True)
class Piece:
    """A piece of a canal's history, and the message that one came there for."""

    page: Page
    goal: int | None


async def piece_around(store: Store, member: Member, canal_id: int, message_id: int) -> Piece:
    """:raises Forbidden: when the canal does not exist for this member"""
    return Piece(await store.messages.around(member, canal_id, message_id, AROUND), message_id)


def opening(store: Store, wire: Wire, member: Member, lang: str, canal: Canal, piece: Piece | None = None) -> Answer:
    """What shows of a canal that opens: its newest messages, or those that one came for."""
    if piece:
        return {"log": wire.rows.page(member, lang, piece.page, goal=piece.goal)}
    return {"log": wire.rows.page(member, lang, store.messages.newest(member, canal.id, FIRST))}


def snapshot(
    store: Store,
    wire: Wire,
    member: Member,
    lang: str,
    canal_id: int | None,
    others: Sequence[int] = (),
    arrives: bool = False,
    piece: Piece | None = None,
) -> str:
    """All that a page of this member holds, as JSON that may stand inside a script element.

    :param lang: the page's language
    :param canal_id: the canal that it shows, if that exists for this member
    :param others: the canals that it shows besides; those that do not exist for this member are left out
    :param arrives: whether they are just opening it
    :param piece: what it shows of that canal, when not the newest
    """
    wire.langs.add(lang)
    mine = {canal.id: canal for canal in access.canals_of(store.state, member)}

    def log(of: int | None, piece: Piece | None = None) -> str:
        return to_json(opening(store, wire, member, lang, mine[of], piece)["log"]) if of in mine else "null"

    facts = to_json(wire.facts.whole(member, lang, arrives))
    besides = ",".join(log(each) for each in others if each in mine)
    return f'{{"facts":{facts},"log":{log(canal_id, piece)},"others":[{besides}]}}'


async def lacking(wire: Wire, member: Member, lang: str, logs: Mapping[int, Known], facts: object) -> Answer:
    """What a page lacks that was away.

    :param logs: the canals that are open in it and exist for this member, each with how far it knows it
    :param facts: the stamp of the facts that it knows
    """
    found = []
    for canal_id, (at, until) in logs.items():
        # One that is theirs no longer since a moment ago goes from the page by its facts.
        with contextlib.suppress(Forbidden):
            found.append(await wire.rows.lacking(member, lang, canal_id, at, until))
    passing = wire.typing.now(member, lang)
    ops = [each for each in (*found, passing) if each is not None and not isinstance(each, Json)]
    answer: Answer = {
        "missed": [Json(op.as_json()) for op in ops],
        "logs": [page for page in found if isinstance(page, Json)],
    }
    if not wire.facts.is_known(member, lang, facts):
        answer["facts"] = wire.facts.whole(member, lang)
    return answer
