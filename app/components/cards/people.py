"""Members as the forms show them."""

from collections.abc import Iterable

from htpy import Element

from app.components.forms import Person, left
from app.components.fragments import worn
from app.locale import Words
from app.store import Store
from app.store.names import in_order
from app.store.state import Member


def role(words: Words, member: Member) -> str:
    return words("Administrator") if member.is_admin else words("Member")


def found(words: Words) -> Element:
    """Says how many of them a filter leaves."""
    return left(words("Nobody by that name."), lambda n: words.plural("{n} member", "{n} members", n, n="{n}"))


def people(store: Store, members: Iterable[Member]) -> list[Person]:
    """These members in the order of their names."""
    ordered = sorted(members, key=in_order)
    return [
        Person(member.id, member.nickname, member.note, worn(member, store.presence.status(member.id)))
        for member in ordered
    ]
