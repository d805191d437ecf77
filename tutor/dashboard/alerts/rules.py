"""The alerts: each a rule on counts, with its thresholds and why they are where they are. Pure; nothing is read here.

Few and sure rather than many: a teacher who is warned for nothing stops looking. So each rule asks two things: that
it matters (a share or a gain that a teacher would act on), and that chance alone would hardly ever give it, however
little or much a pupil did. "Hardly ever": for no more than about one alert of a kind a year in a class of 28 where
nothing is the matter; 28 pupils looked at in every stretch of so many weeks say how rare that is. Made-up classes
measure it (`benchmarks/alerts.py`); how often they warn for nothing in real classes has not been measured.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import Final, Literal

from scipy.special import bdtr, bdtrc, stdtrit

from exercises.exercise import Grade

Kind = Literal["stuck", "flat", "low", "absent", "unheard"]


@dataclass(frozen=True, slots=True)
class Alert:
    """What was found. `about`: the skill, or nothing; `weight`: grows as it worsens, to compare with itself alone.

    `numbers`: what the sentence is made of.
    """

    kind: Kind
    about: str
    weight: float
    numbers: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SkillTries:
    """First answers on a skill within `STUCK_DAYS`. `days`: on how many days; `likely`: success now, by the model."""

    skill: str
    correct: int
    incorrect: int
    days: int
    likely: float


@dataclass(frozen=True, slots=True)
class DayTries:
    """First answers of a day in all subjects."""

    day: date
    exercises: int
    right_first: int
    unsure: int


STUCK_DAYS: Final = 21
"""Three weeks: time enough to have come back to a skill several times."""
STUCK_TRIES, STUCK_SITTINGS, STUCK_SHARE, STUCK_LIKELY = 6, 3, 0.5, 0.5
"""Six answers on three days at least, half of them wrong, and the model, after all the rest it knows, still gives under
one chance in two on an easy exercise."""
AIMED_SHARE, STUCK_CHANCE = 0.75, 0.05
"""The tutor aims at 75 to 90 % of success; how often chance gives so few right, on one at least of the skills that a
pupil met so often, if he is at 75 % on all. Of the one pupil in twenty whom chance serves so ill in three weeks, the
model, which knows more, rarely agrees."""


def stuck(tries: Iterable[SkillTries]) -> Alert | None:
    """Much work on a skill, and no way through: the one with most misses."""
    met = [one for one in tries if one.correct + one.incorrect >= STUCK_TRIES]
    found = [
        one
        for one in met
        if one.days >= STUCK_SITTINGS
        and one.correct <= STUCK_SHARE * (one.correct + one.incorrect)
        and one.likely < STUCK_LIKELY
        and bdtr(one.correct, one.correct + one.incorrect, AIMED_SHARE) < STUCK_CHANCE / len(met)
    ]
    if not found:
        return None
    worst = max(found, key=lambda one: (one.incorrect, one.skill))
    numbers = {"correct": worst.correct, "tries": worst.correct + worst.incorrect, "others": len(found) - 1}
    return Alert("stuck", worst.skill, worst.incorrect, numbers)


FLAT_DAYS: Final = 98
"""Fourteen weeks, a term: readings a day apart differ by a tenth, and a few weeks' progress does not show through."""
FLAT_READINGS: Final = 5
ASKED_GAIN: Final = 20 / 43
"""Words a minute a week: the programme asks for 20 to 30 words more in a year, which has 43 weeks with its holidays."""
FLAT_CHANCE: Final = 0.1
"""How often a pupil who gains the least that is asked reads, by chance, as if he did not. A third of a class at most is
under `ENOUGH`, in three terms: some 27 looks a year, and most of these pupils gain more than the least."""

ENOUGH: Final = {Grade.CP: 30, Grade.CE1: 50, Grade.CE2: 70}
"""Words a minute, the step before that of the end of the year: a pace above it may well rest for a while."""


def flat(paces: Sequence[tuple[date, int]], grade: Grade) -> Alert | None:
    """Words a minute of the readings of `FLAT_DAYS`, in order: the highest gain a week that they allow is under what is
    asked. By least squares: the more they scatter, the fewer they are and the closer together, the more they allow.
    """
    if len(paces) < FLAT_READINGS:
        return None
    weeks = [(day - paces[0][0]).days / 7 for day, _ in paces]
    words = [pace for _, pace in paces]
    middle, average = fmean(weeks), fmean(words)
    spread = sum((week - middle) ** 2 for week in weeks)
    if not spread:
        return None
    gain = sum((week - middle) * (pace - average) for week, pace in zip(weeks, words, strict=True)) / spread
    first, last = average - gain * middle, average + gain * (weeks[-1] - middle)
    free = len(paces) - 2
    left = sum((pace - first - gain * week) ** 2 for week, pace in zip(weeks, words, strict=True))
    highest = gain + stdtrit(free, 1 - FLAT_CHANCE) * (left / free / spread) ** 0.5
    if highest >= ASKED_GAIN or last >= ENOUGH[grade]:
        return None
    return Alert("flat", "", first - last, {"first": first, "last": last, "weeks": weeks[-1], "readings": len(paces)})


LOW_DAYS: Final = 14
"""Two weeks: one bad morning is no news."""
LOW_TRIES, LOW_SHARE = 20, 0.6
"""A sitting and more of answers that could be judged, fewer than six in ten right."""
USUAL_DAYS, USUAL_TRIES, USUAL_FALL, USUAL_SHARE = 56, 60, 0.15, 0.7
"""Or 15 points under the eight weeks before, on sixty answers then, and under 70 %."""
LOW_CHANCE: Final = 0.002
"""How often chance gives so few right, of a pupil who succeeds as is aimed at, or as he usually does: one look in 500,
28 pupils in 18 times two weeks."""


def low(days: Sequence[DayTries], today: date) -> Alert | None:
    """Success unusually low these two weeks. `days`: those of `LOW_DAYS` and of `USUAL_DAYS` before them."""
    start = today - timedelta(days=LOW_DAYS)
    now, tried = _success(one for one in days if one.day > start)
    usual, before = _success(one for one in days if start - timedelta(days=USUAL_DAYS) < one.day <= start)
    if tried < LOW_TRIES:
        return None
    right = round(now * tried)
    is_low = now < LOW_SHARE and bdtr(right, tried, AIMED_SHARE) < LOW_CHANCE
    fell = before >= USUAL_TRIES and usual - now >= USUAL_FALL and now < USUAL_SHARE
    if not is_low and not (fell and bdtr(right, tried, usual) < LOW_CHANCE):
        return None
    numbers = {
        "percent": round(100 * now),
        "tries": tried,
        "usual": round(100 * usual) if before >= USUAL_TRIES else -1,
    }
    return Alert("low", "", 100 * (1 - now), numbers)


ABSENT_DAYS: Final = 5
"""School days on which the class worked without him: more than a week at four a week, by when one forgets."""
CLASS_SHARE: Final = 3
"""A third of the class at least makes a school day: neither holidays, nor a strike, nor a catch-up lesson count."""


def school_days(pupils_by_day: Iterable[tuple[date, int]], size: int) -> list[date]:
    """The days on which the class worked, in order."""
    return sorted(day for day, pupils in pupils_by_day if pupils and pupils * CLASS_SHARE >= size)


def absent(last_day: date | None, class_days: Sequence[date]) -> Alert | None:
    """Many school days since a pupil last practised; None for `last_day` when he never did."""
    missed = sum(last_day is None or day > last_day for day in class_days)
    if missed < ABSENT_DAYS:
        return None
    return Alert("absent", "", missed, {"days": missed, "never": last_day is None})


UNHEARD_DAYS: Final = 21
UNHEARD_TRIES, UNHEARD_SHARE = 12, 0.2
"""More answers aloud than one sitting has, and one in five that the ear could not judge: then a pupil has to judge
himself in every sitting."""
CLEAR_SHARE, UNHEARD_CHANCE = 0.08, 0.003
"""Of clear voices the ear doubts 5 to 10 %; how often chance then gives so much doubt: one look in 336, 28 pupils in 12
times three weeks."""
WHOLE_CLASS: Final = 0.2
"""When half of the class is above this, it is the room or the time of day, not one tablet."""


def unheard(share: float, answers: int, of_class: float) -> Alert | None:
    """Too many answers aloud that the ear could not judge: a microphone, noise, a voice it knows badly.

    `share` of a pupil's answers aloud, `of_class`: the middle one of the class.
    """
    if answers < UNHEARD_TRIES or share < UNHEARD_SHARE:
        return None
    if bdtrc(round(share * answers) - 1, answers, CLEAR_SHARE) > UNHEARD_CHANCE:
        return None
    numbers = {"percent": round(100 * share), "answers": answers, "everyone": of_class >= WHOLE_CLASS}
    return Alert("unheard", "", 100 * share, numbers)


WORSE: Final[dict[Kind, float]] = {"stuck": 5, "flat": 5, "low": 10, "absent": 5, "unheard": 15}
"""How much heavier an alert that was set aside must become to come back before its time: five more misses, five words a
minute lost, ten points of success, a week more of absence, fifteen points of doubt."""
ASIDE: Final = timedelta(days=14)
"""How long an alert is set aside."""


def comes_back(alert: Alert, weight: float, aside_for: timedelta) -> bool:
    """Whether an alert set aside so long ago, when it weighed that, is to be shown again."""
    return aside_for >= ASIDE or alert.weight >= weight + WORSE[alert.kind]


def _success(days: Iterable[DayTries]) -> tuple[float, int]:
    """The share right at the first try among what could be judged, and how many that is."""
    right = tried = 0
    for one in days:
        right, tried = right + one.right_first, tried + one.exercises - one.unsure
    return (right / tried if tried else 0.0), tried
