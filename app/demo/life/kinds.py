"""What is answered to what was understood, the most telling first."""

from __future__ import annotations

from collections.abc import Iterator

from app.demo.languages import Lang
from app.demo.life.answers import rules
from app.demo.life.understanding import Heard

GRAVE = ("lifeline", "sad", "rude", "trouble")
"""What is not passed over for anything else."""

TOLD = (
    *("identity", "newcomer", "price", "password", "secret", "personal", "clock", "agreed"),
    *("my-birthday", "wish", "birthday", "joke", "test", "here", "talk"),
)
"""What is asked for by its very words."""

ASKED = ("really", "trade", "doing")
"""What is asked by its very words, unless it is about something that somebody knows."""

FELT = ("doubted", "good-news", "dislike")
"""How somebody finds things, be they polite about it or not."""

COURTESY = ("congrats", "sorry", "thanks")
MOODS = ("mood", "glad")
PARTING = ("bye", "how-are-you", "meow", "hello", "link", "file", "laugh", "smiley")
SHORT = ("yes", "no")

QUIET = ("smiley", "laugh", "yes", "no")
"""What an emoji answers as well as a word does."""


def kinds_for(heard: Heard, login: str, lang: Lang) -> tuple[str, ...]:
    """The kinds of answers that this colleague may give to it, the best first; the last of them is always one that
    fits: `dry`, where nothing was understood."""
    return tuple(dict.fromkeys(_kinds(heard, login, lang)))


def _kinds(heard: Heard, login: str, lang: Lang) -> Iterator[str]:
    yield from (kind for kind in GRAVE if kind in heard.acts)
    if heard.references:
        yield f"record {heard.references[0][:2]}"
        yield "record"
    yield from (kind for kind in TOLD if kind in heard.acts)
    if "foreign" in heard.acts and "how-are-you" not in heard.acts:
        yield "foreign"
    if heard.asks:
        yield from _questions(heard, login, lang)
    if heard.wants:
        yield "request"
    if heard.asks:
        # "Fine, thanks, and you?"; of "Ready?" nobody knows what is asked.
        well = ("how-are-you",) if "how-are-you" in heard.acts else ()
        yield from well or ((heard.form or "question", "question") if heard.form or heard.plain else ())
    if {"no", "thanks"} <= set(heard.acts):
        yield "no"
    yield from (kind for kind in (*FELT, *COURTESY, *MOODS, *PARTING) if kind in heard.acts)
    yield from (kind for kind in heard.acts if kind in SHORT)
    yield "noted" if heard.plain else "dry"


def _questions(heard: Heard, login: str, lang: Lang) -> Iterator[str]:
    """What a question is about, what this colleague knows best first."""
    known = rules(lang)
    about = sorted(heard.topics, key=lambda topic: login not in known[topic].owners)
    for topic in about[:1]:
        if heard.form and "opinion" not in heard.acts:
            yield f"{topic} {heard.form}"
        yield topic
    if heard.topics:
        return
    if heard.names and (heard.form == "where" or "whereabouts" in heard.acts):
        yield "here" if login in heard.names else "whereabouts"
    if heard.names and "opinion" in heard.acts:
        yield "opinion"
    yield from (kind for kind in ASKED if kind in heard.acts)


def greets_first(kind: str, heard: Heard) -> bool:
    """Whether that kind of answer begins with a greeting: one was greeted, and it is no greeting itself."""
    courteous = {*GRAVE, *FELT, *COURTESY, *MOODS, *PARTING, *SHORT, *TOLD, "foreign", "dry"}
    return "hello" in heard.acts and kind not in courteous


def knows_best(heard: Heard, lang: Lang) -> tuple[str, ...]:
    """Who should answer it, whoever is not named: by the record's kind, then by topic."""
    by_record = {"FA": ("jb", "odile", "solene"), "CF": ("solene", "jb"), "BL": ("solene", "karim")}
    known = rules(lang)
    records = [login for reference in heard.references for login in by_record.get(reference[:2], ())]
    return tuple(dict.fromkeys([*records, *(login for topic in heard.topics for login in known[topic].owners)]))
