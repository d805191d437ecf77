"""All that is kept of a pupil, as rows: from each table whose foreign keys lead to him, none forgotten."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table, select
from sqlmodel import Session, col
from sqlmodel import select as pick

from tutor.campaign.exercises import campaign_id
from tutor.campaign.tables import Campaign
from tutor.classroom.tables import Classroom, Pupil
from tutor.decisions.tables import NeedGroup, NeedGroupMember
from tutor.identity.tables import School
from tutor.migrations.metadata import METADATA
from tutor.own_texts.tables import OwnText, OwnTextReader
from tutor.practice.tables import Attempt
from tutor.year_change.erasing import doomed

LEFT_OUT: Final[Mapping[str, str]] = {
    "pupil.card_token": "un secret de connexion : sa carte le porte",
    "pupil.pictures": "un secret de connexion : sa carte le porte",
    "recording.salt": "la clé d’un enregistrement, qui est dans le dossier voix",
    "together_group.tablet": "l’appareil, pas l’élève",
}
"""Columns that are not given, and why."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Collected:
    """`tables`: rows by table, those of other pupils left out. `around`: what his rows point at."""

    pupil: Pupil
    school: str
    class_name: str
    grade: str
    tables: Mapping[str, list[Row]]
    around: Mapping[str, list[Row]]


def collect(session: Session, pupil: Pupil) -> Collected:
    """Read all that is kept of this pupil. Whoever calls has checked that she may."""
    tables = {
        table.name: [_given(table, row) for row in session.execute(select(table).where(which)).mappings()]
        for table, which in reversed(doomed(METADATA.tables["pupil"], [pupil.id]).items())
    }
    his = str(pupil.id)
    mine = {name: [row for row in rows if row.get("pupil_id", his) in (his, None)] for name, rows in tables.items()}
    classroom = session.get_one(Classroom, pupil.classroom_id)
    return Collected(
        pupil=pupil,
        school=session.get_one(School, classroom.school_id).name,
        class_name=classroom.name,
        grade=classroom.grade,
        tables=mine,
        around=_around(session, pupil),
    )


def _around(session: Session, pupil: Pupil) -> dict[str, list[Row]]:
    """The groups he is in, the texts that were for him, the campaigns he read in."""
    groups = pick(NeedGroup.name, NeedGroup.skills).join(
        NeedGroupMember, col(NeedGroupMember.group_id) == col(NeedGroup.id)
    )
    read = pick(OwnTextReader.own_text_id).where(OwnTextReader.pupil_id == pupil.id)
    texts = pick(OwnText.title, OwnText.text).where(
        OwnText.classroom_id == pupil.classroom_id,
        col(OwnText.published_at).is_not(None),
        col(OwnText.whole_class) | col(OwnText.id).in_(read),
    )
    exercises = session.exec(pick(Attempt.exercise_id).where(Attempt.pupil_id == pupil.id).distinct()).all()
    campaigns = [known for one in exercises if (known := campaign_id(one)) is not None]
    measured = pick(Campaign.title, Campaign.text).where(col(Campaign.id).in_(campaigns))
    return {
        "need_group": [
            {"name": name, "skills": skills}
            for name, skills in session.exec(groups.where(NeedGroupMember.pupil_id == pupil.id)).all()
        ],
        "own_text": [{"title": title, "text": text} for title, text in session.exec(texts).all()],
        "campaign": [{"title": title, "text": text} for title, text in session.exec(measured).all()],
    }


def _given(table: Table, row: Mapping[Any, Any]) -> Row:
    return {name: _plain(value) for name, value in row.items() if f"{table.name}.{name}" not in LEFT_OUT}


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value
