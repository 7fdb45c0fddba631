"""Whatever is said, changed and taken away, and whoever seeks: found is what they may read and what says it, no more
and no less, however the index lies just then."""

import random

import pytest

from app.store.search import keeping
from app.store.search.query import TIES
from app.store.search.words import tokens
from tests.changing import later

WORDS = (
    *("facture", "factures", "facturation", "devis", "client", "clients", "réunion"),
    *("payé", "payée", "FA2024-0153", "le", "la", "de", "hôtel"),
)


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Little at a time, and nothing is waited for."""
    monkeypatch.setattr(keeping, "SOME", 7)
    monkeypatch.setattr(keeping, "FORGETS_EVERY_S", 0)


class Talk:
    """An office in which anything happens, and what each of its messages says."""

    def __init__(self, office, direct, seed):
        self.office, self.store, self.chance = office, office.store, random.Random(seed)
        self.canals = [office.bureau, office.direction, direct]
        self.said = {}

    def text(self):
        return " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, 6)))

    def inside(self, canal):
        return [each for each in self.office.members if canal.is_open or each.id in canal.joined]

    async def step(self, n):
        does = self.chance.choices([self.post, self.edit, self.delete, self.keep], [6, 2, 1, 2])[0]
        await does(n)

    async def post(self, n):
        canal = self.chance.choice(self.canals)
        by, *others = self.chance.sample(self.inside(canal), len(self.inside(canal)))
        aside = canal.kind != "direct" and self.chance.random() < 0.3
        text, circle = self.text(), [each.id for each in others[: 1 + n % 2]] if aside else []
        posted = await self.store.messages.post(by, canal.id, text, circle, f"n{n}")
        self.said[posted.message.id] = [posted.message, by, text]

    async def edit(self, n):
        if self.said:
            id_ = self.chance.choice([*self.said])
            self.said[id_][2] = self.text()
            await self.store.edits.edit(self.said[id_][1], id_, self.said[id_][2], f"e{n}")

    async def delete(self, n):
        if self.said:
            id_ = self.chance.choice([*self.said])
            await self.store.deletions.delete(self.said[id_][1], id_)
            if n % 2:
                later(self.store)
                await self.store.deletions.take_due()
            del self.said[id_]

    async def keep(self, n):
        if n % 7 == 0:
            self.store.search.index.lost = True
            while await self.store.search._keeper._step():
                pass
        for _ in range(self.chance.randint(1, 4)):
            await self.store.search._keeper._step()

    def expected(self, member, typed):
        typed_words = list(tokens(typed))
        wanted = [each for each in typed_words if each.word not in TIES] or typed_words
        found = []
        for id_, (message, _, text) in self.said.items():
            canal = next(each for each in self.canals if each.id == message.canal_id)
            there = [each.forms for each in tokens(text)]
            readable = member in self.inside(canal) and (not message.circle or member.id in message.circle)
            if readable and all(any(each.forms & forms for forms in there) for each in wanted):
                found.append(id_)
        return sorted(found, reverse=True)

    async def check(self):
        for member in self.office.members:
            typed = " ".join(self.chance.sample([each for each in WORDS if "-" not in each], self.chance.randint(1, 2)))
            expected, found, after = self.expected(member, typed), [], ""
            while True:
                page = await self.store.search.find(member, f"{typed} ", after=after, limit=7)
                found += [each.message.id for each in page.results]
                after = page.more
                if not after:
                    break
            assert found == expected, (member.nickname, typed)
            best = await self.store.search.find(member, f"{typed} ", order="best", limit=100)
            assert sorted((each.message.id for each in best.results), reverse=True) == expected


@pytest.mark.parametrize("seed", range(3))
async def test_found_is_what_one_may_read_and_what_says_it(office, seed):
    direct = await office.store.canals.direct(office.zoe, [office.odile.id])
    talk = Talk(office, direct, seed)
    for n in range(120):
        await talk.step(n)
        if n % 5 == 0:
            await talk.check()
    await talk.check()
    assert len(talk.said) > 20
