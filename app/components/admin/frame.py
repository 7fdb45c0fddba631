"""The frame of the admin page: whose office it is, its sections, and what has just been done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from htpy import (
    Element,
    Node,
    a,
    b,
    button,
    dialog,
    div,
    form,
    h1,
    h2,
    header,
    input,
    main,
    nav,
    p,
    script,
    section,
    span,
)

from app.components.assets import ADMIN_SHEETS, address
from app.components.brand import logo
from app.components.document import document
from app.components.icons import icon
from app.components.office_logo import office_logo
from app.locale import N_, Words
from app.store import Store
from app.store.state import Member

SECTIONS = (
    ("members", "/admin", "folk", N_("Members")),
    ("canals", "/admin/canals", "hash", N_("Canals")),
    ("embedding", "/admin/embedding", "code", N_("Embedding")),
    ("office", "/admin/office", "building", N_("Office")),
    ("data", "/admin/data", "database", N_("Data")),
    ("audit", "/admin/audit", "list", N_("Audit")),
)
"""Name, address, icon and title."""

DONE = {
    "role": N_("The role is changed."),
    "deactivated": N_("The account is closed: this member is signed out everywhere."),
    "reactivated": N_("The account is open again."),
    "invited": N_("The invitation is ready: pass its link on."),
    "revoked": N_("The invitation has ended: nobody joins by it any more."),
    "taken-over": N_("You are in this canal now: it stands among your own."),
    "renamed": N_("The office has its new name."),
    "lang": N_("The office's language is changed."),
    "logo": N_("The logo is in place."),
    "no-logo": N_("The logo is gone."),
    "key-removed": N_("The key is removed: what it signed opens nothing any more."),
    "key-admins": N_("Whom this key lets in is changed."),
    "key-added": N_("The public key is in place."),
    "site-added": N_("This site may show the widget now."),
    "site-removed": N_("This site shows the widget no longer."),
    "creation": N_("What happens to unknown logins is changed."),
    "reference-added": N_("References that look like this become links from now on."),
    "reference-removed": N_("References that look like this become links no longer."),
}
"""What has just been done, by its name in the address that one is sent to."""


@dataclass(frozen=True)
class AdminView:
    """Who administers, in which words; `base` is the address under which colleagues find this instance."""

    store: Store
    words: Words
    member: Member
    base: str
    done: str = ""


@dataclass(frozen=True)
class Refusal:
    """Why one of a page's forms was refused, and what had been typed into it."""

    form: str = ""
    sentence: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)

    def of(self, form: str) -> str:
        """The sentence, when it is about that form."""
        return self.sentence if form == self.form else ""

    def value(self, form: str, name: str, otherwise: str = "") -> str:
        """What was typed into that form's field, so that it need not be typed again."""
        return self.typed.get(name, "") if form == self.form else otherwise


NOTHING_REFUSED = Refusal()


def admin_page(view: AdminView, chosen: str, title: str, content: Node, lead: str = "", back: str = "") -> Element:
    """One section as a whole page.

    :param chosen: which of `SECTIONS` it belongs to
    :param lead: a sentence under the title
    :param back: where one came from, when this is a page within the section
    """
    words = view.words
    sentence = DONE.get(view.done)
    return document(
        lang=words.lang,
        title=f"{title} · Miaou",
        theme=view.member.theme,
        body_class="admin",
        sheets=ADMIN_SHEETS,
        content=[
            a(".skip", href="#content")[words("To the content")],
            header(".admin-top")[
                a(".admin-brand", href="/")[
                    office_logo(view.store.office.logo),
                    logo(34),
                    span(".nm")[b["Miaou"], span(".office")[view.store.office.name]],
                ],
                a(".button.quiet", href="/")[icon("door", 18), words("To the chat")],
            ],
            nav(".admin-nav", aria_label=words("Administration"))[
                [
                    a(href=way, aria_current="page" if name == chosen else None)[icon(drawn, 18), words(called)]
                    for name, way, drawn, called in SECTIONS
                ]
            ],
            main("#content.admin-main", tabindex="-1")[
                div(".admin-title")[
                    a(".icon", href=back, aria_label=words("Back"))[icon("chev")] if back else None,
                    div[h1[title], p[lead] if lead else None],
                ],
                _warning(view) if chosen != "data" else None,
                p(".done", role="status")[icon("check", 18), words(sentence)] if sentence else None,
                content,
            ],
            _sure(words),
            script(type="module", src=address("js/admin.js")),
        ],
    )


def _warning(view: AdminView) -> Element | None:
    """What an administrator must know, whichever section they came for."""
    words = view.words
    if view.store.health.integrity not in ("", "ok"):
        sentence = words("The database is damaged: go back to a backup.")
    elif view.store.safekeeping.failure is not None:
        sentence = words("The latest backup failed.")
    else:
        return None
    return p(".trouble.warning", role="alert")[sentence, " ", a(href="/admin/data")[words("To the data")]]


def sheet(title: str, content: Node, name: str, lead: str = "") -> Element:
    """A part of a section, under its own title.

    :param name: what its address ends with, as `/admin#invites`
    """
    return section(class_="sheet", id=name, aria_labelledby=f"{name}-title")[
        h2(id=f"{name}-title")[title], p(".hint")[lead] if lead else None, content
    ]


def copyable(words: Words, text: str, name: str, called: str) -> Element:
    """A text to pass on, and the button that copies it.

    :param name: an id that nothing else in the page has
    :param called: what it is, for who does not see it
    """
    return div(".copyable")[
        input(id=name, value=text, readonly=True, aria_label=called, spellcheck="false"), copy_button(words, name)
    ]


def copy_button(words: Words, name: str) -> Element:
    """The button that copies what stands in the field of that id."""
    return button(".button", type="button", data_copy=name, data_copied=words("Copied"))[
        icon("copy", 18), span(aria_live="polite")[words("Copy")]
    ]


def asked_first(question: str, answer: str) -> dict[str, str]:
    """A form's attributes when it is not sent before one has been asked.

    :param question: what will happen
    :param answer: what the button says that lets it
    """
    return {"data_sure": question, "data_yes": answer}


def _sure(words: Words) -> Element:
    """The question before a step that harms; admin.js fills it in."""
    return dialog("#sure.card-dialog", aria_labelledby="sure-title", aria_describedby="sure-question")[
        form(method="dialog")[
            header[h2("#sure-title")[words("Are you sure?")]],
            div(".body")[p("#sure-question")],
            div(".actions")[
                button(".button", type="submit", value="")[words("Cancel")],
                button("#sure-yes.button.primary.danger", type="submit", value="yes"),
            ],
        ]
    ]
