"""Groups of need as a teacher makes and changes them. Each function that writes commits once, at its end."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from exercises.skills import SkillGraph
from tutor.classroom import repository as classroom
from tutor.classroom.tables import Pupil
from tutor.dashboard.faces import by_first_name, face
from tutor.decisions import repository
from tutor.decisions.schemas import KeptGroup, KeptGroupChange, KeptGroupChanged, KeptGroupIn, NamedSkill
from tutor.decisions.tables import NeedGroup
from tutor.decisions.wording import names, quoted
from tutor.edits import expect
from tutor.errors import BadInputError
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.service import change_out


def groups_of_class(session: Session, teacher: Teacher, class_id: UUID, skills: SkillGraph) -> list[KeptGroup]:
    """The groups of one of her classes."""
    members = repository.members_for_teacher(session, teacher, class_id)
    return [
        group_out(one, members.get(one.id, []), skills)
        for one in repository.groups_for_teacher(session, teacher, class_id)
    ]


def make_group(
    session: Session, teacher: Teacher, class_id: UUID, wanted: KeptGroupIn, skills: SkillGraph, now: datetime
) -> KeptGroupChanged:
    """A new group. Raises NotFoundError, BadInputError."""
    made = classroom.class_for_teacher(session, teacher, class_id)
    chosen = _present(session, teacher, class_id, wanted.pupils)
    group = NeedGroup(
        classroom_id=made.id, name=_name(wanted.name), skills=_known(wanted.skills, skills), created_at=now
    )
    session.add(group)
    session.flush()
    repository.replace_members(session, group, {one.id for one in chosen})
    told = names([face.first_name for face in by_first_name([face(one) for one in chosen], lambda one: one)])
    summary = f"Nouveau groupe {quoted(group.name)}\u00a0: {told}."
    return _told(session, teacher, group, "group.made", summary, now, {}, _kept(session, group), skills)


def change_group(
    session: Session, teacher: Teacher, group_id: UUID, change: KeptGroupChange, skills: SkillGraph, now: datetime
) -> KeptGroupChanged:
    """Rename a group, change its pupils or its skills. Raises NotFoundError, BadInputError, ConflictError."""
    group = repository.group_for_teacher(session, teacher, group_id)
    group.version = expect(change.version, group.version, f"La composition du groupe {quoted(group.name)}")
    before = _kept(session, group)
    if change.name is not None:
        group.name = _name(change.name)
    if change.skills is not None:
        group.skills = _known(change.skills, skills)
    if change.pupils is not None:
        chosen = _present(session, teacher, group.classroom_id, change.pupils)
        repository.replace_members(session, group, {one.id for one in chosen})
    session.add(group)
    session.flush()
    summary = f"Groupe {quoted(before['name'])} changé{_renamed(before['name'], group.name)}."
    return _told(session, teacher, group, "group.changed", summary, now, before, _kept(session, group), skills)


def remove_group(
    session: Session, teacher: Teacher, group_id: UUID, skills: SkillGraph, now: datetime
) -> KeptGroupChanged:
    """Delete a group, and end what was decided for it. Raises NotFoundError."""
    group = repository.group_for_teacher(session, teacher, group_id)
    before = _kept(session, group)
    stopped = repository.decisions_of_group(session, group)
    for decision in stopped:
        decision.removed_at = now
        session.add(decision)
    before["stopped"] = [str(one.id) for one in stopped]
    group.deleted_at = now
    session.add(group)
    summary = f"Groupe {quoted(group.name)} supprimé."
    return _told(session, teacher, group, "group.removed", summary, now, before, {}, skills)


def group_out(group: NeedGroup, members: Sequence[Pupil], skills: SkillGraph) -> KeptGroup:
    """A group as it is sent."""
    return KeptGroup(
        id=group.id,
        name=group.name,
        version=group.version,
        skills=[NamedSkill(id=one, name=skills.skills[one].name) for one in group.skills if one in skills.skills],
        pupils=by_first_name([face(one) for one in members], lambda one: one),
    )


def _told(
    session: Session,
    teacher: Teacher,
    group: NeedGroup,
    kind: str,
    summary: str,
    now: datetime,
    before: dict[str, Any],
    after: dict[str, Any],
    skills: SkillGraph,
) -> KeptGroupChanged:
    change = record(session, teacher, group.classroom_id, kind, summary, now, before=before, after=after)
    session.commit()
    members = repository.members_for_teacher(session, teacher, group.classroom_id).get(group.id, [])
    there = group_out(group, members, skills) if group.deleted_at is None else None
    return KeptGroupChanged(change=change_out(change, teacher, now), group=there)


def _kept(session: Session, group: NeedGroup) -> dict[str, Any]:
    return {
        "id": str(group.id),
        "name": group.name,
        "skills": list(group.skills),
        "pupils": [str(one) for one in repository.member_ids(session, group)],
        "version": group.version,
    }


def _present(session: Session, teacher: Teacher, class_id: UUID, wanted: Collection[UUID]) -> list[Pupil]:
    pupils = classroom.pupils_of_class_for_teacher(session, teacher, class_id)
    chosen = [one for one in pupils if one.id in wanted and not one.archived]
    if len(chosen) < len(set(wanted)):
        raise BadInputError("Un des élèves choisis n'est pas dans cette classe : rechargez la page.")
    return chosen


def _known(wanted: Sequence[str], skills: SkillGraph) -> list[str]:
    if any(one not in skills.skills for one in wanted):
        raise BadInputError("Une des compétences n'existe pas : rechargez la page.")
    return list(dict.fromkeys(wanted))


def _name(name: str) -> str:
    kept = " ".join(name.split())
    if not kept:
        raise BadInputError("Il manque le nom du groupe.")
    return kept


def _renamed(before: str, after: str) -> str:
    return "" if before == after else f", il s’appelle {quoted(after)}"
