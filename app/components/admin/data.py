"""How the office's data is: whether all is well, its backups, and how one goes back to one."""

from __future__ import annotations

from collections.abc import Sequence

from babel.numbers import format_decimal
from htpy import Element, Node, code, dd, div, dl, dt, form, p, progress, span, table, tbody, td, th, thead, tr

from app.components.admin.frame import AdminView, admin_page, copyable, sheet
from app.components.admin.moments import moment
from app.components.forms import primary
from app.components.icons import icon
from app.locale import Words
from app.store.backups import Backup

SHOWN = 10
"""Backups in the table."""


def data_page(view: AdminView, wrong: str, kept: Sequence[Backup]) -> Element:
    """:param wrong: what is the matter with the office, as an English sentence; "" when all is well
    :param kept: its backups, the newest first
    """
    words = view.words
    return admin_page(
        view,
        "data",
        words("Data"),
        div(".stack")[_health(view, wrong), _backups(view, kept), _way_back(view, kept)],
        lead=words("Whether all is well with what your office has said, and how it is kept."),
    )


def _health(view: AdminView, wrong: str) -> Element:
    words, health = view.words, view.store.health
    found: Node
    if not health.checked:
        found = words("under way")
    elif health.integrity == "ok":
        found = [words("nothing found"), " · ", moment(words, health.checked)]
    else:
        found = [words("damage found: {what}", what=health.integrity), " · ", moment(words, health.checked)]
    return sheet(
        words("Health"),
        [
            p(".state", data_state="trouble" if wrong else "well")[
                icon("close" if wrong else "check", 18), words(wrong) if wrong else words("All is well.")
            ],
            dl(".facts")[
                div[dt[words("Thorough look at the database")], dd[found]],
                div[dt[words("Data folder")], dd[code[str(view.store.folder.absolute())]]],
            ],
        ],
        "health",
        words("Looked at after each start and every night; /healthz tells whoever watches over the machine."),
    )


def _backups(view: AdminView, kept: Sequence[Backup]) -> Element:
    words, safe = view.words, view.store.safekeeping
    plan, failure = safe.plan, safe.failure
    daily = (
        words("One is made each day at {hour}:00, and the {n} newest are kept.", hour=plan.hour, n=plan.keep)
        if plan.keep
        else words("None is made by itself: Miaou was started with --backup-keep 0.")
    )
    return sheet(
        words("Backups"),
        [
            failure is not None
            and p(".trouble")[
                words("The latest backup failed."),
                " ",
                words(failure.refused.sentence, **failure.refused.params),
                " · ",
                moment(words, failure.at),
            ],
            _made(words, kept),
            dl(".facts")[div[dt[words("Folder")], dd[code[str(plan.folder)]]]],
            _under_way(words, safe.progress) if safe.progress else _begin(words),
        ],
        "backups",
        daily,
    )


def _made(words: Words, kept: Sequence[Backup]) -> Element:
    if not kept:
        return p(".nothing")[words("There is no backup yet.")]
    return table(".table.backups")[
        thead[tr[th(scope="col")[words("When")], th(scope="col")[words("Size")], th(scope="col")[words("File")]]],
        tbody[
            [
                tr[
                    td(".when")[
                        moment(words, backup.made),
                        span(".badge")[words("last good one")] if backup is kept[0] else None,
                    ],
                    td(".size")[size(words, backup.size)],
                    td(".what")[code[backup.path.name]],
                ]
                for backup in kept[:SHOWN]
            ]
        ],
    ]


def _begin(words: Words) -> Element:
    return form(method="post", action="/admin/data/backup")[div(".ways")[primary(words("Back up now"))]]


def _under_way(words: Words, done: tuple[str, float]) -> Element:
    """The page's script asks again for how far it is."""
    what, share = done
    return div(".under-way", data_again="1000", role="status")[
        p(id="under-way")[words(what), "…"],
        progress(max="100", value=str(round(share * 100)), aria_labelledby="under-way"),
    ]


def _way_back(view: AdminView, kept: Sequence[Backup]) -> Element:
    words, folder = view.words, view.store.folder.absolute()
    file = kept[0].path if kept else view.store.safekeeping.plan.folder / "miaou-….zip"
    return sheet(
        words("Going back to a backup"),
        [
            p(".prose")[
                words(
                    "Stop Miaou, then write this in its folder. What is there now is kept aside, and everybody signs "
                    "in anew."
                )
            ],
            copyable(
                words,
                f'python main.py restore "{file}" --replace --data-dir "{folder}"',
                "restore-line",
                words("The command"),
            ),
            p(".hint")[
                words(
                    "Copying the data folder while Miaou runs is no backup: most such copies cannot be read. Keep a "
                    "backup on another machine, too."
                )
            ],
        ],
        "restore",
    )


def size(words: Words, in_bytes: int) -> str:
    """In megabytes, as people say it."""
    number = format_decimal(max(in_bytes / 1e6, 0.1), "#,##0.#", locale=words.lang)
    return words("{n} MB", n=number)
