"""What is remembered of a pupil: Gaussian beliefs, counts, and the last attempts. Immutable, bounded, kept as JSON."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Any, NamedTuple

from learner_model.errors import LearnerModelError
from learner_model.interface import Outcome
from learner_model.readout import NO_TRACE, Trace, kind_of

FORMAT = 3
RECENT = 24
"""How many last attempts are remembered one by one."""
MOST_SKILLS = 280
MOST_EXERCISES = 32
"""How many skills and exercises are remembered: beyond that, the ones practised longest ago are forgotten, some at
a time. Keeps a state small."""

_CODES = {Outcome.CORRECT: "c", Outcome.INCORRECT: "i", Outcome.UNSURE: "u"}
_OUTCOMES = {code: outcome for outcome, code in _CODES.items()}

LONGEST_CONTENT = 32
"""Contents with a longer name are remembered by a digest."""


class Belief(NamedTuple):
    """A Gaussian belief (logits) as of time `at`, before the evidence of the latest moment.

    `half_life` in days; `at` and `practised` (latest direct practice, 0 for never) in whole seconds since 1970;
    `trace`: fading sums, see learner_model.readout.
    """

    mean: float
    variance: float
    at: int
    wins: int
    fails: int
    half_life: float
    practised: int
    trace: Trace


class Evidence(NamedTuple):
    """What the attempts of the latest moment say of one belief: sums, so that their order does not matter.

    `half_life`: what a success at this moment makes of it; `wins`: successes of this moment.
    """

    score: float
    information: float
    half_life: float
    wins: int


class Recent(NamedTuple):
    """One of the last attempts. `moment` numbers the times seen so far: equal times share a moment."""

    moment: int
    exercise: str
    content: str
    kind: str
    domain: str
    skill: str
    step: int
    outcome: Outcome
    hints: int
    at: float


@dataclass(frozen=True, slots=True)
class PupilState:
    """A pupil as the model knows him. Made by LearnerModel.new_state, changed only by LearnerModel.update.

    `beliefs` holds skills by name, abilities as `@domain`, exercises as `=exercise`. `clock` is the latest time seen,
    and never goes back; `said` is the time that the latest attempt gave, `moment` how many different ones came.
    `steps` counts wins and misses by `domain.step`.
    """

    grade: str
    attempts: int = 0
    clock: float = 0.0
    said: float | None = None
    moment: int = 0
    beliefs: Mapping[str, Belief] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    steps: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    recent: tuple[Recent, ...] = ()

    def answers(self, domain: str) -> tuple[int, int]:
        """Successes and failures in a domain."""
        belief = self.beliefs.get(f"@{domain}")
        return (belief.wins, belief.fails) if belief is not None else (0, 0)

    def half_life(self, skill: str) -> float | None:
        """Days after which half of what practice brought will be forgotten; None for a skill never met."""
        evidence, belief = self.evidence.get(skill), self.beliefs.get(skill)
        if evidence is not None and evidence.wins:
            return evidence.half_life
        return belief.half_life if belief is not None else None

    def to_json(self) -> str:
        """As text; `from_json` gives an equal state back."""
        return json.dumps(
            {
                "format": FORMAT,
                "grade": self.grade,
                "attempts": self.attempts,
                "clock": self.clock,
                "said": self.said,
                "moment": self.moment,
                "beliefs": self._families(),
                "evidence": self.evidence,
                "steps": self.steps,
                "recent": [[*r[:7], _CODES[r.outcome], *r[8:]] for r in self.recent],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    def _families(self) -> dict[str, dict[str, list[object]]]:
        """The beliefs as kept, in alphabetical order; names that begin alike share it, to keep states small."""
        families: dict[str, dict[str, list[object]]] = {}
        for key, belief in sorted(self.beliefs.items()):
            family, dot, name = key.rpartition(".")
            families.setdefault(family + dot, {})[name] = _packed(belief, int(self.clock))
        return families

    @classmethod
    def from_json(cls, text: str) -> "PupilState":
        """Back from `to_json`; LearnerModelError when the text is not a state of this format."""
        try:
            data: Any = json.loads(text, parse_constant=_refuse)
            if data["format"] != FORMAT:
                raise LearnerModelError(
                    f"this pupil's state is of format {data['format']!r}, not {FORMAT}: rebuild it from the attempts"
                )
            clock = _number(data["clock"])
            return cls(
                grade=_text(data["grade"]),
                attempts=_count(data["attempts"]),
                clock=clock,
                said=None if data["said"] is None else _number(data["said"]),
                moment=_count(data["moment"]),
                beliefs={
                    key: _belief(int(clock), key, *row)
                    for family, rows in data["beliefs"].items()
                    for name, row in rows.items()
                    for key in [_text(family) + _text(name)]
                },
                evidence={_text(k): _evidence(*v) for k, v in data["evidence"].items()},
                steps={_text(k): (_count(w), _count(f)) for k, (w, f) in data["steps"].items()},
                recent=tuple(_recent(*row) for row in data["recent"]),
            )
        except LearnerModelError:
            raise
        except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError) as error:
            raise LearnerModelError("this pupil's state cannot be read: rebuild it from the attempts") from error


def content_key(content: str) -> str:
    """A short name for a content, so that remembering a whole text costs no more than a word."""
    if len(content) <= LONGEST_CONTENT:
        return content
    return blake2s(content.encode(errors="replace"), digest_size=8).hexdigest()


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no number of a state")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"not a text: {value!r}")
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError(f"not a number: {value!r}")
    return float(value)


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"not a count: {value!r}")
    return value


def _packed(belief: Belief, clock: int) -> list[object]:
    """A belief as kept: times as seconds before the clock, whole numbers without a point, to keep states small."""
    mean, variance, at, wins, fails, half_life, practised, trace = belief
    sums = [int(value) if value == int(value) else value for value in trace]
    return [mean, variance, clock - at, wins, fails, half_life, at - practised if practised else -1, sums]


def _belief(
    clock: int,
    key: str,
    mean: object,
    variance: object,
    before: object,
    wins: object,
    fails: object,
    half_life: object,
    rested: object,
    trace: list[object],
) -> Belief:
    if _number(variance) <= 0 or _number(half_life) <= 0:
        raise ValueError("a variance and a half-life must be positive")
    sums = tuple(map(_number, trace))
    if len(sums) != len(NO_TRACE[kind_of(key)]):
        raise ValueError("a trace has a length of its own")
    when = clock - _count(before)
    return Belief(
        _number(mean),
        _number(variance),
        _count(when),
        _count(wins),
        _count(fails),
        _number(half_life),
        0 if rested == -1 else _count(when - _count(rested)),
        sums,
    )


def _evidence(score: object, information: object, half_life: object, wins: object) -> Evidence:
    if _number(information) < 0 or _number(half_life) <= 0:
        raise ValueError("information cannot be negative")
    return Evidence(_number(score), _number(information), _number(half_life), _count(wins))


def _recent(
    moment: object,
    exercise: object,
    content: object,
    kind: object,
    domain: object,
    skill: object,
    step: object,
    outcome: str,
    hints: object,
    at: object,
) -> Recent:
    return Recent(
        _count(moment),
        _text(exercise),
        _text(content),
        _text(kind),
        _text(domain),
        _text(skill),
        _count(step),
        _OUTCOMES[outcome],
        _count(hints),
        _number(at),
    )
