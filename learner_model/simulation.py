"""Plays policies on simulated pupils and measures them: success, sessions in the band, skills learnt, failure runs."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from learner_model.candidates import Candidates
from learner_model.errors import LearnerModelError
from learner_model.model import LearnerModel
from learner_model.parameters import DEFAULT, Parameters
from learner_model.policies import NAMES, SIMPLE, Ours, Policy
from learner_model.simulated_pupils import DAY, FAMILIES, School, SimulatedPupil

SITTING = 20
"""Exercises in a session, for those who stay to the end."""
IN_BAND = (0.65, 0.95)
SHORTEST = 10
"""A session left before so many exercises says nothing about its rate of success."""
_START = 1_756_720_800.0


@dataclass(frozen=True, slots=True)
class Career:
    """One simulated pupil: right (1) or not (0) in order, session of each exercise, skills known before and after."""

    family: str
    correct: tuple[int, ...]
    session: tuple[int, ...]
    known_before: int
    known_after: int


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What a policy did. `over_time`: success in each twentieth; `worst_decile`: skills of the 10 % with least."""

    policy: str
    success_rate: float
    sessions_in_band: float
    skills_learned: float
    longest_failure_run_p99: float
    worst_decile: float
    over_time: tuple[float, ...]


def simulate(
    policy: str, pupils: int, exercises: int, seed: int, parameters: Parameters = DEFAULT
) -> tuple[Outcomes, list[Career]]:
    """Play a policy on pupils of both families in turn; the same seed makes the same pupils for every policy."""
    if policy not in NAMES:
        raise LearnerModelError(f"unknown policy {policy!r}: choose among {', '.join(NAMES)}")
    if pupils < 1 or exercises < 1:
        raise LearnerModelError("at least one pupil and one exercise are needed")
    school = School.of(random.Random(f"school {seed}"))
    model, candidates = LearnerModel(school.prerequisites, parameters), Candidates.of(school.items)
    careers = []
    for number in range(pupils):
        family = list(FAMILIES)[number % len(FAMILIES)]
        pupil = FAMILIES[family](school, random.Random(f"pupil {seed} {number}"))
        rng = random.Random(f"policy {seed} {number}")
        teacher = Ours(school, rng, model, candidates) if policy == "ours" else SIMPLE[policy](school, rng)
        careers.append(_career(family, pupil, teacher, exercises, random.Random(f"days {seed} {number}")))
    return measure(policy, careers), careers


def _career(family: str, pupil: SimulatedPupil, teacher: Policy, exercises: int, days: random.Random) -> Career:
    now, before = _START, pupil.learnt(_START)
    correct: list[int] = []
    sessions: list[int] = []
    session = done = misses = 0
    for _ in range(exercises):
        if done >= SITTING or (done and pupil.leaves(misses)):
            session, done, misses = session + 1, 0, 0
            away = days.choice((1, 1, 1, 2, 3))
            now += DAY * away
            pupil.rest(away)
        item = teacher.choose(now)
        right = pupil.answer(item, now, done)
        teacher.told(item, right, now)
        misses = 0 if right else misses + 1
        correct.append(int(right))
        sessions.append(session)
        done += 1
        now += 30.0
    return Career(family, tuple(correct), tuple(sessions), before, pupil.learnt(now))


def measure(policy: str, careers: Sequence[Career]) -> Outcomes:
    """Measures over pupils. Sessions shorter than SHORTEST are left out of the share in the band."""
    inside = total = 0
    for career in careers:
        sizes = np.bincount(career.session)
        rates = np.bincount(career.session, career.correct)[sizes >= SHORTEST] / sizes[sizes >= SHORTEST]
        inside += int(((rates >= IN_BAND[0] - 1e-9) & (rates <= IN_BAND[1] + 1e-9)).sum())
        total += len(rates)
    gained = np.array([career.known_after - career.known_before for career in careers], dtype=float)
    answers = np.array([career.correct for career in careers], dtype=float)
    worst = np.sort(gained)[: max(1, len(gained) // 10)]
    return Outcomes(
        policy=policy,
        success_rate=float(answers.mean()),
        sessions_in_band=inside / total if total else 0.0,
        skills_learned=float(gained.mean()),
        longest_failure_run_p99=float(np.percentile([longest_run(c.correct) for c in careers], 99)),
        worst_decile=float(worst.mean()),
        over_time=tuple(float(part.mean()) for part in np.array_split(answers, min(20, answers.shape[1]), axis=1)),
    )


def longest_run(correct: Sequence[int]) -> int:
    """The longest row of misses."""
    longest = run = 0
    for right in correct:
        run = 0 if right else run + 1
        longest = max(longest, run)
    return longest
