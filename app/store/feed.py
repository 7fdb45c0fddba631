"""What just changed, as small frozen values that another transport than this process could carry."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from app.store.said import Message, Tombstone

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MessagePosted:
    """Whole, not by its id: after a flood, memory may no longer hold what the first of it was."""

    message: Message


@dataclass(frozen=True, slots=True)
class MessageChanged:
    """`counts`: it has just gone, or is back: what is unseen is otherwise. `renames`: so may be whom it names; `named`:
    whom it names, as it never did before."""

    message: Message
    counts: bool = False
    renames: bool = False
    named: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageGone:
    tombstone: Tombstone


@dataclass(frozen=True, slots=True)
class MemberChanged:
    """A member is new, or something that others see of them changed."""

    member_id: int


@dataclass(frozen=True, slots=True)
class StatusChanged:
    member_id: int


@dataclass(frozen=True, slots=True)
class CanalChanged:
    """A canal is new, or its name, colour, topic, description or archive flag changed."""

    canal_id: int


@dataclass(frozen=True, slots=True)
class PinsChanged:
    """What is pinned to a canal is otherwise, or what one of these messages says."""

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
class ReceivedChanged:
    """These members have received something, or something is gone of it, or they have looked at it."""

    member_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReceiptChanged:
    """Others have seen what this member said in a canal, or that may be told otherwise than before."""

    member_id: int
    canal_id: int
    message_id: int


@dataclass(frozen=True, slots=True)
class PreferencesChanged:
    """One member wants some of their canals otherwise."""

    member_id: int
    canal_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DesktopChanged:
    member_id: int


@dataclass(frozen=True, slots=True)
class DraftChanged:
    """What one member is writing in a canal was kept, or is no more."""

    member_id: int
    canal_id: int


@dataclass(frozen=True, slots=True)
class ScheduledChanged:
    """What one member wants to be sent later in a canal is otherwise.

    :param held: the id of what could not be sent just now
    """

    member_id: int
    canal_id: int
    held: int = 0


@dataclass(frozen=True, slots=True)
class RemindersChanged:
    member_id: int


@dataclass(frozen=True, slots=True)
class ReminderDue:
    """A member wanted to be reminded of that message now.

    :param message: None when it is gone, or they may not read it any more
    """

    member_id: int
    message_id: int
    message: Message | None


@dataclass(frozen=True, slots=True)
class TourChanged:
    """How far one member has been shown round."""

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
class Administered:
    """What administrators alone decide and see is otherwise: invitations, sites, keys, references."""


@dataclass(frozen=True, slots=True)
class SafetyChanged:
    """A backup has gone on, or was made, or failed; or the database was looked through."""


@dataclass(frozen=True, slots=True)
class Reloaded:
    """Memory was read anew from the database: anything may be otherwise than was told before."""


Change = (
    MessagePosted
    | MessageChanged
    | MessageGone
    | MemberChanged
    | StatusChanged
    | CanalChanged
    | PinsChanged
    | CanalJoined
    | CanalLeft
    | ReadingChanged
    | ReceivedChanged
    | ReceiptChanged
    | PreferencesChanged
    | DesktopChanged
    | DraftChanged
    | ScheduledChanged
    | RemindersChanged
    | ReminderDue
    | TourChanged
    | SessionEnded
    | SettingChanged
    | OfficeChanged
    | Administered
    | SafetyChanged
    | Reloaded
)
Listener = Callable[[Sequence[Change]], None]


class Feed:
    """Tells its listeners, on the event loop and in commit order, what one batch of commands changed."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._by_kind: dict[type[Any], list[Listener]] = {}

    def subscribe(self, listener: Listener) -> None:
        self._listeners.append(listener)

    def listen(self, kinds: Sequence[type[Any]], listener: Listener) -> Callable[[], None]:
        """Tell this listener of changes of these kinds alone; after `Reloaded` of all.

        :return: what ends it
        """
        for kind in {*kinds, Reloaded} if kinds else ():
            self._by_kind.setdefault(kind, []).append(listener)

        def stop() -> None:
            for kind in {*kinds, Reloaded}:
                # Twice is as good as once.
                self._by_kind[kind] = [each for each in self._by_kind.get(kind, []) if each is not listener]

        return stop

    def publish(self, changes: Sequence[Change]) -> None:
        concerned: dict[Listener, list[Change]] = {}
        for change in changes if self._by_kind else ():
            for listener in self._by_kind.get(type(change), ()):
                concerned.setdefault(listener, []).append(change)
        for listener in self._listeners:
            _tell(listener, changes)
        for listener, some in concerned.items():
            _tell(listener, some)


def _tell(listener: Listener, changes: Sequence[Change]) -> None:
    try:
        listener(changes)
    except Exception:
        # One deaf listener must not keep the others, or the author, from their answer.
        log.exception("a listener of the feed failed")
