"""One's canals in the order of the drawer, and which of them shows where none was chosen."""

from app.store import drawer


def names(office, member):
    return [drawer.called(office.store.state, member, canal) for canal in drawer.standing(office.store.state, member)]


async def test_canals_stand_in_their_member_s_order_then_by_name_as_people_count_and_direct_ones_last(office):
    made = {name: await office.store.canals.create(office.lea, name) for name in ("Étage 10", "Étage 9", "Atelier")}
    await office.store.canals.direct(office.zoe, [office.lea.id])
    assert names(office, office.zoe) == ["Atelier", "Étage 9", "Étage 10", office.bureau.name, office.lea.nickname]
    await office.store.preferences.arrange(office.zoe, [made["Étage 10"].id, office.bureau.id])
    assert names(office, office.zoe)[:3] == ["Étage 10", office.bureau.name, "Atelier"]
    await office.store.canals.archive(office.lea, made["Atelier"].id)
    assert "Atelier" not in names(office, office.zoe)


async def test_the_oldest_canal_that_everybody_is_in_shows_first_as_long_as_it_stands(office):
    state = office.store.state
    younger = await office.store.canals.create(office.lea, "Atelier")
    assert drawer.first(state, office.karim).id == office.bureau.id
    await office.store.canals.archive(office.lea, office.bureau.id)
    assert drawer.first(state, office.karim).id == younger.id
    await office.store.canals.archive(office.lea, younger.id)
    assert drawer.first(state, office.karim).id == office.direction.id
    assert drawer.first(state, office.zoe).archived


async def test_a_fresh_canal_is_one_that_is_not_shown_yet(office):
    state = office.store.state
    assert drawer.fresh(state, office.karim, []).id == drawer.standing(state, office.karim)[0].id
    assert drawer.fresh(state, office.zoe, [office.bureau.id]).id == office.bureau.id
