"""The largest office that one process is meant for, and then some: 500 canals, 300 members."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD
from tests.browser.instance import furnish

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

CANALS, MEMBERS = 500, 300


async def crowd(store: Store) -> None:
    lea = await store.members.create("lea", "Léa", PASSWORD, role="admin")
    for n in range(1, MEMBERS):
        await store.members.create(f"member{n}", f"Collègue {n}")
    for n in range(1, CANALS + 1):
        await store.canals.create(lea, f"Dossier {n}", kind="private" if n % 5 == 0 else "open")


IN_VIEW = (
    "const [row, list] = ['[aria-current]', '.canals'].map((css) => document.querySelector(css)"
    ".getBoundingClientRect()); return row.top >= list.top && row.bottom <= list.bottom + 1"
)


@pytest.fixture(scope="module")
def large(instances):
    instance = instances()
    furnish(instance.folder, crowd)
    return instance.start()


@pytest.fixture(scope="module")
def lea(large, lasting_browser) -> Browser:
    """One tab for all: none of the tests minds where the one before has left it."""
    return lasting_browser().at(large.address, large.sign_in("lea", PASSWORD)).open_window()


def test_all_canals_and_members_are_there_in_their_order(lea):
    assert lea.canals() == [f"Dossier {n}" for n in range(1, CANALS + 1)]
    names = lea.names("[data-member-id] .nick")
    assert names == [*(f"Collègue {n}" for n in range(1, MEMBERS)), "Léa"]
    assert f"Absents · {MEMBERS - 1}" in lea.names(".people h2")


def test_one_finds_a_canal_by_its_name(lea):
    lea.find(".quick input").send_keys("dossier 42")
    lea.until(lambda: lea.canals() == ["Dossier 42", *(f"Dossier {n}" for n in range(420, 430))], "these are left")
    lea.find(".quick input").send_keys("7", Keys.ENTER)
    lea.until(lambda: lea.find("h1").text == "Dossier 427", "the one that is left opens")
    assert len(lea.canals()) == CANALS
    assert lea.js(IN_VIEW), "the drawer shows where one is"
    lea.write("Trouvé").reads("Trouvé")


def test_one_finds_somebody_to_pick_for_a_private_canal(lea):
    lea.press("[data-action=new-canal]").fill(name="Petit comité").press(".choice:has([value=private])")
    lea.find(".picks input[type=search]").send_keys("collegue 297")
    assert lea.names(".pick:not([hidden]) .name") == ["Collègue 297"]
    lea.press(".pick:not([hidden]) label").submit()
    lea.canal_named("Petit comité")
    lea.until(lambda: lea.js(IN_VIEW), "the drawer shows the new canal")
    lea.until(lambda: lea.find(".head p").text == "2 membres", "both are in it")
