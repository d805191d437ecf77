"""Make a decision, end one, list what is in force. Each function that writes commits once, at its end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Grade
from learner_model import LearnerModel
from tutor.classroom import repository as classroom
from tutor.classroom.schemas import Band
from tutor.classroom.service import NARROWEST_BAND, band_of
from tutor.classroom.tables import Pupil
from tutor.decisions import repository
from tutor.decisions.asked import ASKED, Aim, Asked, Assign, Block, Boost, Lasting, Pause, PlanFor, Target, TargetKind
from tutor.decisions.following import already_acquired, nothing_left
from tutor.decisions.schemas import (
    ActivityTarget,
    BandChanged,
    DecisionIn,
    DecisionMade,
    SkillTarget,
    Targets,
    TextTarget,
)
from tutor.decisions.tables import Decision
from tutor.decisions.texts import texts_of
from tutor.decisions.wording import activity_names, aim_in_words, names, quoted, sentence, title_of
from tutor.errors import BadInputError, ConflictError
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.service import change_out
from tutor.own_texts import repository as own_texts
from tutor.own_texts.exercises import PREFIX
from tutor.practice.choosing import Shelf

WHOLE_CLASS = "Toute la classe"
_SINGLE = (Pause, Aim, Lasting)
"""Of these there is one at a time for the same pupils."""
_KINDS: Mapping[type, str] = {Aim: "band.changed", Lasting: "length.changed"}


@dataclass(frozen=True, slots=True)
class Content:
    """What decisions are about."""

    catalogue: Catalogue
    shelf: Shelf
    learner: LearnerModel


def targets(session: Session, teacher: Teacher, class_id: UUID, content: Content) -> Targets:
    """All that can be asked for by name in a class. Raises NotFoundError."""
    grade = Grade(classroom.class_for_teacher(session, teacher, class_id).grade)
    own = [one for one in own_texts.texts_for_teacher(session, teacher, class_id) if not one.archived]
    shelf, catalogue = content.shelf, content.catalogue
    trained = set(shelf.everything.layout.skills)
    kinds: dict[Activity, Domain] = {}
    for exercise in catalogue.exercises.values():
        kinds.setdefault(exercise.activity, exercise.domain)
    return Targets(
        skills=[
            SkillTarget(id=one.id, name=one.name, domain=one.domain, grade=one.grade)
            for one in catalogue.skills.skills.values()
            if one.id in trained
        ],
        activities=[
            ActivityTarget(id=one.value, name=activity_names()[one.value], domain=domain)
            for one, domain in kinds.items()
        ],
        texts=[
            *(TextTarget(id=f"{PREFIX}{one.id}", title=one.title, grade=grade, own=True) for one in own),
            *(
                TextTarget(id=name, title=title_of(name, catalogue), grade=made[0].grade, own=False)
                for name, made in texts_of(catalogue).items()
            ),
        ],
    )


def make(
    session: Session, teacher: Teacher, class_id: UUID, wanted: DecisionIn, content: Content, now: datetime
) -> DecisionMade:
    """A new decision; what it replaces ends. Raises NotFoundError, BadInputError saying what to change."""
    made = classroom.class_for_teacher(session, teacher, class_id)
    pupils = [one for one in classroom.pupils_of_class_for_teacher(session, teacher, class_id) if not one.archived]
    titles = own_titles(session, teacher, class_id)
    check(wanted, content, titles, now)
    chosen = [one for one in pupils if one.id in wanted.pupil_ids]
    if len(chosen) < len(set(wanted.pupil_ids)):
        raise BadInputError("Un des élèves choisis n'est pas dans cette classe : rechargez la page.")
    group = None
    if wanted.group_id is not None:
        group = repository.group_for_teacher(session, teacher, wanted.group_id)
        if group.classroom_id != made.id or chosen:
            raise BadInputError("Choisissez des élèves, ou un groupe de cette classe.")
    if chosen and isinstance(wanted.asked, Aim):
        before, after = _aim(session, chosen, Band(low=wanted.asked.low, high=wanted.asked.high))
    else:
        whom: Sequence[Pupil | None] = chosen or [None]
        rows = [
            Decision(
                classroom_id=made.id,
                group_id=group.id if group else None,
                pupil_id=one.id if one else None,
                teacher_id=teacher.id,
                asked=wanted.asked.model_dump(mode="json"),
                starts=wanted.starts,
                ends=wanted.ends,
                made_at=now,
            )
            for one in whom
        ]
        before = {"stopped": _replaced(session, teacher, class_id, rows, now)}
        after = {"made": [str(one.id) for one in rows]}
        session.add_all(rows)
    name = names([one.first_name for one in chosen]) if chosen else whom_group(group.name) if group else WHOLE_CLASS
    said = sentence(wanted.asked, wanted.starts, wanted.ends, content.catalogue, titles)
    change = record(
        session,
        teacher,
        class_id,
        _KINDS.get(type(wanted.asked), "decision.made"),
        f"{name}\u00a0: {said}",
        now,
        before=before,
        after=after,
        pupil_id=chosen[0].id if len(chosen) == 1 else None,
    )
    session.commit()
    members = repository.members_for_teacher(session, teacher, class_id).get(group.id, []) if group else []
    concerned = chosen or (members if group else pupils)
    return DecisionMade(
        change=change_out(change, teacher, now),
        warnings=[
            *(nothing_left(session, concerned, content.shelf, now) if isinstance(wanted.asked, Block) else []),
            *already_acquired(session, concerned, wanted.asked, content.shelf, content.learner, now),
        ],
    )


def stop(session: Session, teacher: Teacher, decision_id: UUID, catalogue: Catalogue, now: datetime) -> DecisionMade:
    """End a decision. Raises NotFoundError, ConflictError when it has ended already."""
    found = repository.decision_for_teacher(session, teacher, decision_id)
    if found.removed_at is not None:
        raise ConflictError("Cette décision est déjà arrêtée.")
    found.removed_at = now
    session.add(found)
    titles = own_titles(session, teacher, found.classroom_id)
    said = sentence(_asked(found), None, None, catalogue, titles)
    change = record(
        session,
        teacher,
        found.classroom_id,
        "decision.removed",
        f"Arrêté, {whom_name(session, teacher, found)}\u00a0: {said}",
        now,
        before={"stopped": [str(found.id)]},
        after={},
        pupil_id=found.pupil_id,
    )
    session.commit()
    return DecisionMade(change=change_out(change, teacher, now))


def change_band(session: Session, teacher: Teacher, pupil_id: UUID, band: Band | None, now: datetime) -> BandChanged:
    """Aim at more or less success for a pupil, or as for his class. Raises NotFoundError, BadInputError."""
    pupil = classroom.pupil_for_teacher(session, teacher, pupil_id)
    if band is not None:
        _refuse_narrow(band)
    before, after = _aim(session, [pupil], band)
    said = aim_in_words(band.low, band.high) if band else "réussite visée comme pour sa classe"
    change = record(
        session,
        teacher,
        pupil.classroom_id,
        "band.changed",
        f"{pupil.first_name}\u00a0: {said}.",
        now,
        before=before,
        after=after,
        pupil_id=pupil.id,
    )
    session.commit()
    return BandChanged(change=change_out(change, teacher, now), band=band_of(pupil))


def own_titles(session: Session, teacher: Teacher, class_id: UUID) -> dict[str, str]:
    """The titles of a class's own texts by the name that decisions give them; put away ones included."""
    return {f"{PREFIX}{one.id}": one.title for one in own_texts.texts_for_teacher(session, teacher, class_id)}


def whom_group(name: str) -> str:
    """How a group is named in a sentence."""
    return f"Groupe {quoted(name)}"


def whom_name(session: Session, teacher: Teacher, decision: Decision) -> str:
    """For whom a decision is."""
    if decision.pupil_id is not None:
        return classroom.pupil_for_teacher(session, teacher, decision.pupil_id).first_name
    if decision.group_id is not None:
        return whom_group(repository.group_for_teacher(session, teacher, decision.group_id).name)
    return "toute la classe"


def check(wanted: DecisionIn, content: Content, titles: Mapping[str, str], now: datetime) -> None:
    """Raises BadInputError, saying what to change."""
    asked = wanted.asked
    if wanted.starts and wanted.ends and wanted.starts > wanted.ends:
        raise BadInputError("La date de fin est avant la date de début.")
    if wanted.ends and wanted.ends < now.date():
        raise BadInputError("Cette date de fin est déjà passée.")
    match asked:
        case Assign(target=target, times=times):
            _check_target(target, content, titles)
            if times is None and target.kind in (TargetKind.ACTIVITY, TargetKind.DOMAIN):
                raise BadInputError("Dites combien d'exercices vous demandez.")
        case Block(target=target):
            _check_target(target, content, titles)
        case Boost(target=target):
            if target.kind is not TargetKind.SKILL:
                raise BadInputError("« Plus souvent » se demande pour une compétence.")
            _check_target(target, content, titles)
        case PlanFor(steps=steps):
            for step in steps:
                _check_target(step.target, content, titles)
                if step.starts > step.ends:
                    raise BadInputError("Une étape du plan finit avant de commencer.")
                if step.target.kind not in (TargetKind.SKILL, TargetKind.TEXT):
                    raise BadInputError("Un plan est fait de compétences et de textes.")
            if max(step.ends for step in steps) < now.date():
                raise BadInputError("Ce plan est déjà passé.")
        case Aim(low=low, high=high):
            _refuse_narrow(Band(low=low, high=high))


def _check_target(target: Target, content: Content, titles: Mapping[str, str]) -> None:
    if target.kind is TargetKind.TEXT:
        there = target.id in titles or target.id in texts_of(content.catalogue)
    else:
        there = bool(content.shelf.on(target).any())
    if not there:
        raise BadInputError("Il n'y a pas d'exercice pour ce choix : choisissez-en un autre dans la liste.")


def _refuse_narrow(band: Band) -> None:
    if band.high - band.low < NARROWEST_BAND:
        raise BadInputError("La réussite visée va du plus petit au plus grand, avec au moins 5 points d'écart.")


def _aim(session: Session, pupils: Sequence[Pupil], band: Band | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """Keep the band of these pupils; what was before, and what is now."""
    before: dict[str, Any] = {str(one.id): [one.band_low, one.band_high] for one in pupils}
    for one in pupils:
        one.band_low, one.band_high = (band.low, band.high) if band else (None, None)
        session.add(one)
    return {"bands": before}, {"bands": {key: [band.low, band.high] if band else [None, None] for key in before}}


def _replaced(session: Session, teacher: Teacher, class_id: UUID, rows: Sequence[Decision], now: datetime) -> list[str]:
    """End what says the same thing to the same pupils, so that the list of what is in force stays readable."""
    mine = {(one.pupil_id, one.group_id, _slot(_asked(one))) for one in rows}
    ended = []
    for old in repository.decisions_for_teacher(session, teacher, class_id):
        if (old.pupil_id, old.group_id, _slot(_asked(old))) in mine:
            old.removed_at = now
            session.add(old)
            ended.append(str(old.id))
    return ended


def _slot(asked: Asked) -> object:
    if isinstance(asked, PlanFor):
        return tuple((one.target, one.starts, one.ends) for one in asked.steps)
    return asked.way if isinstance(asked, _SINGLE) else asked.target


def _asked(row: Decision) -> Asked:
    return ASKED.validate_python(row.asked)
