"""Brings the catalogues in step with the code: `python -m app.locale.update`.

New sentences come in (in English as they are, in French empty), those that the code no longer uses go out,
translations stay. All are set as they are printed (`typeset`); sorted, without line numbers or dates: one sentence
changed is one line changed.
"""

import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import write_po

from app.locale import LANGUAGES, load, po_file

Sentence = str | tuple[str, str]
"""An English sentence, or its two forms when a number decides between them."""

MARKS = {"words", "N_", "Trouble", "Refused", "Forbidden", "Unavailable", "Unusable"}
"""What is called with a sentence as its first argument."""

ROOT = Path(__file__).parents[2]


def extract(root: Path = ROOT) -> set[Sentence]:
    """Every sentence that stands in main.py and app/: in `words("…")`, `words.plural("…", "…", n)` and our
    exceptions, marked with `N_("…")`, or a value of BROWSER in app/components/words.py.

    Read from the syntax tree: babel's own extractor works on tokens, passes over a call deep inside another
    one's arguments or inside an f-string, and makes one sentence of the two in `"…" if … else "…"`.
    """
    files = [file for file in [root / "main.py", *sorted((root / "app").rglob("*.py"))] if file.exists()]
    return {sentence for file in files for sentence in _in_file(file, root)}


def update() -> dict[str, int]:
    """Rewrites both catalogues; answers how many sentences of each language wait for their translation."""
    sentences = extract()
    waiting = {}
    for lang in LANGUAGES:
        catalog = renewed(lang, sentences)
        waiting[lang] = sum(not is_translated(message) for message in messages(catalog))
        po_file(lang).write_bytes(written(catalog))
    return waiting


def renewed(lang: str, sentences: set[Sentence]) -> Catalog:
    """A language's catalogue with these sentences and no other, and the translations that it has."""
    catalog = load(lang)
    # By the whole msgid: babel finds a sentence by its singular, but what translates a sentence with one form
    # does not serve for one with two.
    for message in messages(catalog):
        if message.id not in sentences:
            catalog.delete(message.id)
    for sentence in sentences - {message.id for message in messages(catalog)}:
        catalog.add(sentence, "")
    for message in messages(catalog):
        said = message.id if lang == "en" else message.string
        message.string = (
            typeset(said, lang) if isinstance(said, str) else tuple(typeset(each, lang) for each in said or ())
        )
        # Babel takes "100 % de" for a printf format; ours are {braces}.
        message.flags.discard("python-format")
    # What a file keeps as a comment, because it was obsolete once, would never go.
    catalog.obsolete.clear()
    return catalog


def typeset(text: str, lang: str) -> str:
    """A text as it is printed: the curved apostrophe; and in French the space that keeps a sign with its word, as an
    office's word processor sets it."""
    text = re.sub(r"(?<=\w)'", "’", text)
    return _FRENCH_SPACE.sub("\N{NO-BREAK SPACE}", text) if lang == "fr" else text


_ANY = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
_FRENCH_SPACE = re.compile(rf"(?<=«){_ANY}|{_ANY}(?=»|:(?:\s|$)|[;!?](?:\W|$)|%|(?:Mo|h)\b)")


def written(catalog: Catalog) -> bytes:
    """A catalogue's file."""
    # Babel's own header holds dates and its version number, which change with every run.
    header = (
        f"Language: {catalog.locale}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalog.plural_forms}",
    )
    file = BytesIO()
    file.write(('msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in header) + "\n").encode())
    write_po(file, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    return file.getvalue().rstrip(b"\n") + b"\n"


def messages(catalog: Catalog) -> list[Message]:
    """A catalogue's messages without its header, which gettext keeps under the empty msgid."""
    return [message for message in catalog if message.id]


def is_translated(message: Message) -> bool:
    """Whether every form of a message has its translation."""
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def _in_file(file: Path, root: Path) -> Iterator[Sentence]:
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _in_call(node)
    if file == root / "app" / "components" / "words.py":
        yield from _in_browser(tree)


def _in_call(call: ast.Call) -> Iterator[Sentence]:
    match call.func:
        case ast.Attribute(value=ast.Name(id="words") | ast.Attribute(attr="words"), attr="plural"):
            one, many = call.args[:2]
            yield from zip(_texts(one), _texts(many), strict=True)
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in MARKS and call.args:
            yield from _texts(call.args[0])


def _in_browser(tree: ast.Module) -> Iterator[Sentence]:
    for statement in tree.body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id="BROWSER")], value=ast.Dict(values=values))
                | ast.AnnAssign(target=ast.Name(id="BROWSER"), value=ast.Dict(values=values))
            ):
                for value in values:
                    yield from _texts(value)


def _texts(node: ast.expr) -> Iterator[str]:
    """The literal sentences of an argument; a variable's sentence is marked where it is written."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _texts(body)
            yield from _texts(orelse)


if __name__ == "__main__":
    for language, missing in update().items():
        sys.stdout.write(f"{language}.po: {missing} to translate\n")
