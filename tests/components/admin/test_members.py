"""Who has an account, who may come, and what is decided of one of them."""

from __future__ import annotations

import re

import pytest

from app.components.admin.audit import Deeds
from app.components.admin.invites import Invites
from app.components.admin.member import MemberAccount, MemberFacts, MemberPassword, MemberRole
from app.components.admin.members import Rows, accounts
from app.store import Forbidden, Refused
from tests.components.admin.conftest import BASE, drawn, newest_deed, question, said, send, shows, yes


def names(rows: Rows) -> list[str]:
    return re.findall(r'class="nick"[^>]*>([^<]+)<', shows(rows))


async def test_all_members_are_listed_those_who_left_last(office, at):
    rows = await at(office.lea, Rows)
    assert names(rows) == ["Karim", "Léa", "Odile", "Zoé"]
    await office.store.members.deactivate(office.lea, office.karim.id)
    assert names(rows) == ["Léa", "Odile", "Zoé", "Karim"]
    assert accounts(rows.page) == "3 accounts"


async def test_who_is_renamed_elsewhere_and_who_comes_stand_in_an_open_page(office, at):
    rows, facts = await at(office.lea, Rows), await at(office.lea, MemberFacts, office.karim.id)
    await office.store.members.edit(office.karim, office.karim.id, nickname="Karim B.", note="À l’atelier")
    await office.store.members.create("nour", "Nour")
    assert names(rows) == ["Karim B.", "Léa", "Nour", "Odile", "Zoé"]
    assert "À l’atelier" in shows(facts)


async def test_who_comes_and_goes_shows_in_an_open_page(office, at):
    rows = await at(office.lea, Rows)
    assert "connected" not in drawn(rows)[f"m{office.zoe.id}"]
    office.store.presence.active(office.zoe.id, "a tab")
    assert "connected" in drawn(rows)[f"m{office.zoe.id}"]


async def test_a_role_is_given_and_taken(office, at):
    part, facts = await at(office.lea, MemberRole, office.zoe.id), await at(office.lea, MemberFacts, office.zoe.id)
    for role, called in (("admin", "Administrator"), ("member", "Member")):
        assert await send(part, "set_role", role=role) == {"done": True}
        assert office.store.members.get(office.zoe.id).role == role
        assert said(part) == ["The role is changed."]
        assert re.search(rf'value="{role}" checked', shows(part))
        assert f"<dd>{called}</dd>" in shows(facts)
        assert "member-role" in await newest_deed(office)


async def test_the_last_administrator_stays_one(office, at):
    role = await at(office.lea, MemberRole, office.lea.id)
    account = await at(office.lea, MemberAccount, office.lea.id)
    await send(account, "deactivate")
    for answer in (await send(role, "set_role", role="member"), await yes(account)):
        assert "needs an administrator" in str(answer["trouble"])
    assert office.store.members.get(office.lea.id).is_admin
    assert office.store.members.get(office.lea.id).active


async def test_an_account_is_closed_once_one_has_said_yes_and_opened_again(office, at):
    part = await at(office.lea, MemberAccount, office.zoe.id)
    await send(part, "deactivate")
    assert "Zoé is signed out everywhere at once." in drawn(question(part))["body"]
    assert office.store.members.get(office.zoe.id).active, "not before one has said yes"
    assert await yes(part) == {"done": True}
    assert not office.store.members.get(office.zoe.id).active
    assert "signed out everywhere" in said(part)[0]
    assert "cannot sign in" in shows(part)
    assert await send(part, "reactivate") == {"done": True}
    assert office.store.members.get(office.zoe.id).active
    assert "Deactivate the account" in shows(part)


async def test_one_question_stands_at_a_time(office, at):
    part = await at(office.lea, MemberAccount, office.zoe.id)
    for _ in range(3):
        await send(part, "deactivate")
    assert drawn(question(part))["body"]


@pytest.mark.parametrize("kind", [MemberFacts, MemberRole, MemberPassword, MemberAccount])
async def test_a_member_who_does_not_exist_is_told_plainly(office, at, kind):
    with pytest.raises(Forbidden, match="This member does not exist"):
        await at(office.lea, kind, 999_999)


async def test_a_password_link_is_shown_once_and_in_the_tab_that_asked(office, at, second):
    part, other = [await at(member, MemberPassword, office.zoe.id) for member in (office.lea, second)]
    await send(part, "make_link")
    (told,) = said(part, "aloud")
    assert told.startswith("Give this link to Zoé: it works once") and told in shows(part)
    code = re.search(rf'value="{BASE}/reset/([\w-]+)"', shows(part))[1]
    assert office.store.resets.check(code).id == office.zoe.id
    await office.store.members.edit(office.zoe, office.zoe.id, nickname="Zoé Z.")
    assert code in shows(part), "what changes meanwhile does not take it away"
    assert code not in shows(other)
    assert code not in shows(await at(office.lea, MemberPassword, office.zoe.id))
    assert code not in shows(await at(office.lea, Deeds, None))
    assert code not in await newest_deed(office)


async def test_there_is_no_password_link_for_who_is_out(office, at):
    await office.store.members.deactivate(office.lea, office.zoe.id)
    part = await at(office.lea, MemberPassword, office.zoe.id)
    with pytest.raises(Refused):
        await send(part, "make_link")
    assert "/reset/" not in shows(part)


async def test_a_password_link_that_opens_nothing_any_more_is_shown_no_longer(office, at, second):
    part = await at(office.lea, MemberPassword, office.zoe.id)
    await send(part, "make_link")
    await office.store.resets.use(part.code, "moustaches et croquettes")
    assert "/reset/" not in shows(part), "it is used"
    await send(part, "make_link")
    await office.store.resets.create(second, office.zoe.id)
    assert "/reset/" not in shows(part), "another has taken its place"
    assert "Make a link" in shows(part)


@pytest.mark.parametrize("kind", [MemberRole, MemberPassword])
async def test_of_a_closed_account_neither_role_nor_password_is_offered_until_it_is_open_again(office, at, kind):
    part = await at(office.lea, kind, office.zoe.id)
    before = shows(part)
    await office.store.members.deactivate(office.lea, office.zoe.id)
    assert shows(part) == shows(await at(office.lea, kind, office.zoe.id)) == ""
    await office.store.members.reactivate(office.lea, office.zoe.id)
    assert shows(part) == before


# Invitations


async def test_an_invitation_is_made_shown_with_its_code_and_ended(office, at, second):
    part, other = await at(office.lea, Invites), await at(second, Invites)
    assert await send(part, "invite", days="3", uses="2") == {"done": True}
    (invite,) = office.store.state.invites.values()
    assert f'value="{BASE}/join/{invite.code}"' in shows(part)
    assert "2 uses left" in shows(part)
    assert re.search(r"<details[^>]* open[ >].*?<svg", shows(part), re.DOTALL), "its code to photograph is open"
    assert invite.code in shows(other)
    assert not re.search(r"<details[^>]* open[ >]", shows(other)), "but not where somebody else made it"
    assert "invite-created" in await newest_deed(office)
    await send(other, "revoke", code=invite.code)
    assert invite.code in office.store.state.invites
    assert await yes(other) == {"done": True}
    assert invite.code not in shows(part) + shows(other)
    await send(part, "revoke", code=invite.code)
    assert "trouble" in await yes(part)


async def test_an_invitation_that_is_used_says_how_often_it_still_can_be(office, at):
    part = await at(office.lea, Invites)
    await send(part, "invite", days="3", uses="2")
    (code,) = office.store.state.invites
    await office.store.members.create("nour", "Nour", invite=code)
    assert "1 use left" in shows(part)


async def test_its_large_code_stays_open_while_they_come_who_use_it(office, at):
    part = await at(office.lea, Invites)
    await send(part, "invite", days="3", uses="2")
    (code,) = office.store.state.invites
    large = drawn(part)[f"large-{code}"]
    assert f'id="large-{code}" popover="auto"' in large and f"{BASE}<wbr>/join/{code}" in large
    assert f'popovertarget="large-{code}"' in drawn(part)["standing"]
    # What comes out as before is not replaced.
    await office.store.invites.join(code, "nour", "Nour", "moustaches et croquettes")
    assert drawn(part)[f"large-{code}"] == large
    assert await send(part, "revoke", code=code) is None or await yes(part) == {"done": True}
    assert f"large-{code}" not in drawn(part)


@pytest.mark.parametrize(
    ("days", "uses"),
    [("0", "5"), ("91", "5"), ("5", "0"), ("5", "1001"), ("", ""), ("cinq", "5"), ("5", "-1"), ("1e3", "5"),
     ("5", "9" * 50), ("٣", "²")],
)  # fmt: skip
async def test_a_refused_invitation_says_why_and_leaves_its_form_alone(office, at, days, uses):
    part = await at(office.lea, Invites)
    before = dict(drawn(part))
    answer = await send(part, "invite", days=days, uses=uses)
    wrong = "uses" if days in {"5", "٣"} else "days"
    assert answer["trouble"][wrong]
    assert drawn(part) == before
    assert office.store.state.invites == {}
