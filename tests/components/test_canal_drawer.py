"""One's own order of the canals."""

from __future__ import annotations

from app.components.window.canal_drawer import Drawer
from app.store import drawer


async def test_a_canal_goes_a_step_further_and_no_further_than_the_end(office, page_of):
    page = page_of(office.karim)

    def order() -> list[int]:
        return [each.id for each in drawer.standing(office.store.state, office.karim) if each.kind != "direct"]

    first, second, *others = order()
    await Drawer(page).arrange(moved=first, step=1)
    assert order() == [second, first, *others]
    for moved, step in ((second, -1), (order()[-1], 1), (first, 7), (987654321, 1), (None, 1)):
        await Drawer(page).arrange(moved=moved, step=step)
        assert order() == [second, first, *others]
    await Drawer(page).arrange(moved=first, step=-1)
    assert order() == [first, second, *others]
