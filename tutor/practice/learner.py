"""The school's own learner model: the versions that calibration made, and the one in use."""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, col, select

from learner_model import DEFAULT, LearnerModel, LearnerModelError, Outcome, Parameters
from learner_model.log import Answer, Log
from tutor.classroom.tables import Classroom, Pupil
from tutor.errors import BadInputError
from tutor.keys import make_private_dir
from tutor.practice.corrections import verdicts_of_school
from tutor.practice.items import item_from_json
from tutor.practice.tables import Attempt

FOLDER = "learner"
_IN_USE = "in_use"


def school_learner(data_dir: Path, prerequisites: Mapping[str, Sequence[str]]) -> LearnerModel:
    """The model that answers this school's pupils. Raises BadInputError when the version in use cannot be read."""
    return LearnerModel(prerequisites, parameters_in_use(data_dir))


def parameters_in_use(data_dir: Path) -> Parameters:
    """Those of the version in use; the default ones before any calibration."""
    pointer = data_dir / FOLDER / _IN_USE
    if not pointer.exists():
        return DEFAULT
    path = pointer.with_name(f"{pointer.read_text(encoding='utf-8').strip()}.json")
    try:
        return Parameters.from_json(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, LearnerModelError) as error:
        raise BadInputError(
            f"the learner model {path} cannot be read ({error}): put it back from a backup, or delete {pointer} "
            "to go back to the model Marelle comes with"
        ) from None


def keep(data_dir: Path, parameters: Parameters) -> Path:
    """Keep a version beside the others, and use it from the next start on. A crash leaves the old one in use."""
    folder = data_dir / FOLDER
    make_private_dir(folder)
    path = folder / f"{parameters.version}.json"
    _write(path, parameters.to_json())
    _write(folder / _IN_USE, parameters.version)
    return path


def log_of_attempts(session: Session) -> Log:
    """All attempts of the school as a log, in the order in which they came, as teachers corrected them.

    Unsure ones are no evidence. Raises LearnerModelError when there is none.
    """
    corrected = verdicts_of_school(session)
    rows = session.exec(
        select(Attempt, Classroom.grade)
        .join(Pupil, col(Pupil.id) == col(Attempt.pupil_id))
        .join(Classroom, col(Classroom.id) == col(Pupil.classroom_id))
        .order_by(col(Attempt.sequence))
        .execution_options(yield_per=10_000)
    )
    return Log.of(_answers(rows, corrected))


def _answers(rows: Iterable[tuple[Attempt, str]], corrected: Mapping[UUID, str]) -> Iterable[Answer]:
    for attempt, grade in rows:
        verdict = corrected.get(attempt.id, attempt.verdict)
        if verdict == Outcome.UNSURE.value:
            continue
        item = item_from_json(attempt.item)
        yield Answer(
            student=str(attempt.pupil_id),
            item=item.exercise,
            skills=item.skills,
            correct=int(verdict == Outcome.CORRECT.value),
            timestamp=min(attempt.occurred_at, attempt.received_at).timestamp(),
            domain=item.domain,
            grade=str(grade),
            difficulty=item.difficulty,
            guess=item.guess,
            hints=attempt.hints,
            latency=attempt.latency_ms / 1000,
        )


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
