"""What is found: by words, phrases and filters, of what whoever seeks may read now."""

from tests.changing import delete_for_good


async def test_all_words_must_be_there_in_any_form_and_order(say, find):
    both = await say("Les factures de l’Hôtel sont parties")
    await say("La facturation de l’hôtel")
    other = await say("Une facture")
    assert await find("facture ") == [other.id, both.id]
    assert await find("hotel facturé ") == [both.id]
    assert await find("parties hotels factures") == [both.id]
    assert await find("facture introuvable") == []


async def test_the_last_word_may_have_only_begun(say, find):
    said = await say("Le bon de commande est prêt")
    for typed in ("co", "com", "comm", "comman", "bon comma", "commande p", "bon c"):
        assert await find(typed) == [said.id], typed
    assert await find("comma bon") == []
    assert await find("comma ") == []
    assert await find("c") == []


async def test_what_stands_in_quotes_is_found_as_it_is_spelled_and_in_its_order(say, find):
    said = await say("Le bon de commande, et la commande de bon matin")
    other = await say("Bons de commandes")
    assert await find('"bon de commande"') == [said.id]
    assert await find("« Bon de Commande »") == [said.id]
    assert await find('"de bon commande"') == []
    assert await find('"commandes"') == [other.id]
    assert await find('"bon de comm') == []
    assert await find("bon de commande ") == [other.id, said.id]


async def test_what_belongs_together_is_found_whole_and_by_its_parts(say, find):
    said = await say("Voir FA2024-0153, ou lea@example.fr, ou https://example.org/devis, ou le 06 12 34 56 78")
    for typed in ("FA2024-0153", "fa2024", "0153", "FA2024-01", "lea@example.fr", "example.org/devis", "0612345678"):
        assert await find(typed) == [said.id], typed
    assert await find("0153-FA2024") == []
    assert await find("comptes-rendus") == []


async def test_what_is_not_wanted_is_left_out(say, find):
    one, other = await say("facture payée"), await say("facture impayée")
    assert await find("facture -impayée") == [one.id]
    assert await find("facture -payée") == [other.id]
    assert await find('facture -"facture payée"') == [other.id]


async def test_filters_narrow_what_is_found(office, say, find):
    store, lea, karim = office.store, office.lea, office.karim
    mine = await say("Un devis https://example.org")
    his = await say("Un devis", by=karim)
    secret = await say("Un devis", canal=office.direction)
    card = await say("", by=karim, card={"title": "Devis DE-7", "fields": [["Client", "Hôtel du Lac"]]})
    assert await find("devis de:léa ") == [secret.id, mine.id]
    assert await find("de:KARIM devis") == [card.id, his.id]
    assert await find("devis de:moi") == [secret.id, mine.id]
    assert await find("devis from:moi from:kar") == [card.id, secret.id, his.id, mine.id]
    assert await find("dans:direction") == [secret.id]
    assert await find('in:"tout le bureau" devis') == [card.id, his.id, mine.id]
    assert await find("a:lien") == [mine.id]
    assert await find("has:card lac") == [card.id]
    found = await store.search.find(lea, "lac")
    assert [(each.where, each.excerpt) for each in found.results] == [
        ("card", (("Devis DE-7 · Client Hôtel du ", False), ("Lac", True))),
    ]


async def test_what_was_meant_for_me(office, say, find):
    aside = await say("Psst", to=[office.zoe])
    await say("Bonjour")
    named = await say("@Zoé, un mot")
    direct = await office.store.canals.direct(office.lea, [office.zoe.id])
    between = await say("Entre nous", canal=direct)
    first = await say("Moi", by=office.zoe)
    answer = await say("Toi", reply_to=first.id)
    await say("Oui", by=office.zoe, canal=direct)
    assert await find("reçus:", by=office.zoe) == [answer.id, between.id, named.id, aside.id]
    assert await find("received: psst", by=office.zoe) == [aside.id]


async def test_days_narrow_what_is_found(say, find, clock):
    monday = await say("Un")
    clock.advance(days=1)
    tuesday = await say("Un")
    clock.advance(days=1)
    today = await say("Un")
    assert await find("un le:2026-03-03 ") == [tuesday.id]
    assert await find("un avant:hier") == [monday.id]
    assert await find("un depuis:3/3") == [today.id, tuesday.id]
    assert await find("un après:lundi") == [today.id, tuesday.id]
    assert await find("un on:today") == [today.id]
    assert await find("le:mars 2026") == [today.id, tuesday.id, monday.id]
    assert await find("le:avril un") == []


async def test_what_cannot_be_made_sense_of_is_said_and_left_out(office, say, find):
    said = await say("Un devis")
    found = await office.store.search.find(office.lea, "devis le:trente a:chat ")
    assert [each.message.id for each in found.results] == [said.id]
    assert (found.trouble, found.unclear) == (
        ("This is no day.", "This is nothing that a message can hold."),
        ("le:trente", "a:chat"),
    )
    assert (await office.store.search.find(office.lea, "")).trouble == ()
    assert (await office.store.search.find(office.lea, "de:")).trouble == ()


async def test_outsiders_find_nothing_and_a_canal_that_is_not_theirs_is_like_one_that_is_not(office, say):
    await say("Un devis secret", canal=office.direction)
    await say("Un devis secret", to=[office.karim])
    search = office.store.search
    for typed in ("secret", '"devis secret"', "de:léa", "devis", "dans:direction devis", "dans:dir secret"):
        found = await search.find(office.zoe, typed)
        assert (found.results, found.more) == ((), ""), typed
        for order in ("newest", "best"):
            there = await search.find(office.zoe, typed, order=order)
            assert there.results == ()
    theirs, nowhere = [await search.find(office.zoe, f"secret dans:{name}") for name in ("direction", "nulle")]
    assert theirs.trouble == nowhere.trouble == ("You are in no canal of that name.",)
    assert search.suggest(office.zoe, "dans:dir") == search.suggest(office.zoe, "dans:nulle") == ()
    assert [each.label for each in search.suggest(office.karim, "dans:dir")] == ["Direction"]


async def test_an_aside_is_found_by_its_circle_and_only_as_long_as_they_are_in_its_canal(office, say, find):
    aside = await say("Chuchotis", canal=office.direction, to=[office.karim])
    assert await find("chuchotis", by=office.karim) == [aside.id] == await find("chuchotis")
    await office.store.canals.leave(office.karim, office.direction.id)
    assert await find("chuchotis", by=office.karim) == []
    assert await find("chuchotis", by=office.karim, order="best") == []


async def test_an_edit_and_a_deletion_are_found_at_once(office, say, find):
    store, lea = office.store, office.lea
    said = await say("Un brouillon")
    await store.edits.edit(lea, said.id, "Une version", "e")
    assert (await find("brouillon"), await find("version")) == ([], [said.id])
    await store.deletions.delete(lea, said.id)
    assert await find("version") == []
    await store.deletions.undo(lea, said.id)
    assert await find("version") == [said.id]
    await delete_for_good(store, lea, said.id)
    assert await find("version") == []


async def test_pages_go_on_from_one_another_in_both_orders(office, say):
    said = [(await say(f"Numéro {n} {'numéro ' * (n % 3)}")).id for n in range(11)]
    for order in ("newest", "best"):
        after, pages = "", []
        while True:
            found = await office.store.search.find(office.zoe, "numéro", order=order, after=after, limit=4)
            pages.append([each.message.id for each in found.results])
            after = found.more
            if not after:
                break
        assert [len(page) for page in pages] == [4, 4, 3], order
        found_in_all = [each for page in pages for each in page]
        assert sorted(found_in_all) == said
        if order == "newest":
            assert found_in_all == said[::-1]
        else:
            assert pages[0] == [said[n] for n in (8, 5, 2, 10)]


async def test_whatever_somebody_makes_up_to_go_on_from_does_no_harm(office, say):
    await say("Bonjour")
    for after in ("x", "-1", "9" * 30, "nan/1", "1e999/2", "/", "\x00", "1/\ud800"):
        for order in ("newest", "best"):
            await office.store.search.find(office.lea, "bonjour", after=after, order=order, limit=-5)


async def test_an_excerpt_shows_the_words_around_in_their_spelling_and_names_as_they_are_today(office, say):
    await say(f"{'Avant cela, rien. ' * 20}Puis **Zoé** dit à @Karim que <b>l’Été</b> {'fut long ' * 40}")
    await office.store.members.edit(office.karim, office.karim.id, nickname="Karim B.")
    ((found,), *_) = [(await office.store.search.find(office.lea, "ete karim")).results]
    text = "".join(text for text, _ in found.excerpt)
    assert text.startswith("…") and text.endswith("…") and 100 < len(text) < 200
    assert "Zoé dit à @Karim B. que <b>l’Été</b> fut" in text
    assert [text for text, is_sought in found.excerpt if is_sought] == ["Karim", "Été"]


async def test_what_is_pinned_is_found_as_such(office, say, find):
    one, other = await say("Le code du portail"), await say("Le code de la photocopieuse")
    secret = await say("Le code du coffre", canal=office.direction)
    for message in (one, secret):
        await office.store.pins.pin(office.lea, message.id)
    assert await find("épinglés: code") == await find("pinned:") == [secret.id, one.id]
    assert await find("épinglés:", by=office.zoe) == [one.id]
    assert await find("code épinglés: photocopieuse") == []
    await office.store.pins.pin(office.lea, one.id, on=False)
    await office.store.pins.pin(office.zoe, other.id)
    assert await find("épinglés:", by=office.zoe, order="best") == [other.id]


async def test_what_one_may_read_no_longer_is_not_told_by_a_next_page_either(office, say):
    store, karim = office.store, office.karim
    said = [(await say("Une courgette")).id for _ in range(3)]
    await say("Une courgette à part", canal=office.direction, to=[karim])
    await store.canals.leave(karim, office.direction.id)
    for order in ("newest", "best"):
        found = await store.search.find(karim, "courgette", order=order, limit=3)
        assert ([each.message.id for each in found.results], found.more) == (said[::-1], ""), order


async def test_words_that_only_tie_others_together_are_sought_where_there_is_nothing_else(say, find):
    said = await say("Un parapluie est resté à l’accueil")
    other = await say("La facture de mars")
    assert await find("le parapluie") == await find("the parapluie de l’accueil") == [said.id]
    assert await find('"le parapluie"') == []
    assert await find("parapluie -la") == [said.id]
    assert await find("la ") == [other.id]
