"""tutor support: a zip for whoever helps from afar, without any personal data."""

import argparse
import json
import sys


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("support", help="make an archive for who helps from afar, without personal data")
    command.add_argument("-o", "--output", metavar="ZIP", help="the file to make, - for the standard output")
    command.add_argument("--logs", metavar="FILE", help="the server's logs, - for the standard input")
    command.add_argument("--demo", action="store_true", help="of the demo school")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Make it and say where it is."""
    from datetime import UTC, datetime
    from pathlib import Path

    from tutor.keys import write_private
    from tutor.operations.support.bundle import LAST_LINES, bundle
    from tutor.operations.support.journal import last_lines
    from tutor.settings import Settings

    now = datetime.now(UTC)
    settings = Settings().for_demo() if arguments.demo else Settings()
    packed = bundle(settings, now, last_lines(arguments.logs, LAST_LINES))
    if arguments.output == "-":
        sys.stdout.buffer.write(packed)
        return 0
    path = Path(arguments.output or f"marelle-assistance-{now:%Y%m%d-%H%M%S}.zip").absolute()
    write_private(path, packed, replace=True)
    if arguments.json:
        print(json.dumps({"path": str(path), "bytes": len(packed)}, ensure_ascii=False))
    else:
        print(f"{path} ({len(packed) / 1000:.0f} Ko) : lisez-la, puis envoyez-la. Elle ne dit rien de personne.")
    return 0
