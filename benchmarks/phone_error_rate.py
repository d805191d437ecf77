"""Phone error rate of the head on voices left out of its training, as recorded and shifted towards a child's voice.

python -m benchmarks.phone_error_rate --recordings FOLDER --work FOLDER
`--work` is that of `python -m speech.training features` and `folds`. Prints JSON: errors of greedy decoding over
the phones of the nearest accepted pronunciation, on merged classes (open and closed vowels alike).
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from speech.phones.head import PhoneHead
from speech.phones.inventory import Phones
from speech.training.corpus import FOLDS, load_recordings
from speech.training.evaluation import error_rate, greedy
from speech.training.features import load_features

PUBLISHED = {
    "Gelin 2021, French children of 5 to 8 reading": 0.281,
    "Block Medin 2024 (WavLM), the same children": 0.261,
    "why they are not comparable": "those are children with mistakes in class noise; these are adults' clean words "
    "and phrases, their texts only probable, and the child's voice is an adult's moved by resampling",
}


def main() -> None:
    """Measure every fold's head on its left-out voices and print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recordings", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    given = parser.parse_args()
    labelled = load_recordings(given.work, given.recordings)
    report: dict[str, object] = {}
    for version, title in (
        ("plain", "as recorded"),
        ("child", "towards a child"),
        ("child-room-1", "child, in a room"),
    ):
        features = load_features(given.work / "features", version)
        place = {key: index for index, key in enumerate(features.keys)}
        pairs: dict[str, list[tuple[Phones, list[Phones]]]] = defaultdict(list)
        for fold, members in FOLDS.items():
            path = given.work / "heads" / f"{fold}.npz"
            if not path.exists():
                continue
            head = PhoneHead.load(path)
            for recording, phones in labelled:
                if recording.fold in members:
                    said = greedy(head.phones(features.of(place[recording.audio])))
                    voice = "sppas (14 voices)" if recording.fold == "sppas" else recording.speaker
                    pairs[voice].append((said, [phones]))
        figures = {}
        for voice, found in sorted(pairs.items()):
            rate, size = error_rate(found)
            figures[voice] = {"error_rate": round(rate, 4), "phones": size, "clips": len(found)}
        report[title] = figures
    print(json.dumps(report | {"published": PUBLISHED}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
