"""An invitation's address as one reads it."""

import pytest

from app.components.large_code import broken


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://192.0.2.2:8520/join/hzSCpnPXmfry", "http://192.0.2.2:8520<wbr>/join/hzSCpnPXmfry"),
        ("https://example.org/chat/join/abc", "https://example.org<wbr>/chat/join/abc"),
    ],
)
def test_it_breaks_before_its_path(address, shown):
    assert str(broken(address)) == shown
