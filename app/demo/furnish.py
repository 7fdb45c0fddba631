"""Builds the furnished office of `--demo` through the store's public commands."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from functools import partial
from itertools import chain, repeat

from app.demo.cast import CHARACTERS, OFFICE, PLACES, logins_in
from app.demo.company import Company
from app.demo.enclosed import enclosed
from app.demo.languages import Lang
from app.demo.plan import Post, opening, plan, seen, stage, topic
from app.demo.portraits import portrait
from app.demo.software import SOFTWARE, leads_to
from app.store.messages import INLINE_RENDERING
from app.store.state import Canal, Member
from app.store.store import Store

BATCH = 40
"""Messages in one commit: one each would cost the demo's start some seconds on a slow disk."""

AFTER_MS = 60_000
"""How long after it was said a message is edited or reacted to."""

PINNED_AFTER_MS = 5_000
"""How long after it was said a message is pinned."""

AT_WORK = ("karim", "marc", "nour", "theo", "zoe")
"""Colleagues who are shown as connected: an office where everybody sleeps tells no story."""


REFERENCES = (("FA####-####", "factures"), ("CF####-####", "commandes"), ("BL####-####", "livraisons"))
"""Patterns of references, and what they are of."""


async def furnish(store: Store, now: datetime, lang: Lang, screen: str = "") -> Company:
    """Fill an empty store with members, canals and messages, as if the office had talked until `now` in `lang`, which
        becomes its language.

    Every command runs at the time that it tells of, oldest first; then the store gets its own clock back.

        :param screen: where records are shown, when the demo's own software shows them
        :raises Refused: when something of it is already there
    """
    clock = store.clock
    start = opening(now, lang)
    posts = plan(now, lang)
    try:
        store.clock = lambda: start
        members = await _members(store, lang)
        await store.office.set_lang(members["odile"], lang)
        canals = await _canals(store, members, now, lang)
        await _references(store, members["odile"], screen)
        files = await _files(store, members, canals, posts, now, lang)
        ids = await _messages(store, members, canals, posts, files, screen)
        await _afterwards(store, members, posts, ids)
    finally:
        store.clock = clock
    await asyncio.gather(
        *(store.reading.mark(members[mark.login], canals[mark.canal].id, ids[mark.post.nonce]) for mark in seen(posts))
    )
    for member in members.values():
        # What they have seen of the canals they have seen in their inbox.
        marks, received = store.state.marks.get(member.id, {}), store.state.received.get(member.id, ())
        await store.inbox.look(
            member, max((each.id for each in received if each.message_id <= marks.get(each.canal_id, 0)), default=0)
        )
    # Whoever looks at the demo is as alone as on their first day.
    await asyncio.gather(*(store.tours.offer(member) for member in members.values()))
    company = Company(
        store,
        {login: member.id for login, member in members.items()},
        {key: canal.id for key, canal in canals.items()},
        screen,
    )
    for login in AT_WORK:
        company.arrive(login)
    return company


async def _members(store: Store, lang: Lang) -> dict[str, Member]:
    await store.office.rename(None, OFFICE)
    members = {}
    for character in CHARACTERS:
        member = await store.members.create(
            login=character.login,
            nickname=character.nickname,
            role=character.role,
            color=character.color,
            note=character.note.said(lang),
        )
        image = await asyncio.to_thread(portrait, character.cat, character.color)
        await store.members.set_image(member, member.id, image.large, image.small)
        members[character.login] = member
    return members


async def _canals(store: Store, members: dict[str, Member], now: datetime, lang: Lang) -> dict[str, Canal]:
    canals = {}
    for place in PLACES:
        inside = [members[login] for login in logins_in(place)]
        first, others = inside[0], [member.id for member in inside[1:]]
        if place.kind == "direct":
            canals[place.key] = await store.canals.direct(first, others)
        else:
            canals[place.key] = await store.canals.create(
                first,
                name=place.name.said(lang),
                color=place.color,
                kind=place.kind,
                topic=topic(place, now, lang),
                description=place.description.said(lang),
                members=others,
            )
    return canals


async def _references(store: Store, by: Member, screen: str) -> None:
    """Invoices, orders and delivery notes lead to the business software."""
    for pattern, what in REFERENCES:
        await store.references.add(by, pattern, leads_to(f"{SOFTWARE}{what}/{{ref}}", screen))


async def _files(
    store: Store, members: dict[str, Member], canals: dict[str, Canal], posts: list[Post], now: datetime, lang: Lang
) -> dict[str, list[int]]:
    """The ids of the files that go with messages, by the messages' nonce."""
    today = stage(now).today

    async def bring(post: Post, what: str, name: str) -> int:
        content = await asyncio.to_thread(enclosed, what, post.text, today, lang)
        file = await store.files.bring(members[post.author], canals[post.canal].id, name, _whole(content), len(content))
        return file.id

    async def bring_all(post: Post) -> tuple[str, list[int]]:
        return post.nonce, await asyncio.gather(*(bring(post, what, name) for what, name in post.files))

    return dict(await asyncio.gather(*(bring_all(post) for post in posts if post.files)))


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _messages(
    store: Store,
    members: dict[str, Member],
    canals: dict[str, Canal],
    posts: list[Post],
    files: dict[str, list[int]],
    screen: str,
) -> dict[str, int]:
    """The ids of the messages by their nonce."""

    async def say(post: Post) -> tuple[str, int]:
        posted = await store.messages.post(
            members[post.author],
            canals[post.canal].id,
            post.before or post.text,
            recipients=[members[login].id for login in post.recipients],
            nonce=post.nonce,
            card=post.card and post.card | {"link": leads_to(str(post.card["link"]), screen)},
            reply_to=ids[post.reply_to] if post.reply_to else None,
            files=files.get(post.nonce, ()),
        )
        return post.nonce, posted.message.id

    ids: dict[str, int] = {}
    for batch in _batches(posts):
        # The writer looks at the clock once for each message that it writes, in the order in which they came.
        times = [post.at for post in batch]
        store.clock = chain(times, repeat(times[-1])).__next__
        ids.update(await asyncio.gather(*map(say, batch)))
        if batch[-1].pinned_by:
            # At once: the line that tells it stands where it was done.
            store.clock = partial(int, times[-1] + PINNED_AFTER_MS)
            await store.pins.pin(members[batch[-1].pinned_by], ids[batch[-1].nonce])
    return ids


async def _afterwards(store: Store, members: dict[str, Member], posts: list[Post], ids: dict[str, int]) -> None:
    """What became of some messages a moment after they were said: their authors mended them, others reacted."""
    for post in posts:
        store.clock = partial(int, post.at + AFTER_MS)
        if post.before:
            await store.edits.edit(members[post.author], ids[post.nonce], post.text, f"{post.nonce}-edit")
        for emoji, logins in post.reactions:
            for login in logins:
                await store.reactions.put(members[login], ids[post.nonce], emoji, True)


def _batches(posts: list[Post]) -> Iterator[list[Post]]:
    """Posts that may share a commit. A long text goes alone: rendered in a thread, it would be overtaken. An answer
    comes after what it answers, and what is pinned is the last of its batch."""
    batch: list[Post] = []
    for post in posts:
        long = len(post.text) > INLINE_RENDERING
        answers = any(post.reply_to == each.nonce for each in batch)
        if batch and (long or answers or len(batch) == BATCH):
            yield batch
            batch = []
        batch.append(post)
        if long or post.pinned_by:
            yield batch
            batch = []
    if batch:
        yield batch
