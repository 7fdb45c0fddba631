"""The furnished office, in a real store."""

from datetime import datetime

import pytest
import pytest_asyncio

from app.demo.cast import CHARACTERS, OFFICE, PLACES, logins_in
from app.demo.furnish import furnish
from app.demo.plan import plan
from app.store import access, cards
from app.store.store import Store

NOW = datetime(2026, 11, 23, 15, 4)


# One furnished store for all: none of these tests changes it.
pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def store(tmp_path_factory):
    store = await Store.open(tmp_path_factory.mktemp("demo"))
    await furnish(store, NOW, "fr")
    yield store
    await store.close()


def canal_named(store, login, name):
    return next(canal for canal in store.canals.of(store.members.by_login(login)) if canal.name == name)


async def test_everyone_is_there_with_image_note_and_role(store):
    assert (store.office.name, store.office.lang) == (OFFICE, "fr")
    assert len(store.members.all()) == len(CHARACTERS)
    for character in CHARACTERS:
        member = store.members.by_login(character.login)
        assert (member.nickname, member.note) == (character.nickname, character.note.fr)
        assert (member.role, member.color) == (character.role, character.color)
        assert store.images.path(member.image, 256) and store.images.path(member.image, 64)


async def test_each_member_finds_their_canals_and_no_others(store):
    for character in CHARACTERS:
        member = store.members.by_login(character.login)
        wanted = sorted(place.name.fr for place in PLACES if character.login in logins_in(place))
        assert sorted(canal.name for canal in store.canals.of(member)) == wanted


async def test_every_message_stands_in_its_canal_at_its_time(store):
    for place in PLACES:
        if place.kind == "direct":
            continue
        login = logins_in(place)[0]
        canal = canal_named(store, login, place.name.fr)
        wanted = [post for post in plan(NOW, "fr") if post.canal == place.key and post.visible_to(login)]
        shown = store.messages.newest(store.members.by_login(login), canal.id).messages
        said = [(message.at, message.nonce) for message in shown if not message.event]
        assert said == [(post.at, post.nonce) for post in wanted]


async def test_in_two_canals_something_is_pinned_and_said_what_they_are_for(store):
    told = {}
    for canal in store.canals.of(store.members.by_login("agathe")):
        pinned = await store.pins.all(store.members.by_login("agathe"), canal.id)
        if canal.description:
            told[canal.name] = [(store.state.nickname(each.pin.by_id), each.message.author_id) for each in pinned]
        else:
            assert not pinned
    odile, lea = (store.members.by_login(login) for login in ("odile", "lea"))
    assert told == {"Tout le bureau": [("Odile", odile.id)], "Service marketing": [("Léa", lea.id)]}


async def test_an_aside_shows_to_its_circle_only(store):
    canal = canal_named(store, "solene", "Machine à café")
    for login, told in (("zoe", True), ("karim", True), ("solene", False), ("theo", False)):
        page = store.messages.newest(store.members.by_login(login), canal.id)
        assert any("anniversaire" in message.html for message in page.messages) is told


async def test_records_are_shown_as_cards_and_references_lead_to_them(store):
    page = store.messages.newest(store.members.by_login("odile"), canal_named(store, "odile", "Administratif").id)
    shown = [cards.read(message.card) for message in page.messages if message.card]
    assert [card.reference for card in shown] == ["FA2026-0153"]
    assert dict(shown[0].fields)["Montant TTC"] == "1 284,00 €"
    links = [message.html for message in page.messages if "FA2026-0121</a>" in message.html]
    assert 'href="https://gestan.example.com/factures/FA2026-0121"' in links[0]


async def test_records_lead_to_the_demos_own_software_where_it_has_one(tmp_path):
    store = await Store.open(tmp_path)
    company = await furnish(store, NOW, "fr", "http://127.0.0.1:8000/demo/erp")
    odile = company.member("odile")
    page = store.messages.newest(odile, company.canal("accounts").id)
    shown = [cards.read(message.card) for message in page.messages if message.card]
    assert [card.link for card in shown] == ["http://127.0.0.1:8000/demo/erp?record=FA2026-0153"]
    assert any('href="http://127.0.0.1:8000/demo/erp?record=FA2026-0121"' in each.html for each in page.messages)
    assert not any("gestan.example.com" in f"{each.html}{each.card}" for each in page.messages)
    await store.close()


async def test_answers_quote_what_was_asked_and_colleagues_react_name_each_other_and_mend_what_they_said(store):
    page = store.messages.newest(store.members.by_login("lea"), canal_named(store, "lea", "Tout le bureau").id)
    by = {member.id: member.login for member in store.members.all()}
    asked = next(message.quote for message in page.messages if message.quote)
    assert by[asked.author_id] == "nour"
    assert "journée des ateliers ouverts" in "".join(map(str, asked.said))
    reactions = [message.reactions for message in page.messages if message.reactions]
    assert ("😱", ("karim", "marc")) in [(emoji, tuple(by[each] for each in who)) for ((emoji, who), *_) in reactions]
    (edited,) = [message for message in page.messages if message.edited]
    assert "onze" not in edited.html
    assert edited.edited > edited.at
    nour = store.members.by_login("nour").id
    assert any(nour in message.mentions for message in page.messages)
    assert any(0 in message.mentions for message in page.messages)


async def test_in_english_the_office_speaks_it_and_names_everybody_in_it(tmp_path):
    store = await Store.open(tmp_path)
    await furnish(store, NOW, "en")
    lea = store.members.by_login("lea")
    names = {canal.name for canal in store.canals.of(lea)}
    page = store.messages.newest(lea, canal_named(store, "lea", "Whole office").id)
    await store.close()
    assert store.office.lang == "en"
    assert {place.name.en for place in PLACES if "lea" in logins_in(place)} == names
    assert lea.note == "fair invitations, nearly there"
    assert any(0 in message.mentions for message in page.messages)


async def test_whoever_signs_in_finds_stars(store):
    for member in store.members.all():
        stars = [canal for canal in store.canals.of(member) if store.unseen.of(member, canal.id).star]
        assert 2 <= len(stars) <= 4


async def test_the_store_has_its_own_clock_again(tmp_path):
    def clock():
        return 1_800_000_000_000

    store = await Store.open(tmp_path, clock=clock)
    await furnish(store, NOW, "fr")
    assert store.clock is clock
    await store.close()


async def test_colleagues_send_photos_an_invoice_and_a_table(store):
    agathe = store.members.by_login("agathe")
    sent = {}
    for canal in store.canals.of(store.members.by_login("odile")) + store.canals.of(agathe):
        member = agathe if access.is_in(agathe, canal) else store.members.by_login("odile")
        for message in store.messages.newest(member, canal.id, 1_000).messages:
            sent |= {file.name: file for file in message.files}
    assert {name: (file.kind, file.drawn) for name, file in sent.items()} == {
        "deux-rives-hall.jpg": ("image", True),
        "deux-rives-entree.jpg": ("image", True),
        "FA2026-0153 Imprimerie Blanchard.pdf": ("pdf", True),
        "budget-salon.xlsx": ("document", False),
    }
    assert all(store.files.kept.path(file.digest).is_file() for file in sent.values())
