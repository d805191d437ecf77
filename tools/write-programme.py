"""Writes docs/programme.md, objective by objective, from the data:  python tools/write-programme.py"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from exercises.activity_list import activities_of
from exercises.catalogue import Catalogue
from exercises.exercise import Domain, Exercise
from exercises.programme import Answers, Objective, load_programme
from exercises.skills import SkillGraph

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "programme.md"
INTRODUCTION = """\
# The programme, objective by objective

Made by `tools/write-programme.py` from `exercises/data/programme.yaml` and the catalogue; a test checks that it is
current and that every objective has at least 12 distinct exercises. The programme is that of cycle 2 (BO no. 41 of
31 October 2024), summed up in our words. An exercise counts where it is of the objective's year and trains one of its
skills; one may count for several objectives.
"""
NOT_COVERED = """\
## Not covered

What the tutor does not do, and where it is done.
"""


def page(catalogue: Catalogue) -> str:
    """The whole page."""
    objectives, answers = load_programme(catalogue.skills), Answers(catalogue.exercises.values())
    blocks = [INTRODUCTION]
    for subject, of_subject in groupby(filter(lambda each: each.covered, objectives), lambda each: each.subject):
        blocks.append(f"## {subject}\n")
        for part, each in groupby(of_subject, lambda objective: objective.part):
            blocks += [f"### {part}\n", _table(list(each), answers, catalogue.skills)]
    blocks += [NOT_COVERED, _elsewhere(objectives)]
    return "\n".join(blocks)


def _table(objectives: Sequence[Objective], answers: Answers, graph: SkillGraph) -> str:
    rows = ["| year | objective | skills | activities (exercises) | exercises |", "|---|---|---|---|--:|"]
    for objective in objectives:
        found = answers.to(objective)
        caveat = f" *({objective.caveat})*" if objective.caveat else ""
        cells = (
            objective.grade.value.upper() if objective.grade else "",
            objective.text + caveat,
            "<br>".join(_skills(objective, found, graph)),
            ", ".join(_activities(found)),
            f"{len(found)}",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows) + "\n"


def _skills(objective: Objective, found: Sequence[Exercise], graph: SkillGraph) -> Iterator[str]:
    """Those that exercises of the year train; correspondences, which are many, are counted."""
    trained = {skill for exercise in found for skill in exercise.skills} & objective.skills
    gpcs = sum(skill.startswith("reading.gpc.") for skill in trained)
    if gpcs:
        yield f"{gpcs} correspondences"
    for skill in graph.skills:
        if skill in trained and not skill.startswith("reading.gpc."):
            yield f"`{skill}`"


def _activities(found: Sequence[Exercise]) -> Iterator[str]:
    names = {**activities_of(Domain.READING), **activities_of(Domain.MATHS)}
    for activity, count in Counter(exercise.activity for exercise in found).most_common():
        yield f"{names[activity].name if activity in names else activity.value} ({count})"


def _elsewhere(objectives: Sequence[Objective]) -> str:
    rows = ["| subject | part | objective | where |", "|---|---|---|---|"]
    rows += [
        f"| {each.subject} | {each.part} | {each.text} | {each.elsewhere} |" for each in objectives if not each.covered
    ]
    return "\n".join(rows) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(Catalogue.load()), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} written")
