"""Who is named in a message: one of those who read it, kept by their id, and told so."""

import asyncio
from itertools import count

import pytest

from app.store import access, posting, window, window_rows
from app.store.access import EVERYBODY_MOST
from app.store.feed import MessageChanged, ReceivedChanged
from app.store.received import ASIDE, MENTION, REPLY
from app.text.mentions import EVERYBODY
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
    await alter(store, said.id, mentions=posting.named([office.odile.id]))
    assert [is_named(store, each, office.bureau) for each in office.members] == [False, False, False, True]
    await alter(store, said.id, mentions="")
    assert not is_named(store, office.odile, office.bureau)
    await alter(store, said.id, mentions=posting.named([EVERYBODY]))
    assert is_named(store, office.zoe, office.bureau)
    await remove(store, said.id)
    assert not is_named(store, office.zoe, office.bureau)


@pytest.mark.parametrize("to", [(), ("zoe", "karim")])
async def test_who_was_named_long_ago_is_still_told(office, stores, monkeypatch, to):
    for module in (window_rows, window):
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


# What an edit does to it


async def edit(office, said, text, by=None):
    return (await office.store.edits.edit(by or office.lea, said.id, text, f"e{next(NONCES)}")).message


async def inbox(office, member, store=None):
    page = await (store or office.store).inbox.page(member)
    return [(each.received.kind, each.message.id) for each in page.items]


async def test_whom_an_edit_names_anew_receives_it_and_their_star_says_so(office, stores):
    store = office.store
    said = (await post(office, "Bonjour")).message
    for each in office.members:
        store.unseen.of(each, office.bureau.id)
    await edit(office, said, "Bonjour @Zoé")
    async for found in stores.through_restart(store):
        assert await inbox(office, office.zoe, found) == [(MENTION, said.id)]
        assert [found.inbox.unseen(each) for each in office.members] == [0, 0, 1, 0]
        assert [is_named(found, each, office.bureau) for each in office.members] == [False, False, True, False]


async def test_whoever_has_seen_the_message_receives_it_without_a_star(office):
    said = (await post(office, "Bonjour")).message
    await office.store.reading.mark(office.zoe, office.bureau.id, said.id)
    await edit(office, said, "Bonjour @Zoé")
    assert await inbox(office, office.zoe) == [(MENTION, said.id)]
    assert not office.store.unseen.of(office.zoe, office.bureau.id).star


async def test_whoever_is_named_already_receives_nothing_again(office, heard):
    said = (await post(office, "@Zoé ?")).message
    (before,) = (await office.store.inbox.page(office.zoe)).items
    heard.clear()
    changed = [await edit(office, said, "@zoe, tu viens ?"), await edit(office, said, "@Zoé, viens")]
    assert heard == [MessageChanged(each) for each in changed]
    (after,) = (await office.store.inbox.page(office.zoe)).items
    assert after.received == before.received


async def test_only_those_whom_it_names_anew_are_told(office, heard):
    said = (await post(office, "@Zoé ?")).message
    heard.clear()
    changed = await edit(office, said, "@Zoé et @Karim ?")
    assert heard == [
        MessageChanged(changed, renames=True, named=(office.karim.id,)),
        ReceivedChanged((office.karim.id,)),
    ]


async def test_a_mention_that_is_edited_away_goes_from_the_inbox_unless_it_was_looked_at(office, stores):
    said = (await post(office, "@Zoé et @Karim ?")).message
    (item,) = (await office.store.inbox.page(office.karim)).items
    await office.store.inbox.look(office.karim, item.received.id)
    await edit(office, said, "Qui vient ?")
    assert await inbox(office, office.zoe) == []
    assert await inbox(office, office.karim) == [(MENTION, said.id)]
    await edit(office, said, "@Zoé et @Karim ?")
    async for store in stores.through_restart(office.store):
        # Once for ever: what one has looked at does not come a second time.
        assert [store.inbox.unseen(each) for each in (office.zoe, office.karim)] == [1, 0]
        assert await inbox(office, office.karim, store) == [(MENTION, said.id)]


async def test_what_is_meant_for_somebody_in_another_way_stays_with_them_when_they_are_named_no_longer(office, stores):
    asked = (await post(office, "Qui vient ?", by=office.zoe)).message
    aside = (await post(office, "Psst", to=[office.zoe])).message
    answer = await office.store.messages.post(office.lea, office.bureau.id, "Moi", (), "answer", reply_to=asked.id)
    for said in (aside, answer.message):
        await edit(office, said, "@Zoé")
    assert await inbox(office, office.zoe) == [(MENTION, answer.message.id), (MENTION, aside.id)]
    assert office.store.inbox.unseen(office.zoe) == 2
    for said in (aside, answer.message):
        await edit(office, said, "Personne")
    async for store in stores.through_restart(office.store):
        assert await inbox(office, office.zoe, store) == [(REPLY, answer.message.id), (ASIDE, aside.id)]
        assert store.inbox.unseen(office.zoe) == 2


async def test_an_edit_names_everybody_who_reads_it_and_in_an_aside_its_circle_alone(office):
    said = (await post(office, "@Zoé", canal=office.bureau)).message
    await edit(office, said, "@tous")
    assert [len(await inbox(office, each)) for each in office.members] == [0, 1, 1, 1]
    aside = (await post(office, "Psst", to=[office.karim])).message
    await edit(office, aside, "@Zoé @tous @Odile")
    assert [office.store.inbox.unseen(each) for each in office.members] == [0, 2, 1, 1]
    private = (await post(office, "Bonjour", canal=office.direction)).message
    await edit(office, private, "@Zoé @tous")
    assert [office.store.inbox.unseen(each) for each in office.members] == [0, 3, 1, 1]


async def test_everybody_is_named_by_an_edit_where_they_are_few_only(office):
    await hire(office, EVERYBODY_MOST)
    said = (await post(office, "Bonjour", by=office.zoe)).message
    assert (await edit(office, said, "@tous", by=office.zoe)).mentions == ()
    assert office.store.inbox.unseen(office.karim) == 0


async def test_two_edits_at_once_name_somebody_once(office, rows):
    said = (await post(office, "Bonjour")).message
    await asyncio.gather(edit(office, said, "@Zoé"), edit(office, said, "@Zoé !"), edit(office, said, "@Zoé ?"))
    assert rows("SELECT kind, member_id FROM received") == [(MENTION, office.zoe.id)]
    await asyncio.gather(edit(office, said, "Non"), edit(office, said, "@Zoé"))
    assert rows("SELECT kind, member_id FROM received") == [(MENTION, office.zoe.id)]
    assert office.store.inbox.unseen(office.zoe) == 1


async def test_what_is_edited_and_looked_at_at_once_is_as_a_start_finds_it(office, stores):
    said = (await post(office, "@Zoé @Karim")).message
    (item,) = (await office.store.inbox.page(office.zoe)).items
    look = office.store.inbox.look(office.zoe, item.received.id)
    await asyncio.gather(edit(office, said, "@Karim"), look, edit(office, said, "@Odile"))
    held = {each.id: list(office.store.state.received.get(each.id, [])) for each in office.members}
    store = await stores.reopen(office.store)
    assert {each.id: store.state.received.get(each.id, []) for each in office.members} == held


async def test_naming_by_an_edit_takes_as_many_statements_however_many_are_named(office, statements):
    said = (await post(office, "Bonjour")).message
    counts = {}
    for n in (0, 30):
        await hire(office, n)
        for text in ("@Zoé", "@tous", "Personne"):
            with statements() as sent:
                await edit(office, said, text)
            counts.setdefault(text, []).append(len(sent))
    # Six for the edit; who has received it, and who does now, or no longer does.
    assert counts == {"@Zoé": [8, 8], "@tous": [8, 8], "Personne": [8, 8]}
