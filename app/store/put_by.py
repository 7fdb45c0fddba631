"""What a member has put by: what they are writing, what is sent later, and of what they want to be reminded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member is writing in a canal (see `composed`), and when they typed it last.

    :param reply_to: the message that it answers, which may be gone by now; 0: none
    """

    canal_id: int
    reply_to: int
    content: str
    typed: int


@dataclass(frozen=True, slots=True)
class Scheduled:
    """What a member wants to be sent at a time.

    :param content: as in a draft; nothing of it once it is sent, which may be edited and deleted
    :param trouble: why it could not be sent then, as an English sentence
    :param sent: the message that it became, when that was late: they are to be told
    """

    id: int
    member_id: int
    canal_id: int
    nonce: str
    content: str
    due: int
    trouble: str = ""
    sent: int = 0

    @property
    def waits(self) -> bool:
        return not (self.trouble or self.sent)


@dataclass(frozen=True, slots=True)
class Reminder:
    """Of which message a member wants to be reminded, and when; `done`: since when they are, 0 before that."""

    member_id: int
    message_id: int
    canal_id: int
    due: int
    done: int = 0
