"""The default ear: Whisper base verifies an expected text (speech.decoder), evidence becomes verdicts."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE, Clip
from speech.decoder import LONGEST_SECONDS, MOST_TOKENS, Decoder, Scored, Sound, plain
from speech.endpointing import voice_probabilities
from speech.errors import BadAudioError
from speech.evidence import Guess, WordEvidence, at_worst, gather
from speech.models import model_path
from speech.passages import cut_at_pauses, share_out
from speech.phones.judging import Judge, Strictness, load_judges, vector
from speech.recording_quality import ADVICE, SoundFault, no_voice_fault
from speech.spoken_numbers import HeardNumber, NumberModel, hear_number
from speech.strictness import StrictnessLevel, costs_of
from speech.verdicts import Reading, SpokenNumber, Transcript, Verdict, WordVerdict, worst

MODEL = "whisper-base"
MOST_WORDS = 1_000
LONGEST_WORD = 60
_SPACES = re.compile(r"[ \t\r\n]+")
_NO_VOICE = 0.4  # every recording of the shared data goes beyond 0.55 somewhere, noise seldom beyond 0.1
_LONGEST_NUMBER_SECONDS = 25.0
# A quick adult reads 8 tokens a second; more only lets the decoder repeat itself.
_TOKENS_AT_LEAST = 8
_TOKENS_A_SECOND = 8
_BEAM = 3
"""Guesses that are followed. Five cost a tenth more and change 9 verdicts of 1,140, as many right."""
_TEXTS_REMEMBERED = 4_096  # a class reads the same ones: 1 kB each


@dataclass(slots=True)
class Heard:
    """A stretch of a clip: samples, encoded, where there is a voice (32 ms each).

    `guesses`: what the free decoder makes of it, None until it is asked for: it is half of the computing. `scored`:
    texts that were scored on it.
    """

    samples: NDArray[np.float32]
    sound: Sound
    voice: NDArray[np.float32]
    guesses: tuple[Guess, ...] | None = None
    scored: dict[tuple[str, ...], Scored] = field(default_factory=dict)


class WhisperRecogniser:
    """A `speech.recogniser.Recogniser`. Safe to call from several threads."""

    def __init__(self, decoder: Decoder, judge: Judge, number_model: NumberModel) -> None:
        self._decoder = decoder
        self._judge = judge
        self._number_model = number_model
        # What the language alone would say, with nothing heard.
        self._silence = decoder.encode(np.zeros(SAMPLE_RATE // 2, np.float32))
        self._unheard = lru_cache(maxsize=_TEXTS_REMEMBERED)(self._score_unheard)

    @classmethod
    def load(cls, models_dir: Path, threads: int = 1, cores_per_clip: int = 1) -> "WhisperRecogniser":
        """Open the installed model: `threads` clips at the same time, each on `cores_per_clip` cores.

        Raises ModelMissingError or ModelCorruptError.
        """
        decoder = Decoder(model_path(MODEL, models_dir), threads, cores_per_clip)
        return cls(decoder, load_judges()["decoder"], NumberModel.load())

    @property
    def name(self) -> str:
        """Name and version of the engine."""
        return "whisper-base-int8/1"

    def verify(self, clip: Clip, text: str, strictness: StrictnessLevel = StrictnessLevel.NORMAL) -> Reading:
        """Say for each word of `text` whether this clip holds it; BadAudioError as the protocol says."""
        started = time.perf_counter()
        words = checked_words(text)
        evidence = self.weigh(self.listen(clip), words)
        verdicts = []
        for word, found in zip(words, evidence, strict=True):
            probability, verdict = self.judged(found, costs_of(strictness))
            verdicts.append(
                WordVerdict(
                    word=word,
                    verdict=verdict,
                    probability=round(probability, 4),
                    start=round(found.start, 2) if found.end > found.start else None,
                    end=round(found.end, 2) if found.end > found.start else None,
                    heard=found.heard if verdict == "incorrect" else None,
                )
            )
        overall = worst([word.verdict for word in verdicts])
        return Reading(overall, tuple(verdicts), self.name, round(time.perf_counter() - started, 3))

    def number(self, clip: Clip, maximum: int) -> SpokenNumber:
        """The number from 0 to `maximum` said in the clip; BadAudioError as the protocol says."""
        started = time.perf_counter()
        self.check_voice(clip)
        heard = self.number_in(self.encode(clip), maximum)
        return SpokenNumber(
            heard.number, round(heard.probability, 4), heard.words, self.name, round(time.perf_counter() - started, 3)
        )

    def number_in(self, sound: Sound, maximum: int, also: Sequence[int] = ()) -> HeardNumber:
        """The number said in a short sound; `also`: numbers that another ear finds near, weighed beside its own."""
        return hear_number(self._decoder, sound, self._silence, maximum, self._number_model, also)

    def transcribe(self, clip: Clip) -> Transcript:
        """What seems to be said in a short clip, with no text expected; BadAudioError as the protocol says."""
        self.check_voice(clip)
        return self.written(self.encode(clip))

    def written(self, sound: Sound) -> Transcript:
        """What seems to be said in a sound, with no text expected."""
        started = time.perf_counter()
        words, probability = self._decoder.likeliest(sound, _most_tokens(sound))
        return Transcript(" ".join(words), round(probability, 4), self.name, round(time.perf_counter() - started, 3))

    def check_voice(self, clip: Clip) -> None:
        """Raises BadAudioError when a short clip holds no voice."""
        check(clip)
        samples = clip.samples[: int(_LONGEST_NUMBER_SECONDS * SAMPLE_RATE)]
        if float(voice_probabilities(samples).max()) < _NO_VOICE:
            raise _nobody(samples)

    def evidence(self, clip: Clip, text: str) -> list[WordEvidence]:
        """The evidence that `verify` judges by: one for each of `split_words(text)`."""
        words = checked_words(text)
        return self.weigh(self.listen(clip), words)

    def listen(self, clip: Clip) -> list[Heard]:
        """What can be heard whatever was expected: the first half of the work."""
        check(clip)
        pieces = cut_at_pauses(clip.samples, LONGEST_SECONDS)
        voices = [voice_probabilities(piece) for piece in pieces]
        if max(float(voice.max()) for voice in voices) < _NO_VOICE:
            raise _nobody(clip.samples)
        return [self.listen_to(piece, voice) for piece, voice in zip(pieces, voices, strict=True)]

    def listen_to(self, samples: NDArray[np.float32], voice: NDArray[np.float32]) -> Heard:
        """The same on one stretch of LONGEST_SECONDS at most; `voice` from `voice_probabilities`."""
        return Heard(samples, self._decoder.encode(samples), voice)

    def weigh(self, heard: Sequence[Heard], words: Sequence[str]) -> list[WordEvidence]:
        """The evidence on each expected word, given what was heard: the second half."""
        found: list[WordEvidence] = []
        offset = 0.0
        for each, share in zip(heard, self.shares(heard, words), strict=True):
            stretch = self.weigh_stretch(each, [words[place] for place in share])
            found += [_later(evidence, offset) for evidence in stretch]
            offset += each.sound.seconds
        return found

    def shares(self, heard: Sequence[Heard], words: Sequence[str]) -> list[range]:
        """Which of the expected words each stretch should hold."""
        if len(heard) == 1:
            return [range(len(words))]
        bare = [plain(word) for word in words]
        return share_out(bare, [guesses[0].words if (guesses := self._guesses(each)) else () for each in heard])

    def weigh_stretch(self, heard: Heard, words: Sequence[str]) -> list[WordEvidence]:
        """The evidence on the words that one stretch should hold, with times from its start."""
        return [evidence for run in self._scorable_runs(words) for evidence in self._weigh_run(heard, run)]

    def weigh_at_worst(self, heard: Heard, words: Sequence[str]) -> list[WordEvidence]:
        """The same without the free decoder: as if its guesses spoke against every word."""
        found: list[WordEvidence] = []
        for run in self._scorable_runs(words):
            lower = _first_letter(run, str.lower)
            parts = [self._elided(word) for word in lower]
            found += gather(run, parts, self._score(heard, [lower]), self._unheard(lower), (), heard.voice)
        return [at_worst(evidence) for evidence in found]

    def judged(self, evidence: WordEvidence, costs: Strictness) -> tuple[float, Verdict]:
        """P(read right) and the verdict, on this evidence alone."""
        probability = self._judge.probability(vector(None, 0.0, evidence, "decoder"))
        return probability, costs.verdict(probability)

    def french(self, sound: Sound) -> float:
        """P(the language spoken is French): worth something from 2 s of voice on."""
        return self._decoder.french(sound)

    def encode(self, clip: Clip) -> Sound:
        """What the encoder makes of a short clip."""
        return self._decoder.encode(clip.samples[: int(_LONGEST_NUMBER_SECONDS * SAMPLE_RATE)])

    def _weigh_run(self, heard: Heard, words: Sequence[str]) -> list[WordEvidence]:
        lower, upper = _first_letter(words, str.lower), _first_letter(words, str.upper)
        guesses = self._guesses(heard)
        spellings = self._score(heard, [lower, upper])
        unheard = self._unheard(lower)
        return gather(words, [self._elided(word) for word in lower], spellings, unheard, guesses, heard.voice)

    def _guesses(self, heard: Heard) -> tuple[Guess, ...]:
        if heard.guesses is None:
            found = self._decoder.guesses(heard.sound, _most_tokens(heard.sound), _BEAM)
            said = [guess for guess in found if self._size(guess) <= MOST_TOKENS]
            heard.guesses = tuple(map(Guess, said, self._score(heard, said)))
        return heard.guesses

    def _score(self, heard: Heard, texts: Sequence[tuple[str, ...]]) -> list[Scored]:
        """Each text scored on the sound, once."""
        missing = [text for text in dict.fromkeys(texts) if text not in heard.scored]
        if missing:  # what was read right is a guess most often
            heard.scored |= dict(zip(missing, self._decoder.score(heard.sound, missing), strict=True))
        return [heard.scored[text] for text in texts]

    def _score_unheard(self, words: tuple[str, ...]) -> Scored:
        return self._decoder.score(self._silence, [words])[0]

    def _scorable_runs(self, words: Sequence[str]) -> Iterator[list[str]]:
        """The words in plain form, in runs that the decoder can score at once."""
        run: list[str] = []
        for word in map(plain, words):
            if run and self._size([*run, word]) > MOST_TOKENS:
                yield run
                run = []
            run.append(word)
        if run:
            yield run

    def _size(self, words: Sequence[str]) -> int:
        return sum(len(self._decoder.tokens(word)) for word in words)

    def _elided(self, word: str) -> int:
        """Tokens of "l'" in "l'école", 0 when the word is not elided or is not cut there."""
        article, apostrophe, rest = word.partition("'")
        if not apostrophe or not rest:
            return 0
        tokens, head = self._decoder.tokens(word), self._decoder.tokens(article + apostrophe)
        return len(head) if tokens[: len(head)] == head else 0


def _first_letter(words: Sequence[str], case: Callable[[str], str]) -> tuple[str, ...]:
    return (case(words[0][:1]) + words[0][1:], *words[1:])


def _most_tokens(sound: Sound) -> int:
    return min(MOST_TOKENS, round(_TOKENS_AT_LEAST + _TOKENS_A_SECOND * sound.seconds))


def split_words(text: str) -> list[str]:
    """The words of a text at plain spaces and ends of lines; a sign alone (an asterisk, a dash) is no word."""
    return [word for word in _SPACES.split(text) if any(letter.isalnum() for letter in word)]


def checked_words(text: str) -> list[str]:
    """`split_words`, or BadAudioError when there is none, too many, or one too long."""
    words = split_words(text)
    if not words:
        raise BadAudioError("the text to verify has no word: give at least one")
    if len(words) > MOST_WORDS:
        raise BadAudioError(f"the text to verify has {len(words)} words: give at most {MOST_WORDS}")
    longest = max(map(len, words))
    if longest > LONGEST_WORD:
        raise BadAudioError(f"the text to verify has a word of {longest} characters: put spaces in it")
    return words


def check(clip: Clip) -> None:
    """Raise BadAudioError when the clip is too short or too quiet to hold a voice."""
    if len(clip.samples) < SAMPLE_RATE // 10:
        raise BadAudioError("the clip holds less than 0.1 s of sound: record it again")
    if clip.samples.ndim != 1 or clip.samples.dtype != np.float32 or not np.isfinite(clip.samples).all():
        raise BadAudioError("the clip does not hold samples of sound: record it again")
    if no_voice_fault(clip.samples) is SoundFault.SILENT:
        raise _nobody(clip.samples)


def _nobody(samples: NDArray[np.float32]) -> BadAudioError:
    fault = no_voice_fault(samples)
    return BadAudioError(ADVICE[fault], fault)


def _later(evidence: WordEvidence, seconds: float) -> WordEvidence:
    return replace(evidence, start=evidence.start + seconds, end=evidence.end + seconds)
