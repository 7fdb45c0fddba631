"""What one does on a tour, step by step: how the cat tells it, what it points at, and what does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.locale import N_
from app.store import Store
from app.store.feed import Administered, CanalChanged, Change, DesktopChanged, MessageChanged, MessagePosted
from app.store.habits import STEPS, Tour
from app.store.state import Member

SWITCHED, INVITED = "switched", "invited"


@dataclass(frozen=True, slots=True)
class Did:
    """Something that a member did and that the store knows nothing of."""

    member_id: int
    what: str


Deed = Change | Did


@dataclass(frozen=True, slots=True)
class Step:
    """
    :param hint: how it is done
    :param touch: how it is done with a finger, where that is otherwise
    :param at: what it is about, by the name that the style sheet gives to a place of the page
    :param is_done: whether something that just happened is what this member was asked for
    """

    title: str
    told: str
    hint: str
    at: str
    is_done: Callable[[Store, Member, Tour, Deed], bool]
    touch: str = ""


def _said(_store: Store, member: Member, _tour: Tour, deed: Deed) -> bool:
    message = deed.message if isinstance(deed, MessagePosted) else None
    return message is not None and message.author_id == member.id and not message.event


def _said_aside(store: Store, member: Member, tour: Tour, deed: Deed) -> bool:
    return isinstance(deed, MessagePosted) and deed.message.is_aside and _said(store, member, tour, deed)


def _reacted(_store: Store, member: Member, _tour: Tour, deed: Deed) -> bool:
    return isinstance(deed, MessageChanged) and any(member.id in who for _, who in deed.message.reactions)


def _edited(_store: Store, member: Member, tour: Tour, deed: Deed) -> bool:
    message = deed.message if isinstance(deed, MessageChanged) else None
    return message is not None and message.author_id == member.id and message.edited >= tour.since


def _made_a_canal(store: Store, member: Member, tour: Tour, deed: Deed) -> bool:
    canal = store.state.canals.get(deed.canal_id) if isinstance(deed, CanalChanged) else None
    return canal is not None and canal.creator_id == member.id and canal.created >= tour.since


def _invited(store: Store, member: Member, tour: Tour, deed: Deed) -> bool:
    if isinstance(deed, Administered):
        invites = store.state.invites.values()
        return any(each.creator_id == member.id and each.created >= tour.since for each in invites)
    return deed == Did(member.id, INVITED)


def _switched(_store: Store, member: Member, _tour: Tour, deed: Deed) -> bool:
    return deed == Did(member.id, SWITCHED)


def _arranged(_store: Store, member: Member, _tour: Tour, deed: Deed) -> bool:
    return deed == DesktopChanged(member.id)


ASIDE = Step(
    N_("Whisper"),
    N_("An aside: only those you choose read it, in the middle of the conversation. The others see nothing of it."),
    N_("Put a name on the line “To”, above what you write, and send."),
    "composer",
    _said_aside,
)

INVITE = Step(
    N_("Open the door"),
    N_("What you say aside, only those you choose read, in the middle of the conversation. For that you need company."),
    N_("Your menu, then “Invite colleagues”, and back."),
    "own-menu",
    _invited,
)
"""In the place of it, as long as there is nobody to whom one might whisper."""

TOUR = (
    Step(
        N_("Say something"),
        N_("Write a line and send it. Everybody in this canal reads it at once, and finds it again tomorrow."),
        N_("“Good morning, house!” will do, then Enter."),
        "composer",
        _said,
        touch=N_("“Good morning, house!” will do, then the arrow at its right."),
    ),
    Step(
        N_("Put your paw on it"),
        N_("Put a smiley to a message: often that is answer enough."),
        N_("Point at it. Or with keys: ↑ or ↓ in the conversation, then Enter."),
        "log",
        _reacted,
        touch=N_("Hold a finger on it, then “React”."),
    ),
    Step(
        N_("Think better of it"),
        N_("Change a word of what you said, and save. Everybody reads it as it is now."),
        N_("↑ where nothing is written, or the message’s menu."),
        "composer",
        _edited,
        touch=N_("Hold a finger on it, then “Edit”."),
    ),
    ASIDE,
    Step(
        N_("A canal, a colour"),
        N_("To each subject its canal. Give it a name and a colour; a private one exists only for those you choose."),
        N_("The + beside “Canals”."),
        "new-canal",
        _made_a_canal,
    ),
    Step(
        N_("Leap"),
        N_("A few letters of a name lead to any canal, and to anybody."),
        N_("Ctrl+K, the letters, Enter."),
        "switcher",
        _switched,
        touch=N_("The button beside “Go to…”, above the canals."),
    ),
    Step(
        N_("Your own desktop"),
        N_("A home page of your own: a canal in each Miaou! tile, beside links and notes. Move a tile, or add one."),
        N_("View, then “Edit mode”: the arrows move a tile, the menu adds one."),
        "desktop",
        _arranged,
        touch=N_("View, then “Edit mode”: buttons on each tile move it, the menu adds one."),
    ),
)
assert len(TOUR) == STEPS


def is_alone(store: Store, member: Member) -> bool:
    """Whether nobody else has an account."""
    return all(each.id == member.id for each in store.state.active_members())


def step_of(store: Store, member: Member, tour: Tour) -> Step | None:
    """What a member is to do next on their tour, if anything."""
    if not tour.goes_on:
        return None
    step = TOUR[tour.step - 1]
    return INVITE if step is ASIDE and is_alone(store, member) else step
