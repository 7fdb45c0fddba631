"""What is written is sent once and never lost, whatever becomes of the server and of its storage."""

from __future__ import annotations

import sqlite3
from collections import Counter

import pytest

from tests.browser.conftest import BUREAU, Office, people
from tests.browser.instance import furnish

BURST = 60


@pytest.fixture(scope="module")
def furnished(instances) -> Office:
    instance = instances()
    members, canals = furnish(instance.folder, people)
    return Office(instance, members, canals)


@pytest.fixture
def frail(furnished) -> Office:
    """An office that runs, and that a test may stop, kill and start again."""
    if not furnished.instance.runs:
        furnished.instance.start()
    return furnished


def kept(office: Office) -> Counter[str]:
    """How often each text is in the database."""
    with sqlite3.connect(office.instance.folder / "miaou.db") as database:
        return Counter(text for (text,) in database.execute("select text from message"))


def test_what_is_written_while_the_server_is_down_goes_out_when_it_is_back(frail, browser):
    lea, karim = (frail.arrive(browser(), login) for login in ("lea", "karim"))
    lea.write("Avant la panne")
    karim.reads("Avant la panne")

    assert frail.instance.interrupt() == 0
    lea.write("Pendant la panne")
    lea.until(lambda: lea.waiting() == ["Pendant la panne"], "it shows at once, as pending")
    lea.write("Et encore")
    lea.until(lambda: lea.shows("Connexion perdue"), "the loss of the connection is told")
    assert lea.waiting() == ["Pendant la panne", "Et encore"]

    frail.instance.start()
    for one in (karim, lea):
        assert one.reads("Et encore").said()[-3:] == ["Avant la panne", "Pendant la panne", "Et encore"]
    lea.until(lambda: not lea.waiting(), "nothing is pending any more")
    assert kept(frail)["Pendant la panne"] == kept(frail)["Et encore"] == 1


def test_what_is_pending_survives_that_its_page_is_left(frail, browser):
    lea, karim = (frail.arrive(browser(), login) for login in ("lea", "karim"))
    frail.instance.kill()
    lea.write("Écrit dans le vide")
    lea.until(lambda: lea.waiting() == ["Écrit dans le vide"], "it shows as pending")
    lea.open("about:blank")

    frail.instance.start()
    lea.open_window()
    for one in (lea, karim):
        one.reads("Écrit dans le vide")
    assert kept(frail)["Écrit dans le vide"] == 1


def test_a_draft_survives_a_reload_and_a_restart(frail, browser):
    lea = frail.arrive(browser(), "lea")
    cafe, bureau = frail.canals["Machine à café"], frail.canals[BUREAU]
    lea.composer.send_keys("Chers collègues")
    lea.open_canal(cafe)
    assert lea.typed() == ""
    lea.composer.send_keys("Un café ?")
    lea.open_window(f"/?canal={bureau}")
    lea.until(lambda: lea.typed() == "Chers collègues", "the draft is there after a reload")

    frail.instance.interrupt()
    assert lea.typed() == "Chers collègues"
    frail.instance.start()
    lea.open_window(f"/?canal={cafe}")
    lea.until(lambda: lea.typed() == "Un café ?", "the other canal's draft is there after a restart")
    assert "Un café ?" not in lea.said()


def test_what_an_administrator_has_half_typed_survives_a_restart(frail, browser):
    lea = frail.arrive(browser(), "lea").open("/admin/embedding")
    lea.find("#sites [name=origin]").send_keys("https://erp.exa")
    lea.js("window.before = true")
    frail.instance.kill()
    frail.instance.start()
    lea.until(lambda: not lea.js("return window.before"), "the page is another")
    lea.until(lambda: lea.find("#sites [name=origin]").get_attribute("value") == "https://erp.exa", "it is there")
    lea.driver.refresh()
    assert lea.find("#sites [name=origin]").get_attribute("value") == "", "but not when one wants it anew"


def test_what_any_tab_showed_as_sent_survives_a_killed_server_once(frail, browser):
    lea, karim = (frail.arrive(browser(), login) for login in ("lea", "karim"))
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
        one.reads(everything[-1])
        assert [text for text in one.said() if text.startswith("Rafale")] == everything
    assert all(kept(frail)[text] == 1 for text in everything)


def test_with_the_database_held_the_text_stays_and_goes_out_later(frail, browser):
    lea, karim = (frail.arrive(browser(), login) for login in ("lea", "karim"))
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


def test_what_is_typed_in_a_card_survives_that_the_server_starts_again(frail, browser):
    lea = frail.arrive(browser(), "lea")
    lea.press("button[data-action=new-canal]")
    lea.find("dialog input[name=name]").send_keys("Salle des m")
    lea.press("dialog input[name=kind][value=private]")
    lea.js("document.querySelector('dialog').dataset.before = 'restart'")

    assert frail.instance.interrupt() == 0
    frail.instance.start()
    lea.until(lambda: lea.js("return document.querySelector('dialog[open]:not([data-before])')"), "it is open again")
    form = "const {name, kind} = document.querySelector('dialog form').elements; return [name.value, kind.value]"
    lea.until(lambda: lea.js(form) == ["Salle des m", "private"], "what was typed stands in it")
    lea.find("dialog input[name=name]").send_keys("achines")
    lea.submit()
    lea.until(lambda: "Salle des machines" in lea.canals(), "it is made")
