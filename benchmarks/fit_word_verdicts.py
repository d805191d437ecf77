"""Fit P(read right) of a word on recordings and foils, and report it on speakers it was not fitted on.

    python -m benchmarks.fit_word_verdicts SPEECH_FOLDER LEXIQUE [--models DIR] [--clips N] [--write]

Prints JSON: for each speaker left out, and for all, what the verdicts would have been. `--write` fits on every
speaker and replaces speech/data/word_verdicts.json. The recordings are of adults: these are not figures on pupils.

Speakers are left out of the fit, not of every choice: the two thresholds are read off the same held-out scores that
are reported, features were chosen on these recordings, and `mislabelled` was written after seeing which words read
right scored worst. The figures are therefore somewhat kind.
"""

import argparse
import json
import random
import sys
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from benchmarks.misread_words import Case, Foils, Recording, cases, recordings
from speech.audio import SAMPLE_RATE, Clip, read_clip
from speech.decoder import Decoder
from speech.evidence import FEATURES, vector
from speech.models import model_path
from speech.spoken_numbers import NumberModel
from speech.whisper import MODEL, WhisperRecogniser, split_words
from speech.word_verdicts import DATA, WordModel
from tutor.settings import Settings

KINDS = ("word", "phrase", "place", "sentence", "number", "spontaneous", "read paragraph")
LONGEST_SECONDS = 20.0
SEED = 5
SHORTEST_TO_STOP_IN = 4  # words
REGULARISATION = 0.3
# A near foil is what children really do: an unrelated word is easy, and would drown it.
WEIGHTS = {"as read": 1.5, "near": 2.0, "far": 1.0, "unread": 0.5, "stopped": 0.7}
# Thresholds are chosen on isolated words and phrases, which is what pupils read first. Spontaneous speech (sppas),
# slurred and transcribed word by word, serves to fit and is reported apart.
NOT_READING = "sppas"
FALSE_ALARMS = 0.012  # of words read right, called incorrect
NOT_SURE_OF_RIGHT = 0.10  # of words read right, not called correct
FAR_MISSED = 0.01  # of unrelated words, called correct


@dataclass(frozen=True)
class Words:
    """Words of cases, in arrays of the same length."""

    features: np.ndarray
    labels: np.ndarray
    names: np.ndarray
    speakers: np.ndarray
    changed: np.ndarray  # the word that was changed, or any word of a text left as read

    def where(self, mask: np.ndarray) -> "Words":
        return Words(*(values[mask] for values in vars(self).values()))


def unfitted(models_dir: Path) -> WhisperRecogniser:
    """An ear that gathers evidence, whatever models are shipped."""
    blank = WordModel((0.0,) * len(FEATURES), 0.0, 0.0, 1.0)
    return WhisperRecogniser(Decoder(model_path(MODEL, models_dir)), blank, NumberModel((), 0.0, 1.0))


def chosen(folder: Path, clips: int, rng: random.Random) -> list[Recording]:
    """At most `clips` recordings of each speaker, without those whose text is known not to be what is said."""
    by_speaker = defaultdict(list)
    for recording in recordings(folder):
        if recording.kind in KINDS and split_words(recording.text) and not mislabelled(recording):
            by_speaker[speaker(recording)].append(recording)
    return [r for name in sorted(by_speaker) for r in rng.sample(by_speaker[name], min(clips, len(by_speaker[name])))]


def mislabelled(recording: Recording) -> bool:
    """Found by looking at the words read right that fared worst.

    Of "La lettre x" only the letter is said; what stands between brackets is not read; the wording of voice-a's
    sentences is probable, not certain.
    """
    if recording.speaker == "voice-t":
        return recording.text.startswith("La lettre") or any(sign in recording.text for sign in '("“$')
    return recording.speaker == "voice-a" and (recording.kind == "sentence" or recording.text == "un rouge à lèvres")


def speaker(recording: Recording) -> str:
    """The person: voice-a-2001 is voice-a; the fourteen of sppas, a clip or two each, are one group."""
    if recording.speaker.startswith("voice-s-"):
        return "sppas"
    return recording.speaker.removesuffix("-2001")


def gathered(recogniser: WhisperRecogniser, taken: list[Recording], foils: Foils, rng: random.Random) -> Words:
    """The evidence on every word of every case."""
    rows: list[tuple[list[float], int, str, str, bool]] = []
    for at, recording in enumerate(taken):
        clip = read_clip(recording.audio)
        if clip.seconds > LONGEST_SECONDS:
            continue
        heard = recogniser.listen(clip)
        for case in cases(recording, taken, foils, rng):
            evidence = recogniser.weigh(heard, split_words(" ".join(case.words)))
            for found, (label, changed) in zip(evidence, _labels(case), strict=True):
                rows.append((vector(found), label, case.name, speaker(recording), changed))
            if case.name == "as read" and len(evidence) >= SHORTEST_TO_STOP_IN:
                at_word = rng.randrange(2, len(evidence) - 1)
                start = round((evidence[at_word].start - 0.02) * SAMPLE_RATE)
                stopped = recogniser.listen(Clip(clip.samples[: max(start, SAMPLE_RATE // 2)]))
                for place, found in enumerate(recogniser.weigh(stopped, split_words(recording.text))):
                    if place != at_word - 1:  # may have lost its last sound
                        rows.append((vector(found), int(place < at_word), "stopped", speaker(recording), True))
        if at % 50 == 0:
            print(f"{at}/{len(taken)}", file=sys.stderr)
    columns = list(zip(*rows, strict=True))
    return Words(*(np.array(column) for column in columns))


def _labels(case: Case) -> list[tuple[int, bool]]:
    kept = [(word, label) for word, label in zip(case.words, case.labels, strict=True) if split_words(word)]
    return [(int(label or 0), label == 0 or case.name == "as read") for _, label in kept]


def fitted(words: Words) -> Any:
    """The logistic model."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=REGULARISATION, max_iter=2000))
    weights = np.array([WEIGHTS[name] for name in words.names])
    model.fit(words.features, words.labels, logisticregression__sample_weight=weights)
    return model


def report(words: Words, probabilities: np.ndarray, low: float, high: float) -> dict[str, Any]:
    """What the verdicts are: shares of words, and areas under the curve against words read right."""
    right = (words.names == "as read") & (words.labels == 1)
    found: dict[str, Any] = {"read right": _shares(probabilities[right], low, high)}
    beside = (words.names != "as read") & ~np.isin(words.names, ("unread", "stopped")) & (words.labels == 1)
    found["right beside a misread word"] = _shares(probabilities[beside], low, high)
    for name in ("near", "far", "unread", "stopped"):
        wrong = (words.names == name) & (words.labels == 0)
        if not wrong.any():
            continue
        both = np.concatenate([probabilities[right], probabilities[wrong]])
        truth = np.concatenate([np.ones(right.sum()), np.zeros(wrong.sum())])
        limit = np.quantile(probabilities[right], 0.03)
        found[name] = _shares(probabilities[wrong], low, high) | {
            "auc": round(float(roc_auc_score(truth, both)), 3),
            "found_at_3_percent_false_alarms": round(float((probabilities[wrong] < limit).mean()), 3),
        }
    return found


def _shares(probabilities: np.ndarray, low: float, high: float) -> dict[str, float]:
    return {
        "words": len(probabilities),
        "incorrect": round(float((probabilities < low).mean()), 3),
        "unsure": round(float(((probabilities >= low) & (probabilities <= high)).mean()), 3),
        "correct": round(float((probabilities > high).mean()), 3),
    }


def main() -> None:
    """Gather, fit leaving each speaker out, choose the thresholds, report, and perhaps write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("lexique", type=Path)
    parser.add_argument("--models", type=Path, default=Settings().models_dir)
    parser.add_argument("--clips", type=int, default=250, help="at most, of each speaker")
    parser.add_argument("--evidence", type=Path, help="keep the evidence in this file, or take it from there")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    if asked.evidence and asked.evidence.exists():
        with np.load(asked.evidence) as kept:
            words = Words(**kept)
    else:
        rng = random.Random(SEED)
        words = gathered(unfitted(asked.models), chosen(asked.folder, asked.clips, rng), Foils(asked.lexique), rng)
        if asked.evidence:
            np.savez(asked.evidence, **vars(words))
    probabilities = np.zeros(len(words.labels))
    for name in set(words.speakers):
        held = words.speakers == name
        probabilities[held] = fitted(words.where(~held)).predict_proba(words.features[held])[:, 1]
    reading = words.speakers != NOT_READING
    right = (words.names == "as read") & (words.labels == 1) & reading
    far = (words.names == "far") & (words.labels == 0) & reading
    low = round(float(np.quantile(probabilities[right], FALSE_ALARMS)), 3)
    far_limit = float(np.quantile(probabilities[far], 1 - FAR_MISSED))
    high = round(max(far_limit, float(np.quantile(probabilities[right], NOT_SURE_OF_RIGHT))), 3)
    model = fitted(words)
    scale, logistic = model[0], model[1]
    coefficients = logistic.coef_[0] / scale.scale_
    kept = {
        "features": list(FEATURES),
        "coefficients": [round(float(value), 5) for value in coefficients],
        "intercept": round(float(logistic.intercept_[0] - (coefficients * scale.mean_).sum()), 5),
        "incorrect_below": low,
        "correct_above": high,
        "fitted_on": f"{len(words.labels)} words by adults, benchmarks/fit_word_verdicts.py; "
        "thresholds chosen on speakers left out",
    }
    if asked.write:
        DATA.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    per_speaker = {
        str(name): report(words.where(words.speakers == name), probabilities[words.speakers == name], low, high)
        for name in sorted(set(words.speakers))
    }
    everyone = report(words.where(reading), probabilities[reading], low, high)
    answer = {"model": kept, "all_left_out": everyone, "left_out": per_speaker}
    print(json.dumps(answer, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
