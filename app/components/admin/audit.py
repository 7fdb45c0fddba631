"""What was done in the office's name, and by whom, page by page."""

from __future__ import annotations

from htpy import Element, a, div, p, table, tbody, td, th, thead, tr

from app.components.admin.deeds import told
from app.components.admin.frame import AdminView, admin_page, sheet
from app.components.admin.moments import moment
from app.components.fragments import cat
from app.store.audit import Entry


def audit_page(view: AdminView, entries: list[Entry], older: int | None, first: bool) -> Element:
    """:param older: the id before which the next page begins, when there is one
    :param first: whether these are the newest
    """
    words = view.words
    return admin_page(
        view,
        "audit",
        words("Audit"),
        div(".stack")[
            sheet(
                words("The latest deeds") if first else words("Earlier deeds"),
                [
                    table(".table.deeds")[
                        thead[
                            tr[
                                th(scope="col")[words("When")],
                                th(scope="col")[words("Who")],
                                th(scope="col")[words("What")],
                            ]
                        ],
                        tbody[[_row(view, entry) for entry in entries]],
                    ]
                    if entries
                    else p(".nothing")[words("Nothing has been done here yet.")],
                    div(".ways")[
                        None if first else a(".button", href="/admin/audit")[words("To the latest")],
                        a(".button", href=f"/admin/audit?before={older}")[words("Earlier")] if older else None,
                    ],
                ],
                "deeds",
            )
        ],
        lead=words("All that administrators changed. It cannot be altered here."),
    )


def _row(view: AdminView, entry: Entry) -> Element:
    by = view.store.members.get(entry.by_id)
    return tr[
        td(".when")[moment(view.words, entry.at)],
        td(".who")[cat(by, "connected"), by.nickname],
        td(".what")[told(view, entry)],
    ]
