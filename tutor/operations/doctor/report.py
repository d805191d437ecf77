"""The doctor's findings as lines for a terminal: what must be mended first."""

from collections.abc import Sequence
from datetime import datetime

from tutor.operations.doctor.findings import Finding, Level, moment
from tutor.version import VERSION

_MARKS = {Level.FAULT: "À RÉPARER", Level.NOTE: "à savoir", Level.FINE: "bon"}


def report(findings: Sequence[Finding], now: datetime) -> list[str]:
    """Lines to print."""
    lines = [f"Marelle {VERSION}, examen du {moment(now)}", ""]
    for level in (Level.FAULT, Level.NOTE, Level.FINE):
        for finding in findings:
            if finding.level is level:
                lines.append(f"{_MARKS[level]:10} {finding.what}")
                lines += [f"{'':10} → {finding.to_do}"] if finding.to_do else []
    faults = sum(finding.level is Level.FAULT for finding in findings)
    closing = "Rien à réparer." if not faults else f"{faults} chose{'s' if faults > 1 else ''} à réparer."
    return [*lines, "", closing]
