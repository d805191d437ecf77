"""Structured logs on stderr: JSON for a service, readable on a terminal. Never a pupil's name, a body or a sound.

Identifiers in addresses are logged by the route's template, so that a log does not say who did what; of an error that
nobody expected, where it was and its class, since its message may quote anything.
"""

import logging
import secrets
import sys
import time
import traceback

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.typing import ExcInfo

from tutor.error_answers import unexpected

_LONGEST_CHAIN = 10
log = structlog.get_logger("tutor.http")


def configure_logs(json_lines: bool | None = None, level: int = logging.INFO) -> None:
    """Set the process's logs up. By default JSON unless stderr is a terminal."""
    as_json = not sys.stderr.isatty() if json_lines is None else json_lines
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: list[structlog.types.Processor] = (
        [
            structlog.processors.ExceptionRenderer(_without_words),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
        if as_json
        # Plain tracebacks: the rich ones print local variables, which may hold a child's name.
        else [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
    )
    structlog.configure(
        processors=[*shared, *renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    root = logging.getLogger()
    if root.handlers:  # a program that runs us has its own way with the standard library's logs
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                *renderer,
            ],
            foreign_pre_chain=shared,
        )
    )
    root.addHandler(handler)
    root.setLevel(logging.WARNING)


def _without_words(exc_info: ExcInfo) -> str:
    told: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None and len(told) < _LONGEST_CHAIN:
        told.insert(0, "".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\n".join(told)


class RequestLog:
    """Gives each request an identifier (in the answer's X-Request-ID) and logs how it ended.

    An error that nobody expected stops here: it is logged with its traceback, and the client is told the
    identifier.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request inside its log context."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        identity = secrets.token_hex(6)
        scope.setdefault("state", {})["request_id"] = identity
        started = time.perf_counter()
        status = 0

        async def send_with_identity(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = identity
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=identity):
            try:
                await self.app(scope, receive, send_with_identity)
            except Exception:
                log.exception("unexpected_error", route=_route(scope))
                if scope["type"] != "http" or status:
                    raise  # too late to answer: the server cuts the connection
                await unexpected(identity)(scope, receive, send_with_identity)
            finally:
                log.info(
                    scope["type"],
                    method=scope.get("method"),
                    route=_route(scope),
                    status=status or None,
                    ms=round((time.perf_counter() - started) * 1000),
                )


def _route(scope: Scope) -> str:
    route = scope.get("route")
    return str(getattr(route, "path", "(none)"))
