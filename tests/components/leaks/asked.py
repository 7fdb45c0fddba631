"""All that a forged page may ask, in which whoever asks names what is not theirs."""

from __future__ import annotations

from typing import Any

from app.store.ids import LARGEST
from tests.components.leaks.world import SECRET, World
from tests.conftest import MONDAY

ASKED: dict[str, list[dict[str, Any]]] = {
    "open": [{}],
    "elsewhere": [{"lost": True}, {"lost": False}],
    "shows": [{"keys": []}],
    "older": [{"before": LARGEST}, {"before": 0}],
    "newer": [{"after": LARGEST}, {"after": 0}],
    "around": [{}, {"row": LARGEST}, {"row": "said"}, {"after": 0}],
    "go-to-message": [{"key": "said"}, {"key": "whispered"}],
    **{f"{way}-found": [{"key": "said"}, {"key": "whispered"}] for way in ("go-to", "leave-for")},
    **{f"search-{does}": [{}] for does in ("open", "more", "close")},
    "search": [{"text": SECRET}, {"text": "dans:"}, {"text": f"dans:{SECRET[:3]}"}, {"text": "de:"}],
    "search-begin": [{"key": "dans:"}],
    "search-take": [{"key": "aparté "}],
    "search-drop": [{"key": 0}],
    "search-order": [{"key": "best"}],
    "mark-unread": [{"key": "said"}, {"key": "whispered"}],
    "mark-read": [{}],
    "mark-all-read": [{}],
    **{f"{way}-{what}": [{}] for way in ("next", "previous") for what in ("canal", "unread")},
    "calendar": [{}, {"month": "2026-03"}],
    "turn-calendar": [{"key": "2026-03"}],
    "go-to-day": [{"key": MONDAY}],
    "shortcuts": [{}],
    "say": [
        {"text": "Bonjour", "to": [], "nonce": "mine"},
        {"text": "Bonjour", "to": ["lea"], "nonce": "mine"},
        {"text": "Bonjour", "to": ["lea", "zoe"], "nonce": "mine"},
        {"text": "", "to": [], "nonce": "mine"},
        {"text": "Bonjour", "to": [], "nonce": "mine", "reply": {"key": 1}},
        {"text": "Bonjour", "to": [], "nonce": "mine", "reply": {"key": "1"}},
        {"text": "", "to": [], "nonce": "mine", "files": [{"key": 1}]},
        {"text": "@tous @Lea @Zoe", "to": [], "nonce": "mine"},
    ],
    "seen": [{"id": seen, "here": here} for seen in (LARGEST, 0) for here in (True, False)],
    "alive": [{"active": True}],
    "ring": [{"on": True}],
    "quote": [{}],
    "react": [{}],
    "react-with": [{"emoji": "👍", "mine": "false"}, {"emoji": "👍", "mine": "true"}],
    "react-picked": [{"text": "👍"}],
    "emoji-menu": [{"drawn": 15}],
    "emoji-tone": [{"tone": 3, "drawn": 15}],
    "emoji-find": [{"text": "chat", "tone": 0, "drawn": 15}],
    "emoji-begun": [{"text": "ch", "drawn": 15}],
    "emoji-used": [{"text": "🐱", "drawn": 15}],
    "typing": [{"to": []}, {"to": ["lea"]}],
    "propose": [{"begun": "", "chosen": []}, {"begun": "l", "chosen": []}],
    "named": [{"begun": begun, "to": to} for begun in ("", "k", "tou") for to in ([], ["lea"])],
    "add-named": [{"adds": "zoe"}],
    "preview": [{"text": "Bonjour"}],
    "draft": [
        *({"content": {"text": "Bonjour"}, "age": 0, "answers": answers} for answers in (0, 1)),
        *({"content": None, "age": age, "answers": 1} for age in (0, None)),
        {},
    ],
    "write-on": [{}, {"answers": "1"}],
    "send-later": [{"content": {"text": "Bonjour"}}],
    **{call: [{}] for call in ("later", "remind", "planned", "discard-draft", "discard-planned", "forget-planned")},
    **{call: [{}] for call in ("take-back-planned", "forget-reminder", "open-reminded")},
    "message-menu": [{}],
    "edit": [{}],
    "edit-last": [{}],
    "editing": [{"version": 0, "text": "Bonjour"}],
    "save-edit": [{"text": "Bonjour", "nonce": "mine"}],
    "share": [{"given": '{"title": "Facture"}', "here": True}],
    "arrange": [{"keys": []}],
    "desktop-options": [{"tile": "miaou"}],
    "desktop-show": [{"tile": "miaou", "key": "canal"}],
    "desktop-write": [{"key": "memo", "text": ""}],
    "desktop-put-back": [
        {"widget": {"id": "other", "kind": "miaou", "x": 0, "y": 0, "w": 4, "h": 4, "options": {}}},
    ],
    **{f"desktop-{does}": [{}] for does in ("add", "remove", "paper")},
    **{f"desktop-{does}": [{"tile": "miaou"}] for does in ("shift", "grow", "order", "press")},
    **{f"{card}-card": [{"key": "canal"}] for card in ("canal", "member", "link")},
    "history": [{}],
    **{card: [{"shows": "1"}] for card in ("lightbox", "listen", "file-text")},
    "files-out": [{}],
    "take-file-out": [{"takes": "1"}],
    "this-canal": [{"key": "canal"}, {}],
    **{card: [{}] for card in ("new-canal", "own-settings", "switcher", "desktop-help", "starting-desktop")},
    **{setting: [{}] for setting in ("flip-order", "set-home", "set-lang", "set-order", "set-smileys", "set-theme")},
    "inbox": [{}],
    **{f"{way}-received": [{}] for way in ("newer", "older")},
    "notifications-tested": [dict.fromkeys(("secure", "allowed", "on", "shown", "heard"), True)],
    **{f"set-{setting}": [{"key": "off"}, {"key": "none"}] for setting in ("receipts", "sound")},
    **{f"tour-{does}": [{}] for does in ("begin", "skip", "close")},
    "message-member": [{"key": "canal"}],
    "change-image": [{"key": "canal"}],
    "go": [{"key": "canal"}],
    **{each: [{}] for each in ("delete-message", "undo-delete")},
    "pin": [{"key": "said"}, {"key": "whispered"}],
    "unpin": [{"key": "said"}, {"key": "whispered"}],
    **{f"canal-{way}": [{"key": "canal"}] for way in ("panel", "sheet")},
    "turn-panel": [{"tab": tab} for tab in ("pins", "files", "links", "people")],
    **{call: [{}] for call in ("close-panel", "older-in-panel", "newer-in-panel")},
    "panel": [{"panel": 4, "do": "submit"}],
}
"""Each call, with what a forged one might bring; members by their logins. A new call must be put here."""

OF_DELETING = ("delete-message", "undo-delete")
"""Calls whose key is a message that is to go, or to come back."""

OF_A_MESSAGE = ("message-menu", "edit", "editing", "save-edit", "history", "lightbox", "listen", "file-text")
OF_A_MESSAGE += ("files-out", "take-file-out")
"""What is asked about a message by its id."""

ABOUT_MESSAGES: dict[str, list[dict[str, Any]]] = {
    "quote": [{}],
    "react": [{}],
    "react-with": [{"emoji": "👍", "mine": "false"}, {"emoji": "👍", "mine": "true"}, {"emoji": "x"}],
    "react-picked": [{"text": "👍"}, {"text": ""}],
    "say": [{"text": "Bonjour", "to": to, "nonce": "mine", "card": None} for to in ([], ["lea"], ["lea", "karim"])],
}
"""Each call that may name a message, with what a forged one might bring."""


def about(w: World, canal: int, given: dict[str, Any], said: dict[str, int]) -> dict[str, Any]:
    """What is sent about that canal: members by their ids, messages by those that `said` gives to their names."""
    payload = {"canal": canal, "key": canal, **given}
    for name in ("key", "row"):
        payload |= {name: said[payload[name]]} if payload.get(name) in said else {}
    if "adds" in given:
        payload["key"] = f"{canal} {getattr(w, given['adds']).id}"
    if "to" in given:
        payload["to"] = [getattr(w, login).id for login in given["to"]]
    if isinstance(given.get("widget"), dict):
        payload["widget"] = {**given["widget"], "options": {"canal": canal}}
    if "options" in given:
        payload["options"] = {"canal": canal}
    if "keys" in given:
        payload["keys"] = [w.bureau.id, canal]
    if "canals" in given:
        payload["canals"] = [w.bureau.id, canal]
    return payload
