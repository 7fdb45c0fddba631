"""What stands above an open canal."""

from __future__ import annotations

from app.components.window.canal_head import canal_head
from app.locale import catalogue


async def test_a_private_canal_s_head_says_so_in_the_reader_s_language(office):
    assert 'aria-label="canal privé"' in str(canal_head(office.direction, catalogue("fr")))
    assert 'aria-label="private canal"' in str(canal_head(office.direction, catalogue("en")))
    assert 'aria-label="canal privé"' not in str(canal_head(office.bureau, catalogue("fr")))
