"""Notifications: whose browser says that something was said, and in which words."""

from __future__ import annotations

from dataclasses import dataclass

from app.components.window.announcement import in_short
from app.components.window.cat_icon import cat_address
from app.locale import Words, listed
from app.store import Store, received
from app.store.said import Message
from app.store.state import Canal, Member
from app.store.unseen import is_news


@dataclass(frozen=True, slots=True)
class Notice:
    """What a browser needs to say it. `key`: the canal that opens when it is pressed. `tag`: one's other tabs tell of
    the same message, and it shows once. `silent`: its sound is ours, or none."""

    key: int
    title: str
    body: str
    icon: str
    tag: str
    silent: bool = True

    def as_json(self) -> dict[str, str | int]:
        return {name: getattr(self, name) for name in self.__slots__}


def rings(store: Store, member: Member, canal: Canal, message: Message) -> bool:
    """Whether a message that is being posted, or names them anew, rings for them: it is news to them, and wanted."""
    return is_wanted(store, member, canal, message) and is_news(store, member, canal, message)


def is_wanted(store: Store, member: Member, canal: Canal, message: Message) -> bool:
    """Whether the canal's level, theirs, lets it ring: all of it, or what is meant for them."""
    level = store.state.preference(member.id, canal.id).level
    return level == "all" or (level == "mentions" and bool(received.why(message, member.id)))


def notice(store: Store, message: Message, words: Words) -> Notice:
    """What the browsers of all for whom it rings say of a message."""
    canal = store.state.canals[message.canal_id]
    author = store.state.members[message.author_id].nickname
    who = words("{name}, in an aside", name=author) if message.is_aside else author
    where = "" if canal.kind == "direct" else canal.name
    return Notice(
        canal.id,
        listed((who, where), " · "),
        in_short(message, store.state.nickname, words),
        cat_address(canal.color),
        f"miaou-{message.id}",
    )
