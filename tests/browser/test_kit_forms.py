"""The kit's forms and parts, on a page about fruit: what is sent stands, and what is done meanwhile is not lost."""

from __future__ import annotations

import pytest

ORDER = """<form data-send="order"><input name="fruit" value="pear"><input name="note"></form>"""
CHOICE = (
    """<form data-send="choose" data-at-once><select name="fruit"><option>pear<option>plum<option>fig</select></form>"""
)


@pytest.fixture
def run(browser, address):
    """Runs a script on a page that holds this, and whose server answers when the script says so: it knows `at`,
    `asked` (the fields of each call) and `answer`."""
    page = browser().at(address)

    def in_page(content: str, script: str) -> object:
        page.open("/")
        return page.driver.execute_async_script(
            "const [content, done] = arguments; document.body.innerHTML = content;"
            "const at = (css) => document.querySelector(css); const asked = [], waiting = [];"
            "const answer = async (said) => { waiting.shift()(said); await new Promise(requestAnimationFrame); };"
            "const kit = (name) => import(`miaou/${name}.js`);"
            "Promise.all([kit('wire'), kit('forms'), kit('slots')]).then(async ([{ wire }, { forms }, slots]) => {"
            " wire.call = (_, { fields }) => new Promise((said) => { asked.push(fields); waiting.push(said); });"
            f" forms(document.body, 1); {script} }}).then(done, (e) => done(String(e)));",
            content,
        )

    return in_page


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


def test_what_is_chosen_while_the_answer_is_on_its_way_is_sent_once_it_is_there(run):
    found = run(
        CHOICE,
        """const choose = (fruit) => {
          at("select").value = fruit;
          at("select").dispatchEvent(new Event("change", { bubbles: true }));
        };
        for (const fruit of ["plum", "pear", "fig"]) choose(fruit);
        await answer({});
        const then = asked.length;
        await answer({});
        return [then, asked];""",
    )
    assert found == [2, [{"fruit": "plum"}, {"fruit": "fig"}]]


def test_parts_that_come_go_and_stand_otherwise_keep_the_focus(run):
    found = run(
        '<div id="shelf"></div>',
        """const shelf = at("#shelf");
        const fruit = (name) => `<p><button>${name}</button></p>`;
        const names = () => [...shelf.children].map((part) => part.textContent).join(" ");
        slots.fillSlots(shelf, { a: fruit("Pear"), b: fruit("Plum"), c: fruit("Fig") });
        const [first, plum] = [names(), at("[data-slot=b]")];
        plum.querySelector("button").focus();
        slots.fillSlots(shelf, { d: fruit("Apple") });
        slots.putInOrder(shelf, ["d", "c", "b"]);
        return [first, names(), at("[data-slot=b]") === plum, document.activeElement.textContent];""",
    )
    assert found == ["Pear Plum Fig", "Apple Fig Plum", True, "Plum"]
