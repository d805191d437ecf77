"""All French that is shown or said: each word is in the dictionary or in our own list, and pairs of words agree."""

from collections.abc import Iterator

import pytest

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import Compute, Exercise, ReadAloud
from exercises.typography import faults
from tests.unit.content.agreement import Agreement
from tests.unit.content.french import COLUMNS, Shipped, authored, shipped_french, table_name, tables
from tests.unit.content.spelling import OUR_OWN, Spelling, our_own_words, words_in

IN_PIECES = frozenset(
    {
        Activity.READ_SYLLABLE,
        Activity.CHOOSE_GRAPHEME,
        Activity.BUILD_SYLLABLE,
        Activity.READ_PSEUDO_WORD,
        Activity.FIND_SYLLABLE,
        Activity.REMOVE_SYLLABLE,
        Activity.MERGE_SOUNDS,
        Activity.COMPLETE_WORD,
    }
)
"""What is read or heard there is made of pieces of words."""
OF_TECHNICIANS = (
    *("tutor/operations/", "tutor/network/", "tutor/academy/", "tutor/privacy/"),
    *("tablet_client/src/teacher/technique/", "tablet_client/src/teacher/academy/", "tablet_client/src/care/checks"),
)
"""Where commands to type, files and acronyms of computing are named. Nothing there is for a child."""
TECHNICAL = frozenset(OUR_OWN.with_name("technical_words.txt").read_text(encoding="utf-8").split())


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling()


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    return Agreement()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load()


def test_every_table_says_which_of_its_columns_are_french() -> None:
    assert {table_name(path) for path in tables()} <= set(COLUMNS)


def test_every_word_shown_or_said_is_known(spelling: Spelling) -> None:
    assert unknown(spelling, shipped_french()) == {}


def test_our_own_list_is_sorted_and_has_no_word_twice() -> None:
    words = our_own_words()
    assert len(set(words)) == len(words)
    for part in _parts():
        assert part == sorted(part)


def test_our_own_list_has_no_word_that_nothing_needs(spelling: Spelling) -> None:
    unknown(spelling, shipped_french())
    assert spelling.ours - spelling.met == set()


def test_a_misspelt_word_is_found(spelling: Spelling) -> None:
    shipped = [Shipped("ici", "La tortue mange une sallade."), Shipped("là", "L’éléfant dort-il près d’Awa ?")]
    assert unknown(spelling, shipped) == {"sallade": "ici", "L’éléfant": "là"}


def test_authors_keep_the_rules_of_type() -> None:
    found = {
        shipped.where: problems
        for shipped in authored()
        if ".csv:" in shipped.where or ".md:" in shipped.where
        if (problems := list(faults(shipped.text)))
    }
    assert found == {}


def test_authors_let_words_agree(agreement: Agreement) -> None:
    found = {shipped.where: problems for shipped in authored() if (problems := list(agreement.faults(shipped.text)))}
    assert found == {}


def test_what_is_generated_agrees_and_is_spelt_well(
    catalogue: Catalogue, agreement: Agreement, spelling: Spelling
) -> None:
    texts = {text: exercise for exercise in catalogue.exercises.values() for text in given(exercise)}
    disagreeing = {text: problems for text in texts if (problems := list(agreement.faults(text)))}
    assert disagreeing == {}
    whole = (Shipped(one.id, text) for text, one in texts.items() if one.activity not in IN_PIECES)
    assert unknown(spelling, whole) == {}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Il grimpe sur le arbre.", "le arbre: an elision is missing"),
        ("L’hérisson dort.", "L’hérisson: nothing is elided here"),
        ("la école", "la école: an elision is missing"),
        ("C’est ma amie.", "ma amie: an elision is missing"),
        ("un table", "un table: the noun is feminine"),
        ("Une chat dort.", "Une chat: the noun is masculine"),
        ("Il a des chat.", "des chat: the noun is singular"),
        ("Dis-moi si il vient.", "si il: an elision is missing"),
        ("Il voit le le chat.", "le le: written twice"),
    ],
)
def test_words_that_do_not_agree_are_found(agreement: Agreement, text: str, problem: str) -> None:
    assert list(agreement.faults(text)) == [problem]


@pytest.mark.parametrize(
    "text",
    [
        "le hérisson, du haut, au yaourt",
        "une élève, un élève",
        "L’homme a deux-cents ans.",
        "Nous nous taisons.",
        "une voile",
    ],
)
def test_good_french_agrees(agreement: Agreement, text: str) -> None:
    assert list(agreement.faults(text)) == []


def unknown(spelling: Spelling, shipped: Iterator[Shipped] | list[Shipped]) -> dict[str, str]:
    """The words that are not known, each with the first place where it stands."""
    found: dict[str, str] = {}
    for one in shipped:
        for word in words_in(one.text):
            technical = word in TECHNICAL and one.where.startswith(OF_TECHNICIANS)
            if not technical and not spelling.knows(word):
                found.setdefault(word, one.where)
    return found


def given(exercise: Exercise) -> Iterator[str]:
    """What an exercise says or shows before it is answered."""
    content = exercise.content
    if isinstance(content, Compute):
        return
    if isinstance(content, ReadAloud):
        yield content.text
        return
    prompt = content.prompt
    for text in (prompt.say, prompt.text, prompt.title, prompt.passage):
        if text and len(text) > 1:
            yield text.replace("___", "…")


def _parts() -> Iterator[list[str]]:
    for part in OUR_OWN.read_text(encoding="utf-8").split("\n\n"):
        yield [line for line in part.splitlines() if line and not line.startswith("#")]
