"""The cards of what a message holds: its pictures, a sound, all of a text. They change with it, and go with it."""

from __future__ import annotations

import asyncio
import re
from itertools import count

import pytest

from app.components.asking import offered
from app.components.cards.file_text import COLOURED_MOST, FileText, coloured
from app.components.cards.lightbox import Lightbox
from app.components.cards.of_message import OfMessage
from app.components.cards.player import Player
from app.components.window.files.pictures import pictures as beside
from app.locale import catalogue
from app.store import Refused
from app.store.said import File
from tests.attaching import hold
from tests.components.conftest import client_of

NONCES = count(1)


async def say(office, files, by=None, to=(), canal=None) -> int:
    by, canal = by or office.lea, canal or office.bureau
    ids = [file.id for file in files]
    posted = await office.store.messages.post(by, canal.id, "", to, f"seen-{next(NONCES)}", files=ids)
    return posted.message.id


async def pictures(office, n=3, **more) -> list[File]:
    return [await hold(office.store, office.lea, f"{each}.png", **more) for each in range(1, n + 1)]


async def asked(page, name, message_id, file_id=0) -> OfMessage:
    with client_of(page):
        await offered()[name](page, {"key": message_id, "shows": str(file_id)})
    return open_in(page)[-1]


def open_in(page) -> list[OfMessage]:
    return [each for each in client_of(page).elements.values() if isinstance(each, OfMessage) and not each.is_deleted]


async def settled(card) -> None:
    """Once it has followed what changed."""
    await asyncio.sleep(0)
    if card._fetching is not None:
        await card._fetching


def current(card) -> tuple[str, ...]:
    """The picture that it begins at: what is current, in the Tab order, and has the focus when it opens."""
    html = card._drawn["row"]
    shows = re.findall(r'aria-current="true"><a class="large"[^>]*id="large-(\d+)" tabindex="0" autofocus', html)
    assert len(re.findall('aria-current|tabindex="0"|autofocus', html)) == 3
    return tuple(shows)


async def test_it_shows_all_pictures_of_a_message_beginning_at_the_one_that_was_pressed(office, page_of):
    files = [*await pictures(office), await hold(office.store, office.lea, "a.zip", kind="archive", drawn=False)]
    page = page_of(office.zoe)
    card = await asked(page, "lightbox", await say(office, files), files[1].id)
    assert isinstance(card, Lightbox)
    assert current(card) == (str(files[1].id),)
    labels = re.findall(r'class="large"[^>]*aria-label="([^"]*)"', card._drawn["row"])
    assert labels == [f"Picture: {n}.png, 1 KB, {n} of 3" for n in (1, 2, 3)]
    assert "a.zip" not in card._drawn["row"]
    assert f'data-fact="m{office.lea.id}.name"' in card._drawn["head"]


async def test_it_bears_the_colour_of_its_message_s_canal(office, page_of):
    canal = await office.store.canals.create(office.lea, "Salon", color="#0e7490")
    card = await asked(page_of(office.zoe), "lightbox", await say(office, await pictures(office, 1), canal=canal))
    assert card.style["--c"] == "#0e7490"


async def test_the_arrows_at_its_sides_lead_to_the_ones_beside_it(office, page_of):
    files = await pictures(office)
    card = await asked(page_of(office.zoe), "lightbox", await say(office, files), files[0].id)
    ways = re.findall(r'<a class="(before|after)" href="#large-(\d+)"[^>]*data-action="skip"', card._drawn["row"])
    first, second, third = (str(file.id) for file in files)
    assert ways == [("after", second), ("before", first), ("after", third), ("before", second)]


async def test_each_picture_can_be_kept_and_its_link_copied(office, page_of):
    (file,) = await pictures(office, 1)
    row = (await asked(page_of(office.zoe), "lightbox", await say(office, [file]), file.id))._drawn["row"]
    assert f'href="/files/{file.id}" download="1.png"' in row
    # In another site's page what is let in by is added to `/files/…`: what is handed on begins otherwise.
    assert f'href="./files/{file.id}" data-action="copy"' in row
    # One alone counts nothing.
    assert "1 / 1" not in row


async def test_an_animation_plays_in_it_unless_nothing_is_to_move_and_a_film_has_a_player(office, page_of):
    moving = await hold(office.store, office.lea, "chat.gif", kind="animation", media="image/gif")
    film = await hold(office.store, office.lea, "a.mp4", kind="video", media="video/mp4", drawn=False)
    row = (await asked(page_of(office.zoe), "lightbox", await say(office, [moving, film])))._drawn["row"]
    assert f'<img class="still" src="/files/{moving.id}/1024.webp"' in row
    assert f'<img class="moves" src="/files/{moving.id}/shown"' in row
    assert re.search(rf'<video class="large" src="/files/{film.id}/shown" controls preload="none"', row)


async def test_the_film_that_was_pressed_plays_and_none_beside_it(office, page_of):
    films = [await hold(office.store, office.lea, kind="video", media="video/mp4", drawn=False) for _ in range(2)]
    message = await say(office, films)
    row = (await asked(page_of(office.zoe), "lightbox", message, films[1].id))._drawn["row"]
    assert re.findall(r'<video class="large" src="/files/(\d+)/shown"[^>]* autoplay', row) == [str(films[1].id)]


@pytest.mark.parametrize(
    ("known", "itself"),
    [
        ({"width": 1920, "height": 1080, "size": 400_000}, True),
        ({"width": 4000, "height": 3000, "size": 4_000_000}, False),
        ({"width": 1920, "height": 1080, "size": 400_000, "media": "image/heic"}, False),
        ({"width": 800, "height": 600, "size": 400_000}, False),
    ],
)
async def test_a_screenshot_shows_as_it_is_and_a_photograph_as_it_was_drawn(office, page_of, known, itself):
    (file,) = await pictures(office, 1, **known)
    row = (await asked(page_of(office.zoe), "lightbox", await say(office, [file])))._drawn["row"]
    assert re.findall(r'<img src="([^"]*)"', row) == [f"/files/{file.id}/{'shown' if itself else '1024.webp'}"]


async def test_a_picture_that_no_browser_shows_leads_to_how_it_was_drawn(office, page_of):
    """A telephone's, which would answer that it is not there."""
    (file,) = await pictures(office, 1, media="image/heic")
    row = (await asked(page_of(office.zoe), "lightbox", await say(office, [file])))._drawn["row"]
    assert f'<a class="large" href="/files/{file.id}/1024.webp"' in row
    assert f"/files/{file.id}/shown" not in row + str(beside([file], catalogue("en")))
    assert 'title="Original"' not in row


@pytest.mark.parametrize("name", ["lightbox", "listen", "file-text"])
async def test_a_message_that_holds_no_such_thing_and_one_that_is_not_theirs_answer_alike(office, page_of, name):
    plain = (await office.store.messages.post(office.lea, office.bureau.id, "Bonjour", (), "plain")).message.id
    aside = await say(office, await pictures(office), to=[office.karim.id])
    page, sentences = page_of(office.zoe), set()
    for message_id in (plain, aside, 4_242_424_242):
        with client_of(page), pytest.raises(Refused) as refused:
            await offered()[name](page, {"key": message_id, "shows": "1"})
        sentences.add(refused.value.sentence)
    assert len(sentences) == 1
    assert open_in(page) == []


async def test_a_picture_of_another_message_is_not_in_it(office, page_of):
    files, others = await pictures(office, 2), await pictures(office, 1)
    hidden = await say(office, others, to=[office.karim.id])
    card = await asked(page_of(office.zoe), "lightbox", await say(office, files), others[0].id)
    assert current(card) == (str(files[0].id),)
    assert str(others[0].id) not in str(card._drawn)
    assert hidden


async def test_it_closes_when_its_message_is_deleted(office, page_of):
    page = page_of(office.zoe)
    message_id = await say(office, await pictures(office))
    card = await asked(page, "lightbox", message_id)
    await office.store.deletions.delete(office.lea, message_id)
    await settled(card)
    assert open_in(page) == []


async def test_it_closes_when_whoever_looks_leaves_the_canal(office, page_of):
    canal = await office.store.canals.create(office.lea, "À part", kind="private", members=[office.zoe.id])
    page = page_of(office.zoe)
    card = await asked(page, "lightbox", await say(office, await pictures(office), canal=canal))
    await office.store.canals.leave(office.zoe, canal.id)
    await settled(card)
    assert open_in(page) == []


async def test_a_sound_is_heard_in_a_card(office, page_of):
    sound = await hold(office.store, office.lea, "message.m4a", kind="audio", media="audio/mp4", drawn=False)
    card = await asked(page_of(office.zoe), "listen", await say(office, [sound]), sound.id)
    assert isinstance(card, Player)
    assert f'<audio src="/files/{sound.id}/shown" controls autoplay' in card._drawn["body"]


async def brought(office, name: str, text: str) -> File:
    async def chunks():
        yield text.encode()

    return await office.store.files.bring(office.lea, office.bureau.id, name, chunks(), None)


async def test_all_of_a_program_is_shown_in_its_colours(office, page_of):
    program = "def miaou(n):\n    return '<b>miaou</b>' * n\n" * 30
    file = await brought(office, "miaou.py", program)
    card = await asked(page_of(office.zoe), "file-text", await say(office, [file]), file.id)
    assert isinstance(card, FileText)
    body = card._drawn["body"]
    assert body.count('<span class="c-k">def</span>') == 30
    assert "<b>" not in body
    assert "Only the beginning" not in body
    assert f'download="{file.name}"' in card._drawn["actions"]


async def test_of_a_text_that_is_too_long_it_says_that_the_rest_is_in_the_file(office, page_of):
    file = await brought(office, "journal.txt", "Un jour de plus.\n" * 20_000)
    card = await asked(page_of(office.zoe), "file-text", await say(office, [file]), file.id)
    assert "Only the beginning is shown" in card._drawn["body"]


def test_what_nobody_would_wait_for_has_no_colours():
    file = File(1, "", "a.py", "code", "text/plain", 1, 1, 1)
    assert "<span" in coloured("def a(): pass\n", file)
    assert "<span" not in coloured("x = 1\n" * COLOURED_MOST, file)
    assert coloured("<script>", file) != "<script>"
