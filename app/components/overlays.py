"""What lies over every live page and waits to be needed: the line about the connection, short sentences, the scrim."""

from htpy import Fragment, button, div, fragment, span, template

from app.components.drawings import drawing
from app.locale import Words


def overlays(words: Words) -> Fragment:
    """For the end of the page; the kit shows them (`banner.js`, `toast.js`, `drawers.js`)."""
    return fragment[
        div(
            ".banner",
            hidden=True,
            data_lost=words("Connection lost, trying again…"),
            data_back=words("Connected again"),
        )[drawing("asleep"), span(role="status"), button(".button", type="button")[words("Try again")]],
        # It moves, and comes with its text: what is not always read out. It is said aloud besides.
        div(".toasts", popover="manual", role="status", aria_live="off")[
            template[
                div(".toast")[
                    span(".sentence"),
                    button(".button", type="button", data_offer=True),
                    button(".icon.close", type="button", data_close=True, aria_label=words("Close"))["×"],
                ]
            ]
        ],
        # What is said aloud (`toast.js`), in the page ahead of the first sentence: one that comes with it is silent.
        div(
            ".aloud",
            aria_live="polite",
            data_aloud=True,
            data_one=words("{n} new message"),
            data_many=words("{n} new messages"),
            data_busy=words("One moment…"),
        ),
        div(".scrim", data_scrim=True, data_action="close-drawer"),
    ]
