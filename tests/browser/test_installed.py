"""An installed Miaou: what the browser keeps of it, and what shows when nobody answers."""

from __future__ import annotations

import pytest

from app.components.installed.away import page_address
from app.components.installed.shades import day, night
from app.store import Store
from tests.browser.conftest import BUREAU, CAFE, PASSWORD, Office
from tests.browser.handing_over import HAND_OVER
from tests.browser.instance import furnish
from tests.browser.looking import looks_at

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

SHARED = "Un lien : https://exemple.fr/salon"
SECRET = "Ce que personne d’autre ne lit"

READY = "return navigator.serviceWorker.getRegistration().then((it) => it?.active?.state === 'activated')"
IN_CONTROL = "return navigator.serviceWorker.controller?.scriptURL ?? ''"
KEPT = """
const all = async () => {
  const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const requests = (await Promise.all(caches_.map((cache) => cache.keys()))).flat();
  const texts = await Promise.all(requests.map(async ({ url }) => (await caches.match(url)).text()));
  return [requests.map(({ url }) => new URL(url).pathname), texts.join()];
};
return all();
"""
"""The addresses of all that workers keep here, and what it says."""


BAR = """
const counts = ({ media }) => matchMedia(media).matches;
return [...document.querySelectorAll("meta[name=theme-color]")].find(counts).content;
"""
"""The colour of the bar above the page."""


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    lea = await store.members.create("lea", "Léa", PASSWORD, role="admin")
    canal = await store.canals.create(lea, BUREAU, color="#0e7490")
    await store.canals.create(lea, CAFE, color="#8a5a00")
    await store.messages.post(lea, canal.id, SECRET, (), "secret")
    return {"lea": lea.id}, {canal.name: canal.id for canal in store.canals.of(lea)}


def test_when_nobody_answers_a_page_of_ours_says_so_and_goes_on_by_itself(instances, lasting_browser):
    instance = instances()
    office = Office(instance, *furnish(instance.folder, people))
    instance.start()
    lea = office.arrive(lasting_browser(), "lea", f"/?canal={office.canals[BUREAU]}").reads(SECRET)
    lea.until(lambda: lea.js(READY), "the worker stands by")
    lea.until(lambda: lea.js(IN_CONTROL), "the worker is the page's")
    assert lea.js(IN_CONTROL).endswith("/worker.js?lang=fr")
    addresses, said = lea.js(KEPT)
    assert page_address("fr") in addresses
    assert all(address.startswith("/assets/") for address in addresses)
    assert not any(word in said for word in (SECRET, "Léa", BUREAU))

    lea.until(lambda: lea.js(BAR) == day("#0e7490"), "the bar has the canal's colour")
    lea.open_canal(office.canals[CAFE])
    lea.until(lambda: lea.js(BAR) == day("#8a5a00"), "and the next one's")
    lea.choose("theme", "dark")
    lea.until(lambda: lea.js(BAR) == night("#8a5a00"), "the bar is dark")

    lea.js(HAND_OVER, SHARED)
    lea.press(f".where-to [value='{office.canals[BUREAU]}']").reads(SECRET)
    lea.until(lambda: lea.typed() == SHARED, "what was shared stands where one writes")
    assert SHARED not in lea.driver.current_url
    lea.find("textarea[name=message]").clear()

    assert instance.interrupt() == 0
    # Somewhere else than where one is: the browser has nothing of it.
    lea.open("/desktop")
    assert lea.texts("h1") == ["Personne ne répond"]
    assert lea.path == "/desktop"
    style = "return getComputedStyle(document.querySelector('.door-card')).borderRadius"
    assert lea.js(style) == "24px", "it has its style sheet"
    assert lea.js("return document.querySelector('.button.primary').getBoundingClientRect().height") >= 40
    looks_at(lea)
    lea.open("/")
    lea.press(".button.primary")
    assert lea.texts("h1") == ["Personne ne répond"]

    instance.start()
    lea.reads(SECRET)

    lea.driver.get(f"{instance.address}/")
    lea.js("document.querySelector(\"form[action='/sign-out']\").submit()")
    lea.until(lambda: lea.path.startswith("/login"), "one is signed out")
    left, said = lea.js(KEPT)
    assert all(address.startswith("/assets/") for address in left)
    assert not any(word in said for word in (SECRET, "Léa", BUREAU))
