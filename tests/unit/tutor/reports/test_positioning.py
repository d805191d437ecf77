from collections.abc import Iterable
from datetime import date

import pytest

from exercises.exercise import Grade
from exercises.skills import SkillGraph
from learner_model import SkillMastery, Status
from tutor.reports.positioning import (
    Level,
    Position,
    domain_of,
    fields,
    is_expected,
    lsu_domains,
    positions,
    terms_over,
    wording,
)

MID_YEAR = date(2027, 2, 20)
ACQUIRED, LEARNING = (Status.ACQUIRED, 0.95), (Status.LEARNING, 0.3)


@pytest.fixture(scope="module")
def skills() -> SkillGraph:
    return SkillGraph.load()


def known(skills: Iterable[str], how: tuple[Status, float], answers: int = 12) -> dict[str, SkillMastery]:
    status, sure = how
    return {one: SkillMastery(one, status, sure, sure - 0.1, sure, answers - 2, 2, 1.0, 2.0) for one in skills}


def expected_in(skills: SkillGraph, domain: str, grade: Grade = Grade.CE1, over: int = 3) -> list[str]:
    return [
        one.id
        for one in skills.skills.values()
        if (found := domain_of(one.id)) and found.id == domain and is_expected(one, grade, over, None)
    ]


def numbers(skills: SkillGraph, mastery: dict[str, SkillMastery], day: date = MID_YEAR) -> Position:
    return next(
        one for one in positions(mastery, fields(skills, Grade.CE1, day, None), Grade.CE1) if one.domain.id == "nombres"
    )


def test_every_skill_tells_something_of_one_domain(skills: SkillGraph) -> None:
    assert [one for one in skills.skills if domain_of(one) is None] == []


def test_parts_of_the_year_are_over_one_after_the_other() -> None:
    days = [
        date(2026, 9, 15),
        date(2026, 11, 1),
        date(2027, 1, 5),
        date(2027, 3, 1),
        date(2027, 5, 10),
        date(2027, 6, 20),
    ]
    assert [terms_over(day) for day in days] == [0, 1, 2, 3, 4, 5]


def test_nothing_is_expected_of_a_cp_in_september_and_no_position_is_given(skills: SkillGraph) -> None:
    found = positions({}, fields(skills, Grade.CP, date(2026, 9, 10), frozenset()), Grade.CP)
    assert [(one.level, one.expected) for one in found] == [(None, 0)] * len(lsu_domains())


def test_what_is_of_later_parts_of_the_year_is_not_expected(skills: SkillGraph) -> None:
    for skill in skills.skills.values():
        if skill.period:
            assert is_expected(skill, skill.grade, skill.period, None)
            assert not is_expected(skill, skill.grade, skill.period - 1, None)


def test_a_sound_is_expected_once_the_class_was_taught_it(skills: SkillGraph) -> None:
    sound = skills.skills["reading.gpc.ch"]
    assert not is_expected(sound, Grade.CP, 5, frozenset())
    assert is_expected(sound, Grade.CP, 0, frozenset({"reading.gpc.ch"}))
    assert is_expected(sound, Grade.CE1, 0, None)


def test_all_mastered_is_reached_and_nothing_to_confirm(skills: SkillGraph) -> None:
    found = numbers(skills, known(expected_in(skills, "nombres"), ACQUIRED))
    assert (found.level, found.to_confirm) == (Level.REACHED, False)
    assert found.mastered == found.observed == found.expected


def test_all_weak_is_not_reached(skills: SkillGraph) -> None:
    assert numbers(skills, known(expected_in(skills, "nombres"), LEARNING)).level is Level.NOT_REACHED


def test_half_is_partly_reached_and_says_what_to_go_on_with(skills: SkillGraph) -> None:
    expected = expected_in(skills, "nombres")
    mastery = {**known(expected[::2], ACQUIRED), **known(expected[1::2], LEARNING)}
    found = numbers(skills, mastery)
    assert found.level is Level.PARTLY
    text = wording(found, skills)
    assert text.startswith(found.domain.sentences[Level.PARTLY])
    assert "Points d’appui\u00a0: " in text
    assert "À poursuivre\u00a0: " in text
    assert text.endswith(".")


def test_skills_that_are_not_expected_yet_make_it_exceeded(skills: SkillGraph) -> None:
    later = ["maths.numbers.thousands", "maths.columns.add_10000", "maths.fractions.add"]
    mastery = known([*expected_in(skills, "nombres"), *later], ACQUIRED)
    assert numbers(skills, mastery).level is Level.EXCEEDED


@pytest.mark.parametrize("answers", [3, 4])
def test_few_skills_or_answers_are_to_confirm(skills: SkillGraph, answers: int) -> None:
    assert numbers(skills, known(expected_in(skills, "nombres")[:3], ACQUIRED)).to_confirm
    assert numbers(skills, known(expected_in(skills, "nombres")[-6:], ACQUIRED, answers)).to_confirm


def test_a_skill_met_once_or_twice_is_not_observed(skills: SkillGraph) -> None:
    found = numbers(skills, known(expected_in(skills, "nombres"), ACQUIRED, answers=2))
    assert (found.level, found.observed) == (None, 0)
    assert wording(found, skills) == ""


def test_the_wording_says_neither_he_nor_she(skills: SkillGraph) -> None:
    for domain in lsu_domains():
        for sentence in domain.sentences.values():
            assert not {"il", "elle", "Il", "Elle", "lui", "son", "sa", "ses"} & set(sentence.replace(",", "").split())
