"""First names as teachers type and paste them. A pupil is a first name or nickname, and at most an initial."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.errors import BadInputError

LONGEST = 40
_INITIAL = re.compile(r"\w\.?")
# « 1. Léo », « 2) Léo », « 3 - Léo », « • Léo », « - Léo ».
_NUMBERING = re.compile(r"^\s*(?:\d+\s*[.):°-]?\s*|[-–—•*·]\s+)")
_COLUMNS = re.compile(r"[\t;,]")


@dataclass(frozen=True, slots=True)
class PastedLine:
    """A line of a pasted list that is not empty. `number` counts from 1; `text` is the column of the first name."""

    number: int
    text: str


def clean_first_name(text: str) -> str:
    """A first name as it is kept. Raises BadInputError with a French reason when it is not one."""
    name = " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
    if not name:
        raise BadInputError("Il manque le prénom.")
    if "@" in name:
        raise BadInputError("C'est une adresse e-mail : écrivez seulement le prénom.")
    if any(letter.isdigit() for letter in name):
        raise BadInputError("Un prénom n'a pas de chiffre.")
    if len(name) > LONGEST:
        raise BadInputError(f"C'est trop long : {LONGEST} caractères au plus.")
    if not name[0].isalpha() or not all(letter.isalpha() or letter in " -'." or _is_mark(letter) for letter in name):
        raise BadInputError("Un prénom n'a que des lettres, des tirets et des apostrophes.")
    first, *others = name.split(" ")
    if len(others) > 1 or (others and not _INITIAL.fullmatch(others[0])):
        raise BadInputError(
            "Écrivez seulement le prénom, avec une initiale au besoin (Léa M.). "
            "Un prénom composé s'écrit ici avec un tiret (Marie-Anne)."
        )
    if "." in first:
        raise BadInputError("Écrivez le prénom en entier, avec une initiale au besoin (Léa M.).")
    kept = _capitalised(first)
    return f"{kept} {others[0][0].upper()}." if others else kept


def same_name_key(name: str) -> str:
    """Two names with the same key cannot be told apart by a six-year-old: neither case nor accents count."""
    decomposed = unicodedata.normalize("NFD", name.casefold())
    return "".join(letter for letter in decomposed if letter.isalnum())


def pasted_lines(text: str) -> Iterator[PastedLine]:
    """The lines of a pasted list, whatever it was copied from.

    Takes numbering, bullets, tabs and semicolons; of a table, the column headed « Prénom », else the first one
    that is not a number.
    """
    column: int | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), start=1):
        cells = [cell.strip().strip('"').strip() for cell in _COLUMNS.split(line)]
        if column is None:
            column = next((place for place, cell in enumerate(cells) if same_name_key(cell).startswith("prenom")), None)
            if column is not None:
                continue
        if column is not None and len(cells) > 1:
            cell = cells[column] if column < len(cells) else ""
        else:
            cell = next((cell for cell in cells if _NUMBERING.sub("", cell)), "")
        cell = _NUMBERING.sub("", cell).strip()
        if any(cells) and (cell or any(not _is_number(other) for other in cells if other)):
            yield PastedLine(number, cell)


def _is_number(cell: str) -> bool:
    return not _NUMBERING.sub("", cell)


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")


def _capitalised(name: str) -> str:
    # « LÉO » and « léo » are typing habits; « McKenzie » is a name.
    if not (name.isupper() or name.islower()):
        return name
    return "-".join(part.capitalize() for part in name.split("-"))
