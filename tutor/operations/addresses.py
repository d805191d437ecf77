"""How this machine is called on the school's network. Sends nothing: asks the system only."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address

Address = IPv4Address | IPv6Address
# Of the ranges that documentation uses: connecting a datagram socket sends nothing, it only chooses a route.
_SOMEWHERE = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))


def lan_address() -> str:
    """The address that tablets reach this machine by; 127.0.0.1 when it is on no network."""
    found = [address for address in lan_addresses() if isinstance(address, IPv4Address)]
    return str(found[0]) if found else "127.0.0.1"


def lan_addresses() -> list[Address]:
    """This machine's addresses on its networks, the one of the default route first; no loopback, no link-local."""
    found: list[Address] = []
    for somewhere, family in _SOMEWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((somewhere, 9))
                found.append(ip_address(probe.getsockname()[0]))
        except OSError:
            continue  # no route of this family
    try:
        infos = socket.getaddrinfo(socket.gethostname(), None)
    except OSError:
        infos = []
    found += [ip_address(str(info[4][0]).split("%")[0]) for info in infos]
    usable = [address for address in found if not (address.is_loopback or address.is_link_local)]
    return list(dict.fromkeys(usable))


def host_names() -> list[str]:
    """This machine's names on the network: NAME and NAME.local; without the ones a certificate cannot hold."""
    name = socket.gethostname().split(".")[0].lower()
    if not name or not all(letter.isascii() and (letter.isalnum() or letter == "-") for letter in name):
        return []
    return [name, f"{name}.local"]
