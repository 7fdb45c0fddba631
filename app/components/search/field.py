"""The field in the window's head. On a telephone it is a magnifier that opens it, over the head.

It is the page's own, and no panel: what one types is never touched. What is typed goes to the server after a pause, or
at Enter (the kit's `autosave.js`).
"""

from __future__ import annotations

from htpy import Element, Fragment, a, button, form, fragment, input, label, span

from app.components.icons import icon
from app.components.search.sought import LONGEST
from app.locale import N_, Words

KEYS = "Control+Shift+F"
SEARCH = N_("Search in what was said")
FIELD, FORM, PANEL = "search-field", "searching", "found"
"""Their ids. What is pressed elsewhere empties the field as the form's `reset`."""


def search_field(words: Words, member_id: int, typed: str = "") -> Fragment:
    """
    :param member_id: whose it is: what they typed without a connection, nobody else finds in it
    :param typed: what stands in it at first
    """
    title = f"{words(SEARCH)} ({words('Ctrl+Shift+F')})"
    opens: dict[str, str] = {"for_": FIELD, "data_action": "search-open"}
    # What the keys press stands outside of the form: they are heard in all of the page.
    keys = label(hidden=True, data_anywhere=True, aria_keyshortcuts=KEYS, **opens)
    return fragment[keys, _form(words, member_id, title, typed, opens)]


def _form(words: Words, member_id: int, title: str, typed: str, opens: dict[str, str]) -> Element:
    return form(".search", id=FORM, role="search", data_key=FORM, autocomplete="off")[
        label(".boxed", title=title, **opens)[
            icon("find", 17),
            input(
                id=FIELD,
                # Esc would empty a search field first.
                type="text",
                name="search",
                role="searchbox",
                enterkeyhint="search",
                autocomplete="off",
                autocapitalize="none",
                spellcheck="false",
                maxlength=str(LONGEST),
                dir="auto",
                placeholder=words("Search"),
                aria_label=words(SEARCH),
                aria_keyshortcuts=KEYS,
                data_attach="autosave",
                data_autosave="search",
                data_draft=f"miaou:search:{member_id}",
                # In milliseconds: nothing is saved here, and one waits for it.
                data_pause="200",
                data_text=typed,
            ),
        ],
        # Where it shows, the field lies over the head: going back leads out of it.
        closing(words, ".search-out", tabindex="-1", data_out="true"),
        # And where one has gone from the results to one of them, back to them.
        span(".search-back", data_action="search-open", data_out=True),
        # Down leads into what is found.
        a(href=f"#{PANEL}", hidden=True, data_action="skip", data_anywhere=True, aria_keyshortcuts="ArrowDown"),
        # Enter searches, and sends no form.
        button(type="submit", disabled=True, hidden=True),
    ]


def back() -> Element:
    """Up from the first of what is found leads back into the field."""
    return label(hidden=True, for_=FIELD, data_anywhere=True, aria_keyshortcuts="ArrowUp")


def closing(words: Words, look: str, **attributes: str) -> Element:
    """The way out, by Esc as well where it stands: the field is empty then."""
    title = words("Close the search")
    return button(
        f".icon.close{look}",
        type="reset",
        form=FORM,
        title=title,
        aria_label=title,
        data_action="search-close",
        data_anywhere=True,
        aria_keyshortcuts="Escape",
        **attributes,
    )[icon("close", 18)]
