import pytest

from exercises.exercise import Domain, Kind, Mode
from learner_model.interface import Because
from speech.verdicts import Verdict
from tutor.practice import replies
from tutor.practice.replies import Decision, Try, hints_seen

READ, COMPUTE = Kind.READ_ALOUD, Kind.COMPUTE
RIGHT = Try("heard", Verdict.CORRECT)
MISS = Try("heard", Verdict.INCORRECT)
DOUBT = Try("heard", Verdict.UNSURE)
SAME = Try("judged", Verdict.UNSURE, same=True)
DIFFERENT = Try("judged", Verdict.UNSURE, same=False)
NOT_THAT = Try("confirmed", Verdict.UNSURE)
SKIP = Try("skipped", Verdict.UNSURE)


def decide(kind: Kind, now: Try, before: list[Try], because: Because, mode: Mode = Mode.ALONE) -> Decision:
    return replies.decide(Domain.READING if kind is READ else Domain.MATHS, kind, now, before, because, mode)


def test_a_misreading_is_tried_again_then_helped_then_left() -> None:
    assert decide(READ, MISS, [], "stretch") == Decision("encourage_retry", "again", 1)
    assert decide(READ, MISS, [MISS], "stretch") == Decision("help_read", "help", 2)
    assert decide(READ, MISS, [MISS, MISS], "stretch").then == "next"


def test_a_miss_in_maths_gets_two_hints_before_it_is_seen_done() -> None:
    assert decide(COMPUTE, MISS, [], "stretch") == Decision("encourage_retry", "again", 1)
    assert decide(COMPUTE, MISS, [MISS], "stretch") == Decision("encourage_retry", "again", 2)
    assert decide(COMPUTE, MISS, [MISS, MISS], "stretch") == Decision("help_compute", "help", 3)
    assert decide(COMPUTE, MISS, [MISS, MISS, MISS], "stretch").then == "next"
    assert decide(Kind.HANDLE, MISS, [MISS, MISS], "stretch") == Decision("help_find", "help", 3)


def test_a_right_answer_goes_on_and_is_praised_for_what_was_done() -> None:
    assert decide(READ, RIGHT, [], "stretch") == Decision("praise_read", "next")
    assert decide(COMPUTE, RIGHT, [DOUBT], "stretch") == Decision("praise_compute", "next")


@pytest.mark.parametrize(("before", "because"), [([MISS], "stretch"), ([MISS, MISS], "stretch"), ([], "win")])
def test_a_success_after_difficulty_is_praised_for_going_on(before: list[Try], because: Because) -> None:
    assert decide(COMPUTE, RIGHT, before, because) == Decision("easy_win_praise", "next")


def test_a_doubt_invites_to_listen_and_judge_and_never_shows_the_help_of_a_miss() -> None:
    assert decide(READ, DOUBT, [], "stretch") == Decision("unsure_judge", "again")
    assert decide(COMPUTE, DOUBT, [], "stretch") == Decision("did_not_hear", "again")


def test_no_to_the_number_asked_about_is_a_doubt_and_no_miss() -> None:
    assert decide(COMPUTE, NOT_THAT, [], "stretch") == Decision("not_that_number", "again")
    assert decide(COMPUTE, DOUBT, [NOT_THAT, DOUBT], "stretch").then == "next"
    assert decide(COMPUTE, MISS, [NOT_THAT], "stretch").help_step == 1


def test_a_number_that_was_confirmed_counts_as_one_that_was_said() -> None:
    assert decide(COMPUTE, Try("confirmed", Verdict.CORRECT), [], "stretch") == Decision("praise_compute", "next")
    assert decide(COMPUTE, Try("confirmed", Verdict.INCORRECT), [MISS, MISS], "stretch").then == "help"


def test_an_ear_that_keeps_doubting_does_not_hold_the_pupil_back() -> None:
    assert decide(READ, DOUBT, [DOUBT, DOUBT], "stretch").then == "next"


def test_doubts_are_not_counted_as_misses() -> None:
    assert decide(READ, MISS, [DOUBT, DOUBT], "stretch").help_step == 1


def test_what_a_pupil_judges_is_believed_and_leads_on() -> None:
    assert decide(READ, SAME, [DOUBT], "stretch") == Decision("judged_same", "next")
    assert decide(READ, DIFFERENT, [DOUBT], "stretch") == Decision("judged_different", "next")


def test_passing_goes_on_without_a_word_about_missing() -> None:
    assert decide(READ, SKIP, [MISS], "stretch") == Decision("skipped", "next")


def test_a_retry_counts_as_helped_but_a_number_not_heard_taught_nothing() -> None:
    assert hints_seen(READ, []) == 0
    assert hints_seen(READ, [MISS]) == 1
    assert hints_seen(COMPUTE, [MISS, MISS]) == 2
    assert hints_seen(READ, [DOUBT]) == 1
    assert hints_seen(COMPUTE, [DOUBT]) == 0
    assert hints_seen(COMPUTE, [RIGHT]) == 1


def test_a_text_read_three_times_is_read_again_whatever_was_heard() -> None:
    for before in ([], [MISS]):
        for now in (RIGHT, MISS, DOUBT):
            assert decide(READ, now, before, "stretch", Mode.REPEATED) == Decision("read_again", "again")
    assert decide(READ, RIGHT, [MISS, MISS], "stretch", Mode.REPEATED) == Decision("praise_read", "next")
    assert decide(READ, MISS, [RIGHT, RIGHT], "stretch", Mode.REPEATED) == Decision("reading_kept", "next")
    assert hints_seen(READ, [MISS, RIGHT], Mode.REPEATED) == 0


def test_a_minute_of_reading_is_never_done_again() -> None:
    for now in (MISS, DOUBT):
        assert decide(READ, now, [], "stretch", Mode.ONE_MINUTE) == Decision("reading_kept", "next")
    assert decide(READ, RIGHT, [], "stretch", Mode.ONE_MINUTE) == Decision("praise_read", "next")
