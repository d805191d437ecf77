"""`tutor indicators`: what the school's shared classes would hand to the academy; with --out, the files."""

import argparse
import json
from pathlib import Path


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    command = subparsers.add_parser("indicators", help="counts and rates of the classes shared with the academy")
    command.add_argument("--month", metavar="2026-10", help="a month that is over; by default the last one")
    command.add_argument("--out", metavar="FOLDER", type=Path, help="write the CSV and the GeoJSON there")
    command.add_argument("--attempts", action="store_true", help="with --out: the attempts too, under pseudonyms")
    command.add_argument("--demo", action="store_true", help="those of the demo school")
    command.add_argument("--json", action="store_true", help="print JSON only")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Show; write only when asked to."""
    from dataclasses import asdict
    from datetime import UTC, datetime, timedelta
    from zoneinfo import ZoneInfo

    from tutor.academy.attempts import write_month
    from tutor.academy.counting import FEWEST_PUPILS, published
    from tutor.academy.files import as_csv, as_geojson
    from tutor.academy.repository import shared_classes_of_server
    from tutor.academy.school import days_of_month, place_of, row_of
    from tutor.db import plain_errors, reading
    from tutor.errors import BadInputError
    from tutor.keys import Keys
    from tutor.operations.existing_school import existing_school

    if arguments.attempts and not arguments.out:
        raise BadInputError("--attempts needs --out FOLDER: where to write them")
    settings, engine = existing_school(arguments.demo)
    zone = ZoneInfo(settings.timezone)
    today = datetime.now(UTC).astimezone(zone).date()
    month = arguments.month or f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    written: list[str] = []
    try:
        place = place_of(settings)
        since, until = days_of_month(month, today)
        with plain_errors(), reading(engine) as session:
            classes = shared_classes_of_server(session)
            rows = published([row_of(session, one, place.uai, month, today) for one in classes])
            if arguments.out:
                arguments.out.mkdir(parents=True, exist_ok=True)
                for suffix, made in (("csv", as_csv), ("geojson", as_geojson)):
                    path = arguments.out / f"indicateurs-{place.uai}-{month}.{suffix}"
                    path.write_bytes(made(rows, {place.uai: place}))
                    written.append(str(path))
            if arguments.attempts:
                path = arguments.out / place.uai / f"{month}.npz"
                key = Keys.load_or_make(settings.data_dir).sessions
                write_month(session, classes, key, path, since, until, zone)
                written.append(str(path))
    finally:
        engine.dispose()
    if arguments.json:
        told = [{"grade": row.grade, "label": row.label, **asdict(row.counts), **row.counts.rates()} for row in rows]
        print(json.dumps({"uai": place.uai, "month": month, "shared": len(classes), "rows": told, "written": written}))
        return 0
    print(f"{place.uai}, {month}: {len(classes)} classes shared, {len(rows)} rows of {FEWEST_PUPILS} pupils or more")
    for row in rows:
        rates = " ".join(f"{name} {'-' if rate is None else f'{rate:g}'}" for name, rate in row.counts.rates().items())
        print(f"  {row.grade:4}{row.label:12}{row.counts.pupils:4} pupils  {rates}")
    for path_written in written:
        print(f"written: {path_written}")
    if not written:
        print("nothing was written: --out FOLDER writes the CSV and the GeoJSON")
    return 0
