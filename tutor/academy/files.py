"""Indicators as files: CSV that a spreadsheet opens, GeoJSON (RFC 7946) that a map opens, and reading them again.

A row of the CSV is a class, or small classes put together. A feature of the GeoJSON is a school in a month, with the
sums of its rows and those of each grade; without coordinates its geometry is null, as RFC 7946 wants.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from tutor.academy.counting import FEWEST_PUPILS, TOGETHER, Counts, Row, total
from tutor.errors import BadInputError

COUNTS: Final = (
    *("classes", "eleves", "eleves_semaines", "eleves_semaines_actives", "minutes", "exercices", "exercices_juges"),
    *("reussis", "competences_suivies", "competences_en_progres"),
)
"""The counts in French, in the order of counting.Counts."""
RATES: Final = {
    "use_rate": "taux_usage",
    "weekly_minutes": "minutes_par_semaine",
    "success_rate": "taux_reussite",
    "progress_rate": "taux_progres",
}
HEAD: Final = ("uai", "mois", "niveau", "classe", *COUNTS, *RATES.values(), "latitude", "longitude")
UAI: Final = re.compile(r"\d{7}[A-Z]")
DIRECTORY: Final = ("identifiant_de_l_etablissement", "latitude", "longitude")
"""The columns wanted of the « Annuaire de l’éducation »."""


@dataclass(frozen=True, slots=True)
class Place:
    """A school on the map, when it is known where: degrees (WGS 84)."""

    uai: str
    latitude: float | None = None
    longitude: float | None = None


Places = Mapping[str, Place]


def as_csv(rows: Iterable[Row], places: Places) -> bytes:
    """The rows, for a spreadsheet in French: « ; », UTF-8 with its mark, point in decimals."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEAD)
    for row in rows:
        place = places.get(row.uai, Place(row.uai))
        rates = ["" if rate is None else f"{rate:g}" for rate in row.counts.rates().values()]
        where = ["" if degrees is None else degrees for degrees in (place.latitude, place.longitude)]
        writer.writerow([row.uai, row.month, row.grade, row.label, *astuple(row.counts), *rates, *where])
    return text.getvalue().encode("utf-8-sig")


def as_geojson(rows: Iterable[Row], places: Places) -> bytes:
    """The schools, month by month."""
    features = [
        _feature(places.get(uai, Place(uai)), month, list(own))
        for (uai, month), own in groupby(
            sorted(rows, key=lambda row: (row.uai, row.month, row.grade)), key=lambda row: (row.uai, row.month)
        )
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def read_csv(path: Path) -> tuple[list[Row], dict[str, Place]]:
    """A school's rows, checked. Raises BadInputError with file and line."""
    rows: list[Row] = []
    places: dict[str, Place] = {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            reader = csv.DictReader(file, delimiter=";", strict=True)
            if tuple(reader.fieldnames or ()) != HEAD:
                raise BadInputError(f"{path}, line 1: these are no indicators of Marelle ({';'.join(HEAD)})")
            for cells in reader:
                row, place = _row(cells, f"{path}, line {reader.line_num}")
                rows.append(row)
                places[row.uai] = place
        except (csv.Error, UnicodeDecodeError) as error:
            raise BadInputError(f"{path} is not CSV in UTF-8: {error}") from None
    return rows, places


def read_directory(path: Path) -> dict[str, Place]:
    """Where schools stand, from a CSV with the columns of the « Annuaire de l’éducation » (DIRECTORY)."""
    places: dict[str, Place] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            head = file.readline()
            file.seek(0)
            reader = csv.DictReader(file, delimiter=";" if head.count(";") >= head.count(",") else ",")
            names = {name.strip().lower(): name for name in reader.fieldnames or ()}
            if missing := [name for name in DIRECTORY if name not in names]:
                raise BadInputError(f"{path}, line 1: the column {missing[0]} of the directory is missing")
            for cells in reader:
                uai, latitude, longitude = ((cells[names[name]] or "").strip() for name in DIRECTORY)
                if uai and latitude and longitude:
                    where = f"{path}, line {reader.line_num}"
                    places[uai] = _placed(uai, latitude, longitude, where)
    except (csv.Error, UnicodeDecodeError) as error:
        raise BadInputError(f"{path} is not CSV in UTF-8: {error}") from None
    return places


def _feature(place: Place, month: str, rows: list[Row]) -> dict[str, Any]:
    grades = {grade: _properties(total(list(own))) for grade, own in groupby(rows, key=lambda row: row.grade)}
    known = place.latitude is not None and place.longitude is not None
    return {
        "type": "Feature",
        "id": f"{place.uai}-{month}",
        # RFC 7946: longitude first.
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]} if known else None,
        "properties": {"uai": place.uai, "mois": month, **_properties(total(rows)), "niveaux": grades},
    }


def _properties(counts: Counts) -> dict[str, int | float | None]:
    rates = counts.rates()
    return dict(zip(COUNTS, astuple(counts), strict=True)) | {RATES[name]: rate for name, rate in rates.items()}


def _row(cells: Mapping[str, str | None], where: str) -> tuple[Row, Place]:
    try:
        numbers = [int(cells[name] or "") for name in COUNTS]
    except ValueError:
        raise BadInputError(f"{where}: a count is not a whole number") from None
    uai, month, label = (cells[name] or "" for name in ("uai", "mois", "classe"))
    grade = cells["niveau"] or ""
    counts = Counts(*numbers)
    if not UAI.fullmatch(uai):
        raise BadInputError(f"{where}: {uai!r} is no school's identifier (UAI: seven figures and a letter)")
    if not re.fullmatch(r"\d{4}-\d\d", month) or grade not in ("cp", "ce1", "ce2"):
        raise BadInputError(f"{where}: month {month!r} or grade {grade!r} is wrong: 2026-10, and cp, ce1 or ce2")
    if not (label == TOGETHER or re.fullmatch(r"[0-9a-f]{1,16}", label)):
        raise BadInputError(f"{where}: {label!r} is no class number: a class's name must not leave its school")
    if counts.pupils < FEWEST_PUPILS or min(numbers) < 0:
        raise BadInputError(f"{where}: a row about fewer than {FEWEST_PUPILS} pupils must not leave its school")
    return Row(uai, month, grade, label, counts), _placed(uai, cells["latitude"] or "", cells["longitude"] or "", where)


def _placed(uai: str, latitude: str, longitude: str, where: str) -> Place:
    if not latitude or not longitude:
        return Place(uai)
    try:
        north, east = float(latitude.replace(",", ".")), float(longitude.replace(",", "."))
    except ValueError:
        raise BadInputError(f"{where}: latitude and longitude must be degrees, as 48.8566 and 2.3522") from None
    if not (-90.0 <= north <= 90.0 and -180.0 <= east <= 180.0):
        raise BadInputError(f"{where}: latitude {latitude} or longitude {longitude} is not on Earth")
    return Place(uai, north, east)
