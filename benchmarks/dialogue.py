"""How well Rivet understands what children may say, on sentences that understanding never learned from (JSON).

    python -m benchmarks.dialogue [--part fresh] [--mistakes] [--calibration]

benchmarks/data/dialogue.csv was authored, not recorded from children: it says how understanding does on what an adult
thinks that they say. The same hand wrote the examples later; what both had word for word was taken out of this file.
Its parts are reported one by one: "fresh" is the honest one (never looked at while understanding was made better),
"seen" was looked at, "voiced" is what Whisper wrote of synthetic speech in noise (20 dB), "other" was written by
another hand that had not read the examples (accuracy .905 at its first run; two of its four mistakes were then mended).
"authored" is all but "voiced", which holds what a machine wrote of a machine: much of it no reader could make out.

An utterance is right when intent and value are; "surely wrong": a wrong one that Rivet would act on without asking.
Out of scope are OFF_TOPIC and UNKNOWN, rejected when either is found. Beside it: the nearest known sentence, and
keywords with the last number.
"""

import argparse
import csv
import json
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from speech.closed_answers import COMPARISONS, SHAPES, UNITS, WISHES, YES_NO
from speech.numbers import parse
from tutor.companion.dialogue.events import Intent, Understood
from tutor.companion.dialogue.questions import Grammar, Question
from tutor.companion.understanding import Heard, Understanding
from tutor.companion.understanding.intents import Guess, Intents, read_examples
from tutor.companion.understanding.words import plain

DATA = Path(__file__).parent / "data" / "dialogue.csv"
OUT_OF_SCOPE = (Intent.OFF_TOPIC, Intent.UNKNOWN)
FOLDS = 5
SEED = 7
_LARGEST = 10_000
_PARITY = {"pair": ["pair", "c'est pair", "il est pair"], "impair": ["impair", "c'est impair", "il est impair"]}

Decide = Callable[[str, Question | None], Understood]


@dataclass(frozen=True, slots=True)
class Case:
    """What was said to which question, and what was meant."""

    part: str
    text: str
    question: Question | None
    intent: Intent
    value: str | None


def cases() -> list[Case]:
    """All the held-out cases."""
    lines = [line for line in DATA.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [
        Case(row["part"], row["text"], _question(row["grammar"]), Intent(row["intent"]), row["value"] or None)
        for row in csv.DictReader(lines, delimiter=";")
    ]


def _question(grammar: str) -> Question | None:
    if grammar == "none":
        return None
    return Question("q", Grammar(grammar), (), _LARGEST, _PARITY if grammar == "choice" else None)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", help="only this part")
    parser.add_argument("--mistakes", action="store_true", help="list them (not those of the fresh part)")
    parser.add_argument("--calibration", action="store_true", help="cross-validate the classifier's probabilities")
    given = parser.parse_args()
    started = time.perf_counter()
    Understanding.load()
    first = time.perf_counter() - started
    started = time.perf_counter()
    understanding = Understanding.load()
    built = time.perf_counter() - started
    every = [case for case in cases() if given.part in (None, case.part)]
    for case in every[:20]:
        understanding.understand(Heard(case.text), case.question)

    def product(text: str, question: Question | None) -> Understood:
        return understanding.understand(Heard(text), question)

    report: dict[str, Any] = {
        "cases": len(every),
        "seconds_to_load": round(built, 3),
        "seconds_to_load_with_its_libraries": round(first, 3),
    }
    parts = {"all": every, "authored": [case for case in every if case.part != "voiced"]}
    parts |= {name: [case for case in every if case.part == name] for name in _parts(every)}
    nearest = _nearest(read_examples())
    for name, listed in parts.items():
        report[name] = {
            "product": measured(listed, product),
            "nearest sentence": measured(listed, nearest),
            "keywords": measured(listed, keywords),
        }
    report["confusion"] = confusion(every, product)
    report["milliseconds_to_decide"] = timed(every, product)
    if given.calibration:
        report["calibration"] = calibration(understanding.worried)
    if given.mistakes:
        report["mistakes"] = [
            f"{case.part} {case.text!r}: {case.intent}/{case.value} understood as {found.intent}/{found.value}"
            f" ({'sure' if found.sure else 'unsure'} {found.probability})"
            for case in every
            if case.part != "fresh" and not _right(case, found := product(case.text, case.question))
        ]
    print(json.dumps(report, ensure_ascii=False, indent=1))


def measured(listed: Sequence[Case], decide: Decide) -> dict[str, Any]:
    """Shares of what is right, rejected, surely wrong."""
    found = [(case, decide(case.text, case.question)) for case in listed]
    inside = [pair for pair in found if pair[0].intent not in OUT_OF_SCOPE]
    outside = [pair for pair in found if pair[0].intent in OUT_OF_SCOPE]
    answers = [pair for pair in inside if pair[0].intent in (Intent.ANSWER, Intent.CORRECTION)]
    distress = [pair for pair in found if pair[0].intent is Intent.DISTRESS]
    wrong = [pair for pair in found if not _right(*pair)]
    return {
        "accuracy": _share([_right(*pair) or _both_out(*pair) for pair in found]),
        "accuracy, off-topic and not understood told apart": _share([_right(*pair) for pair in found]),
        "accuracy in scope": _share([_right(*pair) for pair in inside]),
        "answers and corrections right": _share([_right(*pair) for pair in answers]),
        "out of scope rejected": _share([_both_out(*pair) for pair in outside]),
        "distress recognised": _share([_right(*pair) for pair in distress]),
        "false distress": sum(
            understood.intent is Intent.DISTRESS for case, understood in found if case.intent is not Intent.DISTRESS
        ),
        "surely wrong": sum(understood.sure and understood.intent not in OUT_OF_SCOPE for _, understood in wrong),
        "cases": len(found),
    }


def _parts(listed: Sequence[Case]) -> list[str]:
    return list(dict.fromkeys(case.part for case in listed))


def _right(case: Case, understood: Understood) -> bool:
    same = understood.intent is case.intent
    return same and (case.value is None or understood.value == case.value)


def _both_out(case: Case, understood: Understood) -> bool:
    return case.intent in OUT_OF_SCOPE and understood.intent in OUT_OF_SCOPE


def _share(right: Sequence[bool]) -> float | None:
    return round(sum(right) / len(right), 4) if right else None


def confusion(listed: Sequence[Case], decide: Decide) -> dict[str, dict[str, int]]:
    """What each intent was understood as; an answer with another value is "answer, other value"."""
    table: dict[str, Counter[str]] = {}
    for case in listed:
        understood = decide(case.text, case.question)
        other = understood.intent is case.intent and not _right(case, understood)
        table.setdefault(case.intent, Counter())[understood.intent + (", other value" if other else "")] += 1
    return {intent: dict(row.most_common()) for intent, row in sorted(table.items())}


def timed(listed: Sequence[Case], decide: Decide) -> dict[str, float]:
    """Milliseconds to decide, three times over all; "computing" leaves out what others run on this computer."""
    taken, computed = [], []
    for case in [*listed] * 3:
        started, computing = time.perf_counter(), time.process_time()
        decide(case.text, case.question)
        taken.append(1000 * (time.perf_counter() - started))
        computed.append(1000 * (time.process_time() - computing))
    return {
        "median": round(statistics.median(taken), 2),
        "p99": round(float(np.percentile(taken, 99)), 2),
        "most": round(max(taken), 2),
        "p99 of computing": round(float(np.percentile(computed, 99)), 2),
    }


def calibration(worried: Callable[[str, Guess], bool]) -> dict[str, Any]:
    """The classifier alone, each example judged by one that did not learn it: how true its probabilities are."""
    examples = read_examples()
    pairs = [(intent, text) for intent, listed in examples.items() for text in listed]
    order = np.random.default_rng(SEED).permutation(len(pairs))
    guesses = []
    for fold in range(FOLDS):
        out = {int(at) for at in order[fold::FOLDS]}
        kept = {
            intent: [text for at, (other, text) in enumerate(pairs) if other is intent and at not in out]
            for intent in examples
        }
        model = Intents(kept)
        guesses += [(pairs[at][0], pairs[at][1], model.guess(pairs[at][1])) for at in out]
    right = np.array([guess.intent is intent for intent, _, guess in guesses])
    said = np.array([guess.probability for _, _, guess in guesses])
    bins = np.minimum((said * 10).astype(int), 9)
    table = {
        f"{low / 10:.1f}": [round(float(said[bins == low].mean()), 3), round(float(right[bins == low].mean()), 3)]
        for low in range(10)
        if (bins == low).any()
    }
    error = sum(
        float((bins == low).mean()) * abs(float(said[bins == low].mean()) - float(right[bins == low].mean()))
        for low in range(10)
        if (bins == low).any()
    )
    return {
        "examples": len(guesses),
        "accuracy": round(float(right.mean()), 4),
        "log_loss_of_the_likeliest": round(float(-np.log(np.clip(np.where(right, said, 1 - said), 1e-6, 1)).mean()), 4),
        "ece": round(error, 4),
        "said, right": table,
        "distress": {
            "recognised": _share(
                [worried(text, guess) for intent, text, guess in guesses if intent is Intent.DISTRESS]
            ),
            "missed": [
                text for intent, text, guess in guesses if intent is Intent.DISTRESS and not worried(text, guess)
            ],
            "false": [
                text for intent, text, guess in guesses if intent is not Intent.DISTRESS and worried(text, guess)
            ],
        },
    }


def _nearest(examples: dict[Intent, tuple[str, ...]]) -> Decide:
    """A baseline: the intent of the nearest example by trigrams, numbers parsed as they are written."""
    known = [(_grams(text), intent) for intent, listed in examples.items() for text in listed]

    def decide(text: str, question: Question | None) -> Understood:
        answered = _plainly(text, question)
        if answered:
            return answered
        grams = _grams(text)
        alike, intent = max((len(grams & other) / max(1, len(grams | other)), intent) for other, intent in known)
        return Understood(intent if alike > 0.3 else Intent.UNKNOWN)

    return decide


def _grams(text: str) -> frozenset[str]:
    padded = f"  {plain(text)} "
    return frozenset(padded[at : at + 3] for at in range(len(padded) - 2))


def keywords(text: str, question: Question | None) -> Understood:
    """A baseline: closed sayings found anywhere in the text."""
    answered = _plainly(text, question)
    if answered:
        return answered
    for key, ways in {**WISHES, **YES_NO}.items():
        if any(f" {plain(way)} " in f" {plain(text)} " for way in ways if not way.startswith("/")):
            return Understood({"oui": Intent.YES, "non": Intent.NO}.get(key) or Intent(key))
    return Understood(Intent.UNKNOWN)


def _plainly(text: str, question: Question | None) -> Understood | None:
    """The last answer that stands in the text as it is written."""
    if question is None:
        return None
    if question.grammar is Grammar.NUMBER:
        said = plain(text).split()
        for end in range(len(said), 0, -1):
            for start in range(end):
                value = parse(" ".join(said[start:end]))
                if value is not None:
                    return Understood(Intent.ANSWER, str(value))
        return None
    sets = {Grammar.COMPARISON: COMPARISONS, Grammar.SHAPE: SHAPES, Grammar.UNIT: UNITS, Grammar.YES_NO: YES_NO}
    choices = question.choices or sets.get(question.grammar, {})
    for key, ways in choices.items():
        if any(f" {plain(way)} " in f" {plain(text)} " for way in ways if not way.startswith("/")):
            return Understood(Intent.ANSWER, key)
    return None


if __name__ == "__main__":
    main()
