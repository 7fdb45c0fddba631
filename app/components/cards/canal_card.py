"""The card of a canal, behind the arrow left of its name: name, colour, topic, members, what rings, archive, leave."""

from htpy import Element, Node, b, div, footer, fragment, li, p, small, span, ul

from app.components.cards.colour_picker import colour_picker
from app.components.cards.dialog import Dialog, Fields, heading, numbers, text
from app.components.cards.people import people
from app.components.forms import Choice, choices, field, picks, primary
from app.components.fragments import cat
from app.components.view import View
from app.locale import N_
from app.store import Refused, access
from app.store.canals import TOPIC_LONGEST
from app.store.names import LONGEST, in_order
from app.store.state import Canal

NO_WAY_BACK = N_(
    "Only somebody who is in this canal can bring you back here. To leave all the same, press “Leave the canal” again."
)
ALONE = N_(
    "You are the last one here: nobody will find this canal again. "
    "To leave all the same, press “Leave the canal” again."
)


def open_canal_card(view: View, key: object) -> None:
    """:raises Forbidden: when the canal does not exist for this member"""
    words, store, me = view.words, view.store, view.member
    canal = store.canals.get(me, key if isinstance(key, int) else 0)
    manages = access.may(access.access_canal_to_manage, store.state, me, canal.id)
    archives = access.may(access.access_canal_to_archive, store.state, me, canal.id)
    edits = access.may(access.access_canal_to_edit, store.state, me, canal.id)
    leaves = access.may(access.access_canal_to_leave, store.state, me, canal.id)

    warned = False

    async def change(fields: Fields) -> None:
        pressed = fields.get("submitter")
        if pressed == "leave":
            await leave()
        elif pressed in ("archive", "restore"):
            await store.canals.archive(view.member, canal.id, pressed == "archive")
        else:
            await save(fields)

    async def leave() -> None:
        nonlocal warned
        if not warned:
            # There is no way back by oneself: one press by mistake must not be enough.
            warned = True
            raise Refused(ALONE if _inside(view, canal) == {me.id} else NO_WAY_BACK)
        await store.canals.leave(view.member, canal.id)

    async def save(fields: Fields) -> None:
        if edits:
            await store.canals.edit(
                view.member,
                canal.id,
                # What one did not touch is left as somebody else may have made it meanwhile.
                name=_if_other(text(fields, "name"), canal.name),
                color=_if_other(text(fields, "color"), canal.color),
                topic=_if_other(text(fields, "topic"), canal.topic),
            )
        if manages and edits:
            await _choose_members(view, canal, set(numbers(fields, "member")))
        await store.preferences.ring(view.member, canal.id, text(fields, "level"))

    Dialog(
        words,
        fragment[
            heading(words, words("Conversation") if canal.kind == "direct" else canal.name),
            div(".body")[
                p(".hint")[words("This canal is archived: it can be read, nothing more is said in it.")]
                if canal.archived
                else None,
                _looks(view, canal) if edits else None,
                choices(
                    words("Notifications"),
                    "level",
                    [
                        Choice("all", words("All")),
                        Choice("mentions", words("Mentions and asides")),
                        Choice("none", words("None")),
                    ],
                    store.preferences.of(me, canal.id).level,
                ),
                _members_to_choose(view, canal) if manages and edits else _circle(view, canal),
            ],
            footer(".actions")[
                # Enter presses the first button: it must not be the one that leaves.
                primary(words("Save")),
                _archiving(view, canal) if archives else None,
                primary(words("Leave the canal"), "leave", danger=True) if leaves else None,
            ],
        ],
        change,
        color=canal.color,
    )


def open_canal_people(view: View, _key: object) -> None:
    """Who is in the canal that is open."""
    open_canal_card(view, view.tab.canal_id)


def _if_other(typed: str, before: str) -> str | None:
    return typed if typed != before else None


async def _choose_members(view: View, canal: Canal, chosen: set[int]) -> None:
    """Add and take out members until they are those that were ticked; oneself leaves by the other button."""
    store = view.store
    inside = _inside(view, canal)
    for member_id in chosen - inside:
        await store.canals.add(view.member, canal.id, member_id)
    for member_id in inside - chosen - {view.member.id}:
        await store.canals.remove(view.member, canal.id, member_id)


def _inside(view: View, canal: Canal) -> set[int]:
    """Who is in the canal now: a closed account is not, and may be again."""
    return {member.id for member in view.store.canals.members(view.member, canal.id)}


def _looks(view: View, canal: Canal) -> Node:
    words = view.words
    return [
        field(words("Name"), "name", value=canal.name, required=True, maxlength=LONGEST, autocomplete="off"),
        colour_picker(words, canal.color),
        field(words("Topic"), "topic", value=canal.topic, maxlength=TOPIC_LONGEST, autocomplete="off"),
    ]


def _archiving(view: View, canal: Canal) -> Element:
    words = view.words
    if canal.archived:
        return primary(words("Restore"), "restore")
    return primary(words("Archive"), "archive", danger=True)


def _members_to_choose(view: View, canal: Canal) -> Element:
    words, store = view.words, view.store
    others = [member for member in store.members.all() if member.id != view.member.id]
    # Those who are in it stand first: among 300 members, one would look for them.
    inside = _inside(view, canal)
    ordered = sorted(people(store, others), key=lambda person: person.id not in inside)
    return picks(words("Members"), "member", ordered, inside, find=words("Find somebody"))


def _circle(view: View, canal: Canal) -> Element:
    words, store = view.words, view.store
    if canal.is_open:
        return p(".hint")[words("This canal is open: the whole office is in it.")]
    inside = sorted(store.canals.members(view.member, canal.id), key=in_order)
    return div(".circle")[
        p(".legend")[words("Members · {n}", n=len(inside))],
        ul(".names")[
            (
                li(".pick")[
                    cat(member, store.presence.status(member.id)),
                    span(".name")[b[member.nickname], " ", small[member.note]],
                ]
                for member in inside
            )
        ],
    ]
