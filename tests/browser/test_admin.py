"""An administrator's day: somebody comes by an invitation, somebody forgot their password, somebody goes."""

from __future__ import annotations

import time

import pytest
from PIL import Image

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, PASSWORD
from tests.browser.test_sessions import NOTE_WHEN_EMPTY, leaves


@pytest.fixture
def lea(office, browser) -> Browser:
    """Léa in her own window; the admin page is a choice of her menu."""
    lea = office.arrive(browser(), "lea").press("[data-action=own-menu]").press("a[href='/admin']")
    lea.until(lambda: lea.path == "/admin", "the admin page is there")
    return lea


def sure(tab: Browser) -> None:
    """Answer yes to the question before a step that harms."""
    tab.find("#sure[open]")
    tab.press("#sure-yes")


def test_somebody_is_invited_comes_in_and_is_shown_out_within_a_second(office, browser, lea):
    lea.fill(uses="1", days="2").press("#invites form.line button")
    address = lea.find("#invites .thing input").get_attribute("value")
    assert lea.all("#invites details[open] svg"), "the code to photograph is there"

    nour = browser().at(office.instance.address).open(address)
    nour.fill(login="nour", nickname="Nour", password="moustaches et croquettes").submit()
    nour.until(lambda: nour.all("[role=log]"), "the window is there")
    nour.open_canal(office.canals[BUREAU]).write("Bonjour à tous")
    nour.reads("Bonjour à tous").js(NOTE_WHEN_EMPTY)

    lea.open("/admin").fill(q="nour").press("tr:not([hidden]) .nick")
    lea.until(lambda: lea.shows("Compte ouvert le"), "her card is open")
    lea.press("#account button")
    assert "Toutes les sessions de Nour" in lea.find("#sure-question").text
    before = time.time()
    sure(lea)
    lea.until(lambda: lea.shows("déconnecté partout"), "it is done")
    leaves(nour)
    assert int(nour.js("return sessionStorage.getItem('emptied')")) / 1000 - before < 1
    nour.open("/")
    assert nour.path == "/login?ended"

    karim = office.arrive(browser(), "karim", f"/?canal={office.canals[BUREAU]}")
    karim.reads("Bonjour à tous")


def test_a_step_that_harms_is_not_taken_when_one_thinks_better_of_it(office, lea):
    lea.open(f"/admin/members/{office.members['zoe']}").press("#account button")
    lea.press("#sure button[value='']")
    lea.until(lambda: not lea.all("#sure[open]"), "the question is gone")
    assert lea.path == f"/admin/members/{office.members['zoe']}"
    assert lea.find("#account button").text == "Désactiver le compte"


def test_members_are_filtered_as_one_types(lea):
    everyone = lea.texts("#everyone .nick")
    assert {"Léa", "Karim", "Zoé", "Odile", "Marc"} <= set(everyone)
    lea.fill(q="OE")
    shown = "return [...document.querySelectorAll('#everyone tbody tr')].filter((r) => r.checkVisibility()).length"
    lea.until(lambda: lea.js(shown) == 1, "only Zoé is left")
    lea.fill(q="personne de ce nom")
    lea.until(lambda: lea.shows("Personne de ce nom."), "it is told that nobody is")
    lea.fill(q=" ")
    lea.until(lambda: lea.js(shown) == len(everyone), "all are back")


def test_a_link_is_copied_where_the_browser_offers_no_clipboard(office, lea):
    lea.open(f"/admin/members/{office.members['zoe']}").press("#password button")
    link = lea.find("#password-link").get_attribute("value")
    lea.js("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    lea.js("document.addEventListener('copy', () => { window.copied = String(getSelection()); })")
    lea.press("[data-copy='password-link']")
    lea.until(lambda: lea.shows("Copié"), "it says so")
    assert lea.js("return window.copied") == link


def test_loading_a_page_again_makes_nothing_again(office, lea):
    lea.open("/admin/embedding").fill(name="ERP").press("form[action^='/admin/embedding/secrets'] button")
    lea.until(lambda: lea.path.startswith("/admin/embedding#"), "the address is the section's own")
    keys = len(lea.all("#keys .thing"))
    lea.driver.refresh()
    lea.until(lambda: lea.all("#keys .thing"), "the section is there")
    assert len(lea.all("#keys .thing")) == keys
    member = f"/admin/members/{office.members['zoe']}"
    lea.open(member).press("#password button")
    lea.until(lambda: lea.all("#password-link") and lea.path.split("#")[0] == member, "the address is the member's own")


def test_what_is_typed_in_the_other_forms_outlives_the_sending_of_one(lea):
    lea.open("/admin/embedding").fill(origin="erp.exa").press("form[action^='/admin/embedding/sites'] button")
    lea.until(lambda: lea.all("#origin-error"), "that is no address")
    lea.press("#keys summary")
    lea.press("#creation [type=radio]:not(:checked)").js("document.querySelector('#key-name').value = 'Intranet'")
    chosen = lea.js("return document.querySelector('#creation :checked').value")
    lea.fill(name="Secret").press("form[action^='/admin/embedding/secrets'] button")
    lea.until(lambda: "Secret" in lea.texts("#keys .thing b"), "the secret is made")
    assert lea.find("[name=origin]").get_attribute("value") == "erp.exa"
    assert lea.find("#key-name").is_displayed()
    assert lea.find("#key-name").get_attribute("value") == "Intranet"
    assert lea.js("return document.querySelector('#creation :checked').value") == chosen
    assert lea.find("form[action^='/admin/embedding/secrets'] [name=name]").get_attribute("value") == ""
    lea.press("form[action^='/admin/embedding/keys/remove'] button").press("#sure button[value='']")
    assert lea.js("return sessionStorage.getItem('miaou-admin-typed')") is None, "nothing was sent"


def test_a_forgotten_password_is_chosen_anew(office, browser, lea):
    lea.open(f"/admin/members/{office.members['odile']}").press("#password button")
    link = lea.find("#password-link").get_attribute("value")
    odile = browser().at(office.instance.address).open(link)
    odile.fill(password=PASSWORD).submit()
    odile.until(lambda: odile.all("[role=log]"), "she is in")
    assert "/reset/" not in odile.driver.current_url


def test_the_office_s_name_and_logo_change_in_open_windows(office, browser, lea, tmp_path):
    karim = office.arrive(browser(), "karim")
    picture = tmp_path / "logo.png"
    Image.new("RGB", (64, 32), "#0e7490").save(picture)
    lea.open("/admin/office").fill(name="Maison Perrin").press("form[action$='office/name'] button")
    karim.until(lambda: karim.texts(".brand .office") == ["Maison Perrin"], "the name has come")
    assert karim.find(".brand svg").is_displayed()
    lea.find("input[type=file]").send_keys(str(picture))
    lea.press("form[action$='office/logo'] button")
    karim.until(lambda: karim.js("return document.querySelector('.brand img').naturalWidth > 0"), "the logo has come")
    assert not karim.all(".brand svg")[0].is_displayed()
    lea.open("/admin/office").press("form[action$='no-logo'] button")
    sure(lea)
    karim.find(".brand svg")


def test_the_lines_to_paste_and_the_preview_follow_what_one_chooses(office, lea):
    lea.open("/admin/embedding")
    canal = office.canals[BUREAU]
    lea.js("const s = document.getElementById('snippet-theme'); s.value = 'dark'; s.dispatchEvent(new Event('change'))")
    lea.js(
        "const s = document.getElementById('snippet-canal'); s.value = arguments[0];"
        "s.dispatchEvent(new Event('change'))",
        str(canal),
    )
    button, frame = (lea.find(f"#snippet-{name}").get_attribute("value") for name in ("button", "frame"))
    assert f'data-canal="{canal}" data-theme="dark" defer' in button
    assert f"token=TOKEN&amp;canal={canal}&amp;theme=dark" in frame
    preview = lea.find("#preview")
    assert preview.get_attribute("src").endswith(f"/widget?canal={canal}&theme=dark")
    lea.driver.switch_to.frame(preview)
    lea.until(lambda: lea.all("[role=log]"), "the preview shows the widget")
    lea.driver.switch_to.default_content()
