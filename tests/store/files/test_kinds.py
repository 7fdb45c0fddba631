"""What a file is: by what it holds, and never more than is harmless."""

from __future__ import annotations

import gzip
import struct
import tarfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.store.files import raster
from app.store.files import zipped as zip_files
from app.store.files.kinds import HEAD, OTHER, PDF, Kind, recognise
from app.store.said import KINDS
from tests.store.files import samples
from tests.store.test_pictures import SVG, chunk, file, png, quarters

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")


@pytest.fixture
def kind_of(tmp_path):
    def found(content: bytes, name: str = "sans nom") -> Kind:
        path = tmp_path / "file"
        path.write_bytes(content)
        return recognise(content[:HEAD], path, name)

    return found


TARRED = BytesIO()
with tarfile.open(fileobj=TARRED, mode="w") as made:
    made.addfile(tarfile.TarInfo("devis.txt"))


@pytest.fixture
def never(monkeypatch):
    """`never(place, name)`: from now on that is not to be called, and the test fails at its end when it was."""
    calls: list[object] = []

    def watch(place: object, name: str) -> None:
        monkeypatch.setattr(place, name, lambda *given, **_: calls.append(given))

    yield watch
    assert calls == []


def called(given: object) -> str:
    """Bytes in a test's name would differ from one process to the next: the time stands in some."""
    return given if isinstance(given, str) else "file"


OOXML = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


@pytest.mark.parametrize(
    ("content", "kind", "media"),
    [
        (file(quarters(), "PNG"), "image", "image/png"),
        (file(quarters(), "JPEG"), "image", "image/jpeg"),
        (file(quarters(), "MPO", save_all=True, append_images=[quarters(9, 9)]), "image", "image/jpeg"),
        (file(quarters(), "GIF"), "image", "image/gif"),
        (file(quarters(), "WEBP"), "image", "image/webp"),
        (file(quarters(), "HEIF"), "image", "image/heic"),
        (file(quarters(), "AVIF"), "image", "image/avif"),
        (file(quarters(), "BMP"), "image", "image/bmp"),
        (file(quarters(), "TIFF"), "image", "image/tiff"),
        (samples.moving("GIF"), "animation", "image/gif"),
        (samples.moving("WEBP"), "animation", "image/webp"),
        (samples.moving("PNG"), "animation", "image/png"),
        (samples.moving("AVIF"), "animation", "image/avif"),
        (samples.pdf("Devis"), "pdf", "application/pdf"),
        (samples.office("word/document.xml"), "document", OOXML + "wordprocessingml.document"),
        (samples.office("xl/workbook.xml"), "document", OOXML + "spreadsheetml.sheet"),
        (samples.office("ppt/presentation.xml"), "document", OOXML + "presentationml.presentation"),
        (samples.open_document("text"), "document", ODF + "text"),
        (samples.open_document("spreadsheet"), "document", ODF + "spreadsheet"),
        (samples.ole("WordDocument"), "document", "application/msword"),
        (samples.ole("Workbook"), "document", "application/vnd.ms-excel"),
        (samples.ole("!Property"), "other", "application/octet-stream"),
        (b"{\\rtf1\\ansi Devis}", "document", "application/rtf"),
        (samples.zipped({"devis.txt": b"x"}), "archive", "application/zip"),
        (samples.zipped({"word/document.xml": b"x"}), "archive", "application/zip"),
        (gzip.compress(b"devis", mtime=0), "archive", "application/gzip"),
        (TARRED.getvalue(), "archive", "application/x-tar"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(60), "archive", "application/x-7z-compressed"),
        (b"Rar!\x1a\x07\x01\0" + bytes(60), "archive", "application/vnd.rar"),
        (samples.mp3(), "audio", "audio/mpeg"),
        (b"ID3\x04\0\0\0\0\0\0" + samples.mp3(), "audio", "audio/mpeg"),
        (samples.wav(), "audio", "audio/wav"),
        (b"OggS\0\2" + bytes(22) + b"\x01\x13OpusHead", "audio", "audio/ogg"),
        (b"fLaC\0\0\0\x22" + bytes(40), "audio", "audio/flac"),
        (samples.film(b"M4A "), "audio", "audio/mp4"),
        (samples.film(), "video", "video/mp4"),
        (samples.film(b"qt  "), "video", "video/quicktime"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(20) + b"V_VP9 A_OPUS", "video", "video/webm"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm" + bytes(20) + b"A_OPUS", "audio", "audio/webm"),
        (b"RIFF\xff\0\0\0AVI LIST" + bytes(20), "video", "video/x-msvideo"),
        ("Réunion à 9 h 30".encode(), "text", "text/plain"),
        ("Réunion à 9 h 30".encode("cp1252"), "text", "text/plain"),
        ("Réunion à 9 h 30".encode("utf-16"), "text", "text/plain"),
        (b"\x1b[31mrouge\x1b[0m\n", "text", "text/plain"),
        (b"MZ\x90\0\3\0\0\0" + bytes(range(256)), "other", "application/octet-stream"),
        (b"\x7fELF\2\1\1" + bytes(200), "other", "application/octet-stream"),
        (bytes(5000), "other", "application/octet-stream"),
        (b"", "other", "application/octet-stream"),
    ],
    ids=called,
)  # fmt: skip
def test_a_file_is_what_it_holds_whatever_it_is_called(kind_of, content, kind, media):
    for name in ("sans nom", "photo.jpg", "facture.pdf", "x.html", "../../etc/passwd", "CON", "a" * 300, "\0\u202egpj"):
        found = kind_of(content, name)
        if kind == "text":
            assert found == Kind("code" if name == "x.html" else "text", "text/plain")
        else:
            assert found == Kind(kind, media)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"print('bonjour')\n", "bonjour.py"),
        (b"SELECT 1;\n", "requete.SQL"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "photo.png"),
        (b"<html><script>alert(1)</script></html>", "sans nom"),
        (SVG, "logo.svg"),
        (SVG, "logo"),
        (b"<?xml version='1.0'?><a/>", "a"),
        (b"#!/bin/sh\nrm -rf /\n", "lisez-moi"),
    ],
    ids=called,
)
def test_what_a_browser_or_a_machine_could_run_is_code_and_goes_out_as_plain_text(kind_of, content, name):
    assert kind_of(content, name) == Kind("code", "text/plain")


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>",
        b"GIF89a/*" + b"<script>alert(1)</script>*/=1;",
        b"\xff\xd8\xff\xfe\0\x20<script>alert(1)</script>",
        b"RIFF\xff\xff\xff\xffWEBPVP8X" + bytes(40),
        b"II*\0\x08\0\0\0\xff\xff" + b"<svg onload=alert(1)>" * 9,
        b"BM" + bytes(4) + bytes(4) + b"\x36\0\0\0\x28\0\0\0" + b"\xff" * 60,
        png(60_000, 60_000),
        png(8_000, 8_000),
        b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x3f\0\xff\x3f\0",
        b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0) + b",\0\0\0\0\xff\xff\xff\xff\0\x02\x01\0\0;",
        png(9, 9, bytes(9 * 37), chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(8_000_000)))),
    ],
    ids=called,
)  # fmt: skip
def test_what_only_begins_as_a_picture_or_is_too_large_to_be_shown_is_nothing_that_is_shown(kind_of, content):
    assert kind_of(content, "photo.png") == OTHER


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8" + b"\xff\xe9\0\2" * 20_000 + file(quarters(9, 9), "JPEG")[2:],
        b"\xff\xd8" + b"\xff" * 20_000 + file(quarters(9, 9), "JPEG")[2:],
        png(9, 9, bytes(9 * 37), chunk(b"prVt", b"") * 100_000),
    ],
    ids=["segments", "filling", "chunks"],
)
def test_a_picture_in_crumbs_is_not_opened(kind_of, never, content):
    never(raster.Image, "open")
    assert kind_of(content) == OTHER


def test_a_file_as_large_as_a_film_is_not_opened_as_a_picture(kind_of, never, monkeypatch):
    monkeypatch.setattr(raster, "BYTES_MOST", 1000)
    never(raster.Image, "open")
    assert kind_of(file(quarters(), "BMP")) == OTHER


def test_a_photograph_with_a_long_profile_and_many_notes_is_one(kind_of):
    notes = b"\xff\xe2\0\x20ICC_PROFILE\0".ljust(34, b"\1") * 255 + b"\xff\xfe\0\x08Bonjou" * 500
    content = file(quarters(), "JPEG")
    assert kind_of(content[:2] + notes + content[2:]).kind == "image"


def test_a_picture_with_a_page_behind_it_is_a_picture_and_a_pdf_with_a_zip_behind_it_a_pdf(kind_of):
    behind = b"<html><script>alert(1)</script></html>" + samples.zipped({"evil.js": b"alert(1)"})
    assert kind_of(file(quarters(), "PNG") + behind, "page.html") == Kind("image", "image/png")
    assert kind_of(samples.pdf("Devis") + behind, "page.html") == PDF
    assert kind_of(b"<html>" + samples.pdf("Devis"), "a.pdf").kind == "code"


def test_a_zip_of_a_hundred_thousand_names_is_not_gone_through(kind_of, never):
    never(zip_files.zipfile, "ZipFile")
    many = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 50_000, 50_000, 9_000_000, 99, 0)
    assert kind_of(b"PK\3\4" + bytes(26) + many) == Kind("archive", "application/zip")


def test_a_bomb_in_a_zip_is_never_unpacked(kind_of):
    bomb = samples.zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": bytes(30_000_000)})
    assert len(bomb) < 100_000
    assert kind_of(bomb).kind == "document"


def test_a_letter_that_is_cut_in_two_at_the_end_of_what_is_read_leaves_a_text_a_text(kind_of):
    assert kind_of(b"x" * (HEAD - 1) + "é".encode() * 10) == Kind("text", "text/plain")
    assert kind_of(b"x" * 10 + "é".encode()[:1]).kind == "text"


BEGINNINGS = [
    b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"RIFF\0\0\0\0WAVE", b"II*\0", b"MM\0*",
    b"BM", b"\0\0\0\x18ftypheic", b"\0\0\0\x18ftypavif", b"\0\0\0\x18ftypmp42", b"%PDF-", b"PK\3\4", b"PK\5\6",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfb\x90", b"\xff\xf1", b"OggS", b"\x1a\x45\xdf\xa3", b"{\\rtf",
    "\ufeff".encode(), b"\xff\xfe",
]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=600), st.text(max_size=20))
def test_no_bytes_and_no_name_make_trouble(tmp_path: Path, beginning, noise, name):
    path = tmp_path / "file"
    path.write_bytes(beginning + noise)
    found = recognise((beginning + noise)[:HEAD], path, name)
    assert found.kind in KINDS
    assert "html" not in found.media
    assert "svg" not in found.media


WHOLE = [
    *(file(quarters(24, 24), format) for format in ("PNG", "JPEG", "WEBP", "GIF", "TIFF", "BMP")),
    samples.heic((64, 64)), samples.office("word/document.xml"), samples.open_document("text"), samples.ole("Workbook"),
]  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.sampled_from(WHOLE), st.integers(0, 4000), st.binary(max_size=40))
def test_no_damage_makes_trouble(tmp_path: Path, content, at, noise):
    at %= len(content)
    damaged = content[:at] + noise + content[at + len(noise) :]
    path = tmp_path / "file"
    path.write_bytes(damaged)
    assert recognise(damaged[:HEAD], path, "").kind in KINDS
