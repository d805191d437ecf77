"""Fit P(the number heard is the number said) on the recorded numbers 0 to 20 and on clips that hold no number.

    python -m benchmarks.fit_number_verdicts SPEECH_FOLDER [--models DIR] [--others N] [--write]

Prints JSON: with five folds by clip, numbers heard right, heard wrong, unsure, and clips without a number taken for
one. Nearly all the recorded numbers are one woman's (voice-a, two takes ten years apart): nothing here is held out by
speaker but the clips without a number. `--write` replaces speech/data/number_verdicts.json.
"""

import argparse
import json
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.misread_words import recordings
from speech.audio import read_clip
from speech.decoder import Decoder
from speech.models import model_path
from speech.numbers import parse
from speech.spoken_numbers import DATA, FEATURES, number_evidence
from speech.whisper import MODEL
from tutor.settings import Settings

SEED = 5
MAXIMUM = 20
WRONG_AMONG_SURE = 0.01
NUMBERS_IN_ALL = 0.8


def main() -> None:
    """Gather, fit by folds, choose the threshold, report, and perhaps write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--models", type=Path, default=Settings().models_dir)
    parser.add_argument("--others", type=int, default=200, help="clips that hold no number")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    everything = recordings(asked.folder)
    short = [r for r in everything if r.kind in ("number", "word", "phrase", "place") and len(r.text.split()) < 4]
    numbers = [r for r in short if parse(r.text) is not None]
    words = [r for r in short if parse(r.text) is None]
    taken = numbers + random.Random(SEED).sample(words, asked.others)
    decoder = Decoder(model_path(MODEL, asked.models))
    silence = decoder.encode(np.zeros(8_000, np.float32))
    rows: list[tuple[list[float], bool, int | None, int, str]] = []
    for at, recording in enumerate(taken):
        said = parse(recording.text)
        found = number_evidence(decoder, decoder.encode(read_clip(recording.audio).samples), silence, MAXIMUM)
        if found is not None:
            features = [float(getattr(found, name)) for name in FEATURES]
            rows.append((features, found.number == said, said, found.number, recording.text))
        if at % 50 == 0:
            print(f"{at}/{len(taken)}", file=sys.stderr)
    features = np.array([row[0] for row in rows])
    right = np.array([row[1] for row in rows])
    is_number = np.array([row[2] is not None for row in rows])
    probabilities = np.zeros(len(rows))
    texts = [row[4] for row in rows]
    for train, test in GroupKFold(5).split(features, right, texts):
        model = fitted(features[train], right[train], is_number[train])
        probabilities[test] = model.predict_proba(features[test])[:, 1]
    within = np.array([row[3] <= MAXIMUM for row in rows])
    wrong = np.sort(probabilities[~right & within])
    allowed = int(WRONG_AMONG_SURE * len(rows))
    threshold = round(float(max(0.7, wrong[-1 - allowed] + 0.005)), 3) if len(wrong) > allowed else 0.7
    sure = (probabilities > threshold) & within
    model = fitted(features, right, is_number)
    scale, logistic = model[0], model[1]
    coefficients = logistic.coef_[0] / scale.scale_
    kept = {
        "features": list(FEATURES),
        "coefficients": [round(float(value), 5) for value in coefficients],
        "intercept": round(float(logistic.intercept_[0] - (coefficients * scale.mean_).sum()), 5),
        "sure_above": threshold,
        "fitted_on": f"{int(is_number.sum())} clips of numbers and {int((~is_number).sum())} others, by adults, "
        "benchmarks/fit_number_verdicts.py",
    }
    if asked.write:
        DATA.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    answer = {
        "model": kept,
        "numbers": {
            "clips": int(is_number.sum()),
            "likeliest_is_right": share(right, is_number),
            "heard_right": share(sure & right, is_number),
            "heard_wrong": share(sure & ~right, is_number),
            "unsure": share(~sure, is_number),
            "not_heard_right": [
                {"said": row[2], "likeliest": row[3], "probability": round(float(p), 3), "evidence": row[0]}
                for row, p, ok in zip(rows, probabilities, sure & right, strict=True)
                if row[2] is not None and not ok
            ],
        },
        "no_number": {
            "clips": int((~is_number).sum()),
            "taken_for_a_number": share(sure, ~is_number),
            "which": [(row[4], row[3]) for row, ok in zip(rows, sure, strict=True) if ok and row[2] is None],
        },
    }
    print(json.dumps(answer, indent=2, ensure_ascii=False))


def fitted(features: np.ndarray, right: np.ndarray, is_number: np.ndarray) -> Any:
    """The logistic model, as if most clips held a number: that is what pupils are asked for."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=2000))
    weights = np.where(is_number, NUMBERS_IN_ALL / is_number.mean(), (1 - NUMBERS_IN_ALL) / (~is_number).mean())
    return model.fit(features, right, logisticregression__sample_weight=weights)


def share(what: np.ndarray, among: np.ndarray) -> float:
    """The share of `what` in `among`."""
    return round(float(what[among].mean()), 3)


if __name__ == "__main__":
    main()
