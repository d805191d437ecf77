"""What weighing words against all that is one phone away costs, shared parts once or each rival by itself.

python -m benchmarks.rivals_of_words --recordings FOLDER [--clips 60] [--verdicts 20]
Each text is weighed both ways in turn on the sound of a clip: the text that was read, then another. Prints JSON: for
each kind of text, how many, and milliseconds a text both ways and their ratio (medians); then the words whose scores
differ by over 0.001 in the form that the judges look at (arcsinh of nats), and those whose score as expected is over a
nat off that of the whole text, which it is: exact sums need no floors; then whole verdicts both ways, on so many clips
of each kind (`--verdicts`), by an ear that knows these voices.
"""

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.misread_words import recordings
from speech.audio import read_clip
from speech.ear import Ear
from speech.errors import SpeechError
from speech.phones import alignment, evidence
from speech.phones.evidence import WordEvidence
from speech.phones.one_away import Edit
from speech.phones.pronounce import Spoken
from speech.whisper import split_words

SCORES = ("rival", "rivals", "omitted")
Weighed = tuple[float, np.ndarray, float]


def each_by_itself(
    own: list[tuple[str, ...]],
    rivals: dict[tuple[str, ...], Edit],
    emissions: np.ndarray,
    borders: tuple[alignment.Vector, alignment.Vector],
) -> Weighed:
    """As `speech.phones.evidence` weighs, by the general way to score sequences."""
    if min(border.max() for border in borders) <= alignment.IMPOSSIBLE / 2:
        return float(np.log(len(own))), np.zeros(len(rivals)), 0.0
    scores = alignment.score_within([*own, *rivals, ()], emissions, *borders)
    return float(np.logaddexp.reduce(scores[: len(own)])), scores[len(own) : -1], float(scores[-1])


class Weighing:
    """Texts weighed both ways: milliseconds, words that differ, and words that are off the score of their text."""

    def __init__(self) -> None:
        self.ways = {"shared": evidence._weigh, "each_by_itself": each_by_itself}
        self.milliseconds: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        self.words: Counter[str] = Counter()
        self.off: Counter[str] = Counter()

    def weigh(self, kind: str, case: str, spoken: list[Spoken], emissions: np.ndarray, rng: random.Random) -> None:
        """One text, the ways in any order."""
        whole = _score_of_text(spoken, emissions)
        found: dict[str, tuple[WordEvidence, ...]] = {}
        for name in rng.sample(sorted(self.ways), len(self.ways)):
            mine: list[float] = []
            with patch.object(evidence, "_weigh", self._noting(self.ways[name], mine)):
                began = time.perf_counter()
                found[name] = evidence.examine(spoken, emissions)
                self.milliseconds[kind][name].append(1000 * (time.perf_counter() - began))
            self.off[name] += sum(abs(one - whole) > 1 for one in mine)
        self.words[case] += len(spoken)
        for one, other in zip(*found.values(), strict=True):
            apart = (abs(np.arcsinh(getattr(one, name)) - np.arcsinh(getattr(other, name))) for name in SCORES)
            self.words[f"{case}, differ"] += int(max(apart) > 1e-3)

    def _noting(self, way: Callable[..., Weighed], mine: list[float]) -> Callable[..., Weighed]:
        def weigh(*given: Any) -> Weighed:
            found = way(*given)
            mine.append(found[0])
            return found

        return weigh


def verdicts(ear: Ear, clip: Path, text: str) -> Counter[str]:
    """How many words are judged the same both ways, and how others changed."""
    sound = read_clip(clip)
    try:
        new = ear.verify(sound, text).words
        with patch.object(evidence, "_weigh", each_by_itself):
            old = ear.verify(sound, text).words
    except SpeechError:
        return Counter({"clips refused": 1})
    pairs = [(one.verdict, other.verdict) for one, other in zip(old, new, strict=True)]
    return Counter("same" if one is other else f"{one} to {other}" for one, other in pairs)


def _score_of_text(spoken: list[Spoken], emissions: np.ndarray) -> float:
    slots = [slot for word in spoken for slot in (*word.slots, *([word.link] if len(word.link) > 1 else []))]
    return alignment.score(alignment.build(slots), emissions)


def main() -> None:
    """Weigh, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recordings", type=Path, required=True, help="data/speech of the shared data")
    parser.add_argument("--models", type=Path, default=Path.home() / ".cache/marelle/models")
    parser.add_argument("--clips", type=int, default=60, help="of each kind")
    parser.add_argument("--verdicts", type=int, default=0, help="clips of each kind that are judged both ways")
    given = parser.parse_args()
    rng, ear = random.Random(7), Ear.load(given.models)
    weighing, judged = Weighing(), Counter[str]()
    for kind in ("word", "phrase", "sentence"):
        some = [one for one in recordings(given.recordings) if one.kind == kind and len(one.text) < 160]
        for number, clip in enumerate(rng.sample(some, min(given.clips, len(some)))):
            emissions = ear.tail(read_clip(clip.audio).samples)
            for case, text in (("as read", clip.text), ("another text", rng.choice(some).text)):
                if spoken := [word for word in ear.spoken(split_words(text)) if word]:
                    weighing.weigh(kind, case, spoken, emissions, rng)
                if number < given.verdicts:
                    judged += verdicts(ear, clip.audio, text)
    told = {
        kind: {
            "texts": len(costs["shared"]),
            **{f"{name}_ms": round(median(costs[name]), 1) for name in weighing.ways},
            "ratio": round(median(a / b for a, b in zip(costs["shared"], costs["each_by_itself"], strict=True)), 2),
        }
        for kind, costs in weighing.milliseconds.items()
    }
    print(
        json.dumps(
            {**told, "words": weighing.words, "words_a_nat_off_their_text": weighing.off, "verdicts": judged}, indent=1
        )
    )


if __name__ == "__main__":
    main()
