"""What classroom noise does to the verdicts: other children's voices at 20, 10 and 5 dB below the reader's.

python -m benchmarks.noise --recordings FOLDER --heads FOLDER --lexique Lexique383.txt [--clips 60] [--seed 7]
The whole ear hears each clip, with half a second before it and a second after as a tablet records, in each noise,
with its true text and with one word replaced by an unrelated one; each voice is heard by a head that never learnt
from it (`benchmarks.verify_words`). Noise should make the ear *unsure*, not wrong. Prints JSON.
"""

import argparse
import json
import pickle
import random
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.arguments import ear_arguments
from benchmarks.misread_words import Case, Foils, cases, recordings, set_aside
from benchmarks.verify_words import VOICES, RememberingDecoder, fold_of
from speech.audio import SAMPLE_RATE, Clip
from speech.ear import Ear
from speech.errors import BadAudioError
from speech.phones.head import PhoneHead
from speech.phones.inventory import classes
from speech.phones.judging import load_judges
from speech.phones.lexicon import Lexicon
from speech.phones.listener import PhoneListener
from speech.phones.pronounce import Pronouncer
from speech.spoken_numbers import NumberModel
from speech.training import augmentation
from speech.training.recordings import load_samples
from speech.verdicts import Verdict
from speech.whisper import WhisperRecogniser

LEVELS: dict[str, float | None] = {"clean": None, "20 dB": 20.0, "10 dB": 10.0, "5 dB": 5.0}
BEFORE_SECONDS, AFTER_SECONDS = 0.5, 1.0
ROOM = 10 ** (-70 / 20)
"""Amplitude of the noise that no microphone is without."""

Samples = NDArray[np.float32]


def conditions(samples: Samples, others: list[Samples], seed: int) -> Iterator[tuple[str, Samples]]:
    """The clip as a tablet records it, in each noise; levels are those of the speech against the babble."""
    rng = np.random.default_rng(seed)
    recorded = np.pad(samples, (int(BEFORE_SECONDS * SAMPLE_RATE), int(AFTER_SECONDS * SAMPLE_RATE)))
    recorded += (ROOM * rng.standard_normal(len(recorded))).astype(np.float32)
    noise = augmentation.babble(augmentation.drawing_from(others), len(recorded), rng)
    # mix() takes the power of all it is given, silence included: the reader's own is meant here.
    quieter = 10 * np.log10(float(np.mean(recorded**2)) / float(np.mean(samples**2)))
    for name, level in LEVELS.items():
        mixed = recorded if level is None else augmentation.mix(recorded, noise, level + quieter)
        yield name, mixed / max(1.0, float(np.abs(mixed).max()))


def heard(ear: Ear, clip: Clip, case: Case, pronouncer: Pronouncer) -> list[dict[str, Any]]:
    """One row for each word that counts; a clip that the ear refuses to judge counts as unsure."""
    fault = None
    try:
        reading = ear.verify(clip, " ".join(case.words))
        verdicts = [(word.verdict, word.probability) for word in reading.words]
    except BadAudioError as error:
        fault = str(error)
        verdicts = [(Verdict.UNSURE, 0.5)] * len(case.words)
    if len(verdicts) != len(case.words):
        return []
    rows = []
    for at, ((verdict, probability), label) in enumerate(zip(verdicts, case.labels, strict=True)):
        bare = case.words[at].strip(".,;:!?…«»\"'()")
        if (case.name == "as read") != (label == 1) or len(bare) <= 2 or not bare.isalpha():
            continue
        said = case.recording.text.split()[at]
        if label == 0 and {classes(p) for p in pronouncer.word(said)} & {classes(p) for p in pronouncer.word(bare)}:
            continue  # a homophone of what was said is no foil
        rows.append({
            "voice": case.recording.speaker, "clip": case.recording.audio.name, "word": bare, "right": label == 1,
            "verdict": str(verdict), "probability": probability, "fault": fault,
        })  # fmt: skip
    return rows


def report(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Shares of the words of one condition."""
    true, far = [row for row in rows if row["right"]], [row for row in rows if not row["right"]]
    decided = [row for row in rows if row["verdict"] != Verdict.UNSURE]
    right = sum((row["verdict"] == Verdict.CORRECT) == row["right"] for row in decided)
    return {
        "words": len(rows),
        "unsure": _share(rows, Verdict.UNSURE),
        "unsure_true": _share(true, Verdict.UNSURE),
        "unsure_far": _share(far, Verdict.UNSURE),
        "false_alarms_of_true": _share(true, Verdict.INCORRECT),
        "missed_of_far": _share(far, Verdict.CORRECT),
        "sure_errors": round((len(decided) - right) / len(rows), 4) if rows else None,
        "right_of_decided": round(right / len(decided), 4) if decided else None,
        "refused": round(sum(row["fault"] is not None for row in rows) / len(rows), 4) if rows else None,
    }


def _share(rows: list[dict[str, Any]], verdict: Verdict) -> float | None:
    return round(sum(row["verdict"] == verdict for row in rows) / len(rows), 4) if rows else None


def collect(given: argparse.Namespace) -> dict[str, list[dict[str, Any]]]:
    """The rows of each condition."""
    decoder = RememberingDecoder(given.models / "whisper-base")
    whisper = WhisperRecogniser(decoder, load_judges()["decoder"], NumberModel.load())
    pronouncer = Pronouncer(Lexicon.load())
    judge = load_judges()["all"]
    ears = {
        path.stem: Ear(whisper, PhoneListener(PhoneHead.load(path), pronouncer), judge)
        for path in given.heads.glob("*.npz")
    }
    voices = [voice for voice in VOICES if fold_of(voice) in ears]
    foils = Foils(given.lexique)
    aside = set_aside(given.set_aside)
    every = [
        one
        for one in recordings(given.recordings)
        if one.kind in ("word", "phrase", "sentence") and one.audio.name not in aside
    ]
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number in range(given.clips):
        rng = random.Random(f"{given.seed} {number}")
        voice = voices[number % len(voices)]
        clip = rng.choice([one for one in every if one.speaker == voice and len(one.text) < 160])
        others = [load_samples(one.audio) for one in rng.sample([one for one in every if one.speaker != voice], 8)]
        texts = [case for case in cases(clip, every, foils, rng) if case.name in ("as read", "far")]
        for name, samples in conditions(load_samples(clip.audio), others, given.seed + number):
            for case in texts:
                rows[name] += heard(ears[fold_of(voice)], Clip(samples), case, pronouncer)
    return rows


def main() -> None:
    """Hear every clip in every noise; print the shares."""
    parser = ear_arguments(__doc__)
    parser.add_argument("--clips", type=int, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rows", type=Path, help="keep the rows in this file")
    given = parser.parse_args()
    started = time.perf_counter()
    rows = collect(given)
    if given.rows:
        given.rows.write_bytes(pickle.dumps(dict(rows)))
    levels = {name: report(found) for name, found in rows.items()}
    answer = {"clips": given.clips, "levels": levels, "seconds": round(time.perf_counter() - started, 1)}
    print(json.dumps(answer, indent=1))


if __name__ == "__main__":
    main()
