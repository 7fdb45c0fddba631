"""The kit's templates and its outbox, on a page about fruit."""

import pytest

from tests.browser.chromium import Browser

SET_UP = """
const done = arguments[0];
Promise.all(["filled", "outbox"].map((name) => import(`miaou/${name}.js`))).then(([f, o]) => {
  window.filled = f.filled;
  window.online = true;
  window.sent = [];
  window.answers = [];
  window.shown = [];
  window.orders = new o.Outbox({
    prefix: () => "order:",
    isOnline: () => online,
    send: ({ fruit, nonce }) => {
      sent.push([fruit, nonce]);
      return new Promise((answer, fail) => answers.push({ answer, fail }));
    },
    read: ({ fruit }) => (typeof fruit === "string" ? { fruit } : null),
    isAwaited: ({ id }) => !shown.includes(id),
  });
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


def test_a_template_is_filled_with_values_and_never_with_markup(shop):
    shown = shop.js(
        """
        const template = document.createElement("template");
        template.innerHTML = `<div><b data-text="name"></b><i data-each="note" data-text="note"></i><ul><li
          data-each="prices"><u data-text="0"></u><s data-text="1"></s></li></ul><p data-each="farm"><q
          data-text="name"></q></p><em data-each="ripe">Ripe</em></div>`;
        return arguments[0].map((values) => filled(template, values).innerHTML);
        """,
        [
            {"name": "<i>", "note": "", "prices": [["kg", "2"], ["t", "900"]], "farm": {"name": "Ost"}, "ripe": True},
            {"name": "Plum", "note": "sweet", "prices": [], "farm": None, "ripe": False},
        ],
    )
    assert shown == [
        "<b>&lt;i&gt;</b><ul><li><u>kg</u><s>2</s></li><li><u>t</u><s>900</s></li></ul><p><q>Ost</q></p><em>Ripe</em>",
        "<b>Plum</b><i>sweet</i><ul></ul>",
    ]


def test_one_goes_out_after_the_other_and_stays_until_it_shows(shop):
    shop.js("orders.add({ fruit: 'Pear' }); orders.add({ fruit: 'Plum' })")
    assert shop.js("return sent.map(([fruit]) => fruit)") == ["Pear"]
    answer(shop, {"id": 1})
    assert shop.js(STATES) == [["Pear", "sent", ""], ["Plum", "pending", ""]]
    assert shop.js(KEPT) == ["Plum"]
    shop.js("shown.push(1, 2); orders.forgetSent()")
    answer(shop, {"id": 2})
    assert (shop.js(STATES), shop.js(KEPT)) == ([], [])


def test_what_is_refused_waits_for_its_writer_and_what_has_no_answer_is_sent_again(shop):
    shop.js("orders.add({ fruit: 'Pear' })")
    answer(shop, {"refused": "out of season", "why": "rule"})
    assert shop.js(STATES) == [["Pear", "refused", "out of season"]]
    shop.js("orders.add({ fruit: 'Plum' })")
    for nothing in ({"refused": "too busy", "why": "busy"}, {"gone": True}):
        answer(shop, nothing)
        assert shop.js(STATES)[1] == ["Plum", "retrying", nothing.get("refused", "")]
        assert shop.js(KEPT) == ["Pear", "Plum"]
        shop.js("orders.pump()")
    assert len(set(shop.js("return sent.slice(1).map(([, nonce]) => nonce)"))) == 1


def test_a_reload_loses_nothing_and_what_is_no_order_is_passed_over(shop):
    shop.js("online = false; orders.add({ fruit: 'Pear' }); orders.add({ fruit: 'Plum' })")
    shop.js("for (const bad of ['{', '7', '{\"fruit\": 7}', '{\"fruit\": \"x\"}']) localStorage['order:' + bad] = bad")
    enter(shop.open("/"))
    assert shop.js(STATES) == [["Pear", "pending", ""], ["Plum", "pending", ""]]


def test_what_another_tab_has_settled_is_settled_here(shop):
    shop.js("online = false; orders.add({ fruit: 'Pear' })")
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
        import("miaou/keep.js").then(({ drop, keep, kept, keptKeys, keptValue }) => {
          keep("fruit:1", '["Pear"]');
          keep("fruit:2", "Plum");
          const all = [kept("fruit:2"), keptValue("fruit:1"), keptValue("fruit:2"), keptKeys("fruit:")];
          drop("fruit:1");
          done([...all, kept("fruit:1"), keptKeys("fruit:")]);
        });
        """
    )
    assert found == ["Plum", ["Pear"], None, ["fruit:1", "fruit:2"], None, ["fruit:2"]]
