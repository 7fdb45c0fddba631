"""Answers by the hundred to one message: what becomes of it is told of each, in transactions that do not grow."""

import asyncio

import pytest

from app.store.feed import MessageChanged
from app.store.revisions import QUOTING_MOST
from tests.changing import later

MANY = 450
"""More than two transactions hold."""


@pytest.fixture
async def asked(office):
    """A message that was answered so often, the first ones so long ago that memory does not hold them."""
    post, bureau = office.store.messages.post, office.bureau.id
    asked = (await post(office.lea, bureau, "Qui vient ?", (), "asked")).message
    answers = (post(office.zoe, bureau, "Moi", (), f"answer-{n}", reply_to=asked.id) for n in range(MANY))
    await asyncio.gather(*answers)
    return asked


@pytest.fixture
def batches(office):
    """What was told of each transaction: the messages that are otherwise."""
    told: list[list[int]] = []

    def hear(changes) -> None:
        told.append([change.message.id for change in changes if isinstance(change, MessageChanged)])

    office.store.feed.listen([MessageChanged], hear)
    return told


async def quotes(office, asked) -> set[tuple[tuple[str | int, ...], bool]]:
    """What all its answers show of it, those in memory and those in the database."""
    member, bureau = office.karim, office.bureau.id
    held = office.store.state.window(bureau).messages
    old = (await office.store.messages.before(member, bureau, held[0].id, limit=MANY)).messages
    found = [each.quote for each in (*old, *held) if each.quote]
    assert len(found) == MANY
    return {(each.said, each.gone) for each in found}


def all_told(batches, asked) -> bool:
    """Whether each was told once, by so many at a time at most."""
    told = [each for batch in batches for each in batch]
    assert max(map(len, batches)) <= QUOTING_MOST + 1
    return len(set(told)) == len(told) == MANY + 1 and asked.id in told


async def test_an_edit_is_told_of_all_answers(office, asked, batches):
    await office.store.edits.edit(office.lea, asked.id, "Qui part ?", "edit")
    assert all_told(batches, asked)
    assert await quotes(office, asked) == {(("Qui part ?",), False)}
    # Once more with the same nonce, or to the same text, nothing is otherwise.
    batches.clear()
    await office.store.edits.edit(office.lea, asked.id, "Qui part ?", "edit")
    assert batches == []


async def test_a_deletion_is_told_of_all_answers_at_once_and_so_is_its_undoing(office, asked, batches):
    await office.store.deletions.delete(office.lea, asked.id)
    assert all_told(batches, asked)
    assert await quotes(office, asked) == {((), True)}
    batches.clear()
    await office.store.deletions.undo(office.lea, asked.id)
    assert all_told(batches, asked)
    assert await quotes(office, asked) == {(("Qui vient ?",), False)}


async def test_what_was_not_told_before_a_process_ended_is_told_as_it_is_taken_away(office, asked, batches):
    await office.store.deletions.delete(office.lea, asked.id)
    batches.clear()
    later(office.store)
    assert await office.store.deletions.take_due()
    told = [each for batch in batches for each in batch]
    assert len(set(told)) == MANY - QUOTING_MOST + 1
    assert max(map(len, batches)) <= QUOTING_MOST


async def test_the_statements_of_an_edit_grow_with_its_transactions_alone(office, asked, statements):
    counts = []
    for n in range(2):
        with statements() as sent:
            await office.store.edits.edit(office.lea, asked.id, f"Qui part {n} ?", f"edit-{n}")
        counts.append(len(sent))
        await office.store.messages.post(office.zoe, office.bureau.id, "Moi", (), f"more-{n}", reply_to=asked.id)
    # Ten for the first, then which there are, their revisions, and what they are: with reactions and quotes.
    assert counts == [10 + 5 + 5 + 1] * 2
