"""/api/practice: what comes next, what became of an answer, what went well, what a tablet keeps, one's curve."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from tutor.db import writing
from tutor.dependencies import NowDep, PupilDep, ReadingPupilDep, ReadSessionDep, RngDep
from tutor.practice import ahead, curve, service, today
from tutor.practice.parts import Parts, parts_of
from tutor.practice.schemas import (
    AheadIn,
    AheadOut,
    AttemptIn,
    AttemptOut,
    DoorsIn,
    DoorsOut,
    MyReadings,
    NextIn,
    SealedIn,
    ServedOut,
    TodayOut,
)
from tutor.practice.sealed import SealedPost
from tutor.practice.wanted import Wanted

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
    asked: NextIn,
    request: Request,
    session: ReadSessionDep,
    pupil: ReadingPupilDep,
    parts: PartsDep,
    now: NowDep,
    rng: RngDep,
) -> ServedOut:
    """Give the signed-in pupil his next exercise; the one he has not answered yet is given again."""
    wanted = Wanted(asked.domain, door=asked.door)
    return service.give_next(request.app.state.engine, session, pupil.id, wanted, parts, now, rng)


@router.post("/doors")
def offer_doors(
    asked: DoorsIn, session: ReadSessionDep, pupil: PupilDep, parts: PartsDep, now: NowDep, rng: RngDep
) -> DoorsOut:
    """Two kinds of work that the signed-in pupil may choose between before his next exercise; none most of the time."""
    return DoorsOut(doors=list(service.doors_for(session, pupil.id, Wanted(asked.domain), parts, now, rng)))


@router.get("/today")
def my_today(session: ReadSessionDep, pupil: PupilDep, parts: PartsDep, now: NowDep) -> TodayOut:
    """What went well in the signed-in pupil's session of today."""
    return today.today_of_pupil(session, pupil.id, parts, now)


@router.post("/attempts", responses={404: {}, 409: {}})
def record_attempt(
    sent: AttemptIn,
    request: Request,
    session: ReadSessionDep,
    pupil: ReadingPupilDep,
    parts: PartsDep,
    now: NowDep,
    rng: RngDep,
) -> AttemptOut:
    """Keep an answer and say what follows. Sending the same id again changes nothing and answers the same."""
    request.app.state.tablet_clocks.note(sent.occurred_at, now)
    return service.answer(request.app.state.engine, session, pupil.id, sent, parts, now, rng)


@router.post("/ahead")
def give_ahead(
    asked: AheadIn,
    request: Request,
    session: ReadSessionDep,
    pupil: ReadingPupilDep,
    parts: PartsDep,
    now: NowDep,
    rng: RngDep,
) -> AheadOut:
    """Give the signed-in pupil's tablet what it keeps for when the network is gone."""
    # Choosing takes a while: nobody waits for the lock meanwhile.
    kept = ahead.held_by(session, pupil.id, asked.held, parts.catalogue, now)
    made = ahead.choose_ahead(session, pupil.id, kept, parts, now, rng)
    keep = [one.id for one in kept]
    session.rollback()
    if made:
        with writing(request.app.state.engine) as keeping:
            ahead.keep_ahead(keeping, pupil.id, [row for row, _ in made], now)
    return AheadOut(keep=keep, exercises=[exercise for _, exercise in made])


@router.post("/sealed", status_code=204, responses={429: {}})
def take_sealed(sent: SealedIn, request: Request, parts: PartsDep, now: NowDep) -> None:
    """Keep an answer that a pupil who has left sealed on this tablet. The reply tells nothing of it."""
    post: SealedPost = request.app.state.sealed_post
    address = request.client.host if request.client else "?"
    post.take(request.app.state.engine, sent, parts, address, now)
