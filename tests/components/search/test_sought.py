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


def test_a_filter_that_was_pressed_stands_before_what_is_typed_until_it_is_taken_out():
    waits = Sought(("devis",)).beginning("de:")
    assert (waits.half, waits.query) == ("de:", "devis"), "by itself it finds nothing"
    assert (waits.typing("lé").half, waits.typing("lé").query) == ("de:lé", "devis de:lé")
    assert waits.typing("lé").typing("").half == "de:"
    assert waits.typing("lé").without(1).query == "devis lé", "it stands behind the pieces"
    assert waits.typing("a:image").query == "devis a:image", "whoever types another one means that"
    assert waits.taking("de:Léa ").half == ""


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
