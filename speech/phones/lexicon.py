"""The pronunciation lexicon: spellings of French with their phones, and espeak-ng for what it does not hold."""

import gzip
import logging
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from speech.phones.graphemes import read_by_rule
from speech.phones.inventory import Phones, from_ipa, from_lexique

_ESPEAK = threading.Lock()
_LATIN = re.compile(r"[0-9a-zà-öø-ÿœ]")


@dataclass(frozen=True, slots=True)
class Entry:
    """Pronunciations of a spelling, most frequent first; `frequency` from 0 (rare) to 9."""

    pronunciations: tuple[Phones, ...]
    frequency: int


class Lexicon:
    """Spelling to pronunciations. Reading the table takes a tenth of a second: load once."""

    def __init__(self, rows: Mapping[str, tuple[str, int]]) -> None:
        self._rows = rows

    @classmethod
    def load(cls) -> "Lexicon":
        """The shipped table (derived from Lexique 3.83, see speech/data/phones_lexicon.md)."""
        packed = files("speech").joinpath("data", "phones_lexicon.tsv.gz").read_bytes()
        rows: dict[str, tuple[str, int]] = {}
        for line in gzip.decompress(packed).decode().splitlines():
            spelling, codes, digit = line.split("\t")
            rows[spelling] = (codes, int(digit))
        return cls(rows)

    def find(self, spelling: str) -> Entry | None:
        """The entry of a spelling in small letters; None when the lexicon lacks it."""
        row = self._rows.get(spelling) or self._rows.get(spelling.replace("œ", "oe").replace("æ", "ae"))
        if row is None:
            return None
        codes, frequency = row
        return Entry(tuple(dict.fromkeys(from_lexique(code) for code in codes.split(","))), frequency)

    def common_words(self, least: int) -> dict[str, Entry]:
        """Every spelling of frequency `least` or more that is one plain word."""
        return {
            spelling: Entry(tuple(from_lexique(code) for code in codes.split(",")), frequency)
            for spelling, (codes, frequency) in self._rows.items()
            if frequency >= least and spelling.isalpha()
        }


def guess(spelling: str) -> tuple[Phones, ...]:
    """Pronunciations of a spelling in no lexicon: espeak-ng's and the regular one; empty when it has no sound."""
    if not _LATIN.search(spelling):
        return ()  # espeak-ng would name the sign in words
    found = [by_espeak(spelling)]
    by_rule = read_by_rule(spelling)
    if by_rule:
        found.append(by_rule)
    return tuple(dict.fromkeys(phones for phones in found if phones))


@cache
def by_espeak(text: str) -> Phones:
    """espeak-ng's French pronunciation of a text."""
    with _ESPEAK:
        return from_ipa("".join(_espeak().phonemize([text])))


@cache
def _espeak():  # type: ignore[no-untyped-def]  # noqa: ANN202 - phonemizer has no types
    import espeakng_loader
    from phonemizer.backend import EspeakBackend
    from phonemizer.backend.espeak.wrapper import EspeakWrapper

    EspeakWrapper.set_library(espeakng_loader.get_library_path())
    EspeakWrapper.set_data_path(espeakng_loader.get_data_path())
    quiet = logging.getLogger("speech.phones.espeak")
    quiet.setLevel(logging.ERROR)
    return EspeakBackend("fr-fr", language_switch="remove-flags", logger=quiet)
