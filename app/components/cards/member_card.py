"""The card of a member, behind the arrow beside their name: image, nickname, note; one's own can be changed."""

from htpy import b, div, footer, fragment, p, span
from nicegui import Client

from app.components.cards.dialog import Dialog, Fields, heading, text
from app.components.cards.image_editor import face, face_button, image_editor
from app.components.cards.people import role
from app.components.forms import field, primary, secondary
from app.components.view import View
from app.store import access
from app.store.members import NOTE_LONGEST
from app.store.names import LONGEST


async def message_member(view: View, key: object) -> None:
    """Open the direct conversation with a member, the standing one or a new one.

    :raises Refused: when there is no such member, or it is oneself
    """
    canal = await view.store.canals.direct(view.member, [key if isinstance(key, int) else 0])
    Client.instances[view.tab.id].run_javascript(f"window.miaou.open({canal.id})")


def open_member_card(view: View, key: object) -> None:
    """:raises Forbidden: when there is no such member"""
    words, store, me = view.words, view.store, view.member
    member = access.access_member(store.state, me, key if isinstance(key, int) else 0)
    editable = access.may(access.access_member_to_edit, store.state, me, member.id)
    status = store.presence.status(member.id)

    async def change(fields: Fields) -> None:
        nickname, note = text(fields, "nickname"), text(fields, "note")
        await store.members.edit(
            view.member,
            member.id,
            nickname=nickname if nickname != member.nickname else None,
            note=note if note != member.note else None,
        )

    Dialog(
        words,
        fragment[
            heading(words, words("My card") if member.id == me.id else member.nickname),
            div(".body")[
                div(".who-is")[
                    face_button(words, member, status) if editable else face(member, status),
                    span(".nm")[
                        b[member.nickname],
                        p[words("connected") if status == "connected" else words("absent")],
                        p[role(words, member)],
                    ],
                ],
                [
                    field(
                        words("Nickname"),
                        "nickname",
                        value=member.nickname,
                        required=True,
                        maxlength=LONGEST,
                        autocomplete="off",
                    ),
                    field(
                        words("Status line"),
                        "note",
                        value=member.note,
                        maxlength=NOTE_LONGEST,
                        autocomplete="off",
                        hint=words("Such as: on the phone, at the workshop this morning"),
                    ),
                ]
                if editable
                else p[member.note],
            ],
            footer(".actions", data_key=str(member.id))[
                [
                    secondary(words("Write a message"), "message-member"),
                    secondary(words("Address an aside"), "aside-member"),
                ]
                if member.id != me.id
                else None,
                primary(words("Save")) if editable else None,
            ],
            image_editor(words, member) if editable else None,
        ],
        change if editable else None,
    )
