"""French is printed on whatever terminal there is."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
import unicodedata

import pytest

from app import terminal
from app.locale import load
from app.locale.update import messages
from tests.browser.instance import PATIENCE_S, ROOT

SAID = "L’« œuvre » d’Zoé\u202f: “ça va”… 5\u00a0€ → ✓ – ÉTÉ"


@pytest.fixture
def printed(monkeypatch):
    """`printed(text, encoding)` is what stands on a terminal of that encoding, in bytes, and so in a log."""

    def on(text: str, encoding: str) -> bytes:
        out, err = io.BytesIO(), io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding=encoding, newline="\n"))
        monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding=encoding, newline="\n"))
        terminal.begin()
        print(text, end="", flush=True)
        logging.StreamHandler().emit(logging.makeLogRecord({"msg": text}))
        assert err.getvalue().removesuffix(b"\n") == out.getvalue()
        return out.getvalue()

    return on


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", SAID),
        ("cp1252", "L’« œuvre » d’Zoé : “ça va”… 5\u00a0€ -> ok – ÉTÉ"),
        ("latin-1", "L'« oeuvre » d'Zoé : \"ça va\"... 5\u00a0EUR -> ok - ÉTÉ"),
        ("cp850", "L'« oeuvre » d'Zoé : \"ça va\"... 5\u00a0EUR -> ok - ÉTÉ"),
        ("ascii", 'L\'" oeuvre " d\'Zoe : "ca va"... 5 EUR -> ok - ETE'),
    ],
)
def test_what_an_encoding_lacks_is_written_in_other_words(printed, encoding, shown):
    assert printed(SAID, encoding).decode(encoding) == shown


def test_what_has_no_other_words_is_a_question_mark(printed):
    assert printed("🐱 Ω", "ascii") == b"? ?"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp850", "ascii"])
def test_every_french_sentence_stays_readable(printed, encoding):
    said = [message.string for message in messages(load("fr"))]
    sentences = [text for each in said for text in (each if isinstance(each, tuple) else (each,))]
    # Emoji and other symbols are the browser's.
    text = "".join(char for char in "\n".join(sentences) if not unicodedata.category(char).startswith(("S", "M", "Cf")))
    for sentence, shown in zip(text.splitlines(), printed(text, encoding).splitlines(), strict=True):
        assert shown.count(b"?") == sentence.count("?"), sentence


def test_a_files_name_that_is_no_text_is_written_as_it_is(printed):
    assert printed("caf\udce9 à", "utf-8") == b"caf\xe9 " + "à".encode()


def test_without_a_console_nothing_fails_for_want_of_one(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    terminal.begin()
    with sys.stdout, sys.stderr:
        print("Ctrl+C l’arrête.", flush=True)


def test_help_in_french_on_a_terminal_of_ascii():
    done = subprocess.run(
        [sys.executable, "main.py", "--help"],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "fr_FR.UTF-8", "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Miaou, le clavardage d'un petit bureau." in done.stdout.decode("ascii")
