"""What is proposed for a `:name` that one begins to type."""

from __future__ import annotations

from collections.abc import Iterable

from htpy import Element, fragment, li, small, span

from app.components.emoji.known import Known
from app.components.emoji.search import LONGEST_SOUGHT, search
from app.text.smileys import key

PROPOSED_MOST = 8


def proposals(among: Iterable[Known], begun: str, tone: int, drawn: float) -> str:
    """The best few as options of a list, "" when nothing is called so.

    :param begun: what is typed of the name, without its colon
    :param tone: the member's skin colour, 0 for none
    """
    # Cut first: folding takes its time, and a browser may send a megabyte.
    sought = begun[:LONGEST_SOUGHT]
    folded = key(sought)
    return str(fragment[(_option(known, folded, tone) for known in search(among, sought, drawn)[:PROPOSED_MOST])])


def _option(known: Known, begun: str, tone: int) -> Element:
    name = next((name for name in known.names if name.startswith(begun)), known.names[0])
    glyph = known.toned(tone)
    return li(role="option", data_text=glyph)[span(".glyph")[glyph], span(".said")[known.title], small[f":{name}:"]]
