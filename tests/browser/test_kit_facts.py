"""The kit's facts and groups, on a page about fruit: what HTML points to changes without it."""

from collections.abc import Iterator

import pytest

from tests.browser.kit_page import stock

PAGE = """
<ul><li id="pear" data-facts="p1"><b data-fact="p1.name"></b> <i data-fact="p1.left" data-fact-title="p1.told"></i>
<span id="picture" data-fact-html="p1.picture"></span><img data-fact-src="p1.photo" alt=""></li>
<li id="own" data-facts="p1" data-pinned="data-state"></li></ul>"""
SHELF = """
<div id="shelf" data-own="3">
<section data-group="ripe"><h2 data-count="Ripe: {n}"></h2><ul data-list></ul></section>
<section data-group="green"><h2 data-count="Green: {n}"></h2><ul data-list></ul></section>
<section data-group="self"><h2 data-count="Yours"></h2><ul data-list></ul></section></div>"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with stock() as served:
        yield served


@pytest.fixture
def run(browser, address):
    """Runs a script in a fresh page; it may await, and knows `facts`."""
    page = browser().at(address)

    def in_page(html: str, script: str) -> object:
        page.open("/")
        return page.driver.execute_async_script(
            "const [html, done] = arguments; document.body.innerHTML = html;"
            f"import('miaou/facts.js').then(async ({{ facts }}) => {{ {script} }}).then(done, (e) => done(String(e)));",
            html,
        )

    return in_page


def test_facts_are_texts_attributes_pictures_and_pieces_of_html(run):
    told = """{ p1: { name: "Pear <b>", left: "3", told: "3 left", picture: "<em>🍐</em>", "@data-state": "ripe" } }"""
    found = run(
        PAGE,
        f"""facts.load({{ at: 1, told: {told} }});
        const at = (css) => document.querySelector(css);
        return [at("#pear b").textContent, at("#pear i").textContent, at("#pear i").title,
          at("#picture em").textContent, at("#pear").dataset.state, at("#own").dataset.state ?? null,
          at("img").hidden];""",
    )
    assert found == ["Pear <b>", "3", "3 left", "🍐", "ripe", None, True]


def test_what_is_older_changes_nothing_and_what_is_empty_is_hidden(run):
    found = run(
        PAGE,
        """facts.load({ at: 5, told: { p1: { name: "Pear", left: "3" } } });
        const left = () => [document.querySelector("#pear i").textContent, document.querySelector("#pear i").hidden];
        const seen = [];
        facts.tell(5, { p1: { left: "9" } }); seen.push(left());
        facts.tell(6, { p1: { left: "" } }); seen.push(left());
        facts.tell(7, { p1: null }); seen.push(document.querySelector("#pear b").textContent);
        facts.load({ at: 8, told: { p1: { name: "Plum" } } }); seen.push(document.querySelector("#pear b").textContent);
        return seen;""",
    )
    assert found == [["3", False], ["", True], "", "Plum"]


def test_rows_stand_in_groups_that_count_them_and_move_as_they_are_told(run):
    found = run(
        SHELF,
        """const { Groups } = await import("miaou/groups.js");
        const row = (n) => `<li data-facts="m${n}" tabindex="-1">${n}</li>`;
        const told = (state, sort) => ({ "@data-status": state, "@data-sort": sort });
        facts.load({ at: 1, told: { m1: told("ripe", "b"), m2: told("ripe", "a"), m3: told("ripe", "c") } });
        const groups = new Groups(document.getElementById("shelf"));
        groups.reset([[1, row(1)], [2, row(2)], [3, row(3)]]);
        groups.flush();
        const shown = () => [...document.querySelectorAll("section:not([hidden])")].map((section) =>
          [...section.querySelectorAll("h2, li")].map(({ textContent }) => textContent).join(" "));
        const seen = [shown()];
        facts.tell(2, { m1: { "@data-status": "green" } });
        groups.flush();
        seen.push(shown(), document.querySelector("section[data-group=self] li").dataset.status);
        return seen;""",
    )
    assert found == [["Ripe: 2 2 1", "Yours 3"], ["Ripe: 1 2", "Green: 1 1", "Yours 3"], "self"]


def test_however_many_rows_change_at_once_they_stand_in_order_and_the_focus_stays(run):
    found = run(
        SHELF,
        """const { Groups } = await import("miaou/groups.js");
        const keys = [1, 2, 4, 5, 6, 7, 8];
        const told = (order) => Object.fromEntries(
          order.map((key, place) => [`m${key}`, { "@data-status": "ripe", "@data-sort": `p${place}` }]));
        facts.load({ at: 1, told: told(keys) });
        const groups = new Groups(document.getElementById("shelf"));
        groups.reset(keys.map((key) => [key, `<li data-facts="m${key}" tabindex="-1">${key}</li>`]));
        groups.flush();
        const rows = () => [...document.querySelectorAll("[data-group=ripe] li")];
        rows()[2].focus();
        const seen = [];
        for (const [n, order] of [[8, 1, 7, 2, 6, 4, 5], [4, 5, 1, 8, 2, 7, 6], [6, 7, 2, 8, 1, 5, 4]].entries()) {
          facts.tell(n + 2, told(order));
          seen.push(rows().map((row) => Number(row.textContent)).join() === order.join());
          seen.push(document.activeElement.textContent);
        }
        return seen;""",
    )
    assert found == [True, "4"] * 3


def test_what_holds_for_a_moment_shows_where_a_piece_of_the_page_points_and_goes_with_the_connection(run):
    found = run(
        '<p id="talk"><span data-fact-of="buyer"></span></p><b data-fact="p1.name"></b>',
        """facts.load({ at: 1, told: { p1: { name: "Pear" }, p2: { name: "Plum" } } });
        const talk = document.getElementById("talk");
        facts.point(talk, "p1");
        facts.pass({ p1: { buyer: "Ann" }, p2: { buyer: "Bob" }, p3: { buyer: "Eve" } });
        const seen = [talk.textContent];
        facts.tell(2, { p1: { name: "Bosc" } });
        seen.push(talk.textContent, document.querySelector("b").textContent);
        facts.point(talk, "p2");
        seen.push(talk.textContent);
        facts.forgetPassing();
        seen.push(talk.textContent, facts.get("p3").buyer ?? null);
        return seen;""",
    )
    assert found == ["Ann", "Ann", "Bosc", "Bob", "", None]
