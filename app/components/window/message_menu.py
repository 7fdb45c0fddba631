"""The menu of a message: what whoever looks may do with it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

from app.components.asking import Actions, Answer, Id, action
from app.components.cards.files_out import FilesOut
from app.components.cards.history import History
from app.components.icons import icon
from app.components.menu import LINE, Entry, Offer, menu
from app.components.page import Page
from app.components.window.editing import EDIT
from app.components.window.files.addresses import original, to_copy
from app.components.window.message_bar import MENU
from app.components.window.pinning import Pinning
from app.locale import N_
from app.store import Refused, access
from app.store.pinned import is_pinned
from app.store.said import Message
from app.store.state import Member, State

__all__ = ["MENU", "MessageMenu", "offers"]

ALREADY = N_("That is so already.")

Rule = Callable[[State, Member, Message], object]


def _may_answer(state: State, member: Member, message: Message) -> object:
    return access.access_post(state, member, message.canal_id, ())


def _may_pin(state: State, member: Member, message: Message) -> object:
    if is_pinned(state, message):
        raise Refused(ALREADY)
    return access.access_message_to_pin(state, member, message)


def _may_unpin(state: State, member: Member, message: Message) -> object:
    if not is_pinned(state, message):
        raise Refused(ALREADY)
    return access.access_message_to_pin(state, member, message)


_DEEDS: tuple[tuple[int, str, str, str, str, Rule], ...] = (
    (0, "react", "react", N_("React"), "smile", access.access_message_to_react),
    (0, "reply", "reply", N_("Reply"), "reply", _may_answer),
    (1, "edit", EDIT, N_("Edit"), "pen", access.access_message_to_edit),
    (1, "copy-text", "copy", N_("Copy the text"), "copy", access.access_message),
    (1, "copy-link", "copy", N_("Copy the link"), "link", access.access_message),
    (2, "mark-unread", "mark-unread", N_("Mark as unread from here"), "envelope", access.access_message),
    (2, "remind", "remind", N_("Remind me"), "clock", access.access_message),
    (2, "pin", Pinning.pin.__name__, N_("Pin to the canal"), "pin", _may_pin),
    (2, "unpin", Pinning.unpin.__name__, N_("Unpin"), "pin", _may_unpin),
    (3, "history", History.opened_by, N_("Show the versions"), "history", access.access_history),
    (3, "files-out", FilesOut.opened_by, N_("Take a file out"), "clip", access.access_files_to_take_out),
    (3, "delete", "delete-message", N_("Delete"), "bin", access.access_message_to_delete),
)
"""Each entry, by groups: how it is found, what it does, its name, its icon, and by which rule it is offered."""


class MessageMenu(Actions):
    @action
    async def message_menu(self, key: Id) -> Answer:
        """What may be done with that message.

        :raises Forbidden: when they may not read it
        """
        message = await self.page.store.messages.find_anywhere(self.page.member, key)
        # One's own stands at the other side: it opens away from that.
        is_own = message.author_id == self.page.tab.member_id
        look = ".menu.of-message.of-own" if is_own else ".menu.of-message"
        return {"menu": str(menu("menu-message", self.page.words("Message"), offers(self.page, message), look))}


COPIES = 1
"""The group of what is done with what it says."""


def offers(page: Page, message: Message) -> list[Offer]:
    """What this member may do with a message."""
    state, member = page.store.state, page.member
    listed: list[Offer] = []
    for number, group in groupby(_DEEDS, key=lambda deed: deed[0]):
        entries: list[Offer] = [
            _entry(page, message, does, what, title, drawn)
            for _, does, what, title, drawn, rule in group
            if _is_about_something(does, message) and access.may(rule, state, member, message)
        ]
        if number == COPIES:
            entries += _of_its_file(page, message)
        listed += [LINE, *entries] if listed and entries else entries
    return listed


def _is_about_something(does: str, message: Message) -> bool:
    """Whether there is what the entry is about: a text to be copied, versions to be shown."""
    return {"copy-text": bool(message.html), "history": bool(message.edited)}.get(does, True)


def _of_its_file(page: Page, message: Message) -> list[Offer]:
    """What may be done with the file that a message holds; each of several says so itself."""
    if len(message.files) != 1:
        return []
    (file,), words = message.files, page.words
    address, copied = to_copy(file), words("The link is copied.")
    keep = Entry(
        label=words("Download"), does="download", sample=icon("download", 18), href=original(file), keeps=file.name
    )
    title, sample = words("Copy the file’s link"), icon("link", 18)
    copy = Entry(label=title, does="copy-file-link", action="copy", sample=sample, href=address, copied=copied)
    return [keep, copy]


def _entry(page: Page, message: Message, does: str, what: str, title: str, drawn: str) -> Entry:
    words, sample = page.words, icon(drawn, 18)
    key = str(message.id)
    if does == "copy-text":
        said = words("The text is copied.")
        return Entry(label=words(title), does=does, action=what, sample=sample, copies=".message-body", copied=said)
    if does == "copy-link":
        said = words("The link is copied.")
        return Entry(label=words(title), does=does, action=what, sample=sample, href=f"/?message={key}", copied=said)
    return Entry(label=words(title), does=does, action=what, sample=sample, key=key)
