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

    @classmethod
    def is_for(cls, page: Page) -> bool:
        return page.store.newcomers.begun(page.member) is not None

    def is_concerned(self, change: Change) -> bool:
        return not isinstance(change, SettingChanged) or change.member_id == self.page.tab.member_id

    def renew(self) -> None:
        super().renew()
        if not self.is_deleted and not self.is_for(self.page):
            self.end()

    @classmethod
    def drawn(cls, page: Page) -> Slots:
        words, begun = page.words, page.store.newcomers.begun(page.member) or ALL
        n = sum((begun.others, begun.canal, begun.image))
        return {
            "head": heading("first-day", words("Three things to begin with"), words("{n} of 3 done", n=n)),
            "steps": ol(".first-steps", role="list")[_steps(words, begun, page.tab.member_id)],
            "out": dismissal(words),
        }


def _steps(words: Words, begun: Begun, own: int) -> Iterator[Element]:
    invite, canal, image = words("Invite colleagues"), words("Create a canal"), words("Put your picture")
    yield _done(words, invite) if begun.others else li[inviting(invite)]
    yield _done(words, canal) if begun.canal else li[pressing(canal, "plus", NewCanal.opened_by)]
    yield _done(words, image) if begun.image else li[pressing(image, "user", ImageEditor.opened_by, own)]


def _done(words: Words, title: str) -> Element:
    return li(".done")[icon("check", 18), span(".aloud")[words("Done:"), " "], title]
