"""An administrator's day: somebody comes by an invitation, somebody forgot their password, somebody goes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from PIL import Image
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, PASSWORD, Office
from tests.browser.test_sessions import NOTE_WHEN_EMPTY, leaves
from tests.pages.tab import AdminTab

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")


@pytest.fixture(scope="module")
def lea(office, lasting_browser) -> Browser:
    """Léa, who administers; each test opens the page where it begins."""
    return lasting_browser().at(office.instance.address, office.instance.sign_in("lea", PASSWORD))


@pytest.fixture
def marc(office, fresh) -> Iterator[Browser]:
    """Another administrator, for as long as the test lasts."""
    set_role(office, "marc", "admin")
    yield fresh.at(office.instance.address, office.instance.sign_in("marc", PASSWORD))
    set_role(office, "marc", "member")


def set_role(office: Office, login: str, role: str) -> None:
    """Léa gives that role from elsewhere than the test's browsers."""
    path = f"/admin/members/{office.members[login]}"

    async def once() -> None:
        async with AdminTab(office.instance.address, office.instance.sign_in("lea", PASSWORD), path) as tab:
            assert "refused" not in await tab.send("role", "set_role", role=role)

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        runner.run(once())


def give_role(lea: Browser, path: str, role: str) -> None:
    at(lea, path, "#role").press(f"#role [value={role}]").press("#role button")
    said = {"admin": "Administrateur", "member": "Membre"}[role]
    lea.until(lambda: said in lea.texts("#card dd"), "the role is changed")


def at(tab: Browser, path: str, part: str) -> Browser:
    """At that section, which has come to life."""
    tab.open(path).find(f"{part} h2")
    return tab


def sure(tab: Browser) -> None:
    """Answer yes to the question before a step that harms."""
    tab.find("dialog[open]")
    tab.press("dialog[open] .danger")
    tab.until(lambda: not tab.all("dialog[open]"), "the question is answered")


def test_somebody_is_invited_comes_in_and_is_shown_out(office, lea, fresh):
    lea.open_window().own_menu().press("a[href='/admin']")
    lea.until(lambda: lea.path == "/admin" and lea.all("#invites form"), "the admin page is a choice of her menu")
    lea.fill(uses="1", days="2").press("#invites form.line button")
    address = lea.find("#invites .thing input").get_attribute("value")
    lea.until(lambda: lea.all("#invites details[open] svg"), "the code to photograph is there")

    nour = fresh.at(office.instance.address).open(address)
    nour.fill(login="nour", nickname="Nour", password="moustaches et croquettes").submit()
    nour.until(lambda: nour.all("[role=log]"), "the window is there")
    lea.until(lambda: "Nour" in lea.texts("#everyone .nick"), "she stands among the members at once")
    first, second = lea.all("#everyone .nick")[:2]
    first.send_keys(Keys.ARROW_DOWN)
    lea.until(lambda: lea.driver.switch_to.active_element == second, "the next one has the focus")
    stops = "return [...document.querySelectorAll('#everyone a')].filter(({ tabIndex }) => tabIndex === 0).length"
    lea.until(lambda: lea.js(stops) == 1, "the list is one stop of Tab")
    lea.until(lambda: lea.shows("Aucune invitation en cours."), "and her invitation is used up")
    nour.open_canal(office.canals[BUREAU]).write("Bonjour à tous")
    nour.reads("Bonjour à tous").js(NOTE_WHEN_EMPTY)

    lea.fill(q="nour").press("#everyone tr:not([hidden]) .nick")
    lea.until(lambda: lea.shows("Compte ouvert le"), "her card is open")
    lea.press("#account button")
    lea.until(lambda: lea.shows("Toutes les sessions de Nour"), "it asks first")
    sure(lea)
    lea.until(lambda: lea.shows("déconnecté partout"), "it is done")
    decides = "#role, #password"
    lea.until(lambda: not any(e.is_displayed() for e in lea.all(decides)), "nothing more is decided of her")
    leaves(nour)
    assert nour.js("return sessionStorage.getItem('emptied')"), "it was empty before it went"
    nour.open("/")
    assert nour.path == "/login?ended"

    fresh.clean()
    karim = office.arrive(fresh, "karim", f"/?canal={office.canals[BUREAU]}")
    karim.reads("Bonjour à tous")


def test_a_step_that_harms_is_not_taken_when_one_thinks_better_of_it(office, lea):
    at(lea, f"/admin/members/{office.members['zoe']}", "#account").press("#account button")
    lea.press("dialog[open] [data-action='close-dialog']:not(.icon)")
    lea.until(lambda: not lea.all("dialog[open]"), "the question is gone")
    assert lea.path == f"/admin/members/{office.members['zoe']}"
    assert lea.find("#account button").text == "Désactiver le compte"


def test_what_is_refused_is_said_by_the_title_too_and_has_the_focus(lea):
    at(lea, "/admin/embedding", "#sites")
    plain = lea.js("return document.title")
    lea.fill(origin="pas une adresse").press("#sites form button")
    lea.until(lambda: lea.js("return document.title") == f"Erreur\u00a0: {plain}", "the tab says so")
    assert lea.find("[name=origin]").get_attribute("aria-invalid") == "true"
    assert lea.js("return document.activeElement.name") == "origin"


def test_members_are_filtered_as_one_types(lea):
    at(lea, "/admin", "#invites")
    everyone = lea.texts("#everyone .nick")
    assert {"Léa", "Karim", "Zoé", "Odile", "Marc"} <= set(everyone)
    lea.fill(q="OE")
    shown = "return [...document.querySelectorAll('#everyone tbody tr')].filter((r) => r.checkVisibility()).length"
    lea.until(lambda: lea.js(shown) == 1, "only Zoé is left")
    lea.fill(q="personne de ce nom")
    lea.until(lambda: lea.shows("Personne de ce nom."), "it is told that nobody is")
    lea.fill(q=" ")
    lea.until(lambda: lea.js(shown) == len(everyone), "all are back")
    lea.fill(q="zoe").find("[name=q]").send_keys(Keys.ENTER)
    lea.until(lambda: "/admin/members/" in lea.path, "Enter opens her page")


def test_what_is_looked_for_stays_looked_for_when_a_row_changes(office, lea):
    at(lea, "/admin", "#invites").fill(q="karim")
    shown = "return [...document.querySelectorAll('#everyone tbody tr')].filter((r) => r.checkVisibility()).length"
    lea.until(lambda: lea.js(shown) == 1, "only Karim is left")
    count = "return document.querySelectorAll('#everyone .badge').length"
    administrators = lea.js(count)
    try:
        set_role(office, "zoe", "admin")
        lea.until(lambda: lea.js(count) == administrators + 1, "it has come")
        assert lea.js(shown) == 1
        assert lea.find("[name=q]").get_attribute("value") == "karim"
    finally:
        set_role(office, "zoe", "member")


def test_a_link_is_copied_where_the_browser_offers_no_clipboard(office, lea):
    at(lea, f"/admin/members/{office.members['zoe']}", "#password").press("#password button")
    link = lea.find("#password-link").get_attribute("value")
    lea.js("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    lea.js("window.addEventListener('copy', (e) => { window.copied = e.clipboardData.getData('text/plain'); })")
    lea.press("[data-copy='password-link']")
    lea.until(lambda: lea.shows("Copié"), "it says so")
    assert lea.js("return window.copied") == link
    lea.driver.refresh()
    lea.until(lambda: lea.all("#password button"), "the page is there again")
    assert not lea.all("#password-link"), "it is shown once"


def test_what_is_typed_in_the_other_forms_stays_when_one_is_sent(lea):
    at(lea, "/admin/embedding", "#sites").fill(origin="erp.exa").press("#sites form.line button")
    lea.until(lambda: lea.all("#sites [aria-invalid]"), "that is no address")
    lea.press("#keys summary")
    lea.press("#creation [type=radio]:not(:checked)").js("document.querySelector('#key-name').value = 'Intranet'")
    chosen = lea.js("return document.querySelector('#creation :checked').value")
    lea.find("#keys form.line [name=name]").send_keys("Secret")
    lea.press("#keys form.line button")
    lea.until(lambda: "Secret" in lea.texts("#keys .thing b"), "the secret is made")
    lea.until(lambda: lea.find("#keys form.line [name=name]").get_attribute("value") == "", "the next may be named")
    assert lea.find("[name=origin]").get_attribute("value") == "erp.exa"
    assert lea.all("#sites [aria-invalid]")
    assert lea.find("#key-name").is_displayed()
    assert lea.find("#key-name").get_attribute("value") == "Intranet"
    assert lea.js("return document.querySelector('#creation :checked').value") == chosen
    lea.press("#keys .thing details[open] summary")
    lea.find("#keys form.line [name=name]").send_keys("Autre")
    lea.press("#keys form.line button")
    lea.until(lambda: "Autre" in lea.texts("#keys .thing b"), "another is made")
    assert lea.js("return document.querySelectorAll('#keys .thing details[open]').length") == 1, "one was closed"


def test_what_one_administrator_changes_the_other_sees_and_goes_on_typing(office, lea, marc):
    at(lea, "/admin/embedding", "#sites")
    at(marc, "/admin/embedding", "#sites").find("[name=origin]").send_keys("https://au-mil")
    marc.js("document.getElementById('origin-field').setSelectionRange(8, 10)")
    lea.fill(origin="https://erp.example").press("#sites form.line button")
    marc.until(lambda: "https://erp.example" in marc.texts("#sites code"), "it has come")
    typed = "const f = document.getElementById('origin-field'); return [f.value, f.selectionStart, f.selectionEnd]"
    assert marc.js(typed) == ["https://au-mil", 8, 10]
    marc.press("#sites .thing .danger")
    sure(marc)
    lea.until(lambda: not lea.all("#sites .thing"), "it is gone for both")


def test_a_forgotten_password_is_chosen_anew(office, lea, fresh):
    at(lea, f"/admin/members/{office.members['odile']}", "#password").press("#password button")
    link = lea.find("#password-link").get_attribute("value")
    odile = fresh.at(office.instance.address).open(link)
    odile.fill(password=PASSWORD).submit()
    odile.until(lambda: odile.all("[role=log]"), "she is in")
    assert "/reset/" not in odile.driver.current_url


def test_the_office_s_name_and_logo_change_in_open_windows_and_a_file_too_heavy_is_not_sent(
    office, lea, fresh, tmp_path
):
    karim = office.arrive(fresh, "karim")
    picture = tmp_path / "logo.png"
    Image.new("RGB", (64, 32), "#0e7490").save(picture)
    at(lea, "/admin/office", "#name").fill(name="Maison Perrin").press("#name button")
    karim.until(lambda: karim.texts(".brand .office") == ["Maison Perrin"], "the name has come")
    lea.until(lambda: lea.texts(".admin-brand .office") == ["Maison Perrin"], "here too")
    assert karim.find(".brand svg").is_displayed()
    assert lea.find(".file .none").text == "Aucune image choisie"
    lea.find("input[type=file]").send_keys(str(picture))
    lea.until(lambda: not lea.all(".file .none")[0].is_displayed(), "its name stands there instead")
    lea.press("#logo form.line button")
    karim.until(lambda: karim.js("return document.querySelector('.brand img')?.naturalWidth > 0"), "the logo has come")
    assert not karim.all(".brand svg")[0].is_displayed()
    lea.press("#logo .danger")
    sure(lea)
    karim.find(".brand svg")

    heavy = tmp_path / "heavy.png"
    heavy.write_bytes(b"0" * (11 << 20))
    lea.find("input[type=file]").send_keys(str(heavy))
    assert "trop lourd" in lea.js("return document.querySelector('input[type=file]').validationMessage")


def test_the_lines_to_paste_and_the_preview_follow_what_one_chooses(office, lea):
    at(lea, "/admin/embedding", "#paste")
    canal = office.canals[BUREAU]
    choose = (
        "const s = document.getElementById(arguments[0]); s.value = arguments[1];"
        "s.dispatchEvent(new Event('change', { bubbles: true }))"
    )
    lea.js(choose, "snippet-theme", "dark")
    lea.until(lambda: 'data-theme="dark"' in lea.find("#snippet-button").get_attribute("value"), "it follows")
    lea.js(choose, "snippet-canal", str(canal))
    wanted = f'data-canal="{canal}" data-theme="dark" defer'
    lea.until(lambda: wanted in lea.find("#snippet-button").get_attribute("value"), "it follows again")
    assert f"token=TOKEN&amp;canal={canal}&amp;theme=dark" in lea.find("#snippet-frame").get_attribute("value")
    preview = lea.find("#preview")
    assert preview.get_attribute("src").endswith(f"/widget?canal={canal}&theme=dark")
    lea.driver.switch_to.frame(preview)
    lea.until(lambda: lea.all("[role=log]"), "the preview shows the widget")
    lea.driver.switch_to.default_content()


def test_whoever_administers_no_more_is_led_to_the_chat_at_once(office, lea, marc):
    at(marc, "/admin/office", "#logo")
    give_role(lea, f"/admin/members/{office.members['marc']}", "member")
    marc.until(lambda: marc.all("[role=log]") and not marc.all("#logo"), "he is in the chat")
