"""The technicians' page: how the server is, a new certificate, the sheet to print.

For every teacher of the school but substitutes: nothing of a child is shown. A technician is given an account
without a class (`tutor teacher add`).
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from tutor.dependencies import NowDep, TeacherDep
from tutor.errors import NotFoundError, UnavailableError
from tutor.network.poster import poster
from tutor.network.presence import Presence
from tutor.network.schemas import Technical
from tutor.network.technical import technical
from tutor.reports.downloads import PDF, download

router = APIRouter(prefix="/api/technique", tags=["network"])


def _presence(request: Request) -> Presence:
    presence: Presence | None = request.app.state.presence
    if presence is None:
        raise NotFoundError(
            "Ce serveur a été lancé sans TLS : il ne sert que cet ordinateur, et n'a pas de certificat."
        )
    return presence


PresenceDep = Annotated[Presence, Depends(_presence)]


@router.get("")
def read_technical(request: Request, _teacher: TeacherDep, now: NowDep) -> Technical:
    """How the server is, for a technician."""
    return technical(request.app.state, now)


@router.post("/certificate", status_code=204, responses={404: {}})
def renew_certificate(_teacher: TeacherDep, presence: PresenceDep) -> None:
    """Make a new server certificate now, under the same authority: no tablet has anything to do."""
    if not presence.keeper.renew():
        raise UnavailableError("Le certificat n'a pas pu être refait : le journal du serveur dit pourquoi.")


@router.get(
    "/affiche.pdf",
    response_class=Response,
    responses={404: {}},
    openapi_extra={"responses": {"200": {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}}},
)
def print_poster(_teacher: TeacherDep, presence: PresenceDep) -> Response:
    """The sheet that says how to prepare a tablet, to print."""
    return download(poster(presence), "Marelle – préparer une tablette.pdf", PDF)
