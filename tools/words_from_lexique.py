"""Write exercises/data/reading/words.csv from Lexique 3.83 and a list of chosen words.

    PYTHONPATH=. .venv/bin/python tools/words_from_lexique.py Lexique383.txt [LIST...]

Each LIST holds lines "mot;nature[;article]"; the words already in words.csv are kept, and their article, which someone
may have put right by hand. All else is derived again. The words are chosen by people: this tool refuses a word that
Lexique lacks, that is said in two ways, or that blocked_words.txt forbids, and says so.
"""

import argparse
import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exercises.reading.blocked import BlockedWords
from exercises.reading.phones import Phones, from_codes
from exercises.reading.syllables import Syllables
from exercises.reading.words import COLUMNS, FILE, NATURES
from exercises.sources import read_text

HEAD = """\
# Les mots à lire, tirés de Lexique 3.83 (voir words.LICENCE.md) et relus un à un ;
# le tableau est fait par tools/words_from_lexique.py.
# `article` : pour les noms. `phones` : ce qu'on entend, en API. `syllabes` : celles de l'écrit (lu-ne, pom-me).
# `frequence` : par million de mots dans les films. `classe` : d'après fréquence, longueur et orthographe.
"""
_KIND = {"nom": "NOM", "verbe": "VER", "adjectif": "ADJ", "adverbe": "ADV"}
_VOWELS = "aàâeéèêëiîïoôuùûüœ"
_SAID_OTHERWISE = 0.1  # a spelling said otherwise this often, next to the chosen reading, is no word to show alone
# Spellings taught late, or that have several readings.
_HARD = re.compile(
    r"ill|(?<=[aeu])il\b|ph|th|(?<!^)h(?<![cpst]h)|y|x|gn|oin|ien|ti(?=on|el|eu|al)|sc(?=[eiéèê])|[cg](?=[eiyéèê])|"
    r"gu(?=[eiéê])|e(?=ll|tt|ss|rr|nn)|mn|œ|ï|ë|ü|um\b|[aeo]en|ao|oê|ay|oy|uy|ch(?=[rln])|sh|oo|ea(?!u)|w|k|em(?=[bp])|im(?=[bp])"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of Lexique."""

    kind: str
    codes: str
    gender: str
    number: str
    films: float
    weight: float  # of the whole lemma, in films or books, for choosing among rows and for the class


def read_lexique(path: Path) -> dict[str, list[Entry]]:
    """The rows of each spelling, as written today (œ)."""
    found: dict[str, list[Entry]] = defaultdict(list)
    with path.open(encoding="cp1252") as lines:
        names = next(lines).rstrip("\n").split("\t")
        at = {name: place for place, name in enumerate(names)}
        for line in lines:
            row = line.rstrip("\n").split("\t")
            films, books = _number(row[at["9_freqfilms2"]]), _number(row[at["10_freqlivres"]])
            found[re.sub("oe(?=[ui])", "œ", row[0]) if "oe" in row[0] else row[0]].append(
                Entry(row[at["4_cgram"]], row[1], row[at["5_genre"]], row[at["6_nombre"]], films, max(films, books))
            )
    return found


def chosen(paths: Iterable[Path]) -> Iterator[tuple[str, str, str]]:
    """Word, nature and article (if given) of each line of the lists."""
    for path in paths:
        for line in read_text(path).splitlines():
            cells = line.split(";")
            if line.strip() and not line.startswith("#") and cells[0] != "mot":
                yield cells[0], cells[1], cells[2] if len(cells) > 2 else ""


def already(path: Path) -> Iterator[tuple[str, str, str]]:
    """The same of the words of words.csv."""
    if path.exists():
        for line in read_text(path).splitlines():
            cells = dict(zip(COLUMNS, line.split(";"), strict=False))
            if not line.startswith("#") and cells["mot"] != "mot":
                yield cells["mot"], cells["nature"], cells["article"]


def article_of(word: str, entry: Entry, phones: Phones) -> str:
    """The usual indefinite article."""
    if entry.number == "p":
        return "des"
    return "une" if entry.gender == "f" else "un"


def grade_of(word: str, phones: Phones, syllables: tuple[str, ...], weight: float) -> str:
    """The year a word is for: short, frequent and plainly written ones first."""
    hard = len(_HARD.findall(word))
    mute = max(0, len(word) - len(phones) - 1)
    rare = max(0.0, 5.0 - math.log2(1.0 + weight))
    cost = 0.55 * max(0, len(syllables) - 2) + 0.12 * max(0, len(word) - 5) + 0.45 * hard + 0.1 * mute + 0.28 * rare
    return "cp" if cost < 1.15 else "ce1" if cost < 2.05 else "ce2"


def main() -> int:
    """Write the table; complaints go to stderr."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("lexique", type=Path)
    arguments.add_argument("lists", type=Path, nargs="*")
    options = arguments.parse_args()
    lexique, syllables, blocked = read_lexique(options.lexique), Syllables.load(), BlockedWords.load()
    rows: dict[str, str] = {}
    for word, nature, article in (*already(FILE), *chosen(options.lists)):
        if word in rows:
            continue
        entries = [entry for entry in lexique.get(word, ()) if entry.kind.startswith(_KIND.get(nature, ""))]
        entries = entries or lexique.get(word, [])  # "abîmé" is a verb's form there
        if nature not in NATURES or not entries:
            print(f"{word}: no word of Lexique", file=sys.stderr)
            continue
        if blocked.forbids(word):
            print(f"{word}: blocked", file=sys.stderr)
            continue
        entry = max(entries, key=lambda each: each.weight)
        others = sum(each.weight for each in lexique[word] if _sound(each) != _sound(entry))
        if others > _SAID_OTHERWISE * max(entry.weight, 0.1) and not article:
            print(f"{word}: said /{entry.codes}/ and otherwise", file=sys.stderr)
            continue
        phones, cut = from_codes(entry.codes), syllables.of(word)
        if nature == "nom" and not article:
            article = article_of(word, entry, phones)
        films = sum(each.films for each in lexique[word] if _sound(each) == _sound(entry))
        weight = sum(each.weight for each in lexique[word] if _sound(each) == _sound(entry))
        grade = grade_of(word, phones, cut, weight)
        rows[word] = ";".join((word, article, " ".join(phones), "-".join(cut), nature, f"{films:.2f}", grade))
    ordered = sorted(rows.values(), key=lambda row: (-float(row.split(";")[5]), row))
    FILE.write_text(HEAD + ";".join(COLUMNS) + "\n" + "\n".join(ordered) + "\n", encoding="utf-8")
    print(f"{len(ordered)} words")
    return 0


def _sound(entry: Entry) -> str:
    return entry.codes.translate(str.maketrans("E9O1°", "e2o52", "-"))


def _number(text: str) -> float:
    return float(text.replace(",", ".")) if text.strip() else 0.0


if __name__ == "__main__":
    sys.exit(main())
