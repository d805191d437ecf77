"""What comes next: one score over all candidates, and the reason of the best.

Score = what the pupil may gain, where success is likely enough, minus what should be avoided. Nothing is ever
excluded but by its score, so that there is always an answer: the least bad one when nothing fits.
"""

import random
from dataclasses import dataclass

import numpy as np

from learner_model.binding import View
from learner_model.candidates import Candidates, Flags, Floats
from learner_model.interface import Because, Outcome, Plan
from learner_model.state import PupilState, Recent

READY = 0.85
PRESUMED = 0.93
KEPT, KEPT_WINS = 0.75, 8
"""P(success) on an easy item of a skill from which the skills that need it open: when practised, when never seen; and
under which they close again, once so many successes have opened them."""
OPENS = 0.25
"""What it is worth to practise the skill that shuts most exercises off, in the score."""
TAUGHT_LATELY = 0.15
STEP_WINS = 6
STEP_RATE = 0.7
"""From so many successes at a step, and such a part of them, the next step opens (words, sentences, texts)."""
MISSES = 2
EASE = 5
"""So many misses in a row call for an easy win; so many easy successes in a row call for a step up."""
DUE = 0.5
"""A skill is due for review when its retention falls under this."""
REVIEW_SHARE = 0.35
CONTENT_GAP = 8
"""The same content does not come back within so many attempts."""
SITTING = 3_600.0
"""Seconds after which a row of successes is no longer this sitting's."""
_WIN = (0.93, 0.985)


@dataclass(frozen=True, slots=True)
class Guard:
    """What the last answers call for: a band of predicted success, and why."""

    low: float
    high: float
    because: Because | None
    misses: int
    ease: int


def guard(state: PupilState, plan: Plan, now: float) -> Guard:
    """Frustration (two misses in a row) and boredom (five easy successes in this sitting) guards, and placement."""
    misses = ease = 0
    for recent in reversed(state.recent):
        if recent.outcome is Outcome.UNSURE:
            continue
        if recent.outcome is Outcome.INCORRECT:
            if ease:
                break
            misses += 1
        else:
            if misses or recent.hints or now - recent.at > SITTING:
                break
            ease += 1
    if misses >= MISSES:
        return Guard(*_WIN, "win", misses, ease)
    if plan.placement:
        return Guard(0.55, 0.85, "placement", misses, ease)
    if ease >= EASE:
        return Guard(plan.low, (plan.low + plan.high) / 2.0, "stretch", misses, ease)
    if misses:  # a second miss in a row should stay rare
        return Guard((plan.low + plan.high) / 2.0, plan.high, None, misses, ease)
    return Guard(plan.low, plan.high, None, misses, ease)


def open_steps(state: PupilState, domain: str) -> int:
    """The highest step (1 words or facts, 2 sentences, 3 texts) that this pupil's successes have opened."""
    opened = {"ce1": 2, "ce2": 3}.get(state.grade, 1)
    for step in (1, 2):
        wins, fails = state.steps.get(f"{domain}.{step}", (0, 0))
        if opened == step and wins >= STEP_WINS and wins >= STEP_RATE * (wins + fails):
            opened = step + 1
    return opened


def scores(view: View, state: PupilState, candidates: Candidates, aim: Guard, plan: Plan, rng: random.Random) -> Floats:
    """One number an item: the highest is chosen."""
    layout, p = candidates.layout, view.probability
    noise = np.random.default_rng(rng.getrandbits(64)).random(len(p))
    gain = view.over_items(1.0 - view.known) + 0.25 * view.over_items(view.skill_deviation)
    due = (view.retention < DUE) & (view.wins >= 2) & (view.known >= 0.5)
    if rng.random() < REVIEW_SHARE:
        gain = gain + view.over_items(due.astype(float))
    placing = aim.because == "placement"
    if placing:
        gain = view.uncertainty
    middle = (aim.low + aim.high) / 2.0
    if aim.because == "win":
        gain = 0.2 * gain
    outside = np.maximum(0.0, np.maximum(aim.low - p, p - aim.high))
    result: Floats = gain - 0.5 * np.abs(p - middle) - 15.0 * outside + 0.05 * noise
    opened = np.array([open_steps(state, domain) for domain in layout.domains])[layout.domain]
    result += 0.05 * np.minimum(layout.step, opened)
    result -= 40.0 * np.maximum(0, layout.step - opened)
    if placing:
        asked = np.array([sum(state.answers(domain)) for domain in layout.domains], dtype=float)[layout.domain]
        result -= 3.0 * (asked - asked[candidates.allowed].min())
    else:
        missing = view.missing(enough(view.wins))
        unready, unmet = view.unready(missing)
        result -= np.where(unready, 40.0 + 5.0 * unmet, 0.0)
        if aim.because != "win":
            result += OPENS * view.opens(missing, candidates.allowed)
    _avoid_repeats(result, candidates, state.recent, 0.4 if aim.because == "win" else 1.0)
    _obey(result, candidates, plan)
    result[~candidates.allowed] = -np.inf
    return result


def enough(wins: Floats) -> Floats:
    """P(success) that a skill must have for those that need it to open, or to stay open."""
    asked: Floats = np.where(wins >= KEPT_WINS, KEPT, np.where(wins >= 2, READY, PRESUMED))
    return asked


def _avoid_repeats(result: Floats, candidates: Candidates, recent: tuple[Recent, ...], strength: float) -> None:
    """Make room between the same exercise, the same content, the same kind, the same skill and the same subject."""
    layout = candidates.layout
    content, kind = np.zeros(len(layout.contents)), np.zeros(len(layout.kinds))
    skill, domain = np.zeros(len(layout.skills) + 1), np.zeros(len(layout.domains))
    for age, past in enumerate(reversed(recent)):
        if (row := layout.index.get(past.exercise)) is not None:
            result[row] -= 20.0 if age == 0 else strength * 6.0 / (1.0 + age / 6.0)
        if age < CONTENT_GAP and (place := layout.contents.get(past.content or past.exercise)) is not None:
            content[place] += strength * (5.0 - 0.5 * age)
        if age < 3 and (place := layout.kinds.get(past.kind)) is not None:
            kind[place] += 0.06
        if age < 4 and (place := layout.skill_index.get(past.skill)) is not None:
            skill[place] += 0.06
        if age < 4 and past.domain in layout.domains:
            domain[layout.domains.index(past.domain)] += 0.12
    result -= content[layout.content] + kind[layout.kind] + skill[layout.skill[:, 0]] + domain[layout.domain]


def _obey(result: Floats, candidates: Candidates, plan: Plan) -> None:
    """The teacher's plan: assigned first, boosted more often, blocked not while anything else is left."""
    if plan.assigned:
        result[matching(candidates, plan.assigned)] += 200.0
    if plan.recent:
        result[matching(candidates, plan.recent)] += TAUGHT_LATELY
    if plan.boosted:
        result[matching(candidates, plan.boosted)] += 0.5
    if plan.blocked:
        result[matching(candidates, plan.blocked)] -= 1000.0


def matching(candidates: Candidates, names: frozenset[str]) -> Flags:
    """Items that are, or are on, one of these exercises or skills."""
    layout = candidates.layout
    skills = [layout.skill_index[name] for name in names if name in layout.skill_index]
    flags: Flags = np.asarray(np.isin(layout.skill, skills).any(axis=1), dtype=bool)
    for name in names:
        if name in layout.index:
            flags[layout.index[name]] = True
    return flags
