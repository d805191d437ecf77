"""From an exercise to what Rivet asks aloud, and from what was said or touched to an answer. Pure."""

import re
from collections.abc import Sequence
from itertools import takewhile

from exercises.exercise import Ask, Choose, Compute, Exercise, Form, Handle, Option
from exercises.figures import Figure
from exercises.given import Given
from exercises.hints import STEPS, hint_after
from speech.numbers import in_words
from tutor.companion.dialogue.questions import Grammar, Question
from tutor.companion.talk.schemas import OptionAsked, QuestionAsked
from tutor.practice.schemas import Answer, ChosenAnswer, HandledAnswer, NumberAnswer
from tutor.practice.shown import shown_content

MOST_OPTIONS = 4
HANDS = "hands"
"""The value of what was done with the hands: the figure goes beside it."""
YES_NO = frozenset({"oui", "non"})


def can_be_asked(exercise: Exercise) -> bool:
    """Whether Rivet can ask this aloud, and have it answered by a word or with the hands."""
    match exercise.content:
        case Compute() | Handle():
            return True
        case Ask(form=Form.NUMBER) as content:
            return content.may_be_said
        case Choose() as content:
            names = [_name(option) for option in content.options]
            distinct = len(set(names)) == len(names) <= MOST_OPTIONS
            return len(content.answers) == 1 and distinct and all(names)
    return False


def question_of(exercise: Exercise, served_id: str, strategies: Sequence[str] = ()) -> Question:
    """The question as the dialogue sees it: never its answer. The exercise is one that `can_be_asked`."""
    content = exercise.content
    grammar, largest, choices = Grammar.HANDS, 0, None
    if isinstance(content, Compute | Ask):
        grammar, largest = Grammar.NUMBER, content.largest
    elif isinstance(content, Choose):
        names = {str(place): _name(option) for place, option in enumerate(content.options)}
        if {name.casefold() for name in names.values()} == YES_NO:
            grammar = Grammar.YES_NO
        else:
            grammar, choices = Grammar.CHOICE, {key: _ways(content.options[int(key)]) for key in names}
    said = None if isinstance(content, Compute) else getattr(content, "prompt").say  # noqa: B009  of every other kind
    return Question(
        id=served_id,
        grammar=grammar,
        # A question says by itself what is to be done; what is to be shown or set does not.
        say=(said,) if said and said.endswith("?") else (exercise.instruction, *([said] if said else [])),
        largest=largest,
        choices=choices,
        hints=len(list(takewhile(lambda step: hint_after(exercise, padded([], step)), range(1, STEPS)))),
        activity=exercise.activity.value,
        strategies=tuple(strategies),
    )


def asked(exercise: Exercise, question: Question, keys: Sequence[str] | None = None) -> QuestionAsked:
    """The question as the tablet shows it. `keys` of the options, where they have their own (a lesson's)."""
    content = exercise.content
    options: list[OptionAsked] = []
    if isinstance(content, Choose):
        keys = keys or _keys(content.options, question.grammar)
        options = [
            OptionAsked(key=key, text=one.text, picture=one.picture, figure=one.figure, say=one.say)
            for key, one in zip(keys, content.options, strict=True)
        ]
    return QuestionAsked(
        id=question.id,
        grammar=question.grammar,
        content=shown_content(content),
        options=options,
        largest=question.largest,
    )


def answer_of(exercise: Exercise, grammar: Grammar, value: str, figure: Figure | None = None) -> Answer | None:
    """The answer, as a touch would give it; None for a value that is none of this question."""
    content = exercise.content
    if isinstance(content, Handle):
        return HandledAnswer(figure=figure) if figure is not None else None
    if isinstance(content, Choose):
        keys = _keys(content.options, grammar)
        return ChosenAnswer(options=[keys.index(value)]) if value in keys else None
    return NumberAnswer(value=int(value)) if value.isascii() and value.isdigit() and len(value) <= 5 else None


def in_french(exercise: Exercise, grammar: Grammar, value: str) -> str:
    """The value as Rivet says it: « J'ai entendu treize »."""
    content = exercise.content
    if isinstance(content, Choose):
        keys = _keys(content.options, grammar)
        return _name(content.options[keys.index(value)]) if value in keys else value
    return in_words(int(value)) if value.isascii() and value.isdigit() else value


def padded(misses: Sequence[Given], step: int) -> list[Given]:
    """So many misses that the hint of this step is the one that comes after them; help may be asked without any."""
    return [*[Given()] * (step - len(misses)), *misses[-step:]]


def _keys(options: Sequence[Option], grammar: Grammar) -> list[str]:
    if grammar is Grammar.YES_NO:
        return [_name(option).casefold() for option in options]
    return [str(place) for place in range(len(options))]


def _name(option: Option) -> str:
    return option.say or option.text or ""


def _ways(option: Option) -> tuple[str, ...]:
    """The ways of naming an option: as it is said, without its article, as it is written."""
    name = _name(option)
    bare = name.split(" ", 1)[1] if name.split(" ", 1)[0] in {"un", "une", "le", "la", "les", "des", "est"} else name
    number = in_words(int(name)) if name.isascii() and name.isdigit() else name
    short = re.sub(r" (?:que|à)$", "", bare)
    return tuple(dict.fromkeys((number, name, bare, short, *([option.text] if option.text else []))))
