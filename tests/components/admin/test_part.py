"""Parts of the admin page: for administrators alone, and for as long as they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.components.admin import data
from app.components.admin.audit import Deeds
from app.components.admin.canals import LeftCanals
from app.components.admin.frame import Sections, Title, Top
from app.components.admin.invites import Invites
from app.components.admin.keys import Keys
from app.components.admin.links import Links
from app.components.admin.member import MemberAccount, MemberFacts, MemberPassword, MemberRole
from app.components.admin.members import Rows
from app.components.admin.office import OfficeLanguage, OfficeLogo, OfficeName, StartingLayout
from app.components.admin.paste import Paste
from app.components.admin.sites import Sites, UnknownLogins
from app.components.asking import ask, offered
from app.store import Forbidden, Refused
from app.store.safekeeping import Failure
from tests.components.admin.conftest import question, send, shows

PARTS = (
    (Top,),
    (Sections, "members"),
    (Invites,),
    (Rows,),
    (MemberFacts, 1),
    (MemberRole, 1),
    (MemberPassword, 1),
    (MemberAccount, 1),
    (LeftCanals,),
    (Sites,),
    (Keys,),
    (UnknownLogins,),
    (Paste,),
    (Links,),
    (OfficeName,),
    (OfficeLogo,),
    (OfficeLanguage,),
    (StartingLayout,),
    (data.Health,),
    (data.Backups,),
    (data.WayBack,),
    (Deeds, None),
)


def opened(part) -> list[object]:
    """The addresses that its tab was sent to."""
    return [message["path"] for _, kind, message in part.client.outbox.messages if kind == "open"]


def titles(part) -> list[object]:
    """What the tab was called since, one after the other."""
    ran = [message["code"] for _, kind, message in part.client.outbox.messages if kind == "run_javascript"]
    # What was drawn anew may be among them by now.
    return [code for code in ran if code.startswith("document.title")]


async def test_the_tab_says_that_something_was_refused_until_something_is_done(office, at):
    name = await at(office.lea, OfficeName)
    name.client.title = "Bureau · Miaou"
    await send(name, "rename", name="Maison")
    assert titles(name) == [], "it is called so already"
    for given in ("", "", "Maison Perrin"):
        await send(name, "rename", name=given)
    wrong, plain = 'document.title = "Error: Bureau \\u00b7 Miaou"', 'document.title = "Bureau \\u00b7 Miaou"'
    assert titles(name) == [wrong, wrong, plain]


@pytest.mark.parametrize("kind", PARTS, ids=lambda kind: kind[0].__name__)
async def test_nobody_but_an_administrator_has_it(office, at, kind):
    with pytest.raises(Forbidden):
        await at(office.karim, *kind)


@pytest.mark.parametrize("kind", PARTS, ids=lambda kind: kind[0].__name__)
async def test_whoever_administers_no_more_is_sent_to_the_chat(office, at, second, settled, kind):
    part = await at(second, *kind)
    await office.store.members.set_role(office.lea, second.id, "member")
    await settled()
    assert part.is_deleted
    assert opened(part) == ["/"]


ACTIONS = (
    ((Invites,), "invite", {"uses": "3", "days": "3"}),
    ((Invites,), "revoke", {"code": "x"}),
    ((MemberRole, 2), "set_role", {"role": "admin"}),
    ((MemberPassword, 2), "make_link", {}),
    ((MemberAccount, 2), "deactivate", {}),
    ((MemberAccount, 2), "reactivate", {}),
    ((LeftCanals,), "take_over", {"canal": "1"}),
    ((Sites,), "allow", {"origin": "https://erp.example"}),
    ((Sites,), "take_out", {"origin": "https://erp.example"}),
    ((UnknownLogins,), "let_create", {"creates": "yes"}),
    ((Keys,), "make_secret", {"name": "ERP"}),
    ((Keys,), "take_out", {"key": "1"}),
    ((Keys,), "let_admins", {"key": "1"}),
    ((Keys,), "keep_admins_out", {"key": "1"}),
    ((Links,), "add", {"pattern": "FA####", "address": "https://erp.example/{ref}"}),
    ((Links,), "take_out", {"reference": "1"}),
    ((OfficeName,), "rename", {"name": "Volé"}),
    ((OfficeLanguage,), "set_lang", {"lang": "en"}),
    ((OfficeLogo,), "take_out", {}),
    ((data.Backups,), "back_up", {}),
)


@pytest.mark.parametrize(("kind", "name", "fields"), ACTIONS, ids=lambda each: each if isinstance(each, str) else "")
async def test_whoever_administers_no_more_does_nothing_there(office, at, second, kind, name, fields):
    """Even by a part that has not heard of it yet."""
    part = await at(second, *kind)
    part._deaf()
    await office.store.members.set_role(office.lea, second.id, "member")
    before = await office.store.audits.newest(office.lea)
    try:
        answer = await send(part, name, **fields)
    except Refused as refused:
        answer = {"trouble": refused.sentence}
    assert "trouble" in answer
    assert await office.store.audits.newest(office.lea) == before
    assert office.store.safekeeping.progress is None


async def test_a_page_whose_session_has_ended_is_told_nothing_more(office, at):
    part = await at(office.lea, Invites)
    part.page.tabs.dismiss(part.page.tab)
    invite = await office.store.invites.create(office.lea, 3, 2)
    assert invite.code not in shows(part)
    assert part.is_deleted
    assert opened(part) == ["/"]


async def test_a_question_comes_under_the_number_of_the_call_that_brings_it(office, at):
    part = await at(office.lea, MemberAccount, office.zoe.id)
    with part.client:
        page = replace(part.page, asked=7)
        await offered()["panel"](page, {"panel": part.id, "do": "deactivate", "fields": {}})
    assert question(part)._props["asked"] == 7


@pytest.mark.parametrize("name", ["fetch_again", "end", "delete", "renew", "ask_first", "answered"])
async def test_what_is_no_action_cannot_be_asked_for(office, at, name):
    with pytest.raises(Forbidden):
        await ask(await at(office.lea, Sites), name, {})


async def test_a_page_whose_browser_is_away_looks_again_when_it_is_back(office, at):
    top = await at(office.lea, Top)
    top.client.tab_id = None
    await office.store.office.rename(office.lea, "Ailleurs")
    assert "Ailleurs" not in shows(top)
    top.client.tab_id = "tab"
    for connected in top.client.connect_handlers:
        connected()
    assert "Ailleurs" in shows(top)


async def test_the_office_s_name_changes_at_the_top_of_an_open_page(office, at, second):
    top = await at(second, Top)
    await office.store.office.rename(office.lea, "Maison <Perrin>")
    assert "Maison &lt;Perrin&gt;" in shows(top)


async def test_a_failed_backup_is_warned_of_in_an_open_section_but_where_it_stands_in_full(office, at):
    titles = [
        await at(office.lea, Title, section, lambda: "Titre", str, "") for section in ("members", "audit", "data")
    ]
    safe = office.store.safekeeping
    safe.failure = Failure(office.store.clock(), Refused("No"))
    safe._say()
    assert ["The latest backup failed." in shows(title) for title in titles] == [True, True, False]
