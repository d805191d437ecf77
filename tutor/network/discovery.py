"""« marelle.local » by multicast DNS, where the network lets it pass: a bonus, the printed address is the way.

Never a reason not to serve: without `zeroconf`, without multicast or beside another Marelle, it says so and is off.
"""

import threading
from collections.abc import Sequence
from typing import Any

import structlog

from tutor.operations.addresses import Address

try:
    import zeroconf
except ImportError:  # a machine for which there is no such package
    zeroconf = None

NAME = "marelle.local"
PATIENCE_MS = 1_500
"""How long another machine of this name is waited for: it answers in less than half a second."""
ABSENT = "Le paquet « zeroconf » n’est pas installé sur le serveur."
TAKEN = "Un autre serveur de ce réseau s’appelle déjà marelle.local."
REFUSED = "Le réseau de cette machine refuse les annonces (multicast)."
NO_NETWORK = "Cette machine n’est sur aucun réseau."
log = structlog.get_logger("tutor.network")


class Announcement:
    """Answers for marelle.local while it is open. `trouble`: why it does not, for a technician."""

    def __init__(self, port: int, interfaces: Sequence[str] | None = None, patience_ms: int = PATIENCE_MS) -> None:
        self.trouble: str | None = NO_NETWORK
        self._patience_ms = patience_ms
        self._closed = False
        self._port = port
        self._interfaces = interfaces
        self._lock = threading.Lock()
        self._voice: Any = None

    def announce(self, addresses: Sequence[Address]) -> None:
        """Answer with these addresses from now on, whatever was answered before. Never raises.

        Not from an event loop's thread: it waits for the network.
        """
        with self._lock:
            if self._closed:
                return
            self._be_silent()
            self.trouble = self._begin(addresses)
        if self.trouble is not None:
            log.info("no_mdns", reason=self.trouble)

    def close(self) -> None:
        """Say goodbye, so that nobody keeps the name."""
        with self._lock:
            self._closed = True
            self._be_silent()

    def _begin(self, addresses: Sequence[Address]) -> str | None:
        if zeroconf is None:
            return ABSENT
        addresses = [address for address in addresses if not address.is_loopback]
        if not addresses:
            return NO_NETWORK
        try:
            interfaces = zeroconf.InterfaceChoice.Default if self._interfaces is None else list(self._interfaces)
            self._voice = zeroconf.Zeroconf(interfaces=interfaces)
            if self._somebody_else(addresses):
                self._be_silent()
                return TAKEN
            self._voice.register_service(self._service(addresses), allow_name_change=True)
        except (OSError, RuntimeError, TimeoutError, zeroconf.Error) as error:
            log.info("mdns_refused", reason=str(error))
            self._be_silent()
            return REFUSED
        return None

    def _service(self, addresses: Sequence[Address]) -> Any:
        return zeroconf.ServiceInfo(
            "_https._tcp.local.",
            "Marelle._https._tcp.local.",
            addresses=[address.packed for address in addresses],
            port=self._port,
            server=f"{NAME}.",
            properties={"path": "/"},
        )

    def _somebody_else(self, addresses: Sequence[Address]) -> bool:
        other = zeroconf.AddressResolver(f"{NAME}.")
        if not other.request(self._voice, self._patience_ms):
            return False
        return set(other.parsed_addresses()).isdisjoint(str(address) for address in addresses)

    def _be_silent(self) -> None:
        if self._voice is not None:
            self._voice.close()  # says goodbye for the service it answered for
            self._voice = None
