"""Whatever is wrong in a file of content, the load stops and says which file, which line and what."""

from collections.abc import Callable
from pathlib import Path

import pytest

from exercises.activity_list import activities_of, load_activities
from exercises.errors import ContentError
from exercises.exercise import Domain
from exercises.reading.decodability import Decoder
from exercises.reading.gpcs import Gpcs
from exercises.reading.making.lists import listed
from exercises.reading.making.sentences import sentences
from exercises.reading.making.texts import texts
from exercises.reading.making.workshop import Workshop
from exercises.reading.pictures import load_pictures
from exercises.reading.pseudo_words import load_pseudo_words
from exercises.reading.sentences import load_sentences
from exercises.reading.syllables import Syllables
from exercises.reading.texts import load_texts
from exercises.reading.tool_words import load_tool_words
from exercises.reading.words import load_words
from exercises.skills import SkillGraph
from tests.unit.exercises.conftest import Break

WORDS, SENTENCES, LISTS = "words.csv", "sentences_cp.csv", "vocabulary/opposites.csv"
TEXT = "texts/cp/devinette.md"
VELO = "vélo;un;v e l o;vé-lo;nom;32.95;cp"
MACHINE = "machine-velo;La machine a avalé mon vélo\u00a0!;cp;2;2"
GRAND = "grand;petit;cp;énorme | rouge | content"
ORDER, TRUTH, STORY = "vocabulary/order_words.csv", "true_false_cp.csv", "vocabulary/story_orders.csv"


def workshop() -> Workshop:
    return Workshop(activities_of(Domain.READING), Decoder.load(), Syllables.load(), SkillGraph.load())


LOADERS: dict[str, Callable[[Path], object]] = {
    WORDS: lambda folder: load_words(folder / WORDS),
    SENTENCES: load_sentences,
    TEXT: lambda folder: load_texts(folder / "texts"),
    LISTS: lambda folder: list(listed(workshop(), folder / "vocabulary")),
    ORDER: lambda folder: list(sentences(workshop(), (), folder)),
    TRUTH: lambda folder: list(sentences(workshop(), (), folder)),
    STORY: lambda folder: list(texts(workshop(), (), folder / STORY)),
    "activities.yaml": lambda folder: load_activities(folder / "activities.yaml"),
    "gpcs.csv": lambda folder: Gpcs.load(folder / "gpcs.csv"),
    "pictures.csv": lambda folder: load_pictures(load_words(), folder / "pictures.csv"),
    "pseudo_words.csv": lambda folder: load_pseudo_words(folder / "pseudo_words.csv"),
    "tool_words.txt": lambda folder: load_tool_words(folder / "tool_words.txt"),
}


@pytest.fixture
def folder(content: Path) -> Path:
    """A copy of the data of reading that a test may break."""
    return content / "reading"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (WORDS, VELO, VELO.replace("vé-lo", "vé-la"), "do not spell 'vélo'"),
        (WORDS, VELO, VELO.replace("vé-lo", "vé--lo"), "do not spell 'vélo'"),
        (WORDS, VELO, VELO.replace("cp", "cm2"), "class must be one of"),
        (WORDS, VELO, VELO.replace("v e l o", "v e l q"), "'q' is no phone"),
        (WORDS, VELO, VELO.replace("v e l o", ""), "column 'phones' is empty"),
        (WORDS, VELO, VELO.replace("nom", "pronom"), "the nature must be one of"),
        (WORDS, VELO, VELO.replace("32.95", "souvent"), "the frequency must be a number"),
        (WORDS, VELO, VELO.replace("un;", ";"), "a noun has an article"),
        (WORDS, VELO, VELO.replace("nom", "verbe"), "no other word has one"),
        (WORDS, VELO, VELO.replace("un;", "mon;"), "the article must be one of"),
        (WORDS, VELO, "ébahi;le;e b a i;é-ba-hi;nom;1;cp", "does not go before"),
        (WORDS, VELO, VELO.replace("un;", "l’;"), "does not go before"),
        (WORDS, VELO, "Vélo;un;v e l o;Vé-lo;nom;1;cp", "small letters"),
        (WORDS, VELO, "vél0;un;v e l o;vé-l0;nom;1;cp", "small letters"),
        (WORDS, VELO, VELO.removesuffix(";cp"), "7 cells are expected, there are 6"),
        (WORDS, VELO, "moto;une;m o t o;mo-to;nom;1;cp", ""),
        (WORDS, VELO, VELO.replace("un;", '"un;'), "cannot be read"),
        (WORDS, VELO, VELO.removeprefix("vélo"), "column 'mot' is empty"),
        (WORDS, "mot;article;phones", "mot;phones;article", "the columns must be"),
        (SENTENCES, MACHINE, MACHINE.replace(";cp;2", ";cp;4"), "niveau must be a number from 1 to 3"),
        (SENTENCES, MACHINE, MACHINE.replace(";2;2", ";2;12"), "etape must be a number from 1 to 10"),
        (SENTENCES, MACHINE, MACHINE.replace(";cp", ";cm1"), "class must be one of"),
        (SENTENCES, MACHINE, MACHINE.replace("\u00a0!", " !"), "no-break space"),
        (SENTENCES, MACHINE, MACHINE.replace("La mach", "la mach"), "begins with a capital"),
        (SENTENCES, MACHINE, MACHINE.replace("\u00a0!", ""), "ends with a point"),
        (SENTENCES, MACHINE, MACHINE.replace("La machine", "L'âne"), "write ’"),
        (SENTENCES, MACHINE, MACHINE.replace("La machine", "Mon ami d’Elie"), "accent"),
        (SENTENCES, MACHINE, MACHINE.replace("avalé", "«\u00a0avalé"), "by pairs"),
        (
            SENTENCES,
            MACHINE,
            MACHINE.replace("La machine a avalé mon vélo", "Il"),
            "runs from 5 to 8 words, there are 1",
        ),
        (SENTENCES, MACHINE, MACHINE.replace("machine-velo", "Machine 1"), "the id must be"),
        (SENTENCES, MACHINE, MACHINE.replace("machine-velo", "velo-cheminee"), "there twice"),
        (TEXT, "Il a plu\u00a0?", "Il a plu ?", "no-break space"),
        (TEXT, "## Mots", "## Mot", "a part is called"),
        (LISTS, GRAND, GRAND.replace("énorme", "petit"), "is right and wrong"),
        (LISTS, GRAND, GRAND.replace("énorme | rouge | content", ""), "the column 'autres' must hold"),
        (LISTS, GRAND, GRAND.replace("cp", "ce3"), "class must be one of"),
        (ORDER, "Lila a un vélo.", "Lila a un vélo", "ends with a point"),
        (TRUTH, "animal.;oui;", "animal.;peut-être;", "vrai must be oui or non"),
        (
            STORY,
            " | Elle le couve sous ses plumes. | Un jour, l’œuf craque. | Un petit poussin en sort.",
            "",
            "3 different",
        ),
        ("activities.yaml", "- id: rhyme", "- id: rime", "is no activity"),
        ("gpcs.csv", "ch;ch;ʃ;2", "ch;ch;ʃ;12", "stage"),
        ("pictures.csv", "chat;un;1F408;", "chat;une;1F408;", "the article of 'chat'"),
        ("pseudo_words.csv", "fof;f ɔ f;fof", "fof;f ɔ q;fof", "phone"),
    ],
)
def test_a_wrong_line_is_named(folder: Path, break_content: Break, file: str, old: str, new: str, said: str) -> None:
    line = break_content(f"reading/{file}", old, new)
    with pytest.raises(ContentError) as caught:
        LOADERS[file](folder)
    message = str(caught.value)
    assert file.split("/")[-1] in message
    assert said in message
    if said and said != "there twice":
        assert f", line {line}: " in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("niveau: 2", "niveau: un", "niveau"),
        ("etape: 8", "etape: 0", "etape"),
        ("titre: Devinette du jardin\n", "", "'titre' is missing"),
        ("titre: Devinette", "titre: Ecoute bien", "accent"),
        ("classe: cp", "classe: cp\nauteur: moi", "'auteur' is not known"),
        ("classe: cp", "classe: [cp", "YAML"),
        ("classe: cp", "classe: ce2", "runs from 140 to 255 words"),
        ("Je n’ai ni", "«\u00a0Je n’ai ni", "by pairs"),
        ("- (littérale)", "- (facile)", "its kind one of"),
        ("## Questions", "## Questions\n- (idée) Pourquoi\u00a0?\n  + Oui.", "3 or 4 different choices"),
    ],
)
def test_a_wrong_text_names_its_file(folder: Path, old: str, new: str, said: str) -> None:
    path = folder / TEXT
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=r"devinette\.md, line \d+: ") as caught:
        load_texts(folder / "texts")
    assert said in str(caught.value)


def test_a_text_without_description_is_refused(folder: Path) -> None:
    (folder / TEXT).write_text("Un texte tout seul.\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"devinette\.md, line 1: "):
        load_texts(folder / "texts")


def test_a_file_that_is_not_utf8_is_named_with_its_line(folder: Path) -> None:
    path = folder / WORDS
    path.write_bytes(path.read_bytes().replace("fée;une;".encode(), "fée;une;".encode("latin-1")))
    with pytest.raises(ContentError, match=r"words\.csv, line \d+: this is not UTF-8"):
        load_words(path)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / SENTENCES).unlink()
    with pytest.raises(ContentError, match=r"sentences_cp\.csv: this file of content is missing"):
        load_sentences(folder)


def test_an_empty_table_is_refused(folder: Path) -> None:
    (folder / SENTENCES).write_text("", encoding="utf-8")
    with pytest.raises(ContentError, match=r"sentences_cp\.csv, line 1: the table is empty"):
        load_sentences(folder)


def test_no_text_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no text"):
        load_texts(tmp_path)


@pytest.mark.parametrize("line", ["d'accord", "Mais", "mais"])
def test_a_wrong_tool_word_names_its_line(folder: Path, line: str) -> None:
    path = folder / "tool_words.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, line]), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"tool_words\.txt, line {len(lines) + 1}: "):
        load_tool_words(path)


def test_a_byte_order_mark_left_by_a_spreadsheet_does_no_harm(folder: Path) -> None:
    path = folder / WORDS
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert load_words(path)
