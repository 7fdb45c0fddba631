"""What other administrators do, and who joins, is said in the pages of administration as it happens."""

from __future__ import annotations

import re
from html import unescape

import pytest

from app.components.admin.meanwhile import Meanwhile


@pytest.fixture
def told(settled):
    """`await told(part)`: what it says now, once it has drawn what it has heard."""

    async def says(part: Meanwhile) -> str:
        await settled()
        return unescape(re.sub("<[^>]*>", "", part._drawn["said"])).replace("\u00a0", " ")

    return says


async def test_what_another_administrator_does_is_said_and_what_one_does_oneself_is_not(office, at, second, told):
    await office.store.invites.create(office.lea, 7, 5)
    mine, theirs = await at(office.lea, Meanwhile), await at(second, Meanwhile, lang="fr")
    invite = await office.store.invites.create(office.lea, 14, 10)
    assert await told(theirs) == "Léa : Invitation créée : 10 personnes, 14 jours."
    await office.store.invites.revoke(office.lea, invite.code)
    assert await told(theirs) == "Léa : Fin d’une invitation."
    await office.store.embedding.create_secret(office.lea, "ERP")
    assert await told(theirs) == "Léa : Clé ajoutée : ERP (HS256)."
    assert await told(mine) == "", "nor what was done before"


async def test_the_same_deed_once_more_is_said_once_more(office, at, second, told):
    part = await at(second, Meanwhile)
    drawn = []
    for _ in range(2):
        await office.store.invites.create(office.lea, 14, 10)
        assert await told(part) == "Léa: Invitation made: 10 people, 14 days."
        drawn.append(part._drawn["said"])
    assert drawn[0] != drawn[1]


async def test_who_joins_is_said(office, at, told):
    part = await at(office.lea, Meanwhile)
    marc = await office.store.members.create("marc", "Marc", "moustaches et croquettes")
    assert await told(part) == "New account: Marc."
    await office.store.members.edit(marc, marc.id, note="Au téléphone")
    assert await told(part) == "New account: Marc."


async def test_who_administers_no_more_is_told_nothing(office, at, second, told):
    part = await at(second, Meanwhile)
    await office.store.members.set_role(office.lea, second.id, "member")
    await office.store.invites.create(office.lea, 14, 10)
    assert await told(part) == ""
