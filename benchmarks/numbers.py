"""Spoken numbers on voices never trained on: 0 to 99 and the closed set 0 to 20, from the phones alone.

python -m benchmarks.numbers --asterisk FOLDER [--head FILE] [--recordings FOLDER --fold-head FILE]
Prints JSON. June's and Armelle's numbers are spliced (benchmarks/asterisk_voices.py); voice-a's 0 to 20 need a head
trained without her (`python -m speech.training fold voice-a`).
"""

import argparse
import json
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.asterisk_voices import VOICES, numbers
from speech.ear import NUMBER_FIT_ABOVE, NUMBER_SURE_ABOVE
from speech.numbers import spellings
from speech.phones.closed_set import candidates, choose
from speech.phones.encoder import EncoderModel, encode
from speech.phones.head import PhoneHead
from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer
from speech.training import augmentation
from speech.training.features import load_whisper
from speech.training.recordings import load_samples, read_manifest

Samples = NDArray[np.float32]
CHANGES: dict[str, Callable[[Samples, np.random.Generator], Samples]] = {
    "as recorded": lambda samples, rng: samples,
    "towards a child": lambda samples, rng: augmentation.shift_voice(samples, 1.3, 1.1),
    "noise at 10 dB": lambda samples, rng: augmentation.mix(
        samples, augmentation.coloured_noise(len(samples), rng), 10.0
    ),
}


def measure(
    clips: Iterable[tuple[int, Samples]], largest: int, head: PhoneHead, model: EncoderModel, change: str, trace: bool
) -> dict[str, Any]:
    """Shares of numbers decided, and right when decided; also right when always deciding."""
    among = candidates(Pronouncer(Lexicon.load()), {number: spellings(number) for number in range(largest + 1)})
    right = decided = right_decided = total = 0
    seconds = 0.0
    wrong = []
    for number, samples in clips:
        samples = CHANGES[change](samples, np.random.default_rng(number))
        frames = encode(model, samples)
        started = time.perf_counter()
        choice = choose(among, head.classes(frames))
        seconds += time.perf_counter() - started
        sure = choice.probability >= NUMBER_SURE_ABOVE and choice.fit >= NUMBER_FIT_ABOVE
        total += 1
        right += choice.key == number
        decided += sure
        right_decided += sure and choice.key == number
        if choice.key != number or trace:
            wrong.append(
                [number, choice.key, round(choice.probability, 2), round(choice.fit, 2), "".join(choice.heard)]
            )
    return {
        "numbers": total,
        "right_if_always_deciding": round(right / total, 4),
        "decided": round(decided / total, 4),
        "right_when_decided": round(right_decided / max(decided, 1), 4),
        "seconds_each_without_encoder": round(seconds / total, 4),
        "wrong": wrong,
    }


def main() -> None:
    """Measure every voice there is and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--asterisk", type=Path, required=True)
    parser.add_argument("--head", type=Path, help="default: the shipped head")
    parser.add_argument("--recordings", type=Path, help="the shared recordings, for voice-a's 0 to 20")
    parser.add_argument("--fold-head", type=Path, help="a head trained without voice-a")
    parser.add_argument("--models", type=Path, default=Path.home() / ".cache/marelle/models")
    parser.add_argument("--trace", action="store_true")
    given = parser.parse_args()
    model = load_whisper(given.models, 1)
    head = PhoneHead.load(given.head)
    report: dict[str, Any] = {}
    for change in CHANGES:
        for voice in VOICES:
            for largest in (99, 20):
                clips = numbers(given.asterisk, voice, largest)
                report[f"{voice}, 0 to {largest}, {change}"] = measure(clips, largest, head, model, change, given.trace)
        if given.recordings and given.fold_head:
            own = _voice_a(given.recordings)
            left_out = PhoneHead.load(given.fold_head)
            report[f"voice-a, 0 to 20, {change}"] = measure(own, 20, left_out, model, change, given.trace)
    print(json.dumps(report, ensure_ascii=False, indent=1))


def _voice_a(folder: Path) -> list[tuple[int, Samples]]:
    word = {spelling: number for number in range(21) for spelling in spellings(number)}
    return [
        (word[recording.text], load_samples(folder / recording.audio))
        for recording in read_manifest(folder)
        if recording.person == "voice-a" and recording.kind == "number"
    ]


if __name__ == "__main__":
    main()
