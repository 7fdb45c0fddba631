"""Values that the kit works out by itself: letters as the server folds them, and how far off a moment is."""

from app.text.typed import fold

TEXTS = [
    *("Léa", "l’œuvre", "Straße", "İzmir", "Ｌéa", "x²", "ʼa", "a—b", "a‐b", "a\u200bb", "ﬁn", "Ǆ", "a  b", "a\u00a0b"),
    *("e\u0301te\u0301", "ÀÉÎÕÜ", "Łódź", "Ærø", "Đà Nẵng", "🙂 Zoé"),
]


def test_names_are_folded_in_the_page_as_by_the_server(browser, address):
    page = browser().at(address).open("/")
    folded = page.js("return import('miaou/words.js').then(({ fold }) => arguments[0].map(fold))", TEXTS)
    assert folded == [fold(text) for text in TEXTS]


def test_what_happened_long_ago_is_long_ago_also_by_a_clock_that_was_set_back(browser, address):
    page = browser().at(address).open("/")
    away = "return import('miaou/frame.js').then(({ awayFrom }) => awayFrom(Date.now() + arguments[0]))"
    for shift in (-3_600_000, 3_600_000):
        assert abs(page.js(away, shift) - 3_600_000) < 60_000
