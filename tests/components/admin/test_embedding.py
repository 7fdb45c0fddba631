"""Miaou in other people's pages: sites, keys, unknown logins, what to paste, and references that become links."""

from __future__ import annotations

import re

import pytest

from app.components.admin.audit import Deeds
from app.components.admin.keys import READY, Keys
from app.components.admin.links import Links
from app.components.admin.paste import Paste
from app.components.admin.sites import Sites, UnknownLogins
from app.store import Refused
from tests.components.admin.conftest import BASE, drawn, newest_deed, question, said, send, shows, yes

PEM = """-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----"""

NO_KEYS = ("", "x", "999999", "-1", "1.5")


async def test_a_site_is_allowed_and_removed_for_all_who_look(office, at, second):
    part, other = await at(office.lea, Sites), await at(second, Sites)
    form = drawn(other)["form"]
    assert await send(part, "allow", origin="https://erp.example") == {"done": True}
    assert said(part) == ["This site may show the widget now."]
    assert "https://erp.example" in drawn(other)["allowed"]
    assert drawn(other)["form"] == form, "what the other types is not touched"
    assert "https://erp.example" in await newest_deed(office)
    await send(other, "take_out", origin="https://erp.example")
    assert office.store.embedding.origins == ("https://erp.example",)
    assert await yes(other) == {"done": True}
    assert office.store.embedding.origins == ()
    assert "No site yet" in shows(part)


@pytest.mark.parametrize("origin", ["", "erp", "javascript:alert(1)", "https://a.example/path?x", "https://*"])
async def test_what_is_no_site_is_refused_at_its_field(office, at, origin):
    answer = await send(await at(office.lea, Sites), "allow", origin=origin)
    assert list(answer["trouble"]) == ["origin"]
    assert office.store.embedding.origins == ()


async def test_a_secret_is_made_shown_where_it_was_made_and_removed(office, at, second):
    part, other = await at(office.lea, Keys), await at(second, Keys)
    assert await send(part, "make_secret", name="L’ERP") == {"done": True}
    ready = part.words(READY)
    assert said(part, "aloud") == [ready]
    assert ready in shows(part) and ready not in shows(other)
    (key,) = office.store.embedding.keys(office.lea)
    assert (key.name, key.algorithm) == ("L’ERP", "HS256")
    opened = re.compile(rf"<details[^>]* open[ >].*?{re.escape(key.secret)}", re.DOTALL)
    assert opened.search(drawn(part)["keys"])
    assert not opened.search(drawn(other)["keys"])
    assert key.secret not in await newest_deed(office)
    assert key.secret not in shows(await at(office.lea, Deeds, None))
    await send(part, "take_out", key=str(key.id))
    assert "L’ERP" in drawn(question(part))["body"]
    assert await yes(part) == {"done": True}
    assert key.secret not in shows(part) + shows(other)


async def test_a_public_key_is_added_and_a_wrong_one_refused(office, at):
    part = await at(office.lea, Keys)
    for pem in ("", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "<b>"):
        assert (await send(part, "add_public_key", name="Intranet", pem=pem))["trouble"][""]
    assert office.store.embedding.keys(office.lea) == []
    assert await send(part, "add_public_key", name="Intranet", pem=PEM) == {"done": True}
    (key,) = office.store.embedding.keys(office.lea)
    assert (key.name, key.algorithm) == ("Intranet", "EdDSA")


async def test_a_secret_without_a_name_is_refused_at_its_field(office, at):
    answer = await send(await at(office.lea, Keys), "make_secret", name="  ")
    assert list(answer["trouble"]) == ["name"]
    assert office.store.embedding.keys(office.lea) == []


@pytest.mark.parametrize("key", NO_KEYS)
@pytest.mark.parametrize("name", ["take_out", "let_admins", "keep_admins_out"])
async def test_of_a_key_that_is_not_there_nothing_is_changed(office, at, name, key):
    with pytest.raises(Refused):
        await send(await at(office.lea, Keys), name, key=key)


async def test_a_key_lets_administrators_in_once_one_has_said_yes(office, at):
    part = await at(office.lea, Keys)
    key = await office.store.embedding.create_secret(office.lea, "ERP")
    await send(part, "let_admins", key=str(key.id))
    assert "as any administrator" in drawn(question(part))["body"]
    assert not office.store.state.embed_keys[key.id].admins
    await yes(part)
    assert office.store.state.embed_keys[key.id].admins
    assert "Administrators: let in" in shows(part)
    assert "embed-key-admins" in await newest_deed(office)
    await send(part, "keep_admins_out", key=str(key.id))
    assert not office.store.state.embed_keys[key.id].admins
    assert "Administrators: kept out" in shows(part)


async def test_unknown_logins_are_let_in_or_refused(office, at, second):
    part, other = await at(office.lea, UnknownLogins), await at(second, UnknownLogins)
    for chosen, allowed in (("yes", True), ("no", False)):
        assert await send(part, "let_create", creates=chosen) == {"done": True}
        assert office.store.embedding.creates == allowed
        assert f'value="{chosen}" checked' in shows(other)


async def test_a_reference_becomes_a_link_and_no_longer(office, at, second):
    part, other = await at(office.lea, Links), await at(second, Links)
    assert await send(part, "add", pattern="FA####-####", address="https://erp.example/facture/{ref}") == {"done": True}
    (reference,) = office.store.references.all
    assert reference.pattern in shows(other)
    assert reference.pattern in await newest_deed(office)
    await send(part, "take_out", reference=str(reference.id))
    assert reference.pattern in drawn(question(part))["body"]
    await yes(part)
    assert office.store.references.all == ()
    assert "No pattern yet." in shows(other)


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("", ""),
        ("FA", "https://erp.example/{ref}"),
        ("FA####", "https://erp.example/"),
        ("FA####", "javascript:alert('{ref}')"),
    ],
)
async def test_a_refused_reference_says_why_and_leaves_its_form_alone(office, at, pattern, address):
    part = await at(office.lea, Links)
    before = dict(drawn(part))
    about = "address" if pattern == "FA####" else "pattern"
    assert (await send(part, "add", pattern=pattern, address=address))["trouble"][about]
    assert drawn(part) == before
    assert office.store.references.all == ()


async def test_the_lines_to_paste_name_this_instance_and_the_canals_that_everybody_may_open(office, at):
    part = await at(office.lea, Paste)
    assert f"{BASE}/embed.js" in shows(part)
    assert f"{BASE}/widget?token=TOKEN" in shows(part)
    assert '<iframe id="preview" src="/widget"' in shows(part)
    assert ">Tout le bureau</option>" in shows(part)
    assert ">Direction</option>" not in shows(part)
    await office.store.canals.create(office.karim, "Atelier")
    assert ">Atelier</option>" in shows(part)


async def test_the_lines_and_the_preview_follow_what_one_chooses(office, at):
    part, canal = await at(office.lea, Paste), office.bureau.id
    await send(part, "choose", canal=str(canal), theme="dark")
    assert f"data-canal=&#34;{canal}&#34; data-theme=&#34;dark&#34; defer" in drawn(part)["button"]
    assert f"token=TOKEN&amp;amp;canal={canal}&amp;amp;theme=dark" in drawn(part)["frame"]
    assert f'src="/widget?canal={canal}&amp;theme=dark"' in drawn(part)["preview"]
    await send(part, "choose", canal="", theme="")
    assert '<iframe id="preview" src="/widget"' in drawn(part)["preview"]


@pytest.mark.parametrize("canal", ["x", '"><script>', "999999"])
async def test_what_was_not_offered_is_not_pasted(office, at, canal):
    part = await at(office.lea, Paste)
    before = dict(drawn(part))
    for given in (canal, str(office.direction.id)):
        await send(part, "choose", canal=given, theme="loud")
    assert drawn(part) == before
