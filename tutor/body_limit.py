"""Refuses bodies that are too large, whether their length is announced or not, before anything reads them."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tutor.error_answers import too_large


class BodyLimit:
    """Answers 413 beyond `largest` bytes."""

    def __init__(self, app: ASGIApp, largest: int) -> None:
        self.app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, counting what comes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isascii() or not announced.isdigit() or int(announced) > self._largest:
            await too_large()(scope, receive, send)
            return
        received = 0

        async def receive_counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._largest:
                raise HTTPException(413)  # answered like any other error of the route that was reading
            return message

        await self.app(scope, receive_counting, send)
