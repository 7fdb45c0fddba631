"""Whether a file is a text, in which alphabet of bytes, and whether somebody programmed it."""

from __future__ import annotations

import codecs
import re

TEXT, CODE = "text", "code"

_CODE_WORDS = (
    "asm awk bash bat c cc cfg clj cmake cmd conf cpp cs css cxx dart diff ex exs f90 go gradle groovy h hpp hs htm "
    "html ini java jl js json jsonc jsx kt less lua m mjs mk ml nix pas patch php pl pm properties ps1 psm1 py r rb rs "
    "rst sass scala scss sh sql svelte svg swift tcl tex toml ts tsx vb vba vbs vue wsdl xhtml xml xsd xsl xslt yaml "
    "yml zig"
)
_CODE_ENDS = frozenset(_CODE_WORDS.split())
"""Ends of names that programmers give to their texts. A name alone makes nothing a text."""

_CODE_BEGINS = re.compile(
    r"\s*(?:#!\s*/|<\?xml\b|<\?php\b|<!doctype\b|<(?:html|svg|head|body|script)\b)", re.IGNORECASE
)

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""What some programs begin a text with, to say how it is written."""

_NEVER = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
"""Characters that stand in no text. Escape does, in what a terminal printed."""

_FOREIGN_MOST = 0.3
"""Accented letters of a text in an old alphabet of bytes, at most: beyond, it is noise."""


def writing(head: bytes, name: str, *, whole: bool) -> str:
    """TEXT, CODE, or "" when it is neither.

    :param head: the file's beginning
    :param whole: whether that is all of it, else a letter may be cut in the middle
    """
    alphabet = alphabet_of(head, whole=whole)
    if not alphabet:
        return ""
    text = head[:4096].decode(alphabet, "ignore")
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return CODE if ending in _CODE_ENDS or _CODE_BEGINS.match(text) else TEXT


def alphabet_of(head: bytes, *, whole: bool) -> str:
    """How the text is written in bytes, as Python names it; "" when it is no text."""
    marked = next((alphabet for mark, alphabet in _MARKS if head.startswith(mark)), None)
    for alphabet in (marked,) if marked else ("utf-8", "cp1252"):
        text = _read(head, alphabet, whole)
        if text and not _NEVER.search(text) and (alphabet != "cp1252" or _is_likely(head)):
            return alphabet
    return ""


def _read(head: bytes, alphabet: str, whole: bool) -> str:
    try:
        return codecs.getincrementaldecoder(alphabet)().decode(head, final=whole)
    except UnicodeError:
        return ""


def _is_likely(head: bytes) -> bool:
    """Whether that may be a text of Windows' western alphabet, in which nearly any bytes are letters."""
    foreign = sum(1 for byte in head if byte >= 0x80)
    return foreign <= _FOREIGN_MOST * len(head)
