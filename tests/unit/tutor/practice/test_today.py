from uuid import UUID, uuid4

import pytest

from exercises.activities import Activity
from exercises.catalogue import Catalogue
from exercises.exercise import (
    Ask,
    Build,
    Columns,
    Compute,
    Content,
    Domain,
    Exercise,
    Grade,
    Prompt,
    ReadAloud,
    ReadWord,
    Unit,
    Write,
)
from tutor.practice.today import Done, as_sum, in_kind_words, read_words, tried_again, written


def exercise(content: Content) -> Exercise:
    return Exercise(
        id="x",
        domain=Domain.READING,
        grade=Grade.CP,
        level=1,
        activity=Activity.READ_WORD,
        skills=("reading.words.cv",),
        difficulty=0.0,
        instruction="Lis.",
        content=content,
    )


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (Compute(left=9, operator="-", right=4, answer=5, largest=20), "9 − 4 = 5"),
        (Columns(operands=(27, 15), operator="+"), "27 + 15 = 42"),
        (Ask(prompt=Prompt(text="4 + ___ = 9"), answers=("5",)), "4 + 5 = 9"),
        (Ask(prompt=Prompt(text="Combien y a-t-il de pommes ?"), answers=("5",)), None),
        (Write(prompt=Prompt(say="école"), answers=("école",)), None),
    ],
)
def test_a_computation_is_told_with_its_result(content: Content, text: str | None) -> None:
    assert as_sum(exercise(content)) == text


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (Write(prompt=Prompt(say="école"), answers=("école",)), "école"),
        (Write(prompt=Prompt(text="ch___son", say="chanson"), answers=("an",)), "chanson"),
        (Build(prompt=Prompt(say="lapin"), tiles=("pin", "la"), answers=(("la", "pin"),)), "lapin"),
        (Build(prompt=Prompt(), tiles=("Il", "dort"), answers=(("Il", "dort"),), joined=" "), None),
        (Write(prompt=Prompt(say="Il dort."), answers=("Il dort.",)), None),
    ],
)
def test_a_word_that_was_written_is_told_whole(content: Content, word: str | None) -> None:
    assert written(exercise(content)) == word


def reading(verdict: str, answer: dict[str, object], words: list[str]) -> Done:
    said = ReadAloud(
        unit=Unit.SENTENCE,
        text="La tortue dort.",
        words=tuple(ReadWord(text=one, syllables=(one,)) for one in ("La", "tortue", "dort.")),
    )
    return Done(exercise(said), uuid4(), verdict, answer, words)


def test_the_words_read_right_are_told_short_ones_apart() -> None:
    assert list(read_words(reading("correct", {"type": "heard"}, ["La", "tortue", "dort."]))) == ["tortue", "dort"]
    assert list(read_words(reading("correct", {"type": "heard"}, ["tortue"]))) == ["tortue"]
    assert list(read_words(reading("unsure", {"type": "judged", "same": True}, []))) == ["tortue", "dort"]
    assert list(read_words(reading("unsure", {"type": "judged", "same": False}, []))) == []
    assert list(read_words(reading("incorrect", {"type": "heard"}, ["tortue"]))) == []


def test_trying_again_counts_once_an_exercise() -> None:
    one, two = uuid4(), uuid4()

    def done(served_id: UUID, verdict: str) -> Done:
        return Done(exercise(Compute(left=1, operator="+", right=1, answer=2, largest=9)), served_id, verdict, {})

    misses = [done(one, "incorrect"), done(one, "incorrect"), done(one, "correct"), done(two, "incorrect")]
    assert tried_again(misses) == 1


def test_what_is_newly_known_is_said_to_the_child_without_brackets_or_jargon() -> None:
    skills = Catalogue.load().skills.skills
    told = {name: in_kind_words(skill) for name, skill in skills.items()}
    assert told["reading.words.cv"] == "Maintenant, tu sais lire des mots faits de syllabes simples."
    assert told["maths.add.to_10"] == "Maintenant, tu connais les additions jusqu’à 10."
    said = [sentence for sentence in told.values() if sentence]
    assert len(said) > 0.85 * len(told)
    assert not any("(" in sentence or "Savoir" in sentence for sentence in said)
