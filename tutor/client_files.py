"""Serves the built tablet client: hashed files for ever, the page itself always fresh, unknown paths to the page."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

FOR_EVER = "public, max-age=31536000, immutable"
ALWAYS_FRESH = "no-cache"

_NOT_BUILT = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Marelle</title>
<h1>La page des tablettes n'est pas encore construite</h1>
<p>Le serveur marche. Dans son dossier, lancez <code>make run</code> : il construit la page, puis redémarre.</p>
</html>
"""


class ClientFiles:
    """The files of `folder`, made by the client's build; they may be built while the server runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = StaticFiles(directory=folder, check_dir=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a GET or HEAD; there is no WebSocket here."""
        if scope["type"] == "websocket":
            await WebSocketClose()(scope, receive, send)
            return
        response = await self._response(Request(scope, receive))
        await response(scope, receive, send)

    async def _response(self, request: Request) -> Response:
        path = request.url.path
        if path == "/api" or path.startswith("/api/"):
            raise HTTPException(404)
        if request.method not in {"GET", "HEAD"}:
            raise HTTPException(405)
        page = self._folder / "index.html"
        if not page.is_file():
            return HTMLResponse(_NOT_BUILT, 503, {"Cache-Control": "no-store"})
        try:
            response = await self._files.get_response(self._files.get_path(request.scope), request.scope)
        except HTTPException as error:
            if error.status_code != 404 or _is_a_file(path):
                raise
            response = FileResponse(page)  # an address inside the client, such as /classe/ABC123
        response.headers["Cache-Control"] = FOR_EVER if path.startswith("/assets/") else ALWAYS_FRESH
        return response


def _is_a_file(path: str) -> bool:
    # A missing script must be a 404, not the page: the browser would try to run it.
    return "." in path.rsplit("/", 1)[-1]
