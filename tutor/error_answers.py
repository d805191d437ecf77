"""Every error as one answer: a code for the client and a kind French sentence for the person, never a traceback."""

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from exercises.typography import set_in_type
from speech.errors import BusyError, SpeechError
from tutor.db import Trouble, trouble_of
from tutor.errors import BadInputError, TutorError, UnavailableError
from tutor.operations.backups import LEAST_FREE, make_room
from tutor.schemas import ErrorMessage

BUSY_RETRY_SECONDS = 2
log = structlog.get_logger("tutor.errors")

_HTTP = {
    404: ("not_found", "Cette adresse n'existe pas."),
    405: ("method_not_allowed", "Cette action n'est pas possible ici."),
    413: ("too_large", "C'est trop gros pour être envoyé : un million de caractères au plus."),
    400: ("bad_input", "La demande est mal formée : rechargez la page, puis recommencez."),
}
_KEPT = "Les réponses restent sur les tablettes : prévenez la personne qui s'en occupe."
_DATABASE = {
    Trouble.BUSY: "Le serveur est très occupé : il faut réessayer dans un instant.",
    Trouble.FULL: f"Le disque du serveur est plein. {_KEPT}",
    Trouble.UNWRITABLE: f"Le serveur ne peut plus écrire sur son disque. {_KEPT}",
    Trouble.UNREACHABLE: "Le serveur n'atteint pas ses données : prévenez la personne qui s'en occupe.",
    Trouble.DAMAGED: "Les données du serveur sont abîmées : prévenez la personne qui s'en occupe.",
}


def answer(error: TutorError) -> JSONResponse:
    """The answer to an error of ours."""
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else None
    return _json(error.status, error.code, error.message, headers)


def _json(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(ErrorMessage(code=code, message=set_in_type(message)).model_dump(), status, headers)


async def _tutor_error(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, TutorError):
        raise TypeError("not one of ours") from error
    if error.status >= 500:
        log.error("unavailable", code=error.code, reason=error.message)
    return answer(error)


async def _database_error(request: Request, error: Exception) -> JSONResponse:
    trouble = trouble_of(error) if isinstance(error, SQLAlchemyError) else None
    if trouble is None:
        raise error  # a mistake of ours: logged and answered as one
    log.error("database_trouble", trouble=trouble.name.lower())
    if trouble is Trouble.FULL:  # a class at work comes before its oldest backups
        await run_in_threadpool(make_room, request.app.state.settings.backup_folder, LEAST_FREE)
    retry_after = BUSY_RETRY_SECONDS if trouble is Trouble.BUSY else None
    return answer(UnavailableError(_DATABASE[trouble], retry_after=retry_after))


async def _speech_error(_request: Request, error: Exception) -> JSONResponse:
    if isinstance(error, BusyError):
        return answer(UnavailableError(_DATABASE[Trouble.BUSY], retry_after=BUSY_RETRY_SECONDS))
    log.error("speech_error", kind=type(error).__name__, reason=str(error))
    return answer(UnavailableError("La voix et l'oreille de Rivet ne sont pas disponibles pour le moment."))


async def _http_error(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise TypeError("not an HTTP error") from error
    code, message = _HTTP.get(error.status_code, ("bad_input", "La demande n'a pas pu être traitée."))
    return _json(error.status_code, code, message, dict(error.headers or {}))


async def _invalid(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise TypeError("not a validation error") from error
    return answer(BadInputError(_sentence(error.errors()[0])))


def unexpected(identity: str) -> JSONResponse:
    """The answer to a mistake of ours; the log tells the rest under the same identity."""
    return _json(500, "internal", f"Le serveur a eu un problème (n° {identity}) : il faut réessayer dans un instant.")


def too_large() -> JSONResponse:
    """The answer to a body that is too large."""
    return _json(413, *_HTTP[413])


def _sentence(error: Mapping[str, Any]) -> str:
    """One French sentence from the first thing that pydantic found wrong; it never repeats what was sent."""
    place = [str(part) for part in error["loc"][1:]]
    field = f"« {'.'.join(place)} »" if place else "La demande"
    kind, context = error["type"], error.get("ctx", {})
    if kind == "json_invalid":
        return "La demande n'est pas du JSON lisible : rechargez la page, puis recommencez."
    if kind == "missing":
        return f"Il manque {field}." if place else "La demande est vide."
    if kind == "extra_forbidden":
        return f"{field} n'est pas attendu ici."
    if kind == "string_too_long":
        return f"{field} est trop long : {context['max_length']} caractères au plus."
    if kind == "string_too_short":
        return f"{field} est vide ou trop court."
    if kind in {"too_short", "too_long"}:
        return f"{field} n'a pas le bon nombre d'éléments."
    if kind in {"greater_than_equal", "less_than_equal", "greater_than", "less_than"}:
        return f"{field} est un nombre trop grand ou trop petit."
    return f"{field} n'a pas la forme attendue."


def install(app: FastAPI) -> None:
    """Answer every error of `app` this way."""
    app.add_exception_handler(TutorError, _tutor_error)
    app.add_exception_handler(SQLAlchemyError, _database_error)
    app.add_exception_handler(SpeechError, _speech_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _invalid)
