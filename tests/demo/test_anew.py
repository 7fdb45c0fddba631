"""A demo that begins again."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.demo.cast import PLACES
from app.demo.demo import Demo
from app.demo.languages import LANGS
from app.settings import Settings
from app.store import Store, tables
from app.store.refusal import Unavailable
from tests.changing import delete_for_good


@pytest.fixture
async def demo(tmp_path):
    store = await Store.open(tmp_path / "demo")
    demo = Demo(Settings(_env_file=None), "fr")
    await demo.furnish(store)
    # Its colleagues are there, and do nothing of their own meanwhile.
    demo.pace.pause()
    demo.begin()
    yield demo
    await demo.close()
    await store.close()


def shown(demo: Demo) -> dict[str, object]:
    """What the office shows that does not tell the time."""
    state = demo.company.store.state
    return {
        "office": (state.office_name, state.office_lang),
        "members": {
            each.login: (each.id, each.nickname, each.note, each.image, each.role) for each in state.members.values()
        },
        "canals": {each.id: (each.name, each.kind, sorted(each.joined)) for each in state.canals.values()},
        # What happens to a canal bears a nonce of its own each time.
        "said": {
            key: [each.nonce for each in window.messages if not each.event] for key, window in state.windows.items()
        },
        "connected": demo.company.there(),
    }


async def test_whatever_was_done_in_it_is_undone_and_whoever_looks_at_it_stays_there(demo):
    store, life = demo.company.store, demo.life
    before, images = shown(demo), sorted(path.name for path in (store.folder / "images").iterdir())
    karim, office = demo.company.member("karim"), demo.company.canal("office")
    token = await store.sessions.start(karim)
    await store.members.create("nina", "Nina")
    await store.canals.create(karim, "Un canal de plus")
    await store.members.set_image(karim, karim.id, b"large", b"small")
    await demo.company.say("karim", office.id, "Le monde d’avant")
    await store.drafts.keep(karim, office.id, {"text": "à suivre", "to": []}, 0)
    demo.company.leave("karim")
    demo.company.arrive("agathe")
    await demo.reset()
    assert shown(demo) == before
    assert sorted(path.name for path in (store.folder / "images").iterdir()) == images
    assert not store.drafts.of(karim)
    assert store.sessions.find(token).member_id == demo.company.member("karim").id
    assert demo.life is not life
    await demo.company.say("karim", office.id, "Et après")


async def test_it_begins_again_in_the_other_language_in_the_same_canals(demo):
    store = demo.company.store
    canals = {place.key: demo.company.canal(place.key).id for place in PLACES}
    names = {each.name for each in store.state.canals.values()}
    for lang in reversed(LANGS):
        await demo.reset(lang)
        assert store.office.lang == lang
        assert {place.key: demo.company.canal(place.key).id for place in PLACES} == canals
        assert ({each.name for each in store.state.canals.values()} == names) == (lang == "fr")


async def test_when_it_cannot_be_kept_all_goes_on_as_it_was(demo, monkeypatch):
    async def is_full(*_args, **_named):
        raise Unavailable("The disk is full.")

    before, life = shown(demo), demo.life
    monkeypatch.setattr(demo.company.store.writer, "run", is_full)
    with pytest.raises(Unavailable):
        await demo.reset("en")
    assert shown(demo) == before
    assert demo.lang == demo.company.store.office.lang == "fr"
    assert demo.life is not life, "its colleagues live on"
    monkeypatch.undo()
    await demo.reset("en")
    assert demo.lang == demo.company.store.office.lang == "en"


@pytest.mark.parametrize("taken", [True, False], ids=["taken", "for few"])
async def test_whatever_was_done_to_the_key_of_the_business_software_it_opens_again(demo, taken):
    store, key = demo.company.store, demo._host.key
    odile = demo.company.member("odile")
    if taken:
        await store.embedding.remove_key(odile, key.id)
    else:
        await store.embedding.let_admins(odile, key.id, False)
    await demo.reset()
    [known] = store.state.embed_keys.values()
    assert (known.id, known.secret, known.admins) == (demo._host.key.id, demo._host.key.secret, True)


async def test_a_file_that_was_deleted_in_it_is_there_again(demo):
    """Also when the next office stood ready: what its file holds went with the one that was open."""
    store, workshop = demo.company.store, demo.company.canal("workshop")

    def photos():
        messages = store.messages.newest(demo.company.member("karim"), workshop.id, 1_000).messages
        return [(message, message.files) for message in messages if message.files]

    ((said, files),) = photos()
    demo._anew._ready = await demo._anew._furnish()
    await delete_for_good(store, demo.company.member("nour"), said.id)
    assert not any(store.files.kept.path(file.digest).exists() for file in files)
    await demo.reset()
    ((_, again),) = photos()
    assert [file.digest for file in again] == [file.digest for file in files]
    assert all(store.files.kept.path(file.digest).is_file() for file in again)
    assert set(await store.files.kept.found()) == {row.digest for row in await _all_files(store)}


async def _all_files(store):
    return await store.database.read(lambda connection: connection.execute(select(tables.File.digest)).all())
