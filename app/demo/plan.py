"""Turns the demo's cast and talk into what has to be posted and seen at a given moment. Knows no store."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, partial

from app.demo import talk
from app.demo.cast import CHARACTERS, PLACES, Place, logins_in
from app.demo.languages import Lang
from app.demo.typography import spaced
from app.demo.workdays import filled, is_working_day, working_day

OPENS, CLOSES = time(8), time(18)
LATELY = timedelta(minutes=3)  # age of the newest message while the office is open
LEAST = timedelta(minutes=30)  # a shorter morning cannot hold the talk of its day: it is told of the day before

UNSEEN_EACH = (5, 4, 3, 2)  # so many messages at most are unseen in each of the canals with a star


@dataclass(frozen=True)
class Post:
    """One message to post. `at` is in epoch milliseconds, `canal` the key of a `Place`, people are logins.

    `reply_to` is the nonce of what it answers, `before` what it says until it is edited, a moment later; `pinned_by`
    who pins it to its canal. `files` go with it: what each shows (see `enclosed`), and what it is called.
    """

    at: int
    canal: str
    author: str
    text: str
    recipients: tuple[str, ...]
    nonce: str
    card: dict[str, object] | None = None
    reply_to: str = ""
    before: str = ""
    reactions: tuple[tuple[str, tuple[str, ...]], ...] = ()
    pinned_by: str = ""
    files: tuple[tuple[str, str], ...] = ()

    def visible_to(self, login: str) -> bool:
        """Whether this member of the canal sees it: an aside shows to its author and its recipients only."""
        return not self.recipients or login == self.author or login in self.recipients


@dataclass(frozen=True)
class Seen:
    """A member has seen a canal's messages up to this one, itself included."""

    login: str
    canal: str
    post: Post


@dataclass(frozen=True)
class Stage:
    """The talk's last day, and the last moment of it: on this machine's clock, without a zone."""

    today: date
    last: datetime

    def moment(self, day: int, seconds: float, nominal_end: float) -> datetime:
        """When a line of `day` is said that its file puts `seconds` after opening.

        The last day is stretched or squeezed so that `nominal_end` falls on the last moment.
        """
        start = datetime.combine(working_day(self.today, day), OPENS)
        share = (self.last - start).total_seconds() / nominal_end if day == 0 else 1
        return start + timedelta(seconds=seconds * share)


def stage(now: datetime) -> Stage:
    """The days of a talk that ends at `now`, or when the office last closed.

    A `now` with a time zone is turned into this machine's own time, where its office hours lie.
    """
    wall = now.astimezone().replace(tzinfo=None) if now.tzinfo else now
    last = wall - LATELY
    today = last.date()
    if is_working_day(today) and last >= datetime.combine(today, OPENS) + LEAST:
        return Stage(today, min(last, datetime.combine(today, CLOSES)))
    before = working_day(today, -1)
    return Stage(before, datetime.combine(before, CLOSES))


def opening(now: datetime, lang: Lang) -> int:
    """When the first day begins, in epoch milliseconds: members and canals are made then."""
    first = min(line.day for place in PLACES for line in talk.lines(place.key, lang))
    return _epoch(stage(now).moment(first, 0, 1))


def topic(place: Place, now: datetime, lang: Lang) -> str:
    """The canal's topic, with its dates."""
    today = stage(now).today
    return spaced(filled(place.topic.said(lang), today, today, lang), lang)


def plan(now: datetime, lang: Lang) -> list[Post]:
    """Every message, oldest first, none later than `now`."""
    scene = stage(now)
    said = [(place, line, second) for place in PLACES for line, second in _timed(place, lang)]
    nominal_end = max(second for _, line, second in said if line.day == 0)
    told = [(scene.moment(line.day, second, nominal_end), place, line) for place, line, second in said]
    told.sort(key=lambda each: each[0])
    posts: list[Post] = []
    newest: dict[tuple[str, str], str] = {}
    for number, (moment, place, line) in enumerate(told, start=1):
        nonce = f"demo-{number:04}"
        shown = partial(_shown, day=moment.date(), today=scene.today, lang=lang)
        posts.append(
            Post(
                at=_epoch(moment),
                canal=place.key,
                author=line.author,
                text=shown(line.text),
                recipients=line.recipients,
                nonce=nonce,
                card=_card([shown(row) for row in line.card]) if line.card else None,
                reply_to=newest[place.key, line.answers] if line.answers else "",
                before=shown(line.before),
                reactions=line.reactions,
                pinned_by=line.pinned_by,
                files=tuple((what, shown(name)) for what, name in line.files),
            )
        )
        newest[place.key, line.author] = nonce
    return posts


def _card(rows: list[str]) -> dict[str, object]:
    """What `store.messages.post` takes, of a card as its file has it."""
    title, reference, link, *fields = rows
    return {
        "title": title,
        "reference": reference,
        "link": link,
        "fields": [field.split(" = ", 1) for field in fields],
    }


def _shown(text: str, day: date, today: date, lang: Lang) -> str:
    return spaced(filled(text, day, today, lang), lang)


def _timed(place: Place, lang: Lang) -> list[tuple[talk.Line, int]]:
    """The canal's lines with the seconds since opening.

    Lines of one minute follow each other by some seconds; each canal begins at a second of its own, so that
    no two speak at the very same time.
    """
    offset = PLACES.index(place)
    in_minute: Counter[tuple[int, int]] = Counter()
    timed = []
    for line in talk.lines(place.key, lang):
        turn = in_minute[line.day, line.minute]
        in_minute[line.day, line.minute] += 1
        timed.append((line, line.minute * 60 - OPENS.hour * 3600 + offset + 17 * turn))
    return timed


def _epoch(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def seen(posts: list[Post]) -> list[Seen]:
    """What each member has seen: all but the newest messages of a few canals, and all of one's own."""
    return [mark for character in CHARACTERS for mark in _seen_by(character.login, posts)]


def _seen_by(login: str, posts: list[Post]) -> list[Seen]:
    read: dict[str, list[Post]] = {}
    for post in posts:
        if login in logins_in(_place(post.canal)) and post.visible_to(login):
            read.setdefault(post.canal, []).append(post)
    news = {key: _after_own(login, said) for key, said in read.items()}
    starred = sorted((key for key in news if news[key]), key=lambda key: _weight(news[key]), reverse=True)
    unseen = {key: min(most, len(news[key])) for key, most in zip(starred, UNSEEN_EACH, strict=False)}
    return [Seen(login, key, said[-1 - unseen.get(key, 0)]) for key, said in read.items()]


def _after_own(login: str, said: list[Post]) -> list[Post]:
    """What others said after this member's own last message; the first message of a canal is never news."""
    last_own = max((number for number, post in enumerate(said) if post.author == login), default=0)
    return said[last_own + 1 :]


def _weight(news: list[Post]) -> tuple[bool, bool, int]:
    """What is meant for few matters most: asides, then private canals, then what is newest."""
    few = _place(news[-1].canal).kind != "open"
    return any(post.recipients for post in news), few, news[-1].at


@cache
def _place(key: str) -> Place:
    return next(place for place in PLACES if place.key == key)
