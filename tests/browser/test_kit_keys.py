"""The kit's keys: what has `data-anywhere` is pressed from anywhere, but out of no text and through no dialog."""

import pytest

PAGE = """
<div data-region=":scope" tabindex="0" id="shelf"></div><input id="field"><div data-key="4" id="crate">
<input id="inside"><span><button hidden id="crated" data-anywhere aria-keyshortcuts="Escape"></button></span></div>
<div hidden><button id="up" data-anywhere aria-keyshortcuts="Alt+ArrowUp"></button>
<button id="help" data-anywhere aria-keyshortcuts="?"></button>
<button id="find" data-anywhere aria-keyshortcuts="Control+K Control+P"></button>
<button id="out" data-anywhere aria-keyshortcuts="Shift+Escape"></button></div>
<dialog><p tabindex="-1" id="card"></p><button id="turn" data-anywhere aria-keyshortcuts="PageUp"></button></dialog>"""

TOOLS = """
await import("miaou/regions.js");
const pressed = [];
document.addEventListener("click", ({ target }) => pressed.push(target.id));
const press = (key, { at = "shelf", ...held } = {}) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held });
  document.getElementById(at).dispatchEvent(event);
  return event.defaultPrevented;
};
"""


@pytest.fixture
def run(in_stock):
    return lambda script: in_stock(TOOLS + script, PAGE)


def test_each_is_pressed_by_its_keys_and_by_no_others(run):
    found = run(
        """press("ArrowUp", { altKey: true }); press("ArrowUp"); press("ArrowUp", { altKey: true, shiftKey: true });
        press("?", { shiftKey: true }); press("k", { ctrlKey: true }); press("p", { metaKey: true });
        press("k", { ctrlKey: true, shiftKey: true }); press("k"); press("ArrowUp", { altKey: true, repeat: true });
        return pressed;"""
    )
    assert found == ["up", "help", "find", "find"]


def test_none_is_where_one_types_or_uses_an_input_method_but_what_no_text_means(run):
    found = run(
        """press("?", { at: "field" });
        press("ArrowUp", { at: "field", altKey: true });
        document.getElementById("field").value = "Pear";
        press("ArrowUp", { at: "field", altKey: true });
        press("k", { at: "field", ctrlKey: true });
        press("k", { ctrlKey: true, isComposing: true });
        press("Escape", { at: "field", shiftKey: true });
        return pressed;"""
    )
    # In a single line, up means no text.
    assert found == ["up", "up", "find", "out"]


def test_one_with_a_key_around_it_is_pressed_from_within_that_alone_and_esc_goes_on_to_whoever_wants_it(run):
    found = run(
        """const stopped = [press("Escape"), press("Escape", { at: "inside" }), press("Escape", { shiftKey: true })];
        return [pressed, stopped];"""
    )
    assert found == [["crated", "out"], [False, False, True]]


def test_while_a_dialog_is_open_only_what_stands_in_it_is(run):
    found = run(
        """document.querySelector("dialog").showModal();
        press("PageUp", { at: "card" }); press("k", { at: "card", ctrlKey: true }); press("Escape", { at: "card" });
        return pressed;"""
    )
    assert found == ["turn"]


def test_a_film_that_arrow_keys_lead_away_from_stops_and_the_one_they_lead_to_does_not(in_stock):
    found = in_stock(
        """await import("miaou/rove.js");
        const films = [...document.querySelectorAll("video")];
        films[0].focus();
        const stopped = [];
        for (const film of films) film.pause = () => stopped.push(film.id);
        films[0].dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
        return [document.activeElement.id, stopped];""",
        "<div data-rove='.large'><div><video class=large id=cat tabindex=0 controls></video></div>"
        "<div><video class=large id=dog tabindex=-1 controls></video></div></div>",
    )
    assert found == ["dog", ["cat"]]
