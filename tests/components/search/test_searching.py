"""Searching in one tab, without a browser: what shows, what is offered, and where one goes from it."""

from __future__ import annotations

import asyncio
import json
import re
from itertools import count

import pytest

from app.components.asking import offered
from app.components.search.results_panel import LEFT, ResultsPanel, standing
from app.components.window.conversation import Conversation
from app.store import Forbidden, Refused
from app.store.search import Found
from tests.changing import alter, delete_for_good
from tests.components.conftest import client_of

NONCES = count(1)


async def say(office, text, *to, by=None, canal=None) -> int:
    by, canal = by or office.lea, canal or office.bureau
    circle = [each.id for each in to]
    return (await office.store.messages.post(by, canal.id, text, circle, f"s{next(NONCES)}")).message.id


async def does(page, name, **given):
    with client_of(page):
        return await offered()[name](page, given)


async def typed(page, text) -> ResultsPanel:
    await does(page, "search", text=text)
    return await shown(page)


async def shown(page) -> ResultsPanel:
    """The panel, once it has followed what changed."""
    panel = standing(page)
    await asyncio.sleep(0)
    if panel._fetching is not None:
        await panel._fetching
    return panel


def found(panel) -> list[int]:
    return [int(each) for each in re.findall(r'data-result-id="(\d+)"', panel._drawn.get("results", ""))]


def offers(panel) -> list[str]:
    return re.findall(r'data-action="search-(?:begin|take)" data-key="([^"]*)"', "".join(panel._drawn.values()))


def pieces(panel) -> list[str]:
    return re.findall(r"<bdi>([^<]*)</bdi><svg", panel._drawn["looked-for"])


def told(page) -> list[list[object]]:
    return list(page.effects())


async def test_what_one_types_is_looked_for_and_said_aloud(office, page_of):
    first, second = await say(office, "Le devis du toit"), await say(office, "Un autre devis")
    await say(office, "Rien de tel")
    page = page_of(office.zoe)
    panel = await typed(page, "devis")
    assert found(panel) == [second, first]
    assert "<mark>devis</mark>" in panel._drawn["results"]
    assert f'data-fact="m{office.lea.id}.name"' in panel._drawn["results"], "under the name that they have now"
    assert told(page) == [["aloud", "2 results"]]
    assert found(await typed(page, "devis du toit")) == [first]
    assert standing(page) is panel, "it is the same panel"
    await typed(page, "introuvable")
    assert told(page)[-1] == ["aloud", "Nothing is found."]
    assert "Try fewer words" in panel._drawn["results"]


async def test_a_sign_stays_with_its_word(office, page_of):
    await say(office, "Le  devis\n\u202f? Oui\N{NO-BREAK SPACE}!")
    drawn = (await typed(page_of(office.zoe), "oui"))._drawn["results"]
    assert "<mark>Oui</mark>\N{NO-BREAK SPACE}!" in drawn and "Le devis" in drawn


async def test_it_stands_after_the_head_of_the_window(office, page_of):
    page = page_of(office.zoe)
    with client_of(page):
        with Conversation() as talk:
            before = [ResultsPanel(page), ResultsPanel(page)]
        for each in before:
            each.delete()
    with client_of(page), talk:
        head, log = Conversation(), Conversation()
    await typed(page, "devis")
    assert talk.default_slot.children == [head, standing(page), log]


async def test_it_is_grouped_by_canals_each_with_its_colour(office, page_of):
    await say(office, "Devis un")
    await say(office, "Devis deux", canal=office.direction)
    await say(office, "Devis trois")
    panel = await typed(page_of(office.karim), "devis")
    groups = re.findall(r'style="--c:(#\w+)"><h3>.*?data-fact="c(\d+)\.name"', panel._drawn["results"])
    assert [int(canal) for _, canal in groups] == [office.bureau.id, office.direction.id]
    assert [colour for colour, _ in groups] == [office.bureau.color, office.direction.color]


async def test_an_aside_says_so_and_is_found_by_its_circle_alone(office, page_of):
    said = await say(office, "Un devis entre nous", office.karim)
    for member, finds in ((office.lea, True), (office.karim, True), (office.zoe, False)):
        panel = await typed(page_of(member), "devis")
        assert found(panel) == [said] * finds
        assert ("aside to" in panel._drawn["results"]) is finds


async def test_before_anything_is_typed_it_says_what_one_can_search_by(office, page_of):
    page = page_of(office.zoe)
    await does(page, "search-open")
    panel = await shown(page)
    assert offers(panel)[:3] == ["from:", "in:", "on:"]
    assert "Said by somebody" in panel._drawn["results"]
    assert told(page) == [], "nothing was sought"


async def test_a_filter_that_is_pressed_offers_what_it_may_be_and_what_is_taken_stands(office, page_of):
    said = await say(office, "from:Léa")
    page = page_of(office.zoe)
    await does(page, "search-open")
    await does(page, "search-begin", key="from:")
    panel = await shown(page)
    assert {"from:Karim ", "from:Léa "} <= set(offers(panel))
    await does(page, "search-take", key="from:Léa ")
    assert pieces(panel) == ["from:Léa"]
    assert said in found(panel) or not found(panel), "it is understood as the store does"
    await does(page, "search-drop", key=0)
    assert pieces(panel) == [] and found(panel) == []


async def test_a_filter_that_is_pressed_waits_for_what_is_typed(office, page_of):
    said = await say(office, "Le devis du toit")
    await say(office, "Léa a vu le devis", by=office.karim)
    page = page_of(office.zoe)
    await does(page, "search-open")
    await does(page, "search-begin", key="from:")
    panel = await shown(page)
    assert pieces(panel) == ["from:…"] and "Choose above" in panel._drawn["results"]
    assert found(await typed(page, "lé")) == [said]
    assert offers(panel) == ["from:Léa "]
    await does(page, "search-take", key="from:Léa ")
    assert pieces(panel) == ["from:Léa"] and found(panel) == [said]


@pytest.mark.parametrize("text", ["from:", "devis from:", "*", '"', "()", "on:"])
async def test_while_nothing_is_asked_nobody_is_told_that_nothing_is_found(office, page_of, text):
    await say(office, "Le devis du toit")
    page = page_of(office.zoe)
    panel = await typed(page, text)
    is_asked = text.startswith("devis")
    assert bool(found(panel)) is is_asked
    assert "Nothing is found" not in panel._drawn["results"]
    assert told(page) == ([["aloud", "1 result"]] if is_asked else [])


@pytest.mark.parametrize(("text", "said_of_it"), [("🎉", True), ("*", True), ("", False), ("on:32/13", False)])
async def test_whoever_types_what_holds_no_word_is_told_so(office, page_of, text, said_of_it):
    page = page_of(office.zoe)
    await does(page, "search-open")
    panel = await typed(page, text)
    assert ("There is no word in it" in panel._drawn["results"]) is said_of_it


async def test_whoever_has_typed_one_letter_is_told_to_type_on_and_not_that_nothing_matches(office, page_of):
    said = await say(office, "Le devis")
    page = page_of(office.zoe)
    assert "Type on" in (await typed(page, "d"))._drawn["results"]
    assert found(await typed(page, "de")) == [said]
    await say(office, "Plan d au mur")
    assert len(found(await typed(page, "d"))) == 1, "a word of one letter is found"


async def test_what_is_typed_besides_stays_sought_when_a_name_is_taken(office, page_of):
    page = page_of(office.zoe)
    panel = await typed(page, "devis from:k")
    assert offers(panel) == ["from:Karim "]
    await does(page, "search-take", key="from:Karim ")
    assert pieces(panel) == ["devis", "from:Karim"]
    assert panel.sought.typed == "", "as the field is"


async def test_what_is_typed_besides_stays_sought_when_a_filter_is_chosen_of_which_one_typed_the_beginning(
    office, page_of
):
    said = await say(office, "Le devis du toit")
    page = page_of(office.zoe)
    panel = await typed(page, "devis fro")
    assert offers(panel) == ["from:"]
    chosen = re.search(r'<button[^>]*data-key="from:"[^>]*>', panel._drawn["looked-for"])[0]
    assert 'type="reset"' in chosen, "it empties the field"
    await does(page, "search-begin", key="from:")
    assert pieces(panel) == ["devis", "from:…"] and panel.sought.typed == ""
    assert found(await typed(page, "lé")) == [said]


async def test_no_canal_and_nothing_said_there_shows_to_whoever_is_not_in_it(office, page_of):
    said = await say(office, "Le devis secret", canal=office.direction)
    for text in ("devis", "in:", "in:d", "in:Direction", "Direction"):
        panel = await typed(page_of(office.zoe), text)
        drawn = "".join(panel._drawn.values())
        assert str(said) not in drawn and str(office.direction.id) not in drawn
        assert office.direction.name not in drawn.replace(f"<bdi>{text}</bdi>", "")
    assert office.direction.name in "".join((await typed(page_of(office.karim), "in:d"))._drawn.values())


async def test_what_is_edited_or_deleted_shows_so_at_once(office, page_of):
    said, other = await say(office, "Le devis du toit"), await say(office, "Le devis du mur")
    panel = await typed(page_of(office.zoe), "devis")
    assert found(panel) == [other, said]
    await office.store.edits.edit(office.lea, said, "La facture du toit", "e1")
    assert found(await shown(standing(panel.page).page)) == [other]
    await office.store.edits.edit(office.lea, said, "Le devis de la cave", "e2")
    await typed(panel.page, "devis ")
    assert found(panel) == [other, said]
    await office.store.deletions.delete(office.lea, other)
    assert found(await shown(panel.page)) == [said]
    await office.store.deletions.undo(office.lea, other)
    assert found(await shown(panel.page)) == [other, said]
    await alter(office.store, said, gone=True)
    assert found(await shown(panel.page)) == [other]


async def test_what_is_deleted_goes_even_while_the_database_does_not_answer(office, page_of, monkeypatch):
    said = await say(office, "Le devis du toit")
    panel = await typed(page_of(office.zoe), "devis")

    async def busy(*_args, **_more):
        raise Refused("busy")

    monkeypatch.setattr(office.store.search, "find", busy)
    await delete_for_good(office.store, office.lea, said)
    assert found(await shown(panel.page)) == []


async def test_whoever_is_taken_out_of_a_canal_sees_nothing_of_it_any_more(office, page_of):
    said = await say(office, "Le devis", canal=office.direction)
    panel = await typed(page_of(office.karim), "devis")
    assert found(panel) == [said]
    await office.store.canals.remove(office.lea, office.direction.id, office.karim.id)
    assert panel.results() == []
    assert found(await shown(panel.page)) == []
    assert office.direction.name not in "".join(panel._drawn.values())


async def test_what_was_asked_for_last_is_what_shows(office, page_of, monkeypatch):
    first, second = await say(office, "Le devis"), await say(office, "La facture")
    page, finds, slow = page_of(office.zoe), office.store.search.find, asyncio.Event()

    async def slowly(by, query, **more):
        if query == "devis":
            await slow.wait()
        return await finds(by, query, **more)

    monkeypatch.setattr(office.store.search, "find", slowly)
    asked = [asyncio.create_task(does(page, "search", text=text)) for text in ("devis", "facture")]
    await asyncio.sleep(0)
    slow.set()
    await asyncio.gather(*asked)
    assert found(await shown(page)) == [second] != [first]


async def test_more_of_it_comes_below_and_another_question_begins_anew(office, page_of):
    said = [await say(office, f"Devis {n}") for n in range(3)]
    page, store = page_of(office.zoe), office.store.search
    finds = store.find

    async def one_by_one(by, query, *, after="", **more):
        results = (await finds(by, query, **more)).results
        at = int(after or 0)
        return Found(results[at : at + 1], str(at + 1) if at + 1 < len(results) else "")

    store.find = one_by_one
    panel = await typed(page, "devis")
    assert found(panel) == said[2:] and told(page) == [["aloud", "The first 1 results"]]
    await does(page, "search-more")
    assert found(panel) == [said[2], said[1]]
    await does(page, "search-more")
    assert found(panel) == said[::-1] and told(page)[-1] == ["aloud", "3 results"]
    assert "search-more" not in panel._drawn["results"]
    await does(page, "search-order", key="best")
    assert found(panel) == said[2:]
    assert 'data-key="best" aria-pressed="true"' in panel._drawn["head"]


async def test_one_goes_to_what_is_found_beside_the_results_or_in_their_place(office, page_of):
    said = await say(office, "Le devis")
    page = page_of(office.zoe)
    panel = await typed(page, "devis")
    told(page)
    await does(page, "go-to-found", key=said)
    assert told(page) == [["close"], ["open", office.bureau.id, said]]
    assert 'aria-current="true"' in panel._drawn["results"], "its result says so"
    await does(page, "leave-for-found", key=said)
    assert panel._drawn == {}
    await does(page, "search-open")
    assert found(standing(page)) == [said], "one comes back to them"


async def test_from_what_was_found_going_back_leads_to_the_results_unless_one_has_gone_on_elsewhere(office, page_of):
    said = await say(office, "Le devis")
    page = page_of(office.karim)
    await typed(page, "devis")
    await does(page, "leave-for-found", key=said)
    await does(page, "open", key=office.bureau.id, row=said)
    assert LEFT in standing(page).classes
    await does(page, "search-open")
    panel = standing(page)
    assert LEFT not in panel.classes
    assert 'aria-current="true"' in json.loads(panel._props["slots"])["results"], "which stands in view as it comes"
    await does(page, "leave-for-found", key=said)
    await does(page, "open", key=office.direction.id, row=None)
    assert LEFT not in standing(page).classes


async def test_leaving_leads_back_to_where_one_was(office, page_of):
    said = await say(office, "Le devis")
    page = page_of(office.zoe)
    page.tab.canal_id = office.bureau.id
    await does(page, "search-close")
    assert told(page) == [], "where one reads history one stays"
    page.tab.watching = frozenset({office.bureau.id})
    await does(page, "search-close")
    assert told(page) == [["open", office.bureau.id]]
    panel = await typed(page, "devis")
    await does(page, "go-to-found", key=said)
    told(page)
    await does(page, "search-close")
    assert told(page) == [["open", office.bureau.id, said]]
    assert panel._drawn == {} and panel.sought.query == "" == page.tab.searched
    await office.store.deletions.delete(office.lea, said)
    assert panel._renewing is None, "closed, it hears of nothing"


async def test_what_is_being_read_in_and_what_was_not_understood_is_said(office, page_of, monkeypatch):
    async def partly(*_args, **_more):
        return Found(ready=0.624, trouble=("A link",), unclear=("le:jamais",))

    monkeypatch.setattr(office.store.search, "find", partly)
    panel = await typed(page_of(office.zoe), "le:jamais")
    assert "62 % of what was said" in panel._drawn["told"]
    assert "<bdi>le:jamais</bdi>" in panel._drawn["told"] and "A link" in panel._drawn["told"]


async def test_the_switcher_leads_on_to_what_was_said(office, page_of):
    said = await say(office, "Le devis")
    page = page_of(office.zoe)
    await does(page, "switcher")
    card = next(each for each in client_of(page).elements.values() if type(each).__name__ == "Switcher")
    with client_of(page):
        assert await card.submit({"typed": "devis"}, [], "search") == {"done": True}
    panel = await shown(page)
    assert found(panel) == [said] and pieces(panel) == ["devis"]


async def test_whoever_is_no_member_any_more_finds_nothing(office, page_of):
    page = page_of(office.zoe)
    await typed(page, "devis")
    await office.store.members.deactivate(office.lea, office.zoe.id)
    with pytest.raises(Forbidden):
        await does(page, "search", text="devis")
