"""Under which address colleagues find this machine."""

from __future__ import annotations

import ipaddress

import ifaddr

from app.settings import ANY_ADDRESS, Settings

_INNER = ("docker", "veth", "br-", "virbr", "vmnet", "lo")
"""Networks inside this machine, which no colleague can reach."""


def lan_address() -> str:
    """This machine's IPv4 address on the office's network, or 127.0.0.1 when it has none."""
    found: list[str] = []
    for adapter in ifaddr.get_adapters():
        if adapter.name.startswith(_INNER):
            continue
        addresses = [ip.ip for ip in adapter.ips if isinstance(ip.ip, str)]
        found.extend(address for address in addresses if not ipaddress.ip_address(address).is_loopback)
    private = [address for address in found if ipaddress.ip_address(address).is_private]
    return (private or found or ["127.0.0.1"])[0]


def base_address(settings: Settings, lan: bool = True) -> str:
    """The address to tell people: the public one, else this machine's; on the network unless `lan` is false."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = settings.host
    if host in (ANY_ADDRESS, "::", ""):
        host = lan_address() if lan else "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"
