"""The dialog that makes a canal: its name, its colour, and who is in it."""

from htpy import div, footer, fragment

from app.components.cards.colour_picker import colour_picker
from app.components.cards.dialog import Dialog, Fields, heading, numbers, text
from app.components.cards.people import people
from app.components.forms import Choice, choices, field, picks, primary, secondary
from app.components.view import View
from app.store.canals import TOPIC_LONGEST
from app.store.names import COLORS, LONGEST


def open_new_canal(view: View, _key: object) -> None:
    words, store, me = view.words, view.store, view.member
    used = {canal.color for canal in store.canals.of(me)}
    fresh = next((color for color in COLORS if color not in used), COLORS[0])
    others = [member for member in store.members.all() if member.id != me.id]

    async def create(fields: Fields) -> None:
        chosen = numbers(fields, "member")
        if text(fields, "kind") == "direct":
            canal = await store.canals.direct(view.member, chosen)
        else:
            canal = await store.canals.create(
                view.member,
                text(fields, "name"),
                color=text(fields, "color") or fresh,
                kind=text(fields, "kind") or "open",
                topic=text(fields, "topic"),
                members=chosen,
            )
        dialog.client.run_javascript(f"window.miaou.open({canal.id})")

    dialog = Dialog(
        words,
        fragment[
            heading(words, words("New canal")),
            div(".body")[
                div(".only-named")[
                    field(words("Name"), "name", maxlength=LONGEST, autocomplete="off", autofocus=True),
                    colour_picker(words, fresh),
                ],
                choices(
                    words("Who is in it"),
                    "kind",
                    [
                        Choice("open", words("Open"), words("The whole office")),
                        Choice("private", words("Private"), words("Only those you choose; others never see it")),
                        Choice("direct", words("Direct"), words("A conversation without a name")),
                    ],
                    "open",
                ),
                div(".only-private")[
                    picks(words("Members"), "member", people(store, others), find=words("Find somebody"))
                ],
                div(".only-named")[
                    field(
                        words("Topic"),
                        "topic",
                        maxlength=TOPIC_LONGEST,
                        autocomplete="off",
                        hint=words("What is talked about here"),
                    )
                ],
            ],
            footer(".actions")[secondary(words("Cancel"), "close-dialog"), primary(words("Create"))],
        ],
        create,
        color=fresh,
    )
