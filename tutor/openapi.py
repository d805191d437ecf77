"""Completes the OpenAPI schema: error answers of every operation, and the messages of the WebSocket."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from pydantic.json_schema import models_json_schema

from tutor.companion.talk.schemas import TalkIn, TalkOut
from tutor.dependencies import reading_pupil, signed_in_person, signed_in_pupil, signed_in_teacher
from tutor.identity.guard import SAFE_METHODS
from tutor.practice.listen_messages import ListenIn, ListenOut
from tutor.schemas import ErrorMessage

_REFERENCE = "#/components/schemas/{model}"
_DESCRIPTIONS = {
    400: "the body cannot be read at all",
    401: "nobody is signed in, or the secret is wrong",
    403: "signed in as someone who may not, or the CSRF token or the origin is wrong",
    404: "nothing there that the one who asks may know of",
    409: "it clashes with what is already there",
    413: "the body is larger than 1 MB",
    422: "what was sent cannot be used",
    429: "too many tries: wait for the seconds of Retry-After",
    503: "the database or a part is missing or busy",
}


def describe(app: FastAPI, routers: Sequence[APIRouter]) -> None:
    """Make `app.openapi()` accurate for the operations of these routers."""
    plain = app.openapi

    def complete() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = plain()
            _add_messages(schema)
            for route in _routes(routers):
                for method in route.methods or ():
                    operation = schema["paths"][route.path_format][method.lower()]
                    _add_errors(operation, _statuses(route, method, operation))
            components = schema["components"]["schemas"]
            components.pop("HTTPValidationError", None)
            components.pop("ValidationError", None)
            app.openapi_schema = schema
        return app.openapi_schema

    app.openapi = complete  # type: ignore[method-assign]


def _routes(routers: Sequence[APIRouter]) -> list[APIRoute]:
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    return [route for route in routes if route.include_in_schema]


def _add_messages(schema: dict[str, Any]) -> None:
    components = schema.setdefault("components", {}).setdefault("schemas", {})
    _, error = models_json_schema([(ErrorMessage, "serialization")], ref_template=_REFERENCE)
    components.update(error["$defs"])
    for name, message in (
        ("ListenIn", TypeAdapter(ListenIn).json_schema(ref_template=_REFERENCE, mode="validation")),
        ("ListenOut", TypeAdapter(ListenOut).json_schema(ref_template=_REFERENCE, mode="serialization")),
        ("TalkIn", TypeAdapter(TalkIn).json_schema(ref_template=_REFERENCE, mode="validation")),
        ("TalkOut", TypeAdapter(TalkOut).json_schema(ref_template=_REFERENCE, mode="serialization")),
    ):
        for model, definition in message.pop("$defs").items():
            components.setdefault(model, definition)
        components[name] = message


def _needs(dependant: Dependant) -> bool:
    roles = {reading_pupil, signed_in_person, signed_in_pupil, signed_in_teacher}
    return dependant.call in roles or any(_needs(inner) for inner in dependant.dependencies)


def _statuses(route: APIRoute, method: str, operation: dict[str, Any]) -> set[int]:
    statuses: set[int] = set()
    if route.path.startswith("/api/"):
        statuses.add(503)
    if _needs(route.dependant):
        statuses |= {401, 403}
    if method not in SAFE_METHODS:
        statuses.add(403)
    if "requestBody" in operation:
        statuses |= {400, 413, 422}
    if "parameters" in operation:
        statuses.add(422)
    if "{" in route.path:
        statuses.add(404)
    return statuses | {int(status) for status in route.responses if int(status) >= 400}


def _add_errors(operation: dict[str, Any], statuses: set[int]) -> None:
    answers = operation["responses"]
    for status in sorted(statuses):
        answers[str(status)] = {
            "description": _DESCRIPTIONS.get(status, "error"),
            "content": {"application/json": {"schema": {"$ref": _REFERENCE.format(model="ErrorMessage")}}},
        }
