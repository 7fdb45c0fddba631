"""Drafts: what each member is writing in each canal, for all of their devices. Nobody else learns of it.

Each answer that is begun is one of its own, beside that of its canal; what it answers may be gone by now.

Of two, the newer one stays: a browser says how long ago something was typed, and not when: its clock may be wrong.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, bindparam, delete, select, tuple_
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import col

from app.store import access, composed, tables
from app.store.feed import Change, DraftChanged
from app.store.put_by import Draft
from app.store.refusal import Refused
from app.store.state import Member, State
from app.store.writer import Command

if TYPE_CHECKING:
    from app.store.store import Store

DRAFTS_MOST = 100
"""Of one member."""

Key = tuple[int, int, int]
"""By member, canal and the message that is answered; 0: none."""

OLDEST_MS = 10 * 366 * 24 * 3_600_000
"""What is said to be typed longer ago was typed by a clock that is wrong."""


def load(state: State, connection: Connection) -> None:
    """Take what the database holds into memory."""
    rows = connection.execute(select(tables.Draft.__table__)).mappings()  # type: ignore[attr-defined]
    for row in rows:
        _place(state, row["member_id"], row["canal_id"], row["reply_to"], _draft(row))


def _draft(row: Any) -> Draft:
    return Draft(row["canal_id"], row["reply_to"], row["content"], row["typed"])


def _place(state: State, member_id: int, canal_id: int, reply_to: int, draft: Draft | None) -> None:
    """In memory, that one stands there from now on, or none."""
    canals = state.drafts.setdefault(member_id, {})
    others = [each for each in canals.pop(canal_id, ()) if each.reply_to != reply_to]
    drafts = [*others, draft] if draft else others
    if drafts:
        canals[canal_id] = tuple(sorted(drafts, key=_newest_first))


def _newest_first(draft: Draft) -> int:
    return -draft.typed


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands after a draft was given: that one or a newer one, or none; and whether something changed by it."""

    draft: Draft | None
    changed: bool


class Keep(Command[Kept]):
    """:param content: as `composed.draft` makes it, "" when nothing is written there any more"""

    shareable = True

    def __init__(self, store: Store, member: Member, canal_id: int, reply_to: int, content: str, typed: int) -> None:
        self.store, self.member, self.canal_id, self.reply_to = store, member, canal_id, reply_to
        self.content, self.typed = content, typed

    @property
    def key(self) -> Key:
        return self.member.id, self.canal_id, self.reply_to

    def check(self) -> None:
        state = self.store.state
        if not self.content:
            # Also in a canal that one has left.
            access.current(state, self.member)
            return
        access.access_canal(state, self.member, self.canal_id)
        here = self.canal_id, self.reply_to
        others = sum((each.canal_id, each.reply_to) != here for each in self.store.drafts.of(self.member))
        if others >= DRAFTS_MOST:
            raise Refused("You have {n} drafts: send some of them, or throw some away.", n=others)

    @classmethod
    def write_many(cls, connection: Connection, commands: Sequence[Any]) -> list[Any]:
        """All drafts of a batch in three statements, however many there are."""
        # From the table: memory does not know yet what this same transaction wrote.
        rows = connection.execute(_FIND, {"keys": list({command.key for command in commands})}).mappings()
        before = {(row["member_id"], row["canal_id"], row["reply_to"]): _draft(row) for row in rows}
        standing = dict[Key, Draft | None](before)
        outcomes = [command.placed(standing) for command in commands]
        kept = [
            dataclasses.asdict(draft) | {"member_id": key[0]}
            for key, draft in standing.items()
            if draft and draft != before.get(key)
        ]
        if kept:
            connection.execute(_KEEP, kept)
        gone = [key for key, draft in standing.items() if draft is None and key in before]
        if gone:
            connection.execute(_DROP, {"keys": gone})
        return outcomes

    def placed(self, standing: dict[Key, Draft | None]) -> Kept:
        """Let it stand among these, if none that is newer stands there."""
        now = self.store.clock()
        before = standing.get(self.key)
        # One from the future was typed by a clock that was wrong, and does not win for ever.
        is_older = before is not None and self.typed < before.typed <= now
        if is_older or (before.content if before else "") == self.content:
            return Kept(before, changed=False)
        draft = Draft(self.canal_id, self.reply_to, self.content, self.typed)
        if before and draft.typed == before.typed:
            # By which the two are told apart.
            draft = dataclasses.replace(draft, typed=self.typed + 1)
        standing[self.key] = draft if self.content else None
        return Kept(standing[self.key], changed=True)

    def apply(self, result: Kept) -> Sequence[Change]:
        if not result.changed:
            return ()
        _place(self.store.state, *self.key, result.draft)
        return [DraftChanged(self.member.id, self.canal_id)]


_COLUMNS = col(tables.Draft.member_id), col(tables.Draft.canal_id), col(tables.Draft.reply_to)
_KEY = tuple_(*_COLUMNS)
_THOSE = _KEY.in_(bindparam("keys", expanding=True))
_FIND = select(tables.Draft.__table__).where(_THOSE)  # type: ignore[attr-defined]
_DROP = delete(tables.Draft).where(_THOSE)
_INSERT = insert(tables.Draft)
_KEEP = _INSERT.on_conflict_do_update(
    index_elements=_COLUMNS,
    set_={"content": _INSERT.excluded.content, "typed": _INSERT.excluded.typed},
)


class Drafts:
    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, member: Member) -> list[Draft]:
        """All of a member's, also in canals that they have left since; the newest first."""
        drafts = self._store.state.drafts.get(member.id, {}).values()
        return sorted((draft for there in drafts for draft in there), key=_newest_first)

    def there(self, member: Member, canal_id: int) -> tuple[Draft, ...]:
        """All of theirs in a canal; the newest first."""
        return self._store.state.drafts.get(member.id, {}).get(canal_id, ())

    def at(self, member: Member, canal_id: int, reply_to: int = 0) -> Draft | None:
        return next((each for each in self.there(member, canal_id) if each.reply_to == reply_to), None)

    async def keep(self, member: Member, canal_id: int, given: object, age: int, reply_to: int = 0) -> Draft | None:
        """Keep what a member has written in a canal, unless something newer is kept there; returns what then is.

        :param given: what `composed.draft` takes; None, or what could not be sent, when nothing is written there
        :param age: how many milliseconds ago it was typed
        :param reply_to: the message that it answers; 0: none
        :raises Refused: when it cannot be kept; `Forbidden`: in a canal that does not exist for them
        """
        content, typed = composed.draft(given), self._store.clock() - min(max(age, 0), OLDEST_MS)
        return (await self._store.writer.run(Keep(self._store, member, canal_id, reply_to, content, typed))).draft

    async def sent(
        self, member: Member, canal_id: int, text: str, reply_to: int = 0, files: Collection[int] = ()
    ) -> None:
        """What was sent is no draft any more, whatever becomes of the page that it was sent from.

        :param files: that went with it; a draft that holds others is another one
        """
        draft = self.at(member, canal_id, reply_to)
        if draft is None or not set(composed.files_of(draft.content)) <= set(files):
            return
        if composed.read(draft.content)["text"].strip() == text.strip():
            await self.discard(member, canal_id, reply_to)

    async def discard(self, member: Member, canal_id: int, reply_to: int = 0) -> None:
        """Nothing is written there any more."""
        await self.keep(member, canal_id, None, 0, reply_to)
