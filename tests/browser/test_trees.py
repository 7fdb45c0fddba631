"""The window, a card and the desktop as a screen reader is given them: each as a text beside these tests.

`MIAOU_TREES=1 tests/run tests/browser/test_trees.py` writes them anew; what has changed in them is to be read.
"""

from __future__ import annotations

import asyncio

import pytest

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD, Office
from tests.browser.instance import Instance
from tests.browser.spoken import is_as_kept
from tests.quick_passwords import quick_passwords

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

THEN = 1_583_136_000_000
"""2 March 2020, 9:00 in Paris: in no year that is called "this year"."""

MINUTE = 60_000
BUREAU, DIRECTION, ARCHIVE = "Tout le bureau", "Direction", "Salon de 2019"
RECORD = {"title": "Facture", "reference": "FA2020-0153", "link": "https://gestan.example/FA2020-0153"}


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    """Three members, and one of each kind of canal, of message and of line."""
    lea = await store.members.create("lea", "Léa", PASSWORD, role="admin")
    karim = await store.members.create("karim", "Karim", PASSWORD)
    zoe = await store.members.create("zoe", "Zoé", PASSWORD)
    await store.members.edit(karim, karim.id, note="Au téléphone")
    bureau = await store.canals.create(lea, BUREAU)
    direction = await store.canals.create(lea, DIRECTION, kind="private", members=[karim.id])
    archive = await store.canals.create(lea, ARCHIVE)
    pair = await store.canals.direct(lea, [karim.id])
    said = (
        (bureau, karim, "Bonjour **à tous**", (), None),
        (bureau, karim, "Qui vient à midi ?", (), None),
        (bureau, lea, "Moi", (), None),
        (bureau, karim, "Pour toi seule", (lea.id,), None),
        (bureau, zoe, "La facture", (), RECORD),
        (direction, karim, "Un", (), None),
        (direction, karim, "Deux", (), None),
        (pair, karim, "Tu es là ?", (), None),
    )
    for n, (canal, by, text, to, card) in enumerate(said):
        store.clock = lambda n=n: THEN + n * 2 * MINUTE
        await store.messages.post(by, canal.id, text, to, f"n{n}", card)
    await store.canals.edit(lea, bureau.id, topic="Ce qui concerne tout le monde")
    await store.reading.mark(lea, bureau.id, store.state.window(bureau.id).messages[-1].id)
    await store.canals.archive(lea, archive.id)
    canals = (bureau, direction, archive)
    return {"lea": lea.id, "karim": karim.id}, {canal.name: canal.id for canal in canals}


@pytest.fixture(scope="module")
def house(instances) -> Office:
    instance: Instance = instances()

    async def furnished() -> tuple[dict[str, int], dict[str, int]]:
        store = await Store.open(instance.folder, clock=lambda: THEN)
        try:
            return await people(store)
        finally:
            await store.close()

    with quick_passwords(), asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        found = runner.run(furnished())
    return Office(instance.start(), *found)


@pytest.fixture(scope="module")
def lea(house, lasting_browser) -> Browser:
    tab = lasting_browser()
    tab.driver.execute_cdp_cmd("Emulation.setTimezoneOverride", {"timezoneId": "Europe/Paris"})
    tab.resize(1280, 800)
    return tab.at(house.instance.address, house.instance.sign_in("lea", PASSWORD))


def test_the_window(house, lea):
    lea.open_window(f"/?canal={house.canals[BUREAU]}").reads("La facture")
    is_as_kept(lea, "window")


def test_the_card_of_a_private_canal(house, lea):
    lea.open_window(f"/?canal={house.canals[BUREAU]}").reads("La facture")
    lea.press(f"[data-canal-id='{house.canals[DIRECTION]}'] .canal-arrow").find("dialog[open] h2")
    is_as_kept(lea, "card", "dialog[open]")


def test_the_desktop(lea):
    lea.open("/desktop").reads("La facture")
    # Nobody knows what time it will be.
    lea.js("for (const time of document.querySelectorAll('time[data-now]')) time.replaceWith('Maintenant')")
    is_as_kept(lea, "desktop")
