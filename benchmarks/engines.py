"""Seconds of computing per second of speech, for every engine that hears.

python -m benchmarks.engines --recordings FOLDER [--clips 12] [--vosk FOLDER]
Medians over clips of 1 to 8 s, one after the other on one thread, each engine once before it counts; prints JSON.
`--vosk` is a Vosk model. On French, a Korean one searches more widely than it would on its own language.
"""

import argparse
import json
import os
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from speech.audio import SAMPLE_RATE, Clip
from speech.decoder import MOST_TOKENS, Decoder, Sound, plain
from speech.endpointing import voice_probabilities
from speech.models import model_path
from speech.phones.listener import Heard, PhoneListener
from speech.training.recordings import load_samples, read_manifest
from speech.vosk.model import VoskModel
from speech.vosk.stream import hear
from speech.whisper import split_words
from tutor.settings import Settings

SEED = 1
SHORTEST, LONGEST = 1.0, 8.0


def chosen(folder: Path, count: int) -> list[tuple[Clip, list[str]]]:
    """Clips of every kind and the words that are said in them."""
    recordings = read_manifest(folder)
    random.Random(SEED).shuffle(recordings)
    found: list[tuple[Clip, list[str]]] = []
    for recording in recordings:
        if len(found) == count:
            break
        words = [plain(word) for word in split_words(recording.text)]
        clip = Clip(load_samples(folder / recording.audio))
        if words and SHORTEST <= clip.seconds <= LONGEST:
            found.append((clip, words))
    return found


class Engines:
    """Each engine as one call on one clip; what it needs of another is made before, and does not count."""

    def __init__(self, vosk: Path | None) -> None:
        self._decoder = Decoder(model_path("whisper-base", Settings().models_dir), 1, 1)
        self._phones = PhoneListener.load()
        self._vosk = VoskModel.open(vosk) if vosk else None

    def calls(self, clip: Clip, words: list[str]) -> dict[str, Callable[[], Any]]:
        """The engines, by name."""
        decoder, phones = self._decoder, self._phones
        sound: Sound = decoder.encode(clip.samples)
        encoded = np.asarray(sound.encoded)
        heard: Heard = phones.hear(encoded, len(clip.samples))
        tokens = min(MOST_TOKENS, round(8 + 8 * clip.seconds))
        calls: dict[str, Callable[[], Any]] = {
            "voice activity (Silero)": lambda: voice_probabilities(clip.samples),
            "encoder (Whisper base)": lambda: decoder.encode(clip.samples),
            "decoder, scoring one text": lambda: decoder.score(sound, [words]),
            "decoder, free guesses": lambda: decoder.guesses(sound, tokens),
            "phones, head": lambda: phones.hear(encoded, len(clip.samples)),
            "phones, alignment and rivals": lambda: phones.words(heard, words),
            "phones, a number from 0 to 100": lambda: phones.number(heard, 100),
        }
        if self._vosk is not None:
            model, name = self._vosk, self._vosk.name
            grammar = model.grammar(LIST)
            calls[f"{name}, all words"] = lambda: hear(model, clip)
            calls[f"{name}, a list of {len(grammar.phrases)}"] = lambda: hear(model, clip, grammar)
        return calls


# Words of either language; the model takes those that it knows.
LIST = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("영", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉", "열"),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recordings", type=Path, required=True)
    parser.add_argument("--clips", type=int, default=12)
    parser.add_argument("--vosk", type=Path)
    arguments = parser.parse_args()
    engines = Engines(arguments.vosk)
    clips = chosen(arguments.recordings, arguments.clips)
    ratios: dict[str, list[float]] = {}
    for number, (clip, words) in enumerate([clips[0], *clips]):
        for name, call in engines.calls(clip, words).items():
            started, computing = time.perf_counter(), time.process_time()
            call()
            elapsed, computing = time.perf_counter() - started, time.process_time() - computing
            if number:  # the first clip only warms up
                ratios.setdefault(name, []).append(computing / clip.seconds)
                ratios.setdefault(f"{name} (elapsed)", []).append(elapsed / clip.seconds)
    medians = {name: round(statistics.median(values), 4) for name, values in ratios.items()}
    report = {
        "seconds_of_computing_per_second_of_speech": {
            name: value for name, value in medians.items() if not name.endswith("(elapsed)")
        },
        "seconds_elapsed_per_second_of_speech": {
            name.removesuffix(" (elapsed)"): value for name, value in medians.items() if name.endswith("(elapsed)")
        },
        "clips": len(clips),
        "seconds_of_speech": round(sum(clip.seconds for clip, _ in clips), 1),
        "sample_rate": SAMPLE_RATE,
        "cores": os.cpu_count(),
        "load_average": round(os.getloadavg()[0], 1),
    }
    print(json.dumps(report, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
