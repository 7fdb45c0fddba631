"""The canals that nobody is in any more, and how an administrator brings one back."""

from __future__ import annotations

from collections.abc import Sequence

from htpy import Element, b, button, div, form, input, li, p, small, span, ul

from app.components.admin.frame import NOTHING_REFUSED, AdminView, Refusal, admin_page, sheet
from app.components.admin.moments import moment
from app.components.forms import trouble
from app.store.abandoned import Left


def canals_page(view: AdminView, left: Sequence[Left], refusal: Refusal = NOTHING_REFUSED) -> Element:
    words = view.words
    return admin_page(
        view,
        "canals",
        words("Canals"),
        div(".stack")[
            sheet(
                words("Canals that nobody is in any more"),
                [
                    trouble(refusal.of("take-over")),
                    ul(".things")[[_canal(view, each) for each in left]]
                    if left
                    else p(".nothing")[words("None: somebody is in each canal.")],
                ],
                "abandoned",
                words(
                    "Everybody in them left, or had their account closed: only here can they still be found. Take one "
                    "over, and you are in it, as its log tells: you read what was said to everyone there, and may "
                    "bring others in."
                ),
            )
        ],
        lead=words("Those that nobody finds in the chat any more."),
    )


def _canal(view: AdminView, left: Left) -> Element:
    words, canal = view.words, left.canal
    return li(".thing.row-thing")[
        div(".left-canal", style=f"--c:{canal.color}")[
            span(".swatch"),
            div[
                b[canal.name],
                [" ", span(".badge")[words("archived")]] if canal.archived else None,
                small(".facts")[words("Nobody in it since"), " ", moment(words, left.since)],
            ],
        ],
        form(method="post", action="/admin/canals/take-over")[
            input(type="hidden", name="canal", value=str(canal.id)),
            button(".button", type="submit", aria_label=words("Take over {canal}", canal=canal.name))[
                words("Take it over")
            ],
        ],
    ]
