"""Names that run from right to left, beside others: how they stand on the screen."""

from __future__ import annotations

import pytest

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD, Office

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

ALI, SARA = "محمد علي", "שרה!"
PEOPLE = {"lea": "Léa", "karim": "Karim", "ali": ALI, "sara": SARA, "zoe": "Zoé"}
LONG = "مشروع التصميم الداخلي لمكتب باريس"
DIRECT = "direct"

EDGES = """
const [css, ...pieces] = arguments;
const within = document.querySelector(css), box = within.getBoundingClientRect();
const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
let node = walker.nextNode(), from = 0;
return pieces.map((piece) => {
  while (node.data.indexOf(piece, from) < 0) [node, from] = [walker.nextNode(), 0];
  const [range, at] = [new Range(), node.data.indexOf(piece, from)];
  from = at + piece.length;
  range.setStart(node, at);
  range.setEnd(node, from);
  const { left, right } = range.getBoundingClientRect();
  return [left - box.left, right - box.left];
});"""
"""Where each of these pieces of an element's text stands in it, one after the other."""


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    made = {login: await store.members.create(login, name, PASSWORD) for login, name in PEOPLE.items()}
    lea, *others = made.values()
    bureau = await store.canals.create(lea, "Tout le bureau")
    direct = await store.canals.direct(lea, [each.id for each in others])
    await store.messages.post(lea, bureau.id, "Bonjour", [each.id for each in others], "aside")
    canals = {"bureau": bureau.id, DIRECT: direct.id, LONG: (await store.canals.create(lea, LONG)).id}
    return {login: member.id for login, member in made.items()}, canals


@pytest.fixture
def lea(house: Office, another: Browser) -> Browser:
    return house.arrive(another, "lea", f"/?canal={house.canals['bureau']}")


def test_names_stand_in_the_order_of_their_list(house, lea):
    in_order = ["Karim", ",", ALI, ",", "שרה", ",", "Zoé"]

    def is_in_order(css: str) -> bool:
        edges = lea.js(EDGES, css, *in_order)
        return edges == sorted(edges)

    lea.until(lambda: lea.all(".to bdi"), "the aside is there")
    assert is_in_order(".to span")
    lea.open_canal(house.canals[DIRECT])
    lea.until(lambda: lea.texts("h1") == [f"Karim, {ALI}, {SARA}, Zoé"], "it is open")
    assert is_in_order("h1")
    assert is_in_order(".empty b")
    for text in (lea.driver.title, lea.composer.get_attribute("placeholder")):
        assert f"Karim, \u2068{ALI}\u2069, \u2068{SARA}\u2069, Zoé" in text


def test_a_name_ends_and_is_cut_off_at_its_own_end(house, lea):
    sara = f"[data-member-id='{house.members['sara']}'] .nick"
    [name, sign] = lea.js(EDGES, sara, "שרה", "!")
    assert sign[1] <= name[0] + 1
    canal = f"[data-canal-id='{house.canals[LONG]}'] .name"
    width, needed = (lea.find(canal).get_property(side) for side in ("clientWidth", "scrollWidth"))
    assert width < needed
    # It begins on the right: its first word is in sight.
    [first] = lea.js(EDGES, canal, LONG.split(maxsplit=1)[0])
    assert 0 <= first[0] < first[1] <= width + 1
