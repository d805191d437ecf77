"""Is each word read right? Voices left out of training; true texts against near and far foils on one word.

python -m benchmarks.verify_words --recordings FOLDER --heads FOLDER --lexique Lexique383.txt [--clips 120]
`--heads` holds `<fold>.npz` of `python -m speech.training folds`: each clip is judged by a head that never heard its
voice, and by judges fitted on the other voices. Prints JSON; `--rows FILE` keeps the evidence, `--judges FILE` writes
the judges fitted on every voice (what ships).
"""

import argparse
import json
import pickle
import random
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.arguments import ear_arguments
from benchmarks.misread_words import Case, Foils, Recording, cases, recordings, set_aside
from benchmarks.transcribe_and_compare import Transcriber
from benchmarks.verify_report import judges_of_all, report
from speech.audio import Clip
from speech.decoder import Decoder, Sound
from speech.phones.encoder import clip_frames
from speech.phones.evidence import examine
from speech.phones.head import PhoneHead
from speech.phones.inventory import classes
from speech.phones.judging import NO_JUDGE, clarity
from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer
from speech.spoken_numbers import NumberModel
from speech.training import augmentation
from speech.training.corpus import FOLDS
from speech.training.recordings import load_samples
from speech.whisper import WhisperRecogniser, split_words

VOICES = ("voice-t", "voice-a", "voice-b", "voice-a-2001")


def fold_of(voice: str) -> str:
    """The fold whose head never heard this voice."""
    person = "voice-a" if voice.startswith("voice-a") else "sppas" if voice.startswith("voice-s-") else voice
    return next(fold for fold, members in FOLDS.items() if person in members)


class RememberingDecoder(Decoder):
    """Whisper's decoder that encodes and guesses a clip once, though many texts are verified on it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._kept: dict[object, Any] = {}

    def encode(self, samples: Any) -> Sound:
        """As Decoder."""
        key = samples.tobytes()
        if key not in self._kept:
            if len(self._kept) > 20:
                self._kept.clear()
            self._kept[key] = super().encode(samples)
        kept: Sound = self._kept[key]
        return kept

    def guesses(self, sound: Sound, most_tokens: int, beam: int = 5) -> list[tuple[str, ...]]:
        """As Decoder."""
        if id(sound) not in self._kept:
            self._kept[id(sound)] = super().guesses(sound, most_tokens, beam)
        kept: list[tuple[str, ...]] = self._kept[id(sound)]
        return kept


def collect(given: argparse.Namespace) -> list[dict[str, Any]]:
    """One row a judged word: voice, case, whether it was read right, its evidence, times."""
    decoder = RememberingDecoder(given.models / "whisper-base")
    # Only its evidence is asked for: the models that judge it may be anything.
    ear = WhisperRecogniser(decoder, NO_JUDGE, NumberModel((), 0.0, 1.0))
    heads = {path.stem: PhoneHead.load(path) for path in given.heads.glob("*.npz")}
    pronouncer = Pronouncer(Lexicon.load())
    foils = Foils(given.lexique)
    transcriber = Transcriber(given.models / "whisper-base")
    every = [one for one in recordings(given.recordings) if one.kind in ("word", "phrase", "sentence")]
    rows = []
    for voice in given.voice or VOICES:
        rng = random.Random(f"{voice} 11")
        own = [one for one in every if one.speaker == voice and len(one.text) < 160]
        for number, clip in enumerate(rng.sample(own, min(given.clips, len(own)))):
            samples = load_samples(clip.audio)
            others = [load_samples(one.audio) for one in rng.sample(every, 8)]
            versions = {"clean": samples}
            if given.babble:
                draw = augmentation.drawing_from(others)
                noise = augmentation.babble(draw, len(samples), np.random.default_rng(3))
                versions["babble at 10 dB"] = augmentation.mix(samples, noise, 10.0)
            judged = _cases(clip, every, foils, rng, given.foils)
            for condition, sound in versions.items():
                started = time.perf_counter()
                encoded = decoder.encode(sound)
                encoding = time.perf_counter() - started
                started = time.perf_counter()
                frames = clip_frames(np.asarray(encoded.encoded), len(sound))
                emissions = heads[fold_of(voice)].classes(frames)
                heading = time.perf_counter() - started
                times = {"encoder": encoding, "head": heading, "sound": len(sound) / 16000}
                baseline = transcriber if number < given.baseline and condition == "clean" else None
                if baseline:
                    times["transcription"] = baseline.transcript(sound).seconds
                for case in judged:
                    rows += _judge(case, condition, pronouncer, emissions, ear, Clip(sound), times, baseline)
    return rows


def _cases(clip: Recording, every: list[Recording], foils: Foils, rng: random.Random, draws: int) -> list[Case]:
    """The text as read, and the foils of so many draws (a short text has few words, thus few different foils)."""
    drawn = [case for _ in range(draws) for case in cases(clip, every, foils, rng) if case.name != "unread"]
    return list({case.words: case for case in reversed(drawn)}.values())


def _judge(
    case: Case,
    condition: str,
    pronouncer: Pronouncer,
    emissions: Any,
    ear: WhisperRecogniser,
    clip: Clip,
    times: dict[str, float],
    transcriber: Transcriber | None,
) -> list[dict[str, Any]]:
    words = split_words(" ".join(case.words))
    if len(words) != len(case.words):
        return []
    started = time.perf_counter()
    evidence = examine(pronouncer.text(" ".join(words)), emissions)
    examining = time.perf_counter() - started
    started = time.perf_counter()
    decoded = ear.evidence(clip, " ".join(words))
    deciding = time.perf_counter() - started
    if len(evidence) != len(words):
        return []
    transcribed = transcriber.scores(clip.samples, words) if transcriber else [np.nan] * len(words)
    said = case.recording.text.split()
    rows = []
    for place, (word, label, one, other) in enumerate(zip(words, case.labels, evidence, decoded, strict=True)):
        bare = word.strip(".,;:!?…«»\"'()")
        if (case.name == "as read") != (label == 1) or len(bare) <= 2 or not bare.isalpha():
            continue
        if label == 0 and {classes(p) for p in pronouncer.word(said[place])} & {
            classes(p) for p in pronouncer.word(word)
        }:
            continue  # a homophone of what was said is no foil
        rows.append(
            {
                "voice": case.recording.speaker, "clip": case.recording.audio.name, "text": case.recording.text,
                "case": case.name, "condition": condition, "word": bare, "right": label == 1, "evidence": one,
                "decoder": other, "transcribed": transcribed[place], "clarity": clarity(emissions),
                "seconds": times | {"phones": examining, "decoder and its guesses": deciding},
            }
        )  # fmt: skip
    return rows


def main() -> None:
    """Collect (or reload) the evidence, cross-fit judges by voice, print the report."""
    parser = ear_arguments(__doc__)
    parser.add_argument("--clips", type=int, default=120, help="a voice")
    parser.add_argument("--foils", type=int, default=1, help="draws of foils a clip")
    parser.add_argument("--babble", action="store_true")
    parser.add_argument("--baseline", type=int, default=25, help="clips a voice that are transcribed too (slow)")
    parser.add_argument("--rows", type=Path, action="append", help="evidence kept in files")
    parser.add_argument("--voice", action="append", help="only this voice")
    parser.add_argument("--judges", type=Path)
    given = parser.parse_args()
    kept_rows = [path for path in given.rows or [] if path.exists()]
    if kept_rows:
        rows = [row for path in kept_rows for row in pickle.loads(path.read_bytes())]
    else:
        rows = collect(given)
        for path in given.rows or []:
            path.write_bytes(pickle.dumps(rows))
    aside = set_aside(given.set_aside)
    kept = [row for row in rows if row["clip"] not in aside]
    print(json.dumps(report(kept, sorted(aside)), ensure_ascii=False, indent=1))
    if given.judges:
        given.judges.write_text(json.dumps(judges_of_all(kept)), encoding="utf-8")


if __name__ == "__main__":
    main()
