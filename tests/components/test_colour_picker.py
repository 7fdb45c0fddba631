"""The colour picker: which colour is chosen in it, and whether somebody has chosen one at all."""

import re

import pytest

from app.components.cards.canal_card import CanalCard
from app.components.cards.card import Form
from app.components.cards.colors import color_names
from app.components.cards.colour_picker import chosen_color, colour_picker
from app.locale import catalogue
from tests.components.conftest import client_of

ENGLISH = catalogue("en")
NAMED = next(iter(color_names(ENGLISH)))


@pytest.mark.parametrize(
    ("fields", "touched", "chosen"),
    [
        ({"color": NAMED, "color-other": "#123456"}, [], None),
        ({"color": NAMED, "color-other": "#123456"}, ["color"], NAMED),
        ({"color": NAMED, "color-other": "#abcdef"}, ["color", "color-other"], NAMED),
        ({"color": "other", "color-other": "#123456"}, ["color"], "#123456"),
        ({"color": "other", "color-other": "#abcdef"}, ["color-other"], "#abcdef"),
        ({"color": "other", "color-other": "#123456"}, [], None),
        ({}, [], None),
    ],
)
def test_what_is_chosen_is_a_named_colour_or_any_other_or_what_it_was(fields, touched, chosen):
    assert chosen_color(Form(fields, [[name, "", True] for name in touched])) == chosen


@pytest.mark.parametrize(("begins", "ticked"), [(NAMED, NAMED), ("#123456", "other")])
def test_it_begins_with_the_colour_that_there_is(begins, ticked):
    html = str(colour_picker(ENGLISH, begins))
    assert re.findall(r'value="([^"]+)" checked', html) == [ticked]
    assert ('name="color-other" value="#123456"' in html) is (ticked == "other")


async def test_a_canal_of_a_colour_of_its_own_can_be_given_another_one(office, page_of):
    await office.store.canals.edit(office.lea, office.bureau.id, color="#123456")
    page = page_of(office.lea)
    with client_of(page):
        card = CanalCard(page, office.bureau.id)
    fields = {"name": "x", "color": "other", "color-other": "#abcdef", "level": "all"}
    assert await card.submit(fields, [["color-other", "", "#abcdef"]], "submit") == {"done": True}
    assert office.store.state.canals[office.bureau.id].color == "#abcdef"
