"""When a number or a closed answer is sure enough to count: thresholds on the phones' choice, fitted on recordings.

They are in speech/data/sureness.json, fitted by `python -m benchmarks.numbers ... --write`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from speech.phones.closed_set import Choice

DATA: Final = Path(__file__).parent / "data" / "sureness.json"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A choice is taken from this probability among its set and this fit (nats a phone) on: see `Choice`."""

    probability: float
    fit: float

    def of(self, choice: Choice) -> bool:
        """Is the choice taken?"""
        return choice.probability >= self.probability and choice.fit >= self.fit


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """As in `SpokenNumber`: the number that is sure, and the one that is worth asking about."""

    number: int | None
    likeliest: int | None


NO_NUMBER: Final = FoundNumber(None, None)


@dataclass(frozen=True, slots=True)
class Sureness:
    """Thresholds of a number by the phones `alone`, with the decoder `agreed`, worth a question: `asked`; `answer`."""

    alone: Threshold
    agreed: Threshold
    asked: Threshold
    answer: Threshold

    @classmethod
    def load(cls, path: Path = DATA) -> "Sureness":
        """The shipped thresholds, or those at `path`."""
        return cls.of(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def of(cls, fields: Mapping[str, Mapping[str, float]]) -> "Sureness":
        """From their JSON."""
        return cls(**{name: Threshold(**fields[name]) for name in ("alone", "agreed", "asked", "answer")})

    def number(self, choice: Choice, second: int | None, maximum: int) -> FoundNumber:
        """What the phones chose is sure alone, or at a lower price when the `second` ear says the same.

        It is never sure when that ear is sure of another number, nor beyond `maximum`.
        """
        number = int(choice.key)
        if number > maximum:
            return NO_NUMBER
        threshold = self.agreed if second == number else self.alone
        if threshold.of(choice) and second in (None, number):
            return FoundNumber(number, number)
        return FoundNumber(None, number if self.asked.of(choice) else None)
