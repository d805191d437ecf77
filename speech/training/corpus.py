"""Joins recordings, features and pronunciations into examples to learn from, without the held-out voices."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from speech.phones.inventory import INDEX, Phones
from speech.phones.pronounce import Pronouncer
from speech.training.features import FeatureSet, load_features
from speech.training.recordings import Recording, read_manifest

FOLDS: Final = {
    "voice-t": ("voice-t",),
    "voice-a": ("voice-a",),
    "voice-b": ("voice-b",),
    "few": ("voice-c", "voice-d", "sppas"),
}
"""Groups of voices left out together."""


@dataclass(frozen=True, slots=True)
class Example:
    """A clip to learn from: its place in each version's features, its phones, and how often it is drawn an epoch."""

    places: tuple[tuple[FeatureSet, int], ...]
    phones: tuple[int, ...]
    weight: float = 1.0


def load_recordings(work: Path, speech: Path) -> list[tuple[Recording, Phones]]:
    """Clips with their phones: those chosen by `relabel` when it has run, else the usual pronunciation."""
    recordings = read_manifest(speech)
    labels = work / "labels.json"
    if labels.exists():
        chosen: dict[str, list[str]] = json.loads(labels.read_text(encoding="utf-8"))
        return [(recording, tuple(chosen[recording.audio])) for recording in recordings if recording.audio in chosen]
    return [(recording, phones) for recording, phones in usual_labels(recordings) if phones]


def usual_labels(recordings: Sequence[Recording]) -> list[tuple[Recording, Phones]]:
    """Each recording with the usual pronunciation of its text; a letter alone is read by its name."""
    from speech.phones.lexicon import Lexicon
    from speech.phones.variants import letter

    pronouncer = Pronouncer(Lexicon.load())
    out = []
    for recording in recordings:
        if recording.kind == "letter" and len(recording.text) == 1:
            out.append((recording, letter(recording.text, name_only=True)[0]))
        else:
            out.append((recording, pronouncer.usual(recording.text)))
    return out


def examples_from(labelled: Sequence[tuple[str, Phones, float]], versions: Mapping[str, FeatureSet]) -> list[Example]:
    """Examples of clips (key, phones, weight), with a place in every version that holds the key."""
    places = [(features, {key: place for place, key in enumerate(features.keys)}) for features in versions.values()]
    out = []
    for key, phones, weight in labelled:
        found = tuple((features, index[key]) for features, index in places if key in index)
        if not found or not phones:
            continue
        # CTC needs a frame a phone, and one more between twins.
        least = len(phones) + sum(a == b for a, b in pairwise(phones))
        fitting = tuple((features, place) for features, place in found if features.count[place] > least + 2)
        if fitting:
            out.append(Example(fitting, tuple(INDEX[phone] for phone in phones), weight))
    return out


def training_set(work: Path, speech: Path, left_out: Collection[str], dropped: Collection[str] = ()) -> list[Example]:
    """Every example but those of the folds in `left_out` and the clips in `dropped`, voices balanced."""
    labelled = [
        (recording, phones)
        for recording, phones in load_recordings(work, speech)
        if recording.fold not in left_out and recording.audio not in dropped
    ]
    size = Counter(recording.speaker for recording, _ in labelled)
    weighted = [
        (recording.audio, phones, min(3.0, max(1.0, (300 / size[recording.speaker]) ** 0.5)))
        for recording, phones in labelled
    ]
    examples = examples_from(weighted, feature_sets(work, "recordings"))
    synthetic = work / "synthetic.json"
    if synthetic.exists():
        clips = json.loads(synthetic.read_text(encoding="utf-8"))
        spoken = [(clip["key"], tuple(clip["phones"]), float(clip["weight"])) for clip in clips]
        examples += examples_from(spoken, feature_sets(work, "synthetic"))
    return examples


def feature_sets(work: Path, kind: str) -> dict[str, FeatureSet]:
    """Every finished version under `work/features` of that kind, `plain` first."""
    folder = work / "features"
    names = sorted(
        path.stem for path in folder.glob("*.json") if path.stem.startswith("synth") == (kind == "synthetic")
    )
    names.sort(key=lambda name: name not in ("plain", "synth-plain"))
    return {name: load_features(folder, name) for name in names}
