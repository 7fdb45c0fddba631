"""What others do in the office's name, and who joins, said as it happens to whoever does not see it appear."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from typing import Any, ClassVar

from htpy import p

from app.components.admin.deeds import told
from app.components.admin.part import AdminPage, Part
from app.components.panel import Slots
from app.store import Refused
from app.store.audit import Entry
from app.store.feed import Administered, CanalJoined, MemberChanged, OfficeChanged


class Meanwhile(Part):
    """A live region. What one does oneself is said by who did it: not here. What was done before, never."""

    hears: ClassVar[tuple[type[Any], ...]] = (Administered, CanalJoined, MemberChanged, OfficeChanged)
    root, look = "div", "aloud"

    def __init__(self, page: AdminPage) -> None:
        self.since = page.store.clock()
        self.known: set[object] = set()
        """The deeds and the newcomers that have been said."""
        self.said = ""
        self._looking: asyncio.Task[None] | None = None
        super().__init__(page)
        self._props["role"] = "status"

    def render(self) -> Slots:
        # The same sentence, once more, is another.
        return {"said": p(data_n=str(len(self.known)))[self.said]}

    def renew(self) -> None:
        self._renewing = None
        self._looking = asyncio.get_running_loop().create_task(self._look(), name="fetch again")

    async def _look(self) -> None:
        # Whether they administer no more, the page's other parts tell.
        with contextlib.suppress(Refused):
            deeds = await self.store.audits.newest(self.me)
            news = {key: sentence for key, sentence in self._news(deeds) if key not in self.known}
            if news and not self.is_deleted:
                self.known |= news.keys()
                self.said = " ".join(news.values())
                super().renew()

    def _news(self, deeds: list[Entry]) -> Iterator[tuple[object, str]]:
        words, me = self.words, self.me
        for entry in reversed(deeds):
            if entry.at >= self.since and entry.by_id != me.id:
                name = self.store.members.get(entry.by_id).nickname
                yield entry.id, f"{words('{name}: {text}', name=name, text=told(self.page, entry))}."
        for member in self.store.members.everyone(me):
            if member.created >= self.since:
                yield member.login, f"{words('New account: {name}', name=member.nickname)}."
