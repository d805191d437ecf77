"""Many schools' indicators as one table: what they handed over as CSV, and what is counted from their attempts."""

from pathlib import Path
from typing import Any

from tutor.academy.batch import ANSWERS_A_SHARE, indicators
from tutor.academy.counting import Row, published
from tutor.academy.exchange import shares
from tutor.academy.files import Place, read_csv
from tutor.errors import BadInputError


def merged(folder: Path) -> tuple[list[Row], dict[str, Place]]:
    """The rows of all CSV files of a folder. The same row twice is a BadInputError: it would count double."""
    rows: dict[tuple[str, str, str, str], Row] = {}
    came_from: dict[tuple[str, str, str, str], Path] = {}
    places: dict[str, Place] = {}
    for path in sorted(folder.rglob("*.csv")):
        found, known = read_csv(path)
        places |= known
        for row in found:
            key = (row.uai, row.month, row.grade, row.label)
            if key in rows:
                raise BadInputError(f"{path} and {came_from[key]} both hold {' '.join(key)}: keep one of them")
            rows[key], came_from[key] = row, path
    return [rows[key] for key in sorted(rows)], places


def counted(folder: Path, client: Any) -> list[Row]:
    """The rows of the attempts in a folder (exchange), small classes put together or left out."""
    return published(indicators(client, shares(folder, ANSWERS_A_SHARE)))


def holds_attempts(folder: Path) -> bool:
    """Are there months of attempts?"""
    return any(folder.glob("*/*.npz"))
