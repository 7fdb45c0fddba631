"""Names and texts that would be something else than text; and a browser whose clock is wrong by days."""

from __future__ import annotations

import pytest

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD, Office
from tests.browser.instance import furnish
from tests.browser.test_notifications import NOTED, told

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

SCRIPT = "<img src=x onerror=pwn()>"
"""What a member is called, a canal, and what is said."""
CLOSING = '"></script><svg onload=pwn()>'
BACKWARDS = "\u202egnp.exe"
"""Read from right to left from here on, to the end of what it stands in."""

TRAP = "window.pwned = 0; window.pwn = () => window.pwned++"

STRANGE = """
const found = document.querySelectorAll("[onerror], [onload], img[src='x'], svg[onload]");
return [window.pwned, found.length];
"""

BROUGHT = """
const entry = Object.assign(document.createElement("button"), { type: "button" });
Object.assign(entry.dataset, arguments[0]);
document.querySelector("main").append(entry);
entry.click();
entry.remove();
"""
"""Asks for something, as an entry of a menu does."""

DAYS_AHEAD = """
const [days, Real] = [3 * 86_400_000, Date];
window.Date = class extends Real {
  constructor(...given) { given.length ? super(...given) : super(Real.now() + days); }
  static now() { return Real.now() + days; }
};
"""


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    lea = await store.members.create("lea", "Léa", PASSWORD, role="admin")
    mallory = await store.members.create("mallory", SCRIPT, PASSWORD)
    other = await store.members.create("other", CLOSING, PASSWORD)
    canal = await store.canals.create(lea, SCRIPT, kind="private", topic=SCRIPT, members=[mallory.id])
    bureau = await store.canals.create(lea, CLOSING, topic=CLOSING)
    said = (await store.messages.post(lea, bureau.id, f"Bonjour @{SCRIPT} et @{CLOSING}, {SCRIPT}", (), "1")).message
    text = f"@Léa {BACKWARDS} {SCRIPT} `{SCRIPT}`"
    await store.messages.post(mallory, bureau.id, text, (), "2", reply_to=said.id)
    answer = (await store.messages.post(other, bureau.id, f"{text} [x]({SCRIPT} '{CLOSING}')", [lea.id], "3")).message
    await store.reactions.put(mallory, said.id, "👍", True)
    await store.reactions.put(other, said.id, "👍", True)
    await store.edits.edit(lea, said.id, f"Bonsoir @{SCRIPT} et @{CLOSING}, {SCRIPT}", "e1")
    await store.reminders.set(lea, answer.id, store.clock() + 1_000)
    content = {"text": f"{SCRIPT} {CLOSING}", "to": [mallory.id], "half": SCRIPT, "card": None}
    await store.scheduled.add(lea, canal.id, content, store.clock() + 3_600_000, "p1")
    await store.drafts.keep(lea, canal.id, content, 0)
    return {member.login: member.id for member in store.members.all()}, {"private": canal.id, "bureau": bureau.id}


@pytest.fixture(scope="module")
def house(instances) -> Office:
    instance = instances()
    found = furnish(instance.folder, people)
    return Office(instance.start(), *found)


@pytest.fixture(scope="module")
def lea(house, lasting_browser) -> Browser:
    tab = lasting_browser()
    grants = {"permissions": ["notifications"], "origin": house.instance.address}
    tab.driver.execute_cdp_cmd("Browser.grantPermissions", grants)
    tab.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": TRAP})
    return house.arrive(tab, "lea", f"/?canal={house.canals['bureau']}")


def ask(tab: Browser, action: str, **given: object) -> Browser:
    tab.js(BROUGHT, {"action": action, **given})
    return tab


def test_names_and_texts_are_text_wherever_they_show(house, lea):
    bureau, private = house.canals["bureau"], house.canals["private"]
    rows = lea.all("[role=log] [data-message-id]")
    said, answer = rows[-3].get_attribute("data-message-id"), rows[-2].get_attribute("data-message-id")
    assert SCRIPT in lea.names(f"[data-message-id='{said}'] .mention")[0]
    for action, given, shows in (
        ("inbox", {}, SCRIPT),
        ("later", {}, SCRIPT),
        ("switcher", {}, CLOSING),
        ("history", {"key": said}, SCRIPT),
        ("remind", {"key": answer}, SCRIPT),
        ("calendar", {"key": private}, SCRIPT),
        ("canal-card", {"key": private}, SCRIPT),
    ):
        ask(lea, action, **given)
        lea.until(
            lambda shown=shows: shown in lea.js("return document.querySelector('dialog')?.textContent ?? ''"), action
        )
        lea.press("dialog [data-action=close-dialog]").until(lambda: not lea.all("dialog"), "it is closed")
    # Named where they are not: the toast calls them, and offers to add them.
    lea.open_canal(private).write(f"@{CLOSING} tu viens ?")
    lea.until(lambda: CLOSING in "".join(lea.names(".toast")), "one is told who is not there")
    ask(lea.open_canal(bureau), "message-menu", key=said)
    assert lea.js(STRANGE) == [0, 0]


def test_a_notification_holds_its_text_in_its_own_part(house, lea):
    lea.open_canal(house.canals["private"])
    lea.js(NOTED)
    lea.js("Object.defineProperty(document, 'hidden', {get: () => true}); document.hasFocus = () => false;")
    lea.js("document.dispatchEvent(new Event('visibilitychange'))")
    house.say("other", house.canals["bureau"], f"{BACKWARDS} {SCRIPT}")
    lea.until(lambda: told(lea), "it is told")
    title, body, _ = told(lea)[0]
    assert title == f"{CLOSING} · {CLOSING}"
    assert body == f"{BACKWARDS} {SCRIPT}"
    assert lea.js(STRANGE) == [0, 0]


def test_a_browser_whose_clock_is_wrong_by_days_says_deletes_undoes_and_drafts_as_any_other(house, lasting_browser):
    bureau, where = house.canals["bureau"], f"/?canal={house.canals['bureau']}"
    wrong = lasting_browser()
    wrong.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": DAYS_AHEAD})
    right = house.arrive(lasting_browser(), "mallory", where)
    house.arrive(wrong, "mallory", where)
    wrong.write("À son heure").reads("À son heure")
    right.reads("À son heure")
    rows = "[...document.querySelectorAll('[role=log] [data-message-id]')]"
    assert wrong.js(f"return {rows}.at(-1).dataset.at") == right.js(f"return {rows}.at(-1).dataset.at")
    key = wrong.all("[role=log] [data-message-id]")[-1].get_attribute("data-message-id")
    ask(wrong, "delete-message", key=key)
    wrong.press(".toast [data-action=undo-delete]")
    right.reads("À son heure")
    # What was typed last is kept, whatever the clock says of it.
    right.composer.send_keys("D’abord ici")
    wrong.until(lambda: wrong.typed() == "D’abord ici", "it is there, too")
    wrong.composer.send_keys(", puis là")
    right.until(lambda: right.typed() == "D’abord ici, puis là", "what is newer wins")
    right.open_canal(bureau).composer.send_keys(", et enfin ici")
    wrong.until(lambda: wrong.typed() == "D’abord ici, puis là, et enfin ici", "and so it does the other way round")
