"""The chat log, in the middle: what was said, oldest first, and the way back to the newest.

How its rows stand is said here, and carried out by `app/browser/rows_log.js`: which lines stand between them, within
which time they close up, what is told of those that have been in view, and in which words.
"""

from functools import cache

from htpy import Element, Fragment, b, button, div, fragment, p, span, template

from app.components.first.tries import tries
from app.components.forms import secondary
from app.components.live_list import LiveList
from app.components.states import state
from app.components.window.message import TOGETHER_MS, pending_row
from app.components.window.message_menu import MENU
from app.components.window.own_facts import SELF
from app.components.window.talk import Talk
from app.locale import Words


@cache
def shell(words: Words, order: str) -> str:
    return str(
        fragment[
            _log(words, order),
            _no_canal(words),
            _newer(words),
            _fresh(words),
            _lines(words),
            template(".pending-row")[pending_row(words)],
        ]
    )


def _log(words: Words, order: str) -> Element:
    return div(
        ".log",
        role="log",
        data_attach="rows_log",
        data_facts=SELF,
        data_order=order,
        data_gap=str(TOGETHER_MS),
        data_older=Talk.older.__name__,
        data_newer=Talk.newer.__name__,
        data_around=Talk.around.__name__,
        data_seen=Talk.seen.__name__,
        data_fact_aria_label_of="name",
        aria_label=words("Conversation"),
        aria_live="off",
        aria_busy="true",
    )[
        div(".empty", hidden=True, data_fact_data_is_of="begins")[b(data_fact_of="name"), tries(words)],
        div(".older", hidden=True)[words("Older messages…")],
        div(
            ".rows",
            data_hold=MENU,
            data_rove="article",
            data_within="a[href], summary",
            data_enter="button[data-do=more]",
        ),
    ]


def _no_canal(words: Words) -> Element:
    """It shows while the head says that there is none."""
    return state(
        "empty",
        p[words("You are in no canal yet.")],
        p(".hint")[words("Create one, or wait until somebody takes you into theirs.")],
        secondary(words("Create a canal"), "new-canal"),
        kind="no-canal",
    )


def _lines(words: Words) -> Fragment:
    """What stands between the messages: where a day begins, which the browser names, and where the new ones do."""
    return fragment[
        template(data_line="day")[div(".day", role="separator")],
        template(data_line="new")[
            div(".new", role="separator", aria_label=words("New messages"))[words("New messages")]
        ],
    ]


def _fresh(words: Words) -> Element:
    """The way to the first of those that one has not seen, where it is out of view: how many, and since when."""
    return button(
        ".fresh",
        type="button",
        hidden=True,
        data_one=words("{n} new message since {when}"),
        data_many=words("{n} new messages since {when}"),
    )[span, span(".up", aria_hidden="true")["↑"], span(".down", aria_hidden="true")["↓"]]


def _newer(words: Words) -> Element:
    """The way back to the newest, and how many came meanwhile."""
    return button(
        ".newer",
        type="button",
        hidden=True,
        data_none=words("To the newest messages"),
        data_one=words("{n} new message"),
        data_many=words("{n} new messages"),
    )[span, span(".down", aria_hidden="true")["↓"], span(".up", aria_hidden="true")["↑"]]


class ChatLog(
    LiveList,
    default_classes="talk",
    default_props="tag=section id=conversation shell=log data-region='article[tabindex=\"0\"]'",
):
    def __init__(self, words: Words, order: str = "newest-last") -> None:
        super().__init__(shell(words, order))
