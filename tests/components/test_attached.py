"""The files of a message as its row shows them, the same for all who may read it."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.components.window.files.pictures import HIGH, LEAST, WIDE, room
from app.components.window.message import message_row, pending_row
from app.locale import catalogue
from app.store.said import KINDS, File, Message

FR, EN = catalogue("fr"), catalogue("en")
HOSTILE = "\"><script>alert(1)</script><img src=x onerror='alert(1)'>.png"


def file(**more) -> File:
    known = {"id": 5, "digest": "d1ge57", "name": "plage.jpg", "kind": "image", "media": "image/jpeg"}
    plain = {"size": 2 << 20, "owner_id": 3, "at": 1, "width": 4000, "height": 3000, "drawn": True}
    return File(**{**known, **plain, **more})


def drawn_by_nobody(kind: str, media: str = "application/octet-stream", **more) -> File:
    return file(kind=kind, media=media, drawn=False, width=0, height=0, **more)


def row(*files: File, html: str = "", words=FR) -> str:
    return message_row(Message(1, 2, 3, html, files=files), words)


class Reader(HTMLParser):
    """All elements of a row, with what they say of themselves."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.all.append((tag, dict(attrs)))

    def of(self, tag: str, **said: str) -> list[dict[str, str | None]]:
        return [
            attrs
            for each, attrs in self.all
            if each == tag
            and all(value in (attrs.get(name.replace("_", "-")) or "").split() for name, value in said.items())
        ]


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def test_a_message_without_files_shows_none():
    assert "brought" not in row(html="<p>Bonjour</p>")


def test_a_picture_keeps_its_place_says_what_it_is_and_opens_the_card_of_pictures():
    read = Reader(row(file()))
    (link,) = read.of("a")
    assert link["style"] == "width:30rem;aspect-ratio:480/360"
    assert link["data-action"] == "lightbox"
    assert (link["data-file"], link["data-shows"]) == ("5", "5")
    # Another tab shows the picture itself.
    assert link["href"] == "/files/5/shown"
    assert unescape(link["aria-label"]).replace("\xa0", " ") == "Image : plage.jpg, 2 Mo"
    (shown,) = read.of("img")
    # What is dragged would be dropped into the window as a file that somebody brings.
    held = {"loading": "lazy", "decoding": "async", "draggable": "false"}
    assert shown == {"src": "/files/5/1024.webp", "alt": "plage.jpg", **held}
    assert link["draggable"] == "false"


@pytest.mark.parametrize(
    ("wide", "high", "kept"),
    [
        (4000, 3000, (480, 360)),
        (3000, 4000, (270, 360)),
        # Never larger than it is, and never too small to be hit.
        (120, 90, (120, 90)),
        (16, 16, (64, 64)),
        # A line, lying or standing, shows its middle.
        (10_000, 100, (480, 120)),
        (100, 10_000, (100, 300)),
    ],
)
def test_the_room_that_a_picture_has(wide, high, kept):
    assert room(file(width=wide, height=high)) == kept


@given(st.integers(0, 100_000), st.integers(0, 100_000))
def test_no_picture_has_more_room_than_there_is_nor_less_than_a_finger_needs(wide, high):
    found = room(file(width=wide, height=high))
    assert LEAST <= found[0] <= WIDE
    assert LEAST <= found[1] <= HIGH


@pytest.mark.parametrize(("count", "beside", "more"), [(2, "2", ""), (4, "4", ""), (5, "4", "+1"), (10, "4", "+6")])
def test_several_pictures_stand_side_by_side_and_the_last_says_how_many_follow(count, beside, more):
    html = row(*(file(id=n, name=f"{n}.jpg") for n in range(count)))
    assert f'data-of="{beside}"' in html
    assert re.findall(r'class="more"[^>]*>([^<]*)', html) == [more] * bool(more)
    # All of them are there: for whoever prints the page, and by their hooks.
    assert re.findall(r'data-file="(\d+)"', html) == [str(n) for n in range(count)]
    assert html.count("shot beyond") == max(0, count - 4)


def test_an_animation_stands_still_until_it_is_pressed():
    html = row(file(kind="animation", name="chat.gif"))
    still, moving = Reader(html).of("img")
    assert still["src"] == "/files/5/1024.webp"
    # In a fold that is closed it is not even fetched.
    assert (moving["src"], moving["loading"]) == ("/files/5/shown", "lazy")
    assert re.search(r"<details id=\"moving-5\"><summary", html)
    assert "open" not in Reader(html).of("details")[0]


def test_beside_others_an_animation_plays_in_the_card():
    html = row(file(), file(id=6, kind="animation"))
    assert "<details" not in html
    assert html.count('data-action="lightbox"') == 2


def test_a_film_that_browsers_play_opens_the_card_and_any_other_is_a_file():
    assert 'data-action="lightbox"' in row(drawn_by_nobody("video", "video/mp4"))
    assert 'data-action="lightbox"' not in row(drawn_by_nobody("video", "video/x-msvideo"))


def test_a_picture_that_nobody_could_draw_is_a_file():
    html = row(drawn_by_nobody("image", "image/tiff"))
    assert "<img" not in html
    assert 'download="plage.jpg"' in html


def test_a_sound_that_browsers_play_is_heard_in_a_card_and_any_other_is_a_file():
    html = row(drawn_by_nobody("audio", "audio/mpeg", name="message.mp3"))
    assert 'data-action="listen"' in html
    assert 'aria-label="Écouter message.mp3"' in html
    # In the row it would fall silent with the next reaction.
    assert "<audio" not in html
    assert "listen" not in row(drawn_by_nobody("audio", "audio/midi"))


def test_a_document_shows_its_first_page_its_pages_and_how_heavy_it_is():
    html = row(file(kind="pdf", media="application/pdf", name="devis.pdf", pages=3, size=182 << 10))
    assert text(html).replace("\xa0", " ").endswith("devis.pdfPDF · 3 pages · 182 Ko")
    read = Reader(html)
    (page,) = read.of("img")
    assert (page["src"], page["alt"]) == ("/files/5/1024.webp", "")
    (link,) = [attrs for attrs in read.of("a") if attrs.get("download")]
    assert (link["href"], link["download"]) == ("/files/5", "devis.pdf")


def test_a_long_text_shows_how_it_begins_and_the_way_to_all_of_it():
    lines = "\n".join(f"ligne {n}" for n in range(40))
    html = row(drawn_by_nobody("text", "text/plain", name="notes.txt", size=9_000, excerpt=lines))
    assert "ligne 7</code>" in html
    assert "ligne 8" not in html
    assert 'data-action="file-text"' in html
    assert 'aria-label="Tout afficher de notes.txt"' in html


def test_a_short_text_is_all_there():
    short = "Lundi\nMardi\n"
    html = row(drawn_by_nobody("text", "text/plain", size=len(short), excerpt=short))
    assert "file-text" not in html
    assert 'class="excerpt"' in html


def test_a_line_that_is_longer_than_there_is_room_for_can_be_read_to_its_end():
    html = row(drawn_by_nobody("code", "text/html", size=200, excerpt="x" * 200))
    assert 'class="excerpt"' in html, "nothing of it is missing below"
    assert 'data-action="file-text"' in html


def test_a_text_of_blank_lines_is_a_file():
    assert "<pre" not in row(drawn_by_nobody("text", "text/plain", excerpt="\n \n"))


@pytest.mark.parametrize(
    ("media", "said"),
    [
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Tableur"),
        ("application/vnd.ms-excel", "Tableur"),
        ("application/vnd.oasis.opendocument.presentation", "Présentation"),
        ("application/msword", "Document"),
    ],
)
def test_an_office_s_file_says_of_which_kind_it_is(media, said):
    assert f"<small>{said} ·" in row(drawn_by_nobody("document", media, name="a.bin"))


@pytest.mark.parametrize(
    ("called", "parts"),
    [
        ("plan.png", ("", "plan.png")),
        ("Devis 2026-0153 définitif v2.pdf", ("Devis 2026-0153 définiti", "f v2.pdf")),
        # No ending is as long as that.
        ("Compte rendu. Avec une suite", ("Compte rendu. Avec une s", "uite")),
    ],
)
def test_of_a_long_name_the_end_always_shows(called, parts):
    html = row(drawn_by_nobody("other", name=called))
    found = re.search(
        r'class="file-name"[^>]*>(?:<span class="begins">(.*?)</span>)?<span class="ends">(.*?)</span>', html
    )
    assert (found[1] or "", found[2]) == parts
    assert "".join(parts) == called


@pytest.mark.parametrize(
    ("called", "begins"),
    [
        # Letters that are joined would show as they never are alone.
        (
            "\u062a\u0642\u0631\u064a\u0631 \u0646\u0647\u0627\u0626\u064a.xlsx",
            "\u062a\u0642\u0631\u064a\u0631 \u0646\u0647\u0627\u0626\u064a",
        ),
        ("R\u0301sume\u0301abc.pdf", "R\u0301sume\u0301"),
        ("Les n\u00f4tres \U0001f469\u200d\U0001f467ab.jpg", "Les n\u00f4tres \U0001f469\u200d\U0001f467"),
        ("Bravo \U0001f44d\U0001f3fdabc", "Bravo \U0001f44d\U0001f3fd"),
        (
            "\u062a\u0642\u0631\u064a\u0631\u0646\u0647\u0627\u0626\u064a",
            "\u062a\u0642\u0631\u064a\u0631\u0646\u0647\u0627\u0626\u064a",
        ),
    ],
)
def test_no_name_is_parted_within_what_is_drawn_as_one(called, begins):
    html = row(drawn_by_nobody("other", name=called))
    assert f'<span class="begins">{begins}</span>' in html


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_a_file_is_its_row_bears_its_hook_once_and_nothing_of_where_it_lies(kind):
    for is_drawn in (True, False):
        html = row(file(kind=kind, media="application/x-strange", drawn=is_drawn, excerpt="x"))
        assert html.count('data-file="5"') == 1
        assert "d1ge57" not in html


@pytest.mark.parametrize("kind", KINDS)
def test_markup_in_a_name_or_in_a_text_is_text(kind):
    tags = [
        [tag for tag, _ in Reader(row(file(kind=kind, name=name, excerpt=name, size=len(name)))).all]
        for name in ("x" * len(HOSTILE), HOSTILE)
    ]
    assert tags[0] == tags[1]


@pytest.mark.parametrize("kind", KINDS)
def test_in_a_row_nothing_stands_in_the_tab_order(kind):
    """The current row's links are put into it by the log (`rove.js`)."""
    for is_drawn in (True, False):
        read = Reader(row(file(kind=kind, media="audio/mpeg", drawn=is_drawn, excerpt="a\n" * 20)))
        stops = [attrs for tag, attrs in read.all if tag in ("a", "summary", "audio", "video")]
        assert stops
        assert {attrs.get("tabindex") for attrs in stops} == {"-1"}


def test_what_is_to_be_looked_at_comes_first():
    html = row(drawn_by_nobody("archive", name="a.zip", id=1), file(id=2), drawn_by_nobody("other", id=3), file(id=4))
    assert re.findall(r'data-file="(\d+)"', html) == ["2", "4", "1", "3"]


def test_pictures_alone_say_so_and_with_others_do_not():
    assert "looked-at" in row(file())
    assert "looked-at" not in row(file(), drawn_by_nobody("other"))


def test_a_message_that_is_gone_shows_no_file():
    assert "files/5" not in message_row(Message(1, 2, 3, "", files=(file(),), gone=True), FR)


def test_a_message_on_its_way_shows_its_files_where_they_will_be():
    html = str(pending_row(FR))
    assert html.index("{text}") < html.index("{html:files}") < html.index("{html:card}")
