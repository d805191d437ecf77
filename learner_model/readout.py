"""What is counted of a pupil beside the beliefs, and the calibrated formula that turns both into P(success).

logit P = intercept + weights . z + own[skills] . (1, z of OWN), where z are the numbers of `NAMES` before the answer.
The counters move online in closed form; only the weights are fitted (learner_model.calibration), and then frozen.
Every function takes numbers with `m=math`, or arrays with `m=numpy`: choosing, predicting and replaying share them.
"""

import math
from collections.abc import Mapping
from types import ModuleType
from typing import Any

NAMES = (
    *("easiness", "ability", "skill", "item", "variance", "lift"),
    *("wins", "fails", "wins_fails", "skill_residual", "since_skill"),
    *("item_wins", "item_fails", "item_seen", "item_new", "since_item", "item_residual"),
    *("item_wins_5min", "item_fails_5min", "item_wins_hour", "item_fails_hour", "item_wins_week", "item_fails_week"),
    *("residual_2", "residual_6", "residual_24"),
    *("answers", "easiness_answers", "ability_easiness", "since_any"),
)
"""Easiness and beliefs in logits; counts and times as the logarithm of one plus; skills' numbers are their mean."""
OWN = ("wins", "fails", "ability", "easiness")
"""The weights of which each set of skills may have a small deviation of its own."""

SITTING = 1_800.0
"""Seconds without an answer that end a sitting."""
WINDOWS = (300.0, 3_600.0, 604_800.0)
"""Seconds over which successes and failures on one exercise fade."""
SKILL_FADES = 0.7
ABILITY_FADES = (0.6, 0.85, 0.96)
"""What is left, after each moment of practice, of how much better or worse than usual the answers were."""

Trace = tuple[float, ...]
"""Fading sums of one belief. Skill: weight, residual. Ability: the same for each of ABILITY_FADES. Exercise:
successes, failures for each of WINDOWS, as of the latest practice, then as a skill. A residual is the answer minus
what the exercise promises."""

NO_TRACE: Mapping[str, Trace] = {"@": (0.0,) * 6, "=": (0.0,) * 8, "": (0.0, 0.0)}


def kind_of(key: str) -> str:
    """`@` for an ability, `=` for an exercise, nothing for a skill."""
    return key[0] if key[:1] in ("@", "=") else ""


def traced(kind: str, trace: Any, won: Any, residual: Any, since: Any, fresh: Any, m: ModuleType = math) -> Any:
    """The trace after an answer (`won` 0 or 1), `since` seconds after the practice before it.

    `fresh` (0 or 1): the first answer of its moment; the others of that moment add up, whatever their order.
    """
    left = [1.0 - fresh * (1.0 - fade) for fade in (ABILITY_FADES if kind == "@" else (SKILL_FADES,))]
    sides = [(1.0, residual)] * len(left)
    if kind == "=":
        left = [*(m.exp(-since / window) for window in WINDOWS), *left]
        sides = [(won, 1.0 - won)] * len(WINDOWS) + sides
    return tuple(trace[2 * n + side] * left[n] + sides[n][side] for n in range(len(left)) for side in (0, 1))


def skill_terms(wins: Any, fails: Any, trace: Any, since: Any, m: ModuleType = math) -> tuple[Any, ...]:
    """log successes, log failures, recent residual, log minutes since the latest practice (0 when never)."""
    return m.log1p(wins), m.log1p(fails), trace[1] / (trace[0] + 1.0), m.log1p(since / 60.0)


def item_terms(wins: Any, fails: Any, trace: Any, since: Any, m: ModuleType = math) -> tuple[Any, ...]:
    """item_wins to item_fails_week of NAMES, of an exercise answered before."""
    fading = [m.log1p(trace[2 * n + side] * m.exp(-since / w)) for n, w in enumerate(WINDOWS) for side in (0, 1)]
    counts = (m.log1p(wins), m.log1p(fails), m.log1p(wins + fails), 0.0 * since, m.log1p(since / 60.0))
    return (*counts, trace[7] / (trace[6] + 1.0), *fading)


NEVER_MET = (0.0, 0.0, 0.0, 1.0, *(0.0,) * 8)
"""`item_terms` of an exercise never answered."""


def ability_terms(answers: Any, trace: Any, away: Any, m: ModuleType = math) -> tuple[Any, ...]:
    """Recent residuals, log answers, log hours away (0 inside a sitting)."""
    residuals = [trace[2 * place + 1] / (trace[2 * place] + 1.0) for place in range(len(ABILITY_FADES))]
    return (*residuals, m.log1p(answers), m.log1p(away / 3_600.0))


def numbers_of(belief: Any, skill: Any, item: Any, pupil: Any) -> tuple[Any, ...]:
    """The numbers of NAMES, in order. `belief`: easiness, ability, skill, item, variance, lift; then the terms."""
    easiness, ability = belief[0], belief[1]
    answers = pupil[3]
    return (
        *belief,
        *(skill[0], skill[1], skill[0] * skill[1], skill[2], skill[3]),
        *item,
        *pupil[:3],
        *(answers, easiness * answers, ability * easiness, pupil[4]),
    )


def lift(guess: Any, eta: Any, m: ModuleType = math) -> Any:
    """How much guessing raises a logit: logit(guess + (1 - guess) sigmoid(eta)) - eta."""
    return m.log1p(guess / (1.0 - guess) * (1.0 + m.exp(-eta)))
