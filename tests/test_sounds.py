"""The sounds that Miaou plays: made here, small, and each what its script makes."""

from __future__ import annotations

import wave
from array import array
from io import BytesIO

import pytest

from app.components.sounds import NO_SOUND, SOUNDS, sound_address
from app.store.members import SETTINGS
from tests import synthesising


def samples(content: bytes) -> tuple[int, array]:
    with wave.open(BytesIO(content)) as file:
        return file.getframerate(), array("h", file.readframes(file.getnframes()))


def test_each_that_may_be_chosen_has_a_file_and_there_are_no_others():
    assert tuple(SOUNDS) == SETTINGS["sound"]
    files = {file.name for file in synthesising.FOLDER.iterdir()}
    assert files == {f"{name}.wav" for name in SOUNDS if name != NO_SOUND} == {f"{n}.wav" for n in synthesising.SOUNDS}
    assert sound_address(NO_SOUND) == ""


@pytest.mark.parametrize("name", synthesising.SOUNDS)
def test_it_is_small_and_what_the_script_makes(name):
    content = (synthesising.FOLDER / f"{name}.wav").read_bytes()
    assert len(content) < 20_000
    (rate, kept), (_, made) = samples(content), samples(synthesising.written(synthesising.SOUNDS[name]()))
    assert len(kept) == len(made)
    assert len(kept) / rate < 0.7
    # Another machine may round otherwise.
    assert max(abs(a - b) for a, b in zip(kept, made, strict=True)) <= 2


@pytest.mark.parametrize("name", synthesising.SOUNDS)
def test_it_is_heard_and_ends_without_a_click(name):
    _, kept = samples((synthesising.FOLDER / f"{name}.wav").read_bytes())
    assert max(map(abs, kept)) > 12_000
    assert max(map(abs, kept[-8:])) < 200
