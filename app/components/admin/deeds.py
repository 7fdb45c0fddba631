"""What administrators did, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.components.page import Page
from app.components.window.own_menu import LANGUAGES
from app.locale import N_, Words, listed
from app.store import access
from app.store.audit import Entry

Details = Mapping[str, Any]

PARTS = {"nickname": N_("nickname"), "note": N_("status line"), "image": N_("image")}
"""What of a card may have been changed."""

TELLING: dict[str, str | Callable[[Words, Details], str]] = {
    "member-role": lambda words, details: (
        words("{member} is now an administrator", **details)
        if details["role"] == "admin"
        else words("{member} is an ordinary member again", **details)
    ),
    "member-edited": lambda words, details: words(
        "Card of {member} changed: {what}",
        member=details["member"],
        what=", ".join(words(PARTS.get(part, part)) for part in details["what"]),
    ),
    "member-deactivated": N_("Account of {member} deactivated"),
    "member-reactivated": N_("Account of {member} reactivated"),
    "password-link": N_("Password link made for {member}"),
    "password-link-used": N_("New password chosen by {member}"),
    "invite-created": lambda words, details: words(
        "Invitation made: {people}, {days}",
        people=words.plural("{n} person", "{n} people", details["uses"]),
        days=words.plural("{n} day", "{n} days", details["days"]),
    ),
    "invite-revoked": N_("Invitation ended"),
    "canal-taken-over": lambda words, details: (
        words("Canal taken over: {canal}", **details)
        if details["canal"]
        else words("A canal that nobody was in any more taken over")
    ),
    "message-deleted": lambda words, details: (
        words("Message of {member} deleted in {canal}", **details)
        if details.get("canal")
        else words("Message of {member} deleted", **details)
    ),
    "message-restored": lambda words, details: (
        words("Message of {member} in {canal} brought back", **details)
        if details.get("canal")
        else words("Message of {member} brought back", **details)
    ),
    "office-renamed": N_("The office is now called {name}"),
    "office-language": lambda words, details: words(
        "The office's language is now {lang}", lang=dict(LANGUAGES).get(details["lang"], details["lang"])
    ),
    "logo-changed": N_("New logo"),
    "logo-removed": N_("Logo removed"),
    "bare-photos-set": lambda words, details: (
        words("Photographs lose what their camera wrote into them")
        if details["bare_photos"]
        else words("Photographs keep what their camera wrote into them")
    ),
    "starting-desktop": N_("New starting layout"),
    "embed-key-added": N_("Key added: {name} ({algorithm})"),
    "embed-key-removed": N_("Key removed: {name}"),
    "embed-key-admins": lambda words, details: (
        words("Key {name} lets administrators in", **details)
        if details["allowed"]
        else words("Key {name} lets no administrator in any more", **details)
    ),
    "embed-origin-allowed": N_("Site allowed to show the widget: {origin}"),
    "embed-origin-removed": N_("Site no longer allowed to show the widget: {origin}"),
    "embed-creation-set": lambda words, details: (
        words("Unknown logins of a host get an account")
        if details["allowed"]
        else words("Unknown logins of a host are refused")
    ),
    "reference-added": N_("References like {pattern} lead to {address}"),
    "reference-removed": N_("References like {pattern} are no longer links"),
}
"""Each deed's sentence, or what makes it of the deed's details."""


def told(page: Page, entry: Entry) -> str:
    """The deed as a sentence; one that this version does not know, as it is written down."""
    store, words, details = page.store, page.words, dict(entry.details)
    if isinstance(details.get("member"), int):
        member = store.state.members.get(details["member"])
        details["member"] = member.nickname if member is not None else "?"
    if isinstance(details.get("canal"), int):
        details["canal"] = _name_of(page, details["canal"])
    telling = TELLING.get(entry.deed)
    try:
        if callable(telling):
            return telling(words, details)
    except (KeyError, TypeError):
        telling = None
    if telling is None:
        return listed([entry.deed, *(f"{name}: {value}" for name, value in details.items())], " · ")
    return words(telling, **details)


def _name_of(page: Page, canal_id: int) -> str:
    """A canal's name, for a reader who is in it; "" to all others, who must not learn of it here either."""
    if not access.may(access.access_canal, page.store.state, page.member, canal_id):
        return ""
    return page.store.canals.get(page.member, canal_id).name
