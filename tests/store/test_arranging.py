"""What one may do to a desktop: whatever is asked, what comes of it can be shown, and nothing is lost."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import Refused, arranging, layouts
from app.store.layouts import FIRST, WIDGETS_MOST, Layout
from app.store.widgets import KINDS, LOWEST, OF_KIND, Widget
from tests.store.desks import can_be_shown, some_layouts

ANY = st.integers(-(10**12), 10**12) | st.integers(-3, 15)
CELL = st.tuples(ANY, ANY)
OPTIONS = {"link": {"title": "ERP", "address": "https://erp.example"}, "memo": {"text": "Relancer Blanchard"}}
EMPTY = Layout("dawn", ())


def place(layout, name):
    widget = layout.get(name)
    return widget.x, widget.y, widget.w, widget.h


def contents(layout):
    return {(widget.id, widget.kind, str(widget.options)) for widget in layout.widgets}


@given(some_layouts(1), st.data(), ANY, ANY)
def test_moving_and_resizing_lose_nothing_and_keep_everybody_inside(layout, data, a, b):
    name = data.draw(st.sampled_from([widget.id for widget in layout.widgets]))
    for change in (arranging.moved, arranging.shifted, arranging.resized, arranging.grown):
        after = change(layout, name, a, b)
        can_be_shown(after)
        assert contents(after) == contents(layout)
    assert arranging.moved(layout, name, *place(layout, name)[:2]) == layout
    assert arranging.resized(layout, name, *place(layout, name)[2:]) == layout


@given(some_layouts(1), st.data(), st.integers(0, 11), st.integers(0, 20))
def test_a_moved_widget_stands_where_it_was_put_and_others_go_no_higher(layout, data, x, y):
    widget = data.draw(st.sampled_from(layout.widgets))
    after = arranging.moved(layout, widget.id, x, y)
    assert after.get(widget.id) == widget.at(x, y)
    for each in layout.widgets:
        if each.id != widget.id:
            assert after.get(each.id).x == each.x
            assert after.get(each.id).y >= each.y


@given(some_layouts(1), st.data(), st.sampled_from([-7, -1, 1, 7]))
def test_a_step_loses_nothing(layout, data, step):
    name = data.draw(st.sampled_from([widget.id for widget in layout.widgets]))
    after = arranging.stepped(layout, name, step)
    can_be_shown(after)
    assert contents(after) == contents(layout)


@given(some_layouts(), st.sampled_from(KINDS), CELL | st.none(), st.booleans())
def test_a_new_widget_moves_nobody(layout, kind, near, column):
    try:
        after = arranging.added(layout, "new", kind, OPTIONS.get(kind, {}), near, column=column)
    except Refused:
        assert near and near[1] > LOWEST
        return
    can_be_shown(after)
    new = after.get("new")
    assert (new.w, new.h) in OF_KIND[kind].sizes
    assert [widget for widget in after.widgets if widget.id != "new"] == list(layout.widgets)
    if column:
        assert after.widgets[-1] is new


@given(some_layouts(1), st.data())
def test_what_is_removed_can_be_put_back_where_it_was(layout, data):
    widget = data.draw(st.sampled_from(layout.widgets))
    without = arranging.removed(layout, widget.id)
    assert len(without.widgets) == len(layout.widgets) - 1
    assert arranging.put_back(without, widget) == layout


def test_what_is_put_back_keeps_its_place_and_who_took_it_goes_below():
    without = arranging.moved(arranging.removed(FIRST, "clock"), "people", 8, 0)
    after = arranging.put_back(without, FIRST.get("clock"))
    assert (place(after, "clock"), place(after, "people")) == ((8, 0, 4, 2), (8, 2, 4, 3))


def test_a_clock_that_is_moved_down_makes_who_is_there_give_way():
    after = arranging.moved(FIRST, "clock", 8, 2)
    assert (place(after, "clock"), place(after, "people"), place(after, "memo")) == (
        (8, 2, 4, 2),
        (8, 4, 4, 3),
        (8, 7, 4, 2),
    )


def test_at_an_edge_nothing_changes():
    assert arranging.shifted(FIRST, "clock", 1, 0) == FIRST
    assert arranging.shifted(FIRST, "clock", 0, -1) == FIRST
    assert arranging.grown(FIRST, "clock", 1, 0) == FIRST
    assert arranging.stepped(FIRST, "miaou", -1) == FIRST
    assert arranging.stepped(FIRST, "memo", 1) == FIRST
    assert place(arranging.resized(FIRST, "people", 0, 0), "people") == (8, 2, 2, 2)


def test_a_move_that_would_push_others_off_the_desktop_changes_nothing():
    full = EMPTY.of([Widget("low", "clock", 0, LOWEST, 2, 20), Widget("high", "clock", 0, 0, 2, 2)])
    assert arranging.moved(full, "high", 0, LOWEST) == full


def test_a_new_widget_is_narrower_where_it_comes_to_stand_higher_so():
    beside = EMPTY.of([Widget("a", "clock", 0, 0, 9, 8)])
    after = arranging.added(beside, "new", "miaou", {"canal": None})
    assert place(after, "new") == (9, 0, 3, 5)
    assert place(arranging.added(EMPTY, "new", "miaou", {"canal": None}, (7, 1)), "new") == (7, 1, 4, 5)


def test_in_one_column_a_new_widget_stands_below_all_others():
    assert place(arranging.added(FIRST, "new", "clock", {}, column=True), "new") == (0, 7, 3, 2)


@pytest.mark.parametrize(
    "change",
    [
        lambda layout: arranging.removed(layout, "gone"),
        lambda layout: arranging.moved(layout, "gone", 0, 0),
        lambda layout: arranging.stepped(layout, "gone", 1),
        lambda layout: arranging.added(layout, "new", "iframe", {}),
        lambda layout: arranging.added(layout, "clock", "clock", {}),
        lambda layout: arranging.added(layout, "new", "link", {}),
        lambda layout: arranging.put_back(layout, layout.get("clock")),
        lambda layout: arranging.papered(layout, "lava"),
    ],
)
def test_what_cannot_be_is_refused(change):
    with pytest.raises(Refused):
        change(FIRST)


def test_there_are_forty_widgets_and_no_more():
    layout = EMPTY
    for n in range(WIDGETS_MOST):
        layout = arranging.added(layout, f"c{n}", "clock", {})
    can_be_shown(layout)
    with pytest.raises(Refused) as refused:
        arranging.added(layout, "new", "clock", {})
    assert refused.value.params == {"n": WIDGETS_MOST}


def test_another_wallpaper_leaves_the_widgets_alone():
    assert arranging.papered(FIRST, "paws") == replace(FIRST, wallpaper="paws")
    assert layouts.kept(layouts.as_text(arranging.papered(FIRST, "paws"))) is not None
