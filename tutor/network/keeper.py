"""Keeps the server's certificate fresh while it serves: renewed before its end and when this machine moves.

The running TLS context takes the new certificate at the next handshake: nothing restarts, nobody is cut off.
"""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from starlette.concurrency import run_in_threadpool

from tutor.errors import TutorError
from tutor.operations.addresses import Address
from tutor.operations.certificates import Certificates, ensure_certificates

EVERY_SECONDS = 60.0
"""How soon a new address is covered. Reading the files and asking the system for addresses takes a millisecond."""
log = structlog.get_logger("tutor.network")


@dataclass(frozen=True, slots=True)
class Machine:
    """How this machine is called now: asked again each time, for a school's router may give another address."""

    names: Callable[[], Sequence[str]]
    addresses: Callable[[], Sequence[Address]]


class CertificateKeeper:
    """The certificates of one running server. Raises what `ensure_certificates` raises when it is made."""

    def __init__(self, data_dir: Path, machine: Machine, clock: Callable[[], datetime]) -> None:
        self.data_dir = data_dir
        self.trouble: str | None = None
        self._machine = machine
        self._clock = clock
        self._context: ssl.SSLContext | None = None
        self._loaded = b""
        self._after: list[Callable[[Sequence[Address]], None]] = []
        self.addresses = tuple(machine.addresses())
        self.certificates = self._ensure()

    def serves(self, context: ssl.SSLContext) -> None:
        """This context, loaded with the current certificate, is the one to keep fresh."""
        self._context = context
        self._loaded = self.certificates.certificate.read_bytes()

    def when_moved(self, action: Callable[[Sequence[Address]], None]) -> None:
        """Call `action` with the new addresses whenever they change."""
        self._after.append(action)

    def look(self, *, anew: bool = False) -> bool:
        """Renew what must be, and serve it. True when another certificate is served from now on.

        What is wrong is kept in `trouble` and told in the log: the server goes on with what it has.
        """
        try:
            found = tuple(self._machine.addresses())
            moved = found != self.addresses
            self.addresses = found
            self.certificates = self._ensure(anew)
            changed = self._reload()
        except (TutorError, OSError) as error:  # ssl.SSLError is an OSError
            if str(error) != self.trouble:
                log.error("certificate", reason=str(error))
            self.trouble = str(error)
            return False
        self.trouble = None
        if moved:
            log.warning("moved", addresses=[str(address) for address in found])
            for action in self._after:
                action(found)
        if changed:
            log.info("certificate_renewed", left_out=self.certificates.left_out)
        return changed

    def renew(self) -> bool:
        """Make a new server certificate now, whatever the old one's dates; the authority stays, tablets trust on."""
        return self.look(anew=True)

    def _ensure(self, anew: bool = False) -> Certificates:
        names, now = self._machine.names(), self._clock()
        return ensure_certificates(self.data_dir, names, self.addresses, now, anew=anew)

    def _reload(self) -> bool:
        served = self.certificates.certificate.read_bytes()
        if self._context is None or served == self._loaded:
            return False
        self._context.load_cert_chain(self.certificates.certificate, self.certificates.key)
        self._loaded = served
        return True


@asynccontextmanager
async def kept_fresh(keeper: CertificateKeeper | None, seconds: float = EVERY_SECONDS) -> AsyncIterator[None]:
    """Look every minute for as long as this is open."""
    if keeper is None:
        yield
        return
    task = asyncio.create_task(_again_and_again(keeper, seconds))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _again_and_again(keeper: CertificateKeeper, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        await run_in_threadpool(keeper.look)
