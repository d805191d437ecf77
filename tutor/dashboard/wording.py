"""Exercises and answers in a few French words, for the teacher."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from exercises.exercise import Ask, Build, Choose, Columns, Compute, Exercise, Handle, ReadAloud, Unit
from exercises.figures import Clock, Figure, FractionBar, Money, value
from exercises.given import number_of
from speech.slips import every_slip
from speech.verdicts import Verdict
from tutor.practice.schemas import HeardWord

NBSP = "\u00a0"
SHORT = 40
# How many misread words are named before « … ».
NAMED = 3
_FIGURE: TypeAdapter[Figure] = TypeAdapter(Figure)
_AROUND_A_WORD = '.,;:!?…«»"()–—- \u00a0\u202f'


def exercise_in_words(exercise: Exercise | None, exercise_id: str) -> str:
    """« le bateau », « 3 + 4 », a text by its title; the identifier when the content no longer has it."""
    if exercise is None:
        return exercise_id
    content = exercise.content
    if isinstance(content, ReadAloud):
        return content.title if content.unit is Unit.TEXT and content.title else _shortened(content.text)
    if isinstance(content, Compute):
        return f"{content.left} {_sign(content.operator)} {content.right}"
    if isinstance(content, Columns):
        return f" {_sign(content.operator)} ".join(map(str, content.operands)) + " (posée)"
    prompt = content.prompt
    return _shortened(prompt.text or prompt.title or prompt.say or exercise.instruction)


def given_in_words(exercise: Exercise | None, answer: Mapping[str, Any]) -> str:
    """What was chosen, built or written, as the pupil saw it; nothing for other answers or a content that is gone."""
    content = exercise.content if exercise is not None else None
    if isinstance(content, Choose) and answer["type"] == "chosen":
        chosen = [content.options[place] for place in answer["options"] if place < len(content.options)]
        return ", ".join(option.text or option.say or "une image" for option in chosen)
    if isinstance(content, Build) and answer["type"] == "built":
        built = [content.tiles[place] for place in answer["tiles"] if place < len(content.tiles)]
        return (content.joined if content.joined != "\n" else " / ").join(built)
    if isinstance(content, Handle) and answer["type"] == "handled":
        return figure_in_words(_FIGURE.validate_python(answer["figure"]))
    if answer["type"] == "columns":
        written = number_of(tuple(answer["digits"]))
        return "un nombre à trous" if written is None else str(written)
    unit = f" {content.unit}" if isinstance(content, Ask) and content.unit else ""
    return f"{answer['text']}{unit}" if answer["type"] == "written" else ""


def figure_in_words(figure: Figure) -> str:
    """What a figure shows: « 3 h 05 », « 2,50 € », « 3/4 », « 45 »; nothing when it shows no number."""
    shown = value(figure)
    if shown is None:
        return ""
    if isinstance(figure, Clock):
        return f"{figure.hour} h {figure.minute:02}"
    if isinstance(figure, Money):
        return f"{int(shown) // 100},{int(shown) % 100:02} €"
    return f"{len(figure.shaded)}/{figure.parts}" if isinstance(figure, FractionBar) else str(shown)


def answer_in_words(
    answer: Mapping[str, Any],
    exercise: str,
    verdict: Verdict,
    number: int | None,
    words: Sequence[HeardWord],
    given: str = "",
) -> str:
    """What was answered: « a dit 13 », « a lu : le bateau (1 mot à revoir : … ) », « a passé ».

    `exercise` as `exercise_in_words` gives it, `given` as `given_in_words`; `number` and `words` as in the reply.
    """
    match answer["type"]:
        case "chosen" | "built" | "written" | "columns" | "handled":
            return "a trouvé" if verdict is Verdict.CORRECT else f"a répondu{NBSP}: {given or '…'}"
        case "number":
            return f"a répondu {number}"
        case "heard" if words:
            return f"a lu{NBSP}: {exercise}{_on_reading(verdict, words)}"
        case "heard":
            return "a répondu à voix haute (nombre mal entendu)" if number is None else f"a dit {number}"
        case "confirmed":
            return "a dit non au nombre entendu" if number is None else f"a dit {number}, et l'a confirmé"
        case "judged":
            judged = "c'était pareil" if answer["same"] else "ce n'était pas pareil"
            return f"a écouté le modèle et a jugé{NBSP}: {judged}"
    return "a passé"


def bare_word(word: str) -> str:
    """A word of a text without the signs around it."""
    return word.strip(_AROUND_A_WORD)


def _sign(operator: str) -> str:
    return "−" if operator == "-" else operator


def _on_reading(verdict: Verdict, words: Sequence[HeardWord]) -> str:
    if verdict is Verdict.UNSURE:
        return " (écoute incertaine)"
    misread = [word for word in words if word.verdict is Verdict.INCORRECT]
    if not misread:
        return ""
    named = ", ".join(_misread(word) for word in misread[:NAMED]) + (", …" if len(misread) > NAMED else "")
    return f" ({len(misread)} {'mot' if len(misread) == 1 else 'mots'} à revoir{NBSP}: {named})"


def _misread(word: HeardWord) -> str:
    """« gâteau, entendu « bateau », g lu comme b »; phones where no real word was heard."""
    shown = bare_word(word.word)
    heard = f"«{NBSP}{word.heard}{NBSP}»" if word.heard else f"/{word.phones}/" if word.phones else ""
    slip = every_slip().get(word.slip or "")
    return ", ".join([shown, *([f"entendu {heard}"] if heard else []), *([slip.teacher] if slip else [])])


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rsplit(' ', 1)[0]}…"
