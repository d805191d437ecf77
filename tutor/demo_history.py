"""Two weeks of a made-up child's practice: every exercise is really chosen, every answer really judged and learnt from.

Only the answers are invented, from a true ability that the learner model does not see.
"""

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from exercises.exercise import (
    Ask,
    Build,
    Choose,
    Columns,
    Compute,
    Count,
    Domain,
    Exercise,
    Form,
    Grade,
    Handle,
    ReadAloud,
    Unit,
    Write,
)
from exercises.figures import Figure
from exercises.handling import may_become, reached, solved
from learner_model import Choice, PupilState, common_difficulty
from speech.verdicts import Verdict
from tutor.practice import mastery
from tutor.practice.choosing import opening_line, served_row, turn
from tutor.practice.parts import Parts
from tutor.practice.path import Event, Sitting, path_before, sitting
from tutor.practice.reasons import in_run
from tutor.practice.receipts import Hearing
from tutor.practice.recording import attempt_row
from tutor.practice.runs import REST, Given, has_room, next_fact
from tutor.practice.schemas import (
    Answer,
    AttemptIn,
    BuiltAnswer,
    ChosenAnswer,
    ColumnsAnswer,
    Fluency,
    HandledAnswer,
    HeardAnswer,
    HeardWord,
    NumberAnswer,
    SkippedAnswer,
    WrittenAnswer,
)
from tutor.practice.tables import Attempt, Served

DAYS = 14
SITTING = (6, 10)
"""Fewest and most exercises at a time."""
SCHOOL_WEEKDAYS = (0, 1, 3, 4)  # no school on Wednesday in most schools
MORNING_MINUTES = (7 * 60, 10 * 60)  # of the UTC day: between 8 and noon in France, winter and summer
PRESENT = 0.9
UNSURE = 0.07
SKIPPED = 0.02
SPOKEN = 0.4  # of the computations
RETRY_GAIN = 0.9  # logits, after the model was heard
PRACTICE_GAIN = 0.15  # logits a doubling of the tries on a skill
SECONDS = {Unit.SENTENCE: (6.0, 18.0), Unit.TEXT: (30.0, 80.0)}
WORD_SECONDS = (3.0, 9.0)
COMPUTING_SECONDS = (4.0, 15.0)
BETWEEN_SECONDS = (3.0, 8.0)
WORD_PACE = {False: (0.35, 0.7), True: (0.65, 1.2)}  # seconds from a word to the next; slower in a text
PROBABILITIES = {Verdict.CORRECT: 0.95, Verdict.UNSURE: 0.5, Verdict.INCORRECT: 0.06}
ENGINE = "demo"
_WRONG_TEXTS = {
    Form.NUMBER: "0",
    Form.FRACTION: "1/7",
    Form.TIME: "1 h 01",
    Form.MONEY: "0,03",
    Form.EXPRESSION: "1+0",
    Form.WORDS: "un",
}
"""What a child in a hurry may write, and no exercise asks for."""


@dataclass(frozen=True, slots=True)
class DemoChild:
    """A true ability in logits, which only the invented answers depend on."""

    pupil_id: UUID
    grade: Grade
    reading: float
    maths: float

    def ability(self, domain: Domain) -> float:
        """In this subject."""
        return self.reading if domain is Domain.READING else self.maths


@dataclass(slots=True)
class History:
    """What one child was given and answered, in order, and the state it led to."""

    state: PupilState
    served: list[Served] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    practised: dict[str, int] = field(default_factory=dict)


def practise(child: DemoChild, parts: Parts, now: datetime, rng: random.Random) -> History:
    """Two weeks of sittings that end before `now`."""
    practice = _Practice(child, parts, rng, History(parts.learner.new_state(child.grade.value)))
    for start in _starts(now, rng):
        practice.sit_down(start)
    return practice.history


def _starts(now: datetime, rng: random.Random) -> Iterator[datetime]:
    """When the child sat down: most school mornings, then a little before now."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for days in range(DAYS, 0, -1):
        day = today - timedelta(days=days)
        minutes = rng.uniform(*MORNING_MINUTES)
        if day.weekday() in SCHOOL_WEEKDAYS and rng.random() < PRESENT:
            yield day + timedelta(minutes=minutes)
    # Long enough ago for the session to be over: whoever tries the demonstration starts afresh.
    yield now - timedelta(minutes=rng.uniform(65, 110))


@dataclass(slots=True)
class _Practice:
    child: DemoChild
    parts: Parts
    rng: random.Random
    history: History
    events: list[Event] = field(default_factory=list)

    def sit_down(self, at: datetime) -> None:
        """A whole session from then on."""
        self.events = []
        for _ in range(self.rng.randint(*SITTING)):
            at = self._one_exercise(at) + timedelta(seconds=self.rng.uniform(*BETWEEN_SECONDS))

    def _one_exercise(self, at: datetime) -> datetime:
        """Choose, answer until it goes on, learn; the moment when it is done."""
        parts, history = self.parts, self.history
        so_far = sitting(self.events, at)
        domain = turn([parts.catalogue.exercises[one].domain for one in so_far.given], self.rng)
        choice = self._choice(domain, so_far, at)
        exercise = parts.catalogue.exercises[choice.item.exercise]
        line = opening_line(exercise.kind, choice.reason.because, so_far, parts.lines, parts.can_listen, self.rng)
        served = served_row(self.child.pupil_id, choice, line, parts.learner, at)
        history.served.append(served)
        self.events.append(Event(at, served.id, line.act, line.text, given=exercise.id))
        before: list[Attempt] = []
        then = "again"
        while then == "again":
            at += timedelta(seconds=self.rng.uniform(*_seconds(exercise)))
            attempt = self._one_answer(exercise, served, before, at)
            history.attempts.append(attempt)
            history.state = mastery.after(history.state, attempt, parts.learner)
            before.append(attempt)
            then, said = attempt.reply["then"], attempt.reply["line"]
            self.events.append(Event(at, served.id, said["act"], said["text"], finished=then != "again"))
        for skill in exercise.skills:
            history.practised[skill] = history.practised.get(skill, 0) + 1
        return at

    def _choice(self, domain: Domain, so_far: Sitting, at: datetime) -> Choice:
        """Of all that his year may do; now and then a run of known facts."""
        parts, state = self.parts, self.history.state
        past = [one for served in self.history.served if served.served_at > at - REST and (one := Given.of(served))]
        may_begin = domain is Domain.MATHS and has_room(path_before(so_far, parts.length))
        fact = next_fact(parts, self.child.grade, past, state, at, may_begin=may_begin)
        if fact is None:
            candidates = parts.shelf.for_pupil(self.child.grade, domain)
            return parts.learner.choose(state, candidates, at.timestamp(), self.rng)
        return in_run(parts.learner.choose(state, fact.candidates, at.timestamp(), self.rng), fact.place)

    def _one_answer(self, exercise: Exercise, served: Served, before: Sequence[Attempt], at: datetime) -> Attempt:
        doublings = [math.log2(1 + self.history.practised.get(skill, 0)) for skill in exercise.skills]
        gained = PRACTICE_GAIN * sum(doublings) / len(doublings) + RETRY_GAIN * len(before)
        logit = (
            self.child.ability(exercise.domain) + gained - common_difficulty(exercise.difficulty, exercise.grade.value)
        )
        answer, hearing = self._answer(exercise, served, self.rng.random() < 1 / (1 + math.exp(-logit)), at)
        shown_at = before[-1].received_at if before else served.served_at
        sent = AttemptIn(
            id=uuid4(),
            served_id=served.id,
            answer=answer,
            latency_ms=int((at - shown_at).total_seconds() * 1000),
            hints=0,
            occurred_at=at,
        )
        so_far = sitting(self.events, at)
        return attempt_row(
            sent, served, exercise, hearing, before, so_far, self.parts, at, self.rng, history=lambda: {}
        )

    def _answer(self, exercise: Exercise, served: Served, right: bool, at: datetime) -> tuple[Answer, Hearing | None]:
        rng, content = self.rng, exercise.content
        if rng.random() < SKIPPED:
            return SkippedAnswer(), None
        doubted = rng.random() < UNSURE
        if isinstance(content, ReadAloud):
            words = self._read(content, Verdict.UNSURE if doubted else Verdict.CORRECT if right else Verdict.INCORRECT)
            return HeardAnswer(receipt=""), _hearing(exercise, served, words, None, at)
        if not isinstance(content, Compute):
            return by_hand(content, right, rng), None
        number = content.answer if right else _wrong_number(content, rng)
        if rng.random() < SPOKEN:
            return HeardAnswer(receipt=""), _hearing(exercise, served, [], None if doubted else number, at)
        return NumberAnswer(value=number), None

    def _read(self, content: ReadAloud, verdict: Verdict) -> list[HeardWord]:
        """All words read right, but one in eight (the longest are the hardest) when the verdict is another."""
        words = [word.text for word in content.words]
        hard = set(self.rng.choices(range(len(words)), [len(word) ** 2 for word in words], k=math.ceil(len(words) / 8)))
        seconds = self.rng.uniform(*WORD_PACE[content.unit is Unit.TEXT])
        return [
            HeardWord(
                word=word,
                verdict=verdict if place in hard else Verdict.CORRECT,
                probability=PROBABILITIES[verdict if place in hard else Verdict.CORRECT],
                start=round(place * seconds, 2),
                end=round((place + 1) * seconds - 0.05, 2),
                heard=None,
            )
            for place, word in enumerate(words)
        ]


def by_hand(
    content: Choose | Build | Write | Count | Ask | Columns | Handle, right: bool, rng: random.Random
) -> Answer:
    """A right answer of the hands, or one that a child in a hurry could give."""
    match content:
        case Ask():
            return WrittenAnswer(text=content.answers[0] if right else _WRONG_TEXTS[content.form])
        case Columns():
            result = content.result if right else content.result + rng.choice([10, 1, 2])
            return ColumnsAnswer(digits=[int(digit) for digit in reversed(str(result))])
        case Handle():
            return HandledAnswer(figure=solved(content.figure, content.goal) if right else _half_done(content))
        case Count():
            wrong = [n for n in (content.answer - 1, content.answer + 1) if 0 < n <= content.most]
            return NumberAnswer(value=content.answer if right else rng.choice(wrong))
        case Write():
            written = content.answers[0]
            return WrittenAnswer(text=written if right else written[:-1] or "?")
        case Choose():
            others = [place for place in range(len(content.options)) if place not in content.answers]
            return ChosenAnswer(options=list(content.answers) if right or not others else [rng.choice(others)])
        case Build():
            left, tiles = list(range(len(content.tiles))), []
            for text in content.answers[0]:
                tiles.append(next(place for place in left if content.tiles[place] == text))
                left.remove(tiles[-1])
            return BuiltAnswer(tiles=tiles if right else tiles[:-1] or left[:1] or tiles)


def _half_done(content: Handle) -> Figure:
    """The answer with one of its pieces changed, where that can be done; else the answer."""
    done = solved(content.figure, content.goal)
    for name in ("mark", "ones", "filled", "hour", "end", "laid", "shaded", "cells", "groups", "segments", "moves"):
        kept = getattr(done, name, None)
        changed = kept[:-1] if isinstance(kept, tuple) else kept - 1 if isinstance(kept, int) and kept else kept
        state = done.model_copy(update={name: changed}) if kept else done
        if state not in (done, content.figure) and may_become(content.figure, state):
            return done if reached(content.goal, state) else state
    return done


def _wrong_number(content: Compute, rng: random.Random) -> int:
    """Most often one too few or too many (the start was counted), sometimes one of the numbers."""
    slips = [content.answer - 1, content.answer - 1, content.answer + 1, content.answer + 2, content.left]
    return rng.choice([slip for slip in slips if slip != content.answer and 0 <= slip <= content.largest])


def _seconds(exercise: Exercise) -> tuple[float, float]:
    content = exercise.content
    return SECONDS.get(content.unit, WORD_SECONDS) if isinstance(content, ReadAloud) else COMPUTING_SECONDS


def _fluency(words: Sequence[HeardWord]) -> Fluency:
    seconds = max(word.end or 0.0 for word in words)
    right = sum(word.verdict is not Verdict.INCORRECT for word in words)
    return Fluency(mclm=round(60 * right / seconds), phrasing=3, reading_seconds=seconds, reached=len(words), events=[])


def _hearing(exercise: Exercise, served: Served, words: list[HeardWord], number: int | None, at: datetime) -> Hearing:
    content = exercise.content
    verdicts = {word.verdict for word in words}
    worst = Verdict.CORRECT
    for verdict in (Verdict.UNSURE, Verdict.INCORRECT):
        worst = verdict if verdict in verdicts else worst
    return Hearing(
        pupil_id=served.pupil_id,
        served_id=served.id,
        kind=exercise.kind,
        verdict=worst if words else Verdict.UNSURE if number is None else Verdict.CORRECT,
        words=words,
        number=number,
        fluency=_fluency(words) if isinstance(content, ReadAloud) and content.unit is Unit.TEXT else None,
        probability=0.5 if number is None else 0.95,
        engine=ENGINE,
        at=at,
    )
