"""The pages of an export, for a person to read: what is on them, and one for each stretch of a conversation.

Each stands alone: it loads nothing, runs nothing, and keeps its looks wherever it is opened.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from urllib.parse import quote

from babel.numbers import format_decimal
from markupsafe import Markup

from app.locale import N_, isolated, listed
from app.store import cards
from app.store.cards import Card
from app.store.export_contents import Contents, Conversation, Said, iso
from app.store.export_style import STYLE
from app.store.members import setting
from app.store.said import File, Message, Quote
from app.store.state import Member
from app.text.mentions import named_today

PAGE = 5_000
"""Messages on one page: what a browser still opens at once."""

GROUPED_MS = 5 * 60 * 1000
"""What somebody says within that time of their last message stands under the same name."""

EVENTS = {
    "renamed": N_("{name} renamed the canal: {new}"),
    "coloured": N_("{name} gave the canal another colour"),
    "described": N_("{name} changed the topic: {new}"),
    "explained": N_("{name} changed the description"),
    "unexplained": N_("{name} took the description away"),
    "pinned": N_("{name} pinned {message}"),
    "unpinned": N_("{name} unpinned {message}"),
    "archived": N_("{name} archived the canal"),
    "restored": N_("{name} restored the canal"),
    "joined": N_("{name} joined the office"),
    "added": N_("{name} added {member}"),
    "removed": N_("{name} took out {member}"),
    "left": N_("{name} left the canal"),
    "taken-over": N_("{name} took over the canal, which nobody was in any more"),
}

_SETTINGS = (
    ("lang", N_("Language"), {"": N_("Automatic"), "fr": N_("Français"), "en": N_("English")}),
    ("theme", N_("Appearance"), {"": N_("Automatic"), "light": N_("Light"), "dark": N_("Dark")}),
    (
        "reading_order",
        N_("Reading direction"),
        {"newest-last": N_("Newest at the bottom"), "newest-first": N_("Newest at the top")},
    ),
    ("smileys", N_("Typed smileys"), {"on": N_("Become emoji"), "off": N_("Stay as typed")}),
    ("home", N_("Home page"), {"window": N_("Chat"), "desktop": N_("Desktop")}),
    ("receipts", N_("Read receipts"), {"on": N_("Shown"), "off": N_("Not shown")}),
    (
        "sound",
        N_("Sound"),
        {"miaou": N_("Miaou"), "bell": N_("Little bell"), "knock": N_("Knock"), "none": N_("No sound")},
    ),
)

# Also a browser that opens the page from a disk loads nothing for it and runs nothing in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

_HEAD = Markup(
    '<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
    "<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n"
)
_WHOSE = Markup(
    '<header class="whose">{cat}<div><h1><bdi>{title}</bdi></h1><p class="soft"><bdi>{made}</bdi></p></div></header>\n'
)
_ABOUT = Markup(
    '<header><p><a href="../index.html">← {back}</a></p><h1><bdi>{name}</bdi></h1>'
    '<p class="soft"><bdi>{about}</bdi></p></header>\n'
)
_END = Markup("</body>\n</html>\n")
_STYLE = Markup(STYLE)  # noqa: S704 - our own
_CAT = Markup('<span class="cat" style="--fur:{color};--s:{size}px" aria-hidden="true">{face}</span>')
_AUTHOR = Markup('{cat}<p class="who"><b><bdi>{name}</bdi></b>')
_ROW = Markup("<dt>{title}</dt><dd><bdi>{value}</bdi></dd>\n")


def path_of(place: int, page: int = 1) -> str:
    """Where a page of a conversation lies in the zip; both numbers count from 1."""
    return f"conversations/{place:03}.html" if page == 1 else f"conversations/{place:03}-{page}.html"


def pages_of(conversation: Conversation) -> int:
    return -(-conversation.count // PAGE)


class Pages:
    """:param face: the member's image, as WebP; none when they have given none"""

    def __init__(self, contents: Contents, face: bytes | None) -> None:
        self._contents, self._face = contents, face
        self._own = contents.member.id
        """Whose messages stand at the other side, without their name."""
        self.words = contents.words
        self._days: dict[date, str] = {}
        self._authors: dict[int, Markup] = {}

    def index(self) -> str:
        """The first page: the card, the settings, and the way to each conversation."""
        words, contents, member = self.words, self._contents, self._contents.member
        title = words("Data of {name}", name=member.nickname)
        made = words.date(local(contents.office.now).date(), "long")
        parts = [
            self._head(title),
            _WHOSE.format(
                cat=_cat(member, 64, self._face),
                title=title,
                made=listed((contents.office.name, made), " · "),
            ),
            Markup("<main>\n"),
            self._sheet(words("Card"), self._card()),
            self._sheet(words("Settings"), self._settings()),
            self._lists(),
            self._sessions(),
            self._files(),
            Markup("</main>\n"),
            self._foot(),
        ]
        return Markup("").join(parts)

    def conversation(self, conversation: Conversation, place: int) -> Iterator[tuple[str, Iterator[str]]]:
        """The pages of one conversation: where each lies, and its pieces. Use up one's pieces before the next."""
        messages = (said for chunk in self._contents.messages(conversation) for said in chunk)
        for page in range(1, pages_of(conversation) + 1):
            yield path_of(place, page), self._page(conversation, place, page, messages)

    def _page(self, conversation: Conversation, place: int, page: int, messages: Iterator[Said]) -> Iterator[str]:
        words = self.words
        pages = pages_of(conversation)
        yield self._head(conversation.name)
        about = (self._extent(conversation), _topic(conversation), self._which(page, pages))
        yield _ABOUT.format(
            back=words("Data of {name}", name=self._contents.member.nickname),
            name=conversation.name,
            about=listed(about, " · "),
        )
        yield from self._log(islice(messages, PAGE))
        if pages > 1:
            yield self._ways(place, page, pages)
        yield self._foot()

    def _log(self, messages: Iterable[Said]) -> Iterator[str]:
        yield Markup('<main class="log">\n')
        before: Message | None = None
        for said in messages:
            message = said.message
            if before is None or local(before.at).date() != local(message.at).date():
                yield Markup('<h2 class="day">{}</h2>\n').format(self._day(local(message.at).date()))
                before = None
            yield self._line(said, before)
            before = message
        yield Markup("</main>\n")

    def _line(self, said: Said, before: Message | None) -> str:
        message = said.message
        if message.event:
            return Markup('<p class="event"><bdi>{}</bdi></p>\n').format(event_sentence(self._contents, message))
        follows = before is not None and _follows(message, before)
        at = local(message.at)
        looks = ["msg"]
        looks += ["mine"] * (message.author_id == self._own)
        looks += ["aside"] * message.is_aside + ["next"] * follows
        # Not Markup's own way of filling in, which takes five times as long: a history may hold a million messages.
        # What stands here is ours or made safe before: the names, and the text when it was said (see app.text.safe).
        return (
            f'<article class="{" ".join(looks)}" id="m{message.id}">{"" if follows else self._who(message, at)}'
            f'<div class="bubble" title="{self._day(at.date())} {clock(at)}">'
            f"{self._circle(message) if message.is_aside else ''}{self._quote(message.quote) if message.quote else ''}"
            f'<div class="message-body">{named_today(message.html, self._contents.nickname)}</div>'
            f"{self._record(cards.read(message.card)) if message.card else ''}"
            f"{self._attached(message.files) if message.files else ''}"
            f"{self._edited(said) if message.edited else ''}{self._reactions(message) if message.reactions else ''}"
            "</div></article>\n"
        )

    def _who(self, message: Message, at: datetime) -> str:
        time = f'<time datetime="{iso(message.at)}">{clock(at)}</time>'
        if message.author_id == self._own:
            return f'<p class="who">{time}</p>'
        return f"{self._author(message.author_id)} · {time}</p>"

    def _circle(self, message: Message) -> Markup:
        names = listed(map(self._contents.nickname, message.recipients))
        return Markup('<p class="to"><bdi>{}</bdi></p>').format(self.words("aside to {names}", names=names))

    def _quote(self, quote: Quote) -> Markup:
        if quote.gone:
            return Markup('<p class="quote"><i>{}</i></p>').format(self.words("Message deleted"))
        return Markup('<p class="quote"><b><bdi>{}</bdi></b> <bdi>{}</bdi></p>').format(
            self._contents.nickname(quote.author_id), self._contents.quoted(quote)
        )

    def _attached(self, files: Iterable[File]) -> Markup:
        """The way to each; a browser that opens one from a disk may be made to do what it says: it is saved instead."""
        return Markup('<ul class="files">{}</ul>').format(
            Markup("").join(
                Markup('<li><a href="../{}" download><bdi>{}</bdi></a></li>').format(
                    quote(self._contents.attachments.path(file)), file.name
                )
                for file in files
            )
        )

    def _edited(self, said: Said) -> Markup:
        """That it was edited, and when; of one's own, what it said before."""
        at, of = local(said.message.edited), local(said.message.at).date()
        if at.date() == of:
            title = self.words("edited {time}", time=clock(at))
        else:
            title = self.words("edited on {day}, {time}", day=self._day(at.date()), time=clock(at))
        if not said.former:
            return Markup('<p class="edited soft">{}</p>').format(title)
        before = Markup("").join(
            Markup('<li><span class="soft">{}</span> <bdi>{}</bdi></li>').format(self._moment(each.at, of), each.text)
            for each in said.former
        )
        return Markup('<details class="edited soft"><summary>{}</summary><ol>{}</ol></details>').format(title, before)

    def _reactions(self, message: Message) -> Markup:
        return Markup('<p class="reactions soft">{}</p>').format(
            Markup(" · ").join(
                Markup("{} <bdi>{}</bdi>").format(emoji, listed(map(self._contents.nickname, by)))
                for emoji, by in message.reactions
            )
        )

    def _moment(self, at: int, of: date) -> str:
        """When it was; without the day, when it is that one."""
        there = local(at)
        return clock(there) if there.date() == of else f"{self._day(there.date())} {clock(there)}"

    def _author(self, member_id: int) -> Markup:
        """Their image and name, as they stand at the head of what they say."""
        if member_id not in self._authors:
            member = self._contents.office.members.get(member_id)
            self._authors[member_id] = _AUTHOR.format(
                cat=_cat(member, 36) if member is not None else "", name=self._contents.nickname(member_id)
            )
        return self._authors[member_id]

    def _record(self, card: Card) -> Markup:
        fields = Markup("").join(
            Markup("<dt><bdi>{}</bdi></dt><dd><bdi>{}</bdi></dd>").format(name, value) for name, value in card.fields
        )
        reference = card.reference if card.reference not in card.title else ""
        return Markup('<div class="record"><strong><bdi>{title}</bdi></strong>{reference}{fields}{link}</div>').format(
            title=card.title,
            reference=Markup(' <small class="soft"><bdi>{}</bdi></small>').format(reference) if reference else "",
            fields=Markup("<dl>{}</dl>").format(fields) if fields else "",
            link=Markup('<p><a href="{}" rel="noopener noreferrer nofollow">{}</a></p>').format(card.link, card.site)
            if card.link
            else "",
        )

    def _card(self) -> list[tuple[str, str]]:
        words, card = self.words, self._contents.card()
        return [
            (words("Login"), card["login"]),
            (words("Nickname"), card["nickname"]),
            (words("Role"), words("Administrator") if card["role"] == "admin" else words("Member")),
            (words("Status line"), card["note"]),
            (words("E-mail"), card["email"]),
            (words("Member since"), self._day(local(self._contents.member.created).date())),
        ]

    def _settings(self) -> list[tuple[str, str]]:
        words = self.words
        return [
            (words(title), words(values.get(value, value)))
            for name, title, values in _SETTINGS
            for value in (setting(self._contents.member, name),)
        ]

    def _sheet(self, title: str, rows: Iterable[tuple[str, str]]) -> Markup:
        filled = Markup("").join(_ROW.format(title=title, value=value) for title, value in rows if value)
        return Markup('<h2>{}</h2>\n<section class="sheet"><dl>\n{}</dl></section>\n').format(title, filled)

    def _lists(self) -> Markup:
        """The conversations by kind, each under its heading; numbered as their pages are."""
        words = self.words
        groups: dict[str, list[Markup]] = {}
        for place, each in enumerate(self._contents.conversations, 1):
            if not each.told:
                title = words("Canals that you have left")
            else:
                title = words("Direct conversations") if each.canal.kind == "direct" else words("Canals")
            groups.setdefault(title, []).append(self._entry(each, place))
        return Markup("").join(_list(title, entries) for title, entries in groups.items())

    def _entry(self, conversation: Conversation, place: int) -> Markup:
        name = Markup("<bdi>{}</bdi>").format(conversation.name)
        if conversation.count:
            name = Markup('<a href="{}">{}</a>').format(path_of(place), name)
        else:
            name = Markup("<b>{}</b>").format(name)
        swatch = Markup("")
        if conversation.told and conversation.canal.kind != "direct":
            swatch = Markup('<span class="swatch" style="--fur:{}"></span>').format(conversation.canal.color)
        return Markup('<li><span>{}{}</span><span class="soft">{}</span></li>\n').format(
            swatch, name, self._extent(conversation)
        )

    def _extent(self, conversation: Conversation) -> str:
        """How many messages there are, and from when to when."""
        words, n = self.words, conversation.count
        counted = words.plural("{n} message", "{n} messages", n, n=format_decimal(n, locale=words.locale))
        if not n:
            return counted
        first, last = (words.date(local(at).date()) for at in conversation.span)
        return f"{counted} · {first}" if first == last else f"{counted} · {first} – {last}"

    def _which(self, page: int, pages: int) -> str:
        return self.words("page {page} of {pages}", page=page, pages=pages) if pages > 1 else ""

    def _ways(self, place: int, page: int, pages: int) -> Markup:
        words = self.words
        ways = []
        for to, title in ((page - 1, words("Earlier messages")), (page + 1, words("Later messages"))):
            if 1 <= to <= pages:
                address = path_of(place, to).removeprefix("conversations/")
                ways.append(Markup('<a href="{}">{}</a>').format(address, title))
        return Markup("<nav>{}</nav>\n").format(Markup(" ").join(ways))

    def _sessions(self) -> Markup:
        words = self.words
        entries = [
            Markup('<li><span><bdi>{}</bdi></span><span class="soft">{}</span></li>\n').format(
                each.agent or words("Unknown browser"),
                f"{words.date(local(each.seen).date())} · {each.address}",
            )
            for each in self._contents.browsers()
        ]
        return _list(words("Sessions"), entries) if entries else Markup("")

    def _files(self) -> Markup:
        words = self.words
        sizes: Sequence[tuple[str, str]] = (
            ("export.json", words("Everything about you, for another program")),
            ("messages.json", words("All the messages, for another program")),
        )
        if self._face is not None:
            sizes = (*sizes, ("files/image-256.webp", words("Your image")))
        return _list(
            words("Files"),
            [
                Markup('<li><span><a href="{}">{}</a></span><span class="soft">{}</span></li>\n').format(
                    address, address, meaning
                )
                for address, meaning in sizes
            ],
        )

    def _head(self, title: str, policy: str = POLICY) -> Markup:
        return _HEAD.format(lang=self.words.lang, policy=policy, title=f"{isolated(title)} · Miaou", style=_STYLE)

    def _foot(self) -> Markup:
        words = self.words
        return (
            Markup("<footer>{}</footer>\n").format(words("Times are those of the computer on which Miaou runs.")) + _END
        )

    def _day(self, day: date) -> str:
        if day not in self._days:
            self._days[day] = self.words.date(day, "full")
        return self._days[day]


def event_sentence(contents: Contents, message: Message) -> str:
    """What happened to the canal, under today's names."""
    told = json.loads(message.event)
    sentence = EVENTS.get(told.get("what"), "{name}")
    if told.get("what") == "described" and not told.get("topic"):
        sentence = N_("{name} took the topic away")
    return contents.words(
        sentence,
        name=contents.nickname(message.author_id),
        new=told.get("name") or told.get("topic") or "",
        member=contents.nickname(told["member"]) if "member" in told else "",
        message=contents.words("a message"),
    )


def _list(title: str, entries: Iterable[Markup]) -> Markup:
    return Markup('<h2>{}</h2>\n<section class="sheet"><ul class="list">\n{}</ul></section>\n').format(
        title, Markup("").join(entries)
    )


def _cat(member: Member, size: int, face: bytes | None = None) -> Markup:
    if face is not None:
        shown = Markup('<img src="data:image/webp;base64,{}" alt="">').format(b64encode(face).decode())
    else:
        shown = Markup("<i>{}</i>").format(next((sign for sign in member.nickname if sign.isalnum()), "?").upper())
    return _CAT.format(color=member.color, size=size, face=shown)


def _topic(conversation: Conversation) -> str:
    """What it is about, and what it is for, in one line."""
    canal = conversation.canal
    return listed((canal.topic, " ".join(canal.description.split())), " · ") if conversation.told else ""


def _follows(message: Message, before: Message) -> bool:
    return (
        not before.event
        and message.author_id == before.author_id
        and message.recipients == before.recipients
        and message.at - before.at < GROUPED_MS
    )


def local(moment: int) -> datetime:
    """Epoch milliseconds by the clock of this machine."""
    return datetime.fromtimestamp(moment / 1000)


def clock(at: datetime) -> str:
    return f"{at.hour:02}:{at.minute:02}"
