"""`tutor catalogue`: what can be served, in figures."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded in `run`, so that `tutor --help` stays instant
    from exercises.catalogue import CatalogueSummary


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    parser = subparsers.add_parser("catalogue", help="skills and exercises that can be served, by kind and grade")
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Load and check all content, then print its figures."""
    from exercises.catalogue import Catalogue
    from exercises.maths.lesson_files import load_lessons

    load_lessons()
    summary = Catalogue.load().summary()
    print(summary.model_dump_json(indent=2) if arguments.json else _table(summary))
    return 0


def _table(summary: "CatalogueSummary") -> str:
    lines: list[str] = []
    for domain, figures in summary.domains.items():
        lines.append(f"{domain}: {figures.exercises} exercises on {figures.skills} skills")
        if figures.skills_without_exercise:
            lines.append(f"  skills without exercise: {figures.skills_without_exercise}")
        for title, counts in (("by kind", figures.by_kind), ("by grade", figures.by_grade)):
            lines.append(f"  {title}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
        misconceptions = getattr(figures, "misconceptions", None)
        if misconceptions is not None:
            lines.append(f"  misconceptions detected: {misconceptions}")
    return "\n".join(lines)
