"""Questions find the passage that answers, or « je ne sais pas » with whom to ask."""

import pytest

from tutor.help.anonymous import without_names
from tutor.help.answering import CUT, answer
from tutor.help.deciding import Rule, Weighing, load_rule
from tutor.help.documents import Document
from tutor.help.library import GUIDES, guides
from tutor.help.passages import passages_of
from tutor.help.retrieval import Index
from tutor.help.synonyms import load_synonyms

DESK = "la direction"


@pytest.fixture(scope="module")
def index() -> Index:
    passages = [passage for document in guides(GUIDES) for passage in passages_of(document)]
    return Index(passages, load_synonyms([])[0])


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("Comment imprimer les cartes des élèves ?", "Imprimer les cartes des élèves"),
        ("jai oublier mon mot de pase", "J’ai oublié mon mot de passe"),
        ("QR codes à imprimer", "Imprimer les cartes des élèves"),
        ("patron de la pyramide", "Fabriquer la pyramide de plastique"),
    ],
)
def test_the_guide_answers(index: Index, question: str, heading: str) -> None:
    found = answer(question, index, load_rule(), DESK)
    assert found.passage is not None
    assert found.passage.heading == heading
    assert found.quoted == found.passage.paragraphs


@pytest.mark.parametrize("question", ["recette de la pâte à crêpes", "prix du timbre", "?", "xyzzy", "comment faire"])
def test_what_the_guide_does_not_say_is_not_answered(index: Index, question: str) -> None:
    found = answer(question, index, load_rule(), DESK)
    assert (found.passage, found.quoted, found.contact) == (None, (), DESK)


def test_nothing_to_search_is_no_trouble() -> None:
    empty = Index([], load_synonyms([])[0])
    assert answer("les cartes", empty, load_rule(), DESK).contact == DESK


def _of(text: str, **more) -> Index:
    document = Document(**{"name": "a", "title": None, "contact": None, "text": text, **more})
    return Index(passages_of(document), load_synonyms([])[0])


def test_of_a_long_passage_the_sentences_that_answer_are_quoted_and_gaps_shown() -> None:
    filler = " ".join(f"Une phrase sur autre chose numéro {n}." for n in range(40))
    index = _of(f"## La cantine\n\n{filler} La cantine ouvre à midi. {filler}")
    found = answer("la cantine ouvre à midi", index, load_rule(), DESK)
    assert "La cantine ouvre à midi." in found.quoted
    assert CUT in found.quoted
    assert not found.whole


def test_whom_to_ask_is_what_the_nearest_document_says() -> None:
    index = _of("## Les congés de maladie\n\nEnvoyez l’arrêt.", contact="le bureau des congés")
    no = Weighing((0.0,) * 5, -9.0, 0.5)
    never = Rule(no, no)
    assert answer("congé de maladie", index, never, DESK).contact == "le bureau des congés"
    assert answer("kermesse", index, never, DESK).contact == DESK


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("Élise pleure en lecture", "… pleure en lecture"),
        ("écrire à a.b@ecole.test ou au 01 23 45 67 89", "écrire à … ou au …"),
        ("mme Rivière voit-elle ma classe ?", "mme … voit-elle ma classe ?"),
        ("l'élève Zoltan Kovacs est bloqué", "l'élève … est bloqué"),
        ("où est la carte de elise ?", "où est la carte de … ?"),
    ],
)
def test_names_and_addresses_are_taken_out_before_keeping(asked: str, kept: str) -> None:
    assert without_names(asked, ["Élise", "Mme Rivière", "Léo M."]) == kept
