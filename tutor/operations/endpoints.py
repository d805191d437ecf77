"""GET /api/health for probes, and the school's certificate authority for tablets."""

from urllib.parse import urlsplit

from fastapi import APIRouter, Request, Response

from tutor.dependencies import NowDep, SettingsDep, TeacherDep
from tutor.errors import NotFoundError
from tutor.operations.certificates import authority_path
from tutor.operations.notices import notices
from tutor.operations.schemas import Health, NoticeOut
from tutor.version import VERSION

router = APIRouter(tags=["operations"])


@router.get("/api/health")
def health(request: Request, response: Response) -> Health:
    """Is the server up, and with which ear and voice?"""
    state = request.app.state
    response.headers["Vary"] = "Origin"
    origin = request.headers.get("origin", "")
    if _our_welcome_page(origin, request.url.hostname):
        # It asks whether the tablet trusts this server yet, and reads nothing that is anybody's.
        response.headers["Access-Control-Allow-Origin"] = origin
    return Health(
        status="ok",
        version=VERSION,
        ear=state.ear_name,
        voice=state.voice_name,
        welcome_port=state.presence.welcome_port if state.presence else None,
    )


def _our_welcome_page(origin: str, host: str | None) -> bool:
    try:
        page = urlsplit(origin)
        return page.scheme == "http" and page.hostname is not None and page.hostname == host
    except ValueError:  # not an address at all
        return False


@router.get("/api/school/notices")
def school_notices(request: Request, settings: SettingsDep, _teacher: TeacherDep, now: NowDep) -> list[NoticeOut]:
    """What the teacher must know of the server: a fall back to a backup, a full disk..."""
    found = notices(settings, now, backups_fail=request.app.state.backups_fail)
    return [NoticeOut(code=one.code, message=one.message) for one in found]


@router.get(
    "/certificat",
    response_class=Response,
    responses={
        200: {"content": {"application/x-x509-ca-cert": {"schema": {"type": "string", "format": "binary"}}}},
        404: {},  # completed by tutor.openapi
    },
)
def certificate(request: Request) -> Response:
    """The school's certificate authority, to be trusted once on each tablet."""
    path = authority_path(request.app.state.settings.data_dir)
    if not path.is_file():
        raise NotFoundError("Ce serveur n'a pas de certificat : il a été lancé sans TLS.")
    return Response(
        path.read_bytes(),
        media_type="application/x-x509-ca-cert",
        headers={"Content-Disposition": 'attachment; filename="marelle-ecole.crt"', "Cache-Control": "no-cache"},
    )
