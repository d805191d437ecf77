"""The session as a signed cookie: who is signed in on this device, since when, and the CSRF token that goes with it."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Literal
from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer
from starlette.responses import Response

LIFETIME = timedelta(hours=12)
Role = Literal["visitor", "pupil", "teacher"]


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a session cookie holds. `person`, and his `school`, are None for a visitor; `serial` names this sign-in."""

    role: Role
    person: UUID | None
    epoch: int
    csrf: str
    serial: str
    issued_at: datetime
    school: UUID | None = None


def new_ticket(role: Role, person: UUID | None, epoch: int, now: datetime, school: UUID | None = None) -> Ticket:
    """A ticket for someone who has just proved who he is, or for a visitor. Its tokens are always new."""
    return Ticket(role, person, epoch, secrets.token_urlsafe(24), secrets.token_urlsafe(12), now, school)


def cookie_name(tls: bool) -> str:
    """With TLS, the browser itself checks that a `__Host-` cookie is secure and of this very host."""
    return "__Host-marelle" if tls else "marelle"


class TicketBox:
    """Seals tickets into cookies and reads them back; remembers the ones that were signed out here.

    What was signed out is in the database too (SignedOut), for other servers and after a restart; what ends every
    session of a person is his epoch.
    """

    def __init__(self, key: bytes, tls: bool, capacity: int = 20_000) -> None:
        self.name = cookie_name(tls)
        self._tls = tls
        self._serializer = URLSafeSerializer(key, salt="marelle.session.1")
        self._ended: OrderedDict[str, None] = OrderedDict()
        self._capacity = capacity
        self._lock = Lock()

    def seal(self, ticket: Ticket) -> str:
        """The cookie's value."""
        return str(
            self._serializer.dumps(
                {
                    "role": ticket.role,
                    "person": ticket.person.hex if ticket.person else None,
                    "epoch": ticket.epoch,
                    "csrf": ticket.csrf,
                    "serial": ticket.serial,
                    "at": int(ticket.issued_at.timestamp()),
                    "school": ticket.school.hex if ticket.school else None,
                }
            )
        )

    def open(self, value: str | None, now: datetime) -> Ticket | None:
        """The ticket of a cookie, or None when it is absent, forged, too old or signed out."""
        if not value or len(value) > 1000:
            return None
        try:
            held: dict[str, Any] = self._serializer.loads(value)
        except BadSignature:
            return None
        issued_at = datetime.fromtimestamp(held["at"], UTC)
        # A small server without a clock battery may set its clock back: hence the absolute value.
        if abs(now - issued_at) > LIFETIME or held["serial"] in self._ended:
            return None
        person = UUID(hex=held["person"]) if held["person"] else None
        school = UUID(hex=held["school"]) if held.get("school") else None
        return Ticket(held["role"], person, held["epoch"], held["csrf"], held["serial"], issued_at, school)

    def end(self, ticket: Ticket) -> None:
        """Refuse this ticket from now on."""
        with self._lock:
            self._ended[ticket.serial] = None
            while len(self._ended) > self._capacity:
                self._ended.popitem(last=False)

    def give(self, response: Response, ticket: Ticket) -> None:
        """Put the cookie on a device. A pupil stays signed in if the tablet restarts; a teacher must not."""
        lifetime = int(LIFETIME.total_seconds()) if ticket.role == "pupil" else None
        response.set_cookie(
            self.name, self.seal(ticket), max_age=lifetime, path="/", secure=self._tls, httponly=True, samesite="strict"
        )

    def take_back(self, response: Response) -> None:
        """Remove the cookie from a device."""
        response.delete_cookie(self.name, path="/", secure=self._tls, httponly=True, samesite="strict")
