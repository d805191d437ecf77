"""Put back what was before a decision, or before a change of a group. No commit: the journal commits."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from tutor.classroom.repository import pupil_for_teacher
from tutor.decisions import repository
from tutor.decisions.tables import Decision, NeedGroup
from tutor.errors import ConflictError
from tutor.identity.tables import Teacher
from tutor.journal.tables import Change


def undo_decision(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """End what was made, put back what it ended, and each pupil's band. Raises ConflictError when that has changed."""
    for key in change.after.get("made", []):
        made = repository.decision_for_teacher(session, teacher, UUID(key))
        if made.removed_at is not None:
            raise ConflictError("Cette décision a été arrêtée depuis : il n'y a plus rien à annuler.")
        made.removed_at = now
        session.add(made)
    for key in change.before.get("stopped", []):
        _put_back(session, repository.decision_for_teacher(session, teacher, UUID(key)))
    for key, band in change.before.get("bands", {}).items():
        pupil = pupil_for_teacher(session, teacher, UUID(key))
        if [pupil.band_low, pupil.band_high] != change.after["bands"][key]:
            raise ConflictError(f"La réussite visée pour {pupil.first_name} a été changée depuis.")
        pupil.band_low, pupil.band_high = band
        session.add(pupil)


def undo_group(session: Session, teacher: Teacher, change: Change, now: datetime) -> None:
    """Take away a group that was made, give back the one that was deleted, or what it was before it was changed."""
    group = session.get(NeedGroup, UUID((change.after or change.before)["id"]))
    if group is None or group.classroom_id != change.classroom_id:
        raise ConflictError("Ce groupe n'existe plus.")
    if change.kind == "group.made":
        if group.deleted_at is not None:
            raise ConflictError("Ce groupe est déjà supprimé.")
        for decision in repository.decisions_of_group(session, group):
            decision.removed_at = now
            session.add(decision)
        group.deleted_at = now
    elif change.kind == "group.removed":
        group.deleted_at = None
        for key in change.before["stopped"]:
            _put_back(session, repository.decision_for_teacher(session, teacher, UUID(key)))
    else:
        if group.deleted_at is not None or group.version != change.after["version"]:
            raise ConflictError("Ce groupe a été changé depuis : son dernier changement s'annule d'abord.")
        group.name, group.skills = change.before["name"], change.before["skills"]
        repository.replace_members(session, group, [UUID(one) for one in change.before["pupils"]])
    group.version += 1
    session.add(group)


def _put_back(session: Session, decision: Decision) -> None:
    """In force again; not what is for a group that is gone."""
    group = session.get(NeedGroup, decision.group_id) if decision.group_id else None
    if group is not None and group.deleted_at is not None:
        raise ConflictError("Le groupe de cette décision a été supprimé depuis : remettez d'abord le groupe.")
    decision.removed_at = None
    session.add(decision)
