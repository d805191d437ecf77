"""Draws the graph of skills into docs/skills.md, from the data:  python tools/draw-skills.py

A diagram of the families, then one a family; the correspondences, which are many, stage by stage.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from exercises.reading.gpcs import STAGES, Gpcs
from exercises.skills import Skill, SkillGraph

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "skills.md"
INTRODUCTION = """\
# The graph of skills

Made by `tools/draw-skills.py` from `exercises/data/*/skills.yaml` and `exercises/data/reading/gpcs.csv`; a test checks
that it is current. An arrow goes from what comes first to what needs it. Rounded boxes belong to another family.
{count} skills; the graph has no circle (checked at load).
"""


def page(graph: SkillGraph, gpcs: Gpcs) -> str:
    """The whole page."""
    families: dict[str, list[Skill]] = {}
    for skill in graph.skills.values():
        families.setdefault(_family(skill.id), []).append(skill)
    blocks = [INTRODUCTION.format(count=len(graph)), "## Families\n", _diagram(_between(graph, families))]
    for family, skills in families.items():
        blocks.append(f"## {family} ({len(skills)})\n")
        if family == "reading.gpc":
            blocks += [_stages(gpcs), _diagram(_within(graph, [skill for skill in skills if _linked(graph, skill)]))]
        else:
            blocks.append(_diagram(_within(graph, skills)))
    return "\n".join(blocks)


def _family(skill: str) -> str:
    return ".".join(skill.split(".")[:2])


def _diagram(lines: Iterable[str]) -> str:
    return "```mermaid\nflowchart LR\n" + "".join(f"  {line}\n" for line in lines) + "```\n"


def _between(graph: SkillGraph, families: dict[str, list[Skill]]) -> Iterator[str]:
    for family, skills in families.items():
        yield f'{_node(family)}["{family}<br/>{len(skills)} skills"]'
    links = {
        (_family(needed), _family(skill))
        for skill, prerequisites in graph.prerequisites.items()
        for needed in prerequisites
    }
    for first, then in sorted(links):
        if first != then:
            yield f"{_node(first)} --> {_node(then)}"


def _within(graph: SkillGraph, skills: list[Skill]) -> Iterator[str]:
    inside = {skill.id for skill in skills}
    outside = dict.fromkeys(needed for skill in skills for needed in skill.prerequisites if needed not in inside)
    for skill in skills:
        yield f'{_node(skill.id)}["{skill.name}<br/>{skill.grade.value.upper()}"]'
    for needed in outside:
        yield f'{_node(needed)}(["{graph.skills[needed].name}"])'
    for skill in skills:
        for needed in skill.prerequisites:
            yield f"{_node(needed)} --> {_node(skill.id)}"


def _linked(graph: SkillGraph, skill: Skill) -> bool:
    """Whether a correspondence needs another or is needed by another."""
    gpcs = (other for other in graph.skills.values() if _family(other.id) == "reading.gpc")
    return bool(skill.prerequisites) or any(skill.id in other.prerequisites for other in gpcs)


def _stages(gpcs: Gpcs) -> str:
    rows = ["| stage | correspondences: slug, letters, sound, key word |", "|---|---|"]
    for stage in STAGES:
        each = (
            f"`{gpc.slug}` {' '.join(gpc.graphemes)} /{''.join(gpc.sounds[0]) if gpc.sounds else '…'}/ *{gpc.key_word}*"
            for gpc in gpcs
            if gpc.stage == stage
        )
        rows.append(f"| {stage} | {' · '.join(each)} |")
    return "\n".join(rows) + "\n"


def _node(skill: str) -> str:
    return skill.replace(".", "_")


if __name__ == "__main__":
    PAGE.write_text(page(SkillGraph.load(), Gpcs.load()), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} written")
