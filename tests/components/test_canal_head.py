"""What stands above an open canal."""

from __future__ import annotations

import re

from app.components.window.canal_head import canal_head, no_head
from app.components.window.own_facts import settings_facts
from app.locale import catalogue


async def test_a_private_canal_s_head_says_so_in_the_reader_s_language(office):
    assert 'aria-label="canal privé"' in str(canal_head(office.direction, catalogue("fr")))
    assert 'aria-label="private canal"' in str(canal_head(office.direction, catalogue("en")))
    assert 'aria-label="canal privé"' not in str(canal_head(office.bureau, catalogue("fr")))


async def test_the_button_that_turns_the_log_says_which_way_it_stands_now(office):
    zoe, head = office.zoe, str(canal_head(office.bureau, catalogue("fr")))
    button = re.search(r'<button[^>]*data-action="flip-order"[^>]*>', head)[0]
    assert 'aria-label="Les plus récents en haut"' in button
    key = re.search(r'data-facts="([^"]+)"', button)[1]
    for order, pressed in (("newest-first", "true"), ("newest-last", "false")):
        await office.store.members.set(zoe, "reading_order", order)
        assert settings_facts(office.store, office.store.members.get(zoe.id))[key] == {"@aria-pressed": pressed}
    assert "aria-pressed" not in head, "what others are given of it is the same"


def test_whoever_is_in_no_canal_is_told_so_and_may_make_one():
    said = str(no_head(catalogue("fr")))
    assert "Il n’y a pas encore de canal." in said
    assert 'data-action="new-canal"' in said
