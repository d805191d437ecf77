"""The ear of the product: Whisper's decoder and the phones of its encoder heard together (a `Recogniser`).

The decoder knows words and leans on its language; phones know sounds and nothing else. One judge weighs both.
"""

import time
from functools import lru_cache
from pathlib import Path

import numpy as np

from speech import closed_answers
from speech.audio import SAMPLE_RATE, Clip
from speech.closed_answers import Choices
from speech.decoder import Sound
from speech.numbers import in_words
from speech.phones.closed_set import Choice, ClosedSet
from speech.phones.judging import STRICTNESS, Judge, load_judges, vector
from speech.phones.listener import Heard as Phones
from speech.phones.listener import PhoneListener
from speech.sureness import NO_NUMBER, Sureness
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber, Verdict, WordVerdict
from speech.whisper import Heard, WhisperRecogniser, checked_words
from speech.word_verdicts import worst

HOPELESS_FIT = -2.0
"""Nats a phone: the decoder is not asked to save a number that fits worse."""


class Ear:
    """Hears words and numbers. Safe to call from several threads."""

    def __init__(self, whisper: WhisperRecogniser, phones: PhoneListener, judge: Judge) -> None:
        self._whisper = whisper
        self._phones = phones
        self._judge = judge
        self._strictness = STRICTNESS["normal"]
        self._sureness = Sureness.load()
        self._closed_set = lru_cache(maxsize=64)(lambda choices: phones.closed_set(dict(choices)))

    @classmethod
    def load(cls, models_dir: Path, threads: int = 1, cores_per_clip: int = 1) -> "Ear":
        """Open the installed model, as WhisperRecogniser.load. Raises ModelMissingError or ModelCorruptError."""
        whisper = WhisperRecogniser.load(models_dir, threads, cores_per_clip)
        return cls(whisper, PhoneListener.load(), load_judges()["all"])

    @property
    def name(self) -> str:
        """Name and version of the engine."""
        return f"{self._whisper.name}+phones/1"

    def verify(self, clip: Clip, text: str) -> Reading:
        """Say for each word of `text` whether this clip holds it; BadAudioError as the protocol says."""
        started = time.perf_counter()
        words = checked_words(text)
        verdicts: list[WordVerdict] = []
        offset = 0.0
        heard = self._whisper.listen(clip)
        for stretch, share in zip(heard, self._whisper.shares(heard, words), strict=True):
            verdicts += self._judged(stretch, [words[place] for place in share], offset)
            offset += stretch.sound.seconds
        overall = worst([word.verdict for word in verdicts])
        return Reading(overall, tuple(verdicts), self.name, round(time.perf_counter() - started, 3))

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        """The number from 0 to `maximum` said in the clip; BadAudioError as the protocol says.

        It is what the phones say; the decoder, which is often unsure of numbers, may confirm it or make it doubtful.
        """
        started = time.perf_counter()
        choice, wish, second = self.weigh_number(clip, maximum)
        request = str(wish.key) if self._sureness.answer.of(wish) and wish.fit > choice.fit else None
        found = self._sureness.number(choice, second, maximum) if request is None else NO_NUMBER
        return SpokenNumber(
            number=found.number,
            probability=round(choice.probability, 4),
            heard=in_words(int(choice.key)),
            engine=self.name,
            seconds=round(time.perf_counter() - started, 3),
            likeliest=found.likeliest,
            request=request,
        )

    def weigh_number(self, clip: Clip, maximum: int) -> tuple[Choice, Choice, int | None]:
        """What `number` decides on: the phones' number, the request they are nearest to, the decoder's number."""
        self._whisper.check_voice(clip)
        sound = self._whisper.encode(clip)
        phones = self._hear_short(sound)
        choice = self._phones.number(phones, maximum)
        wish = self._set(closed_answers.REQUESTS).choose(phones.emissions)
        near = [int(key) for key, _ in choice.ranking]
        second = None if choice.fit < HOPELESS_FIT else self._whisper.number_in(sound, maximum, near).number
        return choice, wish, second

    def choose(self, clip: Clip, choices: Choices) -> Choice:
        """What `one_of` decides on."""
        answers = self._set(choices)
        self._whisper.check_voice(clip)
        return answers.choose(self._hear_short(self._whisper.encode(clip)).emissions)

    def one_of(self, clip: Clip, choices: Choices) -> ClosedAnswer:
        """Which of these answers is said in the clip; BadAudioError and ValueError as the protocol says."""
        started = time.perf_counter()
        choice = self.choose(clip, choices)
        likeliest = str(choice.key)
        return ClosedAnswer(
            key=likeliest if self._sureness.answer.of(choice) else None,
            likeliest=likeliest,
            probability=round(choice.probability, 4),
            engine=self.name,
            seconds=round(time.perf_counter() - started, 3),
        )

    def _hear_short(self, sound: Sound) -> Phones:
        return self._phones.hear(np.asarray(sound.encoded), round(sound.seconds * SAMPLE_RATE))

    def _set(self, choices: Choices) -> ClosedSet:
        return self._closed_set(tuple((key, tuple(ways)) for key, ways in choices.items()))

    def _judged(self, stretch: Heard, words: list[str], offset: float) -> list[WordVerdict]:
        sound = self._phones.hear(np.asarray(stretch.sound.encoded), round(stretch.sound.seconds * SAMPLE_RATE))
        verdicts = []
        for word, spoken, found in zip(
            words, self._phones.words(sound, words), self._whisper.weigh_stretch(stretch, words), strict=True
        ):
            if spoken is None:  # no French pronunciation: only the decoder has something to say
                probability, verdict = self._whisper.judged(found)
            else:
                probability = self._judge.probability(vector(spoken, sound.clear, found, "all"))
                verdict = self._strictness.verdict(probability)
            placed = found.end > found.start
            verdicts.append(
                WordVerdict(
                    word=word,
                    verdict=verdict,
                    probability=round(probability, 4),
                    start=round(found.start + offset, 2) if placed else None,
                    end=round(found.end + offset, 2) if placed else None,
                    heard=found.heard if verdict is Verdict.INCORRECT else None,
                )
            )
        return verdicts
