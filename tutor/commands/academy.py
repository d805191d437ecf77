"""`tutor academy`: an academy's work over what many schools handed over, by Dask where it is much."""

import argparse
import json
from pathlib import Path
from typing import Any


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its three kinds of work."""
    command = subparsers.add_parser("academy", help="work over what many schools handed to their academy")
    works = command.add_subparsers(title="works", required=True, metavar="WORK")
    counted = works.add_parser("indicators", help="one CSV and one GeoJSON of many schools' files, or attempts")
    counted.add_argument("--directory", metavar="FILE.csv", type=Path, help="where schools stand: the public directory")
    counted.set_defaults(run=run_indicators)
    fitted = works.add_parser("calibrate", help="fit the learner model to many schools' attempts")
    fitted.set_defaults(run=run_calibrate)
    for work, made in ((counted, "FOLDER"), (fitted, "FILE.json")):
        work.add_argument("folder", metavar="FOLDER", type=Path, help="what the schools handed over")
        work.add_argument("-o", "--out", metavar=made, type=Path, required=True, help="where the result goes")
        work.add_argument("--cluster", metavar="tcp://HOST:PORT", help="a Dask scheduler; by default this machine")
        work.add_argument("--workers", metavar="N", type=int, help="on this machine: so many processes")
        work.add_argument("--json", action="store_true", help="print JSON only")
    adopted = works.add_parser("adopt", help="use, in this school, the model that the academy calibrated")
    adopted.add_argument("model", metavar="FILE.json", type=Path)
    adopted.set_defaults(run=run_adopt)


def run_indicators(arguments: argparse.Namespace) -> int:
    """Merge the CSV files, or count the attempts when that is what there is."""
    from tutor.academy.files import as_csv, as_geojson, read_directory
    from tutor.academy.merging import counted, holds_attempts, merged
    from tutor.academy.workers import gang
    from tutor.errors import BadInputError

    rows, places = merged(_folder(arguments.folder))
    if holds_attempts(arguments.folder):
        if rows:
            raise BadInputError(f"{arguments.folder} holds both CSV files and attempts: what is in both counts double")
        with gang(arguments.cluster, arguments.workers) as client:
            rows = counted(arguments.folder, client)
    if not rows:
        raise BadInputError(f"there is nothing to put together in {arguments.folder}: no CSV file, no attempts")
    if arguments.directory:
        places = {**places, **read_directory(arguments.directory)}
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, content in (("csv", as_csv(rows, places)), ("geojson", as_geojson(rows, places))):
        (arguments.out / f"indicateurs.{name}").write_bytes(content)
    schools = {row.uai for row in rows}
    unplaced = sorted(uai for uai in schools if uai not in places or places[uai].latitude is None)
    told = {
        "schools": len(schools),
        "classes": sum(row.counts.classes for row in rows),
        "rows": len(rows),
        "without_coordinates": len(unplaced),
    }
    _tell(arguments, told, f"{told['classes']} classes-months of {len(schools)} schools, in {arguments.out}")
    return 0


def run_calibrate(arguments: argparse.Namespace) -> int:
    """Fit, compare on pupils left out, write when it is better."""
    from datetime import UTC, datetime

    from exercises.catalogue import Catalogue
    from learner_model.parameters import DEFAULT
    from tutor.academy.batch import calibrated, version_of
    from tutor.academy.workers import gang

    version = version_of(datetime.now(UTC))
    needs = Catalogue.load().prerequisites
    with gang(arguments.cluster, arguments.workers) as client:
        found = calibrated(client, _folder(arguments.folder), needs, DEFAULT, version)
    better = found.gain > found.doubt
    if better:
        arguments.out.write_text(found.parameters.to_json(), encoding="utf-8")
    told = {
        "answers": found.answers,
        "compared_pupils": found.pupils,
        "before": round(found.before, 5),
        "after": round(found.after, 5),
        "gain": round(found.gain, 5),
        "doubt": round(found.doubt, 5),
        "written": better,
    }
    said = f"log loss {found.before:.4f} before, {found.after:.4f} after, on {found.pupils} pupils left out: "
    _tell(arguments, told, said + (f"written to {arguments.out}" if better else "not surely better, nothing written"))
    return 0


def run_adopt(arguments: argparse.Namespace) -> int:
    """Keep the academy's model beside the school's own, and use it from the next start on."""
    from learner_model import Parameters
    from tutor.practice.learner import keep
    from tutor.settings import Settings

    parameters = Parameters.from_json(arguments.model.read_text(encoding="utf-8"))
    keep(Settings().data_dir, parameters)
    print(f"{parameters.version} is used from the next start of the server on, and mastery rebuilt from the attempts.")
    return 0


def _folder(path: Path) -> Path:
    from tutor.errors import BadInputError

    if not path.is_dir():
        raise BadInputError(f"{path} is no folder")
    return path


def _tell(arguments: argparse.Namespace, told: dict[str, Any], sentence: str) -> None:
    print(json.dumps(told) if arguments.json else sentence)
