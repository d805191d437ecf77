"""Whisper through CTranslate2, on no more sound than there is (FACTS: short-context mode): encode, score, guess, time.

Nothing here asks a network for anything: every file comes from a folder on this machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import tokenizers
from faster_whisper.tokenizer import Tokenizer
from numpy.typing import NDArray

from speech.audio import SAMPLE_RATE
from speech.errors import ModelCorruptError
from speech.phones.encoder import LEADING_SILENCE, log_mel

LONGEST_SECONDS = 26.0
"""Whisper knows positions up to 30 s: this much sound, and the silence around it."""
MOST_TOKENS = 200

_SECONDS_PER_STEP = 0.02
_SHORT_SECONDS = 6.0
_LONGEST_LOOP = 4  # words
_FLOOR = float(np.log(1e-7))
_PUNCTUATION = " .,;:!?…«»“”\"'’()[]—–-\u00a0\u202f"

LogProbabilities = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sound:
    """What the encoder made of a stretch of sound. `frames`: 10 ms each, padding included."""

    encoded: Any
    frames: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Log-probabilities of a text's tokens given the sound and the words before; `ends`: of stopping after it.

    `words[i]` holds those of word i; `starts[i]` is where its first token was attended to, in seconds; one more
    start closes the last word.
    """

    words: tuple[LogProbabilities, ...]
    ends: float
    starts: tuple[float, ...]

    @property
    def total(self) -> float:
        """Log-probability of the whole text, end included."""
        return float(sum(word.sum() for word in self.words)) + self.ends


class Decoder:
    """Whisper's weights. Safe to call from several threads, `threads` of which compute at the same time."""

    def __init__(self, folder: Path, threads: int = 1, cores_per_clip: int = 1) -> None:
        try:
            self._model = ctranslate2.models.Whisper(
                str(folder), device="cpu", compute_type="int8", inter_threads=threads, intra_threads=cores_per_clip
            )
            inner = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._tokenizer = Tokenizer(inner, True, task="transcribe", language="fr")
        except Exception as error:  # both libraries raise bare exceptions of many kinds
            raise ModelCorruptError(
                f"the speech model in {folder} cannot be opened: run `tutor models install whisper-base`"
            ) from error

    def encode(self, samples: NDArray[np.float32]) -> Sound:
        """Encode at most LONGEST_SECONDS of sound, between two silences."""
        features = log_mel(samples)
        view = ctranslate2.StorageView.from_array(features[None])
        return Sound(self._model.encode(view), features.shape[-1], len(samples) / SAMPLE_RATE)

    def score(self, sound: Sound, texts: Sequence[Sequence[str]]) -> list[Scored]:
        """Score each text (its words, in plain form) against the sound. Texts of at most MOST_TOKENS tokens."""
        tokens = [[self.tokens(word) for word in text] for text in texts]
        encoded = sound.encoded
        if len(texts) > 1:
            repeated = np.repeat(np.asarray(encoded), len(texts), axis=0)
            encoded = ctranslate2.StorageView.from_array(np.ascontiguousarray(repeated))
        found = self._model.align(
            encoded,
            self._tokenizer.sot_sequence,
            [[token for word in text for token in word] + [self._tokenizer.eot] for text in tokens],
            [sound.frames] * len(texts),
        )
        return [_scored(words, result) for words, result in zip(tokens, found, strict=True)]

    def guesses(self, sound: Sound, most_tokens: int, beam: int = 5) -> list[tuple[str, ...]]:
        """What seems to have been said, likeliest first: words in plain form, cut where the decoder repeats itself."""
        prompt = [*self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]
        result = self._model.generate(
            sound.encoded, [prompt], beam_size=beam, num_hypotheses=beam, max_length=len(prompt) + most_tokens
        )[0]
        found = [
            tuple(without_repeats(self._tokenizer.decode(ids).split(), sound.seconds < _SHORT_SECONDS))
            for ids in result.sequences_ids
        ]
        return [words for words in dict.fromkeys(found) if words]

    def likeliest(self, sound: Sound, most_tokens: int, beam: int = 5) -> tuple[tuple[str, ...], float]:
        """The likeliest words, as `guesses`, and the geometric mean of their tokens' probabilities."""
        prompt = [*self._tokenizer.sot_sequence, self._tokenizer.no_timestamps]
        result = self._model.generate(
            sound.encoded, [prompt], beam_size=beam, max_length=len(prompt) + most_tokens, return_scores=True
        )[0]
        ids = result.sequences_ids[0]
        words = self._tokenizer.decode(ids).split()
        if len(ids) >= most_tokens:
            words = without_begun_repeat(words[:-1])  # cut short: its last word may be half a word
        return tuple(without_repeats(words, sound.seconds < _SHORT_SECONDS)), float(np.exp(result.scores[0]))

    def french(self, sound: Sound) -> float:
        """P(the language spoken is French)."""
        return float(dict(self._model.detect_language(sound.encoded)[0])["<|fr|>"])

    def tokens(self, word: str) -> list[int]:
        """The tokens of a word in the middle of a text."""
        return list(self._tokenizer.encode(f" {word}"))


def plain(word: str) -> str:
    """A word without the punctuation around it, its apostrophes typewriter ones."""
    return word.strip(_PUNCTUATION).replace("’", "'")


def without_repeats(words: Sequence[str], short: bool) -> list[str]:
    """The words in plain form, up to where the decoder begins to repeat itself.

    In short context it does not know when to stop: "une crête une crête une" is "une crête" in a `short` sound,
    and may be a refrain in a longer one. A repeat at the end ("le chat dort dort dort") is cut when it comes
    three times.
    """
    found = [bare for word in words if (bare := plain(word))]
    lower = [word.lower() for word in found]
    for period in range(1, len(found) // 2 + 1 if short else 1):
        if all(word == lower[at % period] for at, word in enumerate(lower)):
            return _first_lowered(found[:period])
    for period in range(1, min(_LONGEST_LOOP, len(found) // 3) + 1):
        last = lower[-period:]
        times = 1
        while lower[-period * (times + 1) : -period * times] == last:
            times += 1
        if times >= 3:
            return _first_lowered(found[: len(found) - period * (times - 1)])
    return _first_lowered(found)


def without_begun_repeat(words: Sequence[str]) -> list[str]:
    """The words up to where the decoder begins to say them all again: "on peut s'arrêter là on peut"."""
    lower = [plain(word).lower() for word in words]
    for period in range(2, len(words) - 1):
        if lower[period:] == lower[: len(words) - period]:
            return list(words[:period])
    return list(words)


def _first_lowered(words: list[str]) -> list[str]:
    return [words[0][:1].lower() + words[0][1:], *words[1:]] if words else words


def _scored(words: Sequence[Sequence[int]], result: Any) -> Scored:
    logs = np.log(np.maximum(np.asarray(result.text_token_probs, np.float64), np.exp(_FLOOR)))
    first_step: dict[int, int] = {}
    for token, step in result.alignments:
        first_step.setdefault(token, step)
    parts, starts, at = [], [], 0
    for word in words:
        parts.append(logs[at : at + len(word)])
        starts.append(_seconds(first_step.get(at, 0)))
        at += len(word)
    starts.append(_seconds(first_step.get(at, 0)))
    return Scored(tuple(parts), float(logs[at]), tuple(starts))


def _seconds(step: int) -> float:
    """Seconds from the start of the clip, which comes after the leading silence."""
    return max(0.0, step * _SECONDS_PER_STEP - LEADING_SILENCE / SAMPLE_RATE)
