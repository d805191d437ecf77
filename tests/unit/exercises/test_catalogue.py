"""The shipped content: how much there is, and what every item of it promises."""

import json
from itertools import pairwise

import pytest

from exercises.catalogue import Catalogue, untrained
from exercises.exercise import Compute, Domain, Exercise, ReadAloud, Unit
from exercises.reading.tokens import split_words
from exercises.typography import ALLOWED
from tutor.cli import main

UNITS = (Unit.WORD, Unit.SENTENCE, Unit.TEXT)


def readings(catalogue: Catalogue, unit: Unit) -> list[tuple[Exercise, ReadAloud]]:
    return [
        (each, each.content)
        for each in catalogue.exercises.values()
        if isinstance(each.content, ReadAloud) and each.content.unit is unit
    ]


@pytest.mark.parametrize(("unit", "fewest"), [(Unit.WORD, 120), (Unit.SENTENCE, 40), (Unit.TEXT, 10)])
def test_there_is_enough_for_a_first_week_at_every_level(catalogue: Catalogue, unit: Unit, fewest: int) -> None:
    found = readings(catalogue, unit)
    assert len(found) >= fewest
    assert {exercise.level for exercise, _ in found} == {1, 2, 3}


def test_every_exercise_has_known_skills_of_its_own_subject(catalogue: Catalogue) -> None:
    for identity, exercise in catalogue.exercises.items():
        assert identity == exercise.id
        assert exercise.id.startswith(f"{exercise.domain.value}.")
        for skill in exercise.skills:
            assert catalogue.skills.skills[skill].domain is exercise.domain


def test_every_trained_skill_has_at_least_three_exercises(catalogue: Catalogue) -> None:
    for skill in catalogue.skills.skills:
        if skill not in untrained(catalogue.skills, catalogue.exercises):
            assert sum(skill in exercise.skills for exercise in catalogue.exercises.values()) >= 3, skill


def test_what_nothing_trains_shuts_nothing_off(catalogue: Catalogue) -> None:
    idle = untrained(catalogue.skills, catalogue.exercises)
    prerequisites = catalogue.prerequisites
    assert set(prerequisites) == set(catalogue.skills.skills) - idle
    assert not idle & {needed for each in prerequisites.values() for needed in each}


def test_what_an_untrained_skill_needs_stands_in_for_it(catalogue: Catalogue) -> None:
    idle = {skill for skill in catalogue.skills.skills if skill.startswith("maths.add.ten_plus")}
    kept = {key: each for key, each in catalogue.exercises.items() if not idle & set(each.skills)}
    needed = Catalogue(catalogue.skills, kept).prerequisites
    assert "maths.add.ten_plus" not in needed
    assert "maths.add.small_steps" in needed["maths.add.teens"]


def test_the_words_of_a_text_are_the_text_at_its_spaces(catalogue: Catalogue) -> None:
    for unit in UNITS:
        for exercise, content in readings(catalogue, unit):
            assert [word.text for word in content.words] == split_words(content.text), exercise.id
            for word in content.words:
                assert "".join(word.syllables) == word.text


def test_an_ear_that_splits_at_every_space_finds_the_same_words(catalogue: Catalogue) -> None:
    """Splitting at no-break spaces too and dropping lone punctuation gives as many words, so verdicts match."""
    for unit in UNITS:
        for exercise, content in readings(catalogue, unit):
            spoken = [token for token in content.text.split() if any(letter.isalpha() for letter in token)]
            assert len(spoken) == len(content.words), exercise.id


def test_texts_hold_only_french_characters(catalogue: Catalogue) -> None:
    for unit in UNITS:
        for _, content in readings(catalogue, unit):
            assert set(content.text) <= ALLOWED | {"\n"}


def test_texts_have_thirty_to_sixty_words_and_a_title(catalogue: Catalogue) -> None:
    for _, content in readings(catalogue, Unit.TEXT):
        assert 30 <= len(content.words) <= 60
        assert content.title


def test_words_of_three_spoken_syllables_or_more_are_the_long_ones(catalogue: Catalogue) -> None:
    from exercises.reading.syllables import spoken_count

    for exercise, content in readings(catalogue, Unit.WORD):
        if "reading.words.long" in exercise.skills:
            assert spoken_count(content.words[-1].syllables) >= 3, exercise.id


def test_at_each_level_words_are_easier_than_sentences_and_sentences_than_texts(catalogue: Catalogue) -> None:
    priors = {
        (unit, level): [each.difficulty for each, _ in readings(catalogue, unit) if each.level == level]
        for unit in UNITS
        for level in (1, 2, 3)
    }
    for level in (1, 2, 3):
        for easier, harder in pairwise(UNITS):
            assert max(priors[easier, level]) < min(priors[harder, level])
    for unit in UNITS:
        for easier_level, harder_level in pairwise((1, 2, 3)):
            assert max(priors[unit, easier_level]) < min(priors[unit, harder_level])


def test_whatever_a_client_may_ask_to_hear_can_be_said(catalogue: Catalogue) -> None:
    spoken = list(catalogue.spoken_texts())
    assert len(spoken) == len(set(spoken))
    assert all(text.strip() and "\n" not in text for text in spoken)
    said = set(spoken)
    for exercise in catalogue.exercises.values():
        assert exercise.instruction in said
        if isinstance(exercise.content, ReadAloud):
            assert set(exercise.content.text.split("\n")) <= said
            assert {word.text for word in exercise.content.words} <= said
            assert exercise.content.title is None or exercise.content.title in said
        elif isinstance(exercise.content, Compute):
            assert {str(exercise.content.left), str(exercise.content.right), str(exercise.content.answer)} <= said
    assert {"lune", "Viens", "«\u00a0Viens"} <= said


def test_the_command_prints_the_figures_as_json_only(catalogue: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "--json"]) == 0
    domains = json.loads(capsys.readouterr().out)["domains"]
    assert set(domains) == {"reading", "maths"}
    assert set(domains["reading"]) == {"skills", "skills_without_exercise", "exercises", "by_kind", "by_grade"}
    assert set(domains["maths"]) == {
        "skills",
        "skills_without_exercise",
        "exercises",
        "by_kind",
        "by_grade",
        "misconceptions",
    }
    for domain in Domain:
        figures = domains[domain.value]
        mine = [each for each in catalogue.exercises.values() if each.domain is domain]
        assert (
            figures["exercises"] == len(mine) == sum(figures["by_kind"].values()) == sum(figures["by_grade"].values())
        )
        assert figures["skills"] == sum(skill.domain is domain for skill in catalogue.skills.skills.values())


def test_the_command_prints_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue"]) == 0
    printed = capsys.readouterr().out
    assert "reading: " in printed
    assert "by grade" in printed
