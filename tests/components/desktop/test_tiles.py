"""What a tile shows of itself, and which canal a Miaou ! shows."""

from app.components.desktop.tiles import NAMES
from app.store.widgets import KINDS


def test_every_kind_has_a_name():
    assert tuple(NAMES) == KINDS


async def test_each_tile_bears_its_kind_s_name_a_miaou_its_canal_s(office, desk_of):
    layout = (await desk_of(office.zoe, "fr").ask("now"))["layout"]
    titles = {each["kind"]: each["title"].replace("\u00a0", " ").replace("\u202f", " ") for each in layout["widgets"]}
    assert titles == {
        "miaou": f"Miaou ! · {office.bureau.name}",
        "clock": "Horloge",
        "people": "Qui est là ?",
        "memo": "Mémo",
    }
    assert {each["kind"] for each in layout["widgets"] if each["edits"]} == {"miaou"}


async def test_a_link_bears_its_own_title(zoe):
    link = {"id": "erp", "kind": "link", "x": 0, "y": 8, "w": 3, "h": 1}
    await zoe.ask("put_back", widget=link | {"options": {"title": "L’ERP", "address": "erp.example/menu"}})
    tile = await zoe.tile("erp")
    assert (tile["title"], tile["edits"]) == ("L’ERP", True)
    assert tile["options"]["address"] == "https://erp.example/menu"


async def test_a_renamed_and_recoloured_canal_shows_as_it_is_now(office, zoe):
    await office.store.canals.edit(office.lea, office.bureau.id, name="Le bureau", color="#0e7490")
    tile = await zoe.tile("miaou")
    assert (tile["title"], tile["color"], tile["notice"]) == ("Miaou! · Le bureau", "#0e7490", "")


async def test_a_canal_that_is_no_longer_one_s_own_is_not_named_any_more(office, desk_of):
    karim = desk_of(office.karim)
    await karim.ask("fill", widget="miaou", options={"canal": office.direction.id})
    assert (await karim.tile("miaou"))["title"] == f"Miaou! · {office.direction.name}"
    await office.store.canals.leave(office.karim, office.direction.id)
    tile = await karim.tile("miaou")
    assert (tile["title"], tile["canal"], tile["color"]) == ("Miaou!", None, "")
    assert tile["notice"] == "This canal is no longer yours, or no longer exists."
    # Nor is its name told while the tile is moved.
    assert (await karim.ask("shift", widget="miaou", right=1, down=0))["said"] == "Miaou!: column 2, row 1"


async def test_an_archived_canal_still_shows_and_it_is_said(office, desk_of):
    karim = desk_of(office.karim)
    await karim.ask("fill", widget="miaou", options={"canal": office.direction.id})
    await office.store.canals.archive(office.lea, office.direction.id)
    tile = await karim.tile("miaou")
    assert (tile["canal"], tile["notice"]) == (
        office.direction.id,
        "This canal is archived: nothing more is said in it.",
    )


async def test_a_direct_conversation_bears_the_others_names_which_may_change(office, desk_of):
    direct = await office.store.canals.direct(office.karim, [office.lea.id, office.zoe.id])
    karim = desk_of(office.karim)
    await karim.ask("fill", widget="miaou", options={"canal": direct.id})
    answer = await karim.ask("now")
    assert set(answer["layout"]["named"]) == {office.lea.id, office.zoe.id}
    title = (await karim.tile("miaou"))["title"].removeprefix("Miaou! · ")
    assert set(title.split(", ")) == {office.lea.nickname, office.zoe.nickname}
