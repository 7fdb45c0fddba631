"""The tour in the pages as they come: in the window of whom it is for, and in no other."""

from __future__ import annotations

import pytest

from app.components.tour import steps
from tests.pages.conftest import House

OFFER = "Je vous fais visiter"


@pytest.fixture
def zoe(house: House):
    """Who is on a tour as the test says, and of whom nothing is known after it."""
    yield house.members["zoe"]
    house.do(lambda store: store.tours.close(house.members["zoe"]))


def page(house: House, path: str = "/") -> str:
    with house.browser("zoe", **{"accept-language": "fr"}) as browser:
        return browser.get(path).text


def test_nothing_of_it_is_in_the_pages_of_others(house):
    assert "tour-card" not in page(house)


def test_a_step_stands_in_the_window_and_is_read_out_also_after_a_reload(house, zoe):
    house.do(lambda store: store.tours.begin(zoe))
    for _ in range(2):
        window = page(house)
        assert "tour-card" in window and '["aloud","\\u00c9tape 1 sur 7' in window
    assert "tour-card" not in page(house, "/widget")
    assert "tour-card" not in page(house, "/desktop")


def test_its_last_step_stands_on_the_desktop(house, zoe):
    house.do(lambda store: store.tours.begin(zoe))
    for step in range(1, 7):
        house.do(lambda store, step=step: store.tours.go_on(zoe, step))
    assert "tour-card" in page(house, "/desktop")


def test_whoever_is_alone_and_opens_their_invitation_has_done_the_fourth(house, monkeypatch):
    # Others of this house have accounts, and keep them.
    monkeypatch.setattr(steps, "is_alone", lambda *_: True)
    lea = house.members["lea"]
    house.do(lambda store: store.tours.begin(lea))
    for step in range(1, 4):
        house.do(lambda store, step=step: store.tours.go_on(lea, step))
    with house.browser("lea") as browser:
        assert browser.post("/invite").status_code == 303
    # What is in the writer's row before it is written before it.
    house.do(lambda store: store.tours.close(lea))
    assert house.store.state.tours[lea.id].step == 5
