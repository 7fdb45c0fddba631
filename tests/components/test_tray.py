"""The composer's tray: how a file looks that goes with what is being written, and one that is on its way."""

from __future__ import annotations

from app.components.window.tray import chip, chooser, tray
from app.locale import catalogue
from app.store import composed
from app.store.said import File

FRENCH = catalogue("fr")
NOTES = File(7, "d" * 64, "<b>notes</b>.txt", "text", "text/plain", 1_500, 1, 0)


def test_a_chip_says_what_a_file_is_and_gives_it_back_when_it_is_taken_out():
    html = str(chip(NOTES, FRENCH))
    assert "&lt;b&gt;notes&lt;/b&gt;" in html
    assert "<b>" not in html
    assert 'data-upload="/files/7"' in html
    assert 'data-method="DELETE"' in html
    assert "d" * 64 not in html, "by what it holds it is known to nobody"


def test_one_that_is_drawn_shows_its_small_picture():
    assert "/files/7/256.webp" not in str(chip(NOTES, FRENCH))
    drawn = File(7, "d" * 64, "chat.png", "image", "image/png", 1_500, 1, 0, drawn=True)
    assert '<img src="/files/7/256.webp" alt="">' in str(chip(drawn, FRENCH))


def test_how_heavy_it_is_has_room_beside_what_it_is():
    quote = File(7, "d" * 64, "devis.pdf", "pdf", "application/pdf", 1_500, 1, 0, pages=3)
    assert '<small class="heavy">PDF · 1,5\u00a0Ko</small>' in str(chip(quote, FRENCH))


def test_the_field_says_how_many_there_may_be_and_of_what_size():
    html = str(chooser(FRENCH, 25 << 20))
    assert 'name="files"' in html
    assert 'data-most="10"' in html
    assert f'data-largest="{25 << 20}"' in html
    assert "25\u00a0Mo" in html


def test_what_is_on_its_way_tells_the_place_and_its_name():
    _, template = tray(FRENCH)  # type: ignore[misc]
    html = str(template)
    assert 'name="canal" value="{canal}"' in html
    assert 'name="name" value="{name}"' in html


def test_a_draft_leaves_out_what_is_on_its_way():
    given = {"text": "", "files": [{"part": "a", "shown": "…"}, {"part": "b", "key": 7, "shown": "…"}]}
    assert composed.files_of(composed.draft(given)) == (7,)
    assert composed.draft({"text": "", "files": given["files"][:1]}) == ""
