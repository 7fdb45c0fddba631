"""What the desktop's menus offer, to whom, and what is ticked in them."""

from dataclasses import replace

from app.store.layouts import WALLPAPERS
from app.store.widgets import KINDS


async def menus(desk):
    return (await desk.ask("now"))["menus"]


def labels(entries, now="resting"):
    return [each["label"] for each in entries if each != "line" and each.get("when", now) == now]


def ticked(entries, label):
    (sub,) = [each["items"] for each in entries if each != "line" and each["label"] == label]
    return [each["label"] for each in sub if each["checked"]]


async def test_the_context_menu_offers_what_the_seed_names(office, desk_of):
    context = (await menus(desk_of(office.zoe, "fr")))["context"]
    assert labels(context) == ["Mode Modification", "Fond d’écran"]
    assert labels(context, "editing") == ["Quitter le mode modification", "Ajouter", "Fond d’écran"]
    (add,) = [each["items"] for each in context if each != "line" and each["label"] == "Ajouter"]
    assert [each["key"] for each in add] == list(KINDS)


async def test_the_bar_leads_to_the_window_and_holds_what_one_sets(zoe):
    offered = await menus(zoe)
    assert labels(offered["work"]) == ["Chat"]
    assert labels(offered["view"]) == ["Edit mode", "Wallpaper", "Appearance", "Home page"]
    assert labels(offered["help"]) == ["What one can do here"]


async def test_who_is_at_home_on_the_desktop_asks_for_the_window_by_name(office, desk_of):
    (chat,) = (await menus(desk_of(office.zoe)))["work"]
    assert chat["href"] == "/"
    await office.store.members.set(office.zoe, "home", "desktop")
    offered = await menus(desk_of(office.zoe))
    assert offered["work"][0]["href"] == "/?window"
    assert ticked(offered["view"], "Home page") == ["Desktop"]


async def test_what_is_chosen_is_ticked(office, zoe):
    offered = await menus(zoe)
    assert ticked(offered["view"], "Wallpaper") == ticked(offered["context"], "Wallpaper") == ["Dawn"]
    assert ticked(offered["view"], "Appearance") == ["Automatic"]
    await office.store.members.set(office.zoe, "theme", "dark")
    answer = await zoe.ask("paper", wallpaper="waves")
    assert ticked(answer["menus"]["context"], "Wallpaper") == ["Waves"]
    assert ticked(answer["menus"]["view"], "Appearance") == ["Dark"]
    (papers,) = [each["items"] for each in answer["menus"]["context"] if each != "line" and "paper" in str(each)]
    assert tuple(each["key"] for each in papers) == WALLPAPERS


async def test_only_an_administrator_is_offered_the_starting_layout_from_the_moment_they_are_one(office, desk_of):
    zoe, lea = desk_of(office.zoe), desk_of(office.lea)
    for menu in ("view", "context"):
        assert "Starting layout" in labels((await menus(lea))[menu])
        assert "Starting layout" not in labels((await menus(zoe))[menu])
    office.store.state.members[office.zoe.id] = replace(office.zoe, role="admin")
    assert "Starting layout" in labels((await menus(zoe))["context"])


async def test_a_tile_s_menu_says_which_tile_it_is_of(zoe):
    assert labels((await menus(zoe))["tile"]) == ["Options: {title}", "Remove: {title}"]
