"""How each member has it: what of a canal rings and where it stands, their emoji, and where they go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Preference:
    """How one member wants one canal. `place` 0: in the order of names, after those that were placed."""

    level: str = "all"
    place: int = 0


@dataclass(frozen=True, slots=True)
class EmojiHabits:
    """One member's emoji: those used last, the newest first and none twice, and the skin colour of all (0: none).
    `uses`: how often each of these was used."""

    recent: tuple[str, ...] = ()
    tone: int = 0
    uses: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def often(self) -> list[str]:
        """Those used last, the most used first."""
        return sorted(self.recent, key=lambda glyph: -self.uses.get(glyph, 1))


Haunts = dict[int, float]
"""How much one member goes to some canals, the most first (see `haunts`)."""
