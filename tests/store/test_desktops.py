"""Each member's own desktop, and what new ones start with."""

import asyncio
import json
from dataclasses import replace

import pytest

from app.store import Forbidden, Refused, arranging
from app.store.feed import DesktopChanged
from app.store.layouts import FIRST, Layout
from app.store.widgets import Widget


def showing(canal_id, x=0):
    return Layout("hills", (Widget("one", "miaou", x, 0, 4, 4, {"canal": canal_id}),))


def shown(layout):
    return (layout.wallpaper, layout.widgets)


async def test_everybody_starts_with_the_same_desktop(office):
    assert office.store.desktops.of(office.zoe) == office.store.desktops.starting == FIRST


async def test_a_member_keeps_their_own_and_nobody_elses_changes(office, stores, heard):
    await office.store.desktops.keep(office.zoe, showing(office.bureau.id))
    assert heard == [DesktopChanged(office.zoe.id)]
    async for store in stores.through_restart(office.store):
        assert shown(store.desktops.of(office.zoe)) == shown(showing(office.bureau.id))
        assert store.desktops.of(office.karim) == FIRST


async def test_each_change_is_newer_than_the_one_before_also_after_a_restart(office, stores):
    first = await office.store.desktops.keep(office.zoe, FIRST)
    second = await office.store.desktops.keep(office.zoe, showing(None))
    assert FIRST.revision < first.revision < second.revision
    store = await stores.reopen(office.store)
    store.clock = lambda: 0
    assert (await store.desktops.keep(office.zoe, FIRST)).revision > second.revision


async def test_a_widget_shows_no_canal_that_does_not_exist_for_its_member(office, heard):
    for canal_id in (office.direction.id, 12):
        with pytest.raises(Forbidden) as forbidden:
            await office.store.desktops.keep(office.zoe, showing(canal_id))
        assert forbidden.value.sentence == "This canal does not exist, or you are not in it."
    assert heard == []
    assert office.store.desktops.of(office.zoe) == FIRST


async def test_a_widget_whose_canal_ended_for_its_member_can_still_be_moved(office):
    await office.store.desktops.keep(office.karim, showing(office.direction.id))
    await office.store.canals.leave(office.karim, office.direction.id)
    await office.store.desktops.change(office.karim, lambda now: arranging.moved(now, "one", 5, 0))
    assert office.store.desktops.of(office.karim).widgets[0].x == 5
    await office.store.desktops.fill(office.karim, "one", {"canal": None})
    with pytest.raises(Forbidden):
        await office.store.desktops.fill(office.karim, "one", {"canal": office.direction.id})


async def test_what_two_tabs_do_at_once_is_both_done(office):
    desktops = office.store.desktops
    await asyncio.gather(
        desktops.change(office.zoe, lambda now: arranging.papered(now, "paws")),
        desktops.fill(office.zoe, "memo", {"text": "Les clés sont chez Agathe"}),
        desktops.change(office.zoe, lambda now: arranging.moved(now, "memo", 5, 8)),
    )
    kept = desktops.of(office.zoe)
    assert kept.wallpaper == "paws"
    assert kept.get("memo") == Widget("memo", "memo", 5, 8, 4, 2, {"text": "Les clés sont chez Agathe"})


async def test_what_cannot_be_done_changes_nothing_and_nobody_hears_of_it(office, heard):
    for change in (
        lambda now: arranging.removed(now, "gone"),
        lambda now: arranging.added(now, "new", "miaou", {"canal": office.direction.id}),
    ):
        with pytest.raises(Refused):
            await office.store.desktops.change(office.zoe, change)
    assert office.store.desktops.of(office.zoe) == FIRST
    assert heard == []


async def test_what_is_filled_in_while_its_widget_is_removed_is_refused(office, heard):
    await office.store.desktops.keep(office.zoe, showing(None))
    with pytest.raises(Refused):
        await office.store.desktops.fill(office.zoe, "memo", {"text": "Trop tard"})
    assert heard == [DesktopChanged(office.zoe.id)]


async def test_an_administrator_chooses_what_new_members_start_with(office, stores, rows):
    await office.store.desktops.set_starting(office.lea, showing(office.bureau.id))
    ((by, deed, details),) = rows("SELECT by_id, deed, details FROM audit")
    assert (by, deed, json.loads(details)) == (office.lea.id, "starting-desktop", {"widgets": 1})
    async for store in stores.through_restart(office.store):
        nour = await store.members.create(f"nour{store.clock()}")
        assert store.desktops.of(nour) == showing(office.bureau.id)


async def test_what_one_has_arranged_oneself_stays_when_the_start_changes(office):
    await office.store.desktops.keep(office.zoe, FIRST)
    await office.store.desktops.set_starting(office.lea, showing(None))
    assert shown(office.store.desktops.of(office.zoe)) == shown(FIRST)
    assert office.store.desktops.of(office.karim) == showing(None)


async def test_the_start_names_no_canal_that_is_not_open_to_all(office, rows):
    await office.store.desktops.set_starting(office.lea, showing(office.direction.id))
    assert office.store.desktops.starting == showing(None)
    assert str(office.direction.id) not in rows("SELECT desktop FROM office")[0][0]


async def test_a_canal_archived_since_is_left_out_of_the_start(office):
    await office.store.desktops.set_starting(office.lea, showing(office.bureau.id))
    await office.store.canals.archive(office.lea, office.bureau.id)
    assert office.store.desktops.of(office.zoe) == showing(None)


async def test_only_an_administrator_chooses_the_start(office, rows):
    with pytest.raises(Forbidden):
        await office.store.desktops.set_starting(office.zoe, showing(None))
    assert office.store.desktops.starting == FIRST
    assert rows("SELECT * FROM audit") == []


async def test_a_desktop_that_this_version_cannot_show_gives_way_to_the_start(office, stores):
    await office.store.desktops.keep(office.zoe, showing(None))
    for broken in ("", "{", '{"wallpaper": "lava", "widgets": []}', "[" * 5000):
        with office.store.database.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE desktop SET layout = ?", (broken,))
        office = replace(office, store=await stores.reopen(office.store))
        assert office.store.desktops.of(office.zoe) == FIRST


@pytest.mark.parametrize("home", ["desktop", "window"])
async def test_a_member_chooses_which_page_is_home(office, stores, home):
    assert office.zoe.home == "window"
    await office.store.members.set(office.zoe, "home", home)
    async for store in stores.through_restart(office.store):
        assert store.members.get(office.zoe.id).home == home


async def test_of_two_texts_of_a_memo_the_one_that_was_typed_later_stays(office, stores, clock):
    desktops, day = office.store.desktops, 24 * 3_600_000
    await desktops.write(office.zoe, "memo", "Plus récent", 0)
    clock.advance(hours=1)
    assert not await desktops.write(office.zoe, "memo", "Écrit hier, sans connexion", day)
    async for store in stores.through_restart(office.store):
        assert store.desktops.of(office.zoe).get("memo").options["text"] == "Plus récent"
        assert not await store.desktops.write(office.zoe, "memo", "Écrit hier, sans connexion", day)
    assert await store.desktops.write(office.zoe, "memo", "Écrit à l’instant", -day)
    clock.advance(minutes=1)
    assert await store.desktops.write(office.zoe, "memo", "Une horloge fausse ne gagne pas toujours", 0)


async def test_a_memo_that_was_kept_by_a_clock_that_was_ahead_gives_way(office, clock):
    clock.advance(days=365)
    await office.store.desktops.write(office.zoe, "memo", "D’une autre année", 0)
    clock.advance(days=-365)
    assert await office.store.desktops.write(office.zoe, "memo", "D’aujourd’hui", 0)
