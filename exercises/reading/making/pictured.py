"""Words and their pictures: from the one to the other and back."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from exercises.activities import Activity
from exercises.exercise import Exercise, Option, Prompt
from exercises.reading.making.sounds import beside
from exercises.reading.making.workshop import Workshop
from exercises.reading.pictures import Picture

_OTHERS = 3


def pictured(workshop: Workshop, pictures: Sequence[Picture]) -> Iterator[Exercise]:
    """All exercises that join a written word and a picture."""
    for picture in pictures:
        key = picture.word.text
        same_kind = [other for other in pictures if other.word.nature == picture.word.nature]
        # Words that begin or end alike oblige to read to the end.
        near = sorted(same_kind, key=lambda other: -_alike(other.word.text, key))[:24]
        others = beside(picture, key, near, _OTHERS)
        content = workshop.choice(
            key,
            Prompt(text=picture.word.with_article),
            [Option(picture=picture.hexcode)],
            [Option(picture=other.hexcode) for other in others],
        )
        decoded = workshop.decoder.said(picture.word.text, picture.word.phones)
        yield workshop.exercise(
            Activity.WORD_TO_PICTURE,
            key,
            content,
            grade=picture.word.grade,
            skills=workshop.with_gpc("reading.comprehension.words", decoded.gpcs),
            level=1 if len(key) <= 5 else 2,
            gpcs=decoded.gpcs,
            theme=f"word {key}",
        )
        words = [picture, *others]
        content = workshop.choice(
            key,
            Prompt(picture=picture.hexcode),
            [Option(text=picture.word.with_article)],
            [Option(text=other.word.with_article) for other in others],
        )
        yield workshop.exercise(
            Activity.PICTURE_TO_WORD,
            key,
            content,
            grade=picture.word.grade,
            skills=workshop.with_gpc("reading.comprehension.words", decoded.gpcs),
            level=1 if len(key) <= 5 else 2,
            read=[other.word.text for other in words],
            theme=f"word {key}",
        )


def _alike(one: str, other: str) -> int:
    """Letters that two words have in common at the beginning and at the end."""
    return _same_start(one, other) + _same_start(one[::-1], other[::-1])


def _same_start(one: str, other: str) -> int:
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
