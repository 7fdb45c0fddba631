"""One's own menu: card, home page, theme, language, smileys, invitation, sessions, signing out."""

from __future__ import annotations

from htpy import Element, Fragment, Node, a, button, div, form, fragment, small, span

from app.components.asking import Actions, action
from app.components.cards.card import Card, Form, heading
from app.components.forms import Choice, choices
from app.components.icons import icon
from app.components.panel import Slots
from app.locale import N_, Words
from app.store import access
from app.store.feed import Change, MemberChanged, SettingChanged
from app.store.members import setting

THEMES = (("", N_("Automatic")), ("light", N_("Light")), ("dark", N_("Dark")))
LANGUAGES = (("", N_("Automatic")), ("fr", "Français"), ("en", "English"))

DEEDS = ("invite", "sign-out")
"""What the menu leaves the page for, and what changes something: posted, each by a form of its own in the page."""


class OwnMenu(Card, opened_by="own-menu"):
    hears = (MemberChanged, SettingChanged)

    def is_concerned(self, change: Change) -> bool:
        return isinstance(change, MemberChanged | SettingChanged) and change.member_id == self.page.tab.member_id

    def render(self) -> Slots:
        words, me = self.page.words, self.page.member
        return {
            "head": heading(words, me.nickname),
            # Kept also when one goes on to something else in the menu.
            "body": div(".body.menu", data_kept=True)[self._ways(), self._settings()],
            "actions": div(".actions")[
                not self._framed
                and button(
                    ".button",
                    type="submit",
                    name="sign-out",
                    form="post-sign-out",
                )[icon("door", 18), words("Sign out")],
                button(".button.primary", type="submit", name="submit")[words("Save")],
            ],
        }

    async def keep(self, form: Form) -> None:
        for name in ("home", "theme", "lang", "smileys"):
            chosen = form.touched(name)
            if chosen is not None:
                await self.page.store.members.set(self.page.member, name, chosen)

    @property
    def _framed(self) -> bool:
        return self.page.tab.framed

    def _ways(self) -> Node:
        words, me = self.page.words, self.page.member
        administers = access.may(access.access_admin, self.page.store.state, me) and not self._framed
        return [
            _item("user", words("My card"), "member-card", str(me.id)),
            administers and _deed("people-plus", words("Invite colleagues"), "invite"),
            administers and _way("gear", words("Administration"), "/admin"),
            _item("devices", words("My sessions"), "own-sessions"),
            not self._framed and _item("bell", words("Notifications in this browser"), "notifications"),
            not self._framed and _way("grid", words("Desktop"), "/desktop"),
            not self._framed and _own_data(words),
        ]

    def _settings(self) -> Node:
        words, me = self.page.words, self.page.member
        homes = [Choice("window", words("Chat")), Choice("desktop", words("Desktop"))]
        themes = [Choice(value, words(title)) for value, title in THEMES]
        langs = [Choice(value, words(title) if not value else title) for value, title in LANGUAGES]
        smileys = [
            Choice("on", words("Become emoji"), ":) → 🙂"),
            Choice("off", words("Stay as typed"), ":) → :)"),
        ]
        return [
            not self._framed and choices(words("Home page"), "home", homes, me.home),
            choices(words("Appearance"), "theme", themes, me.theme),
            choices(words("Language"), "lang", langs, me.lang),
            choices(words("Typed smileys"), "smileys", smileys, setting(me, "smileys")),
        ]


class OwnSettings(Actions):
    """What a desktop's menu sets without the card."""

    @action
    async def set_home(self, key: str) -> None:
        """Which page opens first: the window or the desktop."""
        await self.page.store.members.set(self.page.member, "home", key)

    @action
    async def set_theme(self, key: str) -> None:
        """Light, dark, or as the system says."""
        await self.page.store.members.set(self.page.member, "theme", "" if key == "auto" else key)


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
