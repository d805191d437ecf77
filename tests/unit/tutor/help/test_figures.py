"""What the page « Comprendre l'IA de Marelle » says was measured is what our pages say, and nothing else."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs" / "guide-comprendre-ia.md").read_text(encoding="utf-8")
FIGURES = yaml.safe_load((ROOT / "tutor" / "help" / "data" / "figures.yaml").read_text(encoding="utf-8"))
TABLE = [line for line in PAGE.splitlines() if line.startswith("| ") and "docs/" in line]


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure["said"])
def test_a_figure_is_on_the_page_and_its_source_says_it(figure):
    source = (ROOT / figure["source"]).read_text(encoding="utf-8")
    assert figure["quote"] in source, (
        f"{figure['source']} says it no more: measure again, change the page and this line"
    )
    rows = [row for row in TABLE if figure["said"] in row]
    assert rows
    assert all(Path(figure["source"]).name[:4] in row for row in rows)


def test_every_result_of_the_table_has_a_source():
    said = " ".join(figure["said"] for figure in FIGURES)
    for row in TABLE:
        result = row.split("|")[2]
        for number in re.findall(r"\d+(?:,\d+)?", result):
            assert re.search(rf"(?<![\d,]){number}(?![\d,])", said), f"{number} of « {row} » is nobody's"
    assert len(TABLE) >= 8
