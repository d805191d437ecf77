"""What a teacher does with her own texts. Each function that writes commits once, at its end."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final
from uuid import UUID

from sqlmodel import Session

from exercises.exercise import Grade
from exercises.reading.tokens import split_words
from speech.verdicts import Verdict
from tutor.classroom import repository as classroom
from tutor.classroom.tables import Pupil
from tutor.dashboard import repository as dashboard
from tutor.dashboard.faces import by_first_name, face
from tutor.edits import expect
from tutor.errors import BadInputError
from tutor.identity.tables import Teacher
from tutor.journal.recording import record
from tutor.journal.service import change_out
from tutor.own_texts import repository
from tutor.own_texts.checking import Reader, clean
from tutor.own_texts.exercises import PREFIX
from tutor.own_texts.schemas import (
    GivenText,
    GivenTo,
    OwnTextChange,
    OwnTextIn,
    OwnTextOut,
    Question,
    ReadingRow,
    Readings,
)
from tutor.own_texts.tables import OwnText
from tutor.own_texts.undoing import GIVEN, readers_of
from tutor.practice.schemas import AttemptOut
from tutor.practice.tables import Attempt
from tutor.progression.repository import progression_for_teacher
from tutor.progression.service import taught_today

RECENT: Final = timedelta(days=60)
ENOUGH_READINGS: Final = 5
NAMED: Final = 5
"""Readers of a text whom the journal names; more are counted."""
NBSP: Final = "\u00a0"


def reader_for_teacher(session: Session, teacher: Teacher, class_id: UUID, now: datetime, today: date) -> Reader:
    """The class that would read a text: what it was taught, its first names, its usual pace. Raises NotFoundError."""
    made = classroom.class_for_teacher(session, teacher, class_id)
    pupils = classroom.pupils_of_class_for_teacher(session, teacher, class_id)
    paces = dashboard.paces_for_teacher(session, teacher, class_id, now - RECENT)
    return Reader(
        grade=Grade(made.grade),
        taught=taught_today(progression_for_teacher(session, teacher, class_id), Grade(made.grade), today),
        names=frozenset(pupil.first_name for pupil in pupils),
        pace=max(1, round(median(paces))) if len(paces) >= ENOUGH_READINGS else None,
    )


def list_texts(session: Session, teacher: Teacher, class_id: UUID) -> list[OwnTextOut]:
    """The texts of a class of this teacher. Raises NotFoundError."""
    classroom.class_for_teacher(session, teacher, class_id)
    readers = repository.readers_for_teacher(session, teacher, class_id)
    return [text_out(own, readers.get(own.id, [])) for own in repository.texts_for_teacher(session, teacher, class_id)]


def create_text(session: Session, teacher: Teacher, class_id: UUID, wanted: OwnTextIn, now: datetime) -> OwnTextOut:
    """A new text, given to nobody yet. Raises BadInputError for what cannot be read."""
    made = classroom.class_for_teacher(session, teacher, class_id)
    own = OwnText(
        classroom_id=made.id,
        title=_title(wanted.title),
        text=_text(wanted.text),
        use=wanted.use.value,
        questions=_questions(wanted.questions),
        created_at=now,
        changed_at=now,
    )
    session.add(own)
    session.commit()
    return text_out(own, [])


def change_text(session: Session, teacher: Teacher, text_id: UUID, change: OwnTextChange, now: datetime) -> OwnTextOut:
    """Correct a text, change its use or its questions, put it away or bring it back. Raises ChangedMeanwhileError."""
    own = repository.text_for_teacher(session, teacher, text_id)
    own.version = expect(change.version, own.version, "ce texte")
    if change.title is not None:
        own.title = _title(change.title)
    if change.text is not None:
        own.text = _text(change.text)
    if change.use is not None:
        own.use = change.use.value
    if change.questions is not None:
        own.questions = _questions(change.questions)
    before = readers_of(session, teacher, own)
    if change.archived is not None:
        own.archived = change.archived
    own.changed_at = now
    session.add(own)
    if own.archived != before["archived"]:
        told = f"Le texte «{NBSP}{own.title}{NBSP}» est {'archivé' if own.archived else 'sorti des archives'}."
        after = {**before, "archived": own.archived}
        record(session, teacher, own.classroom_id, GIVEN, told, now, before=before, after=after)
    session.commit()
    return text_out(own, repository.readers_for_teacher(session, teacher, own.classroom_id).get(own.id, []))


def give_text(session: Session, teacher: Teacher, text_id: UUID, to: GivenTo, now: datetime) -> GivenText:
    """Give a text from now on to the whole class or to these pupils; to nobody, take it back.

    Who had read it already is asked to read it again.
    """
    own = repository.text_for_teacher(session, teacher, text_id)
    pupils = {pupil.id: pupil for pupil in classroom.pupils_of_class_for_teacher(session, teacher, own.classroom_id)}
    chosen = set() if to.whole_class else set(to.pupils)
    if chosen - set(pupils):
        raise BadInputError("Un des élèves choisis n'est pas dans la classe de ce texte : rechargez la page.")
    before = readers_of(session, teacher, own)
    own.whole_class = to.whole_class
    own.published_at = now if to.whole_class or chosen else None
    own.archived = own.archived and own.published_at is None
    repository.replace_readers(session, own, chosen)
    session.add(own)
    session.flush()
    after = readers_of(session, teacher, own)
    told = f"Le texte «{NBSP}{own.title}{NBSP}» {_given_to(to, [pupils[one].first_name for one in sorted(chosen)])}."
    change = record(session, teacher, own.classroom_id, GIVEN, told, now, before=before, after=after)
    session.commit()
    return GivenText(text=text_out(own, sorted(chosen)), change=change_out(change, teacher, now))


def _given_to(to: GivenTo, names: Sequence[str]) -> str:
    if to.whole_class:
        return "est donné à toute la classe"
    if not names:
        return "n’est plus donné"
    if len(names) > NAMED:
        return f"est donné à {len(names)} élèves"
    return f"est donné à {', '.join(sorted(names))}"


def readings(session: Session, teacher: Teacher, text_id: UUID) -> Readings:
    """Who read a text and how: the pupils it is given to, and whoever read it before."""
    own = repository.text_for_teacher(session, teacher, text_id)
    pupils = classroom.pupils_of_class_for_teacher(session, teacher, own.classroom_id)
    chosen = set(repository.readers_for_teacher(session, teacher, own.classroom_id).get(own.id, []))
    attempts: dict[UUID, list[Attempt]] = {}
    for attempt in repository.attempts_for_teacher(session, teacher, own):
        attempts.setdefault(attempt.pupil_id, []).append(attempt)
    given = [
        pupil
        for pupil in pupils
        if pupil.id in attempts or (own.published_at and not pupil.archived and (own.whole_class or pupil.id in chosen))
    ]
    rows = [_reading_row(pupil, own, attempts.get(pupil.id, [])) for pupil in given]
    return Readings(rows=by_first_name(rows, lambda row: row.pupil))


def text_out(own: OwnText, pupils: Sequence[UUID]) -> OwnTextOut:
    """As the teacher sees it."""
    return OwnTextOut.model_validate(
        {
            **own.model_dump(include=set(OwnTextOut.model_fields) - {"words", "pupils"}),
            "words": len(split_words(own.text)),
            "pupils": list(pupils),
        }
    )


def _reading_row(pupil: Pupil, own: OwnText, attempts: Sequence[Attempt]) -> ReadingRow:
    read = [one for one in attempts if one.exercise_id == f"{PREFIX}{own.id}" and one.answer["type"] != "skipped"]
    last = read[-1] if read else None
    first_answers: dict[str, str] = {}
    for one in attempts:
        if one.exercise_id != f"{PREFIX}{own.id}":
            first_answers.setdefault(one.exercise_id, one.verdict)
    return ReadingRow(
        pupil=face(pupil),
        at=last.occurred_at if last else None,
        verdict=Verdict(last.verdict) if last else None,
        words=AttemptOut.model_validate(last.reply).words if last else [],
        words_a_minute=dashboard.pace_of(last) if last else None,
        asked=len(first_answers),
        right=sum(verdict == Verdict.CORRECT.value for verdict in first_answers.values()),
    )


def _title(title: str) -> str:
    kept = " ".join(clean(title)[0].text.split())
    if not kept:
        raise BadInputError("Il manque le titre du texte.")
    return kept


def _text(raw: str) -> str:
    cleaned, problem = clean(raw)
    if problem is not None:
        raise BadInputError(problem)
    return cleaned.text


def _questions(questions: Sequence[Question]) -> list[dict[str, object]]:
    kept = []
    for number, one in enumerate(questions, start=1):
        question = clean(one.question)[0].text.replace("\n", " ")
        choices = [clean(choice)[0].text.replace("\n", " ") for choice in one.choices]
        if not question or not all(choices):
            raise BadInputError(f"La question {number} est incomplète : il faut la question et tous ses choix.")
        if len(set(choices)) < len(choices):
            raise BadInputError(f"La question {number} a deux fois le même choix.")
        kept.append({"question": question, "choices": choices, "right": one.right})
    return kept
