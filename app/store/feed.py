"""What just changed, as small frozen values that another transport than this process could carry."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.store.state import Message

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """Whole, not by its id: after a flood, memory may no longer hold what the first of it was."""

    message: Message


@dataclass(frozen=True, slots=True)
class MemberChanged:
    """A member is new, or something that others see of them changed."""

    member_id: int


@dataclass(frozen=True, slots=True)
class StatusChanged:
    member_id: int


@dataclass(frozen=True, slots=True)
class CanalChanged:
    """A canal is new, or its name, colour, topic or archive flag changed."""

    canal_id: int


@dataclass(frozen=True, slots=True)
class CanalJoined:
    canal_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class CanalLeft:
    canal_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class ReadingChanged:
    """What one member has seen of one canal changed."""

    member_id: int
    canal_id: int


@dataclass(frozen=True, slots=True)
class PreferencesChanged:
    """One member wants some of their canals otherwise."""

    member_id: int
    canal_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DesktopChanged:
    member_id: int


@dataclass(frozen=True, slots=True)
class SessionEnded:
    session_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class SettingChanged:
    member_id: int
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class OfficeChanged:
    pass


@dataclass(frozen=True, slots=True)
class Reloaded:
    """Memory was read anew from the database: anything may be otherwise than was told before."""


Change = (
    MessagePosted
    | MemberChanged
    | StatusChanged
    | CanalChanged
    | CanalJoined
    | CanalLeft
    | ReadingChanged
    | PreferencesChanged
    | DesktopChanged
    | SessionEnded
    | SettingChanged
    | OfficeChanged
    | Reloaded
)
Listener = Callable[[Sequence[Change]], None]


class Feed:
    """Tells its listeners, on the event loop and in commit order, what one batch of commands changed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def publish(self, changes: Sequence[Change]) -> None:
        for listener in self._listeners:
            try:
                listener(changes)
            except Exception:
                # One deaf listener must not keep the others, or the author, from their answer.
                log.exception("a listener of the feed failed")
