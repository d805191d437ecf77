"""The numbers of the learner model: what is believed before any answer, and how belief moves. Logits and seconds."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from learner_model.errors import LearnerModelError
from learner_model.readout import NAMES, OWN

DAY = 86_400.0
FORMAT = 2

GRADE_ABILITY: Mapping[str, float] = {"cp": 0.0, "ce1": 1.2, "ce2": 2.4}
"""Mean ability at the start of each grade, on the one scale on which all difficulties are written (CP is 0)."""


def common_difficulty(difficulty: float, grade: str) -> float:
    """A difficulty meant for pupils of one grade, on the scale common to all grades."""
    return difficulty + GRADE_ABILITY.get(grade, 0.0)


def set_name(skills: Iterable[str]) -> str:
    """The name of a set of skills that are practised together."""
    return "~~".join(sorted(set(skills)))


@dataclass(frozen=True, slots=True)
class Parameters:
    """All that calibration may change. Checked when made: a number out of range is a LearnerModelError.

    Variances are of Gaussian beliefs in logits; half-lives in days. `prerequisite_share` is the weight of what
    is known of a skill's prerequisites in the success on that skill. `ability_noise` and `skill_noise` are the doubt
    that comes back with each moment of practice, which may have taught something.
    An answer among given choices that came within `rapid_seconds`, before anyone could have looked at them, counts
    `rapid_weight` (rapid guessing, Wise and Kong 2005). `difficulties` are calibrated difficulties by exercise; they
    replace the content prior, to which `shifts` (by set of skills, see `set_name`) or else `shift` are added for
    exercises never seen in calibration. `readout` holds the weights of learner_model.readout.NAMES and `intercept`;
    without it the belief itself is the prediction. `own`: by set of skills, what is added to the intercept and to the
    weights of readout.OWN.
    """

    version: str = "prior-2"
    ability_variance: float = 1.0
    skill_variance: float = 1.0
    item_variance: float = 0.3
    ability_noise: float = 0.002
    skill_noise: float = 0.005
    prerequisite_share: float = 0.3
    slip: float = 0.02
    hint_weight: float = 0.5
    rapid_seconds: float = 1.0
    rapid_weight: float = 0.25
    skill_half_life: float = 10.0
    spacing_gain: float = 1.4
    longest_half_life: float = 365.0
    ability_half_life: float = 180.0
    variance_half_life: float = 90.0
    grade_ability: Mapping[str, float] = field(default_factory=lambda: dict(GRADE_ABILITY))
    difficulties: Mapping[str, float] = field(default_factory=dict)
    shift: float = 0.0
    shifts: Mapping[str, float] = field(default_factory=dict)
    readout: Mapping[str, float] = field(default_factory=dict)
    own: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, low, high in (
            ("ability_variance", 0.01, 9.0),
            ("skill_variance", 0.01, 9.0),
            ("item_variance", 0.001, 9.0),
            ("ability_noise", 0.0, 1.0),
            ("skill_noise", 0.0, 1.0),
            ("shift", -20.0, 20.0),
            ("prerequisite_share", 0.0, 1.0),
            ("slip", 0.0, 0.3),
            ("hint_weight", 0.0, 1.0),
            ("rapid_seconds", 0.0, 60.0),
            ("rapid_weight", 0.0, 1.0),
            ("skill_half_life", 0.01, 10_000.0),
            ("spacing_gain", 0.0, 10.0),
            ("longest_half_life", 1.0, 100_000.0),
            ("ability_half_life", 1.0, 100_000.0),
            ("variance_half_life", 1.0, 100_000.0),
        ):
            value = getattr(self, name)
            if not (isinstance(value, int | float) and math.isfinite(value) and low <= value <= high):
                raise LearnerModelError(f"parameter {name} is {value!r}: it must be between {low:g} and {high:g}")
        for table in (self.grade_ability, self.difficulties, self.shifts, self.readout):
            for key, number in table.items():
                if not _finite(number):
                    raise LearnerModelError(f"parameter of {key!r} is {number!r}: it must be a finite number")
        if self.readout and set(self.readout) != {"intercept", *NAMES}:
            raise LearnerModelError("the weights of the readout are not those of this version: calibrate again")
        for key, numbers in self.own.items():
            if not (isinstance(numbers, tuple) and len(numbers) == 1 + len(OWN) and all(map(_finite, numbers))):
                raise LearnerModelError(f"the weights of {key!r} must be {1 + len(OWN)} finite numbers")

    def to_json(self) -> str:
        """As text, for the file or the table that keeps the versions."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Parameters":
        """Back from `to_json`; LearnerModelError when it is not that."""
        try:
            data: Any = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise LearnerModelError(f"these parameters are not JSON: {error}") from error
        if not isinstance(data, dict) or data.pop("format", None) != FORMAT:
            raise LearnerModelError(f"these parameters are not of format {FORMAT}: calibrate again")
        known = {f.name for f in fields(cls)}
        if unknown := sorted(set(data) - known):
            raise LearnerModelError(f"unknown parameters: {', '.join(unknown)}")
        tables = ("grade_ability", "difficulties", "shifts", "readout", "own")
        if not all(isinstance(data.get(name, {}), dict) for name in tables):
            raise LearnerModelError(f"{', '.join(tables)} must be tables of numbers")
        own = {key: tuple(row) if isinstance(row, list) else row for key, row in data.pop("own", {}).items()}
        return cls(**data, own=own)


def _finite(number: object) -> bool:
    return isinstance(number, int | float) and math.isfinite(number)


DEFAULT = Parameters()
"""Before any calibration: chosen on simulated pupils, not fitted to anyone."""
