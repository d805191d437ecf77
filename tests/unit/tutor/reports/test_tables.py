import csv
import io
from datetime import date

from odfdo import Document

from tutor.reports.spreadsheets import as_csv, as_ods
from tutor.reports.tables import Table

NAMES = ["Élise", "=1+1", "+33", "-Léo", "@ici", "\tTab", "a;b", 'le "petit"']
TABLE = Table("Classe", ["Élève", "Mots", "Part", "Jour"], [[name, 42, 0.8261, date(2026, 11, 2)] for name in NAMES])


def test_csv_opens_in_a_french_spreadsheet_with_its_accents() -> None:
    content = as_csv(TABLE)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Élève", "Mots", "Part", "Jour"]
    assert rows[1] == ["Élise", "42", "82,6 %", "02/11/2026"]
    assert rows[7][0] == "a;b"
    assert rows[8][0] == 'le "petit"'


def test_no_name_is_taken_for_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(TABLE).decode("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows[2:7]] == ["'=1+1", "'+33", "'-Léo", "'@ici", "'\tTab"]
    sheet = Document(io.BytesIO(as_ods([TABLE]))).body.get_table(0)
    cell = sheet.get_cell((0, 2))
    assert (cell.value, cell.type, cell.formula) == ("=1+1", "string", None)


def test_ods_holds_real_numbers_shares_and_days() -> None:
    document = Document(io.BytesIO(as_ods([TABLE, Table("Vide", ["Élève"], [[None]])])))
    tables = document.body.get_tables()
    assert [one.name for one in tables] == ["Classe", "Vide"]
    row = tables[0].get_row_values(1)
    assert row[:2] == ["Élise", 42]
    assert float(row[2]) == 0.8261
    assert row[3] == date(2026, 11, 2)
