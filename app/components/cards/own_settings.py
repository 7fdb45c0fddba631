"""One's settings that need a word: what rings in this browser and how, whether others see what one has seen, where one
is signed in, one's own data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

from babel.dates import format_timedelta
from htpy import Element, Node, a, b, button, div, h3, li, ol, p, section, small, span, ul
from nicegui import Client

from app.components.asking import Actions, action
from app.components.brand import GINGER
from app.components.cards.agents import told
from app.components.cards.card import Card, Form, heading
from app.components.forms import secondary
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Slots
from app.components.sounds import NO_SOUND, SOUNDS, sound_address
from app.components.window.cat_icon import cat_address
from app.components.window.notices import Notice
from app.locale import N_, Words
from app.store import drawer
from app.store.doors import Session
from app.store.feed import Change, SessionEnded, SettingChanged
from app.store.ids import read_id


class OwnSettings(Card, opened_by="own-settings"):
    hears = (SessionEnded, SettingChanged)

    tested: Node = None
    """How far a notification got in this browser."""

    def is_concerned(self, change: Change) -> bool:
        return isinstance(change, self.hears) and change.member_id == self.page.tab.member_id

    def render(self) -> Slots:
        words = self.page.words
        return {
            "head": heading(words, words("Settings")),
            "body": div(".body")[
                not self.page.tab.framed and self._notifications(),
                self._receipts(),
                not self.page.tab.framed and self._data(),
                self._sessions(),
            ],
            "actions": div(".actions")[secondary(words("Close"), "close-dialog")],
        }

    async def sent(self, _form: Form, pressed: str) -> None:
        ended = read_id(pressed)
        if ended is not None:
            await self.page.store.sessions.revoke(self.page.member, ended)

    def _notifications(self) -> Element:
        words, on = self.page.words, self.page.tab.rings
        return _part(
            words("Notifications in this browser"),
            words("They tell of what rings while you look at something else. This browser alone is asked for it."),
            [
                p("#notifications-now")[
                    words("Notifications are on in this browser.")
                    if on
                    else words("Notifications are off in this browser.")
                ],
                button(".button", type="button", data_action="notifications", aria_describedby="notifications-now")[
                    words("Switch notifications off") if on else words("Switch notifications on")
                ],
                p(".legend")[words("Sound")],
                div(".sounds", role="radiogroup", aria_label=words("Sound"), data_rove="[role=radio]")[
                    map(self._sound, SOUNDS)
                ],
                button(
                    ".button",
                    type="button",
                    data_action="test-notifications",
                    data_notice=json.dumps(trial_notice(self.page).as_json()),
                )[words("Test my notifications")],
                div(role="status")[self.tested],
            ],
        )

    def _sound(self, name: str) -> Element:
        """What is chosen is heard."""
        chosen = self.page.member.sound == name
        return button(
            ".choice",
            type="button",
            role="radio",
            tabindex="0" if chosen else "-1",
            aria_checked=str(chosen).lower(),
            data_action="set-sound",
            data_key=name,
        )[icon("check", 14), self.page.words(SOUNDS[name])]

    def _receipts(self) -> Element:
        words, on = self.page.words, self.page.member.receipts
        return _part(
            words("Read receipts"),
            words(
                "In direct conversations and asides, others see that you have seen their messages, and you that they "
                "have. Without it, neither."
            ),
            button(
                ".button.switch",
                type="button",
                role="switch",
                aria_checked=str(on).lower(),
                data_action="set-receipts",
                data_key="off" if on else "on",
            )[span(".track"), words("Show what has been seen")],
        )

    def _data(self) -> Element:
        words = self.page.words
        return _part(
            words("My data"),
            words("All that you said and were told here, with your card and your settings. It takes a moment."),
            # In a tab of its own, which shows that they are being made, says so when they cannot be, and closes once
            # they come.
            a(".button", href="/export", target="_blank", rel="noopener")[words("Download my data")],
        )

    def _sessions(self) -> Element:
        words = self.page.words
        return _part(
            words("My sessions"),
            words("Where you are signed in. A session that you end shows nothing more at once."),
            ul(".names")[map(self._row, self.page.store.sessions.of(self.page.member))],
        )

    def _row(self, session: Session) -> Element:
        words = self.page.words
        return li(".session")[
            icon("devices", 20),
            span(".name")[b[told(session.agent, words)], " ", small[self._since(session)]],
            button(".button.danger", type="submit", name=str(session.id))[words("End")],
        ]

    def _since(self, session: Session) -> str:
        words = self.page.words
        if session.id == self.page.tab.session_id:
            return words("this one")
        ago = timedelta(milliseconds=min(0, session.seen - self.page.store.clock()))
        when = format_timedelta(ago, add_direction=True, locale=words.locale)
        return words("used {when}, from {address}", when=when, address=session.address)


class Ringing(Actions):
    @action
    async def ring(self, on: object) -> None:
        """Whether this browser says what is said while nobody looks; the settings that are open there show it."""
        page = self.page
        page.tabs.ring(page.tab, on is True)
        for card in self._open():
            # What was tried before is another thing now.
            card.tested = None
            card.renew()

    @action
    async def notifications_tested(self, secure: bool, allowed: bool, on: bool, shown: bool, heard: bool) -> None:
        """How far a notification got in this browser: what comes after the first thing that fails cannot work."""
        words, wants_sound = self.page.words, self.page.member.sound != NO_SOUND
        steps = (
            (
                secure,
                N_("The address is secure."),
                N_("Browsers show notifications over https only, or on the computer where Miaou runs."),
            ),
            (
                allowed,
                N_("Your browser allows notifications here."),
                N_("Your browser does not allow notifications here: change that in its settings for this site."),
            ),
            (
                on,
                N_("Notifications are on in this browser."),
                N_("Notifications are off in this browser: switch them on."),
            ),
            (
                shown,
                N_(
                    "A notification was shown. If you do not see it, your computer keeps it back: look for “do not "
                    "disturb” in its settings."
                ),
                N_("This browser cannot show notifications: try another one."),
            ),
            (
                heard or not wants_sound,
                N_("The sound was played.") if wants_sound else N_("You chose no sound."),
                N_("The sound was kept back: click somewhere in the page first, or allow sounds for this site."),
            ),
        )
        for card in self._open():
            card.tested = told_steps(words, steps)
            card.renew()

    def _open(self) -> list[OwnSettings]:
        client = Client.instances.get(self.page.tab.id)
        standing = list(client.elements.values()) if client else []
        return [each for each in standing if isinstance(each, OwnSettings)]


class Choosing(Actions):
    @action
    async def set_receipts(self, key: str) -> None:
        """Whether others see what one has seen, and one what they have."""
        await self.page.store.members.set(self.page.member, "receipts", key)

    @action
    async def set_sound(self, key: str) -> None:
        """What is heard when something rings; it is heard at once."""
        await self.page.store.members.set(self.page.member, "sound", key)
        self.page.tell("sound", sound_address(key))


Step = tuple[bool, str, str]
"""Whether it went well, and what is said of it when it did and when it did not."""


def told_steps(words: Words, steps: Sequence[Step]) -> Element:
    """All up to the first that failed."""
    failed = next((n for n, (well, _, _) in enumerate(steps) if not well), len(steps))
    return ol(".steps")[
        [
            li(class_="well" if well else "ill")[icon("check" if well else "close", 16), words(good if well else bad)]
            for well, good, bad in steps[: failed + 1]
        ]
    ]


def trial_notice(page: Page) -> Notice:
    """What a notification says that is a trial."""
    words, canal = page.words, drawer.top(page.store.state, page.member)
    key = page.tab.canal_id or (canal.id if canal else 0)
    return Notice(key, "Miaou", words("This is how a notification looks."), cat_address(GINGER), "miaou-test")


def _part(title: str, meaning: str, does: Node) -> Element:
    return section(".part")[h3[title], p(".hint")[meaning], does]
