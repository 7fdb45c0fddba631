"""What the browser tells on the desktop while nobody looks at the tab."""

from __future__ import annotations

import pytest

from tests.browser.chromium import Browser
from tests.browser.conftest import BUREAU, CAFE
from tests.browser.tidy import at_canal

pytestmark = pytest.mark.usefixtures("picture_if_it_fails")

# The browser's own notifications, and a note of each: without a screen nobody would see them.
NOTED = """
window.told = [];
window.Notification = class extends Notification {
  constructor(title, options) {
    super(title, options);
    window.told.push([title, options.body, options.tag]);
  }
  close() {
    super.close();
    window.silenced.push(this.tag);
  }
};
window.silenced = [];
window.heard = [];
window.Audio = class extends Audio {
  constructor(address) {
    super(address);
    window.heard.push(address.split("/").at(-1));
  }
};
"""


@pytest.fixture(scope="module")
def lasting(office, lasting_browser) -> Browser:
    """Karim's tab, which allows notifications and which he does not look at."""
    karim = lasting_browser()
    karim.driver.execute_cdp_cmd(
        "Browser.grantPermissions", {"permissions": ["notifications"], "origin": office.instance.address}
    )
    office.arrive(karim, "karim", f"/?canal={office.canals[BUREAU]}")
    karim.js(NOTED)
    karim.js("Object.defineProperty(document, 'hidden', {get: () => true}); document.hasFocus = () => false;")
    karim.js("document.dispatchEvent(new Event('visibilitychange'))")
    karim.until(lambda: karim.js("return Notification.permission") == "granted", "notifications are allowed")
    return karim


@pytest.fixture
def karim(office, lasting) -> Browser:
    """That tab, on the bureau, with nothing told yet."""
    at_canal(lasting, office.canals[BUREAU]).js("window.told = []; window.heard = []")
    return lasting


def told(tab) -> list[list[str]]:
    return tab.js("return window.told")


def test_a_message_rings_with_its_author_its_canal_and_its_text(office, karim):
    said = office.say("zoe", office.canals[CAFE], "Qui prend un **croissant** ?")
    karim.until(lambda: told(karim), "it is told")
    assert told(karim) == [["Zoé · Machine à café", "Qui prend un croissant ?", f"miaou-{said}"]]


def test_a_notification_closes_when_its_message_is_deleted_or_was_read_in_another_tab(office, karim):
    cafe = office.canals[CAFE]
    karim.js("window.silenced = []")
    gone, read = (office.say("zoe", cafe, text) for text in ("Pardon", "À lire"))
    karim.until(lambda: len(told(karim)) == 2, "both are told")
    office.ask("zoe", "delete-message", key=gone)
    karim.until(lambda: karim.js("return window.silenced") == [f"miaou-{gone}"], "what is gone is taken back")
    office.ask("karim", "mark-read", key=cafe)
    karim.until(lambda: f"miaou-{read}" in karim.js("return window.silenced"), "and what is read")


def test_an_aside_rings_for_its_recipients_only(office, karim):
    office.say("zoe", office.canals[BUREAU], "Pour Léa", [office.members["lea"]])
    office.say("zoe", office.canals[BUREAU], "Pour Karim", [office.members["karim"]])
    karim.until(lambda: told(karim), "it is told")
    assert [told[:2] for told in told(karim)] == [["Zoé, en aparté · Tout le bureau", "Pour Karim"]]


def test_one_s_own_message_from_elsewhere_does_not_ring(office, karim):
    office.say("karim", office.canals[CAFE], "De mon téléphone")
    office.say("zoe", office.canals[CAFE], "Bien reçu")
    karim.until(lambda: told(karim), "the answer is told")
    assert [body for _, body, _ in told(karim)] == ["Bien reçu"]


def ring(tab: Browser, canal: int, level: str) -> None:
    """Choose in the canal's card what of it rings."""
    tab.press(f"[data-canal-id='{canal}'] .canal-arrow").press(f"dialog .choice:has([name=level][value={level}])")
    tab.submit()
    tab.until(lambda: not tab.all("dialog[open]"), "the card is closed")


def test_a_canal_of_which_nothing_rings_is_silent(office, karim):
    cafe = office.canals[CAFE]
    ring(karim, cafe, "none")
    office.say("zoe", cafe, "En silence")
    office.say("zoe", office.canals[BUREAU], "Que l’on entend")
    karim.until(lambda: told(karim), "the other canal rings")
    assert [body for _, body, _ in told(karim)] == ["Que l’on entend"]
    ring(karim, cafe, "all")


def test_they_can_be_turned_off_in_this_browser(office, karim):
    karim.own_menu().press("[data-action=own-settings]").press("dialog [data-action=notifications]")
    karim.until(lambda: karim.shows("Les notifications sont coupées dans ce navigateur."), "it says so")
    said = office.say("zoe", office.canals[BUREAU], "Personne ne l’entend")
    karim.until(lambda: karim.all(f"[data-message-id='{said}']"), "it has come")
    assert told(karim) == []
    karim.press("dialog [data-action=notifications]")
    karim.until(lambda: karim.shows("Les notifications sont actives dans ce navigateur."), "they are on again")
    office.say("zoe", office.canals[BUREAU], "De nouveau")
    karim.until(lambda: told(karim), "it is told")
    assert [body for _, body, _ in told(karim)] == ["De nouveau"]


def settings(tab: Browser) -> Browser:
    tab.own_menu().press("[data-action=own-settings]").find("dialog [data-action=set-sound]")
    return tab


def test_what_rings_is_heard_once_in_the_sound_that_one_chose(office, karim):
    settings(karim).press("dialog [data-action=set-sound][data-key=bell]")
    karim.until(lambda: karim.all("[data-key=bell][aria-checked=true]"), "the bell is chosen")
    karim.until(lambda: karim.js("return window.heard") == ["bell.wav"], "it is heard as it is chosen")
    karim.js("window.heard = []")
    office.say("zoe", office.canals[BUREAU], "On sonne")
    karim.until(lambda: karim.js("return window.heard") == ["bell.wav"], "it rings")
    # Another tab of the same browser is told of the same at the same moment.
    karim.js(
        "const [body] = arguments;"
        "import('miaou/wire.js').then(({ wire }) => {"
        "  const notice = { key: 0, title: 'Zoé', body, tag: 'same' };"
        "  for (let n = 0; n < 2; n++) wire.state.emit('ring', notice);"
        "});",
        "Deux fois",
    )
    karim.until(lambda: len(told(karim)) == 3, "both are told")
    karim.press("dialog [data-action=set-sound][data-key=none]")
    karim.until(lambda: karim.all("[data-key=none][aria-checked=true]"), "no sound is chosen")
    office.say("zoe", office.canals[BUREAU], "Sans bruit")
    karim.until(lambda: len(told(karim)) == 4, "it is told")
    assert karim.js("return window.heard") == ["bell.wav"] * 2
    karim.press("dialog [data-action=set-sound][data-key=miaou]")
    karim.until(lambda: karim.all("[data-key=miaou][aria-checked=true]"), "as it was")


def test_a_trial_shows_a_notification_and_says_how_far_it_got(karim):
    settings(karim).press("dialog [data-action=test-notifications]")
    karim.until(lambda: len(karim.all("dialog .steps li")) == 5, "all steps are told")
    assert karim.texts("dialog .steps .ill") == []
    assert told(karim) == [["Miaou", "Voici à quoi ressemble une notification.", "miaou-test"]]
    karim.js("window.Notification = class { static permission = 'denied'; }")
    karim.press("dialog [data-action=test-notifications]")
    karim.until(lambda: len(karim.all("dialog .steps li")) == 2, "the second one failed")
    assert "n’autorise pas les notifications" in karim.texts("dialog .steps .ill")[0]
