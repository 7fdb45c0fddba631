"""What the demo's colleagues send: files of kinds that are what they say, the same each time."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from app.demo import talk
from app.demo.cast import PLACES
from app.demo.enclosed import enclosed
from app.demo.languages import LANGS
from app.demo.spreadsheet import spreadsheet

TODAY = date(2026, 11, 23)


def sent(lang):
    return [(line, *file) for place in PLACES for line in talk.lines(place.key, lang) for file in line.files]


@pytest.mark.parametrize("lang", LANGS)
def test_each_is_what_its_name_says_and_the_same_each_time(lang):
    for line, what, name in sent(lang):
        content = enclosed(what, line.text, TODAY, lang)
        assert content == enclosed(what, line.text, TODAY, lang)
        assert len(content) < 100_000
        match Path(name).suffix:
            case ".jpg":
                with Image.open(io.BytesIO(content)) as picture:
                    assert (picture.format, picture.size) == ("JPEG", (960, 640))
            case ".pdf":
                assert content.startswith(b"%PDF-")
            case ".xlsx":
                assert zipfile.is_zipfile(io.BytesIO(content))
            case suffix:
                raise AssertionError(suffix)
    assert {what for _, what, _ in sent(lang)} == {"hall", "lobby", "0153", "table"}


@pytest.mark.parametrize(("lang", "told"), [("fr", "Total TTC 1\xa0284,00\xa0€"), ("en", "Total incl. VAT €1,284.00")])
def test_the_invoice_can_be_read_and_says_the_sum_that_is_told(lang, told):
    document = pypdfium2.PdfDocument(enclosed("0153", "", TODAY, lang))
    try:
        words = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    assert "FA2026-0153" in words
    assert told.replace("\xa0", " ") in " ".join(words.replace("\xa0", " ").split())


def test_a_table_holds_its_cells_and_their_sums():
    with zipfile.ZipFile(io.BytesIO(spreadsheet([["a", "b"], ["x & y", "2"], ["z", "3"]]))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<t>x &amp; y</t>" in sheet
    assert "<c/><c><f>SUM(B2:B3)</f><v>5</v></c>" in sheet


def test_what_nothing_is_called_is_not_made():
    with pytest.raises(KeyError):
        enclosed("9999", "", TODAY, "fr")
