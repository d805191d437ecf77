"""Write exercises/data/reading/pseudo_words.csv: words invented once, none of which Lexique 3.83 knows or says.

PYTHONPATH=. .venv/bin/python tools/pseudo_words_from_lexique.py Lexique383.txt

Those of pseudo_words_struck_out.txt were struck out by a reader; chance is seeded, so the rest stays as it was read.
"""

import sys
from collections import Counter
from itertools import islice
from pathlib import Path
from random import Random

from exercises.reading.phones import Phones, classes, from_codes
from exercises.reading.pseudo_words import COLUMNS, FILE, invent

HEAD = """\
# Des mots qui n'existent pas, pour voir qui déchiffre et qui devine : aucun n'est dans Lexique 3.83, ni ne
# s'entend comme un mot ou un petit mot suivi d'un mot.
# Inventés par tools/pseudo_words_from_lexique.py, puis relus un à un.
"""
WANTED = {1: 340, 2: 930, 3: 400}  # spoken syllables: how many, before they are read through
_LITTLE_WORDS = ("l", "d", "l a", "l ə", "m a", "t a", "s a", "m ɔ̃", "t ɔ̃", "d e", "l e", "ɛ̃", "d y", "o", "ʒ", "s")
_OFTEN = 8.0  # in a million: enough for a child to hear the word behind "la" or "l’"


def main(lexique: Path) -> None:
    """Invent, check, write."""
    struck_out = set(Path(__file__).with_name("pseudo_words_struck_out.txt").read_text(encoding="utf-8").split())
    spellings: set[str] = set()
    sounds: Counter[Phones] = Counter()
    with lexique.open(encoding="cp1252") as lines:
        names = next(lines).rstrip("\n").split("\t")
        films, books = names.index("9_freqfilms2"), names.index("10_freqlivres")
        for line in lines:
            row = line.rstrip("\n").split("\t")
            spellings.add(row[0].replace("oeu", "œu"))
            often = max(float(row[place].replace(",", ".") or 0) for place in (films, books))
            sounds[classes(from_codes(row[1]))] += often + 1e-6
    little = {classes(tuple(each.split())) for each in _LITTLE_WORDS}

    def is_word(text: str, phones: Phones) -> bool:
        heard = classes(phones)
        return (
            text in spellings
            or heard in sounds
            or any(heard[: len(each)] == each and sounds[heard[len(each) :]] > _OFTEN for each in little)
        )

    rows = []
    for count, wanted in WANTED.items():
        for each in islice(invent(Random(20_241_031 + count), is_word, count), wanted):
            if each.text in struck_out:
                continue
            rows.append(";".join((each.text, " ".join(each.phones), "-".join(each.syllables))))
    FILE.write_text(HEAD + ";".join(COLUMNS) + "\n" + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} pseudo-words")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
