"""The rows of a list of pupils, whatever it came from: one first name a line, a table, the ONDE extraction.

What is publicly known of « extraction des élèves » of ONDE: a CSV with semicolons whose first line is « Nom élève;Nom
d'usage élève;Prénom élève;Date naissance;Sexe;INE;...; Cycle;Niveau;Libellé classe;Identifiant classe;... » (the space
before « Cycle » is really there); its coding (Windows-1252 or UTF-8) and its columns vary with the version and with
« extraction personnalisée ». So columns are found by name, whatever their order, case, accents and spaces.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tutor.classroom.names import pasted_lines, same_name_key
from tutor.errors import BadInputError

LARGEST_FILE: Final = 600_000
_LONGEST_LINE: Final = 20_000
_FIRST_NAME: Final = ("prenomeleve", "prenomdeleleve", "prenom", "prenoms", "prenom1", "1erprenom", "prenomenfant")
_SURNAME: Final = ("nomdusageeleve", "nomdusage", "nomusage", "nomeleve", "nomdeleleve", "nomdefamille", "nom")
_CLASS: Final = ("libelleclasse", "classe", "classes", "division")
_LEVEL: Final = ("niveau", "niveauclasse", "niveaueleve")
_HEADER_WITHIN: Final = 10  # a title or two may come above the names of the columns


@dataclass(frozen=True, slots=True)
class Row:
    """A pupil as written. `surname` serves to tell two alike apart and is kept nowhere."""

    line: int
    first_name: str
    surname: str = ""
    level: str = ""
    class_label: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """What was read. `left`: the names of the columns that nothing is kept of; `table`: it has named columns."""

    rows: tuple[Row, ...]
    table: bool
    left: tuple[str, ...] = ()


def decoded(content: bytes) -> str:
    """A file's text: UTF-8 with or without its mark, Excel's Unicode text, else Windows-1252. Raises BadInputError."""
    if content.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise BadInputError(
            "C'est un classeur de tableur. Ouvrez-le, enregistrez-le au format CSV, puis choisissez ce nouveau fichier."
        )
    if content.startswith(b"%PDF"):
        raise BadInputError("C'est un PDF. Dans ONDE, demandez la liste au format CSV.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise BadInputError("Ce fichier n'est pas une liste : choisissez un fichier CSV, ou collez les prénoms.")
    return text


def read_list(text: str) -> List:
    """The pupils of a list. Raises BadInputError when there is none, or when it is a list of parents."""
    text = text.removeprefix("\ufeff")
    delimiter = max(";\t,", key=lambda mark: text[:4000].count(mark))
    lines = list(_cells(text, delimiter))
    header = next(
        (place for place, (_, cells) in enumerate(lines[:_HEADER_WITHIN]) if _column(cells, _FIRST_NAME)), None
    )
    if header is None:
        if any("responsable" in same_name_key(cell) for _, cells in lines[:_HEADER_WITHIN] for cell in cells):
            raise BadInputError("C'est l'extraction des responsables. Dans ONDE, prenez l'extraction des élèves.")
        rows = tuple(Row(one.number, one.text) for one in pasted_lines(text))
        if not rows:
            raise BadInputError("La liste est vide : écrivez un prénom par ligne.")
        return List(rows, table=False)
    return _table(lines[header][1], lines[header + 1 :])


def _table(names: list[str], lines: list[tuple[int, list[str]]]) -> List:
    first, level, label = _column(names, _FIRST_NAME), _column(names, _LEVEL), _column(names, _CLASS)
    surnames = [found for name in _SURNAME if (found := _column(names, (name,)))]
    rows = []
    for line, cells in lines:
        surname = next((text for one in surnames if (text := _cell(cells, one))), "")
        row = Row(line, _cell(cells, first), surname, _cell(cells, level), _cell(cells, label))
        if row.first_name or row.surname:
            rows.append(row)
    if not rows:
        raise BadInputError("Ce fichier a des colonnes, mais aucun élève dessous.")
    used = {first, level, label}
    left = [name.strip() for place, name in enumerate(names, start=1) if name.strip() and place not in used]
    return List(tuple(rows), table=True, left=tuple(left))


def _cells(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    # A stray quote in a name must not swallow the rest of the file: what is between quotes ends with its line.
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > _LONGEST_LINE:
            raise BadInputError(f"La ligne {number} est bien trop longue : ce fichier n'est pas une liste d'élèves.")
        for cells in csv.reader(io.StringIO(line), delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                yield number, [cell.strip() for cell in cells]


def _column(names: list[str], wanted: tuple[str, ...]) -> int:
    """The place of the first of these names, counted from 1; 0 when there is none."""
    keys = [same_name_key(name) for name in names]
    return next((keys.index(name) + 1 for name in wanted if name in keys), 0)


def _cell(cells: list[str], column: int) -> str:
    return cells[column - 1] if 0 < column <= len(cells) else ""
