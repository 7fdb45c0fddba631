"""A member's image: brought as a file, a drop or a paste, placed, kept, and seen by everybody at once."""

from __future__ import annotations

from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.store.pictures import HEAVIEST
from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

RED, BLUE = (220, 30, 30), (40, 60, 210)
EDITOR = ".image-editor"


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wide; red on the left, blue on the right."""
    image = Image.new("RGB", (900, 600), RED)
    image.paste(BLUE, (450, 0, 900, 600))
    path = tmp_path_factory.mktemp("pictures") / "photo.jpg"
    image.save(path, quality=90)
    return path


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> Browser:
    return office.arrive(lasting_browser(), "zoe", f"/?canal={office.canals[BUREAU]}")


@pytest.fixture
def zoe(office, lasting) -> Browser:
    return at_canal(lasting, office.canals[BUREAU])


def open_card(tab: Browser, member: int) -> Browser:
    tab.press(f"[data-member-id='{member}'] .member-arrow")
    tab.find("dialog .face")
    return tab


def open_editor(tab: Browser, member: int) -> Browser:
    open_card(tab, member).press("dialog .face").find(EDITOR)
    return tab


def bring(tab: Browser, path: Path) -> None:
    tab.find(f"{EDITOR} [type=file]").send_keys(str(path))


def state(tab: Browser) -> str:
    """The editor's: "" while the card is as it was."""
    return tab.js("return document.querySelector('.image-editor')?.dataset.state ?? ''")


def reaches(tab: Browser, wanted: str) -> None:
    tab.until(lambda: state(tab) == wanted, f"the editor is {wanted or 'closed'}")


def trouble(tab: Browser) -> str:
    said = "return document.querySelector('dialog:has(.image-editor) .trouble').textContent"
    return tab.until(lambda: tab.js(said), "something is said")


def at_once(tab: Browser) -> str:
    """What is wrong with the file, before it is sent."""
    return tab.js("return document.querySelector('.image-editor [type=file]').validationMessage")


def zoom(tab: Browser) -> float:
    return float(tab.js("return document.querySelector('.zoom [type=range]').value"))


def colour(tab: Browser, css: str) -> list[int]:
    """What stands in the middle of that image, once it is there; None before."""
    script = """
        const image = document.querySelector(arguments[0]);
        if (!image?.complete || !image.naturalWidth) return null;
        const canvas = document.createElement("canvas");
        canvas.width = canvas.height = 9;
        const drawing = canvas.getContext("2d");
        drawing.drawImage(image, 0, 0, 9, 9);
        return [...drawing.getImageData(4, 4, 1, 1).data].slice(0, 3);
    """
    return tab.js(script, css)


def shows(tab: Browser, css: str, wanted: tuple[int, int, int]) -> None:
    def alike() -> bool:
        found = colour(tab, css)
        return found is not None and all(abs(a - b) < 30 for a, b in zip(found, wanted, strict=True))

    tab.until(alike, f"{css} has that colour")


def test_a_new_image_shows_everywhere_at_once_and_is_gone_as_quickly(office, lasting_browser, zoe, photo):
    member = office.members["zoe"]
    office.say("zoe", office.canals[BUREAU], "Me voici")
    lea = office.arrive(lasting_browser(), "lea", f"/?canal={office.canals[BUREAU]}").reads("Me voici")
    everywhere = (f"[data-member-id='{member}'] .cat img", f"[data-author-id='{member}'] .cat img")
    assert not any(lea.all(place) for place in everywhere)

    open_editor(zoe, member)
    reaches(zoe, "empty")
    bring(zoe, photo)
    reaches(zoe, "placing")
    # The middle is half red, half blue: the blue half is pulled into the round, by keys and by hand.
    stage = zoe.find(".around")
    stage.send_keys("+++", Keys.ARROW_LEFT * 3)
    assert zoom(zoe) > 0
    ActionChains(zoe.driver).move_to_element(stage).click_and_hold().move_by_offset(-400, 0).release().perform()
    zoe.press("dialog [name=keep]")
    reaches(zoe, "")
    shows(zoe, "dialog .face img", BLUE)
    assert zoe.js("return document.activeElement.matches('.face')")
    for place in everywhere:
        shows(lea, place, BLUE)
    shows(zoe, f".self .cat img, {everywhere[0]}", BLUE)

    # Léa administers: the image of another is hers to remove.
    open_editor(lea, member).press("dialog [name=remove]")
    reaches(lea, "")
    assert lea.find("dialog .face .initial").get_attribute("data-initial") == "Z"
    for place in everywhere:
        lea.until(lambda place=place: not lea.all(place), "the drawn one is back")


def test_a_card_that_one_may_not_change_has_no_editor(office, zoe):
    zoe.press(f"[data-member-id='{office.members['karim']}'] .member-arrow")
    zoe.find("dialog .who-is .cat")
    assert not zoe.all("dialog .face")
    assert not zoe.all(EDITOR)


def test_what_is_no_picture_is_refused_in_plain_words(office, zoe, photo, tmp_path):
    open_editor(zoe, office.members["zoe"])
    named = tmp_path / "portrait.png"
    named.write_text("Pas une image\n" * 50)
    bring(zoe, named)
    reaches(zoe, "unshown")
    zoe.press("dialog [name=keep]")
    assert trouble(zoe).startswith("Ce fichier n’est pas une image lisible")
    strange = tmp_path / "portrait.txt"
    strange.write_text("Pas une image\n" * 50)
    bring(zoe, strange)
    reaches(zoe, "empty")
    assert at_once(zoe).startswith("Ce fichier n’est pas une image lisible")
    heavy = tmp_path / "lourde.jpg"
    heavy.write_bytes(photo.read_bytes() + bytes(HEAVIEST))
    bring(zoe, heavy)
    zoe.until(lambda: at_once(zoe).startswith("Ce fichier est trop lourd"), "it is too heavy")
    bring(zoe, photo)
    reaches(zoe, "placing")
    assert at_once(zoe) == ""


HAND_OVER = """
    const bytes = Uint8Array.from(atob(arguments[1]), (letter) => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "image.png", { type: "image/png" }));
    const event = arguments[0] === "paste"
      ? new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })
      : new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
    document.querySelector("dialog [name=nickname]").dispatchEvent(event);
"""


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_picture_is_pasted_or_dropped_on_the_card(office, zoe, way):
    open_card(zoe, office.members["zoe"])
    file = BytesIO()
    Image.new("RGB", (300, 300), RED).save(file, "PNG")
    zoe.js(HAND_OVER, way, b64encode(file.getvalue()).decode())
    reaches(zoe, "placing")
    zoe.find(".around").send_keys(Keys.ENTER)
    reaches(zoe, "")
    shows(zoe, "dialog .face img", RED)


def test_escape_leads_back_to_the_card_and_what_was_typed_there_stays(office, zoe, photo):
    open_card(zoe, office.members["zoe"]).fill(note="au grenier")
    zoe.find("dialog .face").send_keys(Keys.ENTER)
    zoe.find(EDITOR)
    bring(zoe, photo)
    reaches(zoe, "placing")
    zoe.find(".around").send_keys(Keys.ESCAPE)
    reaches(zoe, "")
    assert zoe.find("input[name=note]").get_attribute("value") == "au grenier"
    zoe.find("dialog .face").send_keys(Keys.ESCAPE)
    zoe.until(lambda: not zoe.all("dialog"), "the card is closed")


def touch(tab: Browser, kind: str, *points: tuple[float, float]) -> None:
    fingers = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
    tab.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": fingers})


def test_two_fingers_zoom(office, lasting_browser, photo):
    phone = office.arrive(lasting_browser(phone=True), "odile")
    phone.press("[data-opens-drawer=members]")
    open_editor(phone, office.members["odile"])
    bring(phone, photo)
    reaches(phone, "placing")
    assert zoom(phone) == 0
    moves = "return document.querySelector('dialog[open]').getAnimations({ subtree: true }).length"
    phone.until(lambda: not phone.js(moves), "the card stands still")
    stage = phone.js(
        "const r = arguments[0].getBoundingClientRect(); return [r.left, r.top, r.width]", phone.find(".stage")
    )
    left, top, width = stage
    x, y = left + width / 2, top + width / 2
    touch(phone, "touchStart", (x - 20, y), (x + 20, y))
    touch(phone, "touchMove", (x - 60, y), (x + 60, y))
    touch(phone, "touchEnd")
    phone.until(lambda: zoom(phone) > 1, "the picture is larger")
