"""The card of a canal, behind the arrow left of its name: its name, colour, topic, who is in it, and leaving it."""

from htpy import Element, b, div, footer, fragment, li, p, small, span, ul

from app.components.colors import color_names
from app.components.dialog import Dialog, Fields, heading, text
from app.components.forms import field, primary, secondary, swatches
from app.components.fragments import cat
from app.components.view import View
from app.store.names import LONGEST
from app.store.state import Canal


def open_canal_card(view: View, key: object) -> None:
    """:raises Forbidden: when the canal does not exist for this member"""
    words, store = view.words, view.store
    canal = store.canals.get(view.member, key if isinstance(key, int) else 0)

    async def change(fields: Fields) -> None:
        if fields.get("submitter") == "leave":
            await store.canals.leave(view.member, canal.id)
            return
        if canal.kind == "direct":
            return
        await store.canals.edit(
            view.member,
            canal.id,
            name=text(fields, "name"),
            color=text(fields, "color") or canal.color,
            topic=text(fields, "topic"),
        )

    direct = canal.kind == "direct"
    Dialog(
        words,
        fragment[
            heading(words, words("Conversation") if direct else canal.name),
            div(".body")[
                None
                if direct
                else [
                    field(
                        words("Name"),
                        "name",
                        value=canal.name,
                        required=True,
                        maxlength=LONGEST,
                        autocomplete="off",
                    ),
                    swatches(words("Colour"), "color", color_names(words), canal.color),
                    field(words("Topic"), "topic", value=canal.topic, maxlength=120, autocomplete="off"),
                ],
                _circle(view, canal),
            ],
            footer(".actions")[
                # Enter presses the first button: it must not be the one that leaves.
                secondary(words("Close"), "close-dialog") if direct else primary(words("Save")),
                primary(words("Leave the canal"), "leave", danger=True) if canal.kind == "private" else None,
            ],
        ],
        change,
    )


def open_canal_people(view: View, _key: object) -> None:
    """Who is in the canal that is open."""
    open_canal_card(view, view.tab.canal_id)


def _circle(view: View, canal: Canal) -> Element:
    words, store = view.words, view.store
    if canal.is_open:
        return p(".hint")[words("This canal is open: the whole office is in it.")]
    inside = sorted(store.canals.members(view.member, canal.id), key=lambda member: member.nickname_fold)
    return div(".circle")[
        p(".legend")[words.plural("{n} member", "{n} members", len(inside))],
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
