"""Derives tutor/help/data/french_forms.csv from Lexique383.txt: everyday forms, their lemma, nature, frequency."""

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

FILE = Path(__file__).parents[1] / "tutor" / "help" / "data" / "french_forms.csv"
LEAST = 2
"""Times in a million words, of films or of books."""
PLAIN = re.compile(r"[a-zà-öø-ÿœæ]{2,}")


def main(lexique: Path) -> None:
    """Write the table anew."""
    films: Counter[str] = Counter()
    lemmas: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    with lexique.open(encoding="cp1252", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            form = row["1_ortho"]
            said, written = (float(row[name].replace(",", ".")) for name in ("9_freqfilms2", "10_freqlivres"))
            if PLAIN.fullmatch(form):
                films[form] += said
                lemmas[form][(row["3_lemme"], row["4_cgram"][:3])] += said + written
    kept = sorted(form for form, found in lemmas.items() if found.total() >= LEAST)
    lines = [";".join((form, *lemmas[form].most_common(1)[0][0], str(round(films[form])))) for form in kept]
    head = "# Tiré de Lexique 3.83 (voir french_forms.LICENCE.md). par_million : dans des sous-titres de films."
    FILE.write_text("\n".join([head, "forme;lemme;nature;par_million", *lines, ""]), encoding="utf-8")
    print(f"{len(kept)} forms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
