"""The kit's forms and parts, on a page about fruit: what is sent stands, and what is done meanwhile is not lost."""

from __future__ import annotations

import pytest

ORDER = """<form data-send="order"><input name="fruit" value="pear"><input name="note"></form>"""
CHOICE = (
    """<form data-send="choose" data-at-once><select name="fruit"><option>pear<option>plum<option>fig</select></form>"""
)
PANEL = """<main data-panel="1">{}</main>"""


TOOLS = """
const kit = (name) => import(`miaou/${name}.js`);
const [{ wire }] = [await kit("wire"), await kit("forms")];
const at = (css) => document.querySelector(css);
const asked = [], waiting = [];
const answer = async (said) => { waiting.shift()(said); await new Promise(requestAnimationFrame); };
wire.call = (_, { fields }) => new Promise((said) => { asked.push(fields); waiting.push(said); });
"""
"""What a script knows: `kit`, `at`, `asked` (the fields of each call) and `answer`."""


@pytest.fixture
def run(in_stock):
    """Runs a script on a page that holds this, and whose server answers when the script says so."""
    return lambda content, script: in_stock(TOOLS + script, PANEL.format(content))


def test_what_is_typed_while_the_answer_is_on_its_way_is_yet_to_be_sent(run):
    found = run(
        ORDER,
        """at("[name=fruit]").value = "plum";
        at("[name=note]").value = "ripe";
        at("form").requestSubmit();
        at("[name=fruit]").value = "plums";
        at("[name=note]").value = "ripe, please";
        await answer({ done: true });
        return [asked, at("[name=fruit]").defaultValue, at("[name=note]").value];""",
    )
    assert found == [[{"fruit": "plum", "note": "ripe"}], "pear", "ripe, please"]


def test_what_was_sent_stands(run):
    found = run(
        ORDER,
        """at("[name=fruit]").value = "plum";
        at("[name=note]").value = "ripe";
        at("form").requestSubmit();
        await answer({ done: true });
        return [at("[name=fruit]").defaultValue, at("[name=note]").value];""",
    )
    assert found == ["plum", ""]


def test_the_second_click_of_a_double_click_asks_for_nothing(run):
    found = run(
        ORDER,
        """at("form").requestSubmit();
        await answer({ done: true });
        at("form").requestSubmit();
        const soon = asked.length;
        while ("pressed" in at("form").dataset) await new Promise(requestAnimationFrame);
        at("form").requestSubmit();
        return [soon, asked.length];""",
    )
    assert found == [1, 2]


def test_what_is_chosen_while_the_answer_is_on_its_way_is_sent_as_well(run):
    found = run(
        CHOICE,
        """const choose = (fruit) => {
          at("select").value = fruit;
          at("select").dispatchEvent(new Event("change", { bubbles: true }));
        };
        for (const fruit of ["plum", "pear", "fig"]) choose(fruit);
        for (let n = 0; n < 3; n += 1) await answer({});
        return [asked, at("select").value];""",
    )
    assert found == [[{"fruit": "plum"}, {"fruit": "pear"}, {"fruit": "fig"}], "fig"]


def test_of_several_that_are_chosen_all_are_sent(run):
    box = '<input type="checkbox" name="fruit" value="{}" {}>'
    found = run(
        f"""<form data-send="order">{box.format("pear", "checked")}{box.format("plum", "checked")}
        {box.format("fig", "")}<input name="note" disabled><textarea name="text">Ripe</textarea></form>""",
        """at("form").requestSubmit();
        at("[value=pear]").checked = false;
        await answer({});
        while ("pressed" in at("form").dataset) await new Promise(requestAnimationFrame);
        at("form").requestSubmit();
        return asked;""",
    )
    assert found == [{"fruit": ["pear", "plum"], "text": "Ripe"}, {"fruit": "plum", "text": "Ripe"}]


def test_what_is_refused_is_said_by_field_until_that_is_changed(run):
    found = run(
        ORDER,
        """at("form").requestSubmit();
        await answer({ trouble: { fruit: "None left", "": "Not today" } });
        const fruit = at("[name=fruit]");
        const told = () => [fruit.ariaInvalid, fruit.ariaDescribedByElements.at(-1).textContent];
        const first = [...told(), at("form > .trouble[role=alert]").textContent, document.activeElement === fruit];
        fruit.dispatchEvent(new Event("input", { bubbles: true }));
        return [...first, ...told(), at(".trouble").textContent];""",
    )
    assert found == ["true", "None left", "Not today", True, None, "", ""]


PANEL_OF = """const panel = (await kit("panel")).default;
const shelf = { $el: at("main"), $refs: {}, tag: "main", ...panel.methods };
const fruit = (name) => `<p><button>${name}</button></p>`;
const names = () => [...shelf.$el.children].map((part) => part.textContent).join(" ");
"""


def test_parts_that_come_go_and_stand_otherwise_keep_the_focus(run):
    found = run(
        "",
        PANEL_OF
        + """shelf.fill({ a: fruit("Pear"), b: fruit("Plum"), c: fruit("Fig") });
        const [first, plum] = [names(), at("[data-slot=b]")];
        plum.querySelector("button").focus();
        shelf.fill({ d: fruit("Apple") }, ["d", "c", "b"]);
        return [first, names(), at("[data-slot=b]") === plum, document.activeElement.textContent];""",
    )
    assert found == ["Pear Plum Fig", "Apple Fig Plum", True, "Plum"]


def test_a_fold_stays_as_it_was_left_when_what_it_stands_in_is_drawn_anew(run):
    found = run(
        "",
        PANEL_OF
        + """const fold = (name, open) => `<details id="${name}" ${open}><summary>${name}</summary></details>`;
        const both = (last) => `<div>${fold("pear", "open data-open")}${fold("plum", "")}${last}</div>`;
        shelf.fill({ a: both("") });
        at("#pear").open = false;
        at("#plum").open = true;
        shelf.fill({ a: both(fold("fig", "open")) });
        return ["pear", "plum", "fig"].map((name) => at(`#${name}`).open);""",
    )
    assert found == [False, True, True]


def test_where_the_browser_forbids_to_keep_anything_the_page_begins_and_ends_all_the_same(run):
    found = run(
        """<form data-slot="order"><input name="fruit" value="pear"></form>""",
        """const forbidden = () => { throw new DOMException("forbidden", "SecurityError"); };
        Object.defineProperty(window, "sessionStorage", { get: forbidden });
        const errors = [];
        window.addEventListener("error", ({ message }) => errors.push(message));
        const { doAgain } = await kit("again");
        doAgain(at("form"));
        window.dispatchEvent(new Event("pagehide"));
        return [at("input").value, errors];""",
    )
    assert found == ["pear", []]
