"""The one place where an exercise is found by its id: the catalogue, the own texts and the campaigns of a class."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Exercise
from tutor.campaign import repository as campaigns
from tutor.campaign.exercises import campaign_id, exercise_of
from tutor.identity.tables import Teacher
from tutor.own_texts import repository
from tutor.own_texts.exercises import exercises_of, is_own, text_id
from tutor.own_texts.tables import OwnText


def exercise_for_pupil(session: Session, pupil_id: UUID, exercise_id: str, catalogue: Catalogue) -> Exercise | None:
    """The exercise; None when the content no longer has it, or it is a text of another class."""
    measured = campaign_id(exercise_id)
    if measured is not None:
        campaign = campaigns.campaign_for_pupil(session, pupil_id, measured)
        return exercise_of(campaign, catalogue) if campaign else None
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
    measured = {known for one in wanted if (known := campaign_id(one)) is not None}
    if measured:
        for campaign in campaigns.some_campaigns_for_teacher(session, teacher, measured):
            exercise = exercise_of(campaign, catalogue)
            found[exercise.id] = exercise
    return found


def measured_for_pupil(session: Session, pupil_id: UUID, catalogue: Catalogue) -> Exercise | None:
    """The text of the open campaign of this pupil's class, until he has read it."""
    campaign = campaigns.waiting_for_pupil(session, pupil_id)
    return exercise_of(campaign, catalogue) if campaign else None


def assigned_to_pupil(
    session: Session, pupil_id: UUID, catalogue: Catalogue, may: Callable[[OwnText, Exercise], bool] | None = None
) -> Exercise | None:
    """The first exercise of the texts given to this pupil that he has not finished since: reading, then questions.

    `may`: those that nothing stands against.
    """
    given = repository.given_to_pupil(session, pupil_id)
    if not given:
        return None
    attempts = [one for one in repository.attempts_for_pupil(session, pupil_id) if one.reply["then"] != "again"]
    for own, grade in given:
        done = {one.exercise_id for one in attempts if own.published_at and one.received_at >= own.published_at}
        for exercise in exercises_of(own, grade, catalogue):
            if exercise.id not in done and (may is None or may(own, exercise)):
                return exercise
    return None


def domain_of(exercise_id: str, catalogue: Catalogue) -> Domain | None:
    """The subject of an exercise; None when the content no longer has it."""
    if is_own(exercise_id) or campaign_id(exercise_id) is not None:
        return Domain.READING
    exercise = catalogue.exercises.get(exercise_id)
    return exercise.domain if exercise else None
