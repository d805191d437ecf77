"""French spelling to phones (espeak-ng's rules), and the distance between what was expected and what was heard.

espeak-ng keeps its state in global variables, and a voice may use it in the same process: this module loads
a copy of the library of its own, and takes one caller at a time.
"""

import ctypes
import shutil
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import espeakng_loader

_SYNCHRONOUS = 0x02
_DO_NOT_EXIT = 0x8000
_UTF8 = 1
_IPA_WITH_SEPARATOR = 0x02 | (ord("|") << 8)

# Differences that French speakers do not make alike, or that are not a reading error, are folded together.
_FOLDED = {
    "ɛ": "e", "ɔ": "o", "œ": "ə", "ø": "ə", "ɑ": "a", "œ̃": "ɛ̃", "ɐ": "a",
    "ɥ": "y", "ɡ": "g", "r": "ʁ", "ɹ": "ʁ", "x": "ʁ", "ŋ": "n", "ɲ": "nj", "h": "", "ʔ": "",
    "ɪ": "i", "ʊ": "u", "ʌ": "ə", "æ": "a", "ɜ": "ə",
}  # fmt: skip
_MARKS = str.maketrans("", "", "ˈˌːˑ‿-_ \n̩")


class _Espeak:
    """A private copy of espeak-ng, asked only for phones."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        original = Path(espeakng_loader.get_library_path())
        with tempfile.TemporaryDirectory() as folder:  # once loaded, the copy need not stay on disk
            copy = Path(folder) / original.name
            shutil.copy(original, copy)
            self._library = ctypes.CDLL(str(copy))
        data = str(espeakng_loader.get_data_path()).encode()
        if self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DO_NOT_EXIT) <= 0:
            raise OSError("espeak-ng could not find its data: reinstall the package espeakng-loader")
        if self._library.espeak_SetVoiceByName(b"roa/fr") != 0:
            raise OSError("espeak-ng has no French voice: reinstall the package espeakng-loader")
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def ipa(self, text: str) -> str:
        """Phones in IPA, separated by "|", words by spaces."""
        with self._turn:
            buffer = ctypes.create_string_buffer(text.encode())
            pointer = ctypes.c_void_p(ctypes.addressof(buffer))
            clauses = []
            while pointer.value:
                found = self._library.espeak_TextToPhonemes(ctypes.byref(pointer), _UTF8, _IPA_WITH_SEPARATOR)
                clauses.append((found or b"").decode(errors="replace"))
            return " ".join(clauses)


@cache
def _espeak() -> _Espeak:
    return _Espeak()


@lru_cache(maxsize=20_000)
def phones(word: str) -> tuple[str, ...]:
    """Folded phones of one French word: e/ɛ, o/ɔ, ø/œ/ə are one each; final and silent schwas are dropped.

    >>> phones("chapeau")
    ('ʃ', 'a', 'p', 'o')
    """
    if word.strip(".,;:!?…").lower() == "y":  # "il y a": a word here, where espeak-ng names the letter
        return ("i",)
    found: list[str] = []
    ipa = _espeak().ipa(word.replace("\x00", " ").lower())
    for language_switch in ("(en)", "(fr)", "(es)", "(de)", "(it)"):
        ipa = ipa.replace(language_switch, "")
    for symbol in ipa.replace(" ", "|").split("|"):
        bare = symbol.translate(_MARKS)
        folded = _FOLDED.get(bare, bare)
        if folded == "nj":
            found += ["n", "j"]
        elif folded:
            found.append(folded)
    if len(found) > 2 and found[-1] == "ə" and word.rstrip(".,;:!?»\"'").endswith(("e", "es")):
        found.pop()
    return tuple(found)


@dataclass(frozen=True, slots=True)
class WordDistance:
    """How far a hypothesis is from one expected word.

    `edits` counts the phones to change, drop or add; `matched` the phones that are the same; `heard` holds
    the indexes of the hypothesis' words that stand where the expected word should be.
    """

    edits: float
    matched: int
    heard: tuple[int, ...]


def compare(expected: Sequence[Sequence[str]], heard: Sequence[Sequence[str]]) -> list[WordDistance]:
    """Align the phones of the expected words with those of the heard words (Levenshtein), word by word.

    Word boundaries are not compared, for a decoder cuts unknown words anywhere. A phone too many between two
    words counts half for each.
    """
    row_word = [index for index, word in enumerate(expected) for _ in word]
    column_word = [index for index, word in enumerate(heard) for _ in word]
    rows = [phone for word in expected for phone in word]
    columns = [phone for word in heard for phone in word]
    edits = [0.0] * len(expected)
    matched = [0] * len(expected)
    where: list[set[int]] = [set() for _ in expected]
    gap = 0  # an added phone stands between rows[gap - 1] and rows[gap]
    for row, column in _alignment(rows, columns):
        if row is None:
            sides = {row_word[side] for side in (gap - 1, gap) if 0 <= side < len(rows)}
            for side in sides:
                edits[side] += 1 / len(sides)
            if len(sides) == 1 and column is not None:
                where[sides.pop()].add(column_word[column])
            continue
        gap = row + 1
        word = row_word[row]
        if column is not None:
            where[word].add(column_word[column])
        if column is not None and rows[row] == columns[column]:
            matched[word] += 1
        else:
            edits[word] += 1
    return [WordDistance(e, m, tuple(sorted(w))) for e, m, w in zip(edits, matched, where, strict=True)]


def distance(one: Sequence[str], other: Sequence[str]) -> float:
    """Phones to change, drop or add to go from one to the other."""
    above = [float(column) for column in range(len(other) + 1)]
    for row, phone in enumerate(one):
        line = [row + _ADD_OR_DROP]
        for column, heard in enumerate(other):
            line.append(
                min(
                    above[column] + _change(phone, heard), above[column + 1] + _ADD_OR_DROP, line[column] + _ADD_OR_DROP
                )
            )
        above = line
    return above[-1]


_VOWELS = frozenset("aeiouyə") | {"ɑ̃", "ɛ̃", "ɔ̃"}
_ADD_OR_DROP = 1.0


def _change(one: str, other: str) -> float:
    """A vowel stands for a vowel sooner than for a consonant: keeps words of an odd alignment in their place."""
    if one == other:
        return 0.0
    return 1.0 if (one in _VOWELS) == (other in _VOWELS) else 1.5


def _alignment(rows: Sequence[str], columns: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """The cheapest pairs (row, column) in order; None stands for a phone dropped or added."""
    costs = [[_ADD_OR_DROP * column for column in range(len(columns) + 1)]]
    for row, expected in enumerate(rows):
        line = [costs[row][0] + _ADD_OR_DROP]
        above = costs[row]
        for column, heard in enumerate(columns):
            line.append(
                min(
                    above[column] + _change(expected, heard),
                    above[column + 1] + _ADD_OR_DROP,
                    line[column] + _ADD_OR_DROP,
                )
            )
        costs.append(line)
    pairs: list[tuple[int | None, int | None]] = []
    row, column = len(rows), len(columns)
    while row or column:
        here = costs[row][column]
        if row and here == costs[row - 1][column] + _ADD_OR_DROP:  # first: what was left unread is mostly the end
            row -= 1
            pairs.append((row, None))
        elif row and column and here == costs[row - 1][column - 1] + _change(rows[row - 1], columns[column - 1]):
            row, column = row - 1, column - 1
            pairs.append((row, column))
        else:
            column -= 1
            pairs.append((None, column))
    pairs.reverse()
    return pairs
