"""A class's progression as a teacher's spreadsheet: written with our columns, read with all its faults named.

Columns `semaine;grapheme;son;mot`; `son` and `mot` tell apart what is spelled the same (c as in sac, c as in cerise).
Nothing a teacher sends is an exception: a line that is not understood is given back with what is wrong and what to do.
"""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from exercises.reading.decodability import Decoder
from exercises.reading.gpcs import Gpc, Gpcs
from exercises.reading.phones import classes
from exercises.reading.progression import WEEKS, Progression, Step

HEADER: Final = ("semaine", "grapheme", "son", "mot")
MOST_LINES: Final = 1_000
_SILENT: Final = frozenset({"-", "muet", "muette", "muets", "rien"})
_SPELLED: Final = {
    "ch": "ʃ", "j": "ʒ", "ge": "ʒ", "gn": "ɲ", "ou": "u", "u": "y", "on": "ɔ̃", "an": "ɑ̃", "en": "ɑ̃", "in": "ɛ̃",
    "un": "œ̃", "é": "e", "è": "ɛ", "ê": "ɛ", "eu": "ø", "œ": "œ", "e": "ə", "r": "ʁ", "oi": "wa", "ui": "ɥi",
    "ks": "ks", "gz": "gz", "ye": "j", "y": "j", "ill": "ij", "ail": "aj", "eil": "ɛj", "euil": "œj", "ouil": "uj",
    "ien": "jɛ̃", "oin": "wɛ̃", "o": "o", "ɡ": "g",
}  # fmt: skip
"""Sounds as teachers without phonetic signs write them; what is not here is taken as it stands."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line kept for review: where, as it was written, and what to do (in French, to the teacher)."""

    line: int
    written: str
    problem: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What was understood, what was not, and the correspondences that no line names: they are never taught."""

    progression: Progression
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]


def export_csv(progression: Progression) -> bytes:
    """The file a spreadsheet opens: UTF-8 with a byte order mark."""
    gpcs, out = Gpcs.load(), io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for step in progression.steps:
        gpc = gpcs[step.gpc]
        sound = "".join(gpc.sounds[0]) if gpc.sounds else ""
        graphemes = " ".join(gpc.graphemes) or gpc.slug
        writer.writerow((step.week, graphemes, "muet" if gpc.mute else sound, gpc.key_word))
    return out.getvalue().encode("utf-8-sig")


def import_csv(content: bytes) -> Imported:
    """Read a teacher's file, in UTF-8 or as spreadsheets of Windows write it."""
    lines = _text(content).splitlines()
    steps: list[Step] = []
    faults: list[Fault] = []
    on_line: dict[str, int] = {}
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        if not line.strip(" ;,\t\ufeff") or line.startswith("#") or (number == 1 and _is_header(line)):
            continue
        found = _step(line)
        if isinstance(found, str):
            faults.append(Fault(number, line, found))
            continue
        week, gpcs = found
        fresh = [gpc for gpc in gpcs if gpc.slug not in on_line]
        if not fresh:
            before = on_line[gpcs[0].slug]
            faults.append(
                Fault(number, line, f"Cette correspondance est déjà à la ligne {before}\u00a0: gardez l’une des deux.")
            )
        for gpc in fresh:
            on_line[gpc.slug] = number
            steps.append(Step(week, gpc.slug))
    if len(lines) > MOST_LINES:
        said = f"Le fichier a plus de {MOST_LINES} lignes\u00a0: la suite n’a pas été lue."
        faults.append(Fault(MOST_LINES + 1, lines[MOST_LINES], said))
    if not steps and not faults:
        faults.append(
            Fault(1, "", f"Le fichier est vide. Il lui faut une ligne par correspondance\u00a0: {';'.join(HEADER)}.")
        )
    progression = Progression.of(_with_variants(steps))
    missing = tuple(gpc.slug for gpc in Gpcs.load() if gpc.slug not in set(progression.gpcs))
    return Imported(progression, tuple(faults), missing)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return unicodedata.normalize("NFC", content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _is_header(line: str) -> bool:
    return _plain(line.strip("\ufeff")).lower().startswith(HEADER[0])


def _plain(text: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))


def _step(line: str) -> tuple[int, tuple[Gpc, ...]] | str:
    """The week and the correspondences of a line, or what is wrong with it."""
    separator = next((mark for mark in ";\t," if mark in line), ";")
    try:
        cells = [cell.strip() for cell in next(csv.reader([line.strip("\ufeff")], delimiter=separator))]
    except csv.Error:
        return "Cette ligne ne se lit pas\u00a0: écrivez semaine;grapheme;son;mot."
    if len(cells) < 2 or any(cells[len(HEADER) :]):
        return f"Il faut deux à quatre cases, {';'.join(HEADER)}\u00a0: il y en a {len(cells)}."
    week, grapheme, sound, word = (*cells, "", "")[: len(HEADER)]
    if not re.search(r"[^\W\d_]|-", sound):
        sound = ""  # a sign that the spreadsheet lost: "?"
    week = re.sub(r"(?i)^(semaine|sem\.?|s)\s*", "", week)
    if not week.isdecimal() or int(week) not in WEEKS:
        return f"La semaine doit être un nombre de {WEEKS[0]} à {WEEKS[-1]}, non «\u00a0{cells[0]}\u00a0»."
    written = [part for part in re.split(r"[\s,/+]+", grapheme.lower()) if part]
    if not written:
        return "Il manque le graphème\u00a0: écrivez les lettres, par exemple ou."
    found: list[Gpc] = []
    for letters in written:
        candidates = _spelled(letters)
        if not candidates:
            return f"Le graphème «\u00a0{letters}\u00a0» n’est pas connu\u00a0: vérifiez les lettres et les accents."
        kept = _said(candidates, letters, sound, word)
        if not kept:
            known = ", ".join(
                f"{'muet' if gpc.mute else ''.join(gpc.sounds[0])} ({gpc.key_word})" for gpc in candidates
            )
            return f"«\u00a0{letters}\u00a0» ne se dit pas «\u00a0{sound}\u00a0» ici\u00a0: choisissez parmi {known}."
        found += kept
    return int(week), tuple(dict.fromkeys(found))


def _spelled(letters: str) -> tuple[Gpc, ...]:
    gpcs = Gpcs.load()
    return gpcs.by_grapheme.get(letters, (gpcs[letters],) if letters in gpcs else ())


def _said(candidates: tuple[Gpc, ...], letters: str, sound: str, word: str) -> tuple[Gpc, ...]:
    """The reading that the sound, or else the word, tells; without either, the first that is taught."""
    by_word = _in_word(letters, word)
    if sound:
        wanted = _sounds(sound)
        agreed = tuple(gpc for gpc in candidates if wanted & {"".join(classes(said)) for said in gpc.sounds})
        return (
            tuple(gpc for gpc in agreed if gpc.slug in by_word)[:1]
            or agreed[:1]
            or (candidates if _alone(candidates) else ())
        )
    return tuple(gpc for gpc in candidates if gpc.slug in by_word)[:1] or candidates[:1]


def _alone(candidates: tuple[Gpc, ...]) -> bool:
    return len(candidates) == 1 and not candidates[0].sounds


def _in_word(letters: str, word: str) -> frozenset[str]:
    segments = [segment for each in word.split() for segment in Decoder.load().word(each).segments]
    return frozenset(segment.gpc for segment in segments if segment.letters == letters)


def _sounds(written: str) -> frozenset[str]:
    """A sound as merged classes joined, both as phonetic signs and as spelled in French; "" for silence."""
    plain = re.sub(r"[\s\[\]/()«»\u00a0]", "", unicodedata.normalize("NFC", written)).lower()
    if plain in _SILENT:
        return frozenset({""})
    return frozenset("".join(classes(_phones(way))) for way in (plain, _SPELLED.get(plain, plain)))


def _phones(signs: str) -> tuple[str, ...]:
    """Signs one by one, a tilde with the vowel before it; those that are no phone are kept: they match nothing."""
    return tuple(re.findall(r".\u0303?", unicodedata.normalize("NFD", signs))) if signs else ()


def _with_variants(steps: list[Step]) -> list[Step]:
    """With each correspondence, those that only spell it otherwise (ll with l, à with a), unless a line names them."""
    named, gpcs = {step.gpc for step in steps}, Gpcs.load()
    weeks = {step.gpc: step.week for step in steps}
    more = [
        Step(weeks[needed], gpc.slug)
        for gpc in gpcs
        for needed in gpc.prerequisites
        if gpc.slug not in named and needed in weeks and _only_spelled_otherwise(gpc, gpcs[needed])
    ]
    return steps + more


def _only_spelled_otherwise(gpc: Gpc, base: Gpc) -> bool:
    bare = {re.sub(r"(.)\1", r"\1", _plain(letters)) for letters in gpc.graphemes}
    return bare <= {_plain(letters) for letters in base.graphemes} and gpc.sounds[:1] == base.sounds[:1]
