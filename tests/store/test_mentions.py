"""Who is named in a message: one of those who read it, kept by their id, and told so."""

from itertools import count

import pytest

from app.store import access, messages, state
from app.store.access import EVERYBODY_MOST
from app.store.state import EVERYBODY
from tests.changing import alter, remove

NONCES = count(1)


async def post(office, text, by=None, canal=None, to=()):
    by, canal = by or office.lea, canal or office.bureau
    return await office.store.messages.post(by, canal.id, text, [m.id for m in to], f"m{next(NONCES)}")


async def named(office, text, **said):
    return set((await post(office, text, **said)).message.mentions)


async def hire(office, number):
    for n in range(number):
        await office.store.members.create(f"hired-{n}", f"Poste {n}")


def is_named(store, member, canal):
    return store.unseen.of(member, canal.id).named


async def test_a_mention_is_kept_by_the_member_s_id(office, stores, rows):
    posted = await post(office, "Bonjour @zoe")
    assert posted.message.mentions == (office.zoe.id,)
    mark = f'<span class="mention" data-member="{office.zoe.id}">@zoe</span>'
    assert posted.message.html == f"<p>Bonjour {mark}</p>"
    assert rows("SELECT mentions FROM message") == [(f"[{office.zoe.id}]",)]
    again = await stores.reopen(office.store)
    assert again.messages.newest(office.lea, office.bureau.id).messages == [posted.message]


async def test_a_renamed_member_is_found_under_the_new_name_alone(office):
    assert await named(office, "@Zoé") == {office.zoe.id}
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="Zoé de la Tour")
    assert await named(office, "@Zoé de la tour") == {office.zoe.id}
    # Typed before, sent after: it names nobody rather than somebody else.
    assert await named(office, "@Zoé") == set()
    await office.store.members.create("zoe2", "Zoé")
    assert await named(office, "@Zoé") != {office.zoe.id}


async def test_who_is_new_can_be_named(office):
    assert await named(office, "@Solène") == set()
    solene = await office.store.members.create("solene", "Solène")
    assert await named(office, "@solene") == {solene.id}


async def test_nobody_names_themselves(office):
    posted = await post(office, "@Léa et @Zoé")
    assert posted.message.mentions == (office.zoe.id,)
    assert posted.message.html.count("data-member") == 2


async def test_who_is_outside_a_private_canal_is_not_named_and_the_author_hears_of_it(office):
    posted = await post(office, "@Karim, @Zoé", canal=office.direction)
    assert (posted.message.mentions, posted.others) == ((office.karim.id,), (office.zoe.id,))
    assert posted.message.html.endswith(", @Zoé</p>")
    assert not office.store.unseen.total(office.zoe).star


async def test_in_an_aside_its_circle_alone_is_named(office):
    posted = await post(office, "@Karim, @Zoé, @Léa", to=[office.zoe])
    assert (posted.message.mentions, posted.others) == ((office.zoe.id,), (office.karim.id,))


async def test_everybody_in_an_aside_is_its_circle(office):
    posted = await post(office, "@tous", to=[office.zoe, office.odile])
    assert posted.message.mentions == (office.zoe.id, office.odile.id)
    assert not is_named(office.store, office.karim, office.bureau)
    assert is_named(office.store, office.zoe, office.bureau)


async def test_a_closed_account_is_not_named_nor_is_anybody_else_by_its_name(office):
    await office.store.members.create("zoe2", "Zoé Martin")
    martin = office.store.members.by_login("zoe2")
    await office.store.members.deactivate(office.lea, martin.id)
    assert await named(office, "@Zoé Martin") == set()
    await office.store.members.reactivate(office.lea, martin.id)
    assert await named(office, "@Zoé Martin") == {martin.id}


async def test_everybody_is_named_where_they_are_few_and_by_an_administrator_where_they_are_many(office):
    assert await named(office, "@tous", by=office.zoe) == {EVERYBODY}
    await hire(office, EVERYBODY_MOST - 4)
    assert await named(office, "@tous", by=office.zoe) == {EVERYBODY}
    await office.store.members.create("one-more", "Encore")
    refused = await post(office, "@tous", by=office.zoe)
    assert (refused.message.mentions, refused.others) == ((), (EVERYBODY,))
    assert await named(office, "@tous", by=office.lea) == {EVERYBODY}
    assert await named(office, "@tous", by=office.karim, canal=office.direction) == {EVERYBODY}
    assert not access.may(access.access_everybody, office.store.state, office.zoe, office.direction.id)


@pytest.mark.parametrize(("lang", "words"), [("fr", {"@tous"}), ("en", {"@tous", "@all"})])
async def test_everybody_is_called_as_the_office_speaks(office, lang, words):
    await office.store.office.set_lang(office.lea, lang)
    assert {word for word in ("@tous", "@all", "@everyone") if await named(office, word)} == words


async def test_a_member_who_is_called_like_everybody_comes_first(office):
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="Tous")
    assert await named(office, "@tous") == {office.zoe.id}


async def test_a_repeated_sending_names_nobody_a_second_time(office):
    for others in ((office.zoe.id,), ()):
        posted = await office.store.messages.post(office.lea, office.direction.id, "@Zoé", (), "once")
        assert posted.others == others


async def test_mentions_cost_one_statement_however_many_there_are(office, statements):
    sent = []
    for text in ("Bonjour", "@Zoé", "@Zoé @Karim @tous"):
        with statements() as gathered:
            await post(office, text)
        sent.append(len(gathered))
    assert sent[0] + 1 == sent[1] == sent[2]


# What it does to the star


async def test_a_star_says_that_one_is_named_until_that_is_seen(office, stores):
    store = office.store
    said = (await post(office, "@Zoé ?")).message
    await post(office, "Bonjour")
    async for found in stores.through_restart(store):
        assert [is_named(found, each, office.bureau) for each in office.members] == [False, False, True, False]
        store = found
    await store.reading.mark(office.zoe, office.bureau.id, said.id)
    assert store.unseen.of(office.zoe, office.bureau.id).star
    assert not is_named(store, office.zoe, office.bureau)


async def test_everybody_is_named_but_the_author(office):
    await post(office, "@tous", by=office.karim)
    assert [is_named(office.store, each, office.bureau) for each in office.members] == [True, False, True, True]


async def test_what_one_looks_at_names_nobody(office):
    office.store.reading.watch(office.zoe, office.bureau.id, "tab")
    await post(office, "@Zoé")
    assert not is_named(office.store, office.zoe, office.bureau)


async def test_a_message_that_changes_or_goes_names_others(office):
    store = office.store
    said = (await post(office, "@Zoé")).message
    for each in office.members:
        store.unseen.of(each, office.bureau.id)
    await alter(store, said.id, mentions=messages.named([office.odile.id]))
    assert [is_named(store, each, office.bureau) for each in office.members] == [False, False, False, True]
    await alter(store, said.id, mentions="")
    assert not is_named(store, office.odile, office.bureau)
    await alter(store, said.id, mentions=messages.named([EVERYBODY]))
    assert is_named(store, office.zoe, office.bureau)
    await remove(store, said.id)
    assert not is_named(store, office.zoe, office.bureau)


@pytest.mark.parametrize("to", [(), ("zoe", "karim")])
async def test_who_was_named_long_ago_is_still_told(office, stores, monkeypatch, to):
    for module in (messages, state):
        monkeypatch.setattr(module, "WINDOW", 3)
    circle = [getattr(office, login) for login in to]
    store = office.store
    named_in = (await post(office, "@Zoé", to=circle)).message
    by_herself = (await post(office, "@Karim et @tous", by=office.zoe, to=circle[1:])).message
    for _ in range(8):
        await post(office, "Bonjour", to=circle)
    assert store.state.held(office.bureau.id, named_in.id) is None
    async for found in stores.through_restart(store):
        store = found
        assert is_named(store, office.zoe, office.bureau)
        assert is_named(store, office.karim, office.bureau)
        assert is_named(store, office.odile, office.bureau) is (not to)
        assert is_named(store, office.lea, office.bureau) is (not to)
    await store.reading.mark(office.zoe, office.bureau.id, named_in.id)
    assert not is_named(store, office.zoe, office.bureau), "what she said herself names her to others alone"
    await store.reading.mark(office.karim, office.bureau.id, by_herself.id)
    assert not is_named(store, office.karim, office.bureau)
    await remove(store, by_herself.id)
    assert not is_named(store, office.odile, office.bureau)
