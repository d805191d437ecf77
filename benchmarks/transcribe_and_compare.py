"""What one would do without this product: faster-whisper transcribes the clip, and its text is compared with ours.

Same weights as the product (whisper-base, int8), used as faster-whisper's documentation does: French, beam of 5, sound
padded to 30 s, temperatures raised when it doubts. A baseline for benchmarks.verify_words.
"""

import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from faster_whisper import WhisperModel
from numpy.typing import NDArray

from speech.phonetics import compare, phones

_AROUND = ".,;:!?…«»\"'()[]—- \u00a0\u202f"
_KEPT = 50


@dataclass(frozen=True, slots=True)
class Transcript:
    """Words as transcribed, each with its probability, and the seconds that it took."""

    words: tuple[str, ...]
    probabilities: tuple[float, ...]
    seconds: float


class Transcriber:
    """faster-whisper, which hears each clip once though many texts are compared with it."""

    def __init__(self, folder: Path) -> None:
        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)
        self._kept: dict[bytes, Transcript] = {}

    def transcript(self, samples: NDArray[np.float32]) -> Transcript:
        """What the clip (16 kHz mono) says, with nothing known of it."""
        key = samples.tobytes()
        if key not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            started = time.perf_counter()
            segments, _ = self._model.transcribe(samples, language="fr", beam_size=5, word_timestamps=True)
            words: list[tuple[str, float]] = []
            for found in (word for segment in segments for word in segment.words or []):
                if words and not found.word.startswith(" "):  # « l' » and « automne » come apart
                    before, sure = words.pop()
                    words.append((before + found.word, min(sure, float(found.probability))))
                else:
                    words.append((found.word, float(found.probability)))
            self._kept[key] = Transcript(
                tuple(_bare(word) for word, _ in words),
                tuple(sure for _, sure in words),
                time.perf_counter() - started,
            )
        return self._kept[key]

    def scores(self, samples: NDArray[np.float32], words: Sequence[str]) -> list[float]:
        """For each expected word from -1 to 1, more when it is likelier read right.

        A word that the transcript holds where it should be: the probability of what was transcribed there. Another
        word there: minus the share of its phones that differ, so that the worst misreadings come last.
        """
        heard = self.transcript(samples)
        sounds = [phones(_bare(word)) for word in words]
        out = []
        for word, sound, found in zip(
            words, sounds, compare(sounds, [phones(one) for one in heard.words]), strict=True
        ):
            said = "".join(heard.words[place] for place in found.heard)
            if said and said == _bare(word):
                out.append(min(heard.probabilities[place] for place in found.heard))
            else:
                out.append(-min(1.0, found.edits / max(1, len(sound))))
        return out


def _bare(word: str) -> str:
    return unicodedata.normalize("NFC", word).lower().replace("’", "'").strip(_AROUND)
