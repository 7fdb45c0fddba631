"""The kit's drawers and whatever else lies over a page, short sentences and colours, on a page about fruit."""

from __future__ import annotations

import pytest
from htpy import Node, button, dialog, div, fieldset, fragment, input, nav, span
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from app.components.overlays import overlays
from app.locale import catalogue
from tests.browser.chromium import Browser

DRAWERS = fragment[
    div[
        [
            fragment[
                button(id=f"opens-{name}", data_action="open-drawer", data_opens_drawer=name, aria_expanded="false")[
                    name
                ],
                nav(data_drawer=name)[input, button(id=f"in-{name}")["inside"]],
            ]
            for name in ("fruit", "nuts")
        ],
        dialog[button(data_action="close-dialog")["close"]],
        div("#menu", popover="auto")["Menu"],
    ],
    overlays(catalogue("fr")),
]
COLOURS = dialog[
    fieldset(data_colours="dialog")[
        [
            div[input(type="radio", name="colour", value=colour, checked=n == 0)]
            for n, colour in enumerate(("#ff0000", "#00ff00"))
        ],
        div("#any")[
            input(type="radio", name="colour", value="other"), input(type="color", name="colour-other", value="#123456")
        ],
    ]
]


@pytest.fixture
def page_with(browser, address):
    def made(content: Node, script: str) -> Browser:
        tab = browser().at(address).open("/")
        tab.driver.execute_async_script(
            "const [html, script, done] = arguments; document.body.innerHTML = html;"
            "import(`miaou/${script}.js`).then((module) => { window.kit = module; done(); });",
            str(fragment[content]),
            script,
        )
        return tab

    return made


# Drawers


def state(page: Browser) -> list[object]:
    return page.js(
        "return [[...document.querySelectorAll('[data-drawer][data-open]')].map((e) => e.dataset.drawer).join(),"
        " document.querySelector('[data-scrim]').hasAttribute('data-open'),"
        " [...document.querySelectorAll('[data-opens-drawer]')].map((e) => e.ariaExpanded)]"
    )


def has_focus(page: Browser, id: str) -> bool:
    return page.js("return document.activeElement.id") == id


SHUT = ["", False, ["false", "false"]]


def inert(page: Browser) -> list[bool]:
    """What answers to nothing, of what stands side by side."""
    return page.js("return [...document.querySelector('[data-drawer]').parentElement.children].map((e) => e.inert)")


def test_a_drawer_opens_takes_the_focus_and_gives_it_back(page_with):
    page = page_with(DRAWERS, "layers").press("#opens-fruit")
    assert state(page) == ["fruit", True, ["true", "false"]]
    assert has_focus(page, "in-fruit"), "a button has it, no field"
    assert inert(page) == [True, False, True, True, True, True]
    ActionChains(page.driver).send_keys(Keys.ESCAPE).perform()
    assert state(page) == SHUT
    assert has_focus(page, "opens-fruit")
    assert not any(inert(page))


def test_a_press_on_the_scrim_closes_it_and_so_may_a_script(page_with):
    page = page_with(DRAWERS, "layers").press("#opens-nuts")
    page.js("document.querySelector('[data-scrim]').click()")
    assert state(page) == SHUT
    page.press("#opens-nuts").js("window.kit.closeDrawer()")
    assert state(page) == SHUT
    assert has_focus(page, "opens-nuts")


def test_where_there_is_room_for_all_it_is_no_drawer_any_more(page_with):
    page = page_with(DRAWERS, "layers").press("#opens-fruit")
    page.js("document.querySelector('#opens-fruit').style.display = 'none'; dispatchEvent(new Event('resize'))")
    assert state(page) == SHUT
    assert not any(inert(page))


# What lies over the page, and going back

OPEN = """
return [...document.querySelectorAll("[data-drawer][data-open], dialog[open], [popover=auto]:popover-open")]
  .map(({ localName }) => localName);
"""
LAID = "return Boolean(history.state?.over)"


def go_back(page: Browser) -> None:
    """Returns when the page has heard of it."""
    page.driver.execute_async_script(
        "addEventListener('popstate', () => arguments[0](), { once: true }); history.back()"
    )


def test_going_back_closes_what_lies_on_top_and_then_leads_back(page_with):
    page = page_with(DRAWERS, "layers")
    page.js("history.pushState({ here: 1 }, ''); document.querySelector('#opens-fruit').focus()")
    page.press("#opens-fruit").js(
        "document.querySelector('dialog').showModal(); document.querySelector('#menu').showPopover()"
    )
    page.until(lambda: page.js(LAID), "there is something to go back from")
    for left in (["nav", "dialog"], ["nav"], []):
        go_back(page)
        assert page.js(OPEN) == left
    assert has_focus(page, "opens-fruit")
    assert page.js("return history.state") == {"here": 1}
    go_back(page)
    assert page.js("return history.state") is None


def test_what_was_closed_otherwise_is_passed_over_on_the_way_back(page_with):
    page = page_with(DRAWERS, "layers")
    page.js("history.pushState({ here: 1 }, '')")
    page.press("#opens-fruit").js("window.kit.closeDrawer()")
    assert page.js(LAID)
    page.js("history.back()")
    page.until(lambda: page.js("return history.state") is None, "it leads to what was before")


def test_where_the_page_goes_on_that_takes_its_place(page_with):
    page = page_with(DRAWERS, "layers").press("#opens-fruit")
    long = page.js("return history.length")
    page.js("window.kit.goOn('push', { here: 2 }, '?2'); window.kit.closeDrawer()")
    assert page.js("return history.length") == long
    go_back(page)
    assert page.js("return [history.state, location.search]") == [None, ""]


# The focus

LIST = div(data_region="button")[
    input("#field"),
    button(id="first")["first"],
    div("#row")[button(id="second")["second"], button(id="third")["third"]],
    dialog[button(id="inside")["inside"]],
]


@pytest.mark.parametrize(
    ("done", "then"),
    [
        ("second.remove()", "third"),
        ("second.hidden = true", "third"),
        ("second.disabled = true", "third"),
        ("row.remove()", "first"),
        ("row.innerHTML = '<button id=fourth>4</button>'", "fourth"),
        ("row.replaceWith(Object.assign(document.createElement('button'), { id: 'fourth' }))", "fourth"),
        ("third.remove()", "second"),
        # Left on purpose.
        ("second.blur()", ""),
    ],
)
def test_the_focus_goes_to_what_stands_in_the_place_of_what_has_gone(page_with, done, then):
    page = page_with(LIST, "focus")
    page.js(f"second.focus(); {done}; first.after('something else changes')")
    seen = (
        "return new Promise((seen) => requestAnimationFrame(() => setTimeout(() => seen(document.activeElement.id))))"
    )
    page.until(lambda: page.js(seen) == then, f"it is at {then or 'nothing'}")


@pytest.mark.parametrize("done", ["field.disabled = true", "field.remove()"])
def test_what_is_typed_on_presses_nothing_when_its_field_has_gone(page_with, done):
    page = page_with(LIST, "focus")
    page.js(f"window.pressed = 0; addEventListener('click', () => (pressed += 1)); field.focus(); {done}")
    page.until(lambda: page.js("return document.activeElement.matches('[data-region]')"), "all around it has the focus")
    ActionChains(page.driver).send_keys(" on and on", Keys.ENTER).perform()
    assert page.js("return window.pressed") == 0


def test_it_goes_back_from_a_dialog_whose_opener_has_gone_meanwhile(page_with):
    page = page_with(LIST, "focus")
    page.js("second.focus(); document.querySelector('dialog').showModal(); second.remove()")
    assert has_focus(page, "inside")
    page.js("document.querySelector('dialog').close()")
    page.until(lambda: has_focus(page, "third"), "what stands in its place has it")


# Short sentences


def test_a_sentence_is_shown_and_said_once_with_a_way_to_close_it_in_the_page_s_words(page_with):
    page = page_with(overlays(catalogue("fr")), "toast")
    page.js("window.kit.show('Pears are <b>ripe</b>', 'error')")
    assert page.texts(".toasts[aria-live=off] .toast.error span") == ["Pears are <b>ripe</b>"]
    page.until(lambda: page.texts("[data-aloud] p") == ["Pears are <b>ripe</b>"], "it is said")
    assert not page.all(".toast [data-offer]")
    page.press(".toast [aria-label=Fermer]")
    assert not page.all(".toast")


def test_an_offer_is_taken_once(page_with):
    page = page_with(overlays(catalogue("en")), "toast")
    page.js("window.taken = 0; window.kit.show('Eaten', 'info', { label: 'Undo', run: () => (window.taken += 1) })")
    assert page.texts(".toast [data-offer]") == ["Undo"]
    page.press(".toast [data-offer]")
    found = "return [window.taken, document.querySelectorAll('.toast').length]"
    page.until(lambda: page.js(found) == [1, 0], "it is taken, and gone")


def test_an_offer_may_be_an_action_about_something_and_goes_by_itself(page_with):
    page = page_with(overlays(catalogue("en")), "toast")
    page.js(
        "window.pressed = []; document.addEventListener('click', ({ target: { dataset } }) => "
        "window.pressed.push([dataset.action, dataset.key]))"
    )
    offer = "{ label: 'Undo', action: 'put-back', key: %s }"
    for key in (5, 6, 6):
        page.js(f"window.kit.show('Eaten', 'info', {offer % key})")
    assert page.texts(".toast span") == ["Eaten", "Eaten"], "each that was eaten can be put back"
    page.press(".toast [data-key='5']")
    assert page.js("return window.pressed") == [["put-back", "5"]]
    page.until(lambda: page.texts(".toast span") == ["Eaten"], "it has been taken")
    page.js("window.kit.show('Drunk', 'info', { label: 'Undo', lasts: 1 })")
    page.until(lambda: page.texts(".toast span") == ["Eaten"], "it has gone")


def test_the_same_sentence_stands_there_once_and_keeps_the_focus(page_with):
    page = page_with(overlays(catalogue("en")), "toast")
    page.js("window.kit.show('Eaten'); document.querySelector('.toast [data-close]').focus();")
    page.js("window.kit.show('Washed'); window.kit.show('Eaten')")
    assert page.texts(".toast span") == ["Eaten", "Washed"]
    assert page.js("return document.activeElement.closest('.toast').textContent").startswith("Eaten")


def test_a_sentence_stands_over_a_dialog_and_answers_there_and_outlives_it(page_with):
    page = page_with([overlays(catalogue("en")), dialog[span["Fruit"]]], "toast")
    page.js("document.querySelector('dialog').showModal(); window.kit.show('Eaten'); window.kit.show('Washed')")
    page.press(".toast [data-close]")
    assert page.texts("dialog .toast span") == ["Washed"]
    page.js("document.querySelector('dialog').close(); document.querySelector('dialog').remove()")
    page.until(lambda: page.all("body > .toasts .toast"), "it is still said")
    page.press(".toast [data-close]")


def test_what_a_dialog_says_as_it_closes_is_said_once_by_the_page(page_with):
    page = page_with([overlays(catalogue("en")), dialog[span["Fruit"], div(data_aloud=True)]], "toast")
    page.js("document.querySelector('dialog').showModal(); window.kit.show('Eaten')")
    page.until(lambda: page.texts("dialog [data-aloud] p") == ["Eaten"], "it is said where one is")
    page.js("window.kit.show('Washed'); document.querySelector('dialog').close()")
    page.until(lambda: page.texts("body > [data-aloud] p") == ["Washed"], "it is said in the page")
    assert page.texts("dialog [data-aloud] p") in (["Eaten"], []), "and nowhere else"


def test_whoever_waits_for_long_is_told_so_once(page_with):
    page = page_with([overlays(catalogue("en")), button["Eat"], button["Wash"]], "toast")
    page.js(
        "const [eat, wash] = document.querySelectorAll('button:not(.toast *)');"
        "for (const busy of [true, true, null]) eat.ariaBusy = busy;"
        "wash.ariaBusy = 'true'; requestAnimationFrame(() => (wash.ariaBusy = 'true'));"
    )
    page.until(lambda: page.texts("[data-aloud] p") == ["One moment…"], "it is said")
    page.js("document.querySelectorAll('[aria-busy]').forEach((each) => (each.ariaBusy = null))")
    assert page.texts("[data-aloud] p") in (["One moment…"], [])


# Colours


def worn(page: Browser) -> list[object]:
    return page.js(
        "const wearer = document.querySelector('dialog');"
        "return [wearer.style.getPropertyValue('--c'),"
        " document.querySelector('#any').style.getPropertyValue('--c'),"
        " document.querySelector(':checked').value]"
    )


def test_the_chosen_colour_is_worn_at_once_be_it_any_other(page_with):
    page = page_with(COLOURS, "colours")
    page.js("document.querySelector('dialog').showModal()")
    page.press("[value='#00ff00']")
    assert worn(page) == ["#00ff00", "", "#00ff00"]
    # The system's own picker shows no page: what it does to the field is all that the page sees of it.
    page.js(
        "const any = document.querySelector('[type=color]'); any.value = '#abcdef';"
        "any.dispatchEvent(new Event('input', { bubbles: true }));"
        "any.dispatchEvent(new Event('change', { bubbles: true }));"
    )
    assert worn(page) == ["#abcdef", "#abcdef", "other"]
    page.press("[value='#ff0000']")
    assert worn(page) == ["#ff0000", "#abcdef", "#ff0000"]
