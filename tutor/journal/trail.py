"""The audit trail of a class: what teachers changed, what was chosen and why, what was judged and on what grounds.

It is read from what is kept anyway, by stretches of time, so that a year of a class never sits in memory.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from exercises.catalogue import Catalogue
from speech.verdicts import Verdict
from tutor.classroom.repository import class_for_teacher, pupils_of_class_for_teacher
from tutor.classroom.tables import Pupil
from tutor.dashboard.wording import answer_in_words, exercise_in_words, given_in_words
from tutor.db import reading
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher
from tutor.journal.kept import KEPT
from tutor.journal.schemas import JournalKind, JournalLine
from tutor.journal.tables import Change
from tutor.journal.undoing import can_be_undone
from tutor.practice.content import exercises_for_teacher
from tutor.practice.reasons import in_words, reason_from_json
from tutor.practice.schemas import HeardWord
from tutor.practice.tables import Attempt, Served

MARELLE = "Marelle"
STRETCH = timedelta(days=1)
LONGEST_STRETCH = timedelta(days=32)
NBSP = "\u00a0"
_HEARD = {"heard", "confirmed", "judged"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: of one pupil or all, of one kind or all, from `since` (included) until `until` (excluded)."""

    since: datetime
    until: datetime
    pupil_id: UUID | None = None
    kind: JournalKind | None = None

    def has(self, kind: JournalKind) -> bool:
        """Are lines of this kind wanted?"""
        return self.kind in (None, kind)


class Trail:
    """The trail of one class of a teacher. Raises NotFoundError when it is not hers, or the pupil not of the class."""

    def __init__(
        self, session: Session, teacher: Teacher, class_id: UUID, wanted: Wanted, catalogue: Catalogue, now: datetime
    ) -> None:
        self.classroom = class_for_teacher(session, teacher, class_id)
        pupils = pupils_of_class_for_teacher(session, teacher, class_id)
        if wanted.pupil_id is not None:
            pupils = [one for one in pupils if one.id == wanted.pupil_id]
            if not pupils:
                raise NotFoundError("Cet élève n'existe pas, ou n'est pas dans cette classe.")
        self.names = {one.id: one.first_name for one in pupils}
        self._pupils: Sequence[Pupil] = pupils
        self._teacher, self._wanted, self._catalogue, self._now = teacher, wanted, catalogue, now

    def latest(self, session: Session, limit: int) -> list[JournalLine]:
        """The last lines, newest first; the moment of the last one is given whole or not at all."""
        found: list[JournalLine] = []
        end, stretch = self._wanted.until, STRETCH
        while len(found) < limit and end > self._wanted.since:
            start = max(self._wanted.since, end - stretch)
            lines = self._between(session, start, end, limit)
            found += reversed(lines)
            end, stretch = start, STRETCH if lines else min(2 * stretch, LONGEST_STRETCH)
        return found[:limit]

    def all(self, engine: Engine) -> Iterator[list[JournalLine]]:
        """Every line in the order of time, a stretch after the other, each read in a session of its own."""
        with reading(engine) as session:
            start = self._first(session)
        while start < self._wanted.until:
            end = min(start + STRETCH, self._wanted.until)
            with reading(engine) as session:
                lines = self._between(session, start, end)
            if lines:
                yield lines
            start = end

    def _between(
        self, session: Session, start: datetime, end: datetime, newest: int | None = None
    ) -> list[JournalLine]:
        """The lines of this time, or of each kind that is numerous no more than so many, the newest."""
        kinds = [
            self._changes(session, start, end) if self._wanted.has("change") else [],
            self._choices(session, start, end, newest) if self._wanted.has("choice") else [],
            self._verdicts(session, start, end, newest) if self._wanted.has("verdict") else [],
        ]
        return list(heapq.merge(*kinds, key=attrgetter("at")))

    def _first(self, session: Session) -> datetime:
        """When the first line may be, of any kind: the years before a class began are not walked through."""
        since, until = self._wanted.since, self._wanted.until
        moments = [
            session.exec(select(func.min(at)).where(whose, at >= since)).one()
            for at, whose in (
                (col(Change.at), col(Change.classroom_id) == self.classroom.id),
                (col(Served.served_at), col(Served.pupil_id).in_(self.names)),
                (col(Attempt.occurred_at), col(Attempt.pupil_id).in_(self.names)),
            )
        ]
        return min((one for one in moments if one is not None), default=until)

    def _changes(self, session: Session, start: datetime, end: datetime) -> list[JournalLine]:
        rows = (
            select(Change, Teacher)
            .join(Teacher, col(Teacher.id) == col(Change.teacher_id))
            .where(Change.classroom_id == self.classroom.id, col(Change.at) >= start, col(Change.at) < end)
            .order_by(col(Change.at))
        )
        if self._wanted.pupil_id is not None:
            rows = rows.where(Change.pupil_id == self._wanted.pupil_id)
        return [
            JournalLine(
                id=change.id,
                at=change.at,
                kind="change",
                pupil_id=change.pupil_id,
                who=who.name,
                what=change.summary,
                undoable_until=change.at + KEPT if can_be_undone(change, self._now) else None,
                undone_at=change.undone_at,
            )
            for change, who in session.exec(rows)
        ]

    def _choices(self, session: Session, start: datetime, end: datetime, newest: int | None) -> list[JournalLine]:
        rows = session.exec(
            select(Served)
            .where(col(Served.pupil_id).in_(self.names), col(Served.served_at) >= start, col(Served.served_at) < end)
            .order_by(col(Served.served_at).desc())
            .limit(newest)
        ).all()[::-1]
        content = self._content(session, [row.exercise_id for row in rows])
        return [
            JournalLine(
                id=row.id,
                at=row.served_at,
                kind="choice",
                pupil_id=row.pupil_id,
                who=MARELLE,
                what=f"a donné{NBSP}: {exercise_in_words(content.get(row.exercise_id), row.exercise_id)}",
                why=self._why(row.reason),
            )
            for row in rows
        ]

    def _verdicts(self, session: Session, start: datetime, end: datetime, newest: int | None) -> list[JournalLine]:
        rows = session.exec(
            select(Attempt)
            .where(col(Attempt.pupil_id).in_(self.names))
            .where(col(Attempt.occurred_at) >= start, col(Attempt.occurred_at) < end)
            .order_by(col(Attempt.occurred_at).desc())
            .limit(newest)
        ).all()[::-1]
        content = self._content(session, [row.exercise_id for row in rows])
        lines = []
        for row in rows:
            exercise = exercise_in_words(content.get(row.exercise_id), row.exercise_id)
            words = [HeardWord.model_validate(word) for word in row.reply.get("words", [])]
            given = given_in_words(content.get(row.exercise_id), row.answer)
            verdict = Verdict(row.verdict)
            lines.append(
                JournalLine(
                    id=row.id,
                    at=row.occurred_at,
                    kind="verdict",
                    pupil_id=row.pupil_id,
                    who=MARELLE,
                    what=answer_in_words(row.answer, exercise, verdict, row.reply.get("number"), words, given),
                    why=grounds(row.answer, row.hearing),
                    verdict=verdict,
                )
            )
        return lines

    def _content(self, session: Session, ids: list[str]) -> Any:
        return exercises_for_teacher(session, self._teacher, ids, self._catalogue)

    def _why(self, kept: dict[str, Any]) -> str:
        if "because" not in kept or "probability" not in kept:
            return ""
        reason = reason_from_json(kept)
        skill = self._catalogue.skills.skills.get(reason.skill)
        return in_words(reason, skill.name if skill else None)


def grounds(answer: dict[str, Any], hearing: dict[str, Any] | None) -> str:
    """On what a verdict rests: what the ear made of it and how sure it was, or a rule."""
    if answer.get("type") == "skipped":
        return "Exercice passé."
    if hearing is None or answer.get("type") not in _HEARD:
        return "Réponse donnée à l’écran, comparée à la solution."
    sure = round(100 * float(hearing.get("probability", 0)))
    by_pupil = " L’élève a comparé lui-même avec le modèle." if answer["type"] == "judged" else ""
    return f"Écouté par {hearing.get('engine', 'l’oreille')}{NBSP}: juste à {sure}{NBSP}% selon elle.{by_pupil}"
