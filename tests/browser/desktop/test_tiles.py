"""What each widget of the desktop shows and does."""

from __future__ import annotations

import asyncio

from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import BUREAU, CAFE, PASSWORD
from tests.browser.desktop.desk import PASSING
from tests.pages.tab import Tab


def test_a_memo_survives_a_reload_in_the_middle_of_a_word(marc):
    field = marc.browser.find("[data-widget=memo] textarea")
    field.send_keys("Clés du stand chez Aga")
    assert marc.reload().memo() == "Clés du stand chez Aga"
    marc.memo_kept()


async def test_who_is_there_shows_colleagues_come_and_go_and_opens_their_card(house, marc):
    def status(login):
        faces = "return document.querySelector(`.faces [data-member-id='${arguments[0]}']`)?.dataset.status"
        return marc.browser.js(faces, house.members[login])

    async def becomes(wanted):
        await asyncio.to_thread(marc.browser.until, lambda: status("zoe") == wanted, f"Zoé's cat is {wanted}")

    assert (status("zoe"), status("marc")) == ("absent", "self")
    async with Tab(house.instance.address, house.instance.sign_in("zoe", PASSWORD)) as zoe:
        await zoe.call("alive", {"active": True})
        await becomes("connected")
        await zoe.call("alive", {"active": False})
        await becomes("absent")
    marc.browser.press(f".faces [data-member-id='{house.members['zoe']}'] button")
    marc.browser.until(lambda: marc.browser.texts("dialog[open] h2") == ["Zoé"], "her card is open")


def test_unread_lists_the_canals_with_a_star_and_opens_one(house, marc):
    marc.add("unread")
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


def test_a_widget_whose_canal_is_no_longer_ones_own_says_so_and_offers_another(house, marc, visitor):
    tab, canal = marc.browser, house.canals[PASSING]
    tab.press("[data-widget=miaou] .picker")
    marc.choose(PASSING)
    tab.until(lambda: marc.title() == f"Miaou ! · {PASSING}", "it is shown")
    lea = house.arrive(visitor, "lea").press(f"[data-canal-id='{canal}'] .canal-arrow")
    lea.press(f".pick:has([value='{house.members['marc']}']) label").submit()
    notice = "[data-widget=miaou] .tile-notice"
    says_so = (lambda: "n’êtes plus dans ce canal" in "".join(tab.texts(notice)), "it says so")
    tab.until(*says_so)
    tab.until(lambda: PASSING not in tab.driver.page_source, "nothing of it is left")
    marc.reload()
    tab.until(*says_so)
    marc.edit().focus("miaou").keys(Keys.ARROW_RIGHT).becomes("miaou", 2, 1, 5, 7)
    tab.until(lambda: marc.told().endswith("colonne 2, ligne 1"), "it is told where it stands")
    marc.keys(Keys.ESCAPE)
    tab.press(f"{notice} button")
    marc.choose(BUREAU)
    tab.until(lambda: marc.title() == f"Miaou ! · {BUREAU}", "another canal")
    tab.until(lambda: not "".join(tab.texts(notice)), "nothing is the matter any more")


async def test_a_reader_stays_where_they_read_when_the_window_shrinks(house, marc):
    async with Tab(house.instance.address, house.instance.sign_in("lea", PASSWORD)) as lea:
        for n in range(12):
            text = f"Une phrase assez longue pour passer à la ligne, et même deux, {n}"
            await lea.say(house.canals[BUREAU], text)
    log = "[data-widget=miaou] [role=log]"
    place = f"const log = document.querySelector('{log}'); return log.scrollHeight - log.scrollTop - log.clientHeight"
    tab = marc.browser
    tab.until(lambda: tab.js(place) < 2, "it is at its end")
    try:
        for width in (1100, 820, 600):
            tab.resize(width, 700)
            tab.until(lambda: tab.js(place) < 2, "it is at its end again")
        first = (
            f"const log = document.querySelector('{log}'), {{ top }} = log.getBoundingClientRect();"
            "return [...log.querySelectorAll('[data-message-id]')]"
            ".find((each) => each.getBoundingClientRect().bottom > top + 1).dataset.messageId"
        )
        tab.js(f"document.querySelector('{log}').scrollTop /= 2; return new Promise(requestAnimationFrame)")
        read = tab.js(first)
        for width in (820, 1100):
            tab.resize(width, 700)
            tab.until(lambda: tab.js(first) == read, "what was read is still in view")
    finally:
        tab.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_what_one_presses_instead_of_writing_on_stays_under_the_pointer(marc):
    tab = marc.browser
    tab.composer.send_keys("Pour demain")
    tab.press("button[name=later]").press("dialog button[name=tomorrow]")
    tab.until(lambda: tab.texts(".planned") == ["1 message programmé"], "it is said above where one writes")
    tab.composer.click()
    tab.press(".planned").press("dialog [data-action=take-back-planned]")
    tab.until(lambda: tab.typed() == "Pour demain", "it is where one writes again")
    tab.composer.clear()


def test_a_link_is_asked_for_and_leads_elsewhere(marc):
    marc.edit().add("link")
    marc.browser.fill(title="Gestan", address="javascript:alert(1)").submit()
    trouble = "dialog[open] .trouble"
    marc.browser.until(lambda: "mène à une adresse web" in "".join(marc.browser.texts(trouble)), "it is refused")
    marc.browser.fill(address="erp.example/menu").submit()
    link = marc.browser.find("[data-widget=link] a")
    assert (link.get_attribute("href"), link.get_attribute("target")) == ("https://erp.example/menu", "_blank")
    assert "noopener" in link.get_attribute("rel")
    marc.browser.press("[data-widget=link] [data-tool=options]").fill(title="L’ERP").submit()
    marc.browser.until(lambda: "L’ERP" in marc.browser.find("[data-widget=link]").text, "it has the new title")


def test_the_clock_tells_the_time_and_the_french_date(marc):
    expected = marc.browser.js(
        "return new Intl.DateTimeFormat('fr', { weekday: 'long', day: 'numeric', month: 'long' }).format(Date.now())"
    )
    assert marc.browser.js("return document.querySelector('.clock-date').textContent") == expected
    assert ":" in marc.browser.find(".clock-time").text
