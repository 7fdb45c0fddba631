"""A dialog or menu: made when it opens, one at a time in a tab, deleted when it closes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from htpy import Element as Fragment
from htpy import Node, button, fragment, h2, header
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from app.components.icons import icon
from app.locale import Words
from app.store import Refused
from app.store.ids import read_id

Fields = Mapping[str, object]
Submit = Callable[[Fields], Awaitable[object]]


class Dialog(Element, component="../dialog.js"):
    """A native `<dialog>` with a form in it. `submit` gets the form's fields; a refusal is shown, nothing is lost.

    :param content: the form's inside, made with `forms`
    :param submit: what the form is for; the dialog closes when it returns
    :param color: the colour that the dialog is about, when it is not the open canal's
    """

    def __init__(self, words: Words, content: Node, submit: Submit | None = None, color: str = "") -> None:
        super().__init__()
        self._words = words
        self._submit = submit
        self._props["html"] = str(fragment[content])
        if color:
            self.classes("tinted").style(f"--c:{color}")
        self.on("submit", self._submitted)
        self.on("closed", self.delete)

    async def _submitted(self, event: GenericEventArguments) -> None:
        fields = event.args if isinstance(event.args, dict) else {}
        if self._submit is None:
            self.run_method("finish")
            return
        try:
            await self._submit(fields)
        except Refused as refused:
            self.run_method("trouble", {"": self._words(refused.sentence, **refused.params)})
        else:
            self.run_method("finish")


def heading(words: Words, title: str) -> Fragment:
    """A dialog's head: its title, and the way out."""
    out = button(".icon.close", type="button", data_action="close-dialog", aria_label=words("Close"))
    return header[h2[title], out[icon("close")]]


def text(fields: Fields, name: str) -> str:
    """A field's text; whatever else a browser may send under that name is none."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def numbers(fields: Fields, name: str) -> list[int]:
    """A field's ids: those of the ticked boxes of that name."""
    value = fields.get(name)
    values = value if isinstance(value, list) else [value]
    ids = (read_id(each) for each in values if isinstance(each, str))
    return [each for each in ids if each is not None]
