"""When something is to be done: what is offered, and what was chosen, by the clock of whoever chooses."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

from babel.dates import format_time
from htpy import Element, Node, button, div, span
from htpy import time as moment

from app.components.cards.card import Form
from app.components.forms import field
from app.components.page import Page
from app.locale import N_, Words
from app.store import Refused, about

HOUR = timedelta(hours=1)
MORNING = time(9)
MONDAY = 0

NAMES = {"hour": N_("In an hour"), "tomorrow": N_("Tomorrow at 9:00"), "monday": N_("Monday at 9:00")}

LONGEST = 32
"""Characters of a date and a time as a browser writes them."""


def offered(now: datetime) -> dict[str, datetime]:
    """By their names, in the order of time."""
    tomorrow = now.date() + timedelta(days=1)
    monday = now.date() + timedelta(days=(MONDAY - now.weekday() - 1) % 7 + 1)
    found = {
        "hour": (now + HOUR).replace(second=0, microsecond=0),
        "tomorrow": datetime.combine(tomorrow, MORNING, now.tzinfo),
    }
    # On a Sunday that is the same.
    return found if monday == tomorrow else {**found, "monday": datetime.combine(monday, MORNING, now.tzinfo)}


def now_of(page: Page) -> datetime:
    return at(page.store.clock(), page.tab.zone)


def at(moment_ms: int, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(moment_ms / 1000, zone)


def choose(page: Page, stands: int | None = None) -> Node:
    """What a card shows to choose from: each time a button, and a field for any other, whose button is called `date`.

    :param stands: the time that was chosen before, in epoch ms
    """
    words, now = page.words, now_of(page)
    begins = offered(now)["tomorrow"] if stands is None else at(stands, page.tab.zone)
    return [
        # What Enter in the field means: the first button of a form.
        button(type="submit", name="date", tabindex="-1", hidden=True),
        div(".times", role="group", aria_label=words("When"))[
            [
                button(".button", type="submit", name=name)[span[words(NAMES[name])], stamp(words, each)]
                for name, each in offered(now).items()
            ]
        ],
        field(words("Date and time"), "when", type="datetime-local", value=begins.strftime("%Y-%m-%dT%H:%M")),
    ]


@about("when")
def chosen(page: Page, form: Form, pressed: str) -> int:
    """What was chosen, in epoch ms.

    :raises Refused: when it is no time
    """
    quick = offered(now_of(page)).get(pressed)
    if quick is not None:
        return _ms(quick)
    try:
        typed = datetime.fromisoformat(form.text("when")[:LONGEST])
        return _ms(typed.replace(tzinfo=page.tab.zone))
    except (ValueError, OverflowError) as error:
        raise Refused("Choose a date and a time.") from error


def stamp(words: Words, when: datetime) -> Element:
    """A day and a time; the browser writes it in its own way."""
    return moment(".when", datetime=when.isoformat(timespec="seconds"))[told(words, when)]


def told(words: Words, when: datetime) -> str:
    """In a sentence: "Monday 30 November at 09:00"."""
    time = format_time(when, "short", locale=words.locale)
    return words("{day} at {time}", day=words.date(when, "EEEE d MMMM"), time=time)


def _ms(when: datetime) -> int:
    return int(when.timestamp() * 1000)
