"""Chooses, for each recording, the pronunciation that was used, and sets aside clips whose text is not what is said.

The heads that judge a clip were not trained on its voice. Written to `work/labels.json`; the clips set aside,
with their score, to `work/set_aside.json`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from speech.phones import alignment
from speech.phones.head import PhoneHead
from speech.phones.inventory import Phones
from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer, Slot
from speech.phones.variants import letter
from speech.training.features import FeatureSet
from speech.training.recordings import Recording

_ARTICLE: Final[Slot] = ((), ("l", "ə"), ("l", "a"), ("l",), ("l", "e"), ("l", "e", "z"))
WORST: Final = -6.0
"""Nats a phone between the best path through the text and the best free path: below, the text is not what is said."""


def slots_of(recording: Recording, pronouncer: Pronouncer) -> list[Slot]:
    """Slots of a recording's text; places were recorded with their article though their text has none."""
    if recording.kind == "letter" and len(recording.text) == 1:
        return [letter(recording.text, name_only=True)]
    slots: list[Slot] = [_ARTICLE] if recording.kind == "place" else []
    for word in pronouncer.text(recording.text):
        slots += [*word.slots, *([word.link] if len(word.link) > 1 else [])]
    return slots


def relabel(
    recordings: list[Recording], features: FeatureSet, heads: Mapping[str, PhoneHead], work: Path
) -> tuple[int, int]:
    """Write the labels; returns the numbers of clips kept and set aside. `heads`: by left-out fold."""
    pronouncer = Pronouncer(Lexicon.load())
    place = {key: index for index, key in enumerate(features.keys)}
    labels: dict[str, Phones] = {}
    set_aside: list[tuple[str, str, float]] = []
    for recording in recordings:
        slots = slots_of(recording, pronouncer)
        if recording.audio not in place or not any(slot for slot in slots):
            continue
        head = heads.get(recording.fold) or next(iter(heads.values()))
        scores = head.classes(features.of(place[recording.audio]))
        graph = alignment.build(slots)
        path = alignment.viterbi(graph, scores)
        said = _said(slots, graph, path)
        fit = (path.score - float(scores.max(axis=1).sum())) / max(1, len(said))
        if fit < WORST:
            set_aside.append((recording.audio, recording.text, round(fit, 2)))
        else:
            labels[recording.audio] = said
    (work / "labels.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")
    (work / "set_aside.json").write_text(json.dumps(set_aside, ensure_ascii=False, indent=0), encoding="utf-8")
    return len(labels), len(set_aside)


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
