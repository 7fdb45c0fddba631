"""What is told to a member's pages when its time has come: a reminder, and what could not be sent."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.components.window.announcement import in_short
from app.components.window.cat_icon import cat_address
from app.components.window.notices import Notice
from app.components.wire.ops import Ring, Telling, Toast
from app.components.wire.rooms import member_room, rings_room
from app.components.wire.rung import Rung
from app.locale import Words, catalogue, listed
from app.store import Store, access
from app.store.feed import Change, ReminderDue, ScheduledChanged
from app.store.said import Message
from app.store.state import Member


class LaterTeller:
    """:param langs: the languages in which pages were opened
    :param rung: what can be taken back"""

    def __init__(self, store: Store, langs: Collection[str], rung: Rung) -> None:
        self._store = store
        self._langs = langs
        self._rung = rung
        self._due: list[ReminderDue] = []
        self._held: list[ScheduledChanged] = []

    @property
    def waits(self) -> bool:
        return bool(self._due or self._held)

    def hear(self, change: Change) -> None:
        if isinstance(change, ReminderDue):
            self._due.append(change)
        elif isinstance(change, ScheduledChanged) and change.held:
            self._held.append(change)

    def clear(self) -> None:
        self._due, self._held = [], []

    def tellings(self) -> Iterable[Telling]:
        due, held = self._due, self._held
        self.clear()
        for lang in sorted(self._langs):
            words = catalogue(lang)
            for change in due:
                yield from self._reminds(change, lang, words)
            for each in held:
                sentence = words("A scheduled message could not be sent.")
                yield [member_room(each.member_id, lang)], Toast(sentence, "error", _shows(words))

    def _reminds(self, change: ReminderDue, lang: str, words: Words) -> Iterable[Telling]:
        member = self._store.state.members[change.member_id]
        message = change.message if change.message and self._reads(member, change.message) else None
        sentence, leads = words("Reminder: its message is gone, or you may not read it any more."), _shows(words)
        if message is not None:
            author = self._store.state.members[message.author_id].nickname
            sentence = words(
                "Reminder · {name}: {text}", name=author, text=in_short(message, self._store.state.nickname, words)
            )
            leads = {"label": words("Go to the message"), "action": "open-reminded", "key": message.id}
        yield [member_room(member.id, lang)], Toast(sentence, "info", leads)
        if message is not None:
            notice = self._notice(message, words)
            self._rung.note([member.id], message, notice.tag, until_read=False)
            yield [rings_room(member.id, lang)], Ring(notice.as_json())

    def _reads(self, member: Member, message: Message) -> bool:
        """Also a moment after it was found that they do."""
        canal = self._store.state.canals[message.canal_id]
        return access.is_in(member, canal) and access.sees(member, message)

    def _notice(self, message: Message, words: Words) -> Notice:
        canal = self._store.state.canals[message.canal_id]
        where = "" if canal.kind == "direct" else canal.name
        author = self._store.state.members[message.author_id].nickname
        title = listed((words("Reminder"), author, where), " · ")
        return Notice(
            canal.id,
            title,
            in_short(message, self._store.state.nickname, words),
            cat_address(canal.color),
            f"miaou-reminder-{message.id}",
        )


def waiting(store: Store, member: Member, words: Words) -> list[list[object]]:
    """What a page says as it opens: that something is to be looked at which became due while nobody was there."""
    due = len(store.reminders.due(member))
    held = sum(bool(each.trouble) for each in store.scheduled.of(member))
    late = sum(bool(each.sent) for each in store.scheduled.of(member))
    told = (
        words.plural("{n} reminder is due.", "{n} reminders are due.", due) if due else "",
        words.plural("{n} scheduled message could not be sent.", "{n} scheduled messages could not be sent.", held)
        if held
        else "",
        words.plural("{n} scheduled message was sent late.", "{n} scheduled messages were sent late.", late)
        if late
        else "",
    )
    sentence = " ".join(filter(None, told))
    return [["toast", sentence, "error" if held else "info", _shows(words)]] if sentence else []


def _shows(words: Words) -> dict[str, str | int]:
    return {"label": words("Show"), "action": "later"}
