"""The one place where an exercise is found by its id: in the catalogue, or among the own texts of a pupil's class."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Exercise
from tutor.identity.tables import Teacher
from tutor.own_texts import repository
from tutor.own_texts.exercises import exercises_of, is_own, text_id


def exercise_for_pupil(session: Session, pupil_id: UUID, exercise_id: str, catalogue: Catalogue) -> Exercise | None:
    """The exercise; None when the content no longer has it, or it is a text of another class."""
    own_id = text_id(exercise_id)
    if own_id is None:
        return catalogue.exercises.get(exercise_id)
    found = repository.text_for_pupil(session, pupil_id, own_id)
    made = exercises_of(*found, catalogue) if found else ()
    return next((one for one in made if one.id == exercise_id), None)


def exercises_for_teacher(
    session: Session, teacher: Teacher, exercise_ids: Iterable[str], catalogue: Catalogue
) -> Mapping[str, Exercise]:
    """Those of these exercises that are still there, with the own texts of this teacher's classes."""
    wanted = set(exercise_ids)
    found = {one: catalogue.exercises[one] for one in wanted if one in catalogue.exercises}
    own_ids = {own_id for one in wanted if (own_id := text_id(one)) is not None}
    if own_ids:
        for own, grade in repository.some_texts_for_teacher(session, teacher, own_ids):
            found.update({one.id: one for one in exercises_of(own, grade, catalogue) if one.id in wanted})
    return found


def assigned_to_pupil(session: Session, pupil_id: UUID, catalogue: Catalogue) -> Exercise | None:
    """The first exercise of the texts given to this pupil that he has not finished since: reading, then questions."""
    given = repository.given_to_pupil(session, pupil_id)
    if not given:
        return None
    attempts = [one for one in repository.attempts_for_pupil(session, pupil_id) if one.reply["then"] != "again"]
    for own, grade in given:
        done = {one.exercise_id for one in attempts if own.published_at and one.received_at >= own.published_at}
        for exercise in exercises_of(own, grade, catalogue):
            if exercise.id not in done:
                return exercise
    return None


def domain_of(exercise_id: str, catalogue: Catalogue) -> Domain | None:
    """The subject of an exercise; None when the content no longer has it."""
    if is_own(exercise_id):
        return Domain.READING
    exercise = catalogue.exercises.get(exercise_id)
    return exercise.domain if exercise else None
