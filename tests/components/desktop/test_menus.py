"""What the desktop's menus offer, to whom, and what is ticked in them."""

from app.components.desktop.menus import EDITING, RESTING, TILE, TILE_WITH_OPTIONS
from app.store.layouts import WALLPAPERS
from app.store.widgets import KINDS
from tests.components import offered
from tests.components.offered import called, labels, ticked


async def menus(desk):
    found = offered.menus(await desk.menus())
    return {name.removeprefix("menu-"): offers for name, offers in found.items()}


async def test_the_context_menu_offers_what_the_seed_names(office, desk_of):
    context = (await menus(desk_of(office.zoe, "fr")))["desktop"]
    assert labels(context, RESTING) == ["Mode Modification", "—", "Fond d’écran"]
    assert labels(context, EDITING) == ["Quitter le mode modification", "—", "Ajouter", "Fond d’écran"]
    kinds = called(context, "Ajouter").submenu
    assert [each["data-key"] for each in kinds] == list(KINDS)
    assert {each["data-action"] for each in kinds} == {"desktop-add"}


async def test_a_tile_s_menu_says_which_tile_it_is_of(zoe):
    context = (await menus(zoe))["desktop"]
    assert labels(context, RESTING, TILE)[-2:] == ["—", "Remove: {title}"]
    assert labels(context, RESTING, TILE, TILE_WITH_OPTIONS)[-3:] == ["—", "Options: {title}", "Remove: {title}"]


async def test_the_bar_leads_to_the_window_and_holds_what_one_sets(zoe):
    found = await menus(zoe)
    assert labels(found["work"]) == ["Chat"]
    assert labels(found["view"], RESTING) == ["Edit mode", "—", "Wallpaper", "Appearance", "—", "Home page"]
    assert labels(found["help"]) == ["What one can do here"]


async def test_who_is_at_home_on_the_desktop_asks_for_the_window_by_name(office, desk_of):
    (chat,) = (await menus(desk_of(office.zoe)))["work"]
    assert chat["href"] == "/"
    await office.store.members.set(office.zoe, "home", "desktop")
    found = await menus(desk_of(office.zoe))
    assert found["work"][0]["href"] == "/?window"


async def test_what_is_chosen_is_ticked(zoe):
    found = await menus(zoe)
    for name in ("view", "desktop"):
        assert ticked(called(found[name], "Wallpaper").submenu) == ["Dawn"]
    await zoe.ask("paper", key="waves")
    found = await menus(zoe)
    papers = called(found["desktop"], "Wallpaper").submenu
    assert ticked(papers) == ["Waves"]
    assert tuple(each["data-key"] for each in papers) == WALLPAPERS


async def test_another_wallpaper_shows_and_is_ticked_in_the_menus(zoe):
    await zoe.ask("paper", key="waves")
    assert ticked(called((await menus(zoe))["view"], "Wallpaper").submenu) == ["Waves"]
    assert (await zoe.surface()).one("class", "wallpaper")["data-wallpaper"] == "waves"


async def test_only_an_administrator_is_offered_the_starting_layout_from_the_moment_they_are_one(office, desk_of):
    zoe, lea = desk_of(office.zoe), desk_of(office.lea)
    for menu in ("view", "desktop"):
        assert "Starting layout" in labels((await menus(lea))[menu])
        assert "Starting layout" not in labels((await menus(zoe))[menu])
    await office.store.members.set_role(office.lea, office.zoe.id, "admin")
    assert "Starting layout" in labels((await menus(zoe))["desktop"])
