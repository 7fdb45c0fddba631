"""Origins: sites as browsers name them, scheme, host and port, in the one form in which they can be compared."""

import ipaddress
import re
from urllib.parse import urlsplit

from app.store.refusal import Refused

LONGEST = 300
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")


def normal(typed: str) -> str:
    """A site's address as a browser says it: `https://erp.example`, `http://localhost:8080`.

    It goes into the header that says who may show the widget, so that nothing in it may be more than a name.

    :raises Refused: when it is anything else: a path, a wildcard, another scheme
    """
    try:
        parts = urlsplit(typed.strip())
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError:
        host, port = "", None
    plain = host and parts.scheme in _DEFAULT_PORTS and parts.path in ("", "/") and len(typed) <= LONGEST
    # urlsplit drops line ends and tabs: what it gives back must be what was typed.
    if not plain or any(mark in typed.strip() for mark in "@?#*%\\") or not typed.strip().isprintable() or port == 0:
        raise Refused("This is not the address of a site: write it like https://erp.example.")
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != _DEFAULT_PORTS[parts.scheme] else "")


def _host(name: str) -> str:
    """:raises ValueError: when it is neither a name nor an address of a machine"""
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name)}]"
    # Browsers compare names of other scripts by their ASCII form.
    ascii_name = name.encode("idna").decode("ascii").lower() if not name.isascii() else name
    if len(ascii_name) > 253 or not all(_LABEL.fullmatch(label) for label in ascii_name.split(".")):
        raise ValueError(name)
    return ascii_name
