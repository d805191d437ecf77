"""The welcome page over plain HTTP, on a small port of its own: a tablet that trusts nothing yet can open it.

Nothing else is there: the page, the authority's certificate in two forms, and a way back to the page. No cookie, no
name, nothing of the school's work.
"""

import socket
import threading
from pathlib import Path

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tutor.network.devices import DATA, device_of
from tutor.network.given import CRT, CRT_NAME, MOBILECONFIG, MOBILECONFIG_NAME, GivenAuthority, given_authority
from tutor.network.welcome_page import welcome_page

MOST_AT_ONCE = 64
"""Connections: thirty tablets that look every four seconds leave most of them free."""
_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"permissions-policy": b"microphone=(), camera=(), geolocation=()",
    b"cache-control": b"no-store",
}
log = structlog.get_logger("tutor.network")


class _Headers:
    """Our own script and style only; the page may ask nothing but Marelle's own port."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self._policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'; "
            f"form-action 'none'; frame-ancestors 'none'; connect-src 'self' https://*:{port}"
        ).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", []),
                    (b"content-security-policy", self._policy),
                    *_HEADERS.items(),
                ]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def welcome_app(data_dir: Path, port: int) -> Starlette:
    """The page's server. `port`: where Marelle itself is."""

    def authority() -> GivenAuthority:
        return given_authority(data_dir)

    def page(request: Request) -> Response:
        html = welcome_page(authority(), device_of(request.headers.get("user-agent", "")), port)
        return Response(html, media_type="text/html; charset=utf-8")

    def crt(_request: Request) -> Response:
        return Response(
            authority().crt,
            media_type=CRT,
            headers={"Content-Disposition": f'attachment; filename="{CRT_NAME}"'},
        )

    def mobileconfig(_request: Request) -> Response:
        # No « attachment »: Safari then asks whether to install it, instead of keeping a file.
        return Response(authority().mobileconfig, media_type=MOBILECONFIG)

    def script(_request: Request) -> Response:
        return Response((DATA / "accueil.js").read_bytes(), media_type="text/javascript; charset=utf-8")

    def style(_request: Request) -> Response:
        return Response((DATA / "accueil.css").read_bytes(), media_type="text/css; charset=utf-8")

    def back_to_the_page(_request: Request) -> Response:
        return RedirectResponse("/", status_code=302)

    def only_to_be_read(_request: Request, _error: Exception) -> Response:
        return PlainTextResponse("Cette page se lit seulement.\n", status_code=405, headers={"Allow": "GET, HEAD"})

    return Starlette(
        routes=[
            Route("/", page),
            Route(f"/{CRT_NAME}", crt),
            Route(f"/{MOBILECONFIG_NAME}", mobileconfig),
            Route("/accueil.js", script),
            Route("/accueil.css", style),
            Route("/{anything:path}", back_to_the_page),
        ],
        middleware=[Middleware(_Headers, port=port)],
        exception_handlers={405: only_to_be_read},
    )


class WelcomeServer:
    """Serves the page in a thread of its own: neither a busy classroom nor a curious tablet waits for the other."""

    def __init__(self, app: Starlette, bound: socket.socket) -> None:
        config = uvicorn.Config(
            app,
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            http="h11",
            limit_concurrency=MOST_AT_ONCE,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=1,
        )
        self.port: int = bound.getsockname()[1]
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [bound]}, name="welcome", daemon=True
        )

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def close(self) -> None:
        """Stop within two seconds."""
        self._server.should_exit = True
        self._thread.join(timeout=5)
