"""One's own menu: card, home page, theme, language, smileys, invitation, sessions, signing out."""

from htpy import Element, Fragment, a, button, div, form, fragment, small, span

from app.components.cards.dialog import Dialog, Fields, heading, text
from app.components.forms import Choice, choices
from app.components.icons import icon
from app.components.view import View
from app.locale import N_, Words
from app.store import access
from app.store.members import setting

THEMES = (("", N_("Automatic")), ("light", N_("Light")), ("dark", N_("Dark")))
LANGUAGES = (("", N_("Automatic")), ("fr", "Français"), ("en", "English"))


DEEDS = ("invite", "sign-out")
"""What the menu leaves the page for, and what changes something: posted, each by a form of its own in the page."""


def open_own_menu(view: View, _key: object) -> None:
    words, store, me, framed = view.words, view.store, view.member, view.tab.framed
    administers = access.may(access.access_admin, store.state, me) and not framed

    async def change(fields: Fields) -> None:
        for name in ("home", "theme", "lang", "smileys"):
            value = text(fields, name) if name in fields else setting(view.member, name)
            if value != setting(view.member, name):
                await store.members.set(view.member, name, value)

    Dialog(
        words,
        fragment[
            heading(words, me.nickname),
            # Kept also when one goes on to something else in the menu.
            div(".body.menu", data_kept=True)[
                _item("user", words("My card"), "member-card", str(me.id)),
                administers and _deed("people-plus", words("Invite colleagues"), "invite"),
                administers and _way("gear", words("Administration"), "/admin"),
                _item("devices", words("My sessions"), "own-sessions"),
                not framed and _item("bell", words("Notifications in this browser"), "notifications"),
                not framed and _way("grid", words("Desktop"), "/desktop"),
                not framed and _own_data(words),
                not framed
                and choices(
                    words("Home page"),
                    "home",
                    [Choice("window", words("Chat")), Choice("desktop", words("Desktop"))],
                    me.home,
                ),
                choices(
                    words("Appearance"),
                    "theme",
                    [Choice(value, words(title)) for value, title in THEMES],
                    me.theme,
                ),
                choices(
                    words("Language"),
                    "lang",
                    [Choice(value, words(title) if not value else title) for value, title in LANGUAGES],
                    me.lang,
                ),
                choices(
                    words("Typed smileys"),
                    "smileys",
                    [Choice("on", words("Become emoji"), ":) → 🙂"), Choice("off", words("Stay as typed"), ":) → :)")],
                    setting(me, "smileys"),
                ),
            ],
            div(".actions")[
                not framed
                and button(
                    ".button",
                    type="submit",
                    name="sign-out",
                    form="post-sign-out",
                )[icon("door", 18), words("Sign out")],
                button(".button.primary", type="submit", name="submit")[words("Save")],
            ],
        ],
        change,
    )


def deeds() -> Fragment:
    """The forms of these, for the page: in the menu's own, Enter would send them."""
    return fragment[(form(id=f"post-{name}", method="post", action=f"/{name}", hidden=True) for name in DEEDS)]


def _item(drawn: str, title: str, action: str, key: str | None = None) -> Element:
    return button(".menu-item", type="button", data_action=action, data_key=key)[icon(drawn, 18), span[title]]


def _way(drawn: str, title: str, address: str) -> Element:
    return a(".menu-item", href=address)[icon(drawn, 18), span[title]]


def _deed(drawn: str, title: str, name: str) -> Element:
    return button(".menu-item", type="submit", name=name, form=f"post-{name}")[icon(drawn, 18), span[title]]


def _own_data(words: Words) -> Element:
    # In a tab of its own, which shows that they are being made, says so when they cannot be, and closes once they come.
    return a(".menu-item", href="/export", target="_blank", rel="noopener")[
        icon("arrow-down", 18), span[words("Download my data"), " ", small[words("takes a moment")]]
    ]
