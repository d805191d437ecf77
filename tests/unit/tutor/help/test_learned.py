"""The help learns from the questions that stand beside a document, and from none that it is measured with."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.help import GUIDE, PARTS, SETS, WITH_QUESTIONS, passages_in, questions
from tutor.help.documents import UNANSWERED, Document, read_folder
from tutor.help.learned import Learned
from tutor.help.library import GUIDES, Library
from tutor.help.passages import Passage, passages_of
from tutor.help.words import bare, split

TEXT = "## Le vélo\n\nAu garage.\n\n## La cantine\n\nÀ midi.\n"
ASKED = {"le-velo": ("où ranger sa bicyclette", "mettre une trottinette à l’abri"), "la-cantine": ("on mange quand",)}


def passages(asked: dict[str, tuple[str, ...]]) -> list[Passage]:
    return passages_of(Document("essai", None, None, TEXT, asked=asked))


def test_a_question_in_words_that_only_other_questions_have_is_known() -> None:
    bicycle, canteen = Learned(passages(ASKED)).alike("ranger ma trotinette").known
    assert bicycle > 0.3 > canteen


def test_a_passage_without_questions_is_neither_helped_nor_hindered() -> None:
    assert list(Learned(passages({})).alike("on mange quand").known) == [0, 0]
    assert Learned(passages({"le-velo": ASKED["le-velo"]})).alike("on mange quand").known[1] == 0


def test_what_a_document_does_not_answer_is_known_and_accuses_no_other_document() -> None:
    other = passages_of(Document("autre", None, None, "## La piscine\n\nLe mardi.\n"))
    learned = Learned([*passages({**ASKED, UNANSWERED: ("quel jour va-t-on nager",)}), *other])
    assert min(learned.alike("on va nager quel jour").unanswered[:2]) > 0.3
    assert max(learned.alike("ranger ma trottinette").unanswered) < 0.1
    assert learned.alike("on va nager quel jour").unanswered[2] == 0


def test_every_question_stands_under_a_passage_of_the_guide() -> None:
    guide = next(one for one in read_folder(GUIDES).documents if one.name == GUIDE)
    assert set(guide.asked) - {one.anchor for one in passages_in("guide")} == {UNANSWERED}


def test_no_question_that_the_help_is_measured_with_is_learned_from() -> None:
    measured = {telling(one.text): one.text for name in SETS for part in PARTS for one in questions(name, part)}
    known = [one for passage in passages_in("guide") for one in passage.asked]
    known += passages_in("guide")[0].unanswered
    known += [one for passage in passages_in(WITH_QUESTIONS) for one in passage.asked]
    fitted_on = [one.text for name in SETS for one in questions(name, "dev")]
    assert [(one, measured[telling(one)]) for one in [*known, *fitted_on] if telling(one) in measured] == []


def telling(question: str) -> str:
    """Its letters, and nothing of how it is typed."""
    return re.sub(r"\W", "", bare(" ".join(split(question))))


def test_a_file_of_questions_that_cannot_be_read_is_told_and_its_document_kept(tmp_path: Path) -> None:
    (tmp_path / "essai.md").write_text(TEXT, encoding="utf-8")
    library = Library(tmp_path)
    now = datetime(2026, 9, 7, tzinfo=UTC)
    assert library.at(now).faults == ()
    (tmp_path / "essai.questions.yaml").write_text("le-velo: pas une liste", encoding="utf-8")
    shelved = library.at(now + timedelta(seconds=5))
    assert "essai.questions.yaml" in shelved.faults[0]
    assert "ecole/essai" in shelved.documents
