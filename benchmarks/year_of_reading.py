"""A simulated CP pupil from September to June: what our model chooses over the real exercises, month by month.

`python -m benchmarks.year_of_reading [--seed 1] [--ability 0.0] [--progression marelle] [--weeks 36] [--json]`
Four sessions of twelve exercises a week; only what decodes with the correspondences taught by that week is given. The
pupil learns otherwise than our model believes (practice counted in fading time windows) and has lessons in class too.
He shows how exercises are chosen, nothing about children.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from benchmarks.pupil_of_a_class import PupilOfAClass, school_of
from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Build, Choose, Compute, Count, Domain, Exercise, Grade, Option, ReadAloud
from exercises.reading.gpcs import Gpcs
from exercises.reading.progression import WEEKS, Progression, ready_progressions, school_week, taught
from learner_model import Attempt, LearnerModel, Outcome, Plan, placed
from learner_model.simulation import IN_BAND, longest_run
from tutor.practice.choosing import Shelf
from tutor.practice.what_next import NOT_AGAIN
from tutor.progression.service import LATELY

FIRST_DAY = date(2026, 9, 7)
LAST_DAY = date(2027, 6, 30)
SESSION_DAYS = (0, 1, 3, 4)
"""Monday, Tuesday, Thursday, Friday."""
SITTING = 12
MINUTE = 60.0
EXAMPLES = 4
MOST_OF_ONE_KIND, MOST_TEXTS, LEAST_RECENT, MOST_REPEATED = 0.25, 0.35, 0.25, 10
"""Beyond these a finding is told: shares of a month's exercises, and times in the year for one exercise or theme."""
STEPS = ("mots, lettres, sons", "phrases", "textes")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


@dataclass(frozen=True, slots=True)
class Done:
    """An exercise of the year: when, which, right or not, and why it was chosen."""

    day: date
    week: int
    exercise: Exercise
    right: bool
    because: str
    predicted: float
    recent: bool  # needs or trains what was taught in the last weeks


@dataclass(frozen=True, slots=True)
class Month:
    """What happened in a month of school. Shares are of its exercises."""

    name: str
    exercises: int
    success: float
    sessions_in_band: float
    by_step: Mapping[str, float]
    by_activity: Mapping[str, float]
    newest_taught: Sequence[str]
    newest_read: Sequence[str]
    recently_taught: float
    skills: int
    reasons: Mapping[str, float]
    examples: Sequence[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Year:
    """The whole story, and its sums."""

    exercises: int
    success: float
    sessions_in_band: float
    longest_failure_run: int
    distinct: int
    most_repeated: Mapping[str, int]
    most_frequent_theme: Mapping[str, int]
    first: Mapping[str, str]
    never: Sequence[str]
    findings: Sequence[str]
    months: Sequence[Month]


def live(
    catalogue: Catalogue, progression: Progression, seed: int, ability: float, until: int = WEEKS[-1]
) -> list[Done]:
    """The sessions of a year, or of its first weeks."""
    rng = random.Random(f"year {seed}")
    exercises = [e for e in catalogue.exercises.values() if e.domain is Domain.READING and e.grade is Grade.CP]
    shelf = Shelf(exercises)
    items = shelf.everything
    needs = {exercise.id: exercise.needs for exercise in exercises}
    school = school_of(items.items, catalogue.prerequisites, needs, rng)
    pupil = PupilOfAClass(school, random.Random(f"pupil {seed}"), ability, needs)
    model = LearnerModel(catalogue.prerequisites)
    state = model.new_state("cp")
    weeks = {week: _skills(taught(progression, week)) for week in (0, *WEEKS)}
    done: list[Done] = []
    for monday, week in school_weeks():
        if week > until:
            break
        able = weeks[week]
        fresh = able - weeks[max(0, week - LATELY)]
        pupil.lessons(able - weeks[week - 1], able, _at(monday) - MINUTE)
        for day in (monday + timedelta(days=one) for one in SESSION_DAYS):
            if day > LAST_DAY:
                break
            for turn in range(SITTING):
                now = _at(day) + turn * MINUTE
                placing = not placed(model, state, [Domain.READING], now)
                lately = [one.exercise.id for one in done if day - one.day < NOT_AGAIN]
                allowed = shelf.without(shelf.for_pupil(Grade.CP, Domain.READING, able, placing), lately)
                choice = model.choose(state, allowed, now, rng, Plan(recent=fresh, placement=placing))
                right = pupil.answer(choice.item, now, turn)
                outcome = Outcome.CORRECT if right else Outcome.INCORRECT
                state = model.update(state, Attempt(choice.item, outcome, now, latency=8.0), now)
                exercise = catalogue.exercises[choice.item.exercise]
                reason = choice.reason
                recent = not fresh.isdisjoint((*exercise.needs, *exercise.skills))
                done.append(Done(day, week, exercise, right, reason.because, reason.probability, recent))
    return done


def school_weeks() -> Iterator[tuple[date, int]]:
    """The Monday and the number of each week of school: one that does not count further is holidays."""
    monday, before = FIRST_DAY, 0
    while monday <= LAST_DAY:
        week = school_week(monday)
        if week > before:
            yield monday, week
        monday, before = monday + timedelta(days=7), week


def told(done: Sequence[Done], catalogue: Catalogue, progression: Progression) -> Year:
    """The figures of the year."""
    sessions = [[one.right for one in each] for _, each in groupby(done, lambda one: one.day)]
    repeated = Counter(one.exercise.id for one in done)
    first: dict[str, str] = {}
    for one in done:
        first.setdefault(f"step {one.exercise.step}", f"week {one.week}")
    for one in done:
        first.setdefault(one.exercise.activity.value, f"week {one.week}")
    months = [_month(list(each), progression) for _, each in groupby(done, lambda one: (one.day.year, one.day.month))]
    themes = Counter(one.exercise.theme for one in done)
    able = _skills(frozenset(progression.gpcs))
    possible = {
        e.activity.value for e in catalogue.exercises.values() if e.grade is Grade.CP and able.issuperset(e.needs)
    } - {Activity.COMPUTE.value}
    return Year(
        exercises=len(done),
        success=_rate(done),
        sessions_in_band=_in_band(sessions),
        longest_failure_run=longest_run([one.right for one in done]),
        distinct=len(repeated),
        most_repeated=dict(repeated.most_common(5)),
        most_frequent_theme=dict(themes.most_common(5)),
        first=first,
        never=(never := sorted(possible - set(first))),
        findings=[*_findings(months, repeated, themes), *(f"jamais choisi : {activity}" for activity in never)],
        months=months,
    )


def _findings(months: Sequence[Month], repeated: Counter[str], themes: Counter[str]) -> Iterator[str]:
    """What a teacher of CP would not want to see."""
    for month in months:
        for activity, share in month.by_activity.items():
            if share > MOST_OF_ONE_KIND:
                yield f"{month.name} : {share:.0%} de {activity}"
        if month.by_step.get(STEPS[2], 0.0) > MOST_TEXTS:
            yield f"{month.name} : {month.by_step[STEPS[2]]:.0%} de textes"
        if month.recently_taught < LEAST_RECENT:
            yield f"{month.name} : {month.recently_taught:.0%} seulement sur ce qui vient d’être appris en classe"
        if not IN_BAND[0] <= month.success <= 0.9:
            yield f"{month.name} : {month.success:.0%} de réussite"
    for name, times in (*repeated.most_common(3), *themes.most_common(3)):
        if times > MOST_REPEATED:
            yield f"{times} fois dans l’année : {name}"


def _month(done: Sequence[Done], progression: Progression) -> Month:
    sessions = [[one.right for one in each] for _, each in groupby(done, lambda one: one.day)]
    weeks = {one.week for one in done}
    order = {f"reading.gpc.{slug}": place for place, slug in enumerate(progression.gpcs)}
    read = Counter(skill for one in done for skill in one.exercise.skills if skill in order)
    newest = sorted(read, key=lambda skill: order[skill])[-6:]
    spread = [done[place * len(done) // EXAMPLES + 5] for place in range(EXAMPLES)]
    return Month(
        name=MONTHS[done[0].day.month - 1],
        exercises=len(done),
        success=_rate(done),
        sessions_in_band=_in_band(sessions),
        by_step=_shares(STEPS[one.exercise.step - 1] for one in done),
        by_activity=_shares(one.exercise.activity.value for one in done),
        newest_taught=[step.gpc for step in progression.steps if step.week in weeks],
        newest_read=[f"{skill.removeprefix('reading.gpc.')} x{read[skill]}" for skill in newest],
        recently_taught=round(sum(one.recent for one in done) / len(done), 3),
        skills=len({skill for one in done for skill in one.exercise.skills}),
        reasons=_shares(one.because for one in done),
        examples=[f"{one.day:%d/%m} {'juste' if one.right else 'à revoir'} : {seen(one.exercise)}" for one in spread],
    )


def seen(exercise: Exercise) -> str:
    """An exercise in a line, as the pupil meets it."""
    content = exercise.content
    if isinstance(content, Compute):
        return f"{content.left} {content.operator} {content.right}"
    if isinstance(content, ReadAloud):
        return f"{exercise.instruction} [{content.text}]".replace("\n", " / ")
    prompt = content.prompt
    given = [f"« {prompt.say} »"] if prompt.say else []
    given += [text for text in (prompt.title, prompt.passage, prompt.text) if text]
    given += ["(image)"] if prompt.picture else []
    if isinstance(content, Choose):
        given.append("→ " + " | ".join(_option(option) for option in content.options))
    elif isinstance(content, Build):
        given.append("→ " + " | ".join(content.tiles))
    elif isinstance(content, Count):
        given.append(f"→ 1 à {content.most}")
    return " ".join((exercise.instruction, *given)).replace("\n", " / ")


def _option(option: Option) -> str:
    return option.text or f"({option.say or 'image'})"


def _skills(slugs: frozenset[str]) -> frozenset[str]:
    gpcs = Gpcs.load()
    return frozenset(gpcs[slug].skill for slug in slugs)


def _at(day: date) -> float:
    return datetime.combine(day, time(9), UTC).timestamp()


def _rate(done: Sequence[Done]) -> float:
    return round(sum(one.right for one in done) / len(done), 3)


def _in_band(sessions: Sequence[Sequence[bool]]) -> float:
    low, high = IN_BAND
    return round(sum(low <= sum(each) / len(each) <= high for each in sessions) / len(sessions), 3)


def _shares(names: Iterator[str]) -> dict[str, float]:
    counted = Counter(names)
    return {name: round(count / counted.total(), 3) for name, count in counted.most_common()}


def story(year: Year) -> Iterator[str]:
    """The year in words."""
    for month in year.months:
        yield f"\n{month.name.upper()} : {month.exercises} exercices, {month.success:.0%} de réussite, " + (
            f"{month.sessions_in_band:.0%} des séances entre {IN_BAND[0]:.0%} et {IN_BAND[1]:.0%}"
        )
        yield f"  appris en classe : {' '.join(month.newest_taught) or 'rien de nouveau'}"
        yield (
            f"  {month.recently_taught:.0%} sur ce qui a moins de {LATELY} semaines ; le plus récent exercé : "
            + (", ".join(month.newest_read))
        )
        yield f"  {_said(month.by_step)} ; {month.skills} compétences ; raisons : {_said(month.reasons)}"
        yield f"  {_said(month.by_activity)}"
        yield from (f"    {example[:230]}" for example in month.examples)
    yield (
        f"\nL’ANNÉE : {year.exercises} exercices dont {year.distinct} différents, {year.success:.0%} de réussite, "
        + (f"{year.sessions_in_band:.0%} des séances dans la zone, {year.longest_failure_run} échecs de suite au plus")
    )
    yield f"  les plus répétés : {year.most_repeated} ; thèmes : {year.most_frequent_theme}"
    yield f"  première fois : {year.first}"
    yield "À REVOIR"
    yield from (f"  {finding}" for finding in year.findings or ["rien"])


def _said(shares: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {share:.0%}" for name, share in shares.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ability", type=float, default=0.0, help="of the pupil, in logits; 0 is the mean of CP")
    parser.add_argument("--progression", default="marelle", choices=sorted(ready_progressions()))
    parser.add_argument("--weeks", type=int, default=WEEKS[-1], help="of school, from September")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    catalogue, progression = Catalogue.load(), ready_progressions()[arguments.progression]
    done = live(catalogue, progression, arguments.seed, arguments.ability, arguments.weeks)
    year = told(done, catalogue, progression)
    print(json.dumps(asdict(year), ensure_ascii=False, indent=1) if arguments.json else "\n".join(story(year)))


if __name__ == "__main__":
    main()
