"""How this server is found on the network: its ports, its certificates, its welcome page, its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address

from tutor.network.discovery import Announcement
from tutor.network.keeper import CertificateKeeper
from tutor.operations.addresses import Address


@dataclass(frozen=True, slots=True)
class Presence:
    """Of a server with TLS that listens on `host`.

    `welcome_port` is None when the page could not be served: `welcome_trouble` says why.
    """

    host: str
    port: int
    keeper: CertificateKeeper
    welcome_port: int | None
    welcome_trouble: str | None
    announcement: Announcement | None

    @property
    def addresses(self) -> Sequence[Address]:
        """This machine's that tablets may use, as they were a minute ago at most."""
        return listened(self.keeper.addresses, self.host)


def listened(addresses: Sequence[Address], host: str) -> Sequence[Address]:
    """Those that a server of this `host` answers at: « 0.0.0.0 » hears IPv4 only, « 127.0.0.1 » nobody else."""
    try:
        only = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:  # a name of this machine
        return addresses
    if not only.is_unspecified:
        return [only]
    return [address for address in addresses if address.version == 4 or only.version == 6]


def url(scheme: str, host: str, port: int) -> str:
    """An address to type: no port where it is the usual one, brackets around IPv6."""
    shown = f"[{host}]" if ":" in host else host
    usual = {"https": 443, "http": 80}[scheme]
    return f"{scheme}://{shown}" if port == usual else f"{scheme}://{shown}:{port}"
