"""When the teacher is warned, and when she is left alone."""

from datetime import date, timedelta

import pytest

from exercises.exercise import Grade
from tutor.dashboard.alerts import rules, wording
from tutor.dashboard.alerts.rules import ASIDE, Alert, DayTries, SkillTries

TODAY = date(2026, 11, 20)


def tries(
    correct: int, incorrect: int, days: int = 4, likely: float = 0.3, skill: str = "maths.add.to_10"
) -> SkillTries:
    return SkillTries(skill, correct, incorrect, days, likely)


def day(ago: int, exercises: int, right: int, unsure: int = 0) -> DayTries:
    return DayTries(TODAY - timedelta(days=ago), exercises, right, unsure)


def paces(*words: int) -> list[tuple[date, int]]:
    """One reading a week."""
    return [(TODAY - timedelta(weeks=len(words) - place), pace) for place, pace in enumerate(words)]


def test_a_skill_missed_half_the_time_on_several_days_is_told() -> None:
    alert = rules.stuck([tries(4, 6)])
    assert alert is not None
    assert (alert.kind, alert.about, alert.numbers["tries"]) == ("stuck", "maths.add.to_10", 10)


@pytest.mark.parametrize(
    "one",
    [tries(6, 5), tries(1, 4), tries(3, 3), tries(2, 10, days=2), tries(4, 6, likely=0.5)],
    ids=["mostly right", "too few", "bad luck", "one bad spell", "the model believes in it"],
)
def test_a_skill_that_is_only_hard_is_not_told(one: SkillTries) -> None:
    assert rules.stuck([one]) is None


def test_of_several_skills_the_most_missed_is_told_and_the_others_counted() -> None:
    alert = rules.stuck([tries(2, 9, skill="a"), tries(4, 12, skill="b"), tries(9, 3, skill="c")])
    assert alert is not None
    assert (alert.about, alert.numbers["others"]) == ("b", 1)


@pytest.mark.parametrize(
    "words",
    [(22, 20, 23, 21, 22, 23, 21, 22), (22, 20, 21, 22, 24, 21, 22, 20)],
    ids=["level", "one good day"],
)
def test_a_reading_pace_that_no_longer_rises_is_told(words: tuple[int, ...]) -> None:
    alert = rules.flat(paces(*words), Grade.CP)
    assert alert is not None
    assert alert.numbers["weeks"] == len(words) - 1
    assert abs(alert.numbers["first"] - alert.numbers["last"]) < 2
    assert "ne monte guère" in wording.what(alert, "Lou", "")


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ((20, 21, 22, 24, 26, 27), Grade.CP),
        ((20, 20, 20, 20), Grade.CP),
        ((32, 31, 32, 31, 30, 31), Grade.CP),
        ((16, 24, 19, 26, 17, 21), Grade.CP),
    ],
    ids=["rising", "too few readings", "fast enough for the year", "too uneven to tell"],
)
def test_a_pace_that_rises_or_suffices_or_cannot_be_told_is_not_told(words: tuple[int, ...], grade: Grade) -> None:
    assert rules.flat(paces(*words), grade) is None


def test_readings_of_a_few_days_tell_nothing_of_a_gain() -> None:
    close = [(TODAY - timedelta(days=6 - place), pace) for place, pace in enumerate((22, 20, 23, 21, 22, 21))]
    assert rules.flat(close, Grade.CP) is None


def test_success_under_six_in_ten_is_told_and_unsure_answers_do_not_count() -> None:
    alert = rules.low([day(2, 50, 20, unsure=10), day(5, 30, 13, unsure=10)], TODAY)
    assert alert is not None
    assert dict(alert.numbers) == {"percent": 55, "tries": 60, "usual": -1}


def test_success_at_six_in_ten_is_not_told() -> None:
    assert rules.low([day(2, 40, 24)], TODAY) is None


def test_one_bad_morning_is_not_told() -> None:
    assert rules.low([day(1, 19, 3)], TODAY) is None
    assert rules.low([day(1, 30, 17)], TODAY) is None


def test_a_fall_from_what_is_usual_is_told_before_it_is_low() -> None:
    usual = [day(20, 100, 85), day(30, 100, 85)]
    alert = rules.low([*usual, day(3, 100, 66)], TODAY)
    assert alert is not None
    assert (alert.numbers["percent"], alert.numbers["usual"]) == (66, 85)
    assert rules.low([*usual, day(3, 100, 72)], TODAY) is None


def test_school_days_are_those_on_which_a_third_of_the_class_worked() -> None:
    days = {TODAY: 10, TODAY - timedelta(days=1): 9, TODAY - timedelta(days=2): 28}
    assert rules.school_days(days.items(), 28) == [TODAY - timedelta(days=2), TODAY]


def test_five_school_days_without_a_pupil_are_told_and_holidays_are_not() -> None:
    class_days = [TODAY - timedelta(days=ago) for ago in (30, 29, 28, 4, 3, 2, 1)]
    long_ago, last_week = TODAY - timedelta(days=30), TODAY - timedelta(days=28)
    alert = rules.absent(long_ago, class_days)
    assert alert is not None
    assert alert.numbers["days"] == 6
    assert rules.absent(last_week, class_days) is None
    never = rules.absent(None, class_days)
    assert never is not None
    assert never.numbers["never"]


def test_much_doubt_of_the_ear_is_told_as_the_tablet_or_the_room() -> None:
    assert rules.unheard(0.2, 40, 0.05) is None
    assert rules.unheard(0.19, 400, 0.05) is None
    assert rules.unheard(0.6, 11, 0.05) is None
    assert rules.unheard(0.6, 12, 0.05) is not None
    tablet, room = rules.unheard(0.3, 40, 0.05), rules.unheard(0.3, 40, 0.22)
    assert tablet is not None
    assert room is not None
    assert "tablette" in wording.todo(tablet, "Lou")
    assert "Toute la classe" in wording.todo(room, "Lou")


def test_an_alert_set_aside_comes_back_when_it_worsens_or_after_two_weeks() -> None:
    alert = Alert("absent", "", 9, {})
    assert not rules.comes_back(alert, 5, ASIDE / 2)
    assert rules.comes_back(alert, 4, ASIDE / 2)
    assert rules.comes_back(alert, 9, ASIDE)


@pytest.mark.parametrize(
    ("alert", "words"),
    [
        (
            Alert("stuck", "x", 8, {"correct": 1, "tries": 10, "others": 2}),
            "Lou bute sur « Additionner » (et sur 2 autres compétences) : 1 réponse juste sur 10 en trois semaines.",
        ),
        (
            Alert("low", "", 45, {"percent": 55, "tries": 60, "usual": 82}),
            "Lou réussit moins : 55 % du premier coup en deux semaines au lieu de 82 % d’habitude, sur 60 exercices.",
        ),
        (
            Alert("absent", "", 6, {"days": 6, "never": False}),
            "Lou n’a pas travaillé sur Marelle depuis 6 jours de classe.",
        ),
    ],
)
def test_alerts_are_told_in_words(alert: Alert, words: str) -> None:
    assert wording.what(alert, "Lou", "Additionner").replace("\u00a0", " ") == words
