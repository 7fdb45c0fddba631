"""What a click on a `data-action` opens. Each looks its rights up anew: a click is only a wish."""

from __future__ import annotations

from collections.abc import Callable

from app.components.canal_card import open_canal_card, open_canal_people
from app.components.member_card import open_member_card
from app.components.new_canal import open_new_canal
from app.components.own_menu import open_own_menu
from app.components.own_sessions import open_own_sessions
from app.components.view import View

ACTIONS: dict[str, Callable[[View, object], None]] = {
    "new-canal": open_new_canal,
    "canal-card": open_canal_card,
    "canal-people": open_canal_people,
    "member-card": open_member_card,
    "own-menu": open_own_menu,
    "own-sessions": open_own_sessions,
}
