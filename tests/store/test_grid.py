"""Where widgets stand: nothing lies on anything, who is in the way goes down, and the order is as asked."""

from hypothesis import given
from hypothesis import strategies as st

from app.store import grid
from app.store.widgets import COLUMNS, LOWEST, OF_KIND, TALLEST, Size, Widget
from tests.store.desks import some_widgets, stand, widgets

ANY = st.integers(-(10**12), 10**12)


def clock(name, x, y, w=2, h=2):
    return Widget(name, "clock", x, y, w, h)


def ids(widgets):
    return [widget.id for widget in grid.in_order(widgets)]


def shapes(widgets):
    return {(widget.id, widget.w, widget.h) for widget in widgets}


@given(some_widgets(), st.integers(0, 9))
def test_settling_moves_down_only_and_loses_nobody(some, n):
    first = f"w{n}"
    after = grid.settled(some, first)
    stand(after)
    assert shapes(after) == shapes(some)
    before = {widget.id: widget for widget in some}
    for widget in after:
        assert widget.x == before[widget.id].x
        assert widget.y >= before[widget.id].y
        assert widget.id != first or widget == before[first]
    assert grid.settled(after) == after, "what is settled stays where it is"


def test_who_is_in_the_way_of_the_first_goes_below_it():
    after = grid.settled([clock("a", 0, 0), clock("b", 1, 1), clock("c", 6, 0)], first="b")
    assert {widget.id: (widget.x, widget.y) for widget in after} == {"c": (6, 0), "b": (1, 1), "a": (0, 3)}


@given(widgets(), ANY, ANY)
def test_a_widget_moved_anywhere_stays_inside_and_keeps_its_size(widget, x, y):
    moved = widget.at(x, y)
    stand([moved])
    assert shapes([moved]) == shapes([widget])


@given(widgets(), ANY, ANY)
def test_a_widget_of_any_size_stays_inside_where_it_began(widget, w, h):
    sized = widget.sized(w, h)
    assert (sized.y, sized.h) == (widget.y, min(max(h, widget.least.h), TALLEST))
    assert sized.w >= widget.least.w and sized.x + sized.w <= COLUMNS
    assert sized.x == widget.x


@given(some_widgets(), st.sampled_from([size for kind in OF_KIND.values() for size in kind.sizes]), ANY, ANY)
def test_a_free_place_is_free_and_no_higher_than_asked_for(some, size, x, y):
    standing = grid.settled(some)
    place = grid.free_place(standing, size, (x, y))
    if y <= 100:
        assert place is not None, "far below there is always room"
    if place is not None:
        stand([*standing, Widget("new", "clock", *place, *size)])
        assert max(0, y) <= place[1] <= LOWEST


def test_the_nearest_free_place_is_taken_the_left_one_of_two():
    beside = [clock("a", 4, 0, 4)]
    assert grid.free_place(beside, Size(2, 2), (5, 0)) == (2, 0)
    assert grid.free_place(beside, Size(2, 2), (6, 0)) == (8, 0)
    assert grid.free_place(beside, Size(2, 2), (3, 0)) == (2, 0)
    assert grid.free_place([clock("a", 5, 0)], Size(2, 2), (5, 0)) == (3, 0)
    assert grid.free_place([clock("a", 0, 0, 12)], Size(2, 2)) == (0, 2)
    assert grid.free_place([clock("a", 0, 0, 12)], Size(2, 2), (0, LOWEST + 1)) is None


@given(some_widgets())
def test_the_lowest_place_is_below_all_of_them(some):
    x, y = grid.lowest_place(some)
    assert x == 0
    assert all(widget.y + widget.h <= y for widget in some)


# In one column


@given(some_widgets(2), st.integers(0, 9), st.sampled_from([-1, 1]))
def test_in_one_column_each_goes_where_it_is_sent(some, n, step):
    """Whatever the layout: the neighbour is passed, the others keep their order, nothing lies on anything."""
    before = grid.settled(some)
    here = n % len(before)
    there = here + step
    expected = ids(before)
    if 0 <= there < len(before):
        expected[here], expected[there] = expected[there], expected[here]
    after = grid.stepped(before, before[here].id, step)
    stand(after)
    assert ids(after) == expected
    assert shapes(after) == shapes(before)
    assert grid.settled(after) == grid.in_order(after), "what another tab makes of it is the same"


@given(some_widgets(2), st.integers(0, 9), st.sampled_from([-1, 1]))
def test_a_step_and_back_is_the_old_order(some, n, step):
    before = grid.settled(some)
    name = before[n % len(before)].id
    there = grid.stepped(before, name, step)
    if ids(there) != ids(before):
        assert ids(grid.stepped(there, name, -step)) == ids(before)
