"""The kit's log of rows, on a page about deliveries of fruit: runs, days, news, the place, what was seen."""

import pytest

PAGE = """
<style>[hidden] { display: none !important } article { height: 60px }</style>
<section>
<div role="log" data-order="newest-last" data-own="7" data-gap="300000" data-older="deliveries" data-newer="later"
 data-around="shelf" data-seen="checked"
 style="height: 300px; overflow: auto"><p class="empty" hidden>Nothing yet</p><p class="older" hidden>Older</p>
<div class="rows"></div></div>
<button class="newer" hidden data-none="To the newest" data-one="{n} delivery" data-many="{n} deliveries"><span></span>
</button>
<button class="fresh" hidden data-one="{n} new since {when}" data-many="{n} news since {when}"><span></span></button>
<template data-line="day"><p role="separator" class="day"></p></template>
<template data-line="new"><p role="separator" class="new">New</p></template>
<template class="pending-row"><article data-n="{text}" data-author-id="{me}" data-at="{at}" data-run="{me}">
<time></time></article></template>
</section>"""

TOOLS = """
const { OpenPlace } = await import("miaou/open_place.js");
const { RowsLog } = await import("miaou/rows_log.js");
const { wire } = await import("miaou/wire.js");
const told = [];
const asked = [];
wire.online = true;
wire.tell = (...what) => told.push(what);
const NOON = new Date(2026, 5, 15, 12).getTime();
const MINUTE = 60_000;
const row = (n, { by = 3, run = by, at = NOON + n * MINUTE } = {}) =>
  [n, `<article data-n="${n}" data-author-id="${by}" data-at="${at}" ${run === null ? "" : `data-run="${run}"`}>
  <b data-called>Ann</b> <time data-called></time> Crate ${n}</article>`];
const rows = (from, to, more) => Array.from({ length: to - from + 1 }, (_, n) => row(from + n, more));
const source = new OpenPlace();
const show = (items, { mark = 1e9, older = false, ...more } = {}) =>
  source.show({ key: 4, about: { shelf: 4 }, items, older, mark, ...more });
wire.call ??= async () => new Promise(() => {});
const numbers = () => [...document.querySelectorAll("article")].map(({ dataset }) => Number(dataset.n));
const inSight = (element) => element && topOf(element) >= topOf(log) && topOf(element) < topOf(log) + log.clientHeight;
const come = ([n, html], isNews = true) => source.apply([isNews ? "say" : "put", n, html]);
const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const log = document.querySelector("[role=log]");
const newer = document.querySelector(".newer");
const find = (css) => document.querySelector(css);
const topOf = (element) => element.getBoundingClientRect().top;
const inView = () => [...document.querySelectorAll("article")]
  .find((each) => each.getBoundingClientRect().bottom > topOf(log));
const lines = () => [...log.querySelectorAll("article, [role=separator]")].map((line) =>
  line.dataset.n ? `${line.dataset.n}${line.matches(".next") ? "+" : ""}${line.matches(".mine") ? " mine" : ""}`
  : line.className);
const atEnd = () => log.scrollHeight - log.clientHeight - log.scrollTop < 5;
const away = async (top) => { await frame(); log.scrollTop = top; await frame(); await frame(); };
"""


@pytest.fixture
def run(in_stock):
    """Runs a script in a fresh page; it may await, and knows what `TOOLS` makes."""
    return lambda script: in_stock(TOOLS + script, PAGE)


def test_what_is_marked_says_whether_it_is_the_reader_s_and_a_tooltip_tells_of_what_stands_before_it(run):
    found = run(
        """new RowsLog(log, source);
        const tagged = ([n, html]) => [n, html.replace("Crate", `<i data-marks="picked" data-whose="3 17"></i>
          <button data-marks="checked" data-whose="3 7" aria-pressed="false"></button><b role="tooltip">Ann</b>`)];
        show([tagged(row(1))]);
        const [other, own] = log.querySelectorAll("[data-marks]");
        const { picked } = other.dataset;
        return [picked, other.ariaPressed, own.dataset.checked, own.ariaPressed,
          document.getElementById(own.getAttribute("aria-describedby")).textContent];"""
    )
    assert found == ["false", None, "true", "true", "Ann"]


def test_rows_close_up_with_their_run_within_the_gap_and_the_day(run):
    found = run(
        """new RowsLog(log, source);
        const day = 24 * 60 * MINUTE;
        show([row(1), row(2), row(3, { run: "3 aside" }), row(4, { by: 7 }), row(5, { by: 7 }), row(6, { run: null }),
          row(20), row(21, { at: NOON + day }), row(22, { at: NOON + day + MINUTE })]);
        return [lines(), find("[data-n='1'] time").textContent !== "", find("[data-n='2']").title !== "",
          find("[data-n='6']").title !== "", find("[data-n='20']").title];"""
    )
    assert found == [
        ["day", "1", "2+", "3", "4 mine", "5+ mine", "6", "20", "day", "21", "22+"],
        True,
        True,
        True,
        "",
    ]


def test_a_row_is_called_by_what_it_names_itself_by_in_any_browser_and_a_note_by_its_moment(run):
    """Also in browsers that know no `ariaLabelledByElements`, and where a row stands in the page twice."""
    found = run(
        """const beside = document.body.appendChild(log.parentElement.cloneNode(true));
        new RowsLog(log, source);
        show([row(1), row(2, { run: null })]);
        const another = new OpenPlace();
        new RowsLog(beside.querySelector("[role=log]"), another);
        another.show({ key: 5, about: {}, items: [row(1)], older: false, mark: 1e9 });
        const twins = [...document.querySelectorAll("[data-n='1']")];
        const ids = twins.map((each) => each.getAttribute("aria-labelledby").split(" "));
        const isOwn = twins.map((each, n) => ids[n].every((id) => each.contains(document.getElementById(id))));
        const note = find("[data-n='2']");
        return [ids[0].length, isOwn, note.hasAttribute("aria-labelledby"), note.title !== ""];"""
    )
    assert found == [2, [True, True], False, True]


@pytest.mark.parametrize(
    ("order", "stands"),
    [
        ("newest-last", ["day", "1", "2+", "3 mine", "new", "4", "5+"]),
        ("newest-first", ["day", "5", "4+", "3 mine", "new", "2", "1+"]),
    ],
)
def test_the_line_stands_between_what_is_known_and_what_others_brought_since(run, order, stands):
    found = run(
        f"""log.dataset.order = "{order}";
        new RowsLog(log, source);
        show([row(1), row(2), row(3, {{ by: 7 }}), row(4), row(5)], {{ mark: 2 }});
        return lines();"""
    )
    assert found == stands


@pytest.mark.parametrize(
    ("order", "on_its_way", "alone"),
    [
        ("newest-last", ["day", "1", "day", "2 mine", "Pear+ mine"], ["day", "1", "day", "2 mine"]),
        ("newest-first", ["day", "Pear mine", "2+ mine", "day", "1"], ["day", "2 mine", "day", "1"]),
    ],
)
def test_what_is_on_its_way_stands_with_the_newest_as_its_row_will(run, order, on_its_way, alone):
    found = run(
        f"""log.dataset.order = "{order}";
        const {{ outbox }} = await import("miaou/outbox.js");
        wire.online = false;
        wire.state.me = 7;
        new RowsLog(log, source);
        for (const key of [5, 4]) outbox.add({{ key, text: key === 4 ? "Pear" : "Plum", to: [] }});
        show([row(1), row(2, {{ by: 7, at: outbox.items.at(-1).at }})]);
        const stood = lines();
        for (const {{ nonce }} of outbox.items) outbox.settle(nonce);
        await frame(); await frame();
        return [stood, lines()];"""
    )
    assert found == [on_its_way, alone]


def test_the_line_stands_before_the_first_new_one_that_can_be_read_and_not_before_what_was_deleted(run):
    found = run(
        """new RowsLog(log, source);
        const deleted = ([n, html]) => [n, html.replace("<article", "<article data-deleted='true'")];
        show([row(1), deleted(row(2)), row(3), row(4)], { mark: 1 });
        const before = lines();
        show([row(1), deleted(row(2))], { mark: 1 });
        return [before, lines()];"""
    )
    assert found == [["day", "1", "2+", "new", "3", "4+"], ["day", "1", "2+"]]


def test_no_line_stands_above_all_of_them_while_there_may_be_older_new_ones(run):
    found = run(
        """new RowsLog(log, source);
        wire.online = false;
        show([row(3), row(4)], { mark: 1, older: true });
        const unsure = lines();
        show([row(3), row(4)], { mark: 1 });
        return [unsure, lines()];"""
    )
    assert found == [["day", "3", "4+"], ["day", "new", "3", "4+"]]


def test_what_comes_in_view_is_not_called_new_and_what_comes_out_of_view_is_counted_in_the_page_s_words(run):
    found = run(
        """new RowsLog(log, source);
        show(rows(1, 40), { mark: 40 });
        come(row(41));
        await frame(); await frame();
        const seen = [atEnd(), lines().includes("new"), newer.hidden];
        await away(1200);
        const stood = topOf(find("[data-n='25']"));
        come(row(42));
        await frame(); await frame();
        seen.push(newer.textContent.trim());
        come(row(43)); come(row(44, { by: 7 })); come(row(45, { run: null })); come(row(46), false);
        await frame(); await frame();
        seen.push(newer.textContent.trim(), topOf(find("[data-n='25']")) === stood);
        newer.click();
        await frame(); await frame();
        return [...seen, atEnd(), newer.hidden, lines().at(lines().indexOf("new") + 1)];"""
    )
    assert found == [True, False, True, "1 delivery", "2 deliveries", True, True, True, "42"]


def test_what_changes_or_goes_out_of_view_leaves_the_reader_s_place_and_what_is_read_there_can_go_too(run):
    found = run(
        """new RowsLog(log, source);
        show(rows(1, 40));
        await away(1200);
        const stood = topOf(find("[data-n='25']"));
        const changed = row(3)[1].replace("Crate 3", "<p style='height: 200px'>Another crate</p>");
        for (const each of [["change", 3, changed], ["change", 99, changed], ["gone", 4, null], ["gone", 40, null]])
          source.apply(each);
        await frame(); await frame();
        const seen = [topOf(find("[data-n='25']")) === stood, find("[data-n='3'] p").textContent];
        seen.push(find("[data-n='4']"), find("[data-n='40']"), source.log.newest());
        const first = inView();
        source.apply(["gone", Number(first.dataset.n), null]);
        await frame(); await frame();
        return [...seen, first.isConnected, Math.abs(topOf(find("[data-n='25']")) - stood) <= 60];"""
    )
    assert found == [True, "Another crate", None, None, 39, False, True]


def test_where_all_have_gone_it_is_said_that_there_is_nothing_yet(run):
    found = run(
        """new RowsLog(log, source);
        show(rows(1, 2));
        for (const n of [1, 2, 9]) source.apply(["gone", n, null]);
        await frame(); await frame();
        return [lines(), find(".empty").hidden];"""
    )
    assert found == [[], False]


def test_from_afar_one_is_led_back_although_nothing_came(run):
    found = run(
        """new RowsLog(log, source);
        show(rows(1, 60));
        await away(900);
        const offered = [newer.hidden, newer.textContent.trim()];
        await away(log.scrollHeight);
        return [...offered, newer.hidden];"""
    )
    assert found == [False, "To the newest", True]


@pytest.mark.parametrize("order", ["newest-last", "newest-first"])
def test_older_ones_are_asked_for_by_name_and_nothing_moves(run, order):
    found = run(
        f"""log.dataset.order = "{order}";
        wire.call = async (...what) => {{ asked.push(what); return {{ items: rows(1, 30), older: false }}; }};
        new RowsLog(log, source);
        show(rows(31, 90), {{ older: true }});
        await frame(); await frame();
        const seen = [asked.length, find(".older").hidden];
        log.scrollTop = "{order}" === "newest-last" ? 500 : log.scrollHeight - log.clientHeight - 500;
        const here = inView();
        const stood = topOf(here);
        await frame(); await frame(); await frame();
        return [...seen, asked, document.querySelectorAll("article").length, find(".older").hidden,
          Math.abs(topOf(here) - stood) < 1];"""
    )
    assert found == [0, False, [["deliveries", {"shelf": 4, "before": 31}]], 90, True, True]


@pytest.mark.parametrize("order", ["newest-last", "newest-first"])
def test_one_comes_back_to_where_one_read_in_the_page_before_whatever_comes_meanwhile(run, order):
    found = run(
        f"""log.dataset.order = "{order}";
        sessionStorage.setItem("miaou:read:4", "[20, -10]");
        let answer = null;
        wire.call = (...what) => new Promise((done) => (asked.push(what), (answer = done)));
        show(rows(61, 90), {{ older: true }});
        new RowsLog(log, source);
        // Something short, which leaves the newest end near.
        come([91, row(91)[1].replace("<article", "<article style='height: 20px'")]);
        await frame(); await frame();
        const piece = {{ items: rows(1, 40), older: false, newer: true, mark: 1e9 }};
        answer({{ log: {{ key: 4, about: {{ shelf: 4 }}, ...piece }} }});
        await frame(); await frame();
        return [topOf(find("[data-n='20']")) - topOf(log), newer.hidden, told, sessionStorage.length, asked];"""
    )
    assert found == [-10, False, [], 0, [["shelf", {"shelf": 4, "row": 20, "marks": False}]]]


def test_a_page_that_goes_before_one_is_back_there_leaves_the_way_to_the_next_one(run):
    found = run(
        """sessionStorage.setItem("miaou:read:4", "[20, -10]");
        wire.online = false;
        show(rows(61, 90), { older: true });
        new RowsLog(log, source);
        await frame(); await frame();
        window.dispatchEvent(new PageTransitionEvent("pagehide"));
        return sessionStorage.getItem("miaou:read:4");"""
    )
    assert found == "[20, -10]"


def test_facts_that_change_heights_leave_the_reader_where_they_were(run):
    found = run(
        """const { facts } = await import("miaou/facts.js");
        facts.load({ at: 1, told: { p: { name: "Pear" } } });
        new RowsLog(log, source);
        const named = (html) => html.replace("<article", "<article style='height: auto'")
          .replace("Crate", "<b data-fact='p.name'></b>");
        show(rows(1, 60).map(([n, html]) => [n, named(html)]));
        await away(400);
        const here = inView();
        const [stood, height] = [topOf(here), log.scrollHeight];
        facts.tell(2, { p: { name: "Pear ".repeat(200) } });
        await frame(); await frame();
        return [log.scrollHeight > height, Math.abs(topOf(here) - stood) < 2];"""
    )
    assert found == [True, True]


def test_the_server_is_told_how_far_one_got_at_once_soon_after_more_came_and_when_one_looks_away(run):
    found = run(
        """new RowsLog(log, source);
        show(rows(1, 40));
        await frame(); await frame();
        come(row(41));
        while (told.length < 2) await frame();
        await away(300);
        await away(log.scrollHeight);
        return told;"""
    )
    at = {"shelf": 4}
    assert found == [
        ["checked", {**at, "id": 40, "here": True}],
        ["checked", {**at, "id": 41, "here": True}],
        ["checked", {**at, "id": 41, "here": False}],
        ["checked", {**at, "id": 41, "here": True}],
    ]


def test_one_place_that_still_looks_speaks_for_all_that_show_the_same(run):
    found = run(
        """const second = document.body.appendChild(find("section").cloneNode(true));
        const ending = new AbortController();
        new RowsLog(log, source);
        new RowsLog(second.querySelector("[role=log]"), source, ending.signal);
        show(rows(1, 40));
        await frame(); await frame();
        ending.abort();
        const still = told.length;
        await away(300);
        return [still, told.map(([, { here }]) => here)];"""
    )
    assert found == [1, [True, False]]


def test_the_newest_can_be_turned_to_the_other_end_with_all_that_stands_around_them(run):
    found = run(
        """const { facts } = await import("miaou/facts.js");
        log.dataset.facts = "reader";
        new RowsLog(log, source);
        show(rows(1, 3), { mark: 3 });
        facts.tell(1, { reader: { "@data-order": "newest-first" } });
        const parts = () => [...log.children].map(({ className }) => className);
        const seen = [lines(), parts(), log.scrollTop];
        facts.tell(2, { reader: { "@data-order": "newest-last" } });
        return [...seen, lines(), parts()];"""
    )
    parts = ["empty", "older", "rows"]
    assert found == [["day", "3", "2+", "1+"], parts[::-1], 0, ["day", "1", "2+", "3+"], parts]


def test_of_too_many_the_oldest_go_when_one_is_back_at_the_newest_and_can_be_had_again(run):
    found = run(
        """wire.call = async () => new Promise(() => {});
        new RowsLog(log, source);
        show(rows(1, 600));
        await away(3000);
        come(row(601));
        await frame(); await frame();
        const all = lines().length;
        newer.click();
        await frame(); await frame(); await frame();
        const { older } = source.log;
        return [all > 600, document.querySelectorAll("article").length, older, source.log.oldest(), atEnd()];"""
    )
    assert found == [True, 400, True, 202, True]


def test_it_says_so_when_there_is_nothing_and_only_then(run):
    found = run(
        """new RowsLog(log, source);
        const empty = () => !find(".empty").hidden;
        const seen = [empty()];
        show([]);
        seen.push(empty());
        come(row(1));
        await frame(); await frame();
        return [...seen, empty()];"""
    )
    assert found == [False, True, False]


PIECE = """wire.call = (...what) => { asked.push(what); return new Promise((done) => brings.push(done)); };
const brings = [];
new RowsLog(log, source);
show(rows(31, 90), { older: true, newer: true, goal: 50 });
await frame(); await frame();
"""
"""A piece of history around the row that one wanted; `brings` answer what is asked for."""


@pytest.mark.parametrize("order", ["newest-last", "newest-first"])
def test_a_piece_of_history_shows_and_marks_the_row_that_one_wanted_and_nothing_of_it_is_seen(run, order):
    found = run(
        f"""log.dataset.order = "{order}";
        {PIECE.replace("article", "article tabindex=-1")}
        const goal = find("[data-n='50']");
        return [inSight(goal), goal.matches(".sought"), newer.hidden, told, asked];"""
    )
    assert found == [True, True, False, [], []]


@pytest.mark.parametrize("order", ["newest-last", "newest-first"])
def test_what_is_said_meanwhile_is_counted_and_stands_nowhere_until_what_lies_between_has_come(run, order):
    found = run(
        f"""log.dataset.order = "{order}";
        {PIECE}
        come(row(200)); come(row(200)); come(row(201, {{ by: 7 }})); come(row(202, {{ run: null }}));
        await frame(); await frame();
        const seen = [numbers().length, newer.textContent.trim()];
        log.scrollTop = "{order}" === "newest-last" ? log.scrollHeight : 0;
        await frame(); await frame();
        const here = find("[data-n='88']");
        const stood = topOf(here);
        // Said while what follows is on its way: it is not in the answer.
        come(row(203));
        seen.push(asked.at(-1));
        brings[0]({{ items: [...rows(91, 120), row(200), row(201), row(202)], newer: false }});
        await frame(); await frame(); await frame();
        return [...seen, Math.max(...numbers()), numbers().length, Math.abs(topOf(here) - stood) < 1, told];"""
    )
    assert found == [60, "1 delivery", ["later", {"shelf": 4, "after": 90}], 203, 94, True, []]


def test_what_changed_while_what_follows_was_on_its_way_is_as_the_answer_says(run):
    found = run(
        f"""{PIECE}
        await away(log.scrollHeight);
        come(row(91)); come(row(92)); source.apply(["gone", 92, null]);
        const changed = row(91)[1].replace("Crate 91", "Another");
        source.apply(["change", 91, changed]);
        brings[0]({{ items: [[91, changed]], newer: false }});
        await frame(); await frame();
        return [find("[data-n='91']").textContent.includes("Another"), find("[data-n='92']")];"""
    )
    assert found == [True, None]


@pytest.mark.parametrize("way", ["newer.click()", "source.emit('chosen')"])
def test_to_the_newest_loads_the_newest_page(run, way):
    found = run(
        f"""{PIECE}
        come(row(200));
        {way};
        await frame();
        const seen = [asked.at(-1)];
        brings.at(-1)({{ log: {{ key: 4, about: {{ shelf: 4 }}, items: rows(150, 200), older: true, mark: 1e9 }} }});
        await frame(); await frame(); await frame();
        return [...seen, atEnd(), Math.min(...numbers()), newer.hidden, told.at(-1)];"""
    )
    assert found == [["shelf", {"shelf": 4}], True, 150, True, ["checked", {"shelf": 4, "id": 200, "here": True}]]


def test_what_is_on_its_way_stands_after_the_newest_and_in_no_piece_of_history(run):
    found = run(
        f"""const {{ outbox }} = await import("miaou/outbox.js");
        wire.state.me = 7;
        {PIECE}
        outbox.add({{ key: 4, text: "Pear", to: [] }});
        await frame(); await frame();
        const seen = [numbers().length, asked.some(([name]) => name === "shelf")];
        brings[asked.findIndex(([name]) => name === "shelf")](
          {{ log: {{ key: 4, about: {{ shelf: 4 }}, items: rows(150, 200), older: true, mark: 1e9 }} }});
        await frame(); await frame(); await frame();
        const shown = [...document.querySelectorAll("article")].at(-1).dataset.n;
        for (const {{ nonce }} of outbox.items) outbox.settle(nonce);
        return [...seen, shown, atEnd()];"""
    )
    assert found == [60, True, "Pear", True]


def test_a_row_that_is_held_is_gone_to_and_another_one_is_asked_for(run):
    found = run(
        f"""{PIECE}
        source.emit("chosen", 80);
        await frame(); await frame();
        const isAsked = asked.some(([name]) => name === "shelf");
        const seen = [inSight(find("[data-n='80']")), document.querySelectorAll(".sought").length, isAsked];
        source.emit("chosen", 7);
        await frame();
        return [...seen, asked.at(-1)];"""
    )
    assert found == [True, 1, False, ["shelf", {"shelf": 4, "row": 7}]]


def test_the_server_is_told_up_to_where_a_piece_of_history_is_known(run):
    found = run(
        """wire.state.main = source;
        wire.state.open = new Set([source]);
        show(rows(31, 90), { newer: true, at: 95 });
        const piece = wire.state.known.logs;
        show(rows(31, 90), { newer: false, at: 95 });
        return [piece, wire.state.known.logs];"""
    )
    assert found == [[[4, 95, 90]], [[4, 95]]]


@pytest.mark.parametrize("order", ["newest-last", "newest-first"])
def test_the_way_to_the_first_new_one_is_offered_until_the_line_has_been_in_view(run, order):
    found = run(
        f"""log.dataset.order = "{order}";
        const fresh = find("button.fresh");
        new RowsLog(log, source);
        show(rows(1, 60), {{ mark: 20 }});
        await frame(); await frame();
        const seen = [fresh.hidden, fresh.textContent.startsWith("40 news since ")];
        fresh.click();
        await frame(); await frame(); await frame();
        seen.push(inSight(find("[data-n='21']")), inSight(find(".new")), fresh.hidden);
        await away("{order}" === "newest-last" ? log.scrollHeight : 0);
        return [...seen, fresh.hidden];"""
    )
    assert found == [False, True, True, True, True, True]


def test_where_the_first_new_one_lies_before_the_page_the_server_says_how_many_there_are(run):
    found = run(
        """wire.call = async (...what) => {
          asked.push(what);
          const piece = { items: rows(10, 40), older: true, newer: true, mark: 20, goal: 21 };
          return { log: { key: 4, about: { shelf: 4 }, ...piece } };
        };
        const fresh = find("button.fresh");
        new RowsLog(log, source);
        wire.online = false;
        show(rows(61, 90), { mark: 20, older: true, news: ["99+", NOON] });
        await frame(); await frame();
        const seen = [fresh.hidden, fresh.textContent.startsWith("99+ news since ")];
        wire.online = true;
        fresh.click();
        await frame(); await frame(); await frame();
        return [...seen, asked[0], inSight(find("[data-n='21']")), lines().includes("new"), fresh.hidden];"""
    )
    assert found == [False, True, ["shelf", {"shelf": 4, "after": 20}], True, True, True]


def test_the_line_goes_to_where_the_server_says(run):
    found = run(
        """new RowsLog(log, source);
        show(rows(1, 4), { mark: 4 });
        wire.state.emit("mark", 4, 2);
        await frame(); await frame();
        const seen = lines();
        wire.state.emit("mark", 5, 0);
        wire.state.emit("mark", 4, 4);
        await frame(); await frame();
        return [seen, lines()];"""
    )
    assert found == [["day", "1", "2+", "new", "3", "4+"], ["day", "1", "2+", "3+", "4+"]]


def test_what_came_while_the_connection_was_lost_is_new_although_it_comes_into_view(run):
    """A computer slept, with the page at its newest end."""
    found = run(
        """new RowsLog(log, source);
        show(rows(1, 3), { mark: 3 });
        await frame(); await frame();
        come(row(4));
        await frame(); await frame();
        wire.online = false;
        wire.emit("offline");
        come(row(5)); come(row(6));
        wire.online = true;
        wire.emit("online");
        await frame(); await frame();
        return lines();"""
    )
    assert found == ["day", "1", "2+", "3+", "4+", "new", "5", "6+"]


def test_one_row_is_in_the_tab_order_and_it_is_the_newest_until_one_is_at_another(run):
    found = run(
        """await import("miaou/rove.js");
        const tall = ([n, html]) => [n, html.replace("<article", "<article tabindex='-1'")];
        find(".rows").dataset.rove = "article";
        new RowsLog(log, source);
        show(rows(1, 5).map(tall));
        await frame();
        const stops = () => [...document.querySelectorAll("article[tabindex='0']")].map(({ dataset }) => dataset.n);
        const press = (key) => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        const seen = [stops()];
        come(tall(row(6)));
        await frame(); await frame();
        seen.push(stops());
        find("[data-n='6']").focus();
        press("ArrowUp"); press("ArrowUp");
        come(tall(row(7)));
        await frame(); await frame();
        return [...seen, stops(), document.activeElement.dataset.n];"""
    )
    assert found == [["5"], ["6"], ["4"], "4"]


def test_enter_on_a_row_presses_its_button_and_left_and_right_lead_through_what_stands_in_it(run):
    found = run(
        """await import("miaou/rove.js");
        const pressed = [];
        const withButtons = ([n, html]) => [n, html.replace("<article", "<article tabindex='-1'")
          .replace("</article>", "<button class='first'>1</button><button class='more'>2</button></article>")];
        Object.assign(find(".rows").dataset, { rove: "article", enter: ".more" });
        new RowsLog(log, source);
        show(rows(1, 2).map(withButtons));
        await frame();
        log.addEventListener("click", ({ target }) => pressed.push(target.className));
        const press = (key) => document.activeElement.dispatchEvent(
          new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
        const at = () => document.activeElement.className.split(" ")[0] || document.activeElement.dataset.n;
        find("[data-n='2']").focus();
        press("Enter"); press("ContextMenu");
        const way = [];
        for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft"]) way.push((press(key), at()));
        find("[data-n='1'] .first").focus();
        press("Enter");
        return [pressed, way];"""
    )
    assert found[0] == ["more", "more"]
    assert found[1] == ["first", "more", "first"]
