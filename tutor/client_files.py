"""Serves the built tablet client: hashed files for ever, the page itself always fresh, unknown paths to the page.

The build compresses once, as small as can be, what would else be compressed for each of thirty tablets
(`tablet_client/tools/compress.mjs`).
"""

import mimetypes
import os
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

FOR_EVER = "public, max-age=31536000, immutable"
ALWAYS_FRESH = "no-cache"
ENCODINGS = {"br": ".br", "gzip": ".gz"}
"""What a browser may take, the smallest first, and how the build names it."""

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
        self._files = _CompressedFiles(directory=folder, check_dir=False)

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
        if not (self._folder / "index.html").is_file():
            return HTMLResponse(_NOT_BUILT, 503, {"Cache-Control": "no-store"})
        try:
            response = await self._files.get_response(self._files.get_path(request.scope), request.scope)
        except HTTPException as error:
            if error.status_code != 404 or _is_a_file(path):
                raise
            # an address inside the client, such as /classe/ABC123
            response = await self._files.get_response("index.html", request.scope)
        response.headers["Cache-Control"] = FOR_EVER if path.startswith("/assets/") else ALWAYS_FRESH
        return response


class _CompressedFiles(StaticFiles):
    """Sends what the build compressed to whoever takes it so."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, in the smallest form that was asked for and is not older than the file itself."""
        taken = _taken(Headers(scope=scope).get("accept-encoding", ""))
        for encoding, ending in ENCODINGS.items():
            compressed = Path(f"{os.fspath(full_path)}{ending}")
            if encoding not in taken or not compressed.is_file():
                continue
            found = compressed.stat()
            if found.st_mtime < stat_result.st_mtime:
                continue
            response = super().file_response(compressed, found, scope, status_code)
            response.headers["Content-Encoding"] = encoding
            response.headers["Vary"] = "Accept-Encoding"
            if "content-type" in response.headers:  # not when nothing has changed
                kind = mimetypes.guess_type(full_path)[0] or "text/plain"
                response.headers["Content-Type"] = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
            return response
        return super().file_response(full_path, stat_result, scope, status_code)


def _taken(accept: str) -> set[str]:
    """The encodings of an Accept-Encoding header, without those refused by a weight of nothing."""
    offered = [one.replace(" ", "").split(";q=") for one in accept.lower().split(",")]
    return {name for name, *weight in offered if not weight or weight[0].strip("0.")}


def _is_a_file(path: str) -> bool:
    # A missing script must be a 404, not the page: the browser would try to run it.
    return "." in path.rsplit("/", 1)[-1]
