"""Tool words, and the sets they are learnt by."""

from pathlib import Path

import pytest

from exercises.catalogue import Catalogue
from exercises.errors import ContentError
from exercises.reading.tool_words import load_tool_word_sets, load_tool_words


def test_every_tool_word_is_in_one_set_and_every_set_is_a_skill(catalogue: Catalogue) -> None:
    sets = load_tool_word_sets()
    assert sorted(word for each in sets for word in each) == sorted(load_tool_words())
    skills = [skill for skill in catalogue.skills.skills if skill.startswith("reading.tool_words.set_")]
    assert skills == [f"reading.tool_words.set_{number}" for number in range(1, len(sets) + 1)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [("1;le zut", "'zut' is not in"), ("2;le", "set 1 is expected"), ("1;le\n2;le", "in two sets"), ("1;", "empty")],
)
def test_a_wrong_set_names_its_line(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "tool_word_sets.csv"
    path.write_text(f"serie;mots\n{rows}\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"tool_word_sets\.csv, line \d: ") as caught:
        load_tool_word_sets(path)
    assert said in str(caught.value)
