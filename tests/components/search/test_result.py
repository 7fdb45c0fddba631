"""A line of what was found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.components.search.result import excerpt, result, results
from app.components.window.files import signs
from app.locale import catalogue
from app.store.said import File
from app.store.search import Found, Result

FR = catalogue("fr")
PLAN = File(7, "d" * 64, "plan du <toit>.pdf", "pdf", "application/pdf", 2048, 1, 0)


@pytest.fixture
async def said(office) -> Result:
    posted = await office.store.messages.post(office.lea, office.bureau.id, "Le plan", (), "n1")
    return Result(posted.message, office.bureau, (("Le ", False), ("plan", True)))


async def test_what_was_sought_is_marked_and_what_was_said_is_text(said):
    assert str(excerpt((("<b>", False), ("toit", True)))[1]) == "<mark>toit</mark>"
    drawn = str(result(replace(said, excerpt=(("<b> & ", False), ("<i>", True))), FR))
    assert "&lt;b&gt; &amp; <mark>&lt;i&gt;</mark>" in drawn


async def test_what_was_found_in_a_file_bears_its_sign_and_its_name(said):
    drawn = str(result(replace(said, where="file", file=PLAN), FR))
    assert str(signs.name(PLAN)) in drawn and str(signs.sign(PLAN, 14)) in drawn and "PDF" in drawn
    assert "in-file" not in str(result(said, FR))


async def test_a_message_that_holds_files_bears_the_first_and_how_many_others(said):
    holding = replace(said, message=replace(said.message, files=(PLAN, replace(PLAN, id=8), replace(PLAN, id=9))))
    drawn = str(result(holding, FR))
    assert drawn.count(str(signs.name(PLAN))) == 1 and "+2" in drawn


async def test_what_was_found_in_a_record_says_so(said):
    assert "Fiche" in str(result(replace(said, where="card"), FR))


async def test_keys_come_to_the_first_one_and_the_one_that_is_gone_to_says_so(said):
    second = replace(said, message=replace(said.message, id=said.message.id + 1))
    drawn = "".join(map(str, results([Found((said, second))], FR, second.message.id)))
    first, other = drawn.split("</li>")[:2]
    assert 'tabindex="0"' in first and 'tabindex="0"' not in other
    assert "aria-current" not in first and 'aria-current="true"' in other


async def test_a_page_more_stands_below_and_moves_nothing(office, said):
    other = replace(said, canal=office.direction, message=replace(said.message, id=1))
    later = replace(said, message=replace(said.message, id=2))
    groups = results([Found((said, other)), Found((later,))], FR, None)
    assert [str(each).count("data-result-id") for each in groups] == [1, 1, 1]
