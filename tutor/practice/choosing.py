"""Choose and show: from the content and a pupil's state to the exercise he is given. No database here."""

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import takewhile
from uuid import UUID, uuid4

import numpy as np
from numpy.typing import NDArray

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Exercise, Grade, Kind
from learner_model import Because, Candidates, Choice, LearnerModel
from tutor.companion.lines import Lines
from tutor.decisions.asked import Target, TargetKind
from tutor.practice.answers import is_said
from tutor.practice.items import item_of
from tutor.practice.path import Length, Sitting, path_before
from tutor.practice.reasons import FLUENCY, place_in_run, reason_to_json
from tutor.practice.replies import subject_of
from tutor.practice.schemas import RivetLine, ServedOut
from tutor.practice.shown import shown_content
from tutor.practice.tables import Served

# Exercises of one subject before the other, when Rivet chooses.
IN_A_ROW = 3
# Masks kept: one for each grade, subject and set of taught correspondences; a school has a few dozen.
MASKS = 128
PLACING = frozenset(
    {
        Activity.CHOOSE_LETTER,
        Activity.READ_SYLLABLE,
        Activity.READ_WORD,
        Activity.READ_PSEUDO_WORD,
        Activity.READ_SENTENCE,
        Activity.READ_TEXT,
        Activity.READ_AND_ANSWER,
        Activity.DICTATION_TILES,
        Activity.DICTATION_KEYBOARD,
        Activity.COMPUTE,
        Activity.NUMBER_DICTATION,
        Activity.COMPARE_NUMBERS,
        Activity.HOW_MANY_TENS,
        Activity.COLUMNS,
        Activity.WORD_PROBLEM,
    }
)
"""What tells where a new pupil stands: reading itself, understanding, writing; numbers, computing, problems."""
_YEARS = list(Grade)


class Shelf:
    """All exercises, laid out once for the learner model (`everything`), and who may be given which."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self.everything = Candidates.of([item_of(one) for one in exercises])
        _ = self.everything.layout  # laid out now, so that every mask shares it
        self._reached = _reached(exercises)
        gpcs = sorted({gpc for one in exercises for gpc in one.needs})
        self._columns = {gpc: column for column, gpc in enumerate(gpcs)}
        self._needs = np.zeros((len(exercises), len(gpcs)), dtype=bool)
        for row, one in enumerate(exercises):
            self._needs[row, [self._columns[gpc] for gpc in one.needs]] = True
        self._places = {one.id: row for row, one in enumerate(exercises)}
        self._placing = np.array([one.activity in PLACING for one in exercises], dtype=bool)
        self._exercises = tuple(exercises)
        self._activities = np.array([one.activity.value for one in exercises])
        self.behind = lru_cache(maxsize=32)(self._behind)
        self.for_pupil = lru_cache(maxsize=MASKS)(self._for_pupil)
        self.fitting = lru_cache(maxsize=8)(self._fitting)
        self.on = lru_cache(maxsize=MASKS)(self._on)

    @classmethod
    @lru_cache(maxsize=2)
    def of(cls, catalogue: Catalogue) -> "Shelf":
        """The shelf of this content, laid out once."""
        return cls(tuple(catalogue.exercises.values()))

    def _fitting(self, fits: Callable[[Exercise], bool]) -> NDArray[np.bool_]:
        """Which exercises fit, one flag each."""
        return np.array([fits(one) for one in self._exercises], dtype=bool)

    def _on(self, target: Target) -> NDArray[np.bool_]:
        """Which exercises are of the work that a teacher named, one flag each."""
        return np.fromiter((target.holds(one) for one in self._exercises), dtype=bool, count=len(self._exercises))

    def of_subject(self, domain: Domain | None) -> Candidates:
        """All exercises of a subject, or of both, whoever they are for."""
        if domain is None:
            return self.everything
        return self.everything.where(self.on(Target(kind=TargetKind.DOMAIN, id=domain.value)))

    def only_on(self, skills: Iterable[str]) -> NDArray[np.bool_]:
        """Which exercises train these skills and no others, one flag each."""
        layout = self.everything.layout
        named = [layout.skill_index[one] for one in skills if one in layout.skill_index]
        return np.asarray(np.isin(layout.skill, [*named, len(layout.skills)]).all(axis=1), dtype=bool)

    def _behind(self, activities: frozenset[Activity]) -> NDArray[np.bool_]:
        """Which exercises are of these activities, one flag each."""
        return np.isin(self._activities, sorted(one.value for one in activities))

    def only(self, candidates: Candidates, fits: Callable[[Exercise], bool] | None) -> Candidates:
        """Those that fit. Nothing may be left."""
        return candidates if fits is None else candidates.where(candidates.allowed & self.fitting(fits))

    def without(self, candidates: Candidates, exercise_ids: Iterable[str]) -> Candidates:
        """The same but these, as long as anything else is left."""
        left = self.strictly_without(candidates, exercise_ids)
        return left if left.allowed.any() else candidates

    def strictly_without(self, candidates: Candidates, exercise_ids: Iterable[str]) -> Candidates:
        """The same but these. Nothing may be left."""
        left = candidates.allowed.copy()
        left[[self._places[one] for one in exercise_ids if one in self._places]] = False
        return candidates.where(left)

    def these(self, exercise_ids: Iterable[str]) -> Candidates:
        """These and no others."""
        allowed = np.zeros(len(self._places), dtype=bool)
        allowed[[self._places[one] for one in exercise_ids]] = True
        return self.everything.where(allowed)

    def _for_pupil(
        self, grade: Grade, domain: Domain | None, taught: frozenset[str] | None = None, placing: bool = False
    ) -> Candidates:
        """What a pupil of this grade may be given: exercises of his year and of the years before that he can decode.

        `placing`: only what tells the level, where there is any. `taught`: the skills of the correspondences that his
        class was taught, None for all of them. Never nothing: a year for which nothing is written yet gets
        everything, and when nothing decodes, what is nearest to it.
        """
        allowed = self._reached[grade, domain]
        if placing and (allowed & self._placing).any():
            allowed = allowed & self._placing
        if taught is None or not self._columns:
            return self.everything.where(allowed)
        unknown = [column for gpc, column in self._columns.items() if gpc not in taught]
        missing = np.where(allowed, self._needs[:, unknown].sum(axis=1), self._needs.shape[1] + 1)
        return self.everything.where(allowed & (missing == missing.min()))


def without_skill(candidates: Candidates, skill: str) -> Candidates:
    """Those that do not train this skill. Nothing may be left."""
    place = candidates.layout.skill_index.get(skill)
    if place is None:
        return candidates
    return candidates.where(candidates.allowed & ~(candidates.layout.skill == place).any(axis=1))


def _reached(exercises: Sequence[Exercise]) -> dict[tuple[Grade, Domain | None], NDArray[np.bool_]]:
    """For each grade and subject (None: both), the exercises of that year and before; all when there is none."""
    year_of = {grade: year for year, grade in enumerate(_YEARS)}
    years = np.array([year_of[one.grade] for one in exercises])
    subjects: dict[Domain | None, NDArray[np.bool_]] = {
        domain: np.array([one.domain is domain for one in exercises], dtype=bool) for domain in Domain
    }
    subjects[None] = np.ones(len(exercises), dtype=bool)
    reached = {}
    for domain, wanted in subjects.items():
        for grade, year in year_of.items():
            so_far = wanted & (years <= year)
            reached[grade, domain] = so_far if so_far.any() else wanted
    return reached


def turn(given: Sequence[Domain], rng: random.Random) -> Domain:
    """The subject whose turn it is when the pupil leaves it to Rivet, after those given in this session.

    Both subjects share a session, a few exercises at a time: going to and fro at each would tire a child.
    """
    if not given:
        return rng.choice(list(Domain))
    same = sum(1 for _ in takewhile(lambda domain: domain is given[-1], reversed(given)))
    if same < IN_A_ROW:
        return given[-1]
    return next(domain for domain in Domain if domain is not given[-1])


def opening_line(
    kind: Kind,
    because: Because,
    sitting: Sitting,
    lines: Lines,
    can_listen: bool,
    rng: random.Random,
    *,
    measured: bool = False,
) -> RivetLine:
    """What Rivet says when the exercise appears: hello first, then an invitation, none heard twice in a session.

    Without an ear he says so once, at the first reading. `measured`: it is the reading of a campaign of the class.
    """
    if kind is Kind.READ_ALOUD and not can_listen and "no_ear" not in sitting.acts:
        act = "no_ear"
    elif measured:
        act = "campaign_read"
    elif sitting.fresh:
        act = "hello"
    elif because == FLUENCY:
        act = "invite_facts"
    else:
        act = f"invite_{subject_of(kind)}"
    return RivetLine(act=act, text=lines.choose(act, rng, avoid=sitting.lines))


def served_row(pupil_id: UUID, choice: Choice, line: RivetLine, learner: LearnerModel, now: datetime) -> Served:
    """What is kept of an exercise given: which, why, and who chose."""
    reason = reason_to_json(choice.reason)
    return Served(
        id=uuid4(),
        pupil_id=pupil_id,
        exercise_id=choice.item.exercise,
        reason=reason,
        line=line.model_dump(mode="json"),
        model_version=learner.version,
        run_place=place_in_run(reason),
        served_at=now,
    )


def shown(served: Served, exercise: Exercise, sitting: Sitting, length: Length, can_listen: bool) -> ServedOut:
    """The exercise as the pupil sees it: without its answer.

    In a run of known facts nothing is said between them, and answers are touched: what is measured is the child, not
    the ear.
    """
    place = place_in_run(served.reason)
    return ServedOut(
        served_id=served.id,
        exercise_id=exercise.id,
        domain=exercise.domain,
        activity=exercise.activity,
        instruction=exercise.instruction,
        content=shown_content(exercise.content),
        can_listen=can_listen and place is None and is_said(exercise.content),
        goes_on=place is not None and place > 1,
        line=RivetLine.model_validate(served.line),
        path=path_before(sitting, length),
    )
