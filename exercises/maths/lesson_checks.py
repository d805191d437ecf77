"""What a discovery lesson must be: short sentences in good type, answers that can be given, three to six minutes."""

from collections.abc import Iterator
from fractions import Fraction

from exercises.figures import Figure
from exercises.handling import Worth, solved
from exercises.maths.lessons import Asked, Lesson, Part, Way
from exercises.maths.number_words import in_words
from exercises.sources import Branch, Place
from exercises.typography import faults, set_in_type, unbalanced_quotes

MOST_WORDS = 14
MOST_SENTENCES = 3
"""Said together."""
FEWEST_QUESTIONS = 4
LEAST_MINUTES, MOST_MINUTES = 3, 6
_WORDS_PER_SECOND = 2.2
_BREATH = 0.7  # seconds after a sentence
_LOOK = 2.0  # at a new figure
_SECONDS = {Way.NUMBER: 12.0, Way.CHOICE: 9.0, Way.YES_NO: 7.0, Way.COMPARISON: 8.0, Way.HANDS: 28.0}
"""That a child of this age takes to look, think and answer."""
_MISSED = 0.3
"""The part of the questions that a child misses once: the reply is heard, and he answers again."""


def check_sentence(branch: Branch) -> str:
    """A sentence that Rivet can say; a keyboard's apostrophes and spaces are set in type."""
    sentence = set_in_type(branch.text())
    for fault in faults(sentence):
        raise branch.place.error(fault)
    if unbalanced_quotes(sentence):
        raise branch.place.error("« and » do not go by pairs")
    if len(words(sentence)) > MOST_WORDS:
        raise branch.place.error(f"{len(words(sentence))} words, at most {MOST_WORDS}: cut it in two")
    return sentence


def words(sentence: str) -> list[str]:
    """Its words: what stands between spaces and has a letter."""
    return [word for word in sentence.split() if any(letter.isalpha() for letter in word)]


def check_question(branch: Branch, lesson: Lesson, step: int) -> None:
    """What is expected is marked right, each slip wrong, and help is there for whoever misses."""
    asked = lesson.steps[step].asked
    if asked is None:
        return
    place = branch.place
    if asked.way is Way.HANDS:
        try:
            lesson.exercise(step)
        except ValueError as error:
            raise place.error(str(error)) from None
    for answer in right_answers(lesson, step):
        if lesson.marked(step, answer) is not True:
            raise place.error(f"what is expected ({answer}) is not marked right: is it on the table already?")
    if asked.is_prediction:
        return
    if asked.help is None or asked.explanation is None:
        raise place.error("'aide' and 'explication' are needed: a child may miss this question")
    if asked.way in (Way.NUMBER, Way.HANDS, Way.CHOICE) and not asked.slips:
        raise place.error("a likely wrong answer is needed ('si')")
    for slip in asked.slips:
        for wrong in slip.answers:
            if asked.way is Way.NUMBER and isinstance(wrong, str) and int(wrong) > asked.largest:
                raise place.error(f"{wrong} cannot be typed: {asked.largest} at most (change 'plus_grand')")
            try:
                marked = lesson.marked(step, as_given(wrong, asked, lesson.steps[step].table))
            except ValueError:
                marked = None
            if marked is not False:
                named = wrong if isinstance(wrong, str) else wrong.tool
                raise place.error(f"the wrong answer {named} is right, or cannot be given")
    _check_not_told(place, asked)


def as_given(answer: str | Figure, asked: Asked, table: Figure | None) -> str:
    """A wrong answer as a child would give it: for hands, a number stands for a state that shows it."""
    if isinstance(answer, str) and asked.way is Way.HANDS and table is not None:
        worth = Fraction(answer)
        answer = solved(table, Worth(value=worth.numerator, denominator=worth.denominator))
    return answer if isinstance(answer, str) else answer.model_dump_json()


def right_answers(lesson: Lesson, step: int) -> Iterator[str]:
    """Every answer that the author expects, as it is given; for a prediction, one that is possible."""
    asked, table = lesson.steps[step].asked, lesson.steps[step].table
    if asked is None:
        return
    if asked.goal is not None and table is not None:
        if asked.goal.goal == "same":
            yield from (figure.model_dump_json() for figure in asked.goal.figures)
        else:
            yield solved(table, asked.goal).model_dump_json()
    elif asked.right:
        yield from asked.right
    else:
        yield asked.choices[0].key if asked.choices else "1"


def check_length(place: Place, lesson: Lesson) -> None:
    """Long enough to see an idea, short enough for a child, and as long as it says."""
    questions = [step.asked for step in lesson.steps if step.asked]
    if len(questions) < FEWEST_QUESTIONS:
        raise place.error(f"{len(questions)} questions, at least {FEWEST_QUESTIONS} are needed")
    if not any(asked.is_prediction for asked in questions):
        raise place.error("the child foresees nothing: one question at least has 'attendu: tout'")
    if not any(asked.way is Way.HANDS for asked in questions):
        raise place.error("the child handles nothing: one question at least has 'demande: mains'")
    if lesson.steps[-1].asked is not None:
        raise place.error("the last step asks: a lesson ends with the word for what was seen")
    for part in lesson.parts():
        if len(part.sentences) > MOST_SENTENCES:
            raise place.error(
                f"{len(part.sentences)} sentences together, at most {MOST_SENTENCES}: {part.sentences[0]}"
            )
    found = estimated_minutes(lesson)
    if not LEAST_MINUTES <= found <= MOST_MINUTES or round(found) != lesson.minutes:
        raise place.error(
            f"about {found:.1f} minutes, for {lesson.minutes} said ({LEAST_MINUTES} to {MOST_MINUTES} are possible)"
        )


def estimated_minutes(lesson: Lesson) -> float:
    """How long it lasts for a child who misses a question in three."""
    seconds = 0.0
    for step in lesson.steps:
        seconds += _said(step.told)
        if step.asked is not None:
            asked = step.asked
            once = _sentence(asked.sentence) + _SECONDS[asked.way]
            missed = 0.0 if asked.is_prediction else _MISSED * (once + _said(asked.help or Part()))
            seconds += once + missed + _said(asked.when_right)
    return seconds / 60


def _said(part: Part) -> float:
    return sum(map(_sentence, part.sentences)) + (_LOOK if part.figure else 0.0)


def _sentence(sentence: str) -> float:
    return len(words(sentence)) / _WORDS_PER_SECOND + _BREATH


def _check_not_told(place: Place, asked: Asked) -> None:
    """A number that is sought is in no reply but the explanation; « un » and « deux » are too common to tell."""
    if asked.way is not Way.NUMBER:
        return
    sought = {in_words(int(number)) for number in asked.right if int(number) > 2}
    replies = [slip.reply for slip in asked.slips] + [part for part in (asked.else_wrong, asked.help) if part]
    for part in replies:
        for sentence in part.sentences:
            told = sought & {
                word.strip(".,;:!?…«»\u00a0").casefold() for word in words(sentence.replace("\u00a0", " "))
            }
            if told:
                raise place.error(f"« {sentence} » tells the answer before the explanation")
