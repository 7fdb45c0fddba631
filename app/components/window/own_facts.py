"""What a page shows of its own member and of their office."""

from __future__ import annotations

from app.components import fragments
from app.components.office_logo import logo_address
from app.components.wire.facts import Facts
from app.store import Store
from app.store.state import Member

OFFICE = "office"
SELF = "self"
SETTINGS = "settings"


def office_facts(store: Store) -> Facts:
    """Its name, and the address of its own logo, which takes the cat's place."""
    return {"name": store.office.name, "logo": logo_address(store.office.logo)}


def self_facts(member: Member, status: str) -> Facts:
    return {
        "name": member.nickname,
        "note": member.note,
        "cat": str(fragments.cat(member, status)),
        # By which what is theirs is known among what is everybody's, and at which end they read the newest.
        "@data-own": str(member.id),
        "@data-order": member.reading_order,
    }


def settings_facts(member: Member) -> Facts:
    """What they have set, as the whole of their pages follows it."""
    return {"@data-theme": member.theme, "lang": member.lang}
