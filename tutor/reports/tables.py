"""The tables of a class: what each pupil did, position by domain, texts read. The same figures in print and to open."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from exercises.skills import SkillGraph
from exercises.typography import NO_BREAK
from tutor.reports.facts import ClassFacts, PupilFacts, held
from tutor.reports.french import counted, duration, long_date, percent, whole
from tutor.reports.positioning import LEVEL_NAMES, Level, Position, domain_of

Cell = str | int | float | date | None
SHORT_NAMES: Final[Mapping[str, str]] = {
    "lecture": "Lecture",
    "ecriture": "Écriture",
    "langue": "Étude de la langue",
    "nombres": "Nombres et calculs",
    "grandeurs": "Grandeurs et mesures",
    "espace": "Espace et géométrie",
    "donnees": "Données",
}
"""Of the domains that something is observed of."""
SHARED: Final = 2
NEEDS: Final = 6
"""Skills named that several pupils have still to work on."""
TO_CONFIRM: Final = "à confirmer"
_SHORT_LEVELS: Final[Mapping[Level, str]] = {
    Level.NOT_REACHED: "non atteints",
    Level.PARTLY: "partiels",
    Level.REACHED: "atteints",
    Level.EXCEEDED: "dépassés",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table under its name; a cell is a text, a whole number, a share (float) or a day, or nothing."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def practice_table(facts: ClassFacts) -> Table:
    """A row a pupil: work, success, pace, then skills mastered and met in each domain."""
    columns = ["Élève", "Jours", "Minutes", "Exercices", "Réussite au premier essai", "Mots par minute"]
    for name in SHORT_NAMES.values():
        columns += [f"{name}{NO_BREAK}: acquises", f"{name}{NO_BREAK}: travaillées"]
    return Table("Classe", columns, [_practice_row(one) for one in facts.pupils])


def position_table(facts: ClassFacts, positions: Mapping[UUID, Sequence[Position]]) -> Table:
    """A row a pupil: the position that is proposed in each domain."""
    columns = ["Élève", *SHORT_NAMES.values()]
    rows = [
        [one.pupil.first_name, *(_level(each) for each in positions[one.pupil.id] if each.domain.id in SHORT_NAMES)]
        for one in facts.pupils
    ]
    return Table("Positionnement proposé", columns, rows)


def reading_table(facts: ClassFacts) -> Table:
    """A row a text read aloud."""
    rows: list[list[Cell]] = [
        [one.pupil.first_name, reading.at.date(), reading.pace] for one in facts.pupils for reading in one.readings
    ]
    return Table("Fluence", ["Élève", "Jour", "Mots par minute"], rows)


def summary_page(
    facts: ClassFacts, positions: Mapping[UUID, Sequence[Position]], skills: SkillGraph
) -> dict[str, object]:
    """What the template of the class's summary shows."""
    worked = [one for one in facts.pupils if one.days]
    total = sum(one.seconds for one in facts.pupils)
    practice = [
        [
            one.pupil.first_name,
            whole(one.days),
            whole(round(one.seconds / 60)),
            whole(one.exercises),
            percent(one.success),
            "–" if one.pace is None else whole(one.pace),
            *(f"{mastered} / {met}" if met else "–" for mastered, met in _by_domain(one)),
        ]
        for one in facts.pupils
    ]
    since, until = long_date(facts.period.since), long_date(facts.period.until)
    return {
        "title": f"{facts.classroom.name}{NO_BREAK}: bilan de la classe",
        "subtitle": f"Du {since} au {until}",
        "facts": [
            f"{counted(len(worked), 'élève a travaillé', 'élèves ont travaillé')}, sur {len(facts.pupils)}",
            f"{duration(total)} en tout",
            counted(sum(one.exercises for one in facts.pupils), "exercice", "exercices"),
        ],
        "practice": {
            "columns": [
                "Élève", "Jours", "Min.", "Exer\u00adcices", "Réussite", "Mots / min", *SHORT_NAMES.values(),
            ],
            "rows": practice,
        },
        "positions": {
            "columns": ["Élève", *SHORT_NAMES.values()],
            "rows": [
                [
                    one.pupil.first_name,
                    *(_short_level(each) for each in positions[one.pupil.id] if each.domain.id in SHORT_NAMES),
                ]
                for one in facts.pupils
            ],
        },
        "needs": _needs(facts, skills),
    }  # fmt: skip


def _practice_row(one: PupilFacts) -> list[Cell]:
    row: list[Cell] = [one.pupil.first_name, one.days, round(one.seconds / 60), one.exercises, one.success, one.pace]
    for mastered, met in _by_domain(one):
        row += [mastered, met]
    return row


def _by_domain(one: PupilFacts) -> list[tuple[int, int]]:
    """In each domain, the skills mastered today and those met."""
    counts = {key: [0, 0] for key in SHORT_NAMES}
    mastered = set(held(one.known))
    for skill in one.known:
        domain = domain_of(skill)
        if domain is not None:
            counts[domain.id][0] += skill in mastered
            counts[domain.id][1] += 1
    return [(first, second) for first, second in counts.values()]


def _level(position: Position) -> str | None:
    if position.level is None:
        return None
    name = LEVEL_NAMES[position.level].removeprefix("Objectifs ")
    return f"{name} ({TO_CONFIRM})" if position.to_confirm else name


def _short_level(position: Position) -> str:
    if position.level is None:
        return "–"
    return _SHORT_LEVELS[position.level] + (f"{NO_BREAK}(?)" if position.to_confirm else "")


def _needs(facts: ClassFacts, skills: SkillGraph) -> list[str]:
    """« Poser une soustraction avec échange : Élise, Zoé »; what most pupils have in common first."""
    having: dict[str, list[str]] = {}
    for one in facts.pupils:
        for skill in one.working_on:
            having.setdefault(skill, []).append(one.pupil.first_name)
    shared = sorted((skill for skill in having if len(having[skill]) >= SHARED), key=lambda skill: -len(having[skill]))
    return [f"{skills.skills[skill].name}{NO_BREAK}: {', '.join(having[skill])}" for skill in shared[:NEEDS]]
