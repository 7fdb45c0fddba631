"""What is filtered in the page is found by the same letters as what the server is asked for."""

from app.text.typed import fold

TEXTS = [
    *("Léa", "l’œuvre", "Straße", "İzmir", "Ｌéa", "x²", "ʼa", "a—b", "a‐b", "a\u200bb", "ﬁn", "Ǆ", "a  b", "a\u00a0b"),
    *("e\u0301te\u0301", "ÀÉÎÕÜ", "Łódź", "Ærø", "Đà Nẵng", "🙂 Zoé"),
]


def test_names_are_folded_in_the_page_as_by_the_server(browser, address):
    page = browser().at(address).open("/")
    folded = page.js("return import('miaou/fold.js').then(({ fold }) => arguments[0].map(fold))", TEXTS)
    assert folded == [fold(text) for text in TEXTS]
