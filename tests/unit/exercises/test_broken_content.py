"""Whatever is wrong in a file of content, the load stops and says which file, which line and what."""

from collections.abc import Callable
from pathlib import Path

import pytest

from exercises.catalogue import Catalogue
from exercises.errors import ContentError

Break = Callable[[str, str, str], int]

WORDS, SENTENCES = "reading/words.csv", "reading/sentences.csv"
TEXT = "reading/texts/devinette.md"
VELO = "vélo;un;vé-lo;1;cp;reading.syllables.simple reading.words.cv reading.gpc.e_aigu"
TAPIS = "tapis-remi;Le tapis de Rémi vole\u00a0!;1;cp;reading.sentences.short reading.words.cv"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (WORDS, VELO, "vélo;un;vé-la;1;cp;reading.words.cv", "do not spell 'vélo'"),
        (WORDS, VELO, "vélo;un;vé--lo;1;cp;reading.words.cv", "do not spell 'vélo'"),
        (WORDS, VELO, "vélo;un;vé-lo;4;cp;reading.words.cv", "level must be 1, 2 or 3"),
        (WORDS, VELO, "vélo;un;vé-lo;1;cm2;reading.words.cv", "class must be one of"),
        (WORDS, VELO, "vélo;un;vé-lo;1;cp;reading.words.xyz", "'reading.words.xyz' is no skill"),
        (WORDS, VELO, "vélo;un;vé-lo;1;cp;maths.add.to_5", "no skill of reading"),
        (WORDS, VELO, "vélo;un;vé-lo;1;cp;reading.gpc.ill", "later than cp"),
        (WORDS, VELO, "vélo;un;vé-lo;1;cp;reading.gpc.e_aigu reading.gpc.e_aigu", "twice"),
        (WORDS, VELO, "vélo;un;vé-lo;1;cp;", "at least one skill"),
        (WORDS, VELO, "vélo;;vé-lo;1;cp;reading.words.cv", "with its article"),
        (WORDS, VELO, "vélo;mon;vé-lo;1;cp;reading.words.cv", "the article must be one of"),
        (WORDS, VELO, "élan;le;é-lan;1;cp;reading.words.cv", "does not go before"),
        (WORDS, VELO, "vélo;l’;vé-lo;1;cp;reading.words.cv", "does not go before"),
        (WORDS, VELO, "Vélo;un;Vé-lo;1;cp;reading.words.cv", "small letters"),
        (WORDS, VELO, "vél0;un;vé-l0;1;cp;reading.words.cv", "small letters"),
        (WORDS, VELO, "vélo;un;vé-lo;1;cp", "6 cells are expected, there are 5"),
        (WORDS, VELO, "moto;une;mo-to;1;cp;reading.words.cv", ""),
        (WORDS, VELO, 'vélo;"un;vé-lo;1;cp;reading.words.cv', "cannot be read"),
        (WORDS, VELO, ";un;vé-lo;1;cp;reading.words.cv", "column 'mot' is empty"),
        (WORDS, VELO, "limonadière;une;li-mo-na-diè-re;1;cp;reading.words.cv", "more than 9 letters"),
        (WORDS, "mot;article;syllabes", "mot;syllabes;article", "the columns must be"),
        (SENTENCES, TAPIS, TAPIS.replace("\u00a0!", " !"), "no-break space"),
        (SENTENCES, TAPIS, TAPIS.replace("Le tapis", "le tapis"), "begins with a capital"),
        (SENTENCES, TAPIS, TAPIS.replace("\u00a0!", ""), "ends with a point"),
        (SENTENCES, TAPIS, TAPIS.replace("de Rémi", "d'Élie"), "write ’"),
        (SENTENCES, TAPIS, TAPIS.replace("de Rémi", "d’Elie"), "accent"),
        (SENTENCES, TAPIS, TAPIS.replace("de Rémi", "«\u00a0de Rémi"), "by pairs"),
        (SENTENCES, TAPIS, TAPIS.replace("Le tapis de Rémi", "Il"), "level 1 runs from 4 to 8 words, there are 2"),
        (SENTENCES, TAPIS, TAPIS.replace("tapis-remi", "Tapis 1"), "the id must be"),
        (SENTENCES, TAPIS, TAPIS.replace("tapis-remi", "pluie-lac"), ""),
        (TEXT, "Tu as deviné\u00a0?", "Tu as deviné ?", "no-break space"),
        (TEXT, "Je porte ma maison.", "Je porte ma maison, qui est en pierre, et aussi un beau chapeau.", "characters"),
        (TEXT, "Je porte ma maison.\n", "\nJe porte ma maison.\n", "an empty line"),
    ],
)
def test_a_wrong_line_is_named(content: Path, break_content: Break, file: str, old: str, new: str, said: str) -> None:
    line = break_content(file, old, new)
    with pytest.raises(ContentError) as caught:
        Catalogue.load(content)
    message = str(caught.value)
    assert file.split("/")[-1] in message
    assert said in message
    if said:
        assert f", line {line}: " in message
    else:  # a twin is told where the second one stands
        assert "there" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("niveau: 1", "niveau: un", "level"),
        ("niveau: 1", "niveau: 3", "level 3 runs from 45 to 60 words"),
        ("titre: Devinette\n", "", "'titre' is missing"),
        ("titre: Devinette", "titre: [Devinette]", "'titre'"),
        ("titre: Devinette", "titre: Ecoute bien", "accent"),
        ("competences: [", "competences: [reading.no, ", "'reading.no' is no skill"),
        ("competences: [reading.texts.short, reading.tool_words, reading.silent_letters]", "competences: a", "list"),
        ("classe: cp", "classe: cp\nauteur: moi", "'auteur' is not known"),
        ("classe: cp", "classe: [cp", "YAML"),
        ("Je n’ai ni", "«\u00a0Je n’ai ni", "by pairs"),
    ],
)
def test_a_wrong_description_of_a_text_names_its_file(
    content: Path, break_content: Break, old: str, new: str, said: str
) -> None:
    break_content(TEXT, old, new)
    with pytest.raises(ContentError, match=r"devinette\.md, line \d+: ") as caught:
        Catalogue.load(content)
    assert said in str(caught.value)


def test_a_text_without_description_is_refused(content: Path) -> None:
    (content / TEXT).write_text("Un texte tout seul.\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"devinette\.md, line 1: "):
        Catalogue.load(content)


def test_a_file_that_is_not_utf8_is_named_with_its_line(content: Path) -> None:
    path = content / WORDS
    path.write_bytes(path.read_bytes().replace("fée;une;".encode(), "fée;une;".encode("latin-1")))
    with pytest.raises(ContentError, match=r"words\.csv, line \d+: this is not UTF-8"):
        Catalogue.load(content)


def test_a_missing_file_is_named(content: Path) -> None:
    (content / SENTENCES).unlink()
    with pytest.raises(ContentError, match=r"sentences\.csv: this file of content is missing"):
        Catalogue.load(content)


def test_an_empty_table_is_refused(content: Path) -> None:
    (content / SENTENCES).write_text("", encoding="utf-8")
    with pytest.raises(ContentError, match=r"sentences\.csv, line 1: the table is empty"):
        Catalogue.load(content)


def test_no_text_at_all_is_refused(content: Path) -> None:
    for path in (content / "reading" / "texts").glob("*.md"):
        path.unlink()
    with pytest.raises(ContentError, match="no text"):
        Catalogue.load(content)


def test_a_skill_that_additions_need_must_be_there(content: Path, break_content: Break) -> None:
    break_content("maths/skills.yaml", "id: maths.add.teens", "id: maths.add.between")
    break_content("maths/skills.yaml", "maths.add.complements_10, maths.add.teens]", "maths.add.complements_10]")
    with pytest.raises(ContentError, match=r"'maths\.add\.teens'"):
        Catalogue.load(content)


@pytest.mark.parametrize("line", ["d'accord", "Mais", "mais"])
def test_a_wrong_tool_word_names_its_line(content: Path, line: str) -> None:
    path = content / "reading" / "tool_words.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, line]), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"tool_words\.txt, line {len(lines) + 1}: "):
        Catalogue.load(content)


def test_a_byte_order_mark_left_by_a_spreadsheet_does_no_harm(content: Path) -> None:
    path = content / WORDS
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    Catalogue.load(content)
