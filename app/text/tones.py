"""The colours that skin has in emoji. Apart from `emoji_set`, with which megabytes come."""

TONES = tuple(map(chr, range(0x1F3FB, 0x1F400)))
"""The five skin tones from light to dark; each stands after the emoji of somebody, or of a part of them."""

SELECTOR = "\ufe0f"
JOINER = "\u200d"
_NEITHER_SKIN_NOR_SELECTOR = dict.fromkeys(map(ord, (SELECTOR, *TONES)))


def bare(glyph: str) -> str:
    """An emoji without the colour of its skin, and without the selectors that people and files leave out at will."""
    return glyph.translate(_NEITHER_SKIN_NOR_SELECTOR)


def toned(glyph: str, tone: str, tones: int) -> str:
    """An emoji of somebody, or of two, with that skin."""
    people = glyph.split(JOINER)
    people[0] = people[0].removesuffix(SELECTOR) + tone
    if tones == 2:
        people[-1] += tone
    return JOINER.join(people)
