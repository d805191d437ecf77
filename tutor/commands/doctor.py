"""tutor doctor: what is wrong on this machine, and what to do. Exit 1 when something has to be mended, else 0."""

import argparse
import json


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("doctor", help="say what is wrong on this machine, and what to do")
    command.add_argument("--demo", action="store_true", help="look at the demo school")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Examine and report."""
    from datetime import UTC, datetime

    from tutor.operations.doctor.examine import examine
    from tutor.operations.doctor.findings import Level
    from tutor.operations.doctor.report import report
    from tutor.version import VERSION

    now = datetime.now(UTC)
    findings = examine(now, demo=arguments.demo)
    well = all(finding.level is not Level.FAULT for finding in findings)
    if arguments.json:
        answer = {"ok": well, "version": VERSION, "findings": [finding.as_json() for finding in findings]}
        print(json.dumps(answer, ensure_ascii=False))
    else:
        print("\n".join(report(findings, now)))
    return 0 if well else 1
