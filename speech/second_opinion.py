"""A second opinion on what the ear heard: agreement may settle a doubt, disagreement makes one; it never decides alone.

The rules are pure and know no engine. How often each engine is right on pupils has not been measured, so the first
ear keeps its say, and nothing ever becomes *incorrect* here.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Protocol

from speech.audio import Clip
from speech.errors import SpeechError
from speech.numbers import parse
from speech.texts.pointing import PointsAtWords, WordPointer
from speech.verdicts import Reading, SpokenNumber, Verdict, WordVerdict, worst

ODDS: Final = 3.0
"""What an agreement multiplies the odds of a word by, and a disagreement divides them by: prudent, not fitted."""
LEANING: Final = 0.5
"""A doubt is settled only if the first ear already leant that way: P(read right), or P(this number), at least."""


class SecondEar(Protocol):
    """What is asked of the engine that gives the second opinion: a part of `speech.recogniser.Recogniser`."""

    @property
    def name(self) -> str:
        """As the protocol says."""
        ...

    def verify(self, clip: Clip, text: str) -> Reading:
        """As the protocol says."""
        ...

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        """As the protocol says."""
        ...


class SecondOpinion:
    """Asks a second recogniser. Safe to call from several threads if that one is."""

    def __init__(self, recogniser: SecondEar) -> None:
        self._recogniser = recogniser

    @property
    def name(self) -> str:
        """The second engine's name."""
        return self._recogniser.name

    def on_reading(self, first: Reading, clip: Clip, text: str) -> Reading:
        """`first`, weighed with what the second ear makes of the same clip; as it is when that one cannot say."""
        try:
            return weighed_reading(first, self._recogniser.verify(clip, text))
        except SpeechError:
            return first

    def pointer(self, words: Sequence[str]) -> WordPointer | None:
        """Who tells the word being read of a text, if the second ear can."""
        return self._recogniser.pointer(words) if isinstance(self._recogniser, PointsAtWords) else None

    def on_number(self, first: SpokenNumber, clip: Clip, maximum: int) -> SpokenNumber:
        """The same for a number."""
        try:
            return weighed_number(first, self._recogniser.number(clip, maximum))
        except SpeechError:
            return first


def weighed_reading(first: Reading, second: Reading) -> Reading:
    """Word by word; `first` as it is when the two do not speak of the same words."""
    if [word.word for word in first.words] != [word.word for word in second.words]:
        return first
    words = tuple(map(weighed_word, first.words, second.words))
    verdict = worst([word.verdict for word in words])
    return replace(
        first,
        verdict=verdict,
        words=words,
        engine=_engines(first, second),
        seconds=round(first.seconds + second.seconds, 3),
    )


def weighed_word(first: WordVerdict, second: WordVerdict) -> WordVerdict:
    """The first ear's verdict on a word, in the light of the second's."""
    if second.verdict is Verdict.UNSURE:
        return first
    agreed = second.verdict is Verdict.CORRECT
    factor = ODDS if agreed else 1.0 / ODDS
    odds = factor * first.probability
    probability = round(odds / (odds + 1.0 - first.probability), 4)
    verdict = first.verdict
    if verdict is Verdict.UNSURE and agreed and first.probability >= LEANING:
        verdict = Verdict.CORRECT
    elif verdict is not Verdict.UNSURE and verdict is not second.verdict:
        verdict = Verdict.UNSURE
    return replace(
        first,
        verdict=verdict,
        probability=probability,
        heard=first.heard if verdict is Verdict.INCORRECT else None,
    )


def weighed_number(first: SpokenNumber, second: SpokenNumber) -> SpokenNumber:
    """The first ear's number, in the light of the second's."""
    number, likeliest = first.number, first.likeliest
    if second.number is not None:
        if number is not None and number != second.number:
            number, likeliest = None, number
        elif number is None and first.probability >= LEANING and parse(first.heard) == second.number:
            number = second.number
    return replace(
        first,
        number=number,
        likeliest=likeliest,
        engine=_engines(first, second),
        seconds=round(first.seconds + second.seconds, 3),
    )


def _engines(first: Reading | SpokenNumber, second: Reading | SpokenNumber) -> str:
    return f"{first.engine}+{second.engine}"
