"""Discovery lessons: Rivet says, shows, asks, and answers what the child does. One file a lesson (lesson_files.py).

A lesson is steps, one after the other; what stands on the table stays until another figure is shown.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from pydantic import TypeAdapter, ValidationError

from exercises.activities import Activity
from exercises.exercise import Ask, Choose, Content, Domain, Exercise, Grade, Handle, Option, Prompt
from exercises.figures import Figure, value
from exercises.frozen import Frozen
from exercises.handling import Goal, settled
from exercises.marking import mark_asked, mark_chosen, mark_handled

PREFIX = "lesson."
_FIGURE: TypeAdapter[Figure] = TypeAdapter(Figure)


class Way(StrEnum):
    """How a question is answered."""

    NUMBER = "nombre"
    CHOICE = "choix"
    YES_NO = "oui-non"
    COMPARISON = "comparaison"
    HANDS = "mains"


class Part(Frozen):
    """Sentences that Rivet says together, and the figure that he lays on the table before, if he changes it."""

    sentences: tuple[str, ...] = ()
    figure: Figure | None = None


class Choice(Frozen):
    """One of the answers: what is written and said, other ways to say it, and its drawing."""

    key: str
    text: str
    said: tuple[str, ...] = ()
    figure: Figure | None = None


class Slip(Frozen):
    """Answers that the author expects to be wrong, and what Rivet answers to them: keys, numbers or figures.

    A number stands, for hands, for any state that shows it.
    """

    answers: tuple[str | Figure, ...]
    reply: Part


class Asked(Frozen):
    """A question. `right`: what is accepted, or `goal` for hands; neither in a prediction, where any answer is welcome.

    `slips` are answered by name, `else_wrong` answers the other wrong ones. `help` shows without telling;
    `explanation` tells.
    """

    way: Way
    sentence: str
    right: tuple[str, ...] = ()
    goal: Goal | None = None
    largest: int = 0
    choices: tuple[Choice, ...] = ()
    when_right: Part
    slips: tuple[Slip, ...] = ()
    else_wrong: Part | None = None
    help: Part | None = None
    explanation: Part | None = None

    @property
    def is_prediction(self) -> bool:
        """Whether the child only says what he thinks will happen."""
        return not self.right and self.goal is None


class Step(Frozen):
    """What Rivet says and shows, then what he asks. `table`: what is seen when he asks."""

    told: Part
    asked: Asked | None = None
    table: Figure | None = None


class Lesson(Frozen):
    """`skills` are those it is about, `practice` those handed over to; `minutes`: how long it lasts, about."""

    slug: str
    title: str
    grade: Grade
    skills: tuple[str, ...]
    minutes: int
    steps: tuple[Step, ...]
    practice: tuple[str, ...]

    def question_id(self, step: int) -> str:
        """The id of the question of this step, counted from 0."""
        return f"{PREFIX}{self.slug}.{step}"

    def exercise(self, step: int) -> Exercise:
        """The question of this step as an exercise, shown and marked as any other; ValueError when it asks none."""
        asked = self.steps[step].asked
        if asked is None:
            raise ValueError(f"step {step} of {self.slug} asks nothing")
        return Exercise(
            id=self.question_id(step),
            domain=Domain.MATHS,
            grade=self.grade,
            level=1,
            activity=Activity.COMPUTE,  # it is served by the lesson alone: nothing chooses it by its activity
            skills=self.skills,
            difficulty=0.0,
            instruction=asked.sentence,
            content=_content(asked, self.steps[step].table),
        )

    def marked(self, step: int, given: str) -> bool | None:
        """Whether this answer is right (a prediction always is); None when it cannot be read, or nothing was moved.

        `given` is a number, the key of a choice, or a figure as JSON.
        """
        exercise, asked = self.exercise(step), self.steps[step].asked
        match exercise.content:
            case Handle():
                try:
                    return mark_handled(exercise, _FIGURE.validate_json(given))
                except ValueError:  # not a figure, or not one that this hand can make
                    return None
            case Choose():
                keys = [choice.key for choice in asked.choices] if asked else []
                if given not in keys:
                    return None
                return asked is not None and (asked.is_prediction or mark_chosen(exercise, [keys.index(given)]))
            case Ask():
                right = mark_asked(exercise, given)
                return True if right is False and asked and asked.is_prediction else right
        return None

    def slip(self, step: int, given: str) -> Slip | None:
        """The wrong answer that the author expected, if this is one; for a prediction, the answer it is about."""
        asked = self.steps[step].asked
        for slip in asked.slips if asked else ():
            if any(_same(answer, given) for answer in slip.answers):
                return slip
        return None

    def parts(self) -> Iterator[Part]:
        """Everything that Rivet may say or show, the questions apart."""
        for step in self.steps:
            yield step.told
            if step.asked is not None:
                asked = step.asked
                yield asked.when_right
                yield from (slip.reply for slip in asked.slips)
                yield from (part for part in (asked.else_wrong, asked.help, asked.explanation) if part is not None)

    def texts(self) -> Iterator[str]:
        """Everything that Rivet may say: its title, sentences, questions, choices."""
        yield self.title
        for step in self.steps:
            if step.asked is not None:
                yield step.asked.sentence
                yield from (choice.text for choice in step.asked.choices)
        for part in self.parts():
            yield from part.sentences


class Lessons:
    """All of them, in the order of their skills."""

    def __init__(self, lessons: Mapping[str, Lesson]) -> None:
        self.by_slug: Mapping[str, Lesson] = MappingProxyType(dict(lessons))

    def __iter__(self) -> Iterator[Lesson]:
        return iter(self.by_slug.values())

    def about(self, skill: str) -> Lesson | None:
        """The lesson that introduces this skill."""
        return next((lesson for lesson in self if skill in lesson.skills), None)

    def exercise(self, question: str) -> Exercise | None:
        """The question with this id, as an exercise; None when it is none of a lesson."""
        slug, _, step = question.removeprefix(PREFIX).rpartition(".")
        lesson = self.by_slug.get(slug) if question.startswith(PREFIX) else None
        if lesson is None or not step.isdecimal() or int(step) >= len(lesson.steps):
            return None
        return lesson.exercise(int(step)) if lesson.steps[int(step)].asked else None

    def texts(self) -> Iterator[str]:
        """Everything that is said in them."""
        for lesson in self:
            yield from lesson.texts()


def _same(answer: str | Figure, given: str) -> bool:
    """Whether what was given is this answer; a figure is given as JSON."""
    try:
        state = _FIGURE.validate_json(given)
    except ValidationError:
        return answer == given
    if isinstance(answer, str):
        return value(state) == Fraction(answer)
    return settled(answer) == settled(state)


def _content(asked: Asked, table: Figure | None) -> Content:
    prompt = Prompt(say=asked.sentence, figure=table)
    if asked.way is Way.NUMBER:
        return Ask(prompt=prompt, answers=asked.right or ("0",), largest=asked.largest)
    if asked.way is Way.HANDS:
        if table is None or asked.goal is None:
            raise ValueError("hands need a figure to handle and what it must become")
        return Handle(prompt=Prompt(say=asked.sentence), figure=table, goal=asked.goal)
    keys = [choice.key for choice in asked.choices]
    options = tuple(Option(text=choice.text, say=choice.text, figure=choice.figure) for choice in asked.choices)
    return Choose(prompt=prompt, options=options, answers=(keys.index(asked.right[0]) if asked.right else 0,))
