"""Whether typed smileys become emoji is its author's choice, made before a message is sent."""

from tests.conftest import Office


async def test_a_member_s_smileys_become_emoji_until_they_switch_that_off(office: Office) -> None:
    messages = office.store.messages
    first = await messages.post(office.zoe, office.bureau.id, "Bonjour :) :chat:", nonce="1")
    assert first.message.html == "<p>Bonjour 🙂 🐱</p>"

    await office.store.members.set(office.zoe, "smileys", "off")
    zoe = office.store.members.get(office.zoe.id)
    second = await messages.post(zoe, office.bureau.id, "Bonjour :) :chat:", nonce="2")
    assert second.message.html == "<p>Bonjour :) :chat:</p>"
    assert await messages.preview(zoe, office.bureau.id, "**Oui** :)") == "<p><strong>Oui</strong> :)</p>"

    said = [message.html for message in messages.newest(office.karim, office.bureau.id).messages]
    assert said == [first.message.html, second.message.html]


async def test_one_s_choice_is_nobody_else_s(office: Office) -> None:
    await office.store.members.set(office.zoe, "smileys", "off")
    said = await office.store.messages.post(office.karim, office.bureau.id, "D’accord ;)", nonce="1")
    assert said.message.html == "<p>D’accord 😉</p>"
