"""The shipped content: how much there is, and what every item of it promises."""

import json
from collections import Counter
from pathlib import Path

import pytest

from exercises.activities import Activity
from exercises.catalogue import Catalogue, untrained
from exercises.compiled import ready_made
from exercises.exercise import Build, Choose, Compute, Domain, Exercise, ReadAloud, Unit
from exercises.reading.decodability import Decoder
from exercises.reading.gpcs import Gpcs
from exercises.reading.making.letters import letters
from exercises.reading.tokens import split_words
from exercises.reading.words import load_words
from exercises.typography import ALLOWED
from tests.unit.exercises.test_broken_content import workshop
from tutor.cli import main

UNITS = (Unit.WORD, Unit.SENTENCE, Unit.TEXT)


def readings(catalogue: Catalogue, unit: Unit) -> list[tuple[Exercise, ReadAloud]]:
    return [
        (each, each.content)
        for each in catalogue.exercises.values()
        if isinstance(each.content, ReadAloud) and each.content.unit is unit
    ]


def test_there_is_more_reading_than_a_year_can_use(catalogue: Catalogue) -> None:
    mine = [each for each in catalogue.exercises.values() if each.domain is Domain.READING]
    assert len(mine) > 15_000
    for unit, fewest in ((Unit.WORD, 4_000), (Unit.SENTENCE, 600), (Unit.TEXT, 90), (Unit.PSEUDO_WORD, 1_000)):
        found = readings(catalogue, unit)
        assert len({content.text for _, content in found}) >= fewest
        assert {exercise.level for exercise, _ in found} == {1, 2, 3}


def test_every_activity_has_exercises_for_whole_weeks(catalogue: Catalogue) -> None:
    counted = Counter(each.activity for each in catalogue.exercises.values())
    assert min(counted[activity] for activity in Activity) >= 12


def test_every_choice_has_its_answers_among_different_options(catalogue: Catalogue) -> None:
    for exercise in catalogue.exercises.values():
        content = exercise.content
        if isinstance(content, Choose):
            assert set(content.answers) < set(range(len(content.options))), exercise.id
            assert len(
                {(option.text, option.script, option.picture, option.figure) for option in content.options}
            ) == len(content.options), exercise.id


def test_every_tile_answer_can_be_built_and_is_not_given_ready(catalogue: Catalogue) -> None:
    for exercise in catalogue.exercises.values():
        content = exercise.content
        if isinstance(content, Build):
            for answer in content.answers:
                assert not Counter(answer) - Counter(content.tiles), exercise.id
            if len(content.answers) == 1:  # moves on a grid have several ways, all the orders of their arrows perhaps
                assert content.tiles not in content.answers or len(set(content.tiles)) == 1, exercise.id


def test_nothing_asks_to_decode_what_it_does_not_say(catalogue: Catalogue) -> None:
    decoder = Decoder.load()
    for exercise, content in readings(catalogue, Unit.SENTENCE):
        needed = {decoder.gpcs[slug].skill for slug in decoder.text(content.text).gpcs}
        assert set(exercise.needs) == needed


def test_the_same_content_makes_the_same_exercises_again() -> None:
    lettered = [list(letters(workshop(), (), load_words()[:2_000])) for _ in range(2)]
    assert lettered[0] == lettered[1]


def test_ready_made_exercises_are_those_that_would_be_made(tmp_path: Path, catalogue: Catalogue) -> None:
    few = dict(list(catalogue.exercises.items())[:50])
    assert ready_made(lambda: few, tmp_path) == few
    assert ready_made(lambda: pytest.fail("made twice"), tmp_path) == few
    for kept in tmp_path.glob("*"):
        assert kept.stat().st_mode & 0o077 == 0
        kept.write_bytes(b"damaged")
    assert ready_made(lambda: few, tmp_path) == few


def test_every_exercise_has_known_skills_of_its_own_subject(catalogue: Catalogue) -> None:
    for identity, exercise in catalogue.exercises.items():
        assert identity == exercise.id
        assert exercise.id.startswith(f"{exercise.domain.value}.")
        for skill in exercise.skills:
            assert catalogue.skills.skills[skill].domain is exercise.domain


def test_every_skill_but_the_rarest_spellings_is_trained(catalogue: Catalogue) -> None:
    trained = Counter(skill for each in catalogue.exercises.values() for skill in each.skills)
    met = Counter(slug for word in load_words() for slug in Decoder.load().said(word.text, word.phones).gpcs)
    for gpc in Gpcs.load():
        assert trained[gpc.skill] >= min(met[gpc.slug], 12), gpc.slug
    for skill in catalogue.skills.skills:
        if skill.startswith("reading.") and not skill.startswith("reading.gpc."):
            assert trained[skill] >= 12, skill


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


def test_a_text_has_a_title(catalogue: Catalogue) -> None:
    assert all(content.title for _, content in readings(catalogue, Unit.TEXT))


def test_whatever_a_client_may_ask_to_hear_can_be_said(catalogue: Catalogue) -> None:
    spoken = list(catalogue.spoken_texts)
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
    assert {"lune", "chat"} <= said


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
