"""Files are found by their names, by what they are, and by what stands in them."""

from app.store.search import keeping
from tests.attaching import hold
from tests.changing import delete_for_good

TEXT = ("Réunion du comité\n" + "Rien à signaler. " * 40 + "Le budget prévisionnel de l’Hôtel est approuvé.").encode()


async def pieces(*chunks):
    for chunk in chunks:
        yield chunk


async def brought(office, name, content, by=None, canal=None):
    by, canal = by or office.lea, canal or office.bureau
    return await office.store.files.bring(by, canal.id, name, pieces(content), len(content))


async def kept(store):
    while await store.search._keeper._step():
        pass


async def test_a_file_is_found_by_its_name_at_once_and_by_its_words_soon_after(office, say, find, rows):
    file = await brought(office, "Compte-rendu n° 7.txt", TEXT)
    said = await say("Voici", files=[file.id])
    assert await find("compte-rendu 7") == [said.id]
    assert await find("a:fichier voici") == await find("a:document compte") == [said.id]
    assert rows("SELECT count(*) FROM searchunread") == [(1,)]
    await kept(office.store)
    assert rows("SELECT count(*) FROM searchunread") == [(0,)]
    ((found,), (named,)) = [
        (await office.store.search.find(office.zoe, typed)).results
        for typed in ('"budget prévisionnel"', "compte-rendu")
    ]
    assert (found.message.id, found.where, found.file) == (said.id, "file", said.files[0])
    assert [text for text, is_sought in found.excerpt if is_sought] == ["budget prévisionnel"]
    assert len("".join(text for text, _ in found.excerpt)) < 220
    assert (named.where, named.excerpt) == ("file", (("Compte-rendu", True), (" n° 7.txt", False)))


async def test_words_in_the_text_and_words_in_a_file_of_it_are_found_together(office, say, find):
    file = await brought(office, "note.txt", TEXT)
    said = await say("À relire avant jeudi", files=[file.id])
    await kept(office.store)
    assert await find("relire hôtel jeudi comité") == [said.id]
    assert await find('relire -"rien à signaler"') == []
    assert await find("relire comité", order="best") == [said.id]


async def test_what_kind_of_file_it_is_narrows_what_is_found(office, say, find):
    kinds = {"image": "plan.png", "pdf": "devis.pdf", "animation": "chat.gif", "video": "film.mp4", "text": "lis.txt"}
    said = {}
    for kind, name in kinds.items():
        file = await hold(office.store, office.lea, name, kind=kind)
        said[kind] = (await say("Un", files=[file.id])).id
    assert await find("a:image") == [said["animation"], said["image"]]
    assert await find("a:pdf") == [said["pdf"]]
    assert await find("a:vidéo") == [said["video"]]
    assert await find("has:document") == [said["text"]]
    assert await find("un a:fichier") == [*said.values()][::-1]


async def test_a_file_of_an_aside_or_of_another_canal_is_found_by_those_alone_who_may_read_it(office, say, find):
    secret = await brought(office, "licenciements.txt", b"Liste confidentielle", canal=office.direction)
    said = await say("", files=[secret.id], canal=office.direction)
    again = await brought(office, "licenciements.txt", b"Liste confidentielle")
    aside = await say("", files=[again.id], to=[office.karim])
    await kept(office.store)
    for typed in ("licenciements", "confidentielle", "a:fichier", '"liste confidentielle"', "licenc"):
        assert await find(typed, by=office.zoe) == []
        assert await find(typed, by=office.karim) == [aside.id, said.id]


async def test_of_a_file_that_is_deleted_no_word_is_found_or_left(office, say, find, monkeypatch):
    monkeypatch.setattr(keeping, "FORGETS_EVERY_S", 0)
    file = await brought(office, "zinzolin.txt", b"Amarante zinzolin")
    said = await say("Couleurs", files=[file.id])
    await kept(office.store)
    assert await find("amarante") == [said.id]
    await delete_for_good(office.store, office.lea, said.id)
    assert await find("amarante") == []
    await kept(office.store)
    assert await office.store.deletions.take_due()
    data = (office.store.folder / "miaou.db").read_bytes()
    assert b"amarante" not in data and b"zinzolin" not in data


async def test_an_edit_keeps_the_words_of_the_files(office, say, find):
    file = await brought(office, "note.txt", TEXT)
    said = await say("Avant", files=[file.id])
    await kept(office.store)
    await office.store.edits.edit(office.lea, said.id, "Après", "e")
    await kept(office.store)
    assert await find("après budget") == [said.id]
    assert await find("avant budget") == []
