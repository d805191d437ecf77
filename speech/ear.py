"""The ear of the product: Whisper's decoder and the phones of its encoder heard together (a `Recogniser`).

The decoder knows words and leans on its language; phones know sounds and nothing else. One judge weighs both.
"""

import time
from pathlib import Path

import numpy as np

from speech.audio import SAMPLE_RATE, Clip
from speech.numbers import in_words
from speech.phones.judging import STRICTNESS, Judge, load_judges, vector
from speech.phones.listener import PhoneListener
from speech.second_opinion import SecondOpinion
from speech.verdicts import Reading, SpokenNumber, Verdict, WordVerdict
from speech.whisper import Heard, WhisperRecogniser, checked_words
from speech.word_verdicts import worst

NUMBER_SURE_ABOVE, NUMBER_FIT_ABOVE = 0.7, -0.2
AGREED_SURE_ABOVE, AGREED_FIT_ABOVE = 0.5, -1.0
"""When a number is sure, by the phones alone and when the decoder hears the same: its probability among numbers, and
its fit (nats a phone, 0: nothing else fits better), for "carotte" is near "quarante" and no number at all."""


class Ear:
    """Hears words and numbers. Safe to call from several threads."""

    def __init__(
        self, whisper: WhisperRecogniser, phones: PhoneListener, judge: Judge, second: SecondOpinion | None = None
    ) -> None:
        self._whisper = whisper
        self._phones = phones
        self._judge = judge
        self._second = second
        self._strictness = STRICTNESS["normal"]

    @classmethod
    def load(
        cls, models_dir: Path, threads: int = 1, cores_per_clip: int = 1, second: SecondOpinion | None = None
    ) -> "Ear":
        """Open the installed model, as WhisperRecogniser.load. Raises ModelMissingError or ModelCorruptError.

        `second`: another ear whose opinion is asked on every word and number.
        """
        whisper = WhisperRecogniser.load(models_dir, threads, cores_per_clip)
        return cls(whisper, PhoneListener.load(), load_judges()["all"], second)

    @property
    def name(self) -> str:
        """Name and version of the engine, the second opinion's too."""
        return f"{self._name}+{self._second.name}" if self._second else self._name

    @property
    def _name(self) -> str:
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
        reading = Reading(overall, tuple(verdicts), self._name, round(time.perf_counter() - started, 3))
        return self._second.on_reading(reading, clip, text) if self._second else reading

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        """The number from 0 to `maximum` said in the clip; BadAudioError as the protocol says.

        It is what the phones say; the decoder, which is often unsure of numbers, may confirm it or make it doubtful.
        """
        started = time.perf_counter()
        second = self._whisper.number(clip, maximum)
        sound = self._whisper.encode(clip)
        choice = self._phones.number(
            self._phones.hear(np.asarray(sound.encoded), round(sound.seconds * SAMPLE_RATE)), maximum
        )
        number = int(choice.key)
        agreed = second.number == number
        sure_above, fit_above = (
            (AGREED_SURE_ABOVE, AGREED_FIT_ABOVE) if agreed else (NUMBER_SURE_ABOVE, NUMBER_FIT_ABOVE)
        )
        sure = choice.probability >= sure_above and choice.fit >= fit_above
        contradicted = second.number is not None and second.number != number
        spoken = SpokenNumber(
            number=number if sure and not contradicted else None,
            probability=round(choice.probability, 4),
            heard=in_words(number),
            engine=self._name,
            seconds=round(time.perf_counter() - started, 3),
        )
        return self._second.on_number(spoken, clip, maximum) if self._second else spoken

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
