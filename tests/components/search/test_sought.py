"""What somebody looks for, as it is typed and put together."""

from __future__ import annotations

from app.components.search.sought import LONGEST, PAGES_MOST, PIECES_MOST, Sought


def test_what_stands_and_what_is_being_typed_is_one_query_whose_end_is_what_is_typed():
    assert Sought().query == ""
    assert Sought(("de:Léa", "devis"), " toit ").query == "de:Léa devis toit"


def test_what_is_taken_stands_and_the_field_is_empty():
    sought = Sought(typed="devis de:l").taking("devis ", "de:Léa ")
    assert (sought.pieces, sought.typed, sought.query) == (("devis", "de:Léa"), "", "devis de:Léa")
    assert sought.taking("", " ").pieces == sought.pieces, "nothing is no piece"


def test_a_piece_is_taken_out_and_one_that_is_there_no_longer_is_not():
    sought = Sought(("a", "b", "c"))
    assert sought.without(1).pieces == ("a", "c")
    assert sought.without(7).pieces == ("a", "b", "c")


def test_whoever_types_on_leaves_the_filter_that_they_had_pressed():
    sought = Sought(typed="devis").beginning("de:")
    assert sought.half == "de:"
    assert sought.typing("devis").half == "de:", "what is saved a second time is nothing that was typed"
    assert sought.typing("devis t").half == "devis t"


def test_another_question_begins_with_one_page():
    many = Sought(typed="devis").longer().longer()
    assert many.pages == 3
    for other in (many.typing("toit"), many.taking("toit"), many.without(0), many.ordered("best")):
        assert other.pages == 1


def test_nobody_makes_it_larger_than_it_may_be():
    sought = Sought()
    for n in range(50):
        sought = sought.taking(f"mot{n}").longer()
    assert len(sought.pieces) == PIECES_MOST and sought.pieces[-1] == "mot49"
    sought = sought.typing("x" * 10 * LONGEST)
    for _ in range(50):
        sought = sought.longer()
    assert (sought.pages, len(sought.typed)) == (PAGES_MOST, LONGEST)
