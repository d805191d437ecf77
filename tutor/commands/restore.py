"""tutor restore: put a backup in the place of the school's data; what was there before is kept aside."""

import argparse
import json
import sys
from dataclasses import asdict


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("restore", help="go back to a backup (by default the newest)")
    command.add_argument("backup", metavar="BACKUP", nargs="?", help="a file, or a name that `tutor backups` gives")
    command.add_argument("--yes", action="store_true", help="do not ask")
    command.add_argument("--as-it-was", action="store_true", help="do not put back the answers received since")
    command.add_argument("--demo", action="store_true", help="restore the demo school")
    command.add_argument("--json", action="store_true", help="print JSON; needs --yes")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Ask, restore, say what was done."""
    import os

    from tutor.app import utc_now
    from tutor.db import plain_errors
    from tutor.errors import BadInputError
    from tutor.logs import configure_logs
    from tutor.operations.in_use import not_served
    from tutor.operations.restoring import chosen, restore
    from tutor.settings import Settings

    os.umask(0o077)
    configure_logs()
    settings = Settings().for_demo() if arguments.demo else Settings()
    backup = chosen(settings, arguments.backup)
    if not arguments.yes:
        if arguments.json or not sys.stdin.isatty():
            raise BadInputError("restoring replaces the school's data: say --yes")
        asked = f"Replace the school's data by {backup.path.name} ({backup.made_at:%Y-%m-%d %H:%M} UTC)? [y/N] "
        if input(asked).strip().casefold() not in {"y", "yes", "o", "oui"}:
            print("nothing was changed")
            return 0
    with not_served(settings.data_dir), plain_errors():
        done = restore(settings, backup, utc_now(), replaying=not arguments.as_it_was)
    if arguments.json:
        told = {
            "backup": str(done.backup),
            "made_at": done.made_at.isoformat(),
            **asdict(done.replayed),
            "aside": str(done.aside) if done.aside else None,
        }
        print(json.dumps(told, ensure_ascii=False))
        return 0
    print(f"restored as it was on {done.made_at:%Y-%m-%d %H:%M} UTC")
    print(f"  {done.replayed.attempts} answers received since were put back, {done.replayed.homeless} could not be")
    if done.replayed.erased:
        print(f"  {done.replayed.erased} erasures made since were made again")
    if done.aside:
        print(f"  what was there before is in {done.aside}")
    return 0
