"""On paper: the conversation that is loaded, whole, with who said it and when, and nothing that one would press."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

import pytest

from app.store.export_style import STYLE
from tests.browser.chromium import Browser
from tests.browser.conftest import ARCHIVES, CAFE, Office

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

SHOWS = "const shows = (found) => found !== null && found.checkVisibility() && found.getClientRects().length > 0;"

PRINTED = f"""{SHOWS}
return [...document.querySelectorAll(".log .msg[data-message-id]")].map((row) => {{
  const [author, time] = [row.querySelector(".who b"), row.querySelector(".who time")];
  return {{
    shows: shows(row.querySelector(".message-body")),
    author: shows(author) ? author.textContent : "",
    when: getComputedStyle(time, "::after").content,
    moment: `"${{time.title}}"`,
    cut: row.querySelector(".bubble").scrollWidth - row.querySelector(".bubble").clientWidth,
  }};
}})"""

STILL_SHOWN = f"{SHOWS} return arguments[0].filter((css) => [...document.querySelectorAll(css)].some(shows))"
SIDES = (".quick", ".canals", ".self", ".people")
PRESSED = (*SIDES, "footer", "button", "textarea", ".banner", ".older", ".newer", ".typing", ".new")


@pytest.fixture
def paper(office: Office, another: Browser) -> Iterator[Browser]:
    """Léa's window in the dark, as a printer sees it."""
    office.arrive(another, "lea", f"/?canal={office.canals[ARCHIVES]}")
    another.until(lambda: len(another.said()) > 20, "a page of it is loaded")
    another.js("document.documentElement.dataset.theme = 'dark'")
    another.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    yield another
    another.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_all_that_is_loaded_is_printed_on_white_with_its_author_and_its_moment(paper):
    printed = paper.js(PRINTED)
    assert len(printed) > 20
    assert all(row["shows"] and row["author"] and row["when"] == row["moment"] for row in printed)
    assert all(re.search(r"\w+ \d+\w* \w+ \d{4} à \d\d:\d\d", row["moment"]) for row in printed)
    assert paper.find("h1").text == ARCHIVES
    # And the office's name, where another test has given it one.
    assert paper.find(".brand").text.split("\n")[0] == "Miaou"
    assert paper.js(STILL_SHOWN, PRESSED) == []
    assert paper.js("return getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert paper.js("return getComputedStyle(document.documentElement).colorScheme") == "light"
    pdf = base64.b64decode(paper.driver.execute_cdp_cmd("Page.printToPDF", {})["data"])
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 1


def test_an_aside_says_so_in_words_code_goes_on_in_the_next_line_and_links_say_where_they_lead(office, paper):
    text = "[le site](https://b.example/ici) https://a.example\n\n```\n" + "x" * 400 + "\n```"
    message = office.say("karim", office.canals[CAFE], text, [office.members["lea"]])
    paper.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    paper.open_canal(office.canals[CAFE])
    row = f"[data-message-id='{message}']"
    paper.until(lambda: paper.all(row), "it has come")
    paper.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    assert paper.find(f"{row} .to").text == "en aparté à Léa"
    assert [each["cut"] for each in paper.js(PRINTED)][-1] == 0
    pre = paper.js(f"const pre = document.querySelector(`{row} pre`); return [pre.scrollWidth, pre.clientWidth]")
    assert pre[0] == pre[1]
    after = "(link) => getComputedStyle(link, '::after').content"
    told = paper.js(f"return [...document.querySelectorAll(`{row} a`)].map({after})")
    assert [each.replace('" "', "") for each in told] == ['" (https://b.example/ici)"', "none"]


def test_of_an_export_a_message_of_many_files_is_parted_between_them_and_a_record_says_where_it_leads(paper):
    many, few = "<li>a.png" * 4, "<li>b.png"
    record = "<div class=record><a href='https://a.example/7'>a.example</a></div>"
    rows = [f"<div class=msg><ul class=files>{files}</ul>{record}</div>" for files in (many, few)]
    paper.open("about:blank").js("document.body.innerHTML = arguments[0]", f"<style>{STYLE}</style>{''.join(rows)}")
    parted = "return [...document.querySelectorAll(arguments[0])].map((each) => getComputedStyle(each).breakInside)"
    assert paper.js(parted, ".msg") == ["auto", "avoid"]
    assert set(paper.js(parted, ".files > li")) == {"avoid"}
    leads = paper.js("return getComputedStyle(document.querySelector('.record a'), '::after').content")
    assert leads.replace('" "', "") == '" (https://a.example/7)"'
