"""A furnished office whose colleagues live by a clock that a test moves."""

from __future__ import annotations

import asyncio
import shutil
from datetime import datetime
from functools import cache

import pytest
import pytest_asyncio

from app.demo.cast import CHARACTERS, PLACES
from app.demo.company import Company
from app.demo.furnish import furnish
from app.demo.life.life import Life
from app.demo.pace import Pace
from app.demo.portraits import portrait
from app.store.feed import MessageChanged, MessageGone, MessagePosted, StatusChanged
from app.store.store import Store
from app.text.short import in_short

MORNING = datetime(2026, 3, 2, 10, 0)
"""A Monday."""


class Office:
    """One demo: `persons` are the logins that somebody has a page of."""

    def __init__(self, store, company, *persons, lang="fr", seed=7):
        self.store = store
        self.company = company
        self.persons = set(persons)
        self.told = []
        self.typed = []
        company.tells = lambda member, canal_id, recipients: self.typed.append((self.now, member.login))
        self.life = Life(company, Pace(), lang, seed, lambda member_id: company.login_of(member_id) in self.persons)
        self._nonces = 0
        store.feed.subscribe(self._hear)

    @property
    def now(self):
        return round(self.life.timetable.now, 3)

    def begin(self):
        self.life.prepare()
        return self

    async def passes(self, seconds):
        await self.life.timetable.advance(seconds)

    async def says(self, login, canal_id, text, to=(), reply_to=None, wait=0.0):
        """A person does; then so much time goes by."""
        self._nonces += 1
        members = [self.company.member(each).id for each in to]
        nonce = f"{self._nonces}"
        posted = await self.store.messages.post(
            self.company.member(login), canal_id, text, recipients=members, nonce=nonce, reply_to=reply_to
        )
        await self.passes(0)
        await self.passes(wait)
        return posted.message

    async def direct(self, login, *others):
        found = await self.store.canals.direct(
            self.company.member(login), [self.company.member(each).id for each in others]
        )
        return found.id

    def canal(self, key):
        return self.company.canal(key).id

    def said(self, since=0.0, canal_id=None):
        """Who has said what since then: (when, login, text, message)."""
        return [
            (at, login, text, message)
            for at, what, login, text, message in self.told
            if what == "says" and at >= since and canal_id in {None, message.canal_id}
        ]

    def login(self, member_id):
        return self.company.login_of(member_id)

    def _hear(self, changes):
        for change in changes:
            match change:
                case MessagePosted(message):
                    text = in_short(message.html, 500)
                    self.told.append((self.now, "says", self.login(message.author_id), text, message))
                case MessageChanged(message):
                    what = f"{in_short(message.html, 500)} {self._reactions(message)} {message.gone}"
                    self.told.append((self.now, "changes", self.login(message.author_id), what, message))
                case MessageGone(tombstone):
                    self.told.append((self.now, "gone", "", "", tombstone))
                case StatusChanged(member_id):
                    status = self.store.presence.status(member_id)
                    self.told.append((self.now, status, self.login(member_id), "", None))

    def _reactions(self, message):
        return [(emoji, [self.login(each) for each in members]) for emoji, members in message.reactions]

    def transcript(self):
        """All that was said and done, as one would tell it."""
        return [
            (at, what, login, text, getattr(message, "nonce", ""), len(getattr(message, "recipients", ())))
            for at, what, login, text, message in self.told
        ]


PLAIN = portrait(CHARACTERS[0].cat, "#888888")


@pytest.fixture(scope="session")
def furnished(tmp_path_factory):
    """Gives the folder of a furnished office in a language. All its members look alike: drawing them takes long."""

    @cache
    def folder(lang):
        made = tmp_path_factory.mktemp(f"office-{lang}")

        async def make():
            store = await Store.open(made, clock=lambda: int(MORNING.timestamp() * 1000))
            await furnish(store, MORNING, lang)
            await store.close()

        with pytest.MonkeyPatch.context() as patched, asyncio.Runner() as runner:
            patched.setattr("app.demo.furnish.portrait", lambda cat, background: PLAIN)
            runner.run(make())
        return made

    return folder


@pytest_asyncio.fixture
async def opens(furnished, tmp_path):
    """Opens such an office, at a moment of its own if need be."""
    opened = []

    async def open_one(*persons, lang="fr", seed=7, moment=MORNING):
        folder = tmp_path / f"{len(opened)}"
        await asyncio.to_thread(lambda: shutil.copytree(furnished(lang), folder))  # which runs a loop of its own
        begins, office = int(moment.timestamp() * 1000), None
        store = await Store.open(
            folder, clock=lambda: begins + int(1000 * (office.life.timetable.now if office else 0))
        )
        members = {each.login: store.members.by_login(each.login).id for each in CHARACTERS}
        named = {canal.name: canal.id for canal in store.state.canals.values() if canal.name}
        canals = {place.key: named[place.name.said(lang)] for place in PLACES if place.kind != "direct"}
        office = Office(store, Company(store, members, canals), *persons, lang=lang, seed=seed)
        opened.append(office)
        return office

    yield open_one
    for office in opened:
        await office.life.close()
        await office.store.close()
