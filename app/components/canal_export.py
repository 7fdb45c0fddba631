"""The page on which one says how much of a canal's conversation one takes out, and as what."""

from __future__ import annotations

from collections.abc import Mapping

from htpy import Element, b, button, div, form, input, label, p, small, span

from app.components.document import door
from app.components.forms import field, trouble
from app.components.office_logo import logo_address
from app.locale import N_, Words
from app.store import Store, drawer
from app.store.state import Canal, Member

FORMS = (
    ("paper", N_("Print"), N_("It opens by itself, and asks for the printer.")),
    ("page", N_("Save as a page"), N_("With names, days and colours: any browser opens it, without Miaou.")),
    ("text", N_("Save as a text"), N_("As it was typed, for any program.")),
)
"""What it can be taken out as: the button's value, what it says and what that means."""

FIELDS = ("first", "last")


def canal_export(
    store: Store, member: Member, words: Words, canal: Canal, typed: Mapping[str, str], wrong: Mapping[str, str]
) -> Element:
    """
    :param typed: what the form holds
    :param wrong: why that will not do, by field; "" is the form's head
    """
    first, last = (
        field(title, name, type="date", value=typed.get(name, ""), error=wrong.get(name, ""))
        for name, title in zip(FIELDS, (words("From"), words("Until")), strict=True)
    )
    return door(
        lang=words.lang,
        title=words("{page} · Miaou", page=words("Export or print")),
        heading=words("Export or print"),
        lead=words(
            "{canal}: all that you can read there, or the days that you say.",
            canal=drawer.called(store.state, member, canal),
        ),
        theme=member.theme,
        logo_address=logo_address(store.office.logo),
        content=form(".take-out", method="get", action=f"/canal/{canal.id}/talk")[
            trouble(wrong.get("", "")),
            div(".days")[first, last],
            label(".tick")[
                input(type="checkbox", name="asides", value="on", checked="asides" in typed),
                span[
                    b[words("With the asides that I can read")],
                    small[words("Others were not meant to: think of who will read this.")],
                ],
            ],
            div(".where-to")[(_way(words, *each) for each in FORMS)],
            p(".under")[words("Times are those of the computer on which Miaou runs.")],
        ],
    )


def _way(words: Words, form: str, title: str, meaning: str) -> Element:
    # What is saved leaves this page as it is; what is printed is another.
    return button(name="as", value=form, formtarget="_blank" if form == "paper" else None)[
        span(".name")[words(title)], small[words(meaning)]
    ]
