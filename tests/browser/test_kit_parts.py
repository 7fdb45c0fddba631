"""The kit's pieces, on a page about fruit: what is drawn anew takes the place of what was, and disturbs no more."""

import pytest

SHELF = """<ul id="shelf" data-piece data-keyed><li class="rest"></li>{}</ul>"""


def fruit(key: str, name: str, left: int, note: str = "") -> str:
    return (
        f'<li data-key="{key}" data-parts data-left="{left}"><b>{name}</b><form><input name="sold"></form>'
        f'<textarea data-island data-note="{note}"></textarea></li>'
    )


@pytest.fixture
def run(browser, address):
    """Begins with a shelf, and runs a script that knows `redraw`, `restore`, `at` and what is drawn next."""
    page = browser().at(address)

    def in_page(before: str, after: str, script: str) -> object:
        page.open("/")
        return page.driver.execute_async_script(
            "const [before, after, done] = arguments; const at = (css) => document.querySelector(css);"
            "const keys = () => [...document.querySelectorAll('[data-key]')].map((e) => e.dataset.key).join('');"
            "import('miaou/parts.js').then(async ({ begin, redraw, restore }) => {"
            " const shell = document.createElement('template');"
            " Object.assign(shell, { id: 'shell-stock', innerHTML: before });"
            " document.head.append(shell);"
            f" begin(document.body, 'stock'); {script} }}).then(done, (e) => done(String(e)));",
            SHELF.format(before),
            SHELF.format(after),
        )

    return in_page


def test_what_came_out_as_before_stays_and_what_did_not_takes_over_what_was_typed(run):
    found = run(
        fruit("a", "Pear", 3) + fruit("b", "Plum", 5),
        fruit("a", "Pear", 2) + fruit("b", "Damson", 5).replace("<form>", '<form class="new">'),
        """const [pear, plum] = [at("[data-key=a] b"), at("[data-key=b] b")];
        const form = at("[data-key=b] form");
        at("[data-key=b] input").value = "two kilos";
        redraw(after);
        return [at("[data-key=a] b") === pear, at("[data-key=a]").dataset.left, plum.isConnected,
          at("[data-key=b] b").textContent, at("[data-key=b] form") === form, at("[data-key=b] input").value];""",
    )
    assert found == [True, "2", False, "Damson", False, "two kilos"]


def test_rows_come_and_go_and_stand_as_they_are_drawn_and_keep_the_focus(run):
    found = run(
        fruit("a", "Pear", 1) + fruit("b", "Plum", 1) + fruit("c", "Fig", 1),
        fruit("c", "Fig", 1) + fruit("d", "Lime", 1) + fruit("a", "Pear", 1),
        """at("[data-key=a] input").focus();
        redraw(after);
        const first = at("#shelf").firstElementChild.className;
        return [keys(), document.activeElement === at("[data-key=a] input"), first];""",
    )
    assert found == ["cda", True, "rest"]


def test_of_an_island_the_attributes_alone_are_the_server_s(run):
    found = run(
        fruit("a", "Pear", 1, "ripe"),
        fruit("a", "Pear", 1, "overripe"),
        """const note = at("textarea");
        note.value = "typed by hand";
        note.dataset.mine = "kept";
        redraw(after);
        return [at("textarea") === note, note.value, note.dataset.note, note.dataset.mine];""",
    )
    assert found == [True, "typed by hand", "overripe", "kept"]


def test_what_was_tried_is_taken_back(run):
    found = run(
        fruit("a", "Pear", 1),
        "",
        """at("[data-key=a]").dataset.left = "9";
        restore(at("#shelf"));
        return at("[data-key=a]").dataset.left;""",
    )
    assert found == "1"


def test_what_leaves_ends_what_brought_it_to_life(run):
    found = run(
        '<li data-key="a" data-parts><time data-attach="now" data-now="time"></time></li>',
        "",
        """const time = at("time");
        while (!time.textContent) await new Promise(requestAnimationFrame);
        time.textContent = "";
        redraw(after);
        document.dispatchEvent(new Event("visibilitychange"));
        return [time.isConnected, time.textContent];""",
    )
    assert found == [False, ""]


def test_what_is_drawn_anew_has_the_focus_where_it_was_on_what_can_be_seen(in_stock):
    """A list grows in the place of the button that makes it longer; half of its buttons are for other widths."""
    assert (
        in_stock(
            """
        const list = (n) => "<p><button hidden></button><button>go</button></p>".repeat(n) + "<button>more</button>";
        const { replaceCarrying } = await import("miaou/carry.js");
        const [old, fresh] = [1, 3].map((n) => Object.assign(document.createElement("div"), { innerHTML: list(n) }));
        document.body.append(old);
        old.lastChild.focus();
        replaceCarrying(old, fresh);
        return [...fresh.querySelectorAll("button")].indexOf(document.activeElement);
        """
        )
        == 3
    ), "the first that is new and shows"
