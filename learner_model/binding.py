"""Candidates as one model sees them: its difficulties and prerequisites as arrays, and a pupil's beliefs on them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from learner_model.believed import Believed
from learner_model.candidates import Flags, Floats, Ints, Layout, lower_quartile
from learner_model.interface import Item
from learner_model.parameters import DAY, set_name
from learner_model.readout import NEVER_MET, NO_TRACE, OWN, ability_terms, item_terms, lift, numbers_of, skill_terms
from learner_model.state import PupilState
from learner_model.tracing import OWN_PLACES, Tracing

_PROBIT = np.pi / 8.0
READ_AGAIN = 400
"""Pupils whose beliefs are kept as they were read last, 65 KB each with the text of the state: a big school."""
_NONE_OWN = (0.0,) * (1 + len(OWN))


@dataclass(frozen=True, eq=False)
class Binding:
    """What does not depend on the pupil. Skills are those of the layout first, then their other prerequisites."""

    layout: Layout
    tracing: Tracing
    difficulty: Floats
    own: Floats | None
    names: tuple[str, ...]
    skill_difficulty: Floats
    skill_domain: Ints
    served: Flags
    needs_from: Ints
    needs: Ints
    needs_count: Floats
    set_of_item: Ints
    set_needs_from: Ints
    set_needs: Ints
    set_needs_direct: Flags

    @cached_property
    def direct(self) -> tuple[Ints, Ints]:
        """The direct prerequisites of sets of skills, and the sets that have them."""
        places = np.flatnonzero(self.set_needs_direct)
        return self.set_needs[places], self.set_needs_from[places]

    @classmethod
    def of(cls, items: Sequence[Item], layout: Layout, tracing: Tracing) -> "Binding":
        """Look up once what choosing needs each time."""
        difficulty = np.array([tracing.difficulty(item) for item in items])
        own = tracing.parameters.own
        names = dict(layout.skill_index)
        pairs = []
        for skill, place in layout.skill_index.items():
            for prerequisite in tracing.prerequisites.get(skill, ()):
                pairs.append((place, names.setdefault(prerequisite, len(names))))
        size, served = len(names), len(layout.skills)
        skill_difficulty = np.zeros(size)
        skill_difficulty[:served] = lower_quartile(layout.skill, difficulty, served)
        skill_domain = np.zeros(size + 1, dtype=np.intp)
        skill_domain[layout.skill] = layout.domain[:, None]
        needs_from = np.array([a for a, _ in pairs], dtype=np.intp)
        needs = np.array([b for _, b in pairs], dtype=np.intp)
        skill_domain[needs[needs >= served]] = skill_domain[needs_from[needs >= served]]
        return cls(
            layout=layout,
            tracing=tracing,
            difficulty=difficulty,
            own=np.array([own.get(set_name(item.skills), _NONE_OWN) for item in items]) if own else None,
            names=tuple(names),
            skill_difficulty=skill_difficulty,
            skill_domain=skill_domain[:size],
            served=np.arange(size) < served,
            needs_from=needs_from,
            needs=needs,
            needs_count=np.maximum(np.bincount(needs_from, minlength=size), 1).astype(float),
            **_needs_of_items(layout, tracing, names),
        )

    def believed(self, state: PupilState) -> Believed:
        """The pupil's beliefs on these skills alone: what a teacher is shown costs nothing for thousands of items."""
        return Believed.of(state, self.names, self.layout.domains, self.tracing)

    @cached_property
    def read(self) -> Callable[[str], Believed]:
        """The same of a state as text. A teacher's pages read the states of a class one after the other."""
        return lru_cache(maxsize=READ_AGAIN)(lambda text: self.believed(PupilState.from_json(text)))

    def knowledge(self, believed: Believed, second: int) -> "Knowledge":
        """What is known of these skills at a time."""
        size, share = len(self.names), self.tracing.parameters.prerequisite_share
        means, variances = believed.now(second)
        mean, variance = means[:size], variances[:size]
        ability = np.column_stack((means[size:], variances[size:]))
        since, practised = believed.since(second), believed.practised > 0.0
        retention = np.where(practised, np.exp2(-np.minimum(1000.0, since / DAY / believed.half_life)), 1.0)
        terms = np.column_stack(skill_terms(believed.wins, believed.fails, believed.trace, since, np))
        terms *= practised[:, None]
        before = np.bincount(self.needs_from, mean[self.needs], size) / self.needs_count
        before_variance = np.bincount(self.needs_from, variance[self.needs], size) / self.needs_count**2
        support = mean + share * before
        support_variance = variance + share * share * before_variance
        known = _sigmoid(
            (ability[self.skill_domain, 0] + support - self.skill_difficulty)
            / np.sqrt(1.0 + _PROBIT * (ability[self.skill_domain, 1] + support_variance))
        )
        return Knowledge(known, believed.wins, retention, support, support_variance, ability, terms)

    def view(self, state: PupilState, second: int, away: float) -> "View":
        """The pupil's beliefs on these skills and items, `away` seconds after the latest sitting (0 inside one)."""
        tracing, layout, skills = self.tracing, self.layout, self.knowledge(self.believed(state), second)
        ability = skills.ability
        own = np.zeros(len(self.difficulty))
        own_variance = np.full(len(self.difficulty), tracing.parameters.item_variance)
        met = [
            (place, key, belief)
            for key, belief in state.beliefs.items()
            if key[:1] == "=" and (place := layout.index.get(key[1:])) is not None
        ]
        for place, key, _ in met:
            own[place], own_variance[place] = tracing.now(state, key, second)
        per_item = layout.skill_count
        skill = _gather(skills.support, layout) / per_item
        eta = ability[layout.domain, 0] + skill + own - self.difficulty
        eta_variance = ability[layout.domain, 1] + _gather(skills.support_variance, layout) / per_item**2 + own_variance
        if tracing.parameters.readout:
            practised = np.column_stack([_gather(column, layout) for column in skills.terms.T]) / per_item[:, None]
            items = np.tile(NEVER_MET, (len(own), 1))
            for place, _, belief in met:
                since = max(0, second - belief.practised)
                items[place] = item_terms(belief.wins, belief.fails, belief.trace, since)
            pupil = np.array([_ability_terms(state, domain, away) for domain in layout.domains])[layout.domain]
            belief_terms = (
                -self.difficulty,
                ability[layout.domain, 0],
                skill,
                own,
                eta_variance,
                lift(layout.guess, eta, np),
            )
            z = np.column_stack(numbers_of(belief_terms, practised.T, items.T, pupil.T))
            logit = tracing.intercept + z @ np.array(tracing.readout_weights)
            if self.own is not None:
                logit += self.own[:, 0] + (self.own[:, 1:] * z[:, OWN_PLACES]).sum(axis=1)
            probability = _sigmoid(logit)
        else:
            scale = np.maximum(0.05, 1.0 - layout.guess - tracing.parameters.slip)
            probability = layout.guess + scale * _sigmoid(eta / np.sqrt(1.0 + _PROBIT * eta_variance))
        return View(
            binding=self,
            probability=probability,
            uncertainty=np.sqrt(eta_variance),
            known=skills.known,
            skill_deviation=skills.deviation,
            wins=skills.wins,
            retention=skills.retention,
        )


@dataclass(frozen=True, eq=False)
class Knowledge:
    """A pupil's skills now, one number a skill: `known`, `wins` and `retention` as in View, and what they come from.

    `support` is the belief in logits with its prerequisites' share, `ability` the mean and variance of each domain.
    """

    known: Floats
    wins: Floats
    retention: Floats
    support: Floats
    support_variance: Floats
    ability: Floats
    terms: Floats

    @property
    def deviation(self) -> Floats:
        """The doubt on each skill, in logits."""
        result: Floats = np.sqrt(self.support_variance)
        return result


@dataclass(frozen=True, eq=False)
class View:
    """A pupil now. `probability`, `uncertainty` over items; the rest over skills.

    `known` is P(success) on an easy item of the skill; `retention` in [0, 1] falls to a half after the half-life.
    """

    binding: Binding
    probability: Floats
    uncertainty: Floats
    known: Floats
    skill_deviation: Floats
    wins: Floats
    retention: Floats

    def missing(self, enough: Floats) -> Flags:
        """Over skills: known less than `enough` (one number a skill). What no exercise trains never is."""
        flags: Flags = self.binding.served & (self.known < enough)
        return flags

    def opens(self, missing: Flags, allowed: Flags) -> Floats:
        """Over items, 0 to 1: how many allowed items the missing skill that it practises shuts off (log scale)."""
        binding, layout = self.binding, self.binding.layout
        in_set = np.bincount(binding.set_of_item[allowed], minlength=int(binding.set_of_item.max(initial=0)) + 1)
        needed, by = binding.direct
        rows = missing[needed]
        shut = np.bincount(needed[rows], in_set[by[rows]], len(missing))
        worth = np.log1p(shut) / np.log1p(max(1.0, float(shut.max(initial=0.0))))
        different, of_item = layout.skill_rows
        result: Floats = np.append(worth[: len(layout.skills)], 0.0)[different].max(axis=1)[of_item]
        return result

    def unready(self, missing: Flags) -> tuple[Flags, Floats]:
        """Over items: whether a prerequisite is missing, and how many before it are missing too.

        What the item itself practises is no prerequisite of it.
        """
        binding = self.binding
        lacking = missing[binding.set_needs].astype(float)
        sets = int(binding.set_of_item.max(initial=0)) + 1
        direct = np.bincount(binding.set_needs_from, lacking * binding.set_needs_direct, sets) > 0.0
        unmet = np.bincount(binding.set_needs_from, lacking, sets)
        return direct[binding.set_of_item], unmet[binding.set_of_item].astype(float)

    def over_items(self, skills: Floats) -> Floats:
        """The mean over each item's skills of a number known of each skill."""
        result: Floats = _gather(skills, self.binding.layout) / self.binding.layout.skill_count
        return result


def _needs_of_items(layout: Layout, tracing: Tracing, names: Mapping[str, int]) -> dict[str, Any]:
    """For each set of skills practised together, their prerequisites, and theirs in turn, but those skills themselves.

    Items that practise the same skills share a set, which keeps the arrays short.
    """
    sets: dict[frozenset[int], int] = {}
    different, row_of = layout.skill_rows
    set_of = [sets.setdefault(frozenset(map(int, row[row < len(layout.skills)])), len(sets)) for row in different]
    rows: list[int] = []
    needs: list[int] = []
    direct: list[bool] = []
    for own, row in sets.items():
        skills = {layout.skills[skill] for skill in own}
        first = {need for skill in skills for need in tracing.prerequisites.get(skill, ())}
        reached, ahead = set(first), list(first)
        while ahead:
            for need in tracing.prerequisites.get(ahead.pop(), ()):
                if need not in reached:
                    reached.add(need)
                    ahead.append(need)
        for need in sorted(reached - skills):
            if need in names:
                rows.append(row)
                needs.append(names[need])
                direct.append(need in first)
    return {
        "set_of_item": np.array(set_of, dtype=np.intp)[row_of],
        "set_needs_from": np.array(rows, dtype=np.intp),
        "set_needs": np.array(needs, dtype=np.intp),
        "set_needs_direct": np.array(direct, dtype=bool),
    }


def _ability_terms(state: PupilState, domain: str, away: float) -> tuple[float, ...]:
    belief = state.beliefs.get(f"@{domain}")
    return (
        ability_terms(belief.wins + belief.fails, belief.trace, away)
        if belief
        else ability_terms(0, NO_TRACE["@"], away)
    )


def _gather(values: Floats, layout: Layout) -> Floats:
    """Sum over each item's skills. The table of skills is padded with the number of them, which counts for zero."""
    padded = np.append(values[: len(layout.skills)], 0.0)
    rows, of_item = layout.skill_rows
    result: Floats = padded[rows].sum(axis=1)[of_item]
    return result


def _sigmoid(x: Floats) -> Floats:
    result: Floats = 0.5 * (1.0 + np.tanh(0.5 * x))
    return result
