"""What stands above an open canal."""

from __future__ import annotations

from app.components.window.canal_head import canal_head, no_head
from app.locale import catalogue


async def test_a_private_canal_s_head_says_so_in_the_reader_s_language(office):
    assert 'aria-label="canal privé"' in str(canal_head(office.direction, catalogue("fr")))
    assert 'aria-label="private canal"' in str(canal_head(office.direction, catalogue("en")))
    assert 'aria-label="canal privé"' not in str(canal_head(office.bureau, catalogue("fr")))


def test_whoever_is_in_no_canal_is_told_so_and_may_make_one():
    said = str(no_head(catalogue("fr")))
    assert "Il n’y a pas encore de canal." in said
    assert 'data-action="new-canal"' in said
