"""Arranging one's desktop: what is asked, what is answered, and what is said aloud of it."""

import asyncio
import json

import pytest

from app.store import Forbidden, Refused
from app.store.layouts import FIRST, WIDGETS_MOST
from tests.components.offered import menus


async def test_a_tile_that_is_moved_makes_the_others_give_way_and_it_is_said_where_it_stands(zoe):
    answer = await zoe.ask("shift", tile="clock", right=0, down=2)
    assert answer["said"] == "Clock: column 9, row 3"
    assert zoe.place("clock") == (8, 2, 4, 2)
    assert zoe.place("people") == (8, 4, 4, 3)


async def test_a_tile_is_moved_and_resized_by_steps_until_it_goes_no_further(zoe):
    assert (await zoe.ask("shift", tile="clock", right=-2, down=1))["said"] == "Clock: column 7, row 2"
    assert (await zoe.ask("grow", tile="clock", right=1, down=1))["said"] == "Clock: 5 columns, 3 rows"
    before = zoe.layout
    at_edge = await zoe.ask("shift", tile="clock", right=0, down=-1)
    assert at_edge["said"] == "Clock: column 7, row 1"
    at_edge = await zoe.ask("shift", tile="clock", right=0, down=-1)
    assert at_edge["said"] == "It goes no further."
    assert before.revision < at_edge["revision"] == int((await zoe.surface())["data-revision"])


async def test_of_steps_that_are_asked_for_at_once_the_last_finds_the_edge(zoe):
    await zoe.ask("shift", tile="clock", right=0, down=1)
    answers = await asyncio.gather(*(zoe.ask("shift", tile="clock", right=0, down=-1) for _ in range(3)))
    assert [answer["said"] for answer in answers] == ["Clock: column 9, row 1", *["It goes no further."] * 2]


async def test_at_an_edge_nothing_is_written_and_no_other_tab_hears_of_it(office, zoe):
    heard = []
    office.store.feed.subscribe(heard.extend)
    answer = await zoe.ask("grow", tile="clock", right=16, down=0)
    assert answer["said"] == "It goes no further."
    assert (heard, answer["revision"]) == ([], 0)


async def test_who_would_make_room_is_told_and_nothing_is_changed(office, zoe):
    answer = await zoe.ask("shift", tile="clock", right=0, down=2, tries=True)
    places = {name: (each["--x"], each["--y"]) for name, each in answer["places"].items()}
    assert places == {"miaou": (1, 1), "landing": (9, 3), "people": (9, 5), "memo": (9, 8)}
    answer = await zoe.ask("grow", tile="people", right=-3, down=-2, tries=True)
    assert answer["places"]["landing"] == {"--x": 9, "--y": 3, "--w": 2, "--h": 2}
    assert answer.keys() == {"places"}
    assert office.store.desktops.of(office.zoe) == FIRST


async def test_what_a_key_means_depends_on_how_the_tiles_stand(zoe):
    assert (await zoe.ask("press", tile="clock", key="ArrowDown", column=False))["said"] == "Clock: column 9, row 2"
    assert (await zoe.ask("press", tile="clock", key="Shift+ArrowDown", column=True))["said"] == (
        "Clock: 4 columns, 3 rows"
    )
    assert (await zoe.ask("press", tile="clock", key="ArrowUp", column=True))["said"] == "Clock: 1 of 4"
    with pytest.raises(Forbidden):
        await zoe.ask("press", tile="clock", key="F1", column=False)


async def test_edit_mode_is_of_one_tab_and_nothing_answers_in_its_tiles(office, desk_of):
    here, there = desk_of(office.zoe), desk_of(office.zoe)
    told = await here.panel.edit(on=True, column=False)
    assert told["said"].startswith("Edit mode.") and told["focus"] == ""
    assert (await here.panel.edit(on=True, column=True))["said"].startswith("Edit mode. Buttons on each tile")
    for desk, editing in ((here, True), (there, False)):
        surface = await desk.surface()
        assert surface["data-editing"] == str(editing).lower()
        assert ["inert" in each.attributes for each in surface.all("class", "tile-body")] == [editing] * 4
        assert [each["tabindex"] for each in await desk.tiles()] == ["0" if editing else None] * 4
    assert await here.panel.edit(on=False, column=False) == {"said": "Edit mode has ended."}, "the focus is left alone"
    assert (await here.surface())["data-editing"] == "false"


async def test_what_one_does_in_one_tab_is_drawn_in_the_others_and_nobody_else_s(office, desk_of):
    here, there, other = desk_of(office.zoe), desk_of(office.zoe), desk_of(office.karim)
    before = await there.surface(), await other.surface()
    await here.ask("write", key="memo", text="Écrit ici")
    assert "Écrit ici" in there.panel._drawn["surface"]
    assert (await there.surface(), await other.surface()) != before
    assert await other.surface() == before[1]
    assert "Écrit ici" not in other.panel._drawn["surface"]


async def test_a_canal_that_is_renamed_or_lost_shows_on_the_desktop(office, desk_of):
    karim = desk_of(office.karim)
    await karim.ask("show", tile="miaou", key=office.direction.id)
    await office.store.canals.edit(office.lea, office.direction.id, name="Comité")
    assert "Comité" in (await karim.tile("miaou"))["data-title"]
    await office.store.canals.leave(office.karim, office.direction.id)
    assert "Comité" not in karim.panel._drawn["surface"]
    assert "no longer yours" in (await karim.tile("miaou")).text


async def test_in_one_column_a_tile_goes_a_step_and_its_place_is_said(zoe):
    answer = await zoe.ask("order", tile="clock", step=-1)
    assert answer["said"] == "Clock: 1 of 4"
    assert zoe.kinds == ["clock", "miaou", "people", "memo"]
    assert (await zoe.ask("order", tile="clock", step=-1))["said"] == "It goes no further."


async def test_a_new_tile_is_shown_named_and_has_the_focus(zoe):
    answer = await zoe.ask("add", key="clock", x=5, y=0, column=False)
    assert answer["said"] == "Added: Clock"
    assert answer["shown"] == answer["focus"]
    assert zoe.place(answer["shown"]) == (5, 0, 3, 2)
    await zoe.ask("add", key="memo", x=None, y=None, column=True)
    assert zoe.kinds[-1] == "memo"


async def test_a_new_miaou_shows_the_first_canal_of_the_drawer_that_no_other_shows(office, zoe):
    for name in ("Ventes", "Archives"):
        await office.store.canals.create(office.lea, name)
    shown = [await zoe.ask("add", key="miaou", x=None, y=None, column=False) for _ in range(4)]
    titles = [answer["said"].removeprefix("Added: Miaou! · ") for answer in shown]
    assert titles == ["Archives", office.bureau.name, "Ventes", "Archives"]


async def test_a_forty_first_widget_and_one_far_below_find_no_room(zoe):
    for _ in range(WIDGETS_MOST - 4):
        await zoe.ask("add", key="clock", x=None, y=None, column=False)
    with pytest.raises(Refused) as refused:
        await zoe.ask("add", key="clock", x=None, y=None, column=False)
    assert refused.value.sentence == "A desktop has at most {n} widgets."
    await zoe.ask("remove", tile="clock")
    with pytest.raises(Refused) as refused:
        await zoe.ask("add", key="clock", x=0, y=10**9, column=False)
    assert refused.value.sentence == "There is no room left on this desktop."


async def test_what_is_removed_is_offered_back_and_the_focus_goes_to_the_next(zoe):
    await zoe.ask("write", key="memo", text="À garder")
    for widget, title in (("clock", "Clock"), ("memo", "Memo")):
        answer = await zoe.ask("remove", tile=widget)
        ((*told, offer),) = zoe.page.effects()
        assert (told, answer["said"]) == (["toast", f"Removed: {title}", "info"], ""), (
            "what the toast says is said once"
        )
        assert answer["focus"] == "people"
        assert (offer["label"], offer["action"], offer["key"]) == ("Undo", "desktop-put-back", widget)
    given = json.loads(offer["with"])
    back = await zoe.ask("put_back", **given)
    assert zoe.layout.get("memo").options["text"] == "À garder"
    assert await zoe.ask("put_back", **given) == {"revision": back["revision"], "said": ""}
    for widget in ("memo", "people", "miaou"):
        answer = await zoe.ask("remove", tile=widget)
    assert answer["focus"] == ""


async def test_of_two_tabs_that_arrange_at_once_each_does_what_it_was_asked(office, desk_of):
    one, two = desk_of(office.zoe), desk_of(office.zoe)
    await asyncio.gather(
        *(one.ask("shift", tile="clock", right=-1, down=0) for _ in range(3)),
        *(two.ask("shift", tile="clock", right=0, down=1) for _ in range(3)),
        two.ask("write", key="memo", text="Écrit ailleurs"),
    )
    assert one.place("clock") == (5, 3, 4, 2)
    assert two.layout.get("memo").options["text"] == "Écrit ailleurs"
    revisions = [(await tab.surface())["data-revision"] for tab in (one, two)]
    assert revisions[0] == revisions[1]


async def test_what_another_tab_has_removed_is_gone_whatever_is_asked_of_it(office, desk_of):
    one, two = desk_of(office.zoe), desk_of(office.zoe)
    await one.ask("remove", tile="clock")
    for do, arguments in {
        "shift": {"right": 1, "down": 0},
        "grow": {"right": 1, "down": 0},
        "order": {"step": 1},
        "show": {"key": 1},
        "options": {},
        "remove": {},
    }.items():
        with pytest.raises(Refused) as refused:
            await two.ask(do, tile="clock", **arguments)
        assert refused.value.sentence == "This widget is no longer on your desktop."


async def test_one_s_desktop_is_nobody_else_s(office, desk_of):
    await desk_of(office.zoe).ask("remove", tile="clock")
    assert office.store.desktops.of(office.karim) == FIRST


async def test_a_miaou_shows_no_canal_that_is_not_its_member_s(office, zoe):
    with pytest.raises(Forbidden):
        await zoe.ask("show", tile="miaou", key=office.direction.id)


async def test_the_picker_offers_one_s_canals_and_tells_which_shows(office, desk_of):
    answer = await desk_of(office.karim).ask("options", tile="miaou")
    canals = menus(answer["menu"])["menu-canals"]
    assert {each.label: each.ticked for each in canals} == {office.direction.name: False, office.bureau.name: True}
    assert {each["data-action"] for each in canals} == {"desktop-show"}
    answer = await desk_of(office.zoe).ask("options", tile="miaou")
    assert [each["data-key"] for each in menus(answer["menu"])["menu-canals"]] == [str(office.bureau.id)]
