"""GET /api/health for probes, and the school's certificate authority for tablets."""

from fastapi import APIRouter, Request, Response

from tutor.errors import NotFoundError
from tutor.operations.certificates import authority_path
from tutor.operations.schemas import Health
from tutor.version import VERSION

router = APIRouter(tags=["operations"])


@router.get("/api/health")
def health(request: Request) -> Health:
    """Is the server up, and with which ear and voice?"""
    return Health(status="ok", version=VERSION, ear=request.app.state.ear_name, voice=request.app.state.voice_name)


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
