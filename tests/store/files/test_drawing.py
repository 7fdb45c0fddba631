"""How files are drawn: small, upright, without a word of where they come from; and never in anybody's way."""

from __future__ import annotations

import asyncio
import json
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image

from app.store import Refused, pictures
from app.store.files import apart, apart_reader, drawing, kinds, pdf, raster, text_excerpt, thumbnails
from tests.store.files import samples
from tests.store.test_pictures import alike, file, is_upright, opened, png, quarters


@pytest.fixture
def drawn(tmp_path):
    async def draw(content: bytes, name: str = "") -> drawing.Drawn:
        path = tmp_path / "file"
        path.write_bytes(content)
        kind = kinds.recognise(content[: kinds.HEAD], path, name)
        return await drawing.draw(path, kind.kind, kind.media, tmp_path / "drawn", bare=False)

    return draw


@pytest.fixture
def thumbnail(tmp_path):
    return lambda size: (tmp_path / "drawn" / f"{size}.webp").read_bytes()


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "HEIF", "AVIF"])
async def test_each_format_gets_two_thumbnails_and_its_size_is_known(drawn, thumbnail, format):
    found = await drawn(file(quarters(1600, 1600), format))
    assert (found.drawn, found.width, found.height) == (True, 1600, 1600)
    for size in (256, 1024):
        assert opened(thumbnail(size)).format == "WEBP"
        assert opened(thumbnail(size)).size == (size, size)
        assert is_upright(thumbnail(size))


@pytest.mark.parametrize(
    ("size", "large", "small"),
    [
        ((3000, 2000), (1024, 683), (256, 171)),
        ((200, 100), (200, 100), (200, 100)),
        ((600, 300), (600, 300), (256, 128)),
        ((1, 9000), (1, 1024), (1, 256)),
        ((9000, 1), (1024, 1), (256, 1)),
        ((1, 1), (1, 1), (1, 1)),
    ],
)
async def test_a_thumbnail_has_the_picture_s_shape_and_is_never_larger_than_it(drawn, thumbnail, size, large, small):
    found = await drawn(file(Image.new("RGB", size, "teal"), "PNG"))
    assert (found.width, found.height) == size
    assert opened(thumbnail(1024)).size == large
    assert opened(thumbnail(256)).size == small


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
async def test_a_photograph_stands_upright_and_its_size_is_that_of_what_one_sees(drawn, thumbnail, format, orientation):
    found = await drawn(samples.photo(format, orientation, (400, 200)))
    assert (found.width, found.height) == ((400, 200) if orientation in (1, 3) else (200, 400))
    assert opened(thumbnail(1024)).size == (found.width, found.height)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
async def test_no_thumbnail_tells_where_a_photograph_was_taken(drawn, thumbnail, format):
    photo = samples.photo(format)
    assert samples.tells(photo)
    await drawn(photo)
    for size in (256, 1024):
        assert not samples.tells(thumbnail(size))
        image = opened(thumbnail(size))
        assert not {"exif", "xmp", "icc_profile"} & set(image.info)


async def test_a_transparent_picture_stays_transparent(drawn, thumbnail):
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    image.paste((200, 30, 30), (0, 0, 150, 300))
    await drawn(file(image, "PNG"))
    small = opened(thumbnail(256)).convert("RGBA")
    assert small.getpixel((250, 128))[3] == 0
    assert small.getpixel((10, 128))[3] == 255


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
async def test_an_animation_is_drawn_as_its_first_picture(drawn, thumbnail, format):
    found = await drawn(samples.moving(format))
    assert (found.drawn, found.width, found.height) == (True, 60, 40)
    assert alike(opened(thumbnail(256)).convert("RGB").getpixel((30, 20)), (255, 0, 0))


async def test_a_gif_of_a_hundred_thousand_pictures_is_not_gone_through(drawn):
    frame = b",\0\0\0\0\1\0\1\0\0\x02\x02D\x01\0"
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    found = await drawn(head + frame * 100_000 + b";")
    assert found.drawn


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "HEIF", "AVIF"])
async def test_a_picture_that_was_cut_off_is_not_drawn_and_makes_no_trouble(drawn, tmp_path, format):
    content = file(Image.effect_noise((400, 400), 80).convert("RGB"), format)
    assert not (await drawn(content[: len(content) // 2])).drawn
    assert not list(tmp_path.glob("drawn/*"))


async def test_a_bomb_is_neither_drawn_nor_decoded(drawn, tmp_path):
    real = png(20_000, 20_000, bytes(20_000 * 2_501), bits=1, colour=0)
    assert await drawn(real) == drawing.Drawn()
    path = tmp_path / "claimed"
    path.write_bytes(real)
    assert await drawing.draw(path, "image", "image/png", tmp_path / "drawn", bare=False) == drawing.Drawn()


async def test_what_is_claimed_to_be_a_picture_and_is_none_is_not_drawn(tmp_path):
    path = tmp_path / "page"
    path.write_bytes(b"<html><script>alert(1)</script>")
    for media in ("image/png", "image/svg+xml", "text/html"):
        assert await drawing.draw(path, "image", media, tmp_path / "drawn", bare=True) == drawing.Drawn()


async def test_a_crowd_of_pictures_is_drawn_by_two_threads_that_stand_back_while_the_loop_goes_on(
    tmp_path, monkeypatch
):
    seen: set[str] = set()
    real = thumbnails.make

    def watched(*given):
        seen.add(threading.current_thread().name)
        if sys.platform == "linux":
            assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) >= 10
        return real(*given)

    monkeypatch.setattr(thumbnails, "make", watched)
    (tmp_path / "photo").write_bytes(samples.photo("JPEG"))
    all_drawn = await asyncio.gather(
        *(
            drawing.draw(tmp_path / "photo", "image", "image/jpeg", tmp_path / str(number), bare=False)
            for number in range(12)
        )
    )
    assert all(each.drawn for each in all_drawn)
    assert 1 <= len(seen) <= 2
    assert all(name.startswith("miaou-drawing") for name in seen)


# Telephones' own formats


@pytest.mark.parametrize("format", ["HEIF", "AVIF"])
async def test_no_decoder_in_this_process_sees_what_a_telephone_makes(drawn, tmp_path, monkeypatch, format):
    photo, seen, real = file(quarters(300, 300), format), [], Image.open
    monkeypatch.setattr(Image, "open", lambda source, formats: seen.append(formats) or real(source, formats=formats))
    found = await drawn(photo)
    assert (found.drawn, found.width, found.height) == (True, 300, 300)
    assert pictures.cut(photo, None, "#ffffff")
    assert seen == [("PNG",), pictures.FORMATS]
    media = kinds.recognise(photo, tmp_path / "file", "").media
    with pytest.raises(ValueError, match="no decoder"):
        raster.opened(tmp_path / "file", raster.FORMATS[media])


def test_an_office_that_runs_has_not_even_loaded_them():
    asks = "import sys, app.server; print({'app.store.files.drawing', 'pillow_heif', 'pypdfium2'} & {*sys.modules})"
    said = subprocess.run([sys.executable, "-c", asks], check=True, capture_output=True, text=True)
    assert said.stdout == "{'app.store.files.drawing'}\n"


@pytest.mark.parametrize("ends", ["os.abort()", "os._exit(0)", "while True: pass"])
async def test_a_photograph_whose_decoder_dies_is_not_drawn_and_the_office_goes_on(drawn, tmp_path, monkeypatch, ends):
    monkeypatch.setattr(apart, "PATIENCE_S", 2)
    program = tmp_path / "reader.py"
    program.write_text(f"import os\n{ends}")
    monkeypatch.setattr(apart_reader, "__file__", str(program))
    assert await drawn(samples.heic()) == drawing.Drawn()
    with pytest.raises(Refused, match="not a picture"):
        pictures.cut(samples.heic(), None, "#ffffff")


async def test_how_large_it_is_said_to_be_is_believed_within_what_a_picture_may_be(drawn, tmp_path, monkeypatch):
    program = tmp_path / "reader.py"
    program.write_text(f"""
import pathlib, sys
folder = pathlib.Path(sys.argv[2])
(folder / "found").write_text('{{"width": 1e99, "height": "<b>"}}')
(folder / "picture.png").write_bytes({file(quarters(40, 30), "PNG")!r})
""")
    monkeypatch.setattr(apart_reader, "__file__", str(program))
    found = await drawn(samples.heic())
    assert (found.drawn, found.width, found.height) == (True, 40, 30)


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
async def test_an_avif_stands_upright_as_it_says_it_lies(drawn, thumbnail, orientation):
    found = await drawn(samples.photo("AVIF", orientation, (400, 200)))
    assert (found.width, found.height) == ((400, 200) if orientation in (1, 3) else (200, 400))
    assert opened(thumbnail(1024)).size == (found.width, found.height)


# Texts


async def test_a_text_is_read_and_shows_how_it_begins(drawn):
    found = await drawn("\r\n\r\nRéunion\r\nà 9 h 30  \r\n".encode("cp1252"))
    assert found.excerpt == "Réunion\nà 9 h 30"
    assert "à 9 h 30" in found.text
    assert not found.drawn


async def test_an_excerpt_is_twelve_lines_or_six_hundred_letters_and_holds_nothing_that_one_does_not_see(drawn):
    many = await drawn("\n".join(f"ligne {n}" for n in range(100)).encode())
    assert many.excerpt.splitlines() == [f"ligne {n}" for n in range(12)]
    assert len((await drawn(b"x" * 100_000)).excerpt) == 600
    odd = await drawn("devis\u202efdp.exe\u2066 \x1b[31mrouge\ufeff".encode())
    assert odd.excerpt == "devisfdp.exe [31mrouge"


async def test_of_a_long_text_a_megabyte_is_read(drawn):
    found = await drawn("é\n".encode() * 900_000)
    assert 300_000 < len(found.text) <= text_excerpt.TEXT_MOST


async def test_a_text_that_becomes_something_else_further_back_is_not_read(drawn):
    found = await drawn(b"abc\n" * 30_000 + bytes(1000))
    assert (found.text, found.excerpt) == ("", "")


@pytest.mark.parametrize("alphabet", ["utf-8", "cp1252", "utf-16"])
def test_the_beginning_of_a_text_is_shown_in_whatever_alphabet_it_is_written(tmp_path, alphabet):
    path = tmp_path / "text"
    path.write_bytes("Crème brûlée : 12,50\r\nété".encode(alphabet))
    assert text_excerpt.beginning(path, 1000) == "Crème brûlée : 12,50\nété"
    assert text_excerpt.beginning(path, 15).startswith("Crème")


def test_what_of_a_text_cannot_be_read_shows_as_such(tmp_path):
    path = tmp_path / "text"
    path.write_bytes(b"a\x81\xff\0b")
    assert text_excerpt.beginning(path, 1000) == "a\ufffd\ufffdb"


# PDF


async def test_a_pdf_s_first_page_is_drawn_and_all_its_text_is_read(drawn, thumbnail):
    found = await drawn(samples.pdf("Facture FA2024-0153", "Échéance : 30 jours", "Merci"))
    assert (found.pages, found.drawn) == (3, True)
    assert (found.width, found.height) == (724, 1024)
    assert "Facture FA2024-0153" in found.text
    assert "Échéance : 30 jours" in found.text
    page = opened(thumbnail(1024)).convert("RGB")
    assert page.size == (724, 1024)
    assert alike(page.getpixel((20, 20)), (0, 128, 0))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\nrien",
        samples.pdf("Devis")[:200],
        b"%PDF-1.7\n" + os.urandom(3000),
        samples.pdf("Devis").replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"),
    ],
    ids=["nothing", "cut off", "noise", "a loop"],
)
async def test_a_pdf_that_cannot_be_read_is_not_drawn_and_makes_no_trouble(drawn, content):
    found = await drawn(content)
    assert not found.drawn
    assert not found.text


def page_in_this_process(tmp_path, monkeypatch, reading) -> pdf.Page:
    """What comes of a PDF whose reader does that instead."""
    program = tmp_path / "reader.py"
    program.write_text(reading)
    monkeypatch.setattr(apart_reader, "__file__", str(program))
    (tmp_path / "devis.pdf").write_bytes(samples.pdf("Devis"))
    return pdf.read(tmp_path / "devis.pdf", tmp_path / "drawn")


def test_the_death_of_the_process_that_reads_a_pdf_is_nobody_s_and_what_it_had_found_counts(tmp_path, monkeypatch):
    dying = """
import os, pathlib, sys
pathlib.Path(sys.argv[2], "found").write_text('{"pages": 7}\\n{"pages": 7, "te')
os.abort()
"""
    assert page_in_this_process(tmp_path, monkeypatch, dying) == pdf.Page(pages=7)


def test_a_pdf_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE_S", 0.5)
    endless = "while True: pass"
    assert page_in_this_process(tmp_path, monkeypatch, endless) == pdf.Page()


def test_what_that_process_says_and_draws_is_believed_no_more_than_the_file(tmp_path, monkeypatch):
    lying = """
import pathlib, sys
folder = pathlib.Path(sys.argv[2])
(folder / "found").write_text('{"pages": "<b>", "text": ["a"], "width": 1e99}\\n')
(folder / "picture.png").write_bytes(b"<html><script>alert(1)</script>")
"""
    assert page_in_this_process(tmp_path, monkeypatch, lying) == pdf.Page()


def test_what_that_process_writes_lies_beside_the_file_and_goes(tmp_path, monkeypatch):
    telling = """
import json, pathlib, sys
pathlib.Path(sys.argv[1] + ".told").write_text(json.dumps(sys.argv[1:]))
"""
    page_in_this_process(tmp_path, monkeypatch, telling)
    file, folder, *_ = json.loads((tmp_path / "devis.pdf.told").read_text())
    assert Path(folder).parent == Path(file).parent == tmp_path
    assert not Path(folder).exists()


def test_that_process_knows_no_secret_of_ours(tmp_path, monkeypatch):
    monkeypatch.setenv("MIAOU_SECRET", "chut")
    telling = """
import json, os, pathlib, sys
pathlib.Path(sys.argv[2], "found").write_text(json.dumps({"text": " ".join(os.environ)}))
"""
    said = page_in_this_process(tmp_path, monkeypatch, telling)
    assert "PATH" in said.text
    assert "MIAOU" not in said.text


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no such limit")
def test_that_process_gets_no_more_memory_than_it_may_have(tmp_path, monkeypatch):
    source = apart_reader.__file__
    greedy = f"""
import importlib.util, pathlib, sys
spec = importlib.util.spec_from_file_location("reader", {source!r})
reader = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reader)
reader.confine()
try:
    bytearray(2 * reader.MEMORY)
except MemoryError:
    pathlib.Path(sys.argv[2], "found").write_text('{{"text": "none left"}}')
"""
    assert page_in_this_process(tmp_path, monkeypatch, greedy).text == "none left"


async def test_of_a_pdf_of_a_thousand_pages_the_first_is_drawn_and_the_number_known(drawn):
    found = await drawn(samples.pdf(*(f"Page {n}" for n in range(1000))))
    assert (found.drawn, found.pages) == (True, 1000)
    assert "Page 999" in found.text
