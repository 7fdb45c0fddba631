"""The files of a message where nothing of them can be shown: in a quote, read out, in a notification."""

import pytest

from app.components.later.pieces import quoted
from app.components.window.announcement import announcement
from app.components.window.files_told import files_told
from app.components.window.message import message_row
from app.locale import catalogue
from app.store import composed
from app.store.said import File, Message, Quote
from tests.components.test_message_row import NAMES, read

FR, EN = catalogue("fr"), catalogue("en")


def file(name="photo.jpg", kind="image"):
    return File(1, "", name, kind, "", 1, 4, 1)


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ((), ""),
        ((file(),), "Picture"),
        ((file(), file(kind="animation")), "2 pictures"),
        ((file("devis.pdf", "pdf"),), "devis.pdf"),
        ((file(), file("devis.pdf", "pdf")), "devis.pdf and 1 more file"),
        ((file("<b>.txt", "text"), file(), file()), "<b>.txt and 2 more files"),
    ],
)
def test_pictures_are_counted_and_others_are_called_by_their_name(files, told):
    assert files_told(files, EN) == told


def test_a_message_of_files_alone_is_read_out_and_quoted_by_them():
    said = Message(9, 2, 4, "", files=(file("<b>.pdf", "pdf"),))
    assert announcement(said, NAMES.get, FR).endswith(": <b>.pdf")
    row = message_row(Message(10, 2, 4, "<p>Moi</p>", quote=Quote(9, 5, (), files=said.files)), FR)
    assert "&lt;b&gt;.pdf" in row
    assert "<b>.pdf" not in row


def test_what_a_message_says_comes_before_its_files():
    assert announcement(Message(9, 2, 4, "<p>Voilà</p>", files=(file(),)), NAMES.get, FR).endswith(": Voilà")


def test_what_is_put_by_says_how_many_files_go_with_it():
    told = [read(str(each)) for each in quoted(EN, composed.written({"files": [{"key": 1}, {"key": 2}]})) if each]
    assert told == ["2 files"]
    told = [read(str(each)) for each in quoted(EN, composed.written({"text": "Voilà", "files": [{"key": 1}]})) if each]
    assert told == ["Voilà", "1 file"]
