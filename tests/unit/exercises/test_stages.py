"""Sentences and texts decode at the stage their authors state; a word above it is named with its line."""

from pathlib import Path

import pytest

from exercises.errors import ContentError
from exercises.reading.decodability import Decoder
from exercises.reading.stages import sentences_and_texts, words_above

DECODER = Decoder.load()
TABLE = "# note\nid;phrase;classe;niveau;etape\nchat;Le chat a salé la rue.;cp;1;{stage}\n"
TEXT = "---\ntitre: Un mur\netape: {stage}\n---\nLe mur râle.\nLa grenouille rit.\n\n## Mots\n- grenouille : une bête\n"


def test_a_sentence_of_its_stage_has_no_word_above(tmp_path: Path) -> None:
    path = tmp_path / "sentences.csv"
    path.write_text(TABLE.format(stage=3), encoding="utf-8")
    assert list(words_above(path, DECODER)) == []


def test_a_word_above_is_told_with_its_line_and_why(tmp_path: Path) -> None:
    path = tmp_path / "sentences_cp.csv"
    path.write_text(TABLE.format(stage=2), encoding="utf-8")
    (above,) = words_above(path, DECODER)
    assert (above.place.line, above.stated, above.word.written, above.word.stage) == (3, 2, "chat", 3)
    assert "t_muet" in above.word.gpcs


def test_a_text_is_checked_line_by_line_and_its_notes_are_not(tmp_path: Path) -> None:
    path = tmp_path / "mur.md"
    path.write_text(TEXT.format(stage=5), encoding="utf-8")
    assert [(above.place.line, above.word.written) for above in words_above(path, DECODER)] == [(6, "grenouille")]


@pytest.mark.parametrize("stage", ["0", "11", "un", ""])
def test_a_stage_that_is_none_is_refused(tmp_path: Path, stage: str) -> None:
    path = tmp_path / "sentences.csv"
    path.write_text(TABLE.format(stage=stage), encoding="utf-8")
    with pytest.raises(ContentError, match=r"sentences\.csv, line 3: the stage"):
        list(words_above(path, DECODER))


def test_a_folder_stands_for_its_sentences_and_texts(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    for name in ("sentences_cp.csv", "words.csv", "texts/mur.md", "lexicon.md"):
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in sentences_and_texts(tmp_path)]
    assert found == ["sentences_cp.csv", "texts/mur.md"]


def stated(path: Path) -> bool:
    """Whether the file states stages: the first shipped ones, written before stages, do not."""
    return "etape" in path.read_text(encoding="utf-8").split("\n---\n")[0]


def test_every_shipped_sentence_and_text_decodes_at_the_stage_it_states() -> None:
    files = [path for path in sentences_and_texts() if stated(path)]
    if not files:
        pytest.skip("no shipped sentence or text states a stage yet")
    above = [
        (each.place.path.name, each.place.line, each.word.written) for f in files for each in words_above(f, DECODER)
    ]
    assert above == []
