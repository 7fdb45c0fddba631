"""What somebody may type where a web address is asked for."""

import pytest

from app.text import links


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://erp.example/menu?a=1", "https://erp.example/menu?a=1"),
        ("http://erp.example", "http://erp.example"),
        ("erp.example/menu", "https://erp.example/menu"),
        ("  intranet ", "https://intranet"),
        ("erp.example:8080", "https://erp.example:8080"),
        ("192.168.1.4:8000/x", "https://192.168.1.4:8000/x"),
    ],
)
def test_how_an_address_begins_may_be_left_out(typed, address):
    assert links.site(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "javascript:alert(1)",
        "data:,x",
        "mailto:a@b.example",
        "//a.example",
        "https://",
        "two words",
        "ftp://a",
    ],
)
def test_what_leads_to_no_site_is_none(typed):
    assert links.site(typed) is None
