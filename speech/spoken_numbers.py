"""Which number was said, among all numbers alike: what the free decoder guesses, then every near candidate scored.

No answer is expected: the candidates are those that sound like what was heard. When two are close, or when no
number is near, nobody knows.
"""

import json
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speech.decoder import Decoder, Sound
from speech.numbers import LARGEST, in_words, pronunciations, spellings
from speech.phonetics import distance, phones

DATA = Path(__file__).parent / "data" / "number_verdicts.json"
FEATURES = ("lead", "edits", "gain")

_SHORTLIST = 8
_SHORTLIST_BESIDE = 3  # when another ear brings its own candidates: each one scored costs 10 ms
_ALWAYS_LOOKED_AT = 100
_MOST_TOKENS = 24
_LEAD_WITHOUT_RIVAL = 8.0
# The recordings that the model is fitted on stop at 20; beyond, 82 and 92 or 31 and 30 are easily confused. The
# limit is set just above the mistakes made on one synthetic voice: it has not been measured on anyone.
_RECORDED_UP_TO = 20
_SURE_BEYOND = 0.96
_EDIT_COST = 1.5  # in log-probability: what one phone of difference with the nearest guess weighs
# What children say around the answer.
_AROUND = re.compile(
    r"^(?:(?:euh|heu|hum|alors|donc|et|ben|bah|oui|non|je crois que|je pense que|il y en a|y en a|c'est|ça fait|"
    r"ça donne|égale?s?|font|fait|la réponse est|le résultat est)[ ,]+)+|[ ,]+(?:euh|je crois|je pense)$"
)


@dataclass(frozen=True, slots=True)
class NumberModel:
    """A logistic model over FEATURES: P(the best candidate is what was said); unsure under `sure_above`."""

    coefficients: tuple[float, ...]
    intercept: float
    sure_above: float

    @classmethod
    def load(cls, path: Path = DATA) -> "NumberModel":
        """Read the shipped model. Raises ValueError when it was fitted on other features."""
        kept = json.loads(path.read_text(encoding="utf-8"))
        if tuple(kept["features"]) != FEATURES:
            raise ValueError(f"{path.name} was fitted on other features: run benchmarks/fit_number_verdicts.py")
        return cls(tuple(kept["coefficients"]), kept["intercept"], kept["sure_above"])

    def probability(self, evidence: "NumberEvidence") -> float:
        """P(the best candidate is what was said)."""
        values = [float(getattr(evidence, name)) for name in FEATURES]
        score = self.intercept + math.fsum(w * v for w, v in zip(self.coefficients, values, strict=True))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


@dataclass(frozen=True, slots=True)
class NumberEvidence:
    """The best candidate and why.

    `lead`: log-odds against the next candidate; `edits`: phones that differ between it and the nearest guess;
    `gain`: how much the sound adds to what the language alone would say.
    """

    number: int
    lead: float
    edits: float
    gain: float


@dataclass(frozen=True, slots=True)
class HeardNumber:
    """`number` is None when unsure or beyond the maximum; `words`: the likeliest number in words."""

    number: int | None
    probability: float
    words: str


def hear_number(
    decoder: Decoder, sound: Sound, silence: Sound, maximum: int, model: NumberModel, also: Sequence[int] = ()
) -> HeardNumber:
    """The number from 0 to `maximum` that was said, None when unsure; `also` as `number_evidence`."""
    evidence = number_evidence(decoder, sound, silence, maximum, also)
    if evidence is None:
        return HeardNumber(None, 0.0, "")
    probability = model.probability(evidence)
    needed = model.sure_above if evidence.number <= _RECORDED_UP_TO else max(model.sure_above, _SURE_BEYOND)
    sure = probability > needed and evidence.number <= maximum
    return HeardNumber(evidence.number if sure else None, probability, in_words(evidence.number))


def number_evidence(
    decoder: Decoder, sound: Sound, silence: Sound, maximum: int, also: Sequence[int] = ()
) -> NumberEvidence | None:
    """The likeliest number, None when the decoder has nothing to say.

    `also`: numbers to be weighed beside those that sound like the decoder's guesses.
    """
    guesses = [_bare(" ".join(words)) for words in decoder.guesses(sound, _MOST_TOKENS)]
    if not guesses:
        return None
    # Numbers beyond the maximum are looked at too: "vingt-deux" must not become 2 because 22 is not allowed.
    largest = min(LARGEST, max(maximum, _ALWAYS_LOOKED_AT))
    edits = _edits(guesses, _sounding_like(guesses, largest) | set(also))
    own = _SHORTLIST_BESIDE if also else _SHORTLIST
    near = list(dict.fromkeys([*sorted(edits, key=lambda number: edits[number])[:own], *also]))
    forms = [(number, form) for number in near for form in (str(number), spellings(number)[0])]
    scored = decoder.score(sound, [[form] for _, form in forms])
    totals = dict.fromkeys(near, -np.inf)
    best_form = dict.fromkeys(near, 0)
    for at, ((number, _), score) in enumerate(zip(forms, scored, strict=True)):
        if score.total > totals[number]:
            totals[number], best_form[number] = score.total, at
    ranked = sorted(near, key=lambda number: totals[number] - _EDIT_COST * edits[number], reverse=True)
    best, rivals = ranked[0], ranked[1:]
    lead = totals[best] - _EDIT_COST * edits[best]
    if rivals:
        lead -= totals[rivals[0]] - _EDIT_COST * edits[rivals[0]]
    form = forms[best_form[best]][1]
    here = scored[best_form[best]].words[0]
    alone = decoder.score(silence, [[form]])[0].words[0]
    return NumberEvidence(
        number=best,
        lead=float(min(lead, _LEAD_WITHOUT_RIVAL)),
        edits=edits[best],
        gain=float((here - alone).mean()),
    )


def _bare(guess: str) -> str:
    return _AROUND.sub("", guess.lower()).strip() or guess


def _sounding_like(guesses: list[str], largest: int) -> set[int]:
    """Numbers worth comparing with the guesses: those made of nearly the same phones."""
    columns, counts = _phone_counts()
    near: set[int] = set()
    for guess in guesses:
        heard = np.zeros(counts.shape[1], np.int16)
        for phone in sum((phones(word) for word in guess.split()), ()):
            heard[columns.get(phone, -1)] += 1
        far = np.abs(counts[: largest + 1] - heard).sum(axis=1)
        near.update(np.argsort(far, kind="stable")[:_SHORTLIST].tolist())
    return near


@cache
def _phone_counts() -> tuple[dict[str, int], NDArray[np.int16]]:
    """The column of each phone, and how often each comes in each number: (LARGEST + 1, phones + 1 for any other)."""
    part = cache(phones)
    said = [sum(map(part, in_words(number).split("-")), ()) for number in range(LARGEST + 1)]
    columns = {phone: column for column, phone in enumerate(dict.fromkeys(phone for word in said for phone in word))}
    counts = np.zeros((LARGEST + 1, len(columns) + 1), np.int16)
    for number, word in enumerate(said):
        np.add.at(counts[number], [columns[phone] for phone in word], 1)
    return columns, counts


def _edits(guesses: list[str], numbers: Iterable[int]) -> dict[int, float]:
    """For each number, the phones that differ between it and the nearest guess."""
    heard = list(dict.fromkeys(sum((phones(word) for word in guess.split()), ()) for guess in guesses))
    return {
        number: min(distance(sound, said) for sound in pronunciations(number) for said in heard) for number in numbers
    }
