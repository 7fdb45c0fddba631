"""One fault concerns one thing: the writer goes on, and what memory may have wrong is read anew."""

import asyncio

import pytest

from app.store import Unavailable
from app.store.accounts import Deactivate
from app.store.canals import Leave
from app.store.embedding import RemoveKey
from app.store.feed import MessagePosted, Reloaded
from app.store.members import Edit
from app.store.posting import Post
from app.store.writer import Command
from tests.store.tokens import arrive


def posting(office, nonce, text="Bonjour"):
    return office.store.messages.post(office.lea, office.bureau.id, text, (), nonce)


@pytest.fixture
def faulty_apply(monkeypatch):
    """`faulty_apply(kind)`: the next durable command of that kind cannot be taken into memory."""

    def break_next(kind):
        whole = kind.apply

        def once(self, result):
            monkeypatch.setattr(kind, "apply", whole)
            raise KeyError("in the middle of it")

        monkeypatch.setattr(kind, "apply", once)

    return break_next


async def test_a_command_that_fails_in_memory_is_answered_and_everybody_learns_what_it_did(office, heard, faulty_apply):
    faulty_apply(Post)
    first, second = await asyncio.gather(posting(office, "a"), posting(office, "b"))
    assert [first.fresh, second.fresh] == [True, True]
    assert Reloaded() in heard
    assert office.store.messages.newest(office.zoe, office.bureau.id).messages == [first.message, second.message]
    third = await posting(office, "c")
    assert heard[-1] == MessagePosted(third.message), "the rest goes on"


async def test_a_right_that_ended_has_ended_even_when_memory_failed_to_take_it_in(office, faulty_apply):
    faulty_apply(Leave)
    await office.store.canals.leave(office.karim, office.direction.id)
    assert office.direction.id not in [canal.id for canal in office.store.canals.of(office.karim)]


async def test_what_only_memory_knows_outlives_being_read_anew(office, key, token, faulty_apply):
    session = await arrive(office.store, token(sub="zoe"))
    faulty_apply(Edit)
    await office.store.members.set(office.lea, "theme", "dark")
    assert office.store.members.get(office.lea.id).theme == "dark"
    assert office.store.sessions.find_embedded(session.id) == session
    await office.store.embedding.remove_key(office.lea, key.id)
    assert office.store.sessions.find_embedded(session.id) is None, "the key's sessions still end with it"


async def test_an_embedded_page_whose_host_or_member_is_out_is_closed_even_when_memory_failed_to_take_it_in(
    office, key, token, faulty_apply
):
    page = await arrive(office.store, token(sub="zoe"))
    faulty_apply(Deactivate)
    await office.store.members.deactivate(office.lea, office.zoe.id)
    assert page.id not in office.store.state.page_sessions
    page = await arrive(office.store, token(sub="karim"))
    faulty_apply(RemoveKey)
    await office.store.embedding.remove_key(office.lea, key.id)
    assert page.id not in office.store.state.page_sessions


async def test_when_memory_cannot_be_read_anew_the_process_is_to_end(office, faulty_apply, monkeypatch):
    async def unreadable(_query):
        raise Unavailable("The database cannot be read.")

    faulty_apply(Post)
    monkeypatch.setattr(office.store.database, "read", unreadable)
    await posting(office, "a")
    assert office.store.lost.is_set()


class Poison(Command[None]):
    """What ends a thread's work and is no ordinary error."""

    def check(self):
        raise asyncio.CancelledError


async def test_a_writer_that_ends_says_so_and_leaves_nobody_waiting(office, caplog):
    poisoned, waiting = office.store.writer.submit(Poison()), posting(office, "a")
    with pytest.raises(Unavailable):
        await waiting
    assert office.store.lost.is_set()
    assert "the writer has ended" in caplog.text
    with pytest.raises(Unavailable):
        await posting(office, "b")
    poisoned.cancel()
