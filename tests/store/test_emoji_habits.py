"""The emoji that each member used last, and their skin colour."""

import asyncio

import pytest

from app.store import Forbidden, Refused
from app.store.emoji_habits import RECENT_MOST
from app.store.habits import EmojiHabits


async def test_what_was_used_last_comes_first_and_once_and_outlives_a_restart(office, stores):
    for glyph in "🚀🦄🚀":
        await office.store.emoji_habits.use(office.zoe, glyph)
    async for store in stores.through_restart(office.store):
        assert store.emoji_habits.of(office.zoe) == EmojiHabits(("🚀", "🦄"))
        assert store.emoji_habits.of(office.karim) == EmojiHabits()


async def test_the_most_used_of_them_come_first_where_one_reacts_also_after_a_restart(office, stores):
    for glyph in "🚀🐱🦄🐱🍇":
        await office.store.emoji_habits.use(office.zoe, glyph)
    async for store in stores.through_restart(office.store):
        assert store.emoji_habits.of(office.zoe).often == ["🐱", "🍇", "🦄", "🚀"]


async def test_only_so_many_are_remembered(office):
    glyphs = [chr(0x1F600 + n) for n in range(RECENT_MOST + 4)]
    for glyph in glyphs:
        await office.store.emoji_habits.use(office.zoe, glyph)
    assert office.store.emoji_habits.of(office.zoe).recent == tuple(glyphs[: -RECENT_MOST - 1 : -1])


async def test_several_at_once_are_written_once_and_none_is_lost(office, stores, statements):
    habits, messages = office.store.emoji_habits, office.store.messages
    # Whatever is done while the first is being written shares the next commit.
    first = asyncio.ensure_future(habits.use(office.zoe, "😀"))
    await asyncio.sleep(0)
    with statements() as sent:
        await asyncio.gather(
            first, *(habits.use(office.zoe, glyph) for glyph in "🚀🦄🐱"), habits.choose_tone(office.zoe, 3)
        )
    assert 1 <= len([statement for statement in sent if statement.startswith("INSERT INTO emojihabit")]) <= 2
    await asyncio.gather(
        habits.use(office.zoe, "🍇"),
        messages.post(office.zoe, office.bureau.id, "Entre deux", (), "between"),
        habits.use(office.zoe, "☕"),
    )
    async for store in stores.through_restart(office.store):
        assert store.emoji_habits.of(office.zoe) == EmojiHabits(("☕", "🍇", "🐱", "🦄", "🚀", "😀"), 3)


@pytest.mark.parametrize("glyph", ["", "x" * 41])
async def test_what_is_no_emoji_is_refused(office, glyph):
    with pytest.raises(Refused):
        await office.store.emoji_habits.use(office.zoe, glyph)


@pytest.mark.parametrize("tone", [-1, 6])
async def test_a_skin_colour_that_does_not_exist_is_refused(office, tone):
    with pytest.raises(Refused):
        await office.store.emoji_habits.choose_tone(office.zoe, tone)


async def test_who_is_no_member_any_more_changes_nothing(office):
    await office.store.members.deactivate(office.lea, office.zoe.id)
    with pytest.raises(Forbidden):
        await office.store.emoji_habits.use(office.zoe, "😀")
