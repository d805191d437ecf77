"""The discovery lessons: each is sound and can be taught; a fault in a file is named with its line."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from exercises.errors import ContentError
from exercises.figures import Blocks
from exercises.maths.lesson_checks import as_given, estimated_minutes, right_answers, words
from exercises.maths.lesson_files import FOLDER, known_in_order, load_lessons, read_lesson
from exercises.maths.lessons import Lesson, Way
from exercises.skills import SkillGraph

SOUND = FOLDER / "une-dizaine.yaml"


def questions() -> Iterator[tuple[Lesson, int]]:
    for lesson in load_lessons():
        yield from ((lesson, number) for number, step in enumerate(lesson.steps) if step.asked)


@pytest.mark.parametrize("lesson", list(load_lessons()), ids=lambda lesson: lesson.slug)
def test_every_expected_act_is_right_and_every_slip_is_wrong(lesson: Lesson) -> None:
    for number, step in enumerate(lesson.steps):
        for answer in right_answers(lesson, number):
            assert lesson.marked(number, answer) is True
        for slip in step.asked.slips if step.asked and not step.asked.is_prediction else ():
            for wrong in slip.answers:
                given = as_given(wrong, step.asked, step.table) if step.asked else ""
                assert lesson.marked(number, given) is False
                assert lesson.slip(number, given) is slip


def test_lessons_last_three_to_six_minutes() -> None:
    for lesson in load_lessons():
        assert 2.4 <= estimated_minutes(lesson) <= 6.5, lesson.slug


def test_lessons_hand_over_to_skills_of_their_year_or_before() -> None:
    graph = SkillGraph.load()
    years = ["cp", "ce1", "ce2"]
    for lesson in load_lessons():
        year = years.index(lesson.grade.value)
        assert all(years.index(graph.skills[skill].grade.value) <= year for skill in lesson.practice), lesson.slug


def test_a_lesson_ends_with_the_word_for_what_was_seen() -> None:
    """Words last: the child has acted before he is told how it is called."""
    assert all(lesson.steps[-1].asked is None and lesson.steps[-1].told.sentences for lesson in load_lessons())


def test_no_sentence_of_a_lesson_says_whether_the_child_is_a_girl_or_a_boy() -> None:
    gendered = re.compile(r"\b(?:tu es|es-tu|tu t’es) (?:\w+ )?(?:prêt|content|fort|gentil|sûr|seul|doué|malin)\w*")
    for lesson in load_lessons():
        for text in lesson.texts():
            assert not gendered.search(text.casefold()), text
            assert len(words(text)) <= 14


def test_a_question_is_found_by_its_id() -> None:
    lessons = load_lessons()
    for lesson, number in questions():
        found = lessons.exercise(lesson.question_id(number))
        assert found is not None
        assert found.id == lesson.question_id(number)
    for nothing in ("lesson.nulle-part.0", "lesson.une-dizaine.99", "maths.add.0", "lesson.une-dizaine.x"):
        assert lessons.exercise(nothing) is None


def test_what_no_hand_can_make_and_what_cannot_be_read_are_no_answer() -> None:
    lesson = load_lessons().by_slug["une-dizaine"]
    by_hand = next(number for number, step in enumerate(lesson.steps) if step.asked and step.asked.way is Way.HANDS)
    table = lesson.steps[by_hand].table
    assert isinstance(table, Blocks)
    for nothing in ("", "{", "quatorze", '{"tool": "clock", "hour": 3}', table.model_dump_json()):
        assert lesson.marked(by_hand, nothing) is None
    by_number = next(number for number, step in enumerate(lesson.steps) if step.asked and step.asked.way is Way.NUMBER)
    assert lesson.marked(by_number, "je ne sais pas") is None


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("classe: cp", "classe: cm2", "classe is cp"),
        ("maths.numbers.trade_ten]\nduree", "maths.numbers.nothing]\nduree", "there is no skill"),
        ("duree: 4", "duree: 6", "minutes"),
        ("{cubes: {unites: 14}}", "{cubes: {unite: 14}}", "'unite' is not known"),
        ("{cubes: {unites: 14}}", "{cubes: {unites: -1}}", "cubes, unites"),
        ("{cubes: {unites: 14}}", "{legos: {unites: 14}}", "no figure 'legos'"),
        ("{cubes: {unites: 14}}", "{boites: {ronds: 14}}", "goes past its ends"),
        ("demande: mains", "demande: pieds", "demande is one of"),
        ("attendu: {cubes: {dizaines: 1, unites: 4}}", "attendu: {horloge: {heure: 3}}", "the hand cannot"),
        ("attendu: {cubes: {dizaines: 1, unites: 4}}", "attendu: {cubes: {unites: 14}}", "not marked right"),
        ("attendu: 10", "attendu: dix", "a whole number"),
        ("      - reponse: 4\n", "      - reponse: 10\n", "wrong answer 10 is right"),
        ("Regarde un peu tous ces petits cubes.", "Regarde vite tous ces petits cubes!", "no-break space"),
        ("Regarde un peu tous ces petits cubes.", " ".join(["mot"] * 15), "15 words"),
        ("Suis les petits traits de la barre avec ton doigt.", "Il y en a dix.", "tells the answer"),
        ("    attendu: 10\n", "    attendu: 10\n    attendu: 10\n", "twice"),
        ("      moins: moins de dix\n      dix: juste dix\n", "", "two to four choices"),
    ],
)
def test_a_fault_is_named_with_its_file_and_line(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    text = SOUND.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "broken.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"broken\.yaml, line \d+: .*{re.escape(complaint)}"):
        read_lesson(path, set(known_in_order()))
