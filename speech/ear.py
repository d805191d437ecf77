"""The ear of the product: Whisper's decoder and the phones of its encoder heard together (a `Recogniser`).

The decoder knows words and leans on its language; phones know sounds and nothing else. One judge weighs both.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speech import closed_answers
from speech.audio import SAMPLE_RATE, Clip
from speech.closed_answers import Choices
from speech.decoder import LONGEST_SECONDS, Sound
from speech.diagnosis import NOTHING, Diagnoser, Diagnosis
from speech.evidence import WordEvidence as DecoderEvidence
from speech.numbers import in_words
from speech.phones.closed_set import Choice, ClosedSet
from speech.phones.evidence import WordEvidence
from speech.phones.judging import Judge, Strictness, clarity, load_judges, vector
from speech.phones.listener import Heard as PhonesHeard
from speech.phones.listener import PhoneListener
from speech.phones.pronounce import Spoken
from speech.recording_quality import Quality, SoundFault, measure
from speech.second_opinion import SecondOpinion
from speech.strictness import StrictnessLevel, costs_of
from speech.sureness import NO_NUMBER, Sureness, Threshold
from speech.texts.listening import TextListening, less_likely
from speech.texts.windows import Cut
from speech.verdicts import ClosedAnswer, Reading, SpokenNumber, Transcript, Utterance, Verdict, WordVerdict, worst
from speech.whisper import Heard, WhisperRecogniser, check, checked_words

HOPELESS_FIT = -2.0
"""Nats a phone: the decoder is not asked to save a number that fits worse."""
PLAIN = Threshold(probability=0.97, fit=-0.3)
"""Nor to confirm one that is plain."""


Samples = NDArray[np.float32]
FOLLOWED_FROM = 4
"""Words from which a reader may skip, repeat or correct himself."""


class Ear:
    """Hears words and numbers. Safe to call from several threads."""

    def __init__(
        self, whisper: WhisperRecogniser, phones: PhoneListener, judge: Judge, second: SecondOpinion | None = None
    ) -> None:
        self._whisper = whisper
        self._phones = phones
        self._judge = judge
        self._diagnoser = Diagnoser(phones.pronouncer)
        self._second = second
        self._sureness = Sureness.load()
        self._closed_set = lru_cache(maxsize=64)(lambda choices: phones.closed_set(dict(choices)))

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

    def verify(self, clip: Clip, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> Reading:
        """Say for each word of `text` whether this clip holds it; BadAudioError as the protocol says.

        FOLLOWED_FROM words or a long clip are followed as they would be while read: a TextReading comes back.
        """
        started = time.perf_counter()
        words = checked_words(text)
        if len(words) >= FOLLOWED_FROM or clip.seconds > LONGEST_SECONDS:
            check(clip)
            listening = self.follow(text, strictness)
            listening.feed(clip.samples)
            return listening.finish()
        heard = self._whisper.listen(clip)[0]
        verdicts, quality = self._weighed(
            heard, self._hear(heard.sound).emissions, words, [0.0] * len(words), strictness
        )
        fault = self._fault(heard, quality, any(word.verdict is Verdict.CORRECT for word in verdicts))
        overall = worst([word.verdict for word in verdicts])
        seconds = round(time.perf_counter() - started, 3)
        reading = Reading(overall, tuple(verdicts), self._name, seconds, fault).without_accusing()
        return self._second.on_reading(reading, clip, text) if self._second else reading

    def follow(self, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> TextListening[Heard]:
        """Hear this text as it is read, sound coming in little by little. BadAudioError when it has no word."""
        words = checked_words(text)
        return TextListening(self, words, strictness, self._second.pointer(words) if self._second else None)

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        """The number from 0 to `maximum` said in the clip; BadAudioError as the protocol says.

        It is what the phones say; the decoder, which is often unsure of numbers, may confirm it or make it doubtful.
        """
        started = time.perf_counter()
        return self._number(clip, maximum, *self.weigh_number(clip, maximum), started)

    def _number(
        self, clip: Clip, maximum: int, choice: Choice, wish: Choice, second: int | None, started: float
    ) -> SpokenNumber:
        request = str(wish.key) if self._sureness.answer.of(wish) and wish.fit > choice.fit else None
        found = self._sureness.number(choice, second, maximum) if request is None else NO_NUMBER
        spoken = SpokenNumber(
            number=found.number,
            probability=round(choice.probability, 4),
            heard=in_words(int(choice.key)),
            engine=self._name,
            seconds=round(time.perf_counter() - started, 3),
            likeliest=found.likeliest,
            request=request,
        )
        return self._second.on_number(spoken, clip, maximum) if self._second else spoken

    def weigh_number(self, clip: Clip, maximum: int) -> tuple[Choice, Choice, int | None]:
        """What `number` decides on: the phones' number, the request they are nearest to, the decoder's number."""
        self._whisper.check_voice(clip)
        sound = self._whisper.encode(clip)
        return self._weigh_number(sound, self._hear(sound), maximum)

    def _weigh_number(self, sound: Sound, phones: PhonesHeard, maximum: int) -> tuple[Choice, Choice, int | None]:
        choice = self._phones.number(phones, maximum)
        wish = self._set(closed_answers.REQUESTS).choose(phones.emissions)
        near = [int(key) for key, _ in choice.ranking]
        asked = choice.fit >= HOPELESS_FIT and not PLAIN.of(choice)
        second = self._whisper.number_in(sound, maximum, near).number if asked else None
        return choice, wish, second

    def choose(self, clip: Clip, choices: Choices) -> Choice:
        """What `one_of` decides on."""
        answers = self._set(choices)
        self._whisper.check_voice(clip)
        return answers.choose(self._hear(self._whisper.encode(clip)).emissions)

    def one_of(self, clip: Clip, choices: Choices) -> ClosedAnswer:
        """Which of these answers is said in the clip; BadAudioError and ValueError as the protocol says."""
        started = time.perf_counter()
        return self._answer(self.choose(clip, choices), started)

    def _answer(self, choice: Choice, started: float) -> ClosedAnswer:
        likeliest = str(choice.key)
        return ClosedAnswer(
            key=likeliest if self._sureness.answer.of(choice) else None,
            likeliest=likeliest,
            probability=round(choice.probability, 4),
            engine=self._name,
            seconds=round(time.perf_counter() - started, 3),
        )

    def transcribe(self, clip: Clip) -> Transcript:
        """What seems to be said in a short clip, with no text expected; BadAudioError as the protocol says."""
        return self._whisper.transcribe(clip)

    def utterance(self, clip: Clip, maximum: int | None, sets: Sequence[Choices]) -> Utterance:
        """As speech.recogniser.utterance, the clip being encoded once."""
        started = time.perf_counter()
        among = [self._set(choices) for choices in sets]
        self._whisper.check_voice(clip)
        sound = self._whisper.encode(clip)
        phones = self._hear(sound)
        number = None
        if maximum is not None:
            number = self._number(clip, maximum, *self._weigh_number(sound, phones, maximum), started)
        return Utterance(
            transcript=self._whisper.written(sound),
            number=number,
            answers=tuple(self._answer(answers.choose(phones.emissions), started) for answers in among),
        )

    def spoken(self, words: Sequence[str]) -> list[Spoken | None]:
        """As speech.texts.listening.TextEar."""
        return self._phones.spoken(words)

    def tail(self, samples: Samples) -> Samples:
        """As speech.texts.listening.TextEar."""
        return self._hear(self._whisper.encode(Clip(samples))).emissions

    def window(self, cut: Cut) -> tuple[Heard, Samples]:
        """As speech.texts.listening.TextEar."""
        heard = self._whisper.listen_to(cut.samples, cut.voice)
        return heard, self._hear(heard.sound).emissions

    def judged(
        self,
        sound: Heard,
        emissions: Samples,
        words: Sequence[str],
        against: Sequence[float],
        strictness: StrictnessLevel = StrictnessLevel.NORMAL,
    ) -> list[WordVerdict]:
        """As speech.texts.listening.TextEar, with times from the start of the window."""
        return self._weighed(sound, emissions, words, against, strictness)[0]

    def _fault(self, heard: Heard, quality: Quality, something_right: bool) -> SoundFault | None:
        """What is wrong with the sound; its language is only asked about when no expected word was found in it."""
        ask = quality.tells_language and not something_right
        return quality.fault(self._whisper.french(heard.sound) if ask else None)

    def _hear(self, sound: Sound) -> PhonesHeard:
        return self._phones.hear(np.asarray(sound.encoded), round(sound.seconds * SAMPLE_RATE))

    def _set(self, choices: Choices) -> ClosedSet:
        return self._closed_set(tuple((key, tuple(ways)) for key, ways in choices.items()))

    def _weighed(
        self,
        heard: Heard,
        emissions: Samples,
        words: Sequence[str],
        against: Sequence[float],
        strictness: StrictnessLevel,
    ) -> tuple[list[WordVerdict], Quality]:
        """The verdicts on these words, and the quality of the sound.

        The free decoder, half of the computing, is only asked when its guesses could change a verdict; where it is not,
        the probabilities are low estimates.
        """
        clear = clarity(emissions)
        evidence = self._phones.words(PhonesHeard(emissions, clear), words)
        quality = measure(heard.samples, heard.voice, clear, _span(evidence))
        costs = costs_of(strictness, quality.noisy, quality.drowned)
        if all(evidence):
            at_worst = self._whisper.weigh_at_worst(heard, words)
            verdicts = self._verdicts(words, evidence, at_worst, clear, against, costs)
            if all(word.verdict is Verdict.CORRECT for word in verdicts):
                return verdicts, quality
        decoded = self._whisper.weigh_stretch(heard, words)
        verdicts = self._verdicts(words, evidence, decoded, clear, against, costs)
        return self._diagnosed(words, verdicts, emissions, [found.heard for found in decoded]), quality

    def _verdicts(
        self,
        words: Sequence[str],
        evidence: Sequence[WordEvidence | None],
        decoded: Sequence[DecoderEvidence],
        clear: float,
        against: Sequence[float],
        costs: Strictness,
    ) -> list[WordVerdict]:
        """The verdict of each word from what the phones and the decoder say of it."""
        verdicts = []
        for word, less, spoken, found in zip(words, against, evidence, decoded, strict=True):
            if spoken is None:  # no French pronunciation: only the decoder has something to say
                probability, verdict = self._whisper.judged(found, costs)
            else:
                probability = less_likely(self._judge.probability(vector(spoken, clear, found, "all")), less)
                verdict = costs.verdict(probability)
            # Phones know where they are; the decoder's attention only roughly.
            start, end = (spoken.start, spoken.end) if spoken else (found.start, found.end)
            placed = end > start
            verdicts.append(
                WordVerdict(
                    word=word,
                    verdict=verdict,
                    probability=round(probability, 4),
                    start=round(start, 2) if placed else None,
                    end=round(end, 2) if placed else None,
                    heard=None,
                )
            )
        return verdicts

    def _diagnosed(
        self, words: Sequence[str], verdicts: Sequence[WordVerdict], emissions: Samples, guesses: Sequence[str | None]
    ) -> list[WordVerdict]:
        """The verdicts, those on misread words with what was read instead."""
        misread = [place for place, word in enumerate(verdicts) if word.verdict is Verdict.INCORRECT]
        instead = self._diagnoser.diagnose(words, misread, emissions, guesses)
        return [
            told(word, instead.get(place, NOTHING), self._diagnoser.fallback(guesses[place]))
            if place in misread
            else word
            for place, word in enumerate(verdicts)
        ]


def _span(evidence: Sequence[WordEvidence | None]) -> tuple[float, float] | None:
    """Where the expected words seem to start and end, in seconds."""
    placed = [word for word in evidence if word is not None]
    return (min(word.start for word in placed), max(word.end for word in placed)) if placed else None


def told(word: WordVerdict, diagnosis: Diagnosis, guess: str | None) -> WordVerdict:
    """The verdict on a misread word, with what was read instead, else the decoder's `guess`.

    A lisp, or a small child's way with ch and j, is never surely a mistake.
    """
    if diagnosis.lisp:
        return replace(word, verdict=Verdict.UNSURE, slip=diagnosis.slip, phones=diagnosis.phones)
    heard = diagnosis.word if diagnosis.phones else guess
    return replace(word, heard=heard, slip=diagnosis.slip, phones=diagnosis.phones)
