"""What is written is sent once and never lost, whatever becomes of the server and of its storage."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest
from selenium.webdriver.common.keys import Keys

from app.store import Store
from tests.browser.chromium import PATIENCE_S, Browser
from tests.browser.conftest import BUREAU, CAFE, PASSWORD, Office
from tests.browser.instance import furnish
from tests.browser.tidy import at_canal, turn

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

BURST = 60

LONG = 260
"""More messages than a page brings."""

SELECTED = """
const { name, selectionStart, selectionEnd, selectionDirection } = document.activeElement;
return [name, selectionStart, selectionEnd, selectionDirection];
"""
"""Where the focus is, and what is selected there."""

READ = """
const log = document.querySelector("[role=log]");
const { top } = log.getBoundingClientRect();
const first = [...log.querySelectorAll("[data-message-id]")].find((row) => row.getBoundingClientRect().bottom > top);
return [first.dataset.messageId, first.getBoundingClientRect().top - top];
"""
"""The first message in view, and where it stands."""

TO_THE_OLDEST = """
const log = document.querySelector("[role=log]");
log.scrollTop = arguments[0] === "newest-last" ? 0 : log.scrollHeight;
return log.querySelector(".older").hidden;
"""
"""Whether nothing is older than what is there, by going on to where it would come."""

NEAR = "return document.querySelector('button.newer').hidden"
"""Whether the newest end is too near for a way back."""


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    """Two who administer, and two canals, of which one has been talked in for long."""
    members = [await store.members.create(login, login.title(), PASSWORD, role="admin") for login in ("lea", "karim")]
    canals = [await store.canals.create(members[0], name) for name in (BUREAU, CAFE)]
    for n in range(LONG):
        await store.messages.post(members[0], canals[1].id, f"Café {n}", (), f"furnished {n}")
    return {member.login: member.id for member in members}, {canal.name: canal.id for canal in canals}


@pytest.fixture(scope="module")
def furnished(instances) -> Office:
    instance = instances()
    return Office(instance, *furnish(instance.folder, people))


@pytest.fixture
def frail(furnished) -> Office:
    """An office that runs, and that a test may stop, kill and start again."""
    if not furnished.instance.runs:
        furnished.instance.start()
    return furnished


@pytest.fixture(scope="module")
def tab_of(furnished, lasting_browser) -> Callable[[str], Browser]:
    """`tab_of(login)`: theirs for all of this file's tests, from the first one that needs it."""
    return cache(lambda login: furnished.arrive(lasting_browser(), login))


@pytest.fixture
def lea(frail, tab_of) -> Browser:
    return at_canal(tab_of("lea"), frail.canals[BUREAU])


@pytest.fixture
def karim(frail, tab_of) -> Browser:
    return at_canal(tab_of("karim"), frail.canals[BUREAU])


def kept(office: Office) -> Counter[str]:
    """How often each text is in the database."""
    with sqlite3.connect(office.instance.folder / "miaou.db") as database:
        return Counter(text for (text,) in database.execute("select text from message"))


def test_what_is_written_while_the_server_is_down_goes_out_when_it_is_back_also_from_a_page_that_was_left(
    frail, lea, karim
):
    lea.write("Avant la panne")
    karim.reads("Avant la panne")

    assert frail.instance.interrupt() == 0
    lea.write("Pendant la panne")
    lea.until(lambda: lea.waiting() == ["Pendant la panne"], "it shows at once, as pending")
    lea.write("Et encore")
    lea.until(lambda: lea.shows("Connexion perdue"), "the loss of the connection is told")
    assert lea.waiting() == ["Pendant la panne", "Et encore"]
    karim.write("Écrit dans le vide")
    karim.until(lambda: karim.waiting() == ["Écrit dans le vide"], "it shows as pending")
    karim.open("about:blank")

    frail.instance.start()
    assert lea.reads("Et encore").said()[-3:] == ["Avant la panne", "Pendant la panne", "Et encore"]
    karim.open_window()
    for one in (lea, karim):
        said = one.reads("Et encore").reads("Écrit dans le vide").said()
        assert said[-4:] == ["Avant la panne", "Pendant la panne", "Et encore", "Écrit dans le vide"]
        one.until(lambda one=one: not one.waiting(), "nothing is pending any more")
    assert kept(frail)["Pendant la panne"] == kept(frail)["Et encore"] == kept(frail)["Écrit dans le vide"] == 1


def test_what_is_half_typed_in_the_composer_in_a_card_and_by_an_administrator_survives_a_restart(frail, lea, karim):
    """That a draft survives a reload of one's own is in test_recipients.py, with those it is for."""
    lea.composer.send_keys("Chers collègues")
    lea.open_canal(frail.canals[CAFE])
    assert lea.typed() == ""
    lea.composer.send_keys("Un café ?")
    lea.press("button[data-action=new-canal]")
    lea.find("dialog input[name=name]").send_keys("Salle des m")
    lea.press("dialog input[name=kind][value=private]")
    lea.js("const at = document.getElementsByName('name')[0]; at.focus(); at.setSelectionRange(3, 6, 'backward')")
    lea.js("document.querySelector('dialog').dataset.before = 'restart'")
    karim.open("/admin/embedding").find("#sites [name=origin]").send_keys("https://erp.exa")
    karim.js("window.before = true")

    frail.instance.kill()
    assert lea.typed() == "Un café ?"
    frail.instance.start()

    lea.until(lambda: lea.js("return document.querySelector('dialog[open]:not([data-before])')"), "it is open again")
    form = "const {name, kind} = document.querySelector('dialog form').elements; return [name.value, kind.value]"
    lea.until(lambda: lea.js(form) == ["Salle des m", "private"], "what was typed stands in it")
    lea.until(lambda: lea.typed() == "Un café ?", "so does the draft")
    lea.until(lambda: lea.js(SELECTED) == ["name", 3, 6, "backward"], "what was selected is, where one typed")
    lea.driver.switch_to.active_element.send_keys(Keys.END, "achines")
    lea.submit()
    lea.until(lambda: "Salle des machines" in lea.canals(), "it is made")
    lea.until(lambda: not lea.all("dialog[open]"), "the card is closed")
    lea.open_canal(frail.canals[BUREAU])
    lea.until(lambda: lea.typed() == "Chers collègues", "the other canal's draft is there after a restart")
    assert not {"Un café ?", "Chers collègues"} & kept(frail).keys()

    origin = "return document.querySelector('#sites [name=origin]')?.value"
    karim.until(lambda: not karim.js("return window.before"), "the page is another")
    karim.until(lambda: karim.js(origin) == "https://erp.exa", "it is there")
    karim.until(lambda: karim.js(SELECTED)[:2] == ["origin", len("https://erp.exa")], "and the caret in it")
    karim.driver.refresh()
    assert karim.find("#sites [name=origin]").get_attribute("value") == "", "but not when one wants it anew"


@pytest.mark.parametrize(
    ("order", "far"), [("newest-last", 0.1), pytest.param("newest-first", 0.9, marks=pytest.mark.slow)]
)
def test_where_one_reads_and_what_one_has_selected_survives_a_restart(frail, lea, karim, order, far):
    """Also where that is older than what a page brings."""
    for one in (lea, karim):
        at_canal(one, frail.canals[CAFE])
    turn(karim, order)
    karim.until(lambda: karim.js(TO_THE_OLDEST, order), "all is there")
    karim.composer.send_keys("Chers collègues")
    karim.js("document.activeElement.setSelectionRange(2, 5, 'backward')")
    karim.js("const log = document.querySelector('[role=log]'); log.scrollTop = log.scrollHeight * arguments[0]", far)
    karim.until(lambda: not karim.js(NEAR), "the way back is offered")
    first, stood = karim.js(READ)

    for one in (lea, karim):
        one.js("window.before = true")
    frail.instance.kill()
    frail.instance.start()
    for one in (lea, karim):
        one.until(lambda one=one: not one.js("return window.before") and one.all("[role=log]"), "the page is another")
    lea.write(f"{order}, après la panne").reads(f"{order}, après la panne")
    # Scrolling knows no half pixels everywhere.
    karim.until(lambda: karim.js(READ) == [first, pytest.approx(stood, abs=1)], "one reads where one read")
    karim.until(lambda: karim.js(SELECTED) == ["message", 2, 5, "backward"], "and types where one typed")
    karim.press("button.newer")
    karim.until(lambda: karim.js(NEAR), "and comes to the end from there")
    karim.reads(f"{order}, après la panne")
    turn(karim, "newest-last")


def test_what_any_tab_showed_as_sent_survives_a_killed_server_once(frail, lea, karim):
    lea.composer.click()
    lea.js(
        """
        const field = document.querySelector("textarea[name=message]");
        for (let n = 1; n <= arguments[0]; n += 1) {
          field.value = `Rafale ${n}`;
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
        }
        """,
        BURST,
    )
    karim.until(lambda: any(text.startswith("Rafale") for text in karim.said()), "the burst has begun")
    frail.instance.kill()
    as_sent = "[role=log] .msg:is(:not([data-state]), [data-state=sent]) .message-body"
    shown = {text for one in (lea, karim) for text in one.texts(as_sent) if text.startswith("Rafale")}
    assert shown, "some were shown as sent before the server was killed"
    assert all(kept(frail)[text] == 1 for text in shown)

    frail.instance.start()
    everything = [f"Rafale {n}" for n in range(1, BURST + 1)]
    for one in (karim, lea):
        # One after the other: for a busy machine that is work.
        one.reads(everything[-1], patience=3 * PATIENCE_S)
        assert [text for text in one.said() if text.startswith("Rafale")] == everything
    assert all(kept(frail)[text] == 1 for text in everything)


def test_with_the_database_held_the_text_stays_and_goes_out_later(frail, lea, karim):
    holder = sqlite3.connect(frail.instance.folder / "miaou.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    lea.write("Rien ne presse")
    lea.until(lambda: lea.shows("Un autre programme retient la base de données"), "the cause is told")
    assert lea.waiting() == ["Rien ne presse"]
    assert "Rien ne presse" not in karim.said()

    holder.execute("ROLLBACK")
    holder.close()
    for one in (lea, karim):
        one.reads("Rien ne presse")
    lea.until(lambda: not lea.waiting(), "nothing is pending any more")
    assert not lea.shows("Un autre programme")
    assert kept(frail)["Rien ne presse"] == 1


def test_the_server_complained_of_nothing_worse_than_the_lock(frail):
    """Last in this file: it looks back at all that happened here."""
    assert "Traceback" not in frail.instance.said()
