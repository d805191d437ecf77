import pytest

from exercises.activities import Activity
from exercises.exercise import Compute, Domain, Exercise, Grade, ReadAloud, ReadWord, Unit
from speech.verdicts import Verdict
from tutor.dashboard.wording import NBSP, answer_in_words, exercise_in_words
from tutor.practice.schemas import HeardWord

READ = {"type": "heard"}


def word(text: str, verdict: Verdict = Verdict.CORRECT, heard: str | None = None) -> HeardWord:
    return HeardWord(word=text, verdict=verdict, probability=0.9, start=0.0, end=0.4, heard=heard)


def exercise(content: ReadAloud | Compute) -> Exercise:
    return Exercise(
        id="x",
        domain=Domain.READING,
        grade=Grade.CP,
        level=1,
        activity=Activity.READ_WORD,
        skills=("s",),
        difficulty=0.0,
        instruction="Lis.",
        content=content,
    )


def text(unit: Unit, words: str, title: str | None = None) -> Exercise:
    split = tuple(ReadWord(text=one, syllables=(one,)) for one in words.split())
    return exercise(ReadAloud(unit=unit, title=title, text=words, words=split))


def plain(sentence: str) -> str:
    return sentence.replace(NBSP, " ")


def test_an_exercise_is_named_by_its_words_its_title_or_its_operation() -> None:
    assert exercise_in_words(text(Unit.WORD, "le bateau"), "x") == "le bateau"
    assert exercise_in_words(text(Unit.TEXT, "Samir a un secret.", "Le secret"), "x") == "Le secret"
    minus = Compute(left=7, operator="-", right=3, answer=4, largest=19)
    assert exercise_in_words(exercise(minus), "x") == "7 − 3"
    assert exercise_in_words(None, "gone-42") == "gone-42"


def test_a_long_text_without_a_title_is_cut_between_words() -> None:
    named = exercise_in_words(text(Unit.SENTENCE, "Dans sa poche, il y a une toute petite tortue verte."), "x")
    assert len(named) <= 41
    assert named.endswith("…")
    assert named[:-1] in "Dans sa poche, il y a une toute petite tortue verte."


def test_a_touched_and_a_spoken_number_are_told_apart() -> None:
    assert answer_in_words({"type": "number"}, "7 + 6", Verdict.CORRECT, 13, []) == "a répondu 13"
    assert answer_in_words(READ, "7 + 6", Verdict.INCORRECT, 12, []) == "a dit 12"
    assert "mal entendu" in answer_in_words(READ, "7 + 6", Verdict.UNSURE, None, [])


def test_a_misread_word_is_named_with_what_was_heard() -> None:
    words = [word("Le"), word("chapeau.", Verdict.INCORRECT, "château")]
    said = answer_in_words(READ, "Le chapeau.", Verdict.INCORRECT, None, words)
    assert plain(said) == "a lu : Le chapeau. (1 mot à revoir : chapeau, entendu « château »)"


def test_many_misread_words_are_counted_and_only_the_first_are_named() -> None:
    words = [word(one, Verdict.INCORRECT) for one in ["un", "deux", "trois", "quatre"]]
    said = answer_in_words(READ, "un deux trois quatre", Verdict.INCORRECT, None, words)
    assert plain(said).endswith("(4 mots à revoir : un, deux, trois, …)")


@pytest.mark.parametrize(
    ("answer", "verdict", "words", "said"),
    [
        (READ, Verdict.CORRECT, [word("loup")], "a lu : loup"),
        (READ, Verdict.UNSURE, [word("loup", Verdict.UNSURE)], "a lu : loup (écoute incertaine)"),
        ({"type": "judged", "same": True}, Verdict.UNSURE, [], "a écouté le modèle et a jugé : c'était pareil"),
        ({"type": "judged", "same": False}, Verdict.UNSURE, [], "a écouté le modèle et a jugé : ce n'était pas pareil"),
        ({"type": "skipped"}, Verdict.UNSURE, [], "a passé"),
    ],
)
def test_every_other_answer_has_its_words(
    answer: dict[str, object], verdict: Verdict, words: list[HeardWord], said: str
) -> None:
    assert plain(answer_in_words(answer, "loup", verdict, None, words)) == said


@pytest.mark.parametrize(
    ("heard", "phones", "slip", "said"),
    [
        ("bateau", "bato", None, "gâteau, entendu « bateau »"),
        ("cadeau", "kado", "t-d", "gâteau, entendu « cadeau », t lu comme d"),
        (None, "gado", "t-d", "gâteau, entendu /gado/, t lu comme d"),
        (None, None, "of a later version", "gâteau"),
    ],
)
def test_a_slip_is_named_after_what_was_heard(
    heard: str | None, phones: str | None, slip: str | None, said: str
) -> None:
    misread = word("gâteau", Verdict.INCORRECT, heard).model_copy(update={"phones": phones, "slip": slip})
    answer = plain(answer_in_words(READ, "gâteau", Verdict.INCORRECT, None, [misread]))
    assert answer == f"a lu : gâteau (1 mot à revoir : {said})"
