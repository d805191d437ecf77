"""The one guard of every request that changes something: CSRF token and origin. A new route is protected by default."""

import secrets

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from tutor.db import within_school
from tutor.error_answers import answer
from tutor.errors import ForbiddenError
from tutor.identity.cookies import Ticket

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_HEADER = "X-CSRF-Token"


def same_origin(headers: Headers, scheme: str) -> bool:
    """Is the Origin header, which must be there, this very server's?"""
    origin = headers.get("origin")
    host = headers.get("host")
    return origin is not None and host is not None and origin.lower() == f"{scheme}://{host}".lower()


def _from_elsewhere(headers: Headers, scheme: str) -> bool:
    # Programs that are not browsers send neither header; the CSRF token is asked of them too.
    if "origin" in headers and not same_origin(headers, scheme):
        return True
    return headers.get("sec-fetch-site", "same-origin") != "same-origin"


class Guard:
    """Opens the session cookie of each request once (`request.state.ticket`) and refuses forged changes.

    All that the request does in the database is within the school of whoever is signed in.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or answer 403."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        state = connection.app.state
        ticket: Ticket | None = state.tickets.open(connection.cookies.get(state.tickets.name), state.clock())
        connection.state.ticket = ticket
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            refusal = _refusal(connection.headers, scope["scheme"], ticket)
            if refusal is not None:
                await answer(refusal)(scope, receive, send)
                return
        with within_school(ticket.school if ticket is not None else None):
            await self.app(scope, receive, send)


def _refusal(headers: Headers, scheme: str, ticket: Ticket | None) -> ForbiddenError | None:
    if _from_elsewhere(headers, scheme):
        return ForbiddenError("Cette demande vient d'un autre site : elle est refusée.")
    sent = headers.get(CSRF_HEADER, "")
    if ticket is None or not secrets.compare_digest(sent.encode(), ticket.csrf.encode()):
        return ForbiddenError("La page est restée ouverte trop longtemps : rechargez-la, puis recommencez.")
    return None
