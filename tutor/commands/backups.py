"""tutor backups: which backups there are, newest first."""

import argparse
import json


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("backups", help="list the school's backups")
    command.add_argument("--demo", action="store_true", help="those of the demo school")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """List them."""
    from zoneinfo import ZoneInfo

    from tutor.operations.backups import all_backups
    from tutor.settings import Settings

    settings = Settings().for_demo() if arguments.demo else Settings()
    found = all_backups(settings)
    if arguments.json:
        listed = [
            {
                "path": str(one.path),
                "made_at": one.made_at.isoformat(),
                "reason": one.reason,
                "bytes": one.size,
                "sealed": one.sealed,
            }
            for one in found
        ]
        print(json.dumps({"backups": listed}, ensure_ascii=False))
        return 0
    if not found:
        print(f"no backup yet in {settings.backup_folder}")
    for one in found:
        made = one.made_at.astimezone(ZoneInfo(settings.timezone))
        print(f"{made:%Y-%m-%d %H:%M}  {one.reason:<8}{one.size / 1e6:>8.1f} MB  {one.path}")
    return 0
