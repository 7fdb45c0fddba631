"""The files of a message as they are seen: nothing moves as they come; keys and a finger lead through their cards."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.store import Store
from app.store.said import File
from app.store.state import Member
from tests.browser.chromium import Browser
from tests.browser.conftest import PASSWORD
from tests.browser.looking import looks_at

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

BUREAU, FILMS = "Tout le bureau", "Les films"
TEXT = "\n".join(f"ligne {n}" for n in range(40))
PROGRAM = "def miaou(n):\n    return 'miaou ' * n\n" * 10


def picture(wide: int, high: int, color: str, *more: str) -> bytes:
    """In several colours, it moves."""
    frames = [Image.new("RGB", (wide, high), each) for each in (color, *more)]
    content = BytesIO()
    kind = {"format": "GIF", "save_all": True, "append_images": frames[1:], "duration": 100, "loop": 0} if more else {}
    frames[0].save(content, **kind or {"format": "JPEG"})
    return content.getvalue()


async def people(store: Store) -> tuple[dict[str, int], dict[str, int]]:
    lea = await store.members.create("lea", "Léa", PASSWORD, role="admin")
    karim = await store.members.create("karim", "Karim", PASSWORD)
    canal = await store.canals.create(lea, BUREAU)

    async def brought(by: Member, name: str, content: bytes) -> File:
        async def chunks():
            yield content

        return await store.files.bring(by, canal.id, name, chunks(), len(content))

    async def say(by: Member, text: str, *files: File) -> None:
        ids = [file.id for file in files]
        await store.messages.post(by, canal.id, text, (), f"{canal.id}-{len(text)}-{ids[0]}", files=ids)

    await say(karim, "Une", await brought(karim, "plage.jpg", picture(1200, 900, "#b52")))
    await say(karim, "Un texte", await brought(karim, "notes.txt", TEXT.encode()))
    await say(lea, "Un programme", await brought(lea, "miaou.py", PROGRAM.encode()))
    await say(karim, "Une autre sorte", await brought(karim, "rien.bin", b"\0\1\2" * 500))
    await say(karim, "Ça bouge", await brought(karim, "chat.gif", picture(200, 150, "#163", "#b52")))
    three = [
        await brought(karim, f"{n}.jpg", picture(600, 400, color)) for n, color in enumerate(("#a11", "#1a1", "#11a"))
    ]
    several = [await brought(lea, f"{n}.bin", bytes(n)) for n in (7, 8, 9)]
    await say(lea, "Trois sortes", *several)
    await say(karim, "Trois", *three)
    films = await store.canals.create(lea, FILMS)
    film = await brought(lea, "film.webm", b"\x1a\x45\xdf\xa3\x42\x82\x84webm" + bytes(500))
    files = [
        (await brought(lea, f"mer-{n}.jpg", picture(300, 400, color))).id for n, color in enumerate(("#25b", "#2b5"))
    ]
    await store.messages.post(lea, films.id, "Deux images et un film", (), "film", files=[*files, film.id])
    return {member.login: member.id for member in store.members.all()}, {BUREAU: canal.id, FILMS: films.id}


@pytest.fixture(scope="module")
def lea(house, lasting_browser) -> Browser:
    return house.arrive(lasting_browser(), "lea", f"/?canal={house.canals[BUREAU]}")


@pytest.fixture(scope="module")
def phone(house, lasting_browser) -> Browser:
    return house.arrive(lasting_browser(phone=True), "lea", f"/?canal={house.canals[BUREAU]}")


PLACES = """
return [...document.querySelectorAll("[role=log] .shot:not(.beyond), [role=log] .doc")].map((each) => {
  const { x, width, height } = each.getBoundingClientRect();
  return [x, each.offsetTop, width, height].map(Math.round);
});
"""
LOADED = """
const all = [...document.querySelectorAll("[role=log] .shot > img")];
for (const each of all) each.loading = "eager";
return all.length > 0 && all.every(({ complete, naturalWidth }) => complete && naturalWidth > 0);
"""
AT = "return document.activeElement.ariaLabel"
IN_VIEW = """
const row = document.querySelector(".large-row");
return row && row.scrollLeft / row.clientWidth;
"""
SWIPED = "Input.dispatchTouchEvent"


def presses(tab: Browser, *keys: str) -> None:
    ActionChains(tab.driver).send_keys(*keys).perform()


def is_at(tab: Browser, which: str) -> None:
    """The focus is at that picture, and it is the one in view."""
    n = int(which.split(maxsplit=1)[0])
    tab.until(lambda: (tab.js(AT) or "").endswith(which) and tab.js(IN_VIEW) == n - 1, f"{which} is in view")


def closes(tab: Browser) -> None:
    presses(tab, Keys.ESCAPE)
    tab.until(lambda: not tab.all("dialog[open]"), "the card is closed")


def test_nothing_moves_when_the_pictures_come(lea):
    lea.until(lambda: lea.js(LOADED), "all pictures are there")
    with_them = lea.js(PLACES)
    lea.driver.execute_cdp_cmd("Network.enable", {})
    lea.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*.webp*"]})
    lea.open_window(lea.path).until(lambda: len(lea.js(PLACES)) == len(with_them), "all rows are there")
    assert lea.js(PLACES) == with_them
    # What they were called shows in their place.
    assert not lea.js(LOADED)
    lea.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
    lea.open_window(lea.path).until(lambda: lea.js(LOADED), "all pictures are there")


def test_a_card_of_pictures_is_walked_by_keys_and_gives_the_focus_back(lea):
    lea.until(lambda: lea.all(".shots"), "the pictures are there")
    lea.js("[...document.querySelectorAll('[role=log] article')].at(-1).focus({ focusVisible: true })")
    presses(lea, Keys.TAB)
    first = lea.until(lambda: (lea.js(AT) or "").startswith("Image") and lea.js(AT), "the first picture has the focus")
    presses(lea, Keys.ENTER)
    is_at(lea, "1 sur 3")
    for key, which in ((Keys.ARROW_RIGHT, "2 sur 3"), (Keys.END, "3 sur 3"), (Keys.HOME, "1 sur 3")):
        presses(lea, key)
        is_at(lea, which)
    looks_at(lea, "dialog")
    # The ways of the picture that one is at come next, and those of no other.
    presses(lea, Keys.TAB, Keys.TAB, Keys.TAB)
    lea.until(lambda: not lea.js("return document.activeElement.closest('.told')"), "they are passed")
    closes(lea)
    lea.until(lambda: lea.js(AT) == first, "the focus is back")


def test_a_mouse_presses_what_leads_to_the_next_one(lea):
    lea.press(".shots > :nth-child(2)")
    is_at(lea, "2 sur 3")
    lea.press(".turns:has(.before) > .after")
    is_at(lea, "3 sur 3")
    closes(lea)


def test_an_animation_plays_while_it_is_wanted_also_when_its_message_is_drawn_anew(house, lea):
    lea.press(".moving summary")
    moving = "return document.querySelector('.moving [open] > img')?.naturalWidth"
    lea.until(lambda: lea.js(moving) == 200, "it plays")
    key = int(lea.js("return document.querySelector('article:has(.moving)').dataset.messageId"))
    house.ask("karim", "react-with", key=key, emoji="👍")
    lea.until(lambda: lea.all("article:has(.moving) .reaction"), "the reaction shows")
    lea.until(lambda: lea.js(moving) == 200, "it plays still")
    lea.press(".moving summary")
    lea.until(lambda: not lea.all(".moving [open]"), "it stands still")


def test_all_of_a_program_opens_in_its_colours(lea):
    looks_at(lea, ".rows")
    lea.press("article:has([data-kind=code]) .show-all")
    assert len(lea.find("dialog .c-k").find_elements("xpath", "//dialog//*[@class='c-k'][text()='def']")) == 10
    looks_at(lea, "dialog")
    closes(lea)


def test_a_finger_swipes_the_pictures_and_going_back_closes_them(phone):
    phone.press(".shots > :first-child")
    phone.until(lambda: phone.js(IN_VIEW) == 0, "the first one is in view")
    before = phone.path
    steps = [{"x": 330 - 27 * n, "y": 400} for n in range(11)]
    phone.driver.execute_cdp_cmd(SWIPED, {"type": "touchStart", "touchPoints": steps[:1]})
    for step in steps[1:]:
        phone.driver.execute_cdp_cmd(SWIPED, {"type": "touchMove", "touchPoints": [step]})
    phone.driver.execute_cdp_cmd(SWIPED, {"type": "touchEnd", "touchPoints": []})
    phone.until(lambda: phone.js(IN_VIEW) == 1, "the second one is")
    looks_at(phone, "dialog")
    phone.driver.back()
    phone.until(lambda: not phone.all("dialog[open]"), "the card is closed")
    assert phone.path == before
    looks_at(phone, ".rows")


def test_on_paper_a_message_of_several_files_is_parted_between_them_alone(lea):
    parted = "return [...document.querySelectorAll(arguments[0])].map((each) => getComputedStyle(each).breakInside)"
    lea.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert set(lea.js(parted, "[role=log] .msg:has(.brought > :nth-child(3))")) == {"auto"}
        assert set(lea.js(parted, "[role=log] .msg:not(.long, :has(.brought > :nth-child(3)))")) == {"avoid"}
        assert set(lea.js(parted, "[role=log] :is(.doc, .shot)")) == {"avoid"}
    finally:
        lea.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_beside_others_a_film_s_name_is_not_under_what_plays_it(house, phone):
    phone.open_window(f"/?canal={house.canals[FILMS]}")
    phone.until(lambda: phone.all(".shots .undrawn"), "the film is there")
    apart = """
    const [name, play] = ["file-name", "play"].map((css) => document.querySelector(`.shots > .shot .${css}`));
    return name.getBoundingClientRect().top - play.getBoundingClientRect().bottom;
    """
    assert phone.js(apart) >= 0
