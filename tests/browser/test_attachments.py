"""Files that go with a message: by button, by drop, by paste; on their way, taken out, kept, and sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE
from tests.browser.looking import looks_at
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

BRINGS = """
const [way, css, files] = arguments;
const brought = new DataTransfer();
for (const [name, text] of Object.entries(files)) {
  if (name === "text/plain") brought.setData(name, text);
  else brought.items.add(new File([text], name));
}
const said = { bubbles: true, cancelable: true, clipboardData: brought, dataTransfer: brought };
const event = way === "paste" ? new ClipboardEvent(way, said) : new DragEvent(way, said);
// Until it is dropped, nobody is told what is dragged.
if (way === "dragover") {
  Object.defineProperty(event, "dataTransfer", { value: { types: ["Files"], files: [], items: [] } });
}
document.querySelector(css).dispatchEvent(event);
return event.defaultPrevented;
"""
"""As a browser says that something is pasted on an element, or dragged over it, or dropped."""


CALLED = "return [...document.querySelectorAll(arguments[0])].map(({ title }) => title)"
TAKES_OUT = "const all = document.querySelectorAll('.tray .out'); all[0]?.click(); return all.length"


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> Browser:
    return office.arrive(lasting_browser(), "lea", f"/?canal={office.canals[BUREAU]}")


@pytest.fixture
def lea(office, lasting) -> Browser:
    lasting.until(lambda: not lasting.js(TAKES_OUT), "the tray is empty")
    return at_canal(lasting, office.canals[BUREAU])


def brings(browser: Browser, way: str, css: str, **files: str) -> bool:
    """Whether the page took it."""
    return browser.js(BRINGS, way, css, {name.replace("_", "."): text for name, text in files.items()})


def tray(browser: Browser) -> list[str]:
    """The files that go with what is written and are there."""
    return browser.js(CALLED, ".tray-file:not(:has(progress)) .file-name")


def has(browser: Browser, *names: str) -> Browser:
    browser.until(lambda: tray(browser) == [*names], f"the tray holds {names}")
    return browser


def holds(browser: Browser, text: str, count: int) -> Browser:
    """Returns once the message that says this shows so many files."""
    rows = "[...document.querySelectorAll('[data-message-id]')]"
    script = (
        f"return {rows}.findLast((row) => row.querySelector('.message-body')?.innerText.trim() === arguments[0])"
        "?.querySelectorAll('[data-file]').length"
    )
    browser.until(lambda: browser.js(script, text) == count, f"{text!r} holds {count} files")
    return browser


def chooses(browser: Browser, *paths: Path) -> Browser:
    """With the paperclip."""
    browser.js("document.querySelector('.clip input').scrollIntoView()")
    browser.driver.find_element(By.CSS_SELECTOR, "input[type=file][name=files]").send_keys("\n".join(map(str, paths)))
    return browser


def trouble(browser: Browser) -> list[str]:
    """What is the matter with some of them."""
    return [said.text for said in browser.all(".tray .trouble, .tray .lost") if said.is_displayed()]


@pytest.fixture
def notes(tmp_path) -> Path:
    (tmp_path / "notes.txt").write_text("Une note", encoding="utf-8")
    return tmp_path / "notes.txt"


def test_files_come_by_the_button_and_go_with_the_message(lea, tmp_path, notes):
    Image.new("RGB", (40, 30), "orange").save(tmp_path / "chat.png")
    has(chooses(lea, tmp_path / "chat.png", notes), "chat.png", "notes.txt")
    lea.until(lambda: lea.js("return document.querySelector('.tray img').naturalWidth > 0"), "the picture shows")
    looks_at(lea, ".write")
    holds(has(lea.write("Avec deux fichiers")), "Avec deux fichiers", 2)


def test_what_is_dropped_anywhere_is_sent_alone(lea):
    assert brings(lea, "dragover", "[role=log]", note_txt="Une note")
    assert lea.find(".drop-here").text == "Déposez les fichiers ici"
    assert brings(lea, "drop", "[role=log]", note_txt="Une note")
    assert not lea.all(".drop-here")[0].is_displayed()
    has(lea, "note.txt").press("button[name=send]")
    holds(has(lea), "", 1)


def test_what_is_pasted_is_a_file_unless_it_is_a_text_too(lea):
    assert brings(lea, "paste", "textarea[name=message]", capture_txt="Un écran")
    has(lea, "capture.txt")
    # What a spreadsheet copies.
    assert not lea.js(BRINGS, "paste", "textarea[name=message]", {"image.png": "?", "text/plain": "1\t2"})
    has(lea, "capture.txt")


def test_it_is_taken_out_again_and_the_server_keeps_nothing_of_it(lea):
    brings(lea, "drop", "[role=log]", a_txt="Un", b_txt="Deux")
    has(lea, "a.txt", "b.txt")
    there = "return fetch(arguments[0], { method: 'HEAD' }).then(({ status }) => status)"
    address = lea.js("return document.querySelector('.tray .out').dataset.upload")
    lea.press(".tray-file .out")
    has(lea, "b.txt")
    lea.until(lambda: lea.js(there, address) == 404, "it is gone")


def test_what_cannot_go_is_said_before_it_is_sent(lea):
    brings(lea, "drop", "[role=log]", **{f"n{n}_txt": "Un" for n in range(12)})
    lea.until(lambda: len(tray(lea)) == 10, "ten go along")
    many = "Un message porte au plus 10 fichiers\xa0: envoyez les autres dans un second."
    assert lea.texts(".toasts .toast span") == [many]


def test_what_the_server_refuses_is_said_and_tried_again_when_one_asks(lea):
    brings(lea, "drop", "[role=log]", vide_txt="")
    lea.until(lambda: trouble(lea) == ["Ce fichier est vide."], "why not")
    lea.press(".retry").until(lambda: trouble(lea) == ["Ce fichier est vide."], "it was tried again")
    assert lea.find(".send").text == "Un fichier manque", "nothing is on its way"
    assert tray(lea) == []


def says(browser: Browser, text: str) -> Browser:
    """What the button says that sends."""
    browser.until(lambda: browser.find(".send").text == text, f"the button says {text!r}")
    return browser


def test_it_is_not_sent_without_its_files_and_goes_by_itself_once_they_have_come(lea, notes):
    with lea.cut_off():
        says(chooses(lea, notes), "Envoi des fichiers…").write("Avec sa note")
        says(lea, "Part avec ses fichiers…")
        assert lea.waiting() == []
        assert lea.typed() == "Avec sa note"
    holds(has(says(lea, "Envoyer")), "Avec sa note", 1)


def test_what_broke_off_is_sent_again_however_soon_the_connection_is_back(lea, notes):
    rests = "return document.querySelector('.tray form')?.matches('[aria-busy=false]:not([data-pressed])') === true"
    with lea.cut_off():
        chooses(lea, notes).until(lambda: lea.js(rests), "it failed")
        # As it is for a moment after each press, in which a second one would be a double click.
        lea.js("document.querySelector('.tray form').dataset.pressed = ''")
    has(lea, "notes.txt")


def test_whoever_goes_on_writing_while_files_come_presses_again(lea, notes):
    with lea.cut_off():
        says(chooses(lea, notes), "Envoi des fichiers…").write("Avec sa note,")
        says(lea, "Part avec ses fichiers…").composer.send_keys(" et plus encore")
        says(lea, "Envoi des fichiers…")
    has(lea, "notes.txt")
    assert lea.typed() == "Avec sa note, et plus encore"
    holds(has(lea.write("")), "Avec sa note, et plus encore", 1)


def test_whoever_takes_a_file_out_while_others_come_presses_again(lea, notes, tmp_path):
    (tmp_path / "plan.txt").write_text("Un plan", encoding="utf-8")
    with lea.cut_off():
        says(chooses(lea, notes, tmp_path / "plan.txt"), "Envoi des fichiers…").write("Sans le plan")
        says(lea, "Part avec ses fichiers…").js("document.querySelectorAll('.tray .out')[1].click()")
        says(lea, "Envoi des fichiers…")
    has(says(lea, "Envoyer"), "notes.txt")
    assert lea.typed() == "Sans le plan"
    holds(has(lea.write("")), "Sans le plan", 1)


def test_it_stays_with_what_is_not_sent_here_and_over_a_reload(lea, office, notes):
    lea.composer.send_keys("À envoyer")
    has(chooses(lea, notes), "notes.txt")
    lea.open_canal(office.canals[CAFE])
    has(lea)
    lea.open_canal(office.canals[BUREAU])
    has(lea, "notes.txt").open_window()
    has(lea, "notes.txt").composer.send_keys(Keys.ENTER)
    holds(has(lea), "À envoyer", 1)


SLOWLY = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 20_000}
AT_ONCE = {**SLOWLY, "uploadThroughput": -1}


def test_what_was_on_its_way_when_the_page_was_reloaded_is_missed(lea, tmp_path):
    (tmp_path / "film.bin").write_bytes(bytes(2_000_000))
    (tmp_path / "son.bin").write_bytes(bytes(2_000_000))
    lea.driver.execute_cdp_cmd("Network.enable", {})
    lea.driver.execute_cdp_cmd("Network.emulateNetworkConditions", SLOWLY)
    chooses(lea, tmp_path / "film.bin", tmp_path / "son.bin")
    share = "return Math.min(...[...document.querySelectorAll('.tray progress')].map(({ value }) => value))"
    lea.until(lambda: 0 < lea.js(share) < 1, "both are on their way")
    lea.js(TAKES_OUT)
    lea.until(lambda: len(lea.all(".tray-file")) == 1, "one is called back")
    lea.open_window()
    lea.driver.execute_cdp_cmd("Network.emulateNetworkConditions", AT_ONCE)
    assert lea.js(CALLED, ".tray-file .file-name") == ["son.bin"]
    assert trouble(lea) == ["L’envoi n’a pas été terminé : choisissez-le de nouveau."]
    assert lea.all(".tray .retry:not([hidden])")[0].is_displayed() is False


def test_on_a_telephone_one_sees_for_what_it_waits_and_why_a_file_cannot_go(office, browser):
    phone = office.arrive(browser(phone=True), "karim", f"/?canal={office.canals[CAFE]}")
    brings(phone, "drop", "[role=log]", note_txt="Une note", vide_txt="")
    phone.until(lambda: trouble(phone) == ["Ce fichier est vide."], "one was refused")
    large = "return parseFloat(getComputedStyle(document.querySelector('.send .lacks')).fontSize)"
    assert phone.find(".send .lacks").is_displayed()
    assert phone.js(large) > 10
    longest = "Le bureau n’a plus de place pour les fichiers : supprimez-en de lourds, ou voyez un administrateur."
    inside = """
    const said = document.querySelector(".tray .trouble:not(:empty)");
    said.textContent = arguments[0];
    const [{ top, bottom }, chip] = [said, said.closest("li")].map((each) => each.getBoundingClientRect());
    return [said.textContent, top > chip.top && bottom < chip.bottom, chip.height < 110];
    """
    assert phone.js(inside, longest) == [longest, True, True]
    phone.until(lambda: not phone.js(TAKES_OUT), "the tray is empty")
