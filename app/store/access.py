"""Who may see and do what. Rights are decided here and nowhere else.

Every rule takes the state and the member who asks, and returns the thing or raises `Forbidden` with a sentence
that is the same whether the thing is out of reach or does not exist. `may` asks the same rule beforehand.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import ParamSpec

from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlmodel import col

from app.locale import N_
from app.store import tables
from app.store.doors import Invite, Session
from app.store.put_by import Reminder, Scheduled
from app.store.refusal import Forbidden, Refused
from app.store.said import Deletion, File, Message, Tombstone
from app.store.state import Canal, Member, State

UNKNOWN_CANAL = N_("This canal does not exist, or you are not in it.")
UNKNOWN_ABANDONED = N_("This canal does not exist, or there is somebody in it.")
UNKNOWN_MEMBER = N_("This member does not exist.")
UNKNOWN_MESSAGE = N_("This message does not exist, or you may not read it.")
ARCHIVED = N_("This canal is archived: nothing more can be said in it.")
DELETED = N_("This message has been deleted.")
ANSWERED_GONE = N_("The message that this answers has been deleted: take the quote out, and send it again.")
UNKNOWN_FILE = N_("This file does not exist, or you may not see it.")
UNSENDABLE = N_("One of the files is not there any more: take it out, and attach it again.")
NOTHING_ELSE = N_("The message holds nothing else: delete the message instead.")
UNDONE_BY_NONE = N_("Only whoever deleted a message can bring it back, within eight seconds.")
NO_ASIDES_PINNED = N_("What was said aside cannot be pinned: everybody in the canal would see it.")
UNKNOWN_SCHEDULED = N_("This message is not waiting to be sent any more.")
UNKNOWN_REMINDER = N_("This reminder no longer exists.")
UNKNOWN_INVITE = N_("This invitation has already ended.")
UNKNOWN_SESSION = N_("This session has already ended.")
NOT_BY_THIS_KEY = N_("This key lets no administrator in.")
ADMINS_ONLY = N_("Only an administrator may do this.")
TOO_MANY = N_("In a canal of more than {n} members, only an administrator can mention everybody.")
LAST_ADMIN = N_("The office needs an administrator: make somebody else one first.")

EVERYBODY_MOST = 50
"""Members of a canal, up to which each of them may name all the others at once."""

Asked = ParamSpec("Asked")


def may(rule: Callable[Asked, object], *args: Asked.args, **kwargs: Asked.kwargs) -> bool:
    """Whether a rule of this module would allow it now, so that a menu offers what would be done and nothing else."""
    try:
        rule(*args, **kwargs)
    except Refused:
        return False
    return True


def current(state: State, member: Member) -> Member:
    """The member as they are now: a page or a waiting command may hold an older value."""
    now = state.members.get(member.id)
    if now is None or not now.active:
        raise Forbidden(UNKNOWN_MEMBER)
    return now


def is_in(member: Member, canal: Canal) -> bool:
    """Whether the member is in the canal: everybody in an open one, chosen members in the others."""
    return member.active and (canal.is_open or member.id in canal.joined)


def canals_of(state: State, member: Member) -> Iterator[Canal]:
    """The canals that exist for this member as they are now."""
    now = state.members.get(member.id, member)
    return (canal for canal in state.canals.values() if is_in(now, canal))


def members_of(state: State, canal: Canal) -> Iterator[Member]:
    return (member for member in state.active_members() if is_in(member, canal))


def circle_of(state: State, canal: Canal) -> Iterator[Member]:
    """Those among whom an aside may be said: a conversation of two has nobody to whisper past."""
    if canal.kind != "direct" or len(canal.joined) > 2:
        yield from members_of(state, canal)


def access_canal(state: State, member: Member, canal_id: int) -> Canal:
    canal = state.canals.get(canal_id)
    if canal is None or not is_in(current(state, member), canal):
        raise Forbidden(UNKNOWN_CANAL)
    return canal


def access_post(state: State, member: Member, canal_id: int, recipients: tuple[int, ...]) -> Canal:
    """The canal to post in, when the member may, and when each recipient is somebody else in it."""
    canal = access_canal(state, member, canal_id)
    if canal.archived:
        raise Forbidden(ARCHIVED)
    for recipient_id in recipients:
        recipient = state.members.get(recipient_id)
        if recipient is None or recipient_id == member.id or not is_in(recipient, canal):
            raise Forbidden("One of the recipients is not in this canal.")
    return canal


def access_file_to_send(state: State, member: Member, file: File | None) -> File:
    """A file that this member brought, and that no message holds. Of all others it is said that there is none."""
    if file is None or file.owner_id != current(state, member).id or file.message_id is not None:
        raise Forbidden(UNSENDABLE)
    return file


def access_everybody(state: State, member: Member, canal_id: int) -> Canal:
    """The canal, when this member may name everybody in it at once: where they are many, administrators alone."""
    canal = access_canal(state, member, canal_id)
    if sum(1 for _ in members_of(state, canal)) > EVERYBODY_MOST and not current(state, member).is_admin:
        raise Forbidden(TOO_MANY, n=EVERYBODY_MOST)
    return canal


def access_canal_to_edit(state: State, member: Member, canal_id: int) -> Canal:
    """The canal, when this member may rename, colour and describe it: any of its members, as in Gestan."""
    canal = access_canal(state, member, canal_id)
    if canal.kind == "direct":
        raise Forbidden("A direct conversation has no name or colour to change.")
    if canal.archived:
        raise Forbidden("This canal is archived: restore it first.")
    return canal


def access_canal_to_manage(state: State, member: Member, canal_id: int) -> Canal:
    """The canal, when this member may say who is in it: its creator, or an administrator who is in it."""
    canal = access_canal(state, member, canal_id)
    if canal.kind != "private":
        raise Forbidden("Only a private canal has chosen members.")
    if member.id != canal.creator_id and not current(state, member).is_admin:
        raise Forbidden("Only the canal's creator or an administrator may choose its members.")
    return canal


def access_canal_to_archive(state: State, member: Member, canal_id: int) -> Canal:
    """The canal, when this member may close or restore it: its creator, or an administrator who is in it."""
    canal = access_canal(state, member, canal_id)
    if canal.kind == "direct":
        raise Forbidden("A direct conversation cannot be archived.")
    if member.id != canal.creator_id and not current(state, member).is_admin:
        raise Forbidden("Only the canal's creator or an administrator may archive it.")
    return canal


def access_canal_to_leave(state: State, member: Member, canal_id: int) -> Canal:
    canal = access_canal(state, member, canal_id)
    if canal.kind == "direct":
        raise Forbidden("A direct conversation cannot be left.")
    if canal.is_open:
        raise Forbidden("Everyone is in an open canal: it cannot be left.")
    return canal


def is_abandoned(state: State, canal: Canal) -> bool:
    """Whether nobody is in a private canal any more: each of its members has left it, or their account is closed.

    A direct conversation is never that: it is its members' alone, and theirs again with their accounts.
    """
    return canal.kind == "private" and not any(members_of(state, canal))


def access_canal_to_take_over(state: State, member: Member, canal_id: int) -> Canal:
    """A canal that nobody is in any more, for an administrator: nobody else could ever find it again."""
    access_admin(state, member)
    canal = state.canals.get(canal_id)
    if canal is None or not is_abandoned(state, canal):
        raise Forbidden(UNKNOWN_ABANDONED)
    return canal


def sees(member: Member, message: Message | Tombstone) -> bool:
    """Whether a member of the message's canal sees it, or saw it until it was gone: an aside shows to its author and
    recipients only."""
    return not message.circle or member.id in message.circle


def access_message(state: State, member: Member, message: Message | None) -> Message:
    """Something said that this member may read, as long as it is there.

    :raises Refused: when it is gone, to those who could read it
    """
    found = _access_said(state, member, message)
    if found.gone:
        raise Refused(DELETED)
    return found


def _access_said(state: State, member: Member, message: Message | None) -> Message:
    """Something said that this member may read, or could until it was gone."""
    now = current(state, member)
    canal = state.canals.get(message.canal_id) if message is not None else None
    if message is None or canal is None or message.event or not (is_in(now, canal) and sees(member, message)):
        raise Forbidden(UNKNOWN_MESSAGE)
    return message


def access_file(state: State, member: Member, file: File | None, message: Message | None) -> File:
    """A file that this member may have: one that they brought, until it is sent; then one of a message that they may
    read, as long as that is there.

    :param message: the one that holds it
    """
    now = current(state, member)
    if file is not None and file.message_id is None and file.owner_id == now.id:
        return file
    holds = file is not None and message is not None and file.message_id == message.id
    if file is None or not holds or not may(access_message, state, now, message):
        raise Forbidden(UNKNOWN_FILE)
    return file


def access_file_to_drop(state: State, member: Member, file: File | None) -> File:
    """A file that this member brought and has not sent."""
    found = access_file(state, member, file, None)
    if found.owner_id != member.id:
        raise Forbidden(UNKNOWN_FILE)
    return found


def access_message_to_delete(state: State, member: Member, message: Message | None) -> Message:
    """Something said that this member may take away, in an archived canal as well: what they said themselves, and for
    an administrator whatever they may read. That it is gone already is no refusal: asked twice, it is the same."""
    found = _access_said(state, member, message)
    if found.author_id != member.id and not current(state, member).is_admin:
        raise Forbidden("You may delete your own messages only.")
    return found


def access_deletion_to_undo(state: State, member: Member, message_id: int) -> Deletion:
    """What this member has just deleted. To all others, and of all other messages, the same is said."""
    now, deletion = current(state, member), state.deletions.get(message_id)
    if deletion is None or deletion.by_id != now.id:
        raise Forbidden(UNDONE_BY_NONE)
    return deletion


def access_reply(state: State, member: Member, answered: Message | None, recipients: Iterable[int]) -> None:
    """What may be answered to whom: whoever is shown the answer may read what it quotes. One to an aside stays in its
    circle. Whether it is there still is found as the answer is written: one that was sent already is sent."""
    found = _access_said(state, member, answered)
    to = set(recipients)
    if found.is_aside and (not to or not to <= set(found.circle)):
        raise Forbidden("An answer to an aside stays in its circle.")


def access_message_to_edit(state: State, member: Member, message: Message | None) -> Message:
    """What one said oneself, where more may be said."""
    message = access_message(state, member, message)
    if message.author_id != member.id:
        raise Forbidden("Only whoever wrote a message may edit it.")
    access_post(state, member, message.canal_id, ())
    return message


def access_files_to_take_out(state: State, member: Member, message: Message | None) -> Message:
    """What one said oneself, out of which a file may be taken.

    :raises Refused: when it holds nothing else
    """
    found = access_message_to_edit(state, member, message)
    if not found.files or not (found.html or found.card or len(found.files) > 1):
        raise Refused(NOTHING_ELSE)
    return found


def access_history(state: State, member: Member, message: Message | None) -> Message:
    """Something said, of which they may read what it said before it was edited: its author, and administrators."""
    message = access_message(state, member, message)
    if message.author_id != member.id:
        access_admin(state, member)
    return message


def access_message_to_react(state: State, member: Member, message: Message | None) -> Message:
    """Something said to which this member may put an emoji, or take theirs away."""
    found = access_message(state, member, message)
    if state.canals[found.canal_id].archived:
        raise Forbidden(ARCHIVED)
    return found


def access_message_to_pin(state: State, member: Member, message: Message | None) -> Message:
    """Something said that this member may pin to its canal, or take from there: any who may say something in it.

    What was said aside is not pinned: a canal has one list of pins, one line that tells of each and one count, and all
    of them are everybody's who is in it.
    """
    found = access_message(state, member, message)
    if found.is_aside:
        raise Forbidden(NO_ASIDES_PINNED)
    access_post(state, member, found.canal_id, ())
    return found


def gone_for(member: Member, canal: Canal) -> ColumnElement[bool]:
    """`is_in` and `sees`, said in SQL: the tombstones of a canal that the member may hear of."""
    if not is_in(member, canal):
        return false()
    circle = col(tables.Tombstone.circle)
    those = func.json_each(circle).table_valued("value")
    named = select(those.c.value).where(those.c.value == member.id).exists()
    return and_(col(tables.Tombstone.canal_id) == canal.id, or_(circle == "", named))


def visible_to(member: Member, canals: Iterable[Canal]) -> ColumnElement[bool]:
    """`is_in` and `sees`, said in SQL: the messages of these canals that the member may read."""
    within = [canal.id for canal in canals if is_in(member, canal)]
    if not within:
        return false()
    told = select(col(tables.Recipient.message_id)).where(
        col(tables.Recipient.message_id) == col(tables.Message.id),
        col(tables.Recipient.member_id) == member.id,
    )
    return and_(
        col(tables.Message.canal_id).in_(within),
        or_(
            col(tables.Message.is_aside).is_(False),
            col(tables.Message.author_id) == member.id,
            told.exists(),
        ),
    )


OPEN = "#o"


def audience(canal_id: int, is_open: bool, circle: Iterable[int]) -> tuple[str, ...]:
    """`is_in` and `sees`, said in marks by which search's index keeps a message: for whom it is."""
    alone = tuple(f"#m{each}" for each in circle)
    return alone or ((OPEN,) if is_open else (f"#c{canal_id}",))


def audiences_of(state: State, member: Member) -> tuple[str, ...]:
    """The marks of what this member may read: of an aside it is still to be asked whether they are in its canal."""
    private = (f"#c{canal.id}" for canal in canals_of(state, member) if not canal.is_open)
    return (OPEN, f"#m{member.id}", *private)


def access_export(state: State, by: Member | None, member_id: int) -> Member:
    """The member whose data are to be put together: oneself; anybody for whoever runs the machine (`by` is None)."""
    if by is not None and by.id != member_id:
        raise Forbidden("You may download your own data only.")
    member = state.members.get(member_id)
    if member is None:
        raise Forbidden(UNKNOWN_MEMBER)
    return member if by is None else current(state, member)


def is_told_of(member: Member, canal: Canal) -> bool:
    """Whether a member's own data may say what a canal is called and who is in it: never of one that they have left.

    Those in a direct conversation stay the same for ever: who was in it knows them, also when their account is closed.
    """
    return is_in(member, canal) or (canal.kind == "direct" and member.id in canal.joined)


def belonging_to(member: Member, canal: Canal, closed: int) -> ColumnElement[bool]:
    """Which messages of a canal belong to a member's own data, in SQL: what they may read, and all that they said.

    Of a canal that they have left, what they said and nothing else. Whose account is closed may read nothing any more:
    to them belong what they said, the asides to them, and their direct conversations.

    :param closed: of a closed account, the message id from which on nothing was told to them
    """
    said = and_(
        col(tables.Message.canal_id) == canal.id,
        col(tables.Message.author_id) == member.id,
        # What happened to a canal tells its name and who is in it.
        col(tables.Message.event) == "",
    )
    if is_in(member, canal):
        return visible_to(member, [canal])
    then = dataclasses.replace(member, active=True)
    if member.active or not is_in(then, canal):
        return said
    told = and_(visible_to(then, [canal]), col(tables.Message.id) < closed)
    return or_(said, told if canal.kind == "direct" else and_(told, col(tables.Message.is_aside).is_(True)))


def access_admin(state: State, member: Member) -> None:
    if not current(state, member).is_admin:
        raise Forbidden(ADMINS_ONLY)


def access_member(state: State, member: Member, other_id: int) -> Member:
    """Another member's card: every member of the office knows all the others."""
    current(state, member)
    other = state.members.get(other_id)
    if other is None:
        raise Forbidden(UNKNOWN_MEMBER)
    return other


def access_member_to_edit(state: State, member: Member, other_id: int) -> Member:
    """A member's nickname, image and note: one's own, and anyone's for an administrator."""
    other = access_member(state, member, other_id)
    if other.id != member.id and not current(state, member).is_admin:
        raise Forbidden("You may change your own card only.")
    return other


def access_member_to_manage(state: State, member: Member, other_id: int) -> Member:
    """A member whose role, password or account is to be changed: an administrator's business."""
    access_admin(state, member)
    return access_member(state, member, other_id)


def access_admin_to_lose(state: State, member: Member, other_id: int) -> Member:
    """A member who may stop administering, since somebody else does.

    :raises Refused: when nobody would be left who does
    """
    other = access_member_to_manage(state, member, other_id)
    left = (each for each in state.active_members() if each.is_admin and each.id != other.id)
    if other.active and other.is_admin and not any(left):
        raise Refused(LAST_ADMIN)
    return other


def access_invite(state: State, member: Member, code: str) -> Invite:
    """An invite that is to end, whoever made it."""
    access_admin(state, member)
    invite = state.invites.get(code)
    if invite is None:
        raise Forbidden(UNKNOWN_INVITE)
    return invite


def access_key(state: State, member: Member, key_id: int) -> None:
    """Whether a host may bring this member with that key: an administrator only with one that is for them, too."""
    key = state.embed_keys.get(key_id)
    if key is None or (current(state, member).is_admin and not key.admins):
        raise Forbidden(NOT_BY_THIS_KEY)


def access_session(state: State, member: Member, session_id: int) -> Session:
    """One of the member's own sessions."""
    for session in state.all_sessions():
        if session.id == session_id and session.member_id == member.id:
            return session
    raise Forbidden(UNKNOWN_SESSION)


def access_scheduled(state: State, member: Member, scheduled_id: int) -> Scheduled:
    """One of the member's own scheduled messages."""
    scheduled = state.scheduled.get(current(state, member).id, {}).get(scheduled_id)
    if scheduled is None:
        raise Forbidden(UNKNOWN_SCHEDULED)
    return scheduled


def access_reminder(state: State, member: Member, message_id: int) -> Reminder:
    """The member's own reminder of a message, whether they may still read that or not."""
    reminder = state.reminders.get(current(state, member).id, {}).get(message_id)
    if reminder is None:
        raise Forbidden(UNKNOWN_REMINDER)
    return reminder
