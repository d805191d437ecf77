"""Vosk as a second ear: what it can say of an expected text or a number, *unsure* unless it plainly heard it.

Its model is small, learnt from adults, and its trust in itself means little: an opinion to weigh with another
(speech.second_opinion), not the ear of the product.
"""

import time
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from speech.audio import Clip, checked
from speech.verdicts import Reading, SpokenNumber, Verdict, WordVerdict, worst
from speech.vosk.language import Language
from speech.vosk.model import Grammar, VoskModel
from speech.vosk.pointer import VoskPointer
from speech.vosk.stream import HeardWord, hear
from speech.whisper import checked_words

HEARD_ABOVE: Final = 0.6
MISREAD_ABOVE: Final = 0.9
"""Trust above which the word itself was heard, and another one in its place: nominal, measured on no French voice."""
NOMINAL: Final = {Verdict.CORRECT: 0.8, Verdict.UNSURE: 0.5, Verdict.INCORRECT: 0.2}
"""A probability for each verdict, for what asks for one: nominal too."""
_NUMBERS_AT_LEAST: Final = 100
_NUMBERS_AT_MOST: Final = 1_000


class VoskRecogniser:
    """A `speech.second_opinion.SecondEar`. Safe to call from several threads."""

    def __init__(self, model: VoskModel, language: Language) -> None:
        self.model = model
        self._language = language
        self._numbers = lru_cache(maxsize=8)(self._number_grammar)

    @property
    def name(self) -> str:
        """Name and version of the engine."""
        return self.model.name

    def verify(self, clip: Clip, text: str) -> Reading:
        """Say for each word of `text` whether this clip holds it; BadAudioError as the protocol says.

        The words of the text may be heard in any order, among decoys. A word that the model does not know, or that
        nothing stands in the place of, is *unsure*.
        """
        started = time.perf_counter()
        words = checked_words(text)
        clip = checked(clip.samples, "the clip")
        forms = [self.model.form(word) for word in words]
        known = [token for form in forms for token in form]
        heard: tuple[HeardWord, ...] = ()
        if known:
            heard = hear(self.model, clip, self.model.grammar([*known, *self._language.decoys(known)]))
        verdicts = tuple(
            _verdict(word, len(form), found)
            for word, form, found in zip(words, forms, self._placed(forms, heard), strict=True)
        )
        overall = worst([word.verdict for word in verdicts])
        return Reading(overall, verdicts, self.name, round(time.perf_counter() - started, 3))

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        """The number from 0 to `maximum` said in the clip; BadAudioError as the protocol says.

        None unless all that was heard, what may be said around a number left aside, is one number.
        """
        started = time.perf_counter()
        clip = checked(clip.samples, "the clip")
        grammar, numbers = self._numbers(min(max(maximum, _NUMBERS_AT_LEAST), _NUMBERS_AT_MOST))
        tokens = {token for form in numbers for token in form}
        heard = [word for word in hear(self.model, clip, grammar) if word.word in tokens]
        number = numbers.get(tuple(word.word for word in heard))
        trust = min((word.confidence for word in heard), default=0.0)
        sure = number is not None and number <= maximum and trust >= HEARD_ABOVE
        return SpokenNumber(
            number=number if sure else None,
            probability=NOMINAL[Verdict.CORRECT if sure else Verdict.UNSURE],
            heard=" ".join(word.word for word in heard),
            engine=self.name,
            seconds=round(time.perf_counter() - started, 3),
        )

    def pointer(self, words: Sequence[str]) -> VoskPointer:
        """Something that tells which of these words, a text's, is being read."""
        return VoskPointer(self.model, words)

    def _number_grammar(self, maximum: int) -> tuple[Grammar, dict[tuple[str, ...], int]]:
        texts = [(number, text) for number, ways in self._language.numbers(maximum).items() for text in ways]
        numbers = {form: number for number, text in texts if (form := self.model.form(text))}
        words = {token for form in numbers for token in form}
        phrases = [" ".join(form) for form in numbers]
        return self.model.grammar([*phrases, *self._language.decoys(sorted(words))]), numbers

    def _placed(self, forms: Sequence[Sequence[str]], heard: Sequence[HeardWord]) -> list[list[tuple[HeardWord, bool]]]:
        """For each expected word, what stands in the place of its tokens, and whether it sounds as they do."""
        owner = [place for place, form in enumerate(forms) for _ in form]
        expected = [self._language.sound(token) for form in forms for token in form]
        found = [self._language.sound(word.word) for word in heard]
        placed: list[list[tuple[HeardWord, bool]]] = [[] for _ in forms]
        for kind, start, end, first, last in SequenceMatcher(None, expected, found, autojunk=False).get_opcodes():
            # Where as many words were heard as should have been, each stands for one; else nobody knows which.
            if kind in ("equal", "replace") and end - start == last - first:
                for token, word in zip(range(start, end), heard[first:last], strict=True):
                    placed[owner[token]].append((word, kind == "equal"))
        return placed


def _verdict(word: str, tokens: int, found: Sequence[tuple[HeardWord, bool]]) -> WordVerdict:
    trust = min((heard.confidence for heard, _ in found), default=0.0)
    others = [heard for heard, same in found if not same]
    if tokens and len(found) == tokens and not others and trust >= HEARD_ABOVE:
        verdict = Verdict.CORRECT
    elif any(heard.confidence >= MISREAD_ABOVE for heard in others):
        verdict = Verdict.INCORRECT
    else:
        verdict = Verdict.UNSURE
    return WordVerdict(
        word=word,
        verdict=verdict,
        probability=NOMINAL[verdict],
        start=round(found[0][0].start, 2) if found else None,
        end=round(found[-1][0].end, 2) if found else None,
        heard=" ".join(heard.word for heard, _ in found) if verdict is Verdict.INCORRECT else None,
    )
