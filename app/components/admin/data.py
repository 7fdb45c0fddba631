"""How the office's data is: whether all is well, its backups, and how one goes back to one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from htpy import Element, Node, code, dd, div, dl, dt, form, p, progress, span, table, tbody, td, th, thead, tr

from app.components.admin.moments import moment
from app.components.admin.part import FetchedSheet
from app.components.admin.pieces import copyable
from app.components.asking import action
from app.components.fetched import Held
from app.components.forms import primary
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Slots
from app.components.sizes import size
from app.locale import N_, Words
from app.store.backups import Backup
from app.store.feed import MemberChanged, SafetyChanged

SHOWN = 10
"""Backups in the table."""


class OfData(FetchedSheet[Held]):
    hears: ClassVar[tuple[type[Any], ...]] = (MemberChanged, SafetyChanged)


class Health(OfData[str]):
    name = "health"

    @classmethod
    async def fetch(cls, page: Page, *_which: Any) -> str:
        """What is the matter with the office, as an English sentence; "" when all is well."""
        return await page.store.health.trouble()

    @property
    def title(self) -> str:
        return self.words("Health")

    @property
    def lead(self) -> str:
        return self.words(
            "Looked at after each start and every night; /healthz tells whoever watches over the machine."
        )

    def parts(self) -> Slots:
        words, wrong = self.words, self.held
        return {
            "state": p(".state", data_state="trouble" if wrong else "well")[
                icon("close" if wrong else "check", 18), words(wrong) if wrong else words("All is well.")
            ],
            "facts": dl(".facts")[
                div[dt[words("Thorough look at the database")], dd[self._found()]],
                div[dt[words("Data folder")], dd[code[str(self.store.folder.absolute())]]],
            ],
        }

    def _found(self) -> Node:
        words, health = self.words, self.store.health
        if not health.checked:
            return words("under way")
        if health.integrity == "ok":
            return [words("nothing found"), " · ", moment(words, health.checked)]
        return [words("damage found: {what}", what=health.integrity), " · ", moment(words, health.checked)]


class OfBackups(OfData[Sequence[Backup]]):
    @classmethod
    async def fetch(cls, page: Page, *_which: Any) -> Sequence[Backup]:
        """The newest first."""
        return await page.store.safekeeping.kept(page.member)


class Backups(OfBackups):
    name = "backups"

    @property
    def title(self) -> str:
        return self.words("Backups")

    @property
    def lead(self) -> str:
        words, plan = self.words, self.store.safekeeping.plan
        if plan.keep:
            return words("One is made each day at {hour}:00, and the {n} newest are kept.", hour=plan.hour, n=plan.keep)
        return words("None is made by itself: Miaou was started with --backup-keep 0.")

    def parts(self) -> Slots:
        words, safe = self.words, self.store.safekeeping
        return {
            "failure": self._failure(),
            "made": _made(words, self.held),
            "folder": dl(".facts")[div[dt[words("Folder")], dd[code[str(safe.plan.folder)]]]],
            "way": _under_way(words, *safe.progress)
            if safe.progress
            else form(data_send="back_up")[div(".ways")[primary(words("Back up now"))]],
        }

    @action
    async def back_up(self) -> None:
        await self.store.safekeeping.back_up_now(self.me)

    def _failure(self) -> Element | None:
        words, failure = self.words, self.store.safekeeping.failure
        if failure is None:
            return None
        return p(".trouble")[
            words("The latest backup failed."),
            " ",
            words(failure.refused.sentence, **failure.refused.params),
            " · ",
            moment(words, failure.at),
        ]


class WayBack(OfBackups):
    name = "restore"

    @property
    def title(self) -> str:
        return self.words("Going back to a backup")

    def parts(self) -> Slots:
        words, folder = self.words, self.store.folder.absolute()
        file = self.held[0].path if self.held else self.store.safekeeping.plan.folder / "miaou-….zip"
        line = f'python main.py restore "{file}" --replace --data-dir "{folder}"'
        return {
            "how": p(".prose")[
                words(
                    "Stop Miaou, then write this in its folder. What is there now is kept aside, and everybody signs "
                    "in anew."
                )
            ],
            "line": copyable(words, line, "restore-line", words("The command")),
            "hint": p(".hint")[
                words(
                    "Copying the data folder while Miaou runs is no backup: most such copies cannot be read. Keep a "
                    "backup on another machine, too."
                )
            ],
        }


def _made(words: Words, kept: Sequence[Backup]) -> Element:
    if not kept:
        return p(".nothing")[words("There is no backup yet.")]
    return table(".table.backups")[
        thead[tr[[th(scope="col")[words(each)] for each in (N_("When"), N_("Size"), N_("File"))]]],
        tbody[
            [
                tr[
                    td(".when")[
                        moment(words, backup.made),
                        span(".badge")[words("last good one")] if backup is kept[0] else None,
                    ],
                    td(".size")[size(backup.size, words)],
                    td(".what")[code[backup.path.name]],
                ]
                for backup in kept[:SHOWN]
            ]
        ],
    ]


def _under_way(words: Words, what: str, share: float) -> Element:
    return div(".under-way", role="status")[
        p(id="under-way")[words(what), "…"],
        progress(max="100", value=str(round(share * 100)), aria_labelledby="under-way"),
    ]
