"""A menu's HTML: what the kit and a screen reader need to know of it."""

from htpy import span

from app.components.menu import LINE, Entry, Line, menu
from tests.components.offered import called, labels, menus, ticked

OFFERS = [
    Entry(label="Eat: {title} <b>", about="title", action="eat", where="[data-ripe]"),
    Line(where="[data-ripe]"),
    Entry(label="Shop", href="/shop"),
    LINE,
    Entry(
        label="Kinds",
        offers=[
            Entry(label="Pear", action="take", key="pear", checked=True, sample=span(".swatch")),
            Entry(label="Plum", action="take", key="plum", checked=False),
        ],
    ),
]


def test_entries_say_by_attributes_what_they_do():
    fruit = menus(str(menu("fruit", "Fruit", OFFERS)))
    assert list(fruit) == ["fruit", "fruit-4"]
    eat, _, shop, _, kinds = fruit["fruit"]
    assert (eat["data-action"], eat["type"], eat["data-where"]) == ("eat", "button", "[data-ripe]")
    assert (shop["href"], shop["data-action"]) == ("/shop", None)
    assert (kinds["aria-haspopup"], kinds["aria-expanded"], kinds["aria-controls"]) == ("menu", "false", "fruit-4")
    assert kinds["popovertarget"] == "fruit-4"
    assert [(each["data-action"], each["data-key"]) for each in kinds.submenu] == [("take", "pear"), ("take", "plum")]


def test_a_label_is_text_and_its_place_is_filled_where_the_menu_opens():
    html = str(menu("fruit", "Fruit", OFFERS))
    assert '<span>Eat: <bdi data-of="title"></bdi> &lt;b&gt;</span>' in html
    assert called(menus(html)["fruit"], "Eat: {title} <b>")
    assert "<span>Eat: {title}</span>" in str(menu("fruit", "Fruit", [Entry(label="Eat: {title}")]))


def test_one_of_several_is_ticked():
    kinds = menus(str(menu("fruit", "Fruit", OFFERS)))["fruit-4"]
    assert [(each["role"], each["aria-checked"]) for each in kinds] == [
        ("menuitemradio", "true"),
        ("menuitemradio", "false"),
    ]
    assert ticked(kinds) == ["Pear"]


def test_what_is_known_of_an_entry_in_the_page_says_whether_it_is_chosen():
    offers = [
        Entry(label="Peel", action="peel", facts="peeled", switch=True),
        Entry(label="Red", action="paint", key="red", facts="red", checked=False),
    ]
    peel, red = menus(str(menu("fruit", "Fruit", offers)))["fruit"]
    assert (peel["role"], peel["aria-checked"], peel["data-facts"]) == ("menuitemcheckbox", "false", "peeled")
    assert (red["role"], red["aria-checked"], red["data-facts"]) == ("menuitemradio", "false", "red")


def test_an_entry_may_send_a_form_of_the_page():
    (sell,) = menus(str(menu("fruit", "Fruit", [Entry(label="Sell", sends="sell")])))["fruit"]
    assert (sell["type"], sell["name"], sell["form"]) == ("submit", "sell", "post-sell")
    assert (sell["role"], sell["data-action"]) == ("menuitem", None)


def test_what_is_for_some_places_says_so_and_so_does_the_line_before_it():
    offers = menus(str(menu("fruit", "Fruit", OFFERS)))["fruit"]
    assert labels(offers) == ["Shop", "—", "Kinds"]
    assert labels(offers, "[data-ripe]") == ["Eat: {title} <b>", "—", "Shop", "—", "Kinds"]


def test_a_menu_is_closed_and_called_something():
    html = str(menu("fruit", "Fruit", OFFERS))
    assert html.startswith('<div class="menu" id="fruit" role="menu" popover="auto" tabindex="-1" aria-label="Fruit">')
    assert 'class="menu submenu" id="fruit-4" role="menu" popover="auto" tabindex="-1" aria-label="Kinds"' in html
