"""/api/practice: what comes next, what became of an answer, and the pupil's own curve of reading."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from tutor.dependencies import NowDep, PupilDep, ReadSessionDep, RngDep, SessionDep
from tutor.practice import curve, service
from tutor.practice.parts import Parts, parts_of
from tutor.practice.schemas import AttemptIn, AttemptOut, MyReadings, NextIn, ServedOut

router = APIRouter(prefix="/api/practice", tags=["practice"])


def _parts(request: Request) -> Parts:
    return parts_of(request.app.state)


PartsDep = Annotated[Parts, Depends(_parts)]


@router.get("/my-readings")
def my_readings(session: ReadSessionDep, pupil: PupilDep, parts: PartsDep) -> MyReadings:
    """The signed-in pupil's own curve of reading."""
    return curve.my_readings(session, pupil.id, parts.catalogue)


@router.post("/next")
def give_next(
    asked: NextIn, session: SessionDep, pupil: PupilDep, parts: PartsDep, now: NowDep, rng: RngDep
) -> ServedOut:
    """Give the signed-in pupil his next exercise; the one he has not answered yet is given again."""
    return service.serve_next(session, pupil.id, service.Wanted(asked.domain), parts, now, rng)


@router.post("/attempts")
def record_attempt(
    sent: AttemptIn, session: SessionDep, pupil: PupilDep, parts: PartsDep, now: NowDep, rng: RngDep
) -> AttemptOut:
    """Keep an answer and say what follows. Sending the same id again changes nothing and answers the same."""
    return service.record(session, pupil.id, sent, parts, now, rng)
