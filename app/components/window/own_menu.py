"""One's own menu: the ways from here, and what is set as soon as it is chosen. Which is chosen, facts say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from htpy import Fragment, Node, form, fragment

from app.components.asking import Actions, action
from app.components.icons import icon
from app.components.menu import LINE, Entry, Offer, menu
from app.components.window.own_facts import AUTOMATIC, LATER, ORDER, OWN_CARD, SMILEYS, choice
from app.locale import N_, Words

NAME = "menu-own"

THEMES = (("", N_("Automatic")), ("light", N_("Light")), ("dark", N_("Dark")))
LANGUAGES = (("", N_("Automatic")), ("fr", "Français"), ("en", "English"))
HOMES = (("window", N_("Chat")), ("desktop", N_("Desktop")))

ADMINISTERS = ":root[data-administers=true]"
"""Where the page is an administrator's."""

DEEDS = ("invite", "sign-out")
"""What the menu leaves the page for, and what changes something: posted, each by a form of its own in the page."""

Where = Literal["window", "desktop", "frame"]
"""In which page it stands; one that stands in another site's leads nowhere else."""


def own_menu(words: Words, where: Where) -> Fragment:
    offers = [*_ways(words, where), LINE, *_choices(words, where), LINE, *_rest(words, where)]
    return menu(NAME, words("My menu"), offers)


def themes(words: Words, sample: Node = None) -> Entry:
    return _one_of(words("Appearance"), "theme", [(value, words(title)) for value, title in THEMES], sample)


def homes(words: Words, sample: Node = None) -> Entry:
    return _one_of(words("Home page"), "home", [(value, words(title)) for value, title in HOMES], sample)


def deeds() -> Fragment:
    """The forms of these, for the page: wherever a menu stands, it has none around it."""
    return fragment[(form(id=f"post-{name}", method="post", action=f"/{name}", hidden=True) for name in DEEDS)]


class OwnChoices(Actions):
    """What is set by a choice in a menu."""

    @action
    async def set_home(self, key: str) -> None:
        """Which page opens first: the window or the desktop."""
        await self._set("home", key)

    @action
    async def set_lang(self, key: str) -> None:
        """The language, or what the browser asks for."""
        await self._set("lang", key)

    @action
    async def set_order(self, key: str) -> None:
        """At which end of a log the newest stands."""
        await self._set("reading_order", key)

    @action
    async def set_smileys(self, key: str) -> None:
        """Whether typed ones become emoji."""
        await self._set("smileys", key)

    @action
    async def set_theme(self, key: str) -> None:
        """Light, dark, or as the system says."""
        await self._set("theme", key)

    async def _set(self, name: str, key: str) -> None:
        await self.page.store.members.set(self.page.member, name, "" if key == AUTOMATIC else key)


def _ways(words: Words, where: Where) -> Iterator[Offer]:
    yield Entry(label=words("My card"), action="member-card", facts=OWN_CARD, sample=icon("user", 18))
    yield Entry(label=words("For later"), action="later", facts=LATER, sample=icon("clock", 18))
    if where == "frame":
        return
    invites, cog = icon("people-plus", 18), icon("gear", 18)
    yield Entry(label=words("Invite colleagues"), sends="invite", where=ADMINISTERS, sample=invites)
    yield Entry(label=words("Administration"), href="/admin", where=ADMINISTERS, sample=cog)
    if where == "desktop":
        # Also for those whose home is the desktop.
        yield Entry(label=words("Chat"), href="/?window", sample=icon("list", 18))
    else:
        yield Entry(label=words("Desktop"), href="/desktop", sample=icon("grid", 18))


def _choices(words: Words, where: Where) -> Iterator[Offer]:
    yield themes(words, icon("moon", 18))
    yield _languages(words, icon("globe", 18))
    if where != "frame":
        yield homes(words, icon("house", 18))
    # A telephone's head has no room for its button.
    newest = words("Newest at the top")
    yield Entry(label=newest, action="set-order", facts=ORDER, switch=True, sample=icon("flip", 18))
    typed = words("Typed smileys as emoji")
    yield Entry(label=typed, action="set-smileys", facts=SMILEYS, switch=True, sample=icon("smile", 18))


def _rest(words: Words, where: Where) -> Iterator[Offer]:
    yield Entry(label=words("Settings"), action="own-settings", sample=icon("sliders", 18))
    if where == "window":
        yield Entry(label=words("Guided tour"), action="tour-begin", sample=icon("flag", 18))
    yield Entry(label=words("Keyboard shortcuts"), action="shortcuts", sample=icon("keys", 18))
    if where != "frame":
        yield Entry(label=words("Sign out"), sends="sign-out", sample=icon("door", 18))


def _languages(words: Words, sample: Node) -> Entry:
    # Whoever does not read this page's language looks for the name of their own.
    named = [(value, title if value else words(title)) for value, title in LANGUAGES]
    return _one_of(words("Language"), "lang", named, sample)


def _one_of(title: str, name: str, choices: list[tuple[str, str]], sample: Node) -> Entry:
    return Entry(
        label=title,
        sample=sample,
        offers=[
            Entry(
                label=meaning,
                action=f"set-{name}",
                key=value or AUTOMATIC,
                checked=False,
                facts=choice(name, value),
            )
            for value, meaning in choices
        ],
    )
