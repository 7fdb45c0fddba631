"""The card of a canal: what it saves is what was ticked, and nothing that it did not show."""

from app.components.cards.canal_card import _choose_members
from app.components.view import View
from app.components.wire.tabs import Tab
from app.locale import catalogue
from app.store import Store


async def test_saving_leaves_a_closed_account_in_the_canal_for_when_it_opens_again(tmp_path):
    store = await Store.open(tmp_path)
    try:
        lea = await store.members.create("lea", "Léa", role="admin")
        karim, zoe = [await store.members.create(login, login.title()) for login in ("karim", "zoe")]
        canal = await store.canals.create(lea, "Direction", kind="private", members=[karim.id, zoe.id])
        await store.members.deactivate(lea, karim.id)
        view = View(store, catalogue("en"), Tab("tab", lea.id, 0, "en"))
        await _choose_members(view, store.canals.get(lea, canal.id), set())
        assert {member.id for member in store.canals.members(lea, canal.id)} == {lea.id}
        await store.members.reactivate(lea, karim.id)
        assert {member.id for member in store.canals.members(lea, canal.id)} == {lea.id, karim.id}
    finally:
        await store.close()
