"""A page that asks what it lacks is also told what happens meanwhile, and what its member opens stays open."""

import pytest

STATE = """const { State } = await import("miaou/state.js");
const log = (key) => ({ key, fact: `c${key}`, items: [[key, "<p></p>"]], older: false, mark: 0, at: key });
const row = (name) => ({ name, row: `<li>${name}</li>` });
const known = { at: 1, told: { c1: row("One"), m7: { name: "Ann", "@data-status": "absent" } } };
const state = new State();
state.load({ facts: known, log: log(1), others: [] });"""


@pytest.fixture
def run(in_stock):
    """Runs a script that knows a `state` with canal 1 open."""
    return lambda script: in_stock(STATE + script)


def test_what_was_opened_while_the_page_asked_what_it_lacks_is_not_closed_by_the_answer(run):
    """The answer was made before its member came into that canal, and arrives after it is open."""
    assert run(
        """state.main.show(log(2));
        const answer = { facts: { ...known, at: 5 }, logs: [], missed: [] };
        state.catchUp(answer, [["facts", 6, { c2: row("Two") }], ["rows", 2, 9, [["put", 9, "<p>nine</p>"]]]]);
        return [state.main.key, state.main.log.newest(), state.main.log.at];"""
    ) == [2, 9, 9]


def test_what_is_no_longer_there_when_the_answer_was_made_closes(run):
    assert run(
        """const { c1, ...rest } = known.told;
        state.catchUp({ facts: { at: 5, told: rest }, logs: [], missed: [] }, []);
        return [state.main.key];"""
    ) == [None]


def test_rows_that_were_missed_are_taken_in_and_older_facts_change_nothing(run):
    assert run(
        """const missed = [["rows", 1, 4, [["say", 4, "<p></p>", 7, "nonce"]]], ["facts", 1, { c1: null }]];
        state.catchUp({ logs: [], missed }, []);
        return [state.main.key, state.main.log.newest(), state.known];"""
    ) == [1, 4, {"key": 1, "logs": [[1, 4]], "facts": 1}]
