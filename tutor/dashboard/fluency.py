"""How easily a pupil reads aloud and recalls number facts, for the teacher only: paces over time, and references."""

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter
from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Exercise, Grade, ReadAloud
from exercises.maths.fluency import facts_of_grade, pace
from speech.verdicts import Verdict
from tutor.campaign.counting import corrected_readings
from tutor.campaign.results import Read, words_that_hold
from tutor.classroom import repository as classroom
from tutor.dashboard import repository
from tutor.dashboard.faces import face
from tutor.dashboard.repository import FactAnswer, TextRead
from tutor.dashboard.schemas import FactFluency, FactRunOut, FluencyMark, PupilFluency, TextReadingOut
from tutor.dashboard.wording import exercise_in_words
from tutor.identity.tables import Teacher
from tutor.practice.content import exercises_for_teacher
from tutor.practice.runs import RUN
from tutor.practice.schemas import Fluency, HeardWord

SHOWN: Final = 60
"""Readings shown: those of a term."""
_WORDS: Final = TypeAdapter(list[HeardWord])

# The programme's steps (BO no. 41 of 31 October 2024): 30, then 50 on a prepared text in CP, 70 in CE1, 90 in CE2.
_MARKS: Final = {
    Grade.CP: ((30, "fin de CP"), (50, "fin de CP, texte préparé")),
    Grade.CE1: ((50, "fin de CP, texte préparé"), (70, "fin de CE1")),
    Grade.CE2: ((70, "fin de CE1"), (90, "fin de CE2")),
}


def pupil_fluency(session: Session, teacher: Teacher, pupil_id: UUID, catalogue: Catalogue) -> PupilFluency:
    """What a pupil read and the facts he recalled, oldest first. Raises NotFoundError for a pupil who is not hers."""
    pupil = classroom.pupil_for_teacher(session, teacher, pupil_id)
    grade = Grade(classroom.class_for_teacher(session, teacher, pupil.classroom_id).grade)
    read = repository.readings_for_teacher(session, teacher, pupil_id, SHOWN)
    content = exercises_for_teacher(session, teacher, (one.exercise_id for one in read), catalogue)
    corrected = corrected_readings(session, teacher, [one.id for one in read])
    return PupilFluency(
        pupil=face(pupil),
        marks=[FluencyMark(words_a_minute=pace, label=label) for pace, label in _MARKS[grade]],
        readings=[_held(_reading(one, content.get(one.exercise_id)), corrected.get(one.id)) for one in read],
        facts=_facts(repository.facts_for_teacher(session, teacher, pupil_id, SHOWN * RUN), grade),
    )


def _facts(answered: Sequence[FactAnswer], grade: Grade) -> list[FactFluency]:
    runs = list(_runs(answered))
    return [
        FactFluency(
            key=facts.key,
            name=facts.name,
            expected=facts.expected,
            minutes=facts.minutes,
            source=facts.source,
            runs=[_run(run) for run in runs if facts.train(run[0].skill)],
        )
        for facts in facts_of_grade(grade)
    ]


def _runs(answered: Sequence[FactAnswer]) -> Iterator[list[FactAnswer]]:
    """The first answers to each fact, run by run: what comes after a miss and a hint tells no pace."""
    run: list[FactAnswer] = []
    for one in answered:
        if run and one.served_id == run[-1].served_id:
            continue
        if run and one.place <= run[-1].place:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _run(run: Sequence[FactAnswer]) -> FactRunOut:
    answers = [(one.latency_ms / 1000, one.verdict == Verdict.CORRECT.value) for one in run]
    found = pace(answers)
    return FactRunOut(
        id=run[0].id,
        at=run[0].at,
        facts=len(run),
        right=sum(right for _, right in answers),
        seconds=round(sum(seconds for seconds, _ in answers), 1),
        facts_a_minute=None if found is None else round(found, 1),
    )


def _held(reading: TextReadingOut, corrected: Read | None) -> TextReadingOut:
    """A reading of a campaign as its teacher corrected it."""
    if corrected is None:
        return reading
    measured = corrected.measure
    return reading.model_copy(
        update={
            "words_a_minute": measured.mclm or 0,
            "seconds": measured.seconds,
            "errors": len(measured.missed),
            "reached": measured.reached,
            "words": words_that_hold(corrected),
        }
    )


def _reading(read: TextRead, exercise: Exercise | None) -> TextReadingOut:
    words, fluency = _WORDS.validate_json(read.words), Fluency.model_validate_json(read.fluency)
    content = exercise.content if exercise is not None else None
    # The lines of the text as it was read; when it has changed since, its words follow one another.
    ends: list[int] = []
    if isinstance(content, ReadAloud) and [word.text for word in content.words] == [one.word for one in words]:
        count = 0
        for line in content.text.split("\n"):
            count += len([word for word in line.split(" ") if word])
            ends.append(count)
    return TextReadingOut(
        id=read.id,
        at=read.at,
        title=exercise_in_words(exercise, read.exercise_id),
        words_a_minute=fluency.mclm or 0,
        seconds=fluency.reading_seconds,
        phrasing=fluency.phrasing,
        errors=sum(one.verdict is Verdict.INCORRECT for one in words[: fluency.reached]),
        reached=fluency.reached,
        words=words,
        line_ends=ends,
        events=fluency.events,
    )
