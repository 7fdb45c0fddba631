"""What a desktop may be: whatever a browser says, what is read of it can be shown, and nothing lies on anything."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import Refused, layouts
from app.store.layouts import FIRST, WALLPAPERS
from app.store.widgets import KINDS, MEMO_LONGEST, OF_KIND
from tests.store.desks import can_be_shown

ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["id", "kind", "miaou", "memo", "dawn"]),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text() | st.just("text"), inner, max_size=5),
    max_leaves=20,
)
NUMBER = st.integers(-2, 25) | st.integers(0, 11) | st.integers(1, 4) | ANYTHING
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "canal": st.integers(-1, 2**54) | ANYTHING,
        "text": st.text(max_size=50) | ANYTHING,
        "title": st.text(max_size=20) | ANYTHING,
        "address": st.sampled_from(["https://a.example", "javascript:alert(1)", "http://", "//b"]) | ANYTHING,
    },
)
WIDGET = st.fixed_dictionaries(
    {
        "id": st.text("ab1", min_size=1, max_size=3) | ANYTHING,
        "kind": st.sampled_from(KINDS) | ANYTHING,
        "x": NUMBER,
        "y": NUMBER,
        "w": NUMBER,
        "h": NUMBER,
    },
    optional={"options": OPTIONS | ANYTHING, "z": ANYTHING},
)
HOSTILE = ANYTHING | st.fixed_dictionaries(
    {"wallpaper": st.sampled_from(WALLPAPERS) | ANYTHING, "widgets": st.lists(WIDGET, max_size=8) | ANYTHING}
)


def widget(name="a", kind="clock", x=0, y=0, w=2, h=2, **options):
    return {"id": name, "kind": kind, "x": x, "y": y, "w": w, "h": h, "options": options}


def layout(*widgets, wallpaper="dawn"):
    return {"wallpaper": wallpaper, "widgets": list(widgets)}


def places(read):
    return {each.id: (each.x, each.y) for each in read.widgets}


@given(HOSTILE)
def test_whatever_is_said_either_can_be_shown_or_is_refused(said):
    try:
        read = layouts.read(said)
    except Refused:
        return
    can_be_shown(read)
    assert layouts.kept(layouts.as_text(read)) == read


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 2, *[st.integers(2, 3)] * 2), max_size=15))
def test_what_lies_on_something_moves_down_and_to_no_side(cells):
    given_ = [widget(f"w{n}", "clock", *cell) for n, cell in enumerate(cells)]
    read = layouts.read(layout(*given_))
    can_be_shown(read)
    before = {each["id"]: each for each in given_}
    for each in read.widgets:
        assert (each.x, each.w, each.h) == tuple(before[each.id][name] for name in "xwh")
        assert each.y >= before[each.id]["y"]
    assert layouts.read(read.as_json()) == read, "what is settled stays where it is"


@given(ANYTHING)
def test_whatever_stands_in_the_database_breaks_nothing(said):
    for text in (json.dumps(said), str(said)):
        read = layouts.kept(text)
        assert read is None or can_be_shown(read) is None


def test_what_members_start_with_at_first_can_be_shown():
    assert layouts.read(FIRST.as_json()) == FIRST
    assert [each.kind for each in FIRST.widgets] == ["miaou", "clock", "people", "memo"]


def test_a_thousand_widgets_are_refused_plainly():
    said = layout(*(widget(f"w{n}", x=0, y=n % 200, w=1, h=1) for n in range(1000)))
    with pytest.raises(Refused) as refused:
        layouts.read(said)
    assert "at most 40 widgets" in str(refused.value)


@pytest.mark.parametrize(
    "cell",
    [
        {"w": 0}, {"h": 0}, {"w": -3}, {"h": -1}, {"x": -1}, {"y": -1}, {"x": 12}, {"y": 201}, {"h": 21}, {"w": 13},
        {"x": 11, "w": 2}, {"x": True}, {"w": 2.0}, {"y": "1"}, {"h": None}, {"x": 10**30}, {"y": float("nan")},
        {"id": ""}, {"id": "A"}, {"id": "a" * 17}, {"id": "a\n"}, {"id": 3}, {"kind": "iframe"}, {"kind": []},
        {"options": []}, {"options": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_widget_that_cannot_be_is_refused(cell):
    with pytest.raises(Refused):
        layouts.read(layout({**widget(), **cell}))


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("miaou", {"canal": 0}), ("miaou", {"canal": -1}), ("miaou", {"canal": 2**53}), ("miaou", {"canal": "12"}),
        ("miaou", {"canal": True}), ("memo", {"text": 3}), ("memo", {"text": "x" * (MEMO_LONGEST + 1)}),
        ("link", {}), ("link", {"title": "Intranet"}), ("link", {"title": "", "address": "https://a.example"}),
        ("link", {"title": "x", "address": "javascript:alert(1)"}), ("link", {"title": "x", "address": "data:,x"}),
        ("link", {"title": "x", "address": "mailto:a@b.example"}), ("link", {"title": "x", "address": "//a.example"}),
        ("link", {"title": "x", "address": "https://"}), ("link", {"title": "x", "address": "https://[a"}),
        ("link", {"title": "x", "address": "https://a.example/" + "x" * 2000}), ("link", {"title": [], "address": {}}),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_stand_in_a_widget_is_refused(kind, options):
    with pytest.raises(Refused):
        layouts.read(layout(widget(kind=kind, **options)))


def test_two_widgets_of_one_name_are_refused():
    with pytest.raises(Refused):
        layouts.read(layout(widget("a"), widget("a", x=4)))


def test_forty_full_memos_are_more_than_a_desktop_holds():
    with pytest.raises(Refused) as refused:
        layouts.read(layout(*(widget(f"m{n}", "memo", y=n * 2, text="x" * 4000) for n in range(40))))
    assert "memo" in str(refused.value)


def test_what_finds_no_room_below_is_refused():
    with pytest.raises(Refused):
        layouts.read(layout(*(widget(f"w{n}", y=200, h=20) for n in range(2))))


def test_a_memo_keeps_its_text_as_it_is_typed():
    text = "  Relancer Blanchard\n\n\tavant jeudi  "
    assert layouts.read(layout(widget(kind="memo", text=text))).widgets[0].options == {"text": text}


def test_a_link_keeps_its_title_on_one_line_and_its_address():
    read = layouts.read(layout(widget(kind="link", title=" L’\nERP ", address=" https://erp.example/?a=1 ")))
    assert read.widgets[0].options == {"title": "L’ ERP", "address": "https://erp.example/?a=1"}


def test_what_a_widget_has_no_use_for_is_left_out():
    read = layouts.read(layout({**widget(kind="clock", text="x"), "onclick": "x"}))
    assert read.widgets[0].as_json() == widget(kind="clock")


def test_what_begins_higher_keeps_its_place_and_what_lies_on_it_goes_below():
    read = layouts.read(layout(widget("low", y=1), widget("high", y=0), widget("side", x=6, y=1)))
    assert places(read) == {"high": (0, 0), "low": (0, 2), "side": (6, 1)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_widget_smaller_than_it_may_be_is_refused(kind):
    least, options = OF_KIND[kind].least, {"title": "ERP", "address": "https://erp.example"}
    for w, h in ((least.w - 1, least.h), (least.w, least.h - 1), (1, 1)):
        with pytest.raises(Refused):
            layouts.read(layout(widget(kind=kind, w=w, h=h, **options)))
    assert layouts.read(layout(widget(kind=kind, w=least.w, h=least.h, **options)))


def test_what_was_kept_smaller_than_it_may_be_grows_and_its_neighbours_make_room():
    small = [widget("m", "miaou", x=11, y=0, w=1, h=1), widget("c", "clock", x=10, y=1, w=2, h=2)]
    kept = layouts.kept(json.dumps(layout(*small)))
    can_be_shown(kept)
    assert [(each.id, each.x, each.y, each.w, each.h) for each in kept.widgets] == [
        ("m", 9, 0, 3, 3),
        ("c", 10, 3, 2, 2),
    ]
    assert layouts.kept(layouts.as_text(kept)) == kept


def test_filling_a_widget_that_is_gone_is_refused():
    with pytest.raises(Refused):
        FIRST.filled("gone", {"text": "x"})
