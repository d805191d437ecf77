"""What is practised in a conversation: exercises chosen, marked and kept exactly as by touch; hints and explanations.

Runs on a thread of its own, one call at a time; each call is a transaction.
"""

import random
from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid5

import structlog
from sqlalchemy import Engine

from exercises.exercise import Domain, Exercise
from exercises.figures import Figure
from exercises.given import Given
from exercises.hints import STEPS, Hint, hint_after
from speech.verdicts import Verdict
from tutor.companion.dialogue.events import Outcome
from tutor.companion.dialogue.questions import NO_QUESTION, Question
from tutor.companion.talk.questions import answer_of, asked, can_be_asked, in_french, padded, question_of
from tutor.companion.talk.schemas import QuestionAsked, TalkTouched
from tutor.companion.talk.strategies import Strategies
from tutor.db import reading
from tutor.errors import BadInputError, ConflictError, NotFoundError
from tutor.practice import repository, service
from tutor.practice.answers import given_in
from tutor.practice.parts import Parts
from tutor.practice.schemas import Answer, AttemptIn, AttemptOut, PathOut, SkippedAnswer
from tutor.practice.shown import Solution, solution
from tutor.practice.wanted import Wanted

log = structlog.get_logger("tutor.talk")

_OUTCOMES = {
    Verdict.CORRECT: Outcome.RIGHT,
    Verdict.INCORRECT: Outcome.WRONG,
    Verdict.UNSURE: Outcome.UNREADABLE,
}
_LOOK = 2
"""The hint that shows a figure: it goes with the explanation too."""


class Practising:
    """One pupil's exercises in one conversation; the one on the table is `question`."""

    def __init__(
        self,
        engine: Engine,
        pupil_id: UUID,
        parts: Parts,
        strategies: Strategies,
        clock: Callable[[], datetime],
        rng: random.Random,
    ) -> None:
        self._engine = engine
        self._pupil_id = pupil_id
        self._parts = parts
        self._strategies = strategies
        self._clock = clock
        self._rng = rng
        self._exercise: Exercise | None = None
        self._misses: list[Given] = []
        self._hints = 0
        self._marked = 0
        self._answered = False
        self._given_at = clock()
        self.question = NO_QUESTION
        self.path: PathOut | None = None

    def sittings(self) -> int:
        """On how many days this pupil has worked already."""
        with reading(self._engine) as session:
            latest = repository.latest_attempts_for_pupil(session, self._pupil_id, 500)
            return len({attempt.occurred_at.date() for attempt in latest})

    def give(self, easier: bool) -> Question | None:
        """The next question; None when there is none left that can be asked aloud.

        One that is left without an answer is kept as skipped, as by touch: it is not given again at once.
        """
        if self._exercise is not None and not self._answered:
            self._keep(SkippedAnswer(), None)
        wanted = Wanted(Domain.MATHS, can_be_asked, easier)
        try:
            with reading(self._engine) as session:
                served = service.give_next(
                    self._engine, session, self._pupil_id, wanted, self._parts, self._clock(), self._rng
                )
        except NotFoundError:
            return None
        exercise = self._parts.catalogue.exercises[served.exercise_id]
        self._exercise, self._misses, self._hints, self._marked = exercise, [], 0, 0
        self._answered = False
        self._given_at = self._clock()
        self.path = served.path
        self.question = question_of(exercise, str(served.served_id), self._strategies.offered(exercise, self._rng))
        return self.question

    def shown(self) -> QuestionAsked:
        """The question on the table as the tablet shows it."""
        return asked(self._now(), self.question)

    def mark(self, value: str, touched: TalkTouched | None = None) -> Outcome:
        """Have this answer marked and kept, once. `touched`: how it was answered, when it was by touch."""
        figure = touched.figure if touched else None
        answer = answer_of(self._now(), self.question.grammar, value, figure)
        if answer is None:
            return Outcome.UNREADABLE
        self._marked += 1
        reply = self._keep(answer, touched)
        if reply is None:
            return Outcome.UNREADABLE
        self.path = reply.path
        # What is unsure was not kept: the answer could not be read.
        self._answered = self._answered or reply.verdict is not Verdict.UNSURE
        if reply.verdict is Verdict.INCORRECT:
            self._misses.append(given_in(answer.model_dump(mode="json"), reply.number))
        return _OUTCOMES[reply.verdict]

    def record_late(self, touched: TalkTouched) -> None:
        """Keep what was touched before the line dropped, if it was not kept; what cannot be is let go."""
        try:
            served_id = UUID(touched.question)
        except ValueError:
            return  # of a lesson: nothing of it is kept
        with reading(self._engine) as session:
            served = repository.served_for_pupil(session, self._pupil_id, served_id)
        exercise = self._parts.catalogue.exercises.get(served.exercise_id) if served else None
        if exercise is None or not can_be_asked(exercise):
            return
        self._exercise, self.question = exercise, question_of(exercise, touched.question)
        self.mark(touched.value, touched)
        self._exercise, self.question = None, NO_QUESTION

    def hint(self, number: int) -> Hint | None:
        """The hint of this number, from 1."""
        self._hints = max(self._hints, number)
        return self._hint(number)

    def explanation(self) -> tuple[list[str], Figure | None, Solution | None]:
        """How it is found: a worked cousin, what shows it, the answer."""
        exercise = self._now()
        self._hints = STEPS
        worked, look = self._hint(STEPS), self._hint(_LOOK)
        return [worked.line] if worked else [], look.figure if look else None, solution(exercise.content)

    def in_french(self, value: str) -> str:
        """An answer as Rivet says it."""
        return in_french(self._now(), self.question.grammar, value)

    def _now(self) -> Exercise:
        if self._exercise is None:
            raise RuntimeError("nothing is asked yet")
        return self._exercise

    def _hint(self, step: int) -> Hint | None:
        with reading(self._engine) as session:
            history = service.misconceptions_of(session, self._pupil_id, self._parts.catalogue)
        exercise = self._now()
        named = hint_after(exercise, padded(self._misses, step), history)
        hint = named or hint_after(exercise, padded([], step), history)
        if hint is not None:
            self._parts.lines.may_say(hint.line)
        return hint

    def _keep(self, answer: Answer, touched: TalkTouched | None) -> AttemptOut | None:
        """Record this answer; None when it is refused."""
        try:
            return self._record(answer, touched)
        except (NotFoundError, ConflictError, BadInputError) as error:
            log.info("talk_answer_refused", reason=str(error))
            return None

    def _record(self, answer: Answer, touched: TalkTouched | None) -> AttemptOut:
        now = self._clock()
        served_id = UUID(self.question.id)
        milliseconds = int((now - self._given_at).total_seconds() * 1000)
        sent = AttemptIn(
            # What is said has no id of the tablet: the n-th answer to this question has always the same.
            id=touched.id if touched else uuid5(served_id, f"said {self._given_at.isoformat()} {self._marked}"),
            served_id=served_id,
            answer=answer,
            latency_ms=touched.latency_ms if touched else max(0, min(86_400_000, milliseconds)),
            hints=self._hints,
            occurred_at=touched.occurred_at if touched else now,
        )
        with reading(self._engine) as session:
            return service.answer(self._engine, session, self._pupil_id, sent, self._parts, now, self._rng)
