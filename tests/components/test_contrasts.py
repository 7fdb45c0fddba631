"""The table of contrasts: whatever is written or must be seen, on whatever it lies, in both themes, for who asks for
more contrast too, and in any colour of a canal or a member. No browser: all is reckoned from the style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from app.components.assets import FOLDER
from tests.components.palette import CANALS, CONTRASTED, TOKENS, contrast, laid

SHEETS = {sheet.name: sheet.read_text("utf-8") for sheet in sorted((FOLDER / "css").glob("*.css"))}

LEAST = {"plain": {"read": 4.5, "seen": 3.0}, "more": {"read": 7.0, "seen": 4.5}}
"""WCAG 2.2: 1.4.3 for what is read, 1.4.11 for what must be seen (edges of controls, the focus, signs that mean
something); with `prefers-contrast: more`, 1.4.6 and the measure of text."""

ANY_COLOUR = [*CANALS, "#ffff00", "#ffffff", "#000000"]
"""A canal and a member may have any: these are the worst."""

WALLPAPERS = re.findall(r"light-dark\(#\w{6}, #\w{6}\)", SHEETS["wallpaper.css"])

GROUNDS: dict[str, list[str]] = {
    "paper": ["--paper"],
    "raised": ["--raised"],
    "sunken": ["--sunken"],
    "hover": [f"--hover on {paper}" for paper in ("--paper", "--raised", "--sunken")],
    "press": [f"--press on {paper}" for paper in ("--paper", "--raised")],
    "foot": ["color-mix(in srgb, var(--paper) 55%, var(--raised))"],  # of a dialog, under its buttons
    "bubble": ["--raised", "--canal-wash", "color-mix(in srgb, var(--canal-wash) 45%, var(--paper))"],
    "code": ["--hover on --raised", "--hover on --canal-wash", "--hover on --aside-wash"],  # a few letters of it
    "wash": ["--canal-wash"],
    "row": [f"color-mix(in srgb, var(--canal) {share}%, transparent) on --sunken" for share in (10, 17)],
    "canal": ["--canal", "--canal-press"],
    "head": ["color-mix(in srgb, var(--canal-wash) 75%, transparent) on --raised"],
    "aside": ["--aside-wash", "color-mix(in srgb, var(--aside-wash) 55%, var(--raised))"],
    "aside's": [f"color-mix(in srgb, var(--aside) {share}%, transparent) on --aside-wash" for share in (16, 18)],
    "violet": ["--aside"],
    "danger": ["--danger-wash"],
    "dangerous": ["--danger", "color-mix(in srgb, var(--danger) 86%, var(--ink))"],
    "again": ["color-mix(in srgb, var(--danger) 14%, transparent) on --paper"],
    "ginger": ["--ginger-wash"],
    "ok": ["--ok-wash"],
    "memo": ["--memo"],
    "named": ["--mention-wash"],
    "toast": ["--ink", "color-mix(in srgb, var(--paper) 16%, transparent) on --ink"],
    "unsent": ["color-mix(in srgb, var(--canal) 14%, var(--raised))"],  # what sends, while there is nothing to send
    "fur": ["--fur"],
    "asleep": ["color-mix(in srgb, var(--fur) 24%, var(--raised))"],
    "white": ["#fff"],
    "picture": ["#14111abf on #fff"],  # at its lightest
    "rainbow": re.findall(r"#\w{6}", re.search(r"conic-gradient\((.*)\)", SHEETS["choices.css"])[1]),
    "bar": [f"color-mix(in srgb, var(--raised) 92%, transparent) on {paper}" for paper in ("--paper", *WALLPAPERS)],
}
"""What things lie on, by name: colours, and colours over others."""

TABLE = """
what is said                   | --ink            | paper raised sunken hover press foot bubble code head   | read
what is said, elsewhere        | --ink            | wash row aside danger ginger ok memo bar                | read
what is less important         | --soft           | paper raised sunken hover foot bubble code head bar     | read
what is less important         | --soft           | wash aside danger                                        | read
an icon, a button of no use    | --soft           | press row memo ok unsent                                | seen
a link, a count                | --canal-ink      | paper raised sunken bubble code wash press              | read
an item one is on              | --canal-ink      | wash                                                    | read
on a canal's colour            | --on-canal       | canal                                                   | read
an aside's names and links     | --aside          | paper raised aside code                                 | read
how to answer in a circle      | --aside          | aside's                                                 | seen
sending an aside               | --raised         | violet                                                  | read
what is wrong                  | --danger         | paper raised sunken danger again foot                   | read
what deletes                   | --on-danger      | dangerous                                               | read
the house's own                | --ginger-ink     | paper raised ginger memo                                | read
that all is well               | --ok             | ok raised                                               | seen
a toast                        | --paper          | toast                                                   | read
who reads is mentioned         | --mention-ink    | named                                                   | read
a message that mentions one    | --mention-edge   | paper raised aside                                      | seen
a memo that is empty           | --memo-soft      | memo                                                    | read
an initial                     | #fff             | fur                                                     | read
an absent member's initial     | color-mix(in srgb, var(--ink) 45%, var(--soft)) | asleep                   | read
what lies on a picture         | #fff             | picture                                                 | read
an invitation as a picture     | #2a2231          | white                                                   | read
a comment in code              | --code-comment   | sunken                                                  | read
a keyword                      | --code-keyword   | sunken                                                  | read
a string                       | --code-text      | sunken                                                  | read
a number                       | --code-number    | sunken                                                  | read
a name                         | --code-name      | sunken                                                  | read
what is built in               | --code-built-in  | sunken                                                  | read
a fault                        | --code-error     | sunken                                                  | read
a field, a button, an arrow    | --rim            | paper raised sunken foot wash memo aside                | seen
the focus, a band, a swatch    | --canal          | paper raised sunken hover bubble wash head row memo aside | seen
a tick                         | --on-canal       | canal                                                   | seen
any other colour               | #fff             | rainbow                                                 | seen
a link's line                  | color-mix(in srgb, var(--canal-ink) 80%, transparent) | bubble aside       | seen
the edge of an aside           | color-mix(in srgb, var(--aside) 80%, transparent)  | paper aside           | seen
the edge of what is refused    | color-mix(in srgb, var(--danger) 75%, transparent) | paper raised danger foot | seen
a field that is wrong          | --danger         | paper raised                                            | seen
the focus while one arranges   | --ginger         | raised                                                  | seen
a tile's corner, what is done  | --ginger         | raised memo sunken ginger paper                         | seen
a button in a toast            | color-mix(in srgb, var(--paper) 65%, transparent) | toast                  | seen
"""


FOR_LOOKS = {
    *("--line", "--line-strong", "--memo-line", "--shadow", "--shadow-high", "--scrim"),  # between surfaces that differ
    *(
        f"color-mix(in srgb, var(--canal) {share}%, transparent)" for share in (18, 22, 24, 28, 30)
    ),  # round a ring, or a
    "color-mix(in srgb, var(--danger) 24%, transparent)",  # selection
    *(f"color-mix(in srgb, var(--canal) {share}%, transparent)" for share in (26, 48)),  # round one's own bubbles
    *(f"color-mix(in srgb, var(--ginger) {share}%, transparent)" for share in (14, 45, 60, 75)),  # tools say it as well
    "color-mix(in srgb, var(--ok) 45%, transparent)",
    "color-mix(in srgb, var(--fur) 26%, var(--sunken))",  # behind a picture, and within ears
    "color-mix(in srgb, var(--fur) 38%, #ffdccb)",
    "color-mix(in srgb, var(--sunken) 70%, transparent)",  # over what is not kept of a picture
    "color-mix(in srgb, var(--canal) 62%, var(--paper))",  # a cat asleep where nothing is said
    "light-dark(#2a223133, #f1ebf433)",  # the grid that things are put on
    "--behind",  # through a picture: what is written there is in the picture
    "light-dark(transparent, #fff)",  # white paper under an office's logo
    "color-mix(in srgb, currentcolor 16%, transparent)",  # a toast is of two colours: the table names them
    "color-mix(in srgb, currentcolor 65%, transparent)",
}
"""What need not be seen, or is said by something else as well."""

SCENERY = {"wallpaper.css", "door.css", "drawings.css", "forced.css", "erp.css"}
"""Sheets whose own colours are pictures, or the system's, or another software's: that page is looked at in Chromium."""

SIGNS = {"--rim", "--ok"}
"""What colours drawings alone, never words."""

COLOURED = re.compile(
    r"(?<![\w-])(color|background(?:-color)?|(?:border|outline)(?:-[a-z]+)*|box-shadow|text-decoration-color)"
    r"\s*:\s*([^;{}]+);"
)


def colours(value: str) -> Iterator[str]:
    """The colours in a declaration's value: the largest expressions that are one."""
    at = re.compile(r"(?:color-mix|light-dark|oklch)\(|var\((--[\w-]+)\)|#\w{3,8}\b")
    place = 0
    while found := at.search(value, place):
        place = end = found.end()
        if found[1] or found[0].startswith("#"):
            yield found[1] or found[0]
            continue
        depth = 1
        while depth:
            depth += {"(": 1, ")": -1}.get(value[end], 0)
            end += 1
        place = end
        yield " ".join(value[found.start() : end].split())


class Pair(NamedTuple):
    what: str
    ink: str
    ground: str
    least: str


def pairs() -> Iterator[Pair]:
    for line in TABLE.strip().splitlines():
        what, ink, grounds, least = (cell.strip() for cell in line.split("|"))
        for name in grounds.split():
            yield from (Pair(f"{what} on {name}", ink, ground, least) for ground in GROUNDS[name])


@pytest.mark.parametrize("asked", LEAST)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_of_the_table_can_be_read_or_seen(theme: str, asked: str) -> None:
    tokens, least = {"plain": TOKENS, "more": CONTRASTED}[asked], LEAST[asked]
    poor = {
        f"{pair.what}, {color}: {found:.2f}, at least {least[pair.least]}"
        for color in ANY_COLOUR
        for pair in pairs()
        if (found := ratio(pair, theme, {**tokens, "--canal-color": color, "--m": color})) < least[pair.least]
    }
    assert not poor, "\n".join(sorted(poor))


def ratio(pair: Pair, theme: str, tokens: dict[str, str]) -> float:
    return contrast(laid(f"{pair.ink} on {pair.ground}", theme, tokens), laid(pair.ground, theme, tokens))


@pytest.mark.parametrize("ink", ["#000", "#fff"])
def test_at_night_what_somebody_drew_on_nothing_can_be_read_whether_black_or_white(ink: str) -> None:
    night = laid("--behind", "dark", TOKENS)
    assert contrast(laid(ink, "dark", TOKENS), night) >= LEAST["plain"]["read"]
    for picture in (".shot img {", "a.large img {", ".tray-file .sign > img {", ".files-out .sign > img {"):
        sheet = next(sheet for sheet in SHEETS.values() if f"\n{picture}" in sheet)
        assert "background: var(--behind);" in sheet.split(f"\n{picture}")[1].split("}")[0]


def test_no_sheet_writes_or_draws_in_a_colour_that_the_table_does_not_know() -> None:
    """Neither does it in a colour that the table only knows as something to be seen."""
    known = {layer for pair in pairs() for layer in (pair.ink, *pair.ground.split(" on "))}
    written = {pair.ink for pair in pairs() if pair.least == "read"} | SIGNS
    lengths = set(re.findall(r"(--[\w-]+): [\d.]+(?:px|rem)", SHEETS["tokens.css"])) | {"--ring"}
    strange = {
        f"{name}: {what}: {colour}"
        for name, sheet in SHEETS.items()
        if name not in SCENERY
        for what, value in COLOURED.findall(sheet)
        for colour in set(colours(value)) - lengths
        if colour not in (written if what == "color" else known | FOR_LOOKS)
    }
    assert not strange, "\n".join(sorted(strange))


PALED = {
    *(".button:disabled", ':is(button, a)[aria-busy="true"]', '.card-dialog > form[aria-busy="true"] .actions'),
    *(".cat.absent > img", "body.door::before", ".clip:has(:disabled)"),
}
"""What is of no use just now, and pictures."""


def test_nothing_is_paled_that_is_to_be_read() -> None:
    """Opacity makes of every colour in it another, that no table knows."""
    rules = [rule for sheet in SHEETS.values() for rule in re.findall(r"([^{};/]+)\{([^{}]*)\}", sheet)]
    found = {" ".join(which.split()) for which, what in rules if re.search(r"(?<!-)opacity: 0\.\d+", what)}
    assert found == PALED
