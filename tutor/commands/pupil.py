"""tutor pupil export: all that is kept of a pupil, in one zip for his family."""

import argparse
from pathlib import Path


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("pupil", help="give a family all that is kept of their child")
    actions = command.add_subparsers(title="actions", required=True, metavar="ACTION")
    given = actions.add_parser("export", help="write all that is kept of a pupil to a zip: a page, JSON and xAPI")
    given.add_argument("class_name", metavar="CLASS", help="the name of his class")
    given.add_argument("first_name", metavar="FIRST_NAME", help="as it is shown on the tablet")
    given.add_argument("--to", type=Path, default=Path(), help="the folder of the zip (by default this one)")
    given.add_argument("--demo", action="store_true", help="of the demo school")
    given.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the zip, readable by its owner only; say where it is."""
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    from exercises.catalogue import Catalogue
    from tutor.db import plain_errors, reading
    from tutor.errors import BadInputError
    from tutor.keys import Keys, write_private
    from tutor.operations.existing_school import existing_school
    from tutor.privacy.export import export, file_name
    from tutor.privacy.finding import pupils_named, teacher_of
    from tutor.recordings.store import RecordingStore

    settings, engine = existing_school(arguments.demo)
    try:
        with plain_errors(), reading(engine) as session:
            found = pupils_named(session, arguments.class_name, arguments.first_name)
            if len(found) != 1:
                how_many = "personne ne s’appelle" if not found else "plusieurs élèves s’appellent"
                raise BadInputError(f"{how_many} {arguments.first_name} dans la classe {arguments.class_name}")
            store = RecordingStore(settings.data_dir, Keys.load_or_make(settings.data_dir).recordings)
            teacher = teacher_of(session, found[0])
            now, timezone = datetime.now(UTC), ZoneInfo(settings.timezone)
            made = export(session, store, found[0], teacher, Catalogue.load(), now, timezone)
            path = arguments.to / file_name(found[0]).replace("/", " ")
    finally:
        engine.dispose()
    if not write_private(path, made):
        raise BadInputError(f"{path} existe déjà : choisissez un autre dossier avec --to")
    print(f"Tout ce qui est gardé de {arguments.first_name} est dans {path}")
    return 0
