"""What a page shows of its own member and of their office."""

from __future__ import annotations

from app.components import fragments
from app.components.installed.bar import MEDIA, key_of
from app.components.office_logo import office_logo
from app.components.sounds import sound_address
from app.components.wire.facts import Facts, Told
from app.store import Store, access, members
from app.store.members import setting
from app.store.state import Member

OFFICE = "office"
SELF = "self"
SETTINGS = "settings"
LATER = "later"
OWN_CARD = "own-card"
SMILEYS = "smileys"
NEWEST_FIRST, ORDER = "newest-first", "order"
"""Whether one reads so: of a button that is pressed, and of a menu's switch that is on."""

AUTOMATIC = "auto"
"""How a choice that is left to the browser is called: its value is empty."""


def office_facts(store: Store) -> Facts:
    """Its name, and its own logo, which takes the cat's place."""
    return {"name": store.office.name, "logo": str(office_logo(store.office.logo)) if store.office.logo else ""}


def self_facts(member: Member, status: str) -> Facts:
    return {
        "name": member.nickname,
        "note": member.note,
        "cat": str(fragments.cat(member, status)),
        # By which what is theirs is known among what is everybody's, and at which end they read the newest.
        "@data-own": str(member.id),
        "@data-order": member.reading_order,
    }


def later_facts(store: Store, member: Member) -> Facts:
    """How much they have put by, and whether some of it is to be looked at."""
    drafts, planned, reminders = store.drafts.of(member), store.scheduled.of(member), store.reminders.of(member)
    n = len(drafts) + len(planned) + len(reminders)
    news = any(not each.waits for each in planned) or any(each.done for each in reminders)
    return {"@data-n": str(n) if n else "", "@data-news": _said(news)}


def settings_facts(store: Store, member: Member) -> Told:
    """What they have set and may do, as the whole of their pages follows it, and the menus in which they choose."""
    newest_first = member.reading_order == "newest-first"
    smileys = setting(member, "smileys")
    return {
        SETTINGS: {
            "@data-theme": member.theme,
            "lang": member.lang,
            "sound": sound_address(member.sound),
            "@data-administers": _said(access.may(access.access_admin, store.state, member)),
        },
        OWN_CARD: {"@data-key": str(member.id)},
        # What is asked for next to what is so: pressed twice in two tabs, it is so once.
        NEWEST_FIRST: {"@aria-pressed": _said(newest_first)},
        ORDER: {"@aria-checked": _said(newest_first), "@data-key": "newest-last" if newest_first else "newest-first"},
        # At which of the two colours a phone's bar is.
        **{key_of(at): {"@media": media} for at, media in MEDIA[member.theme].items()},
        SMILEYS: {"@aria-checked": _said(smileys == "on"), "@data-key": "off" if smileys == "on" else "on"},
        **{
            choice(name, value): {"@aria-checked": _said(value == setting(member, name))}
            for name in ("theme", "lang", "home")
            for value in members.SETTINGS[name]
        },
    }


def choice(name: str, value: str) -> str:
    """The facts' key of one of a setting's values."""
    return f"{name}-{value or AUTOMATIC}"


def _said(true: bool) -> str:
    return str(true).lower()
