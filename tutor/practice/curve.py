"""The pupil's own curve of reading: how his last readings grew, compared with nobody else's and without numbers."""

from uuid import UUID

from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Mode, ReadAloud
from tutor.own_texts import repository as own_texts
from tutor.practice import repository
from tutor.practice.schemas import MyReading, MyReadings

SHOWN = 20
_TIMED = (Mode.REPEATED, Mode.ONE_MINUTE)


def my_readings(session: Session, pupil_id: UUID, catalogue: Catalogue) -> MyReadings:
    """This pupil's last readings for one minute or several times over, the oldest first."""
    timed = [
        exercise.id
        for exercise in catalogue.exercises.values()
        if isinstance(exercise.content, ReadAloud) and exercise.content.mode in _TIMED
    ]
    timed += own_texts.timed_for_pupil(session, pupil_id)
    kept = [
        (attempt, int(attempt.hearing["fluency"]["mclm"]))
        for attempt in reversed(repository.readings_for_pupil(session, pupil_id, timed, SHOWN))
        if attempt.hearing
    ]
    best = max((pace for _, pace in kept), default=0) or 1
    return MyReadings(
        readings=[
            MyReading(served_id=attempt.served_id, at=attempt.occurred_at, height=round(pace / best, 3))
            for attempt, pace in kept
        ]
    )
