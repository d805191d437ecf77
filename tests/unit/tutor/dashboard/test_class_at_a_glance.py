"""Who needs a hand now, when a skill was come to, under which part it is shown."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from exercises.catalogue import Catalogue
from learner_model import SkillMastery, Status
from speech.verdicts import Verdict
from tutor.dashboard.class_repository import Answered, SkillAnswers
from tutor.dashboard.hands import hand_for
from tutor.dashboard.newly_mastered import came_on, newly_mastered
from tutor.dashboard.skill_parts import PARTS, part_of
from tutor.dashboard.skills_map import level_of
from tutor.dashboard.week import monday_of

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PUPIL = UUID(int=1)
MONDAY = date(2026, 11, 16)


def answers(*verdicts: Verdict) -> list[Answered]:
    """One to each of as many exercises."""
    return [Answered(PUPIL, UUID(int=place), verdict.value, 0) for place, verdict in enumerate(verdicts)]


def test_three_exercises_missed_in_a_row_call_for_a_hand() -> None:
    miss = Verdict.INCORRECT
    hand = hand_for(answers(Verdict.CORRECT, miss, miss, miss), None, NOW)
    assert hand is not None
    assert hand.kind == "missed"
    assert hand_for(answers(miss, miss, miss, Verdict.CORRECT), None, NOW) is None


def test_an_exercise_tried_three_times_is_one_exercise() -> None:
    again = [Answered(PUPIL, UUID(int=7), Verdict.INCORRECT.value, place) for place in range(3)]
    assert hand_for(again, None, NOW) is None


def test_four_answers_unheard_in_a_row_call_for_a_hand() -> None:
    hand = hand_for(answers(*[Verdict.UNSURE] * 4), None, NOW)
    assert hand is not None
    assert hand.kind == "unheard"


@pytest.mark.parametrize(("minutes", "told"), [(3, False), (5, True), (20, False)])
def test_who_stopped_before_an_exercise_is_told_for_a_while(minutes: int, told: bool) -> None:
    hand = hand_for([], NOW - timedelta(minutes=minutes), NOW)
    assert (hand is not None) == told


def on(day: int, correct: int, incorrect: int) -> SkillAnswers:
    return SkillAnswers(PUPIL, "maths.add.to_10", MONDAY + timedelta(days=day), correct, incorrect)


@pytest.mark.parametrize(
    ("days", "came"),
    [
        ([on(0, 3, 0)], 0),
        ([on(0, 2, 0), on(1, 1, 0)], 1),
        ([on(0, 1, 4), on(1, 2, 0), on(3, 3, 0)], 3),
        ([on(0, 2, 3), on(1, 3, 2)], None),
    ],
    ids=["three at once", "two days", "what is old is forgotten", "too many misses"],
)
def test_a_skill_is_come_to_when_the_last_answers_are_mostly_right(days: list[SkillAnswers], came: int | None) -> None:
    assert came_on(days) == (None if came is None else MONDAY + timedelta(days=came))


def known(status: Status) -> dict[UUID, dict[str, SkillMastery]]:
    return {PUPIL: {"maths.add.to_10": SkillMastery("maths.add.to_10", status, 0.9, 0.8, 0.95, 5, 1, None, None)}}


def test_progress_is_told_in_the_week_it_came_if_the_model_still_holds_it() -> None:
    days = [on(-7, 1, 2), on(1, 5, 0)]
    held = known(Status.ACQUIRED)
    assert newly_mastered(days, {}, held, MONDAY) == {PUPIL: ["maths.add.to_10"]}
    assert newly_mastered(days, {}, held, MONDAY + timedelta(days=2)) == {}
    assert newly_mastered(days, {}, known(Status.LEARNING), MONDAY) == {}
    assert newly_mastered(days, {(PUPIL, "maths.add.to_10"): 3}, held, MONDAY) == {}


def test_every_skill_has_its_part_and_every_part_a_skill() -> None:
    skills = Catalogue.load().skills.skills
    found = {(skill.domain, part_of(skill.id)) for skill in skills.values()}
    assert found == {(domain, key) for domain, parts in PARTS.items() for key in parts}


def test_a_skill_with_under_one_chance_in_two_is_to_be_worked_on() -> None:
    one = SkillMastery("x", Status.LEARNING, 0.49, 0.3, 0.7, 1, 3, None, None)
    assert level_of(one) == "to_work"
    assert level_of(SkillMastery("x", Status.LEARNING, 0.5, 0.3, 0.7, 1, 3, None, None)) == "on_the_way"
    assert level_of(SkillMastery("x", Status.REVIEW, 0.6, 0.3, 0.7, 4, 3, None, None)) == "to_review"


def test_a_week_begins_on_monday() -> None:
    assert monday_of(date(2026, 11, 22)) == monday_of(MONDAY) == MONDAY
