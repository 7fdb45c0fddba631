"""The address that an invitation shows is one that colleagues reach."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from ifaddr import IP, Adapter

from app.pages.addresses import is_plain, lan_address, likeliest, outgoing


def unix(name: str, *addresses: str) -> Adapter:
    return Adapter(name, name, [IP(address, 24, name) for address in addresses])


def windows(described: str, *addresses: str) -> Adapter:
    return Adapter("{4D36E972-E325-11CE-BFC1-08002BE10318}", described, [IP(a, 24, described) for a in addresses])


OFFICE = "192.168.1.10"


@pytest.mark.parametrize(
    "inner",
    [
        unix("docker0", "172.17.0.1"),
        unix("br-2f1c", "172.18.0.1"),
        unix("virbr0", "192.168.122.1"),
        unix("podman0", "10.88.0.1"),
        unix("tailscale0", "100.90.1.2"),
        unix("wg0", "10.6.0.2"),
        unix("utun4", "10.8.0.6"),
        unix("bridge100", "192.168.64.1"),
        unix("awdl0", "10.1.1.1"),
        windows("Hyper-V Virtual Ethernet Adapter", "172.23.0.1"),
        windows("VirtualBox Host-Only Ethernet Adapter", "192.168.56.1"),
        windows("VMware Virtual Ethernet Adapter for VMnet8", "192.168.80.1"),
        windows("TAP-Windows Adapter V9", "10.8.0.6"),
        windows("WireGuard Tunnel", "10.6.0.2"),
        windows("Bluetooth Device (Personal Area Network)", "192.168.44.1"),
        windows("Npcap Loopback Adapter", "10.9.9.9"),
        windows("Intel(R) Ethernet Connection", "169.254.7.7"),
    ],
    ids=lambda adapter: adapter.nice_name,
)
@pytest.mark.parametrize("out", ["inner", "office", "nowhere"])
def test_a_network_inside_the_machine_is_avoided_even_when_the_way_out_leads_through_it(inner, out):
    office = windows("Realtek PCIe GbE Family Controller", OFFICE) if "{" in inner.name else unix("enp3s0", OFFICE)
    way = {"inner": inner.ips[0].ip, "office": OFFICE, "nowhere": ""}[out]
    assert likeliest([inner, office], way) == likeliest([office, inner], way) == OFFICE


def test_of_two_real_networks_the_one_that_leads_out_is_the_offices():
    adapters = [unix("eth0", "10.0.0.5"), unix("eth1", OFFICE)]
    assert likeliest(adapters, OFFICE) == OFFICE
    assert likeliest(adapters, "10.0.0.5") == "10.0.0.5"


def test_without_a_way_out_a_private_address_comes_before_a_public_one():
    assert likeliest([unix("eth0", "8.8.4.4"), unix("eth1", OFFICE)], "") == OFFICE


@pytest.mark.parametrize(
    "described",
    ["Microsoft Hyper-V Network Adapter", "vmxnet3 Ethernet Adapter", "Red Hat VirtIO Ethernet Adapter"],
)
def test_the_card_of_a_machine_inside_another_leads_to_the_office(described):
    adapters = [windows("VirtualBox Host-Only Ethernet Adapter", "192.168.56.1"), windows(described, OFFICE)]
    assert likeliest(adapters, "") == OFFICE


def test_a_switch_of_hyper_vs_that_leads_out_is_the_offices_network():
    adapters = [
        windows("Hyper-V Virtual Ethernet Adapter", "172.23.0.1"),
        windows("Hyper-V Virtual Ethernet Adapter #2", OFFICE),
        windows("Intel(R) Wi-Fi 6 AX201", "169.254.7.7"),
    ]
    assert likeliest(adapters, OFFICE) == OFFICE


def test_an_address_that_the_machine_gave_itself_is_better_than_none():
    assert likeliest([unix("lo", "127.0.0.1"), unix("eth0", "169.254.7.7")], "") == "169.254.7.7"


def test_a_machine_without_a_network_is_found_by_itself_only():
    only_ipv6 = Adapter("eth0", "eth0", [IP(("fe80::1", 0, 2), 64, "eth0")])
    assert likeliest([unix("lo", "127.0.0.1"), only_ipv6], "") == "127.0.0.1"


def test_this_machines_own_address_can_be_taken():
    assert outgoing() == "" or ipaddress.ip_address(outgoing()).version == 4
    with socket.create_server((lan_address(), 0)) as listening:
        assert listening.getsockname()[0] == lan_address()


@pytest.mark.parametrize(
    ("scheme", "host", "plain"),
    [
        ("http", "192.168.1.10", True),
        ("http", "miaou.local", True),
        ("http", "miaou", True),
        ("http", "notlocalhost", True),
        ("http", "fe80::1", True),
        ("http", "", True),
        ("http", "localhost", False),
        ("http", "miaou.localhost", False),
        ("http", "127.0.0.1", False),
        ("http", "127.8.9.1", False),
        ("http", "::1", False),
        ("https", "192.168.1.10", False),
    ],
)
def test_http_is_plain_but_on_the_machine_itself(scheme, host, plain):
    assert is_plain(scheme, host) == plain
