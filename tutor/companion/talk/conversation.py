"""One conversation: events in, messages out. It joins the pure dialogue, or a lesson, to what is chosen and kept.

Knows no socket and no sound; runs on a thread, one event at a time.
"""

import random
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError

from exercises.maths.lessons import Lesson
from tutor.companion.dialogue import acts as do
from tutor.companion.dialogue import events as on
from tutor.companion.dialogue.manager import step as dialogue_step
from tutor.companion.dialogue.questions import Question
from tutor.companion.dialogue.state import Phase
from tutor.companion.dialogue.state import State as DialogueState
from tutor.companion.lessons.runner import State as LessonState
from tutor.companion.lessons.runner import step as lesson_step
from tutor.companion.lines import Lines
from tutor.companion.talk import schemas as out
from tutor.companion.talk.keeping import Keeping
from tutor.companion.talk.practising import Practising
from tutor.companion.talk.questions import HANDS, asked, in_french
from tutor.companion.talk.strategies import Strategies

log = structlog.get_logger("tutor.talk")

REMEMBERED = 60
"""Lines said, that are avoided as long as others are left."""
_MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Heard:
    """What the ear is opened for: the question that is asked (None: talk only)."""

    question: Question | None


class Conversation:
    """`listens`: what the child's turn is about, None when it is not his turn; `over`: nothing follows."""

    def __init__(
        self,
        practising: Practising,
        keeping: Keeping,
        lines: Lines,
        strategies: Strategies,
        rng: random.Random,
        lesson: Lesson | None = None,
    ) -> None:
        self._practising = practising
        self._keeping = keeping
        self._lines = lines
        self._strategies = strategies
        self._rng = rng
        self._lesson = lesson
        self._state: DialogueState | LessonState = LessonState(lesson) if lesson else DialogueState()
        self._said: deque[str] = deque(maxlen=REMEMBERED)
        self._touched: out.TalkTouched | None = None
        self._owes_note = False
        self.listens: Heard | None = None
        self.over = False

    @property
    def question(self) -> Question:
        """What is asked now."""
        return self._state.question

    def begin(self, minutes: float) -> list[out.TalkAct]:
        """The child is there."""
        return self.take(on.Began(minutes, self._practising.sittings()))

    def touch(self, touched: out.TalkTouched) -> list[out.TalkAct]:
        """An answer by touch. One for a question that is no longer asked only tells that the child is there."""
        if touched.question != self.question.id:
            return []
        self._touched = touched
        value = touched.value
        if self._lesson is not None and touched.figure is not None:
            value = touched.figure.model_dump_json()
        try:
            return self.take(on.Touched(value))
        finally:
            self._touched = None

    def take(self, event: on.Event) -> list[out.TalkAct]:
        """What Rivet does."""
        shown: list[out.TalkAct] = []
        waiting: deque[on.Event] = deque([event])
        for _ in range(_MOST_STEPS):
            if not waiting or self.over:
                break
            now = waiting.popleft()
            for act in self._step(now):
                waiting.extend(self._do(act, shown))
            if self._waits_for_a_mark(now):
                waiting.append(self._marked(self._touched.value if self._touched else HANDS, shown))
        if self._owes_note:
            self._tell_teacher()
        return shown

    def _tell_teacher(self) -> None:
        """Leave the note; when the database is busy the child is answered all the same, and it is tried again."""
        try:
            self._keeping.tell_teacher()
            self._owes_note = False
        except SQLAlchemyError:
            log.exception("note_not_kept_yet")

    def _step(self, event: on.Event) -> tuple[do.Act, ...]:
        if isinstance(self._state, LessonState):
            self._state, acts = lesson_step(self._state, event)
        else:
            self._state, acts = dialogue_step(self._state, event, self._rng)
        return acts

    def _waits_for_a_mark(self, event: on.Event) -> bool:
        """What was touched is marked at once; what was said comes back as an act."""
        touched = isinstance(event, on.Touched) and isinstance(self._state, DialogueState)
        return touched and isinstance(self._state, DialogueState) and self._state.phase is Phase.UNDERSTAND

    def _do(self, act: do.Act, shown: list[out.TalkAct]) -> Iterable[on.Event]:
        match act:
            case do.Next(easier):
                self.listens = None
                yield on.Given(self._practising.give(easier))
            case do.Mark(_, value):
                yield self._marked(value, shown)
            case do.TellTeacher():
                self._owes_note = True
            case do.HandOver(lesson, _):
                self._keeping.done(lesson)
            case do.Close(ending):
                self.over, self.listens = True, None
                shown.append(out.CloseAct(ending=ending))
            case do.Listen(question, strategies):
                # How he found is told to the tablet alone.
                self.listens = None if strategies else Heard(self.question if question else None)
                shown.append(out.ListenAct(strategies=strategies))
            case _:
                if not isinstance(act, do.Hush):
                    self.listens = None
                shown.extend(self._shown(act))

    def _marked(self, value: str, shown: list[out.TalkAct]) -> on.Marked:
        outcome = self._practising.mark(value, self._touched)
        shown.append(out.MarkedAct(outcome=outcome, value=value, path=self._practising.path))
        return on.Marked(self.question.id, outcome)

    def _shown(self, act: do.Act) -> Iterable[out.TalkAct]:
        match act:
            case do.Say(line, slots):
                yield out.SayAct(act=line, text=self._line(line, **slots))
            case do.SayWritten(_, sentences):
                for sentence in sentences:
                    yield out.SayAct(act="lesson", text=sentence)
            case do.Show(figure):
                yield out.ShowAct(figure=figure)
            case do.Ask(question, slowly):
                yield out.AskAct(question=self._asked(question), texts=list(question.say), slowly=slowly)
            case do.Confirm(_, value):
                yield out.ConfirmAct(value=value, text=self._in_french(value))
            case do.OfferTouch():
                yield out.OfferTouchAct()
            case do.OfferGoOn(stop):
                yield out.GoOnAct(stop=stop)
            case do.Hint(_, number):
                hint = self._practising.hint(number)
                text = hint.line if hint else self._line("help_compute")
                yield out.HintAct(number=number, text=text, figure=hint.figure if hint else None)
            case do.Explain():
                texts, look, solution = self._practising.explanation()
                yield out.ExplainAct(texts=texts, figure=look, solution=solution)
            case do.AskHow(_, keys):
                yield out.AskHowAct(strategies=[self._strategy(key) for key in keys if key in self._strategies.ways])
            case do.Hush():
                yield out.HushAct()
            case do.Celebrate():
                yield out.CelebrateAct()
            case do.Rest():
                yield out.RestAct()

    def _line(self, line: str, **slots: str) -> str:
        text = self._lines.choose(line, self._rng, avoid=self._said, **slots)
        self._said.append(text)
        return text

    def _strategy(self, key: str) -> out.Strategy:
        text = self._strategies.ways[key]
        self._lines.may_say(text)
        return out.Strategy(key=key, text=text)

    def _asked(self, question: Question) -> out.QuestionAsked:
        if not isinstance(self._state, LessonState):
            return self._practising.shown()
        keys = [choice.key for choice in self._state.asked.choices]
        return asked(self._state.lesson.exercise(self._state.step), question, keys)

    def _in_french(self, value: str) -> str:
        if isinstance(self._state, LessonState):
            texts = {choice.key: choice.text for choice in self._state.asked.choices}
            exercise = self._state.lesson.exercise(self._state.step)
            return texts.get(value) or in_french(exercise, self.question.grammar, value)
        return self._practising.in_french(value)
