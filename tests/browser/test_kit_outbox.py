"""The kit's outbox and how what it holds is filled in, on a page about fruit."""

import pytest

from tests.browser.chromium import Browser

SET_UP = """
const done = arguments[0];
document.documentElement.dataset.own = 7;
Promise.all(["words", "outbox", "wire"].map((name) => import(`miaou/${name}.js`))).then(([f, o, { wire }]) => {
  window.wire = wire;
  window.filled = f.filled;
  window.sent = [];
  window.answers = [];
  window.shown = [];
  wire.online = true;
  wire.state.open = new Set([{ key: 4, log: { has: (id) => shown.includes(id) } }]);
  wire.call = (action, { fruit, nonce }) => {
    sent.push([fruit, nonce, action]);
    return new Promise((answer, fail) => answers.push({ answer, fail }));
  };
  window.orders = o.outbox;
  window.order = (fruit) => orders.add({ action: "order", key: 4, fruit, to: [] });
  orders.start();
}).then(done);
"""
STATES = "return orders.items.map(({ fruit, state, note }) => [fruit, state, note])"
KEPT = "return Object.keys(localStorage).map((key) => JSON.parse(localStorage[key]).fruit).sort()"


@pytest.fixture
def shop(browser, address) -> Browser:
    page = browser().at(address).open("/")
    page.js("localStorage.clear()")
    return enter(page)


def enter(page: Browser) -> Browser:
    page.driver.execute_async_script(SET_UP)
    return page


def answer(page: Browser, what: object) -> None:
    """The last that was sent is answered; returns when that has been taken in."""
    page.driver.execute_async_script("answers.at(-1).answer(arguments[0]); setTimeout(arguments[1])", what)


def test_a_template_is_filled_with_values_which_are_markup_only_where_it_says_so(shop):
    shown = shop.js(
        """
        const template = document.createElement("template");
        template.innerHTML = `<p title="{name}">{name}, {price} {html:farm}</p>`;
        document.body.innerHTML = filled(template, arguments[0]);
        const [p] = document.body.children;
        return [p.title, p.textContent, p.querySelectorAll("*").length];
        """,
        {"name": '"<b>{price}&amp;', "price": 2, "farm": "<i>Ost</i>"},
    )
    assert shown == ['"<b>{price}&amp;', '"<b>{price}&amp;, 2 Ost', 1]


def test_one_goes_out_after_the_other_and_stays_until_it_shows(shop):
    shop.js("order('Pear'); order('Plum')")
    assert shop.js("return sent.map(([fruit]) => fruit)") == ["Pear"]
    answer(shop, {"id": 1})
    assert shop.js(STATES) == [["Pear", "sent", ""], ["Plum", "pending", ""]]
    assert shop.js(KEPT) == ["Plum"]
    shop.js("shown.push(1, 2); wire.state.emit('logs')")
    answer(shop, {"id": 2})
    assert (shop.js(STATES), shop.js(KEPT)) == ([], [])


def test_what_is_refused_waits_for_its_writer_and_what_has_no_answer_is_sent_again(shop):
    shop.js("order('Pear')")
    answer(shop, {"refused": "out of season", "why": "rule"})
    assert shop.js(STATES) == [["Pear", "refused", "out of season"]]
    shop.js("order('Plum')")
    for nothing in ({"refused": "too busy", "why": "busy"}, {"gone": True}):
        answer(shop, nothing)
        assert shop.js(STATES)[1] == ["Plum", "waiting", nothing.get("refused", "")]
        assert shop.js(KEPT) == ["Pear", "Plum"]
        shop.js("orders.pump()")
    assert len(set(shop.js("return sent.slice(1).map(([, nonce]) => nonce)"))) == 1


def test_a_reload_loses_nothing_and_what_is_no_order_is_passed_over(shop):
    shop.js("wire.online = false; order('Pear'); order('Plum')")
    shop.js(
        "for (const bad of ['{', '7', '{\"fruit\": 7}', '{\"fruit\": \"x\"}'])"
        " localStorage['miaou:outbox:7:' + bad] = bad"
    )
    enter(shop.open("/"))
    assert shop.js(STATES) == [["Pear", "pending", ""], ["Plum", "pending", ""]]


def test_what_another_tab_has_settled_is_settled_here(shop):
    shop.js("wire.online = false; order('Pear')")
    shop.js(
        "const [key] = Object.keys(localStorage);"
        "dispatchEvent(new StorageEvent('storage', { key, newValue: null, oldValue: localStorage[key] }))"
    )
    assert shop.js(STATES) == []


@pytest.mark.parametrize(
    "trouble",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } })",
        "Storage.prototype.setItem = () => { throw new Error('full'); }",
    ],
)
def test_where_nothing_can_be_kept_the_page_remembers_for_as_long_as_it_is_there(browser, address, trouble):
    page = browser().at(address).open("/")
    page.js(trouble)
    found = page.driver.execute_async_script(
        """
        const done = arguments[0];
        import("miaou/keep.js").then(({ drop, keep, kept, keptKeys }) => {
          keep("fruit:1", ["Pear"]);
          keep("fruit:2", "Plum");
          const all = [kept("fruit:2"), kept("fruit:1"), keptKeys("fruit:")];
          drop("fruit:1");
          done([...all, kept("fruit:1"), keptKeys("fruit:")]);
        });
        """
    )
    assert found == ["Plum", ["Pear"], ["fruit:1", "fruit:2"], None, ["fruit:2"]]


def test_a_page_that_may_keep_nothing_for_its_tab_comes_to_life(browser, address):
    page = browser().at(address).open("/")
    page.js("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('forbidden'); } })")
    found = page.driver.execute_async_script(
        """
        const done = arguments[0];
        const parts = ["again", "socket", "writing"].map((name) => import(`miaou/${name}.js`));
        Promise.all(parts).then(() => done("alive"), (error) => done(String(error)));
        """
    )
    assert found == "alive"
