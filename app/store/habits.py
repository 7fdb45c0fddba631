"""How each member has it: what of a canal rings and where it stands, their emoji, where they go, and what they were
shown."""

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

STEPS = 7
"""What one does on a tour, one thing after another."""


@dataclass(frozen=True, slots=True)
class Tour:
    """One member's tour: `step` is what they are to do next, 0 as long as it is only offered, more than `STEPS` once
    they have done all of it; `shown`: they have not closed it; `since`: when that step began, in epoch milliseconds."""

    step: int = 0
    shown: bool = True
    since: int = 0

    @property
    def goes_on(self) -> bool:
        """Whether there is something that they are to do."""
        return self.shown and 0 < self.step <= STEPS

    def at(self, step: int, since: int) -> Tour:
        return Tour(step, shown=True, since=since)
