"""tutor backup: back the school up now, and copy the backup elsewhere if asked; the server may be at work."""

import argparse
import json
from pathlib import Path


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("backup", help="back the school up now")
    command.add_argument("path", metavar="PATH", nargs="?", type=Path, help="also copy it to this folder or file")
    command.add_argument("--demo", action="store_true", help="back the demo school up")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Back up and say where it is."""
    import os

    from tutor.app import utc_now
    from tutor.db import plain_errors
    from tutor.logs import configure_logs
    from tutor.operations.backup_archive import copy_whole
    from tutor.operations.backups import back_up, folders
    from tutor.operations.existing_school import existing_school

    os.umask(0o077)
    configure_logs()
    settings, engine = existing_school(arguments.demo)
    try:
        with plain_errors():
            made = back_up(settings, engine, utc_now())
    finally:
        engine.dispose()
    places = [folder / made.path.name for folder in folders(settings)]
    if arguments.path is not None:
        target = arguments.path / made.path.name if arguments.path.is_dir() else arguments.path
        copy_whole(made.path, target)
        places.append(target)
    if arguments.json:
        print(json.dumps({"paths": [str(one) for one in places], "bytes": made.size, "sealed": made.sealed}))
    else:
        how = "sealed" if made.sealed else "not sealed: set TUTOR_BACKUP_PASSPHRASE before it leaves the school"
        print(f"backed up, {made.size / 1e6:.1f} MB, {how}")
        for place in places:
            print(f"  {place}")
    return 0
