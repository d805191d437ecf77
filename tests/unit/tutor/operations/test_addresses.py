"""How this machine is called on its network, asked of the system only."""

from ipaddress import IPv4Address, ip_address

import pytest

from tutor.operations.addresses import host_names, lan_address, lan_addresses


def test_no_loopback_and_no_address_twice():
    found = lan_addresses()
    assert len(found) == len(set(found))
    assert not any(address.is_loopback or address.is_link_local for address in found)


def test_the_address_for_tablets_is_one_they_can_type():
    address = ip_address(lan_address())
    assert isinstance(address, IPv4Address)


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("minipc", ["minipc", "minipc.local"]),
        ("MiniPC.ecole.lan", ["minipc", "minipc.local"]),
        ("école", []),
        ("a_b", []),
        ("", []),
    ],
)
def test_names_that_a_certificate_cannot_hold_are_left_out(monkeypatch, name, names):
    monkeypatch.setattr("socket.gethostname", lambda: name)
    assert host_names() == names


def test_a_machine_on_no_network_serves_itself(monkeypatch):
    def no_route(*_: object, **__: object) -> None:
        raise OSError("no network")

    monkeypatch.setattr("socket.socket.connect", no_route)
    monkeypatch.setattr("socket.getaddrinfo", no_route)
    assert lan_addresses() == []
    assert lan_address() == "127.0.0.1"
