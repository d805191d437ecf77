"""The trail as CSV for a spreadsheet: French (« ; », UTF-8 with its mark), streamed, safe to open."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

from tutor.journal.schemas import JournalLine

HEAD = ("date", "heure", "élève", "sorte", "par", "quoi", "verdict", "pourquoi", "annulé le")
KINDS = {"change": "décision", "choice": "choix", "verdict": "verdict"}
VERDICTS = {"correct": "réussi", "incorrect": "à revoir", "unsure": "pas sûr"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(
    stretches: Iterable[Sequence[JournalLine]], names: Mapping[UUID, str], timezone: ZoneInfo
) -> Iterator[bytes]:
    """The head, then the lines of each stretch."""
    yield "\ufeff".encode() + _rows([HEAD])
    for lines in stretches:
        yield _rows([_row(line, names, timezone) for line in lines])


def _row(line: JournalLine, names: Mapping[UUID, str], timezone: ZoneInfo) -> tuple[str, ...]:
    at = line.at.astimezone(timezone)
    undone = line.undone_at.astimezone(timezone).strftime("%d/%m/%Y %H:%M") if line.undone_at else ""
    return (
        at.strftime("%d/%m/%Y"),
        at.strftime("%H:%M:%S"),
        names.get(line.pupil_id, "") if line.pupil_id else "",
        KINDS[line.kind],
        line.who,
        line.what,
        VERDICTS[line.verdict] if line.verdict else "",
        line.why,
        undone,
    )


def _rows(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue().encode()


def _safe(cell: str) -> str:
    """A name such as « =1+1 » is never computed by a spreadsheet."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
