"""What each widget of the desktop shows and does."""

from __future__ import annotations

from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import BUREAU, CAFE
from tests.browser.desktop.desk import Desk


def test_a_memo_survives_a_reload_in_the_middle_of_a_word(marc):
    field = marc.browser.find("[data-widget=memo] textarea")
    field.send_keys("Clés du stand chez Aga")
    marc.reload()
    memo = "return document.querySelector('[data-widget=memo] textarea').value"
    assert marc.browser.js(memo) == "Clés du stand chez Aga"
    marc.memo_kept()


def test_who_is_there_shows_colleagues_come_and_go_and_opens_their_card(house, browser, marc):
    def status(login):
        faces = "return document.querySelector(`.faces [data-member-id='${arguments[0]}']`)?.dataset.status"
        return marc.browser.js(faces, house.members[login])

    assert (status("odile"), status("marc")) == ("absent", "self")
    house.arrive(browser(), "odile")
    marc.browser.until(lambda: status("odile") == "connected", "Odile's cat has woken up")
    marc.browser.press(f".faces [data-member-id='{house.members['odile']}'] button")
    marc.browser.until(lambda: marc.browser.texts("dialog[open] h2") == ["Odile"], "her card is open")


def test_unread_lists_the_canals_with_a_star_and_opens_one(house, marc):
    marc.edit().right_click().choose("Ajouter").choose("Non lus").keys(Keys.ESCAPE)
    house.say("lea", house.canals[CAFE], "Un croissant ?")
    link = f"[data-widget=unread] a[href='/?canal={house.canals[CAFE]}']"
    marc.browser.until(lambda: marc.browser.all(f"{link} .star"), "the canal is listed")
    assert CAFE in marc.browser.find(link).text
    marc.browser.press(link)
    marc.browser.until(lambda: marc.browser.canal_open() == house.canals[CAFE], "the window shows it")


def test_a_miaou_widget_wears_a_star_and_takes_another_canal(house, marc):
    assert marc.title() == f"Miaou ! · {BUREAU}"
    marc.browser.press("[data-widget=miaou] .picker")
    marc.choose(CAFE)
    marc.browser.until(lambda: marc.title() == f"Miaou ! · {CAFE}", "its name")
    house.say("lea", house.canals[CAFE], "Tu me lis ?")
    marc.browser.reads("Tu me lis ?")
    assert marc.reload().title() == f"Miaou ! · {CAFE}"


def test_a_widget_whose_canal_is_no_longer_ones_own_says_so_and_offers_another(house, browser, fresh):
    lea, zoe = house.arrive(browser(), "lea"), Desk(house, browser(), "zoe")
    fresh(zoe.browser)
    lea.press("[data-action=new-canal]").fill(name="Éphémère").press(".choice:has([value=private])")
    lea.press(f".pick:has([value='{house.members['zoe']}']) label").submit()
    canal = lea.canal_named("Éphémère")
    zoe.browser.until(
        lambda: zoe.browser.press("[data-widget=miaou] .picker") and "Éphémère" in zoe.offered(), "offered"
    )
    zoe.choose("Éphémère")
    zoe.browser.until(lambda: zoe.title() == "Miaou ! · Éphémère", "it is shown")
    lea.press(f"[data-canal-id='{canal}'] .canal-arrow").press(f".pick:has([value='{house.members['zoe']}']) label")
    lea.submit()
    notice = "[data-widget=miaou] .tile-notice"
    zoe.browser.until(lambda: "n’êtes plus dans ce canal" in "".join(zoe.browser.texts(notice)), "it says so")
    zoe.browser.until(lambda: "Éphémère" not in zoe.browser.driver.page_source, "nothing of it is left")
    zoe.reload()
    zoe.browser.until(lambda: "n’êtes plus dans ce canal" in "".join(zoe.browser.texts(notice)), "after a reload too")
    zoe.edit().focus("miaou").keys(Keys.ARROW_RIGHT, Keys.ESCAPE).becomes("miaou", 2, 1, 5, 7)
    zoe.browser.press(f"{notice} button")
    zoe.choose(BUREAU)
    zoe.browser.until(lambda: zoe.title() == f"Miaou ! · {BUREAU}", "another canal")
    zoe.browser.until(lambda: not "".join(zoe.browser.texts(notice)), "nothing is the matter any more")


def test_a_reader_stays_where_they_read_when_the_window_shrinks(house, marc):
    for n in range(12):
        house.say("lea", house.canals[BUREAU], f"Une phrase assez longue pour passer à la ligne, et même deux, {n}")
    log = "[data-widget=miaou] [role=log]"
    place = f"const log = document.querySelector('{log}'); return log.scrollHeight - log.scrollTop - log.clientHeight"
    marc.browser.press("[data-widget=clock]")
    marc.browser.until(lambda: marc.browser.js(place) < 2, "it is at its end")
    size = marc.browser.driver.get_window_size()
    for width in (1100, 820, 600):
        marc.browser.driver.set_window_size(width, 700)
        marc.browser.until(lambda width=width: marc.browser.js("return innerWidth") <= width, "it is narrower")
        marc.browser.until(lambda: marc.browser.js(place) < 2, "it is at its end again")
    first = (
        f"const log = document.querySelector('{log}'), {{ top }} = log.getBoundingClientRect();"
        "return [...log.querySelectorAll('[data-message-id]')]"
        ".find((each) => each.getBoundingClientRect().bottom > top + 1).dataset.messageId"
    )
    marc.browser.js(f"document.querySelector('{log}').scrollTop /= 2; return new Promise(requestAnimationFrame)")
    read = marc.browser.js(first)
    for width in (820, 1100):
        marc.browser.driver.set_window_size(width, 700)
        marc.browser.until(lambda width=width: marc.browser.js("return innerWidth") > width - 50, "it is wider")
        marc.browser.until(lambda: marc.browser.js(first) == read, "what was read is still in view")
    marc.browser.driver.set_window_size(size["width"], size["height"])


def test_a_link_is_asked_for_and_leads_elsewhere(marc):
    marc.edit().right_click().choose("Ajouter").choose("Lien")
    marc.browser.fill(title="Gestan", address="javascript:alert(1)").submit()
    trouble = "dialog[open] .trouble"
    marc.browser.until(lambda: "mène à une adresse web" in "".join(marc.browser.texts(trouble)), "it is refused")
    marc.browser.fill(address="erp.example/menu").submit()
    link = marc.browser.find("[data-widget=link] a")
    assert (link.get_attribute("href"), link.get_attribute("target")) == ("https://erp.example/menu", "_blank")
    assert "noopener" in link.get_attribute("rel")
    marc.browser.press("[data-widget=link] [data-tool=options]").fill(title="L’ERP").submit()
    marc.browser.until(lambda: "L’ERP" in marc.browser.find("[data-widget=link]").text, "it has the new title")
    assert "L’ERP" in marc.reload().browser.find("[data-widget=link]").text


def test_the_clock_tells_the_time_and_the_french_date(marc):
    expected = marc.browser.js(
        "return new Intl.DateTimeFormat('fr', { weekday: 'long', day: 'numeric', month: 'long' }).format(Date.now())"
    )
    assert marc.browser.js("return document.querySelector('.clock-date').textContent") == expected
    assert ":" in marc.browser.find(".clock-time").text
