"""Where one is signed in, and ending a session from another."""

from datetime import timedelta

from babel.dates import format_timedelta
from htpy import b, button, div, footer, fragment, li, p, small, span, ul

from app.components.cards.agents import told
from app.components.cards.dialog import Dialog, Fields, heading
from app.components.forms import secondary
from app.components.icons import icon
from app.components.view import View
from app.store.ids import read_id


def open_own_sessions(view: View, _key: object) -> None:
    words, store, me = view.words, view.store, view.member
    now = store.clock()

    async def end(fields: Fields) -> None:
        ended = read_id(str(fields.get("submitter", "")))
        if ended is not None:
            await store.sessions.revoke(view.member, ended)

    Dialog(
        words,
        fragment[
            heading(words, words("My sessions")),
            div(".body")[
                p(".hint")[words("Where you are signed in. A session that you end shows nothing more at once.")],
                ul(".names")[
                    (
                        li(".session")[
                            icon("devices", 20),
                            span(".name")[
                                b[told(session.agent, words)],
                                " ",
                                small[
                                    words("this one")
                                    if session.id == view.tab.session_id
                                    else words(
                                        "used {when}, from {address}",
                                        when=format_timedelta(
                                            timedelta(milliseconds=min(0, session.seen - now)),
                                            add_direction=True,
                                            locale=words.lang,
                                        ),
                                        address=session.address,
                                    )
                                ],
                            ],
                            button(".button.danger", type="submit", name=str(session.id))[words("End")],
                        ]
                        for session in store.sessions.of(me)
                    )
                ],
            ],
            footer(".actions")[secondary(words("Close"), "close-dialog")],
        ],
        end,
    )
