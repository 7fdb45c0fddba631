"""Desktops for tests: any that can be, and plain ones."""

from hypothesis import strategies as st

from app.store import layouts
from app.store.layouts import Layout
from app.store.widgets import COLUMNS, KINDS, OF_KIND, TALLEST, Widget


@st.composite
def widgets(draw, name="a", kinds=KINDS):
    kind = draw(st.sampled_from(kinds))
    least = OF_KIND[kind].least
    w, h = draw(st.integers(least.w, COLUMNS)), draw(st.integers(least.h, 6))
    x, y = draw(st.integers(0, COLUMNS - w)), draw(st.integers(0, 12))
    canal, text = {"miaou": {"canal": None}}, {"memo": {"text": ""}}
    link = {"link": {"title": "ERP", "address": "https://erp.example"}}
    return Widget(name, kind, x, y, w, h, (canal | text | link).get(kind, {}))


@st.composite
def some_widgets(draw, least=0, most=10):
    return [draw(widgets(f"w{n}")) for n in range(draw(st.integers(least, most)))]


def some_layouts(least=0):
    return some_widgets(least).map(lambda some: Layout("dawn", ()).of(some))


def can_be_shown(layout):
    assert layout.wallpaper in layouts.WALLPAPERS
    assert len({each.id for each in layout.widgets}) == len(layout.widgets) <= layouts.WIDGETS_MOST
    stand(layout.widgets)


def stand(widgets):
    """All inside, as large as they must be, and none on another."""
    for n, each in enumerate(widgets):
        assert each.x >= 0 and each.x + each.w <= COLUMNS
        assert 0 <= each.y <= 200 and each.h <= TALLEST
        assert each.w >= each.least.w and each.h >= each.least.h
        assert not any(each.overlaps(other) for other in widgets[n + 1 :])
