"""References such as FA2024-0153 that become links: the patterns that administrators set.

See `app.text.references` for what a pattern says. Links are made once, when a message is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import Connection, delete, insert
from sqlmodel import col

from app.store import access, audit, tables
from app.store.feed import Administered, Change
from app.store.refusal import Refused, about
from app.store.state import Member, Reference
from app.store.writer import Command
from app.text.links import web_address
from app.text.references import PLACE, Finder, Pattern
from app.text.typed import clean_name

if TYPE_CHECKING:
    from app.store.store import Store

MOST = 20
LONGEST = 40
SHORTEST = 3
"""A pattern for every digit of every message would help nobody."""

ADDRESS_LONGEST = 500

_BETWEEN = frozenset("-_/. °")


class Add(Command[Reference]):
    def __init__(self, store: Store, by: Member, pattern: str, address: str) -> None:
        self.store, self.by, self.pattern, self.address = store, by, pattern, address

    def check(self) -> None:
        access.access_admin(self.store.state, self.by)
        known = self.store.state.references
        if any(reference.pattern == self.pattern for reference in known):
            raise Refused("There is already such a pattern: remove it first.")
        if len(known) >= MOST:
            raise Refused("There are at most {n} patterns: remove one first.", n=MOST)

    def write(self, connection: Connection) -> Reference:
        kept = {"pattern": self.pattern, "address": self.address}
        added = connection.execute(insert(tables.Reference).values(kept))
        assert added.inserted_primary_key is not None
        audit.note(self.store, connection, self.by, "reference-added", **kept)
        return Reference(added.inserted_primary_key[0], **kept)

    def apply(self, result: Reference) -> Sequence[Change]:
        self.store.state.references += (result,)
        return [Administered()]


class Remove(Command[None]):
    def __init__(self, store: Store, by: Member, reference_id: int) -> None:
        self.store, self.by, self.reference_id = store, by, reference_id

    def check(self) -> None:
        access.access_admin(self.store.state, self.by)
        known = {reference.id: reference for reference in self.store.state.references}
        if self.reference_id not in known:
            raise Refused("This pattern has already been removed.")
        self.reference = known[self.reference_id]

    def write(self, connection: Connection) -> None:
        connection.execute(delete(tables.Reference).where(col(tables.Reference.id) == self.reference.id))
        audit.note(self.store, connection, self.by, "reference-removed", pattern=self.reference.pattern)

    def apply(self, result: None) -> Sequence[Change]:
        state = self.store.state
        state.references = tuple(each for each in state.references if each.id != self.reference.id)
        return [Administered()]


class References:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._sought: tuple[Reference, ...] = ()
        self._finder: Finder | None = None

    @property
    def all(self) -> tuple[Reference, ...]:
        return self._store.state.references

    @property
    def finder(self) -> Finder | None:
        """What finds all of them in a text; None when there is nothing to find."""
        if self._sought is not self.all:
            self._sought = self.all
            self._finder = Finder([Pattern(each.pattern, each.address) for each in self.all]) if self.all else None
        return self._finder

    async def add(self, by: Member, pattern: str, address: str) -> Reference:
        """From now on, what looks like this pattern leads to the address, the reference in place of `{ref}`.

        :raises Refused: when the pattern or the address will not do, or there are enough; `Forbidden`: unless `by`
            is an administrator
        """
        access.access_admin(self._store.state, by)
        adding = Add(self._store, by, acceptable_pattern(pattern), acceptable_address(address))
        return await self._store.writer.run(adding)

    async def remove(self, by: Member, reference_id: int) -> None:
        """:raises Refused: when it is no longer there; `Forbidden`: unless `by` is an administrator"""
        await self._store.writer.run(Remove(self._store, by, reference_id))


@about("pattern")
def acceptable_pattern(typed: str) -> str:
    """A pattern as it is kept. It begins and ends with a letter or digit, or with what stands for one.

    :raises Refused: when it says nothing that could be found
    """
    pattern = clean_name(typed[: 2 * LONGEST])
    if not SHORTEST <= len(pattern) <= LONGEST:
        raise Refused("A pattern has {least} to {most} characters.", least=SHORTEST, most=LONGEST)
    if not {"#", "@"} & set(pattern):
        raise Refused("A pattern needs a # for each digit, or an @ for each letter: FA####-####.")
    if not all(_is_sign(character) or character in _BETWEEN for character in pattern):
        raise Refused("A pattern is made of letters, digits, #, @, spaces and the signs - _ / . °")
    if not (_is_sign(pattern[0]) and _is_sign(pattern[-1])):
        raise Refused("A pattern begins and ends with a letter, a digit, # or @.")
    return pattern


def _is_sign(character: str) -> bool:
    return character.isalnum() or character in "#@"


@about("address")
def acceptable_address(typed: str) -> str:
    """Where a pattern's references lead, with `{ref}` once in it and behind its host.

    :raises Refused: when it is no web address, or does not say where the reference goes
    """
    address = typed.strip()
    if len(address) > ADDRESS_LONGEST:
        raise Refused("This address has at most {n} characters.", n=ADDRESS_LONGEST)
    if address.count(PLACE) != 1:
        raise Refused("The address needs {place} once, where the reference goes.", place=PLACE)
    one, other = (web_address(address.replace(PLACE, reference)) for reference in ("FA1", "FA2"))
    if one is None or other is None or urlsplit(one).netloc != urlsplit(other).netloc:
        raise Refused("The address must be a complete web address, with {place} after its host.", place=PLACE)
    return address
