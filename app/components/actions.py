"""What a click on a `data-action` opens. Each looks its rights up anew: a click is only a wish."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from app.components.cards.canal_card import open_canal_card, open_canal_people
from app.components.cards.member_card import message_member, open_member_card
from app.components.cards.new_canal import open_new_canal
from app.components.cards.own_menu import open_own_menu
from app.components.cards.own_sessions import open_own_sessions
from app.components.desktop.help import open_desktop_help
from app.components.desktop.link_card import open_link_card
from app.components.desktop.starting import open_starting_desktop
from app.components.view import View


async def flip_order(view: View, _key: object) -> None:
    """Read the other way round: newest last, or newest first with the composer on top."""
    member = view.member
    flipped = "newest-first" if member.reading_order == "newest-last" else "newest-last"
    await view.store.members.set(member, "reading_order", flipped)


async def set_home(view: View, key: object) -> None:
    """Which page opens first: the window or the desktop."""
    await view.store.members.set(view.member, "home", str(key))


async def set_theme(view: View, key: object) -> None:
    """Light, dark, or as the system says."""
    await view.store.members.set(view.member, "theme", "" if key == "auto" else str(key))


ACTIONS: dict[str, Callable[[View, object], Awaitable[None] | None]] = {
    "new-canal": open_new_canal,
    "canal-card": open_canal_card,
    "canal-people": open_canal_people,
    "member-card": open_member_card,
    "message-member": message_member,
    "flip-order": flip_order,
    "own-menu": open_own_menu,
    "own-sessions": open_own_sessions,
    "set-home": set_home,
    "set-theme": set_theme,
    "desktop-help": open_desktop_help,
    "link-card": open_link_card,
    "starting-desktop": open_starting_desktop,
}
