"""Why a port cannot be had is said rightly."""

from __future__ import annotations

import errno
import socket

import pytest

from app.server import listen, refusal
from app.settings import Settings, Trouble


@pytest.mark.parametrize(
    ("number", "port", "windows", "told"),
    [
        (errno.EADDRINUSE, 8080, False, "The port 8080 is already in use"),
        (errno.EADDRINUSE, 8080, True, "The port 8080 is already in use"),
        (errno.EACCES, 80, False, "The port 80 may not be used: choose one above 1023."),
        (errno.EACCES, 8080, False, "keeps the port 8080 for itself"),
        (errno.EACCES, 8080, True, "keeps the port 8080 for itself"),
        (errno.EACCES, 80, True, "keeps the port 80 for itself"),
        (errno.EADDRNOTAVAIL, 8080, False, "Miaou cannot listen on 192.0.2.7"),
    ],
)
def test_the_remedy_fits_the_system_and_the_port(monkeypatch, number, port, windows, told):
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    refused = refusal(OSError(number, "as the system says it"), Settings(host="192.0.2.7", port=port), windows)
    assert told in str(refused)


def test_two_cannot_have_the_same_port():
    with socket.create_server(("127.0.0.1", 0)) as first, pytest.raises(Trouble, match=str(first.getsockname()[1])):
        listen(Settings(host="127.0.0.1", port=first.getsockname()[1]))
