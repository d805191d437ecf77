"""marelle.local where the network lets it pass, and never a reason not to serve."""

import gc
import socket
from ipaddress import ip_address

import pytest
import zeroconf

from tests.needs import need
from tutor.network import discovery
from tutor.network.discovery import ABSENT, NAME, NO_NETWORK, REFUSED, TAKEN, Announcement

HERE = [ip_address("192.168.1.20")]
LOOPBACK = ["127.0.0.1"]


def multicast_works() -> bool:
    """Whether a datagram to mDNS's group comes back on the loopback."""
    group = ("224.0.0.251", 53530)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind(("", group[1]))
            probe.setsockopt(
                socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group[0]) + socket.inet_aton("127.0.0.1")
            )
            probe.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.1"))
            probe.settimeout(1)
            probe.sendto(b"?", group)
            return probe.recv(1) == b"?"
        except OSError:
            return False


def test_without_the_library_or_a_network_it_says_so_and_serves_on(monkeypatch):
    announcement = Announcement(8443)
    announcement.announce([])
    assert announcement.trouble == NO_NETWORK
    announcement.announce([ip_address("127.0.0.1")])
    assert announcement.trouble == NO_NETWORK
    monkeypatch.setattr(discovery, "zeroconf", None)
    announcement.announce(HERE)
    assert announcement.trouble == ABSENT
    announcement.close()


# zeroconf leaves the socket that it could not use to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_network_that_refuses_is_said():
    announcement = Announcement(8443, interfaces=["203.0.113.9"])  # no interface of this machine
    announcement.announce(HERE)
    assert announcement.trouble == REFUSED
    announcement.close()
    gc.collect()


def test_the_name_leads_here_follows_a_move_and_is_left_to_who_has_it():
    need(multicast_works(), "multicast on the loopback")
    ours, theirs = Announcement(8443, LOOPBACK, 400), Announcement(8443, LOOPBACK, 3_000)
    asking = zeroconf.Zeroconf(interfaces=LOOPBACK)
    try:
        ours.announce(HERE)
        assert ours.trouble is None
        theirs.announce([ip_address("192.168.1.99")])
        assert theirs.trouble == TAKEN
        ours.announce([ip_address("10.0.0.7")])
        found = zeroconf.AddressResolver(f"{NAME}.")
        assert found.request(asking, 3_000)
        assert "10.0.0.7" in found.parsed_addresses()
    finally:
        asking.close()
        ours.close()
        theirs.close()


@pytest.mark.parametrize("trouble", [ABSENT, TAKEN, REFUSED, NO_NETWORK])
def test_what_a_technician_reads_is_a_sentence(trouble):
    assert trouble.endswith(".")
