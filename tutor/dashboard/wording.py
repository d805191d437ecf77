"""Exercises and answers in a few French words, for the teacher."""

from collections.abc import Mapping, Sequence
from typing import Any

from exercises.exercise import Build, Choose, Compute, Exercise, ReadAloud, Unit
from speech.slips import every_slip
from speech.verdicts import Verdict
from tutor.practice.schemas import HeardWord

NBSP = "\u00a0"
SHORT = 40
# How many misread words are named before « … ».
NAMED = 3
_AROUND_A_WORD = '.,;:!?…«»"()–—- \u00a0\u202f'


def exercise_in_words(exercise: Exercise | None, exercise_id: str) -> str:
    """« le bateau », « 3 + 4 », a text by its title; the identifier when the content no longer has it."""
    if exercise is None:
        return exercise_id
    content = exercise.content
    if isinstance(content, ReadAloud):
        return content.title if content.unit is Unit.TEXT and content.title else _shortened(content.text)
    if isinstance(content, Compute):
        sign = "−" if content.operator == "-" else content.operator
        return f"{content.left} {sign} {content.right}"
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
    return str(answer["text"]) if answer["type"] == "written" else ""


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
        case "chosen" | "built" | "written":
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
    shown = word.word.strip(_AROUND_A_WORD)
    heard = f"«{NBSP}{word.heard}{NBSP}»" if word.heard else f"/{word.phones}/" if word.phones else ""
    slip = every_slip().get(word.slip or "")
    return ", ".join([shown, *([f"entendu {heard}"] if heard else []), *([slip.teacher] if slip else [])])


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else f"{line[:SHORT].rsplit(' ', 1)[0]}…"
