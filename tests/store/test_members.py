"""Members: making accounts, their cards and their preferences."""

import asyncio

import pytest

from app.store import Forbidden, Refused, members
from app.store.feed import MemberChanged, SettingChanged
from app.store.images import Images
from app.store.members import NOTE_LONGEST, SETTINGS
from app.store.names import COLORS, LONGEST

GOOD = "chat-perché-9"

pytestmark = pytest.mark.usefixtures("quick_passwords")


async def test_a_new_member_is_the_same_after_a_restart(store, stores, heard):
    made = await store.members.create("nour", "Nour", role="admin", color="#0E7490", note=" La  paie ")
    assert (made.nickname, made.color, made.note, made.is_admin) == ("Nour", "#0e7490", "La paie", True)
    assert heard == [MemberChanged(made.id)]
    again = await stores.reopen(store)
    assert again.members.all() == [made]
    assert again.members.get(made.id) == made


async def test_a_member_without_a_nickname_is_called_by_their_login(store):
    assert (await store.members.create("nour")).nickname == "nour"


async def test_each_member_gets_a_colour_of_ours(store):
    made = [await store.members.create(f"membre{n}") for n in range(len(COLORS) + 1)]
    assert {member.color for member in made} == set(COLORS)


@pytest.mark.parametrize("login", ["lea", "LEA", "Léa", "léa", "le\u0301a", " lea "])
async def test_a_login_is_taken_in_any_case_and_accents(office, login):
    with pytest.raises(Refused) as refused:
        await office.store.members.create(login, "Une autre")
    assert "login" in refused.value.params
    assert office.store.members.by_login(login) == office.lea


@pytest.mark.parametrize("nickname", ["Zoé", "zoe", "ZOË", " Zo\u200bé ", "Ｚｏｅ"])
async def test_a_nickname_is_taken_in_any_case_and_accents(office, nickname):
    with pytest.raises(Refused):
        await office.store.members.create("autre", nickname)
    with pytest.raises(Refused):
        await office.store.members.edit(office.karim, office.karim.id, nickname=nickname)
    assert office.store.members.get(office.karim.id).nickname == "Karim"


async def test_a_member_may_write_their_own_nickname_otherwise(office):
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="ZOÉ")
    assert office.store.members.get(office.zoe.id).nickname == "ZOÉ"


async def test_a_nickname_that_was_given_up_is_free(office):
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="Zaza")
    await office.store.members.edit(office.karim, office.karim.id, nickname="Zoé")
    assert office.store.members.get(office.karim.id).nickname == "Zoé"


async def test_two_who_take_a_name_at_once_do_not_both_get_it(office):
    made = await asyncio.gather(
        *(office.store.members.create(f"nour{n}", "Nour") for n in range(4)),
        *(office.store.members.edit(member, member.id, nickname="Nour") for member in office.members),
        return_exceptions=True,
    )
    assert sum(not isinstance(answer, Exception) for answer in made) == 1
    assert all(isinstance(answer, Refused) for answer in made if isinstance(answer, Exception))


@pytest.mark.parametrize("nickname", ["   ", "\u202e", "\x00", "é" * (LONGEST + 1), "a" * 200])
async def test_a_nickname_that_cannot_be_is_refused_and_the_old_one_kept(office, nickname):
    with pytest.raises(Refused):
        await office.store.members.create("nour", nickname)
    with pytest.raises(Refused):
        await office.store.members.edit(office.zoe, office.zoe.id, nickname=nickname)
    assert office.store.members.get(office.zoe.id) == office.zoe
    assert len(office.store.members.all()) == 4


async def test_an_edited_card_is_the_same_after_a_restart(office, stores, heard):
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="Zoé L.", note="Accueil\n" + "x" * 200)
    assert heard == [MemberChanged(office.zoe.id)]
    kept = office.store.members.get(office.zoe.id)
    assert kept.nickname == "Zoé L."
    assert kept.note.startswith("Accueil x")
    assert len(kept.note) == NOTE_LONGEST
    store = await stores.reopen(office.store)
    assert store.members.get(office.zoe.id) == kept


async def test_an_edit_of_nothing_changes_nothing(office, heard):
    await office.store.members.edit(office.zoe, office.zoe.id)
    assert office.store.members.get(office.zoe.id) == office.zoe
    assert heard == []
    with pytest.raises(Forbidden):
        await office.store.members.edit(office.odile, office.zoe.id)


async def test_an_image_is_kept_in_two_sizes_and_found_by_what_it_holds(office, stores):
    await office.store.members.set_image(office.zoe, office.zoe.id, b"large", b"small")
    digest = office.store.members.get(office.zoe.id).image
    assert len(digest) == 24
    store = await stores.reopen(office.store)
    assert store.members.get(office.zoe.id).image == digest
    assert store.images.path(digest, 256).read_bytes() == b"large"
    assert store.images.path(digest, 64).read_bytes() == b"small"


@pytest.mark.parametrize("name", ["../miaou.db", "..", "", "0" * 23, "0" * 24, "G" * 24, "0" * 24 + "\n"])
def test_an_image_that_is_none_of_ours_is_not_found(tmp_path, name):
    assert Images(tmp_path).path(name, 64) is None


async def test_an_image_is_found_in_the_kept_sizes_only(office):
    await office.store.members.set_image(office.zoe, office.zoe.id, b"large", b"small")
    assert office.store.images.path(office.store.members.get(office.zoe.id).image, 128) is None


async def test_a_forbidden_image_is_not_even_written(office):
    with pytest.raises(Forbidden):
        await office.store.members.set_image(office.odile, office.zoe.id, b"large", b"small")
    assert not (office.store.folder / "images").exists()


@pytest.mark.parametrize(("setting", "value"), [(name, value) for name in SETTINGS for value in SETTINGS[name]])
async def test_a_preference_is_kept_and_told_to_its_member_only(office, stores, heard, setting, value):
    await office.store.members.set(office.zoe, setting, value)
    assert heard == [SettingChanged(office.zoe.id, setting, value)]
    store = await stores.reopen(office.store)
    assert members.setting(store.members.get(office.zoe.id), setting) == value
    assert members.setting(store.members.get(office.karim.id), setting) == members.setting(office.karim, setting)


@pytest.mark.parametrize(
    ("setting", "value"),
    [("theme", "rose"), ("lang", "de"), ("role", "admin"), ("active", ""), ("password", "x"), ("", "")],
)
async def test_a_preference_that_does_not_exist_is_refused(office, setting, value):
    with pytest.raises(Refused):
        await office.store.members.set(office.zoe, setting, value)
    assert office.store.members.get(office.zoe.id) == office.zoe


async def test_who_signs_in_is_the_one_with_that_login_and_password(store):
    made = await store.members.create("Lea", "Léa", GOOD)
    assert await store.members.with_password("lea", GOOD) == made
    assert await store.members.with_password("LÉA", GOOD) == made
    assert await store.members.with_password("lea", GOOD + "x") is None
    assert await store.members.with_password("personne", GOOD) is None


async def test_a_member_without_a_password_cannot_be_signed_in_with_one(office):
    for password in ("", GOOD, "no member has this password"):
        assert await office.store.members.with_password("lea", password) is None


async def test_a_new_password_replaces_the_old_one_and_ends_all_sessions(store):
    made = await store.members.create("lea", "Léa", GOOD)
    token = await store.sessions.start(made)
    await store.members.set_password(made, "tout-autre-9")
    assert store.sessions.find(token) is None
    assert await store.members.with_password("lea", GOOD) is None
    assert await store.members.with_password("lea", "tout-autre-9") == made


async def test_whoever_was_recognised_by_the_old_password_while_a_new_one_was_given_is_not_let_in(store):
    made = await store.members.create("lea", "Léa", GOOD)
    by_old = await store.members.with_password("lea", GOOD)
    await store.members.set_password(made, "tout-autre-9")
    with pytest.raises(Forbidden):
        await store.sessions.start(by_old, by_password=True)
    by_new = await store.members.with_password("lea", "tout-autre-9")
    assert store.sessions.find(await store.sessions.start(by_new, by_password=True))


async def test_a_card_that_is_filled_in_meanwhile_keeps_nobody_from_signing_in(store):
    made = await store.members.create("lea", "Léa", GOOD)
    recognised = await store.members.with_password("lea", GOOD)
    await store.members.edit(made, made.id, note="au bureau")
    assert store.sessions.find(await store.sessions.start(recognised, by_password=True))


async def test_a_refused_password_makes_no_member_and_changes_none(store):
    made = await store.members.create("lea", "Léa", GOOD)
    token = await store.sessions.start(made)
    with pytest.raises(Refused):
        await store.members.create("nour", "Nour", "court")
    with pytest.raises(Refused):
        await store.members.set_password(made, "12345678")
    assert store.members.all() == [made]
    assert store.sessions.find(token) is not None
    assert await store.members.with_password("lea", GOOD) == made


async def test_the_password_is_nowhere_in_the_database_as_it_was_typed(store, rows):
    await store.members.create("lea", "Léa", GOOD)
    ((kept,),) = rows("SELECT password FROM member")
    assert kept.startswith("$argon2id$")
    assert GOOD not in kept


async def test_an_unknown_member_is_not_found(store):
    with pytest.raises(Forbidden):
        store.members.get(1)
    assert store.members.by_login("lea") is None
