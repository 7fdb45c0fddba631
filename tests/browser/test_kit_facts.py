"""The kit's facts, on a page about fruit: what HTML points to changes without it."""

import pytest

PAGE = """
<ul><li id="pear" data-facts="p1"><b data-fact="p1.name"></b> <i data-fact="p1.left" data-fact-title="p1.told"></i>
<span id="picture" data-fact-html="p1.picture"></span></li>
<li id="own" data-facts="p1" data-pinned="data-kind data-state"></li></ul><p data-fact-color="p1.paint"></p>"""


@pytest.fixture
def run(in_stock):
    """Runs a script in a fresh page; it may await, and knows `facts`."""
    return lambda html, script: in_stock(f"const {{ facts }} = await import('miaou/facts.js'); {script}", html)


def test_facts_are_texts_attributes_pictures_and_pieces_of_html(run):
    told = """{ p1: { name: "Pear <b>", left: "3", told: "3 left", picture: "<em>🍐</em>",
        "@data-state": "ripe", paint: "#3a7" } }"""
    found = run(
        PAGE,
        f"""facts.load({{ at: 1, told: {told} }});
        const at = (css) => document.querySelector(css);
        return [at("#pear b").textContent, at("#pear i").textContent, at("#pear i").title,
          at("#picture em").textContent, at("#pear").dataset.state, at("#own").dataset.state ?? null,
          at("p").style.getPropertyValue("--c")];""",
    )
    assert found == ["Pear <b>", "3", "3 left", "🍐", "ripe", None, "#3a7"]


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
