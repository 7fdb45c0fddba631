"""Under which address colleagues find this machine."""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
from collections.abc import Iterable

import ifaddr

from app.settings import ANY_ADDRESS, Settings

_INNER = re.compile(
    r"docker|veth|br-|virbr|vmnet|vnet|vboxnet|lo\d*$|podman|cni|flannel|cali|lxc|lxd|incus|bridge|awdl|llw|anpi|ap\d"
    r"|u?tun|tap|wg|ipsec|ppp|tailscale|ts\d|zt|nordlynx|proton|gif|stf"
)
"""How networks inside this machine, and tunnels out of it, are named under Linux and macOS."""

_DESCRIBED_INNER = re.compile(
    r"virtual|host-only|vethernet|wsl|loopback|npcap|bluetooth|\btap\b|\btun\b|wintun|tunnel|vpn|wireguard|tailscale"
    r"|zerotier|anyconnect|fortinet|globalprotect|pangp|wan miniport",
    re.IGNORECASE,
)
"""The same by what Windows says of them. The cards that Hyper-V and others give to a machine inside them do not say
"virtual": there they lead to the office."""

ELSEWHERE = "192.0.2.1"
"""An address of documentation (RFC 5737), which no machine has."""


def lan_address() -> str:
    """This machine's IPv4 address on the office's network, or 127.0.0.1 when it has none."""
    return likeliest(ifaddr.get_adapters(), outgoing())


def likeliest(adapters: Iterable[ifaddr.Adapter], out: str) -> str:
    """Which of this machine's addresses colleagues reach; 127.0.0.1 when there is none.

    :param out: the address from which this machine goes out, if any
    """
    found = [
        (_is_inner(adapter), address)
        for adapter in adapters
        for address in (ipaddress.ip_address(ip.ip) for ip in adapter.ips if isinstance(ip.ip, str))
        if not (address.is_loopback or address.is_unspecified or address.is_multicast)
    ]
    if not found:
        return "127.0.0.1"

    def doubts(candidate: tuple[bool, ipaddress.IPv4Address | ipaddress.IPv6Address]) -> tuple[bool, ...]:
        inner, address = candidate
        # An address that the machine gave itself reaches nobody as long as there is any other. A switch of Hyper-V's
        # that leads out describes itself like those that lead nowhere: no doubt excludes, it only comes after.
        return address.is_link_local, inner, str(address) != out, not address.is_private

    return str(min(found, key=doubts)[1])


def outgoing() -> str:
    """The IPv4 address from which the system would send to another network; "" when it knows no way there."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Of UDP this sends nothing: the system only looks the way up.
        probe.connect((ELSEWHERE, 9))
        return str(probe.getsockname()[0])
    return ""


def _is_inner(adapter: ifaddr.Adapter) -> bool:
    # Windows' names are numbers in braces, and its descriptions are sentences; elsewhere both are the same short name.
    if adapter.name == adapter.nice_name:
        return _INNER.match(adapter.name) is not None
    return _DESCRIBED_INNER.search(adapter.nice_name) is not None


def base_address(settings: Settings, lan: bool = True) -> str:
    """The address to tell people: the public one, else this machine's; on the network unless `lan` is false."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = settings.host
    if host in (ANY_ADDRESS, "::", ""):
        host = lan_address() if lan else "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def is_plain(scheme: str, host: str) -> bool:
    """Whether browsers take a page of that address for one that others can read along: by http, unless it comes from
    the very machine that the browser runs on (what they call no secure context)."""
    if scheme == "https" or host == "localhost" or host.endswith(".localhost"):
        return False
    try:
        return not ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return True
