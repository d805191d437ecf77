"""What weighing words against all that is one phone away costs, shared parts once or each rival by itself.

python -m benchmarks.rivals_of_words --recordings FOLDER [--clips 60] [--models FOLDER]
Each text is weighed both ways in turn on the sound of a clip: the text that was read, then another. Prints JSON: for
each kind of text, words, and milliseconds a text both ways and their ratio (medians); then the greatest difference of a
score, in the form that the judges look at (arcsinh of nats).
"""

import argparse
import json
import random
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from unittest.mock import patch

import numpy as np

from benchmarks.misread_words import recordings
from speech.audio import read_clip
from speech.ear import Ear
from speech.phones import alignment, evidence
from speech.phones.evidence import WordEvidence, examine
from speech.phones.one_away import Edit
from speech.phones.pronounce import Spoken
from speech.whisper import split_words

SCORES = ("rival", "rivals", "omitted")


def each_by_itself(
    own: list[tuple[str, ...]],
    rivals: dict[tuple[str, ...], Edit],
    emissions: np.ndarray,
    borders: tuple[alignment.Vector, alignment.Vector],
) -> tuple[float, np.ndarray, float]:
    """As `speech.phones.evidence` weighs, by the general way to score sequences."""
    if min(border.max() for border in borders) <= alignment.IMPOSSIBLE / 2:
        return float(np.log(len(own))), np.zeros(len(rivals)), 0.0
    scores = alignment.score_within([*own, *rivals, ()], emissions, *borders)
    return float(np.logaddexp.reduce(scores[: len(own)])), scores[len(own) : -1], float(scores[-1])


def timed(spoken: list[Spoken], emissions: np.ndarray) -> tuple[float, tuple[WordEvidence, ...]]:
    """Milliseconds, and the evidence."""
    began = time.perf_counter()
    found = examine(spoken, emissions)
    return 1000 * (time.perf_counter() - began), found


def both_ways(spoken: list[Spoken], emissions: np.ndarray, first: bool) -> tuple[list[float], float]:
    """Milliseconds sharing and by itself, and the greatest difference of a score. `first`: who begins."""
    ways: list[Callable[[], tuple[float, tuple[WordEvidence, ...]]]] = [
        lambda: timed(spoken, emissions),
        lambda: _patched(spoken, emissions),
    ]
    done = {way: ways[way]() for way in ((0, 1) if first else (1, 0))}
    differences = [
        abs(float(np.arcsinh(getattr(one, name)) - np.arcsinh(getattr(other, name))))
        for one, other in zip(done[0][1], done[1][1], strict=True)
        for name in SCORES
    ]
    return [done[0][0], done[1][0]], max(differences)


def _patched(spoken: list[Spoken], emissions: np.ndarray) -> tuple[float, tuple[WordEvidence, ...]]:
    with patch.object(evidence, "_weigh", each_by_itself):
        return timed(spoken, emissions)


def main() -> None:
    """Weigh, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recordings", type=Path, required=True, help="data/speech of the shared data")
    parser.add_argument("--models", type=Path, default=Path.home() / ".cache/marelle/models")
    parser.add_argument("--clips", type=int, default=60, help="of each kind")
    given = parser.parse_args()
    rng, ear = random.Random(7), Ear.load(given.models)
    told: dict[str, object] = {}
    greatest = 0.0
    for kind in ("word", "phrase", "sentence"):
        some = [one for one in recordings(given.recordings) if one.kind == kind and len(one.text) < 160]
        costs: dict[str, list[float]] = defaultdict(list)
        for clip in rng.sample(some, min(given.clips, len(some))):
            emissions = ear.tail(read_clip(clip.audio).samples)
            for text in (clip.text, rng.choice(some).text):
                spoken = [word for word in ear.spoken(split_words(text)) if word]
                if not spoken:
                    continue
                took, difference = both_ways(spoken, emissions, first=rng.random() < 0.5)
                greatest = max(greatest, difference)
                for name, cost in zip(("shared", "each_by_itself"), took, strict=True):
                    costs[name].append(cost)
        told[kind] = {
            "texts": len(costs["shared"]),
            **{f"{name}_ms": round(median(values), 1) for name, values in costs.items()},
            "ratio": round(median(a / b for a, b in zip(costs["shared"], costs["each_by_itself"], strict=True)), 2),
        }
    print(json.dumps({**told, "greatest_difference": greatest}, indent=1))


if __name__ == "__main__":
    main()
