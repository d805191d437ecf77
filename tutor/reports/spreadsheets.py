"""Tables to open in a spreadsheet: CSV as French ones write it, and OpenDocument (ODS)."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Final

from odfdo import Cell as OdsCell
from odfdo import Document, Row
from odfdo import Table as OdsTable

from tutor.reports.tables import Cell, Table

_RUN_AS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def as_csv(table: Table) -> bytes:
    """Semicolons, decimal commas, shares in percent, UTF-8 with its mark. A text is never taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_text(column) for column in table.columns])
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def as_ods(tables: Sequence[Table]) -> bytes:
    """A sheet a table; numbers, shares and days are real ones, so that they can be computed with."""
    document = Document("spreadsheet")
    document.body.clear()
    for table in tables:
        sheet = OdsTable(table.name)
        for line in (table.columns, *table.rows):
            row = Row()
            for cell in line:
                row.append_cell(_ods_cell(cell))
            sheet.append_row(row)
        document.body.append(sheet)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _csv_cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case float():
            return f"{100 * cell:.1f}".replace(".", ",") + " %"
        case int():
            return str(cell)
        case date():
            return f"{cell:%d/%m/%Y}"
        case str():
            return _text(cell)


def _text(text: str) -> str:
    """A name that begins like a formula gets an apostrophe, which spreadsheets take for « this is text »."""
    return f"'{text}" if text.startswith(_RUN_AS_FORMULA) else text


def _ods_cell(cell: Cell) -> OdsCell:
    match cell:
        case None:
            return OdsCell()
        case float():
            return OdsCell(round(cell, 4), cell_type="percentage", text=_csv_cell(cell))
        case date():
            return OdsCell(cell, text=_csv_cell(cell))
        case _:
            return OdsCell(cell, cell_type="string" if isinstance(cell, str) else "float")
