"""The figures of `benchmarks.verify_words`: AUC, detection at 3 % false alarms, verdicts, for each judge."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from speech.phones.judging import KINDS, STRICTNESS, judge_from, vector
from speech.training.judges import fit_judge
from speech.verdicts import Verdict

Row = dict[str, Any]


def matrix(rows: Sequence[Row], kind: str) -> Any:
    """Evidence of the rows as the judge `kind` sees it."""
    return np.asarray([vector(row["evidence"], row["clarity"], row["decoder"], kind) for row in rows])


def weights(rows: Sequence[Row]) -> Any:
    """Right words, near foils and far foils count for 60, 25 and 15 %, the same for each voice."""
    share = {"as read": 0.6, "near": 0.25, "far": 0.15}
    keys = [(row["voice"], row["case"]) for row in rows]
    count = {key: keys.count(key) for key in set(keys)}
    return np.asarray([share[case] / count[voice, case] for voice, case in keys])


def person(voice: str) -> str:
    """voice-a and voice-a-2001 are one woman."""
    return "voice-a" if voice.startswith("voice-a") else voice


def judges_of_all(rows: Sequence[Row]) -> dict[str, Any]:
    """The judges to ship, fitted on every voice."""
    voices = [person(row["voice"]) for row in rows]
    right = np.asarray([row["right"] for row in rows])
    return {
        "features": {kind: list(names) for kind, names in KINDS.items()},
        "judges": {kind: fit_judge(matrix(rows, kind), right, voices, weights(rows)) for kind in KINDS},
    }


def auc(right: Any, wrong: Any) -> float:
    """Chance that a word read right scores above one that was not."""
    both = np.concatenate([right, wrong])
    order = both.argsort(kind="stable").argsort(kind="stable") + 1.0
    return float((order[: len(right)].sum() - len(right) * (len(right) + 1) / 2) / (len(right) * len(wrong)))


def detection(right: Any, wrong: Any, alarms: float = 0.03) -> float:
    """Share of wrong words found when that share of right ones is called wrong."""
    return float((wrong < np.quantile(right, alarms)).mean())


def report(rows: Sequence[Row], aside: Sequence[str]) -> dict[str, Any]:
    """Every figure, by condition, voice and judge."""
    people = np.asarray([person(row["voice"]) for row in rows])
    right = np.asarray([row["right"] for row in rows])
    chances: dict[str, Any] = {}
    for kind in KINDS:
        x, chance = matrix(rows, kind), np.zeros(len(rows))
        for who in sorted(set(people)):
            held = people == who
            learn = [row for row, out in zip(rows, held, strict=True) if not out]
            fields = fit_judge(x[~held], right[~held], list(people[~held]), weights(learn))
            judge = judge_from(fields)
            chance[held] = [judge.probability(one) for one in x[held]]
        chances[kind] = chance
    transcribed = np.asarray([row["transcribed"] for row in rows], dtype=np.float64)
    chances["transcribed and compared"] = transcribed
    chances["all, on the clips that were transcribed"] = np.where(np.isnan(transcribed), np.nan, chances["all"])
    out: dict[str, Any] = {"clips set aside": len(aside), "judges": "fitted on the other voices"}
    for condition in sorted({row["condition"] for row in rows}):
        for voice in ["all voices", *sorted({row["voice"] for row in rows})]:
            chosen = np.asarray(
                [row["condition"] == condition and voice in ("all voices", row["voice"]) for row in rows]
            )
            out[f"{condition}, {voice}"] = _figures(rows, chosen, chances)
    seconds: dict[str, list[float]] = {}
    for row in rows:
        for name, value in row["seconds"].items():
            seconds.setdefault(name, []).append(value)
    out["median seconds a text"] = {name: round(float(np.median(values)), 4) for name, values in seconds.items()}
    return out


def _figures(rows: Sequence[Row], chosen: Any, chances: dict[str, Any]) -> dict[str, Any]:
    case = np.asarray([row["case"] for row in rows])
    figures: dict[str, Any] = {name: int((chosen & (case == name)).sum()) for name in ("as read", "near", "far")}
    for kind, chance in chances.items():
        there = chosen & ~np.isnan(chance)
        true = chance[there & (case == "as read")]
        entry: dict[str, Any] = {}
        for foil in ("near", "far"):
            wrong = chance[there & (case == foil)]
            if len(true) and len(wrong):
                entry[f"{foil} AUC"] = round(auc(true, wrong), 4)
                entry[f"{foil} found at 3 %"] = round(detection(true, wrong), 3)
        for name, strictness in STRICTNESS.items() if kind in KINDS else ():
            verdicts = np.asarray([strictness.verdict(float(value)).value for value in chance])
            entry[name] = _verdicts(verdicts, chosen, case)
        figures[kind] = entry
    return figures


def _verdicts(verdicts: Any, chosen: Any, case: Any) -> dict[str, float]:
    good = verdicts == Verdict.CORRECT.value
    bad = verdicts == Verdict.INCORRECT.value
    sure = good | bad
    plain = chosen & np.isin(case, ["as read", "far"])
    proper = np.where(case == "as read", good, bad)
    near = chosen & (case == "near")
    true = chosen & (case == "as read")
    return {
        "true and far, right of decided": round(float(proper[plain & sure].mean()), 4),
        "true and far, unsure": round(float((~sure[plain]).mean()), 4),
        "true called wrong": round(float(bad[true].mean()), 4),
        "near found": round(float(bad[near].mean()), 3) if near.any() else 0.0,
        "near unsure": round(float((~sure[near]).mean()), 3) if near.any() else 0.0,
        "near missed": round(float(good[near].mean()), 3) if near.any() else 0.0,
    }
