"""A member's export: all that is theirs, and not a word of what they may not know."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from html.parser import HTMLParser
from io import BytesIO
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.store import Forbidden, Refused, Unavailable, export_pages, exports
from app.store.export_contents import CHUNK
from app.store.exports import export, export_to
from app.store.ids import id_at
from tests.changing import delete_for_good
from tests.conftest import MONDAY

NONCES = count(1)
VOID = {"meta", "br", "img"}


@dataclass
class Export:
    """An export, unpacked."""

    files: dict[str, bytes]

    @property
    def about(self) -> dict[str, Any]:
        return json.loads(self.files["export.json"])

    @property
    def messages(self) -> list[dict[str, Any]]:
        return json.loads(self.files["messages.json"])

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.messages if not message["event"]]

    @property
    def pages(self) -> dict[str, str]:
        return {name: content.decode() for name, content in self.files.items() if name.endswith(".html")}

    @property
    def conversations(self) -> str:
        """All that is read on the conversations' pages."""
        return "".join(page for name, page in self.pages.items() if name.startswith("conversations/"))

    def holds(self, word: str) -> bool:
        return any(word.encode() in content for content in self.files.values())


def unpacked(file: BytesIO | Path) -> Export:
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        return Export({name: archive.read(name) for name in archive.namelist()})


async def exported(office, member, *, by="oneself", progress=None) -> Export:
    file = BytesIO()
    await export(office.store, member if by == "oneself" else by, member.id, file, progress)
    return unpacked(file)


async def say(office, by, canal, said, to=(), card=None) -> int:
    circle = [member.id for member in to]
    posted = await office.store.messages.post(by, canal.id, said, circle, f"nonce-{next(NONCES)}", card)
    return posted.message.id


async def test_an_export_holds_all_that_one_said_and_was_told(office):
    direct = await office.store.canals.direct(office.lea, [office.zoe.id])
    record = {"title": "Facture", "fields": [["Montant", "12 €"]], "reference": "FA1"}
    moment = office.store.clock()
    await say(office, office.karim, office.bureau, "Bonjour **à tous**")
    await say(office, office.zoe, office.bureau, "Un aparté pour Léa", [office.lea, office.karim])
    await say(office, office.lea, office.bureau, "Une réponse à Zoé", [office.zoe])
    await say(office, office.lea, office.direction, "La facture", card=record)
    await say(office, office.zoe, direct, "En direct")
    found = await exported(office, office.lea)
    assert sorted(found.texts) == sorted(
        ["Bonjour **à tous**", "Un aparté pour Léa", "Une réponse à Zoé", "La facture", "En direct"]
    )
    by_text = {message["text"]: message for message in found.messages}
    told = by_text["Un aparté pour Léa"]
    assert told["author"] == {"nickname": "Zoé", "login": "zoe"}
    assert [each["login"] for each in told["recipients"]] == ["lea", "karim"]
    assert (told["said"], by_text["Une réponse à Zoé"]["said"]) == (False, True)
    assert told["canal"] == {"id": office.bureau.id, "name": "Tout le bureau", "left": False}
    assert by_text["En direct"]["canal"]["name"] == "Zoé"
    assert by_text["La facture"]["record"] == {**record, "link": ""}
    said_at = datetime.fromisoformat(by_text["Bonjour **à tous**"]["time"])
    assert said_at.tzinfo == UTC
    assert 0 <= said_at.timestamp() * 1000 - moment < 1_000
    for html in ("Bonjour <strong>à tous</strong>", "Un aparté pour Léa", "La facture", "12 €", "En direct"):
        assert html in found.conversations


async def test_names_from_right_to_left_leave_lists_and_titles_their_order(office):
    for member, nickname in ((office.karim, "كريم"), (office.zoe, "זואי")):
        await office.store.members.edit(member, member.id, nickname=nickname)
    direct = await office.store.canals.direct(office.lea, [office.karim.id, office.zoe.id])
    await say(office, office.lea, direct, "Bonjour")
    await say(office, office.lea, office.bureau, "Un aparté", [office.karim, office.zoe])
    page = (await exported(office, office.lea)).conversations
    names = "\u2068كريم\u2069, \u2068זואי\u2069"
    assert f"en aparté à \u2068{names}\u2069" in page
    others = "\u2068זואי\u2069, \u2068كريم\u2069"
    assert f"<title>\u2068{others}\u2069 · Miaou</title>" in page


async def test_an_export_holds_one_s_card_settings_canals_sessions_desktop_and_deeds(office):
    store, lea = office.store, office.lea
    await store.members.edit(lea, lea.id, note="au téléphone")
    await store.members.set(lea, "theme", "dark")
    await store.preferences.ring(lea, office.bureau.id, "none")
    await store.sessions.start(lea, agent="Firefox/130", address="192.0.2.7")
    await store.desktops.keep(lea, store.desktops.of(lea))
    await store.members.set_role(lea, office.zoe.id, "admin")
    await store.members.set_role(office.zoe, office.karim.id, "admin")
    about = (await exported(office, lea)).about
    assert about["card"]["note"] == "au téléphone"
    assert (about["card"]["login"], about["card"]["email"], about["settings"]["theme"]) == ("lea", "", "dark")
    canals = {canal["name"]: canal for canal in about["canals"]}
    assert canals.keys() == {"Tout le bureau", "Direction"}
    assert canals["Tout le bureau"]["notifications"] == "none"
    assert canals["Direction"]["joined"].startswith("2026-03-02T")
    assert [(each["agent"], each["address"]) for each in about["sessions"]] == [("Firefox/130", "192.0.2.7")]
    assert about["desktop"]["widgets"]
    assert [deed["details"]["member"] for deed in about["deeds"]] == [office.zoe.id], "another's deed"


async def test_an_export_holds_what_one_has_put_by_also_in_a_canal_that_one_has_left(office, clock):
    store, when = office.store, clock.now + 3_600_000
    said = await store.messages.post(office.lea, office.direction.id, "chuchotis", (), "n1")
    await store.drafts.keep(office.karim, office.direction.id, {"text": "Un brouillon"}, 0)
    await store.scheduled.add(office.karim, office.direction.id, {"text": "Pour demain"}, when, "n1")
    await store.reminders.set(office.karim, said.message.id, when)
    await store.drafts.keep(office.lea, office.bureau.id, {"text": "chuchotis"}, 0)
    await store.canals.leave(office.karim, office.direction.id)
    found = await exported(office, office.karim)
    later = found.about["later"]
    assert [each["text"] for each in later["drafts"]] == ["Un brouillon"]
    assert [each["text"] for each in later["scheduled"]] == ["Pour demain"]
    assert [each["message"] for each in later["reminders"]] == [said.message.id]
    assert not found.holds("chuchotis")


async def test_an_export_holds_one_s_image(office):
    await office.store.members.set_image(office.zoe, office.zoe.id, b"the large one", b"the small one")
    await office.store.members.set_image(office.lea, office.lea.id, b"of Lea", b"of Lea too")
    found = await exported(office, office.zoe)
    assert found.files["files/image-256.webp"] == b"the large one"
    assert found.files["files/image-64.webp"] == b"the small one"
    assert not found.holds("of Lea")


async def test_not_one_word_of_an_aside_to_others_is_in_an_export(office):
    await say(office, office.karim, office.bureau, "chuchotis", [office.zoe])
    for outside in (office.lea, office.odile):
        assert not (await exported(office, outside)).holds("chuchotis")
    assert (await exported(office, office.zoe)).texts == ["chuchotis"]


async def test_not_one_word_of_a_canal_that_one_is_not_in_is_in_an_export_nor_its_name(office):
    await say(office, office.karim, office.direction, "chuchotis")
    await office.store.canals.edit(office.lea, office.direction.id, topic="murmure", description="bruissement")
    for outside in (office.zoe, office.odile):
        found = await exported(office, outside)
        assert not any(map(found.holds, ("chuchotis", "murmure", "bruissement", "Direction", str(office.direction.id))))


async def edit(office, by, message_id, said) -> None:
    await office.store.edits.edit(by, message_id, said, f"edit-{next(NONCES)}")


async def test_an_export_tells_what_was_answered_put_to_it_and_edited(office):
    store, asked = office.store, await say(office, office.karim, office.bureau, "Qui vient, @zoé ?")
    post = store.messages.post
    answer = (await post(office.zoe, office.bureau.id, "Moi", (), "answer", reply_to=asked)).message.id
    for by, emoji in ((office.karim, "👍"), (office.lea, "👍"), (office.zoe, "❤️")):
        await store.reactions.put(by, answer, emoji, True)
    await edit(office, office.zoe, answer, "Moi, peut-être")
    await edit(office, office.zoe, answer, "Moi <b>")
    await edit(office, office.karim, asked, "Qui vient demain, @zoé ?")
    await store.members.edit(office.zoe, office.zoe.id, nickname="Zora")
    found = await exported(office, office.zoe)
    question, told = found.messages
    assert told["answers"] == {
        "id": asked,
        "author": {"nickname": "Karim", "login": "karim"},
        "text": "Qui vient demain, @Zora ?",
    }
    put = [(each["emoji"], [by["login"] for by in each["members"]]) for each in told["reactions"]]
    assert put == [("👍", ["karim", "lea"]), ("❤️", ["zoe"])]
    assert [each["text"] for each in told["former"]] == ["Moi", "Moi, peut-être"]
    assert told["former"][0]["time"] == told["time"] < told["former"][1]["time"] < told["edited"]
    # What others said before is their own and the administrators'.
    assert (question["former"], question["answers"], question["reactions"]) == ([], None, [])
    assert question["edited"]
    assert "Moi, peut-être" in found.conversations
    quote = '<p class="quote"><b><bdi>Karim</bdi></b> <bdi>Qui vient demain, @Zora ?</bdi></p>'
    assert quote in found.conversations
    assert "<p>Qui vient demain, @Zora ?</p></div>" in found.conversations
    assert "👍 <bdi>Karim, Léa</bdi> · ❤️ <bdi>Zora</bdi>" in found.conversations
    assert not found.holds("Qui vient, @zoé ?")
    assert [Reader(page) for page in found.pages.values()]


async def test_of_what_is_gone_an_export_tells_that_it_was_answered_and_not_a_word(office):
    asked = await say(office, office.karim, office.bureau, "chuchotis")
    await office.store.messages.post(office.zoe, office.bureau.id, "Moi", (), "answer", reply_to=asked)
    for taking_away in (
        office.store.deletions.delete(office.karim, asked),
        delete_for_good(office.store, office.karim, asked),
    ):
        await taking_away
        found = await exported(office, office.zoe)
        assert [each["answers"] for each in found.messages] == [{"id": asked, "deleted": True}]
        assert not found.holds("chuchotis")


async def test_of_what_one_may_read_no_longer_nothing_is_told_by_one_s_own_answers_nor_who_reacts_to_them(office):
    store, karim, lea, odile = office.store, office.karim, office.lea, office.odile
    asked = await say(office, lea, office.direction, "chuchotis")
    answer = (await store.messages.post(karim, office.direction.id, "dit par Karim", (), "n", reply_to=asked)).message
    await store.reactions.put(karim, answer.id, "👍", True)
    await store.reactions.put(karim, asked, "🎉", True)
    await store.canals.leave(karim, office.direction.id)
    await store.canals.add(lea, office.direction.id, odile.id)
    await store.reactions.put(odile, answer.id, "👍", True)
    await store.reactions.put(odile, answer.id, "❤️", True)
    found = await exported(office, karim)
    (told,) = found.messages
    assert (told["text"], told["answers"]) == ("dit par Karim", None)
    assert told["reactions"] == [{"emoji": "👍", "members": [{"nickname": "Karim", "login": "karim"}]}]
    assert not any(map(found.holds, ("chuchotis", str(asked), "❤️", "🎉", "Odile")))


async def test_an_export_takes_as_many_statements_however_much_stands_around_the_messages(office, statements):
    store, counts = office.store, []
    for n in (1, 12):
        for _ in range(n):
            asked = await say(office, office.zoe, office.bureau, "Qui vient ?", [office.karim])
            answering = store.messages.post(
                office.zoe, office.bureau.id, "Moi", [office.karim.id], f"n{asked}", reply_to=asked
            )
            answer = (await answering).message.id
            await store.reactions.put(office.karim, answer, "👍", True)
            await edit(office, office.zoe, answer, "Moi !")
        with statements() as sent:
            await exported(office, office.zoe)
        counts.append(len(sent))
    assert counts[0] == counts[1]


async def test_of_a_canal_that_one_has_left_one_s_own_words_are_told_and_nothing_else(office):
    store, karim = office.store, office.karim
    await store.members.set(karim, "lang", "en")
    await say(office, karim, office.direction, "dit par Karim")
    await say(office, karim, office.direction, "glissé par Karim", [office.lea])
    await say(office, office.lea, office.direction, "chuchotis")
    await say(office, office.lea, office.direction, "chuchotis en aparté", [karim])
    await store.canals.edit(karim, office.direction.id, name="Nom donné par Karim")
    await store.canals.leave(karim, office.direction.id)
    await store.canals.edit(
        office.lea, office.direction.id, topic="murmure", color="#4d6b00", description="bruissement"
    )
    await store.canals.add(office.lea, office.direction.id, office.odile.id)
    found = await exported(office, karim)
    assert found.texts == ["dit par Karim", "glissé par Karim"]
    assert [each["login"] for each in found.messages[1]["recipients"]] == ["lea"]
    left = {"id": office.direction.id, "name": "A canal that you have left", "left": True}
    assert [message["canal"] for message in found.messages] == [left, left]
    assert "A canal that you have left" in found.pages["index.html"]
    untold = ("chuchotis", "murmure", "bruissement", "Direction", "Nom donné par Karim", "Odile", "#4d6b00")
    assert not any(map(found.holds, untold))


async def test_no_secret_is_in_an_export(office, quick_passwords, rows):
    store, lea = office.store, office.lea
    await store.members.set_password(lea, "un mot de passe marqué")
    token = await store.sessions.start(lea)
    link = await store.resets.create(lea, lea.id)
    invite = await store.invites.create(lea)
    key = await store.embedding.create_secret(lea, "ERP")
    await store.messages.post(lea, office.bureau.id, "Bonjour", (), "a-marked-nonce")
    found = await exported(office, lea)
    hashes = "SELECT password FROM member WHERE password <> '' UNION SELECT token_hash FROM session"
    kept = [row[0] for row in rows(f"{hashes} UNION SELECT code_hash FROM passwordreset")]
    assert len(kept) == 3
    secrets = (*kept, link, invite.code, key.secret, token, "a-marked-nonce", "un mot de passe marqué", "argon2")
    assert [secret for secret in secrets if found.holds(secret)] == []


async def test_one_downloads_one_s_own_data_only(office):
    for by, whose in ((office.zoe, office.karim), (office.lea, office.zoe)):
        with pytest.raises(Forbidden):
            await export(office.store, by, whose.id, BytesIO())
    with pytest.raises(Forbidden):
        await export(office.store, None, 987_654_321, BytesIO())


async def test_an_export_tells_what_its_canals_are_for_and_what_is_pinned_there(office):
    store = office.store
    said = [await say(office, office.karim, office.bureau, text) for text in ("un", "deux", "trois")]
    await store.canals.edit(office.karim, office.bureau.id, topic="Le midi", description="Pour *tous* :\n- le thé")
    for by, message in zip((office.zoe, office.karim, office.lea), said, strict=True):
        await store.pins.pin(by, message)
    await store.deletions.delete(office.lea, said[2])
    found = await exported(office, office.zoe)
    (bureau,) = (each for each in found.about["canals"] if each["name"] == "Tout le bureau")
    assert bureau["description"] == "Pour *tous* :\n- le thé"
    assert [(each["message"], each["by_me"]) for each in bureau["pinned"]] == [(said[0], True), (said[1], False)]
    assert "Pour *tous* : - le thé" in found.conversations
    assert "a épinglé un message" in found.conversations


async def test_a_closed_account_s_data_are_for_whoever_runs_the_machine(office):
    store, zoe = office.store, office.zoe
    direct = await store.canals.direct(office.lea, [zoe.id, office.karim.id])
    await say(office, zoe, office.bureau, "dit par Zoé")
    await say(office, office.lea, office.bureau, "à tous")
    await say(office, office.lea, office.bureau, "en aparté à Zoé", [zoe])
    await say(office, office.lea, office.bureau, "chuchotis", [office.karim])
    await say(office, office.karim, direct, "en direct")
    await store.members.deactivate(office.lea, zoe.id)
    await say(office, office.karim, direct, "après son départ")
    with pytest.raises(Forbidden):
        await exported(office, zoe)
    found = await exported(office, zoe, by=None)
    assert sorted(found.texts) == sorted(["dit par Zoé", "en aparté à Zoé", "en direct"])
    assert {message["canal"]["name"] for message in found.messages if not message["canal"]["left"]} == {"Karim, Léa"}
    assert not any(map(found.holds, ("Tout le bureau", "chuchotis", "après son départ")))


async def test_who_loses_a_right_meanwhile_gets_nothing(office):
    loop, taken_out = asyncio.get_running_loop(), []

    def take_out(*_) -> None:
        if not taken_out:
            removing = office.store.canals.remove(office.lea, office.direction.id, office.karim.id)
            taken_out.append(asyncio.run_coroutine_threadsafe(removing, loop).result(20))

    await say(office, office.lea, office.direction, "chuchotis")
    with pytest.raises(Refused):
        await exported(office, office.karim, progress=take_out)


async def test_an_export_tells_of_one_moment(office):
    loop, said = asyncio.get_running_loop(), []

    def speak(*_) -> None:
        if not said:
            saying = say(office, office.lea, office.bureau, "Trop tard")
            said.append(asyncio.run_coroutine_threadsafe(saying, loop).result(20))

    await say(office, office.lea, office.bureau, "À temps")
    found = await exported(office, office.zoe, progress=speak)
    assert said
    assert not found.holds("Trop tard")
    assert len(re.findall('class="msg', found.conversations)) == 1


async def test_a_long_history_comes_in_chunks_and_on_pages_whole_and_in_order(office, monkeypatch):
    monkeypatch.setattr(export_pages, "PAGE", CHUNK + 7)
    many = 3 * CHUNK
    rows = [
        {"id": id_at(MONDAY) + n * 1024, "canal": office.bureau.id, "author": office.karim.id, "said": f"Message {n}"}
        for n in range(many)
    ]
    with office.store.database.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO message (id, canal_id, author_id, nonce, text, html, is_aside, event, card) "
                "VALUES (:id, :canal, :author, :id, :said, '<p>' || :said || '</p>', 0, '', '')"
            ),
            rows,
        )
    steps: list[tuple[int, int]] = []
    found = await exported(office, office.zoe, progress=lambda done, total: steps.append((done, total)))
    assert {total for _, total in steps} == {2 * many}
    assert steps[-1][0] == 2 * many
    assert all(0 < later - earlier <= CHUNK for (earlier, _), (later, _) in pairwise([(0, 0), *steps]))
    assert found.texts == [f"Message {n}" for n in range(many)]
    pages = [page for name, page in found.pages.items() if name != "index.html"]
    assert sorted(found.pages)[:3] == [
        "conversations/001-2.html",
        "conversations/001-3.html",
        "conversations/001.html",
    ]
    shown = [re.findall(r"<p>(Message \d+)</p>", page) for page in pages]
    assert [len(page) for page in shown] == [CHUNK + 7, CHUNK + 7, CHUNK - 14]
    assert [said for page in shown for said in page] == found.texts
    assert 'href="001-2.html"' in pages[0] and 'href="001.html"' in pages[1] and 'href="001-3.html"' in pages[1]


class Reader(HTMLParser):
    """Reads a page, and fails where an element is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attrs if name.startswith("on")]
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


async def test_every_page_is_well_formed_and_names_in_it_are_text(office):
    store, zoe = office.store, office.zoe
    hostile = "<img src=x onerror=\"alert('1')\">"
    await store.members.edit(zoe, zoe.id, nickname=hostile, note=hostile)
    await store.canals.edit(zoe, office.bureau.id, name=hostile, topic=hostile, description=hostile)
    await store.office.rename(office.lea, hostile)
    await store.sessions.start(zoe, agent=hostile, address="192.0.2.7")
    card = {"title": hostile, "fields": [[hostile, hostile]], "reference": "&amp;"}
    await say(office, zoe, office.bureau, f"{hostile}\n- un\n- deux\n\n```\n{hostile}\n```", card=card)
    await say(office, zoe, office.bureau, hostile, [office.karim])
    await say(office, office.karim, office.bureau, hostile, [zoe])
    for member in (zoe, office.karim):
        found = await exported(office, member)
        tags = [tag for page in found.pages.values() for tag in Reader(page).tags]
        assert not {"script", "img", "iframe", "object", "form", "base"} & set(tags)
        assert hostile.encode() not in b"".join(page.encode() for page in found.pages.values())
        for page in found.pages.values():
            assert "default-src 'none'" in page.replace("&#39;", "'")
            assert not re.search(r'(src|href)="(https?:)?//', page)


@pytest.mark.parametrize(("lang", "said"), [("fr", "en aparté à Léa"), ("en", "aside to Léa")])
async def test_the_pages_speak_the_member_s_language(office, lang, said):
    await office.store.members.set(office.zoe, "lang", lang)
    await say(office, office.zoe, office.bureau, "Bonjour", [office.lea])
    found = await exported(office, office.zoe)
    assert said in found.conversations
    assert f'<html lang="{lang}">' in found.pages["index.html"]


async def test_to_who_has_chosen_no_language_an_export_speaks_as_their_browser_is_spoken_to(office):
    file = BytesIO()
    await export(office.store, office.zoe, office.zoe.id, file, lang="en")
    assert '<html lang="en">' in unpacked(file).pages["index.html"]
    await office.store.office.set_lang(office.lea, "en")
    assert '<html lang="en">' in (await exported(office, office.zoe)).pages["index.html"]


async def test_what_happened_to_a_canal_is_told_in_its_place(office):
    await office.store.canals.add(office.lea, office.direction.id, office.zoe.id)
    await office.store.canals.edit(office.lea, office.direction.id, name="Comité")
    found = await exported(office, office.karim)
    assert [message["event"]["what"] for message in found.messages] == ["added", "renamed"]
    assert found.messages[0]["event"]["member"] == {"nickname": "Zoé", "login": "zoe"}
    assert "Léa a renommé le canal" in found.conversations


async def test_an_export_that_nobody_waits_for_ends_before_its_file_is_given_back(office):
    begun, loop, steps = asyncio.Event(), asyncio.get_running_loop(), []

    def follow(done: int, total: int) -> None:
        steps.append(done)
        loop.call_soon_threadsafe(begun.set)

    for canal in (office.bureau, office.direction):
        await say(office, office.lea, canal, "Bonjour")
    exporting = asyncio.create_task(exported(office, office.lea, progress=follow))
    await asyncio.wait_for(begun.wait(), 20)
    exporting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await exporting
    so_far = list(steps)
    await say(office, office.lea, office.bureau, "La vie continue")
    assert steps == so_far


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
async def test_a_full_disk_is_said(office):
    full = await asyncio.to_thread(Path("/dev/full").open, "wb", buffering=0)
    with full, pytest.raises(Unavailable) as refused:
        await export(office.store, office.zoe, office.zoe.id, full)
    assert refused.value.sentence == exports.DISK_FULL


async def test_a_database_that_does_not_answer_is_said(office, rows):
    with office.store.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE message RENAME TO gone"))
    with pytest.raises(Unavailable):
        await exported(office, office.zoe)


async def test_from_the_command_line_it_becomes_a_file_for_its_owner_s_eyes(office, tmp_path):
    await say(office, office.zoe, office.bureau, "Bonjour")
    path = tmp_path / "zoé.zip"
    await export_to(office.store, "ZOE", path)
    assert unpacked(path).texts == ["Bonjour"]
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir() if each.name != "data"] == ["zoé.zip"]


async def test_from_the_command_line_what_cannot_be_done_is_said_and_leaves_nothing(office, tmp_path):
    kept = tmp_path / "kept.zip"
    kept.write_bytes(b"another's")
    for login, path in (
        ("nobody", tmp_path / "new.zip"),
        ("zoe", kept),
        ("zoe", tmp_path),
        ("zoe", tmp_path / "no such folder" / "new.zip"),
    ):
        with pytest.raises(Refused) as refused:
            await export_to(office.store, login, path)
        assert str(refused.value)
    with office.store.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE message RENAME TO gone"))
    with pytest.raises(Refused):
        await export_to(office.store, "zoe", tmp_path / "new.zip")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["data", "kept.zip"]
    assert kept.read_bytes() == b"another's"
