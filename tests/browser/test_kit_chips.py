"""The kit's chips and the completion in a field of its own, on a page about fruit."""

import pytest
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import Browser

BASKET = """
<form><div data-outside="No {name} here"><span class="chips"></span><input id="more" role="combobox"
placeholder="any fruit"><button type="button" data-none>None</button><template><span><input type="hidden" name="fruit"
value="{key}"><b data-fact="f{key}.name" id="{id}-{key}"></b><button type="button">x</button></span></template></div>
<ul id="list" role="listbox" hidden></ul></form>
<div class="toasts" popover="manual"><template><p><span></span><button data-offer></button><button data-close></button>
</p></template></div>"""

SET_UP = """
document.body.innerHTML = arguments[0];
const done = arguments[1];
Promise.all(["facts", "circle"].map((name) => import(`miaou/${name}.js`))).then(([f, c]) => {
  f.facts.load({ at: 1, told: { f1: { name: "Pear" }, f2: { name: "Plum" }, f3: { name: "Peach" } } });
  window.answers = [];
  window.asked = [];
  const ask = (begun) => {
    asked.push(begun);
    return new Promise((answer) => answers.push(answer));
  };
  window.answer = (at, ...keys) => answers[at](keys.map((key) => `<li role="option" data-key="${key}"></li>`).join(""));
  window.facts = f.facts;
  window.heard = 0;
  document.forms[0].addEventListener("input", () => (heard += 1));
  window.chips = new c.Circle(document.forms[0], ask, () => (window.wentOn = true));
}).then(done);
"""


@pytest.fixture
def basket(browser, address) -> Browser:
    page = browser().at(address).open("/")
    page.driver.execute_async_script(SET_UP, BASKET)
    return page


def chosen(page: Browser) -> list[str]:
    return page.js("return new FormData(document.forms[0]).getAll('fruit')")


def test_what_is_chosen_is_in_the_form_and_wears_its_name(basket):
    basket.js("chips.add(1); chips.add(2); chips.add(1)")
    assert chosen(basket) == ["1", "2"]
    assert basket.js("return chips.names()") == "Pearx, Plumx"
    assert basket.find("#more").get_attribute("placeholder") == ""
    basket.js("facts.tell(2, { f2: { name: 'Prune' } })")
    assert basket.texts(".chips b") == ["Pear", "Prune"]
    basket.press(".chips > * button")
    assert chosen(basket) == ["2"]
    basket.press("[data-none]")
    assert chosen(basket) == []
    assert basket.find("#more").get_attribute("placeholder") == "any fruit"


def test_what_may_not_be_chosen_any_more_stays_struck_out(basket):
    basket.js("chips.set([1, 3]); chips.allow('1 2')")
    assert basket.js("return [...document.querySelectorAll('.gone b')].map((b) => b.textContent)") == ["Peach"]
    basket.js("chips.allow('all -1')")
    assert basket.js("return [...document.querySelectorAll('.gone b')].map((b) => b.textContent)") == ["Pear"]
    assert chosen(basket) == ["1", "3"]
    told = (
        "return arguments[0].map((told) => "
        "{ chips.set([]); chips.allow(told); chips.add(1); return chips.content().to })"
    )
    assert basket.js(told, ["", "11", "all -11", "none"]) == [[], [], [1], []]
    assert basket.texts(".toasts p span") == ["No Pearx here"], "once, and where nobody is asked, nothing"


def test_the_form_hears_of_what_is_chosen_and_not_of_what_is_put_there(basket):
    basket.js("chips.put({ to: [1, 2], half: 'pl' })")
    assert basket.js("return [heard, chips.content(), chips.yieldsTo([1, 2])]") == [
        0,
        {"to": [1, 2], "half": "pl"},
        False,
    ]
    basket.js("chips.add(3)")
    assert basket.js("return [heard, chips.content().half, chips.yieldsTo([3, 2, 1]), chips.yieldsTo([1])]") == [
        1,
        "",
        True,
        False,
    ]
    basket.find("#more").send_keys(Keys.ENTER)
    assert basket.js("return window.wentOn") is True


def test_enter_waits_for_its_answer_and_what_is_typed_after_it_waits_too(basket):
    basket.find("#more").send_keys("pea", Keys.ENTER, "pl", Keys.ENTER)
    assert (chosen(basket), basket.js("return asked.at(-1)")) == ([], "pea")
    basket.js("answer(answers.length - 1, 1, 3)")
    basket.until(lambda: basket.js("return asked.at(-1)") == "pl", "what was typed after it is asked for")
    assert chosen(basket) == ["1"]
    basket.js("answer(answers.length - 1, 2)")
    basket.until(lambda: chosen(basket) == ["1", "2"], "both are chosen")
    assert basket.js("return more.value") == ""


def test_an_answer_that_comes_too_late_chooses_nothing(basket):
    field = basket.find("#more")
    field.send_keys("pe", Keys.ENTER, "ar")
    basket.js("more.blur()")
    assert basket.js("return more.value") == "pe,ar", "what is typed is kept"
    basket.driver.execute_async_script("answer(1, 1); setTimeout(arguments[0])")
    assert chosen(basket) == []
    field.clear()
    field.send_keys("pl", Keys.ENTER)
    basket.js("chips.put({ to: [], half: '' })")
    basket.driver.execute_async_script("answer(answers.length - 1, 2); setTimeout(arguments[0])")
    assert (chosen(basket), basket.js("return more.value")) == ([], "")


def test_the_arrows_open_the_list_and_backspace_takes_the_last_out(basket):
    field = basket.find("#more")
    field.send_keys(Keys.ARROW_DOWN)
    basket.js("answer(0, 1, 2, 3)")
    basket.until(lambda: not basket.js("return list.hidden"), "the list is open")
    field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    assert chosen(basket) == ["2"]
    field.send_keys(Keys.BACKSPACE)
    assert chosen(basket) == []
