"""Chooses, for each recording, the pronunciation that was used, and sets aside clips whose text is not what is said.

No verifier is asked: a clip is set aside when it holds too little voice for its text, or when a head that learned
from the clip itself still cannot find the text in it. The heads that choose were not trained on the clip's voice.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from speech.endpointing import WINDOW_SECONDS, voice_probabilities
from speech.phones import alignment
from speech.phones.head import PhoneHead
from speech.phones.inventory import Phones
from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer, Slot
from speech.phones.variants import letter
from speech.training.features import FeatureSet
from speech.training.recordings import Recording, load_samples

_ARTICLE: Final[Slot] = ((), ("l", "ə"), ("l", "a"), ("l",), ("l", "e"), ("l", "e", "z"))
WORST: Final = -8.0
"""Nats a phone between the best path through the text and the best free path: below, not learnt from."""
WORST_WHEN_LEARNT: Final = -3.0
"""The same for a head that learned from the clip: below, the text is plainly not what is said."""
QUICKEST: Final = 0.05
"""Seconds of voice a phone: nobody says twenty phones a second. Of "La lettre k." only the letter is said; notes in
brackets are not read."""


def slots_of(recording: Recording, pronouncer: Pronouncer) -> list[Slot]:
    """Slots of a recording's text; places were recorded with their article though their text has none."""
    if recording.kind == "letter" and len(recording.text) == 1:
        return [letter(recording.text, name_only=True)]
    slots: list[Slot] = [_ARTICLE] if recording.kind == "place" else []
    for word in pronouncer.text(recording.text, single_letters_named=True):
        slots += [*word.slots, *([word.link] if len(word.link) > 1 else [])]
    return slots


def relabel(
    recordings: Sequence[Recording], folder: Path, features: FeatureSet, heads: Mapping[str, PhoneHead], work: Path
) -> tuple[int, int]:
    """Write `labels.json`; returns the numbers of clips kept and left out. `heads`: by left-out fold."""
    labels = {}
    checked = 0
    for recording, said, fit in _aligned(recordings, features, heads):
        checked += 1
        if fit >= WORST and voiced_seconds(folder / recording.audio) >= QUICKEST * len(said):
            labels[recording.audio] = said
    (work / "labels.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")
    return len(labels), checked - len(labels)


def set_aside(recordings: Sequence[Recording], folder: Path, features: FeatureSet, head: PhoneHead, work: Path) -> int:
    """Write `set_aside.json`: the clips whose text is plainly not what is said, for benchmarks; returns how many.

    `head` learned from these very clips and texts: a text that it still cannot find in its clip is not there. It is
    not one of the heads that benchmarks measure, which never heard the clip's voice.
    """
    heads = dict.fromkeys({recording.fold for recording in recordings}, head)
    found = []
    for recording, said, fit in _aligned(recordings, features, heads):
        pace = voiced_seconds(folder / recording.audio) / max(1, len(said))
        if fit < WORST_WHEN_LEARNT or pace < QUICKEST:
            found.append((recording.audio, recording.text, round(fit, 2), round(pace, 3)))
    (work / "set_aside.json").write_text(json.dumps(found, ensure_ascii=False, indent=0), encoding="utf-8")
    return len(found)


def voiced_seconds(clip: Path) -> float:
    """Seconds of the clip in which somebody speaks."""
    return float((voice_probabilities(load_samples(clip)) > 0.5).sum()) * WINDOW_SECONDS


def _aligned(
    recordings: Sequence[Recording], features: FeatureSet, heads: Mapping[str, PhoneHead]
) -> Iterator[tuple[Recording, Phones, float]]:
    """Each recording, the pronunciation on its best path, and how far that is below the free path, a phone."""
    pronouncer = Pronouncer(Lexicon.load())
    place = {key: index for index, key in enumerate(features.keys)}
    for recording in recordings:
        slots = slots_of(recording, pronouncer)
        if recording.audio not in place or not any(slots):
            continue
        head = heads.get(recording.fold) or next(iter(heads.values()))
        scores = head.classes(features.of(place[recording.audio]))
        graph = alignment.build(slots)
        path = alignment.viterbi(graph, scores)
        said = _said(slots, graph, path)
        yield recording, said, (path.score - float(scores.max(axis=1).sum())) / max(1, len(said))


def _said(slots: list[Slot], graph: alignment.Graph, path: alignment.Path) -> Phones:
    """The phones of the alternatives that the best path went through (open or closed as the lexicon has them)."""
    # Phone states were numbered alternative by alternative, in order: replay the numbering of `alignment.build`.
    phones: list[str] = []
    visited = set(path.states.tolist())
    state = 0
    for slot in slots:
        for alternative in _distinct(slot):
            states = []
            for number, _ in enumerate(alternative):
                state += 1
                states.append(state)
                state += number + 1 < len(alternative)
            if states and all(index in visited for index in states):
                phones += alternative
        state += 1
    return tuple(phones)


def _distinct(slot: Slot) -> list[Phones]:
    """The slot's alternatives that differ on classes, as `alignment.build` keeps them."""
    from speech.phones.inventory import classes

    kept: dict[Phones, Phones] = {}
    for alternative in slot:
        if alternative:
            kept.setdefault(classes(alternative), alternative)
    return list(kept.values())
