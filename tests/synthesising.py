"""Makes the sounds that Miaou plays, out of sines alone: `python -m tests.synthesising` writes `assets/sounds/`."""

from __future__ import annotations

import math
import wave
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "assets" / "sounds"

RATE = 16_000
"""Samples a second: enough for a cat, and half the size of what music needs."""

LOUD = 0.55

VOWELS = ((0.0, 350, 2_300), (0.3, 800, 1_500), (0.62, 560, 950), (1.0, 330, 720))
"""How a mouth goes from "mi" over "a" and "o" to "ou": how far the sound is, and the two pitches that it favours."""


def between(at: float, points: tuple[tuple[float, ...], ...], n: int) -> float:
    """The n-th value at that place, in a straight line from point to point."""
    for before, after in pairwise(points):
        if at <= after[0]:
            part = (at - before[0]) / (after[0] - before[0])
            return before[n] + part * (after[n] - before[n])
    return points[-1][n]


def miaou(length: float = 0.55) -> list[float]:
    """A voice whose pitch rises and falls, through a mouth that opens and closes."""
    samples, phase = [], 0.0
    for n in range(int(length * RATE)):
        at = n / (length * RATE)
        pitch = 520 + 230 * math.sin(math.pi * min(1.0, at * 1.25)) - 110 * at
        phase += pitch / RATE
        favoured = between(at, VOWELS, 1), between(at, VOWELS, 2)
        voice = 0.0
        for harmonic in range(1, int(RATE / 2 / pitch)):
            height = harmonic * pitch
            strength = sum(1 / (1 + ((height - each) / 170) ** 2) for each in favoured) + 0.05
            voice += strength / harmonic**0.6 * math.sin(2 * math.pi * harmonic * phase)
        samples.append(voice * math.sin(math.pi * at**0.7) ** 0.8)
    return samples


def bell(length: float = 0.6) -> list[float]:
    """A little bell on a collar, struck twice."""
    partials = ((1_568, 1.0, 7.0), (3_136, 0.45, 11.0), (4_310, 0.3, 15.0))

    def struck(since: float) -> float:
        if since < 0:
            return 0.0
        return sum(
            loud * math.exp(-fades * since) * math.sin(2 * math.pi * high * since) for high, loud, fades in partials
        )

    return _faded([struck(n / RATE) + 0.7 * struck(n / RATE - 0.14) for n in range(int(length * RATE))])


def knock(length: float = 0.34) -> list[float]:
    """A paw on a wooden door, twice."""

    def struck(since: float) -> float:
        if since < 0:
            return 0.0
        low = math.exp(-38 * since) * math.sin(2 * math.pi * (210 - 260 * since) * since)
        return low + 0.35 * math.exp(-70 * since) * math.sin(2 * math.pi * 640 * since)

    return _faded([struck(n / RATE) + 0.8 * struck(n / RATE - 0.16) for n in range(int(length * RATE))])


def written(samples: list[float]) -> bytes:
    """As a WAV file, one channel of 16 bits."""
    most = max(map(abs, samples))
    content = BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        values = (round(LOUD * 32_767 * each / most) for each in samples)
        file.writeframes(b"".join(value.to_bytes(2, "little", signed=True) for value in values))
    return content.getvalue()


SOUNDS: dict[str, Callable[[], list[float]]] = {"miaou": miaou, "bell": bell, "knock": knock}


def _faded(samples: list[float], over: float = 0.05) -> list[float]:
    """Without a click at its end."""
    left = over * RATE
    return [each * min(1.0, (len(samples) - n) / left) for n, each in enumerate(samples)]


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, make in SOUNDS.items():
        (FOLDER / f"{name}.wav").write_bytes(written(make()))
