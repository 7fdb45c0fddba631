"""What was done in the office's name, and by whom, page by page."""

from __future__ import annotations

from typing import Any, ClassVar

from htpy import Element, a, bdi, div, p, table, tbody, td, th, thead, tr

from app.components.admin.deeds import told
from app.components.admin.moments import moment
from app.components.admin.part import AdminPage, FetchedSheet
from app.components.fragments import cat
from app.components.page import Page
from app.components.panel import Slots
from app.locale import N_
from app.store.audit import Entry
from app.store.feed import Administered, CanalJoined, MemberChanged, OfficeChanged

PAGE = 50


class Deeds(FetchedSheet[list[Entry]]):
    """One page of them: the newest, or those before the one of an id."""

    hears: ClassVar[tuple[type[Any], ...]] = (Administered, CanalJoined, MemberChanged, OfficeChanged)
    name = "deeds"

    def __init__(self, page: AdminPage, held: list[Entry], before: int | None) -> None:
        self.newest = before is None
        super().__init__(page, held, before)

    @classmethod
    async def fetch(cls, page: Page, *before: Any) -> list[Entry]:
        # One more than is shown tells whether there are older ones.
        return await page.store.audits.newest(page.member, before[0], PAGE + 1)

    @property
    def title(self) -> str:
        return self.words("The latest deeds") if self.newest else self.words("Earlier deeds")

    def parts(self) -> Slots:
        words, entries = self.words, self.held[:PAGE]
        older = entries[-1].id if len(self.held) > PAGE else None
        headings = [th(scope="col")[words(each)] for each in (N_("When"), N_("Who"), N_("What"))]
        return {
            "deeds": table(".table.deeds")[thead[tr[headings]], tbody[map(self._row, entries)]]
            if entries
            else p(".nothing")[words("Nothing has been done here yet.")],
            "ways": div(".ways")[
                a(".button", href="/admin/audit")[words("To the latest")] if not self.newest else None,
                a(".button", href=f"/admin/audit?before={older}")[words("Earlier")] if older else None,
            ],
        }

    def _row(self, entry: Entry) -> Element:
        by = self.store.members.get(entry.by_id)
        return tr[
            td(".when")[moment(self.words, entry.at)],
            td(".who")[cat(by, "connected"), bdi[by.nickname]],
            td(".what")[told(self.page, entry)],
        ]
