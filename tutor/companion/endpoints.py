"""GET /api/say: a text as sound. What was written for pupils may be heard by anyone: the sign-in screens speak too."""

import hashlib
from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response

from speech.rendering import Spoken
from tutor.classroom.tables import Pupil
from tutor.companion.lines import Lines
from tutor.companion.ranges import Piece, UnsatisfiableError, asked_piece
from tutor.companion.voice import Speaker
from tutor.db import reading
from tutor.dependencies import PersonDep
from tutor.errors import NotFoundError, UnavailableError
from tutor.identity.tables import Teacher
from tutor.own_texts.saying import is_in_text_for_pupil

router = APIRouter(prefix="/api", tags=["companion"])

AUDIO = "audio/mp4"
BINARY = {"type": "string", "format": "binary"}
LONGEST_TEXT = 300
LASTING = "private, max-age=2592000, immutable"
PASSING = "private, no-cache"

Text = Annotated[str, Query(min_length=1, max_length=LONGEST_TEXT, description="what to say, as it is written")]


class Audio(Response):
    """AAC in MP4."""

    media_type = AUDIO


@router.get(
    "/say",
    response_class=Audio,
    responses={404: {"description": "a text that nobody wrote for pupils"}},
    openapi_extra={
        "responses": {
            "200": {"description": "the sound; X-Voice says which voice", "content": {AUDIO: {"schema": BINARY}}},
            "206": {"description": "the piece that Range asked for", "content": {AUDIO: {"schema": BINARY}}},
            "304": {"description": "the tablet has it already"},
            "416": {"description": "Range begins after the end"},
        }
    },
)
def say(
    request: Request,
    person: PersonDep,
    text: Text,
    range_: Annotated[str | None, Header(alias="Range")] = None,
    if_range: Annotated[str | None, Header()] = None,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """A text said aloud: what was written for pupils, their teacher's own texts too; a teacher may try any text."""
    speaker: Speaker | None = request.app.state.speaker
    lines: Lines | None = request.app.state.lines
    if speaker is None:
        raise UnavailableError("La voix de Rivet n'est pas installée sur ce serveur.")
    written = speaker.may_say(text) or (lines is not None and lines.wrote(text))
    if not written and isinstance(person, Pupil):
        with reading(request.app.state.engine) as session:
            written = is_in_text_for_pupil(session, person.id, text)
    if not written and not isinstance(person, Teacher):
        raise NotFoundError("Rivet ne connaît pas cette phrase : il dit seulement ce qui est écrit pour toi.")
    spoken = speaker.say(text)
    tag = f'"{hashlib.sha256(spoken.audio).hexdigest()[:32]}"'
    headers = _headers(spoken, tag)
    if if_none_match is not None and tag in {one.strip().removeprefix("W/") for one in if_none_match.split(",")}:
        return Response(status_code=304, headers=headers)
    # A piece of another rendering would not fit what the tablet already has: then the whole again.
    wanted = range_ if if_range is None or if_range.strip() == tag else None
    try:
        piece = asked_piece(wanted, len(spoken.audio))
    except UnsatisfiableError:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{len(spoken.audio)}"})
    return _answer(spoken.audio, piece, headers)


def _answer(audio: bytes, piece: Piece | None, headers: dict[str, str]) -> Response:
    if piece is None:
        return Audio(audio, headers=headers)
    headers["Content-Range"] = f"bytes {piece.start}-{piece.end}/{len(audio)}"
    return Audio(audio[piece.start : piece.end + 1], status_code=206, headers=headers)


def _headers(spoken: Spoken, tag: str) -> dict[str, str]:
    # What the quick voice said is only for now: the natural voice will have it soon.
    return {
        "Accept-Ranges": "bytes",
        "Cache-Control": LASTING if spoken.lasting else PASSING,
        "ETag": tag,
        "X-Voice": spoken.voice,
    }
