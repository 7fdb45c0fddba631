"""Whatever one does before Enter: what is stored is the form as it stood at Enter, and reaches nobody else.

One member chooses, takes out, half types, goes from canal to canal and writes, at random and mostly without waiting,
while answers come late or never and the connection comes and goes. At each Enter the page's own form is read.
"""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
from contextlib import suppress
from typing import Any

import pytest
from selenium.common.exceptions import ElementNotInteractableException
from selenium.webdriver.common.keys import Keys

from app.store import Store
from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD, Office
from tests.pages.tab import Tab

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

OTHERS = ("Karim", "Zoé", "Hélène", "Jean-Baptiste")
BUREAU, CAFE, DIRECTION = "Tout le bureau", "Machine à café", "Direction"
STEPS, ROUNDS_MOST = 100, 6
MESSAGE, RECIPIENTS = "textarea[name=message]", "input[name=recipients]"

LISTEN = """
const note = () => {
  const field = document.querySelector("textarea[name=message]");
  if (!field.value.trim()) return;
  const entered = JSON.parse(sessionStorage.getItem("entered") ?? "[]");
  entered.push({
    text: field.value.trim(),
    canal: document.querySelector("h1").textContent.trim(),
    to: [...document.querySelectorAll(".to-line .chip")].map((chip) => Number(chip.dataset.key)),
    half: document.querySelector("input[name=recipients]").value.trim() !== "",
  });
  sessionStorage.setItem("entered", JSON.stringify(entered));
};
addEventListener("submit", note, true);
addEventListener("keydown", ({ key, target }) => key === "Enter" && target.name === "message" && note(), true);
"""

TROUBLE = """
const [seed] = arguments;
let state = seed;
const chance = () => (state = (state * 48271) % 2147483647) / 2147483647;
const { socket } = window;
const { onack, packet: put } = socket;
socket.onack = (packet) => setTimeout(() => onack.call(socket, packet), chance() < 0.5 ? 0 : 150 * chance());
socket.packet = (packet) => {
  const [event, call] = Array.isArray(packet.data) ? packet.data : [];
  const lost = event === "call" && !["say", "attach"].includes(call) && chance() < 0.05;
  if (!lost) put.call(socket, packet);
};
"""

LOOK = """
const [done] = arguments;
let frames = 40;
const asking = () => document.querySelector(".suggestions").ariaBusy === "true";
const look = () => (asking() && (frames -= 1) ? requestAnimationFrame(look) : done());
look();
"""
"""For as long as an answer is on its way, and not much longer: it may never come."""


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    lea = await store.members.create("lea", "Léa", PASSWORD, role="admin")
    others = [await store.members.create(f"m{n}", name, PASSWORD) for n, name in enumerate(OTHERS)]
    made = [await store.canals.create(lea, name) for name in (BUREAU, CAFE)]
    made.append(await store.canals.create(lea, DIRECTION, kind="private", members=[others[0].id, others[1].id]))
    await store.canals.direct(lea, [others[0].id])
    return {member.login: member.id for member in store.members.all()}, {canal.name: canal.id for canal in made}


class Walk:
    """One member's random doings; each returns at once, whatever it started."""

    def __init__(self, tab: Browser, dice: random.Random) -> None:
        self.tab = tab
        self.dice = dice
        self.said = 0
        self.enter_page()

    def enter_page(self) -> None:
        self.tab.until(lambda: self.tab.js("return window.socket?.connected"), "the page is connected")
        self.tab.js(TROUBLE, self.dice.randrange(1, 2**31 - 1))
        self.tab.js(LISTEN)

    def keys(self, field: str, *keys: str) -> None:
        # Where there is no such field one types nothing.
        with suppress(ElementNotInteractableException):
            self.tab.all(field)[0].send_keys(*keys)

    def click(self, css: str) -> None:
        # By script: something may come to lie above it meanwhile.
        self.tab.js(
            "const shown = [...document.querySelectorAll(arguments[0])].filter((each) => each.checkVisibility());"
            "shown[Math.floor(arguments[1] * shown.length)]?.click()",
            css,
            self.dice.random(),
        )

    def picks(self) -> None:
        self.keys(RECIPIENTS, Keys.CONTROL, "a", Keys.NULL, self.dice.choice(OTHERS)[:3], Keys.ENTER)

    def picks_and_looks(self) -> None:
        self.picks()
        self.tab.driver.execute_async_script(LOOK)

    def picks_from_the_list(self) -> None:
        self.keys(RECIPIENTS, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)

    def doubles_on_a_member(self) -> None:
        self.tab.js(
            "const rows = [...document.querySelectorAll('[data-member-id] .nick')];"
            "rows[arguments[0] % rows.length].dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))",
            self.dice.randrange(100),
        )

    def takes_out(self) -> None:
        self.click(".to-line .chip button")

    def takes_out_by_key(self) -> None:
        self.keys(RECIPIENTS, Keys.BACKSPACE)

    def turns_to_everyone(self) -> None:
        self.click(".to-all")

    def types_half_a_name(self) -> None:
        self.keys(RECIPIENTS, self.dice.choice(OTHERS)[:2])

    def clears_the_half_name(self) -> None:
        self.keys(RECIPIENTS, Keys.ESCAPE, Keys.CONTROL, "a", Keys.NULL, Keys.BACKSPACE)

    def goes_elsewhere(self) -> None:
        self.click("[data-canal-id] a")

    def answers_an_aside(self) -> None:
        self.click("[data-message-id] .reply")

    def loses_the_connection(self) -> None:
        self.tab.js("window.socket.io.engine.close()")

    def pulls_the_cable(self) -> None:
        self.tab.js("window.socket.disconnect()")

    def plugs_it_in(self) -> None:
        self.tab.js("window.socket.connect()")

    def reloads(self) -> None:
        self.tab.js("window.socket.connect()")
        self.tab.driver.refresh()
        self.enter_page()

    def writes(self) -> None:
        self.said += 1
        self.keys(MESSAGE, f"mot {self.said}. ")

    def writes_and_enters(self) -> None:
        self.said += 1
        self.keys(MESSAGE, f"mot {self.said}.", Keys.ENTER)

    def sends(self) -> None:
        self.click("button[name=send]")

    def entered(self) -> list[dict[str, Any]]:
        return json.loads(self.tab.js("return sessionStorage.getItem('entered')") or "[]")


DOINGS = {
    Walk.picks: 3,
    Walk.picks_and_looks: 14,
    Walk.picks_from_the_list: 3,
    Walk.doubles_on_a_member: 10,
    Walk.takes_out: 2,
    Walk.takes_out_by_key: 1,
    Walk.turns_to_everyone: 2,
    Walk.types_half_a_name: 1,
    Walk.clears_the_half_name: 10,
    Walk.goes_elsewhere: 8,
    Walk.answers_an_aside: 1,
    Walk.loses_the_connection: 1,
    Walk.pulls_the_cable: 1,
    Walk.plugs_it_in: 3,
    Walk.writes: 4,
    Walk.writes_and_enters: 18,
    Walk.sends: 3,
}


def stored(house: Office) -> list[dict[str, Any]]:
    """What Léa said, as it is in the database."""
    with sqlite3.connect(house.instance.folder / "miaou.db") as database:
        rows = database.execute(
            "select id, text, canal_id from message where author_id = ? and event = ''", (house.members["lea"],)
        ).fetchall()
        to: dict[int, set[int]] = {}
        for message, member in database.execute("select message_id, member_id from recipient"):
            to.setdefault(message, set()).add(member)
    return [{"text": text.strip(), "canal": canal, "to": to.get(message, set())} for message, text, canal in rows]


def compare(found: list[dict[str, Any]], entered: list[dict[str, Any]], canals: dict[str, int]) -> set[str]:
    """Each stored message is one that was entered, and to those who were shown; returns what is still to come."""
    expected = {each["text"]: each for each in entered if not each["half"]}
    texts = [each["text"] for each in found]
    assert len(texts) == len(set(texts)), "nothing is sent twice"
    for each in found:
        shown = expected.get(each["text"])
        assert shown is not None, f"{each['text']!r} was never entered with a whole circle"
        assert (each["to"], each["canal"]) == (set(shown["to"]), canals[shown["canal"]]), each["text"]
    return expected.keys() - set(texts)


def went_through(said: list[dict[str, Any]]) -> bool:
    """Whether there are some asides, and one of them to several."""
    circles = [len(each["to"]) for each in said if each["to"]]
    return len(circles) > 4 and max(circles) > 1


@pytest.mark.parametrize("seed", [1])
def test_what_is_sent_is_the_form_as_it_stood_at_enter(house, browser, seed):
    lea = house.arrive(browser(), "lea", f"/?canal={house.canals[BUREAU]}")
    names = lea.names("[data-canal-id] .name")
    canals = {name: lea.canal_named(name) for name in names}
    walk = Walk(lea, random.Random(seed))
    everyone = {member: name for name, member in house.members.items() if name != "lea"}

    async def walked() -> dict[int, str]:
        """What the others heard meanwhile, by member."""
        tabs = {
            member: Tab(house.instance.address, house.instance.sign_in(login, PASSWORD))
            for member, login in everyone.items()
        }
        async with asyncio.TaskGroup() as arriving:
            for tab in tabs.values():
                arriving.create_task(tab.__aenter__())
        for tab in tabs.values():
            for canal in canals.values():
                # What is said goes to those who have the canal open; it is refused where they are not in it.
                await tab.call("open", {"key": canal})
        await asyncio.to_thread(walk_about)
        for said in stored(house):
            for member in said["to"]:
                await tabs[member].hears(said["text"])
        for tab in tabs.values():
            await tab.__aexit__()
        return {member: tab.all_heard() for member, tab in tabs.items()}

    def walk_about() -> None:
        # On a busy machine answers come so late that few circles are whole at Enter: then one walks on.
        for _ in range(ROUNDS_MOST):
            walk_round()
            walk.plugs_it_in()
            lea.until(lambda: not compare(stored(house), walk.entered(), canals), "all that was entered is stored")
            if went_through(stored(house)):
                return

    def walk_round() -> None:
        doings = walk.dice.choices(list(DOINGS), list(DOINGS.values()), k=STEPS)
        # A reload takes its time: two will do.
        for at, doing in enumerate(doings):
            (Walk.reloads if at in (STEPS // 3, 2 * STEPS // 3) else doing)(walk)
            if doing in (Walk.writes_and_enters, Walk.sends):
                compare(stored(house), walk.entered(), canals)

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        heard = runner.run(walked())
    assert went_through(stored(house)), "the walk went through what it is about"
    asides = [each for each in stored(house) if each["to"]]
    for aside in asides:
        for member in heard.keys() - aside["to"]:
            assert aside["text"] not in heard[member], f"{everyone[member]} heard {aside}"
