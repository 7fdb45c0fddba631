"""The three things that whoever founds an office does first: each one press, and gone once all are done."""

from __future__ import annotations

from collections.abc import Iterator

from htpy import Element, li, ol, span

from app.components.cards.image_editor import ImageEditor
from app.components.cards.new_canal import NewCanal
from app.components.first.block import Block, dismissal, heading
from app.components.first.presses import inviting, pressing
from app.components.icons import icon
from app.components.page import Page
from app.components.panel import Slots
from app.locale import Words
from app.store.feed import CanalChanged, CanalJoined, Change, MemberChanged, SettingChanged
from app.store.newcomers import Begun

ALL = Begun(others=True, canal=True, image=True)


class FirstSteps(Block):
    hears = (MemberChanged, CanalChanged, CanalJoined, SettingChanged)

    @staticmethod
    def add(page: Page) -> None:
        """Put it into the page of whoever has some of them to do."""
        if page.store.newcomers.begun(page.member):
            FirstSteps(page)

    def is_concerned(self, change: Change) -> bool:
        return not isinstance(change, SettingChanged) or change.member_id == self.page.tab.member_id

    def renew(self) -> None:
        super().renew()
        if self._begun == ALL and not self.is_deleted:
            self.end()

    def render(self) -> Slots:
        words, begun = self.page.words, self._begun
        n = sum((begun.others, begun.canal, begun.image))
        return {
            "head": heading("first-day", words("Three things to begin with"), words("{n} of 3 done", n=n)),
            "steps": ol(".first-steps", role="list")[self._steps(words, begun)],
            "out": dismissal(words),
        }

    @property
    def _begun(self) -> Begun:
        return self.page.store.newcomers.begun(self.page.member) or ALL

    def _steps(self, words: Words, begun: Begun) -> Iterator[Element]:
        invite, canal, image = words("Invite colleagues"), words("Create a canal"), words("Put your picture")
        yield _done(words, invite) if begun.others else li[inviting(invite)]
        yield _done(words, canal) if begun.canal else li[pressing(canal, "plus", NewCanal.opened_by)]
        own = self.page.tab.member_id
        yield _done(words, image) if begun.image else li[pressing(image, "user", ImageEditor.opened_by, own)]


def _done(words: Words, title: str) -> Element:
    return li(".done")[icon("check", 18), span(".aloud")[words("Done:"), " "], title]
