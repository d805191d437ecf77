"""Small words and near words: tool words, un or une, two words one sound apart, invented words."""

from collections.abc import Iterator, Mapping, Sequence

from exercises.activities import Activity
from exercises.exercise import Exercise, Grade, Option, Prompt, ReadAloud, Unit, Write
from exercises.reading.making.workshop import Workshop
from exercises.reading.pseudo_words import PseudoWord
from exercises.reading.words import Word

NOUNS = 400
"""The most frequent nouns, before which un or une is chosen."""
PAIRS = 25
"""Pairs of words, at most, for each confusion."""
_SHORT_SYLLABLES = 2


def tool_words(workshop: Workshop, sets: Sequence[Sequence[str]]) -> Iterator[Exercise]:
    """Each tool word read at a glance, and written."""
    for number, words in enumerate(sets, start=1):
        for word in words:
            yield workshop.exercise(
                Activity.READ_TOOL_WORD,
                word,
                ReadAloud(unit=Unit.WORD, text=word, words=workshop.read_words(word)),
                grade=Grade.CP,
                skills=[f"reading.tool_words.set_{number}", "reading.tool_words"],
                level=1,
                harder=0.1 * (number - 3),
                theme=f"word {word}",
            )
            yield workshop.exercise(
                Activity.DICTATION_KEYBOARD,
                f"tool.{word}",
                Write(prompt=Prompt(say=word), answers=(word,)),
                grade=Grade.CP,
                skills=["reading.spelling.tool_words"],
                level=1,
                harder=0.1 * (number - 3),
                theme=f"word {word}",
            )


def articles(workshop: Workshop, words: Sequence[Word]) -> Iterator[Exercise]:
    """un or une, le or la."""
    nouns = [word for word in words if word.article in ("un", "une", "le", "la")][:NOUNS]
    for word in nouns:
        pair = ("un", "une") if word.article in ("un", "une") else ("le", "la")
        wrong = pair[1 - pair.index(word.article)]
        decoded = workshop.decoder.said(word.text, word.phones)
        content = workshop.choice(
            word.text, Prompt(text=f"___ {word.text}"), [Option(text=word.article)], [Option(text=wrong)]
        )
        yield workshop.exercise(
            Activity.ARTICLES,
            word.text,
            content,
            grade=word.grade,
            skills=["reading.morphology.gender"],
            level=1,
            gpcs=decoded.gpcs,
            theme=f"word {word.text}",
        )


def close_sounds(workshop: Workshop, pairs: Mapping[str, Sequence[tuple[Word, Word]]]) -> Iterator[Exercise]:
    """Which of two words is said, when one sound tells them apart."""
    for name, every in pairs.items():
        for one, other in every[:PAIRS]:
            key = f"{name}.{one.text}.{other.text}"
            content = workshop.choice(key, Prompt(say=one.text), [Option(text=one.text)], [Option(text=other.text)])
            yield workshop.exercise(
                Activity.CLOSE_SOUNDS,
                key,
                content,
                grade=max(one.grade, other.grade, key=list(Grade).index),
                skills=["reading.sounds.phonemes_close"],
                gpcs=workshop.decoder.said(one.text, one.phones).gpcs
                | workshop.decoder.said(other.text, other.phones).gpcs,
                theme=f"pair {one.text} {other.text}",
            )


def invented_words(workshop: Workshop, words: Sequence[PseudoWord]) -> Iterator[Exercise]:
    """Words that do not exist: only decoding reads them."""
    for word in words:
        decoded = workshop.decoder.said(word.text, word.phones)
        short = len(word.syllables) <= _SHORT_SYLLABLES
        skill = "reading.pseudo_words.short" if short else "reading.pseudo_words.long"
        yield workshop.exercise(
            Activity.READ_PSEUDO_WORD,
            word.text,
            ReadAloud(unit=Unit.PSEUDO_WORD, text=word.text, words=workshop.read_words(word.text)),
            grade=Grade.CP,
            skills=workshop.with_gpc(skill, decoded.gpcs),
            level=1 if len(word.syllables) == 1 else 2 if short else 3,
            gpcs=decoded.gpcs,
            harder=0.3 * (len(word.syllables) - 2),
            theme=f"invented {word.text}",
        )
