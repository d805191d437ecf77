"""The ear of the product: Whisper's decoder and the phones of its encoder heard together (a `Recogniser`).

The decoder knows words and leans on its language; phones know sounds and nothing else. One judge weighs both.
"""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from speech.audio import SAMPLE_RATE, Clip
from speech.diagnosis import NOTHING, Diagnoser, Diagnosis
from speech.numbers import in_words
from speech.phones.judging import STRICTNESS, Judge, load_judges, vector
from speech.phones.listener import PhoneListener
from speech.verdicts import Reading, SpokenNumber, Verdict, WordVerdict
from speech.whisper import Heard, WhisperRecogniser, checked_words
from speech.word_verdicts import worst

NUMBER_SURE_ABOVE, NUMBER_FIT_ABOVE = 0.7, -0.2
AGREED_SURE_ABOVE, AGREED_FIT_ABOVE = 0.5, -1.0
"""When a number is sure, by the phones alone and when the decoder hears the same: its probability among numbers, and
its fit (nats a phone, 0: nothing else fits better), for "carotte" is near "quarante" and no number at all."""


class Ear:
    """Hears words and numbers. Safe to call from several threads."""

    def __init__(self, whisper: WhisperRecogniser, phones: PhoneListener, judge: Judge) -> None:
        self._whisper = whisper
        self._phones = phones
        self._judge = judge
        self._strictness = STRICTNESS["normal"]
        self._diagnoser = Diagnoser(phones.pronouncer)

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
        return SpokenNumber(
            number=number if sure and not contradicted else None,
            probability=round(choice.probability, 4),
            heard=in_words(number),
            engine=self.name,
            seconds=round(time.perf_counter() - started, 3),
        )

    def _judged(self, stretch: Heard, words: list[str], offset: float) -> list[WordVerdict]:
        sound = self._phones.hear(np.asarray(stretch.sound.encoded), round(stretch.sound.seconds * SAMPLE_RATE))
        decoded = self._whisper.weigh_stretch(stretch, words)
        verdicts = []
        for word, spoken, found in zip(words, self._phones.words(sound, words), decoded, strict=True):
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
                    heard=None,
                )
            )
        misread = [place for place, word in enumerate(verdicts) if word.verdict is Verdict.INCORRECT]
        guesses = [found.heard for found in decoded]
        instead = self._diagnoser.diagnose(words, misread, sound.emissions, guesses)
        for place in misread:
            verdicts[place] = told(
                verdicts[place], instead.get(place, NOTHING), self._diagnoser.fallback(guesses[place])
            )
        return verdicts


def told(word: WordVerdict, diagnosis: Diagnosis, guess: str | None) -> WordVerdict:
    """The verdict on a misread word, with what was read instead, else the decoder's `guess`.

    A lisp, or a small child's way with ch and j, is never surely a mistake.
    """
    if diagnosis.lisp:
        return replace(word, verdict=Verdict.UNSURE, slip=diagnosis.slip, phones=diagnosis.phones)
    heard = diagnosis.word if diagnosis.phones else guess
    return replace(word, heard=heard, slip=diagnosis.slip, phones=diagnosis.phones)
