"""A record of the host page: handed over, sent as a card, opened by a colleague."""

from __future__ import annotations

from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD
from tests.browser.tidy import CLEAR, at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

BUREAU, CAFE = "Tout le bureau", "Machine à café"
LINK = "https://gestan.example/factures/FA2024-0153?onglet=1&x=%22"
INVOICE = {
    "title": "Facture impayée",
    "fields": {"Client": "Au Beau Temps", "Montant": 1842.6},
    "link": LINK,
    "reference": "FA2024-0153",
}
SHARE = "window.dispatchEvent(new CustomEvent('miaou:share', { detail: arguments[0] }))"
SHOWN = """
const [log] = arguments;
const card = [...document.querySelectorAll(`${log} .record`)].at(-1);
const words = (css) => [...card.querySelectorAll(css)].map((element) => element.innerText.trim());
return card && {
  title: words(".record-head strong")[0],
  reference: words(".record-reference")[0] ?? "",
  fields: words("dt").map((name, n) => [name, words("dd")[n]]),
  link: card.querySelector("a")?.href ?? "",
};
"""


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    for login in ("lea", "karim", "zoe"):
        await store.members.create(login, login.title(), PASSWORD, role="admin" if login == "lea" else "member")
    lea = store.members.by_login("lea")
    await store.references.add(lea, "FA####-####", "https://gestan.example/?ref={ref}")
    made = [await store.canals.create(lea, name) for name in (BUREAU, CAFE)]
    members = {member.login: member.id for member in store.members.all()}
    return members, {canal.name: canal.id for canal in made}


@pytest.fixture(scope="module")
def writer(house, lasting_browser) -> Browser:
    return house.arrive(lasting_browser(), "lea")


@pytest.fixture
def lea(house, writer) -> Browser:
    """Léa in the open canal, with nothing typed, chosen or attached; Karim and Zoé look on, and only that."""
    return at_canal(writer, house.canals[BUREAU])


@pytest.fixture(scope="module")
def karim(house, lasting_browser) -> Browser:
    return house.arrive(lasting_browser(), "karim", f"/?canal={house.canals[BUREAU]}")


@pytest.fixture(scope="module")
def zoe(house, lasting_browser) -> Browser:
    return house.arrive(lasting_browser(), "zoe", f"/?canal={house.canals[BUREAU]}")


def attached(tab: Browser) -> dict[str, Any] | None:
    """What the card above the text says."""
    return tab.js(SHOWN, ".attached:not([hidden])")


def shares(tab: Browser, record: dict[str, Any]) -> Browser:
    """Hand it over; returns when it stands above the text."""
    tab.js(SHARE, record)
    tab.until(lambda: (card := attached(tab)) and card["title"] == record["title"], "it is there")
    return tab


def shown(tab: Browser, title: str) -> dict[str, Any]:
    """What the newest card in the log says, as soon as it is that one and sent."""
    read = lambda: tab.js(SHOWN, "[role=log] [data-message-id]")  # noqa: E731
    return tab.until(lambda: (found := read()) and found["title"] == title and found, f"the card {title!r} shows")


def press_send(tab: Browser) -> None:
    tab.press("button[name=send]")


def test_a_record_that_the_host_shares_is_sent_and_opened_by_a_colleague(lea, karim):
    shares(lea, INVOICE)
    assert attached(lea) == {
        "title": "Facture impayée",
        "reference": "FA2024-0153",
        "fields": [["Client", "Au Beau Temps"], ["Montant", "1842.6"]],
        "link": "",
    }, "it leads nowhere before it is sent"
    lea.composer.send_keys("On relance ?", Keys.ENTER)
    for tab in (lea, karim):
        card = shown(tab, "Facture impayée")
        assert card["fields"] == [["Client", "Au Beau Temps"], ["Montant", "1842.6"]]
        assert card["link"] == LINK
        assert tab.said()[-1] == "On relance ?"
    assert attached(lea) is None
    link = karim.find("[role=log] .record a")
    assert link.text.split("\n")[:2] == ["Ouvrir la fiche", "gestan.example"]
    assert link.get_attribute("target") == "_blank"
    assert set(link.get_attribute("rel").split()) == {"noopener", "noreferrer", "nofollow"}


def test_a_record_needs_no_text(lea, karim):
    shares(lea, {"title": "Devis seul", "fields": [["Client", "Léa"], ["Vide", ""]]})
    press_send(lea)
    for tab in (lea, karim):
        assert shown(tab, "Devis seul") == {
            "title": "Devis seul", "reference": "", "fields": [["Client", "Léa"]], "link": "",
        }  # fmt: skip


def test_the_cross_takes_it_out_and_the_text_stays(lea):
    lea.composer.send_keys("Un mot")
    shares(lea, INVOICE)
    lea.press(".attached button")
    assert attached(lea) is None
    assert lea.typed() == "Un mot"
    lea.driver.refresh()
    lea.until(lambda: lea.typed() == "Un mot", "the draft is back")
    assert attached(lea) is None


def test_it_stays_with_the_draft_of_its_canal_and_over_a_reload(house, lea):
    shares(lea, INVOICE)
    lea.open_canal(house.canals[CAFE])
    assert attached(lea) is None
    lea.open_canal(house.canals[BUREAU])
    assert attached(lea)["title"] == "Facture impayée"
    lea.driver.refresh()
    lea.until(lambda: attached(lea), "it is there after a reload")
    assert attached(lea)["fields"] == [["Client", "Au Beau Temps"], ["Montant", "1842.6"]]


def test_the_record_shared_last_takes_the_place_of_the_one_before(lea):
    shares(lea, INVOICE)
    shares(lea, {"title": "Autre"})
    assert attached(lea)["title"] == "Autre"


def test_what_the_server_refuses_is_back_in_the_composer_with_its_text(house, lea):
    """What a browser keeps may be anything: the server looks at it once more."""
    shares(lea, INVOICE).composer.send_keys("Avec un mot")
    kept = "return Object.keys(localStorage).some((name) => name.startsWith('miaou:draft:') && localStorage[name]"
    lea.until(lambda: lea.js(kept + ".includes('\"typed\":0') && localStorage[name].includes('mot'))"), "it is kept")
    lea.js(
        """
        const name = Object.keys(localStorage).find((key) => key.startsWith("miaou:draft:"));
        const draft = JSON.parse(localStorage[name]);
        draft.card.title = "Trop ".repeat(50);
        draft.typed = Date.now();
        localStorage[name] = JSON.stringify(draft);
        """
    )
    lea.open_window(f"/?canal={house.canals[BUREAU]}")
    lea.until(lambda: lea.typed() == "Avec un mot", "the draft is there")
    lea.composer.send_keys(Keys.ENTER)
    lea.until(lambda: "fiche" in "".join(lea.texts(".write .trouble")), "it is said why")
    assert lea.typed() == "Avec un mot"
    assert attached(lea)["title"] == "Facture impayée"
    lea.press(".attached button")
    lea.composer.send_keys(Keys.ENTER)
    lea.reads("Avec un mot")


@pytest.mark.parametrize(
    ("nothing", "said"),
    [
        (None, "Cette fiche ne peut pas être partagée"),
        ({"title": "  "}, "Une fiche a besoin d’un titre"),
        ({"title": "x", "link": "javascript:1"}, "doit être une adresse web complète"),
        ({"title": "Trop " * 5_000}, "Cette fiche ne peut pas être partagée"),
    ],
)
def test_what_is_no_record_is_told_and_attaches_nothing(lea, nothing, said):
    lea.js(SHARE, nothing)
    lea.until(lambda: lea.shows(said), "it is told")
    assert attached(lea) is None


def test_where_the_server_cannot_be_asked_it_is_told_and_what_was_handed_over_waits(lea):
    shares(lea, INVOICE).js("window.socket.disconnect()")
    lea.until(lambda: lea.all(".banner:not([hidden], :empty)"), "the loss of the connection is told")
    lea.js(SHARE, {"title": "Autre"})
    lea.until(lambda: lea.shows("La connexion est perdue"), "it is told")
    assert attached(lea)["title"] == "Facture impayée"
    lea.js("window.socket.connect()")
    lea.until(lambda: attached(lea)["title"] == "Autre", "it comes with the connection")


def test_markup_in_a_record_shows_as_it_is(lea, karim):
    hostile = "<img src=x onerror='window.hurt = 1'></script><b>"
    shares(lea, {"title": hostile, "fields": {hostile: hostile}, "reference": "<i>1</i>"})
    assert attached(lea)["title"] == hostile
    press_send(lea)
    for tab in (lea, karim):
        assert shown(tab, hostile)["fields"] == [[hostile, hostile]]
        assert tab.js("return window.hurt") is None


def test_a_record_in_an_aside_reaches_its_circle_only(lea, karim, zoe):
    lea.find("[name=recipients]").send_keys("Karim", Keys.ENTER)
    lea.until(lambda: lea.names(".to-line .chip") == ["Karim"], "he is chosen")
    shares(lea, {"title": "Entre nous"})
    press_send(lea)
    shown(karim, "Entre nous")
    lea.js(CLEAR)
    lea.write("Pour tous")
    zoe.reads("Pour tous")
    assert "Entre nous" not in zoe.js("return document.documentElement.innerHTML")


def test_a_reference_in_a_text_is_a_link(lea, karim):
    lea.write("Voir FA2024-0154, merci")
    karim.reads("Voir FA2024-0154, merci")
    link = karim.js("return [...document.querySelectorAll('[role=log] .message-body a')].at(-1).href")
    assert link == "https://gestan.example/?ref=FA2024-0154"


def test_a_card_on_its_way_shows_and_goes_out_when_the_server_is_back(house, lea, karim):
    on_its_way = {**INVOICE, "title": "En chemin"}
    shares(lea, on_its_way)
    assert house.instance.interrupt() == 0
    try:
        press_send(lea)
        lea.until(lambda: lea.js(SHOWN, "[role=log] [data-state=pending]"), "it shows as pending")
        assert attached(lea) is None
        lea.open("about:blank")
    finally:
        house.instance.start()
    lea.open_window(f"/?canal={house.canals[BUREAU]}")
    for tab in (lea, karim):
        assert shown(tab, "En chemin")["link"] == LINK
    assert not lea.all("[role=log] [data-state]")
