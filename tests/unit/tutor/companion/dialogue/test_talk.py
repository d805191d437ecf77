"""What the child says besides answers: doubts mended, requests, talk, worries."""

import random
from dataclasses import replace

import pytest

from tests.unit.tutor.companion.dialogue.talking import SUM, asked, lines
from tutor.companion.dialogue.acts import (
    Ask,
    Close,
    Confirm,
    Ending,
    Hint,
    Listen,
    Mark,
    Next,
    OfferGoOn,
    OfferTouch,
    Say,
    TellTeacher,
)
from tutor.companion.dialogue.events import (
    Intent,
    Marked,
    Outcome,
    Spoke,
    Touched,
    Understood,
)
from tutor.companion.dialogue.manager import step
from tutor.companion.dialogue.questions import Grammar
from tutor.companion.dialogue.quiet import PATIENCE
from tutor.companion.dialogue.state import Phase

# Doubt and repair.


def test_a_doubt_is_asked_in_words_and_yes_is_marked() -> None:
    talk = asked()
    acts = talk.says(Intent.ANSWER, "13", sure=False)
    assert acts == (Say("ask_number", {"number": "treize"}), Confirm("q1", "13"), Listen("q1"))
    assert talk.says(Intent.YES) == (Mark("q1", "13"),)


def test_a_doubt_on_a_choice_is_asked_by_its_name_and_on_the_rest_is_shown() -> None:
    choice = replace(SUM, grammar=Grammar.CHOICE, choices={"0": ("lundi", "le lundi")})
    assert asked(choice).says(Intent.ANSWER, "0", sure=False)[0] == Say("ask_heard", {"heard": "lundi"})
    assert asked(replace(SUM, grammar=Grammar.SHAPE)).says(Intent.ANSWER, "carre", sure=False)[0] == Say("ask_shown")


def test_no_has_it_said_again_and_twice_no_offers_touch() -> None:
    talk = asked()
    talk.says(Intent.ANSWER, "3", sure=False)
    assert talk.says(Intent.NO) == (Say("not_that_number"), Listen("q1"))
    talk.says(Intent.ANSWER, "3", sure=False)
    assert talk.says(Intent.NO) == (Say("rather_touch"), OfferTouch("q1"), Listen("q1"))
    assert OfferTouch("q1") in talk.says(Intent.ANSWER, "3", sure=False)


def test_no_i_said_thirteen() -> None:
    talk = asked()
    talk.says(Intent.ANSWER, "3", sure=False)
    assert talk.says(Intent.CORRECTION, "13") == (Say("corrected"), Mark("q1", "13"))


def test_a_correction_after_a_wrong_mark_takes_the_miss_back() -> None:
    talk = asked()
    talk.answers(right=False, value="3")
    assert talk.says(Intent.CORRECTION, "13") == (Say("corrected"), Mark("q1", "13"))
    assert (talk.state.misses, talk.state.missed) == (0, 0)


def test_a_bare_no_after_a_wrong_mark_has_it_said_again() -> None:
    talk = asked()
    talk.answers(right=False, value="3")
    assert talk.says(Intent.NO) == (Say("not_that_number"), Listen("q1"))
    assert talk.state.misses == 0


def test_an_answer_by_touch_is_never_taken_back_for_the_ear() -> None:
    talk = asked()
    talk.happens(Touched("3"), Marked("q1", Outcome.WRONG))
    talk.says(Intent.CORRECTION)
    assert talk.state.misses == 1


def test_what_is_not_understood_is_asked_again_then_touch_is_offered() -> None:
    talk = asked()
    assert talk.says(Intent.UNKNOWN) == (Say("not_understood"), Listen("q1"))
    assert talk.says(Intent.REPEAT, sure=False) == (Say("rather_touch"), OfferTouch("q1"), Listen("q1"))


def test_a_noise_is_not_answered_each_time_and_in_the_end_another_question_is_chosen() -> None:
    talk = asked()
    acts = [talk.says(Intent.UNKNOWN) for _ in range(6)]
    assert [lines(one) for one in acts] == [
        ["not_understood"],
        ["rather_touch"],
        [],
        ["rather_touch"],
        [],
        ["ears_give_up"],
    ]
    assert acts[-1][-1] == Next()


# Requests and talk.


def test_he_repeats_and_slows_down() -> None:
    talk = asked()
    assert talk.says(Intent.REPEAT) == (Say("repeat"), Ask(SUM), Listen("q1"))
    assert talk.says(Intent.SLOWER) == (Say("slower"), Ask(SUM, slowly=True), Listen("q1"))
    talk.says(Intent.HELP)
    assert talk.says(Intent.AGAIN) == (Say("repeat"), Hint("q1", 1), Listen("q1"))


@pytest.mark.parametrize(
    ("intent", "line"),
    [
        (Intent.NAME, "my_name"),
        (Intent.ABOUT_RIVET, "about_rivet"),
        (Intent.SMALL_TALK, "small_talk"),
        (Intent.OFF_TOPIC, "off_topic"),
    ],
)
def test_talk_is_answered_twice_then_led_on(intent: Intent, line: str) -> None:
    talk = asked()
    for expected in (line, line, "kindly_on", "kindly_on"):
        assert talk.says(intent) == (Say(expected), Ask(SUM), Listen("q1"))


@pytest.mark.parametrize(
    ("intent", "line"), [(Intent.GREETING, "greet_back"), (Intent.THANKS, "thanked"), (Intent.YES, "your_turn")]
)
def test_polite_words_are_answered_without_asking_again(intent: Intent, line: str) -> None:
    assert asked().says(intent) == (Say(line), Listen("q1"))


def test_asked_to_wait_he_waits_longer() -> None:
    talk = asked()
    assert talk.says(Intent.WAIT) == (Say("wait_gladly"), Listen("q1"))
    assert talk.silent(PATIENCE[0] + 1) == ()
    assert lines(talk.silent(2 * PATIENCE[0])) == ["silence_again"]


@pytest.mark.parametrize(("word", "ending"), [("non", Ending.DISTRESS), ("oui", None)])
def test_yes_and_no_answer_what_rivet_asks_even_over_a_question_of_yes_or_no(word: str, ending: Ending | None) -> None:
    talk = asked(replace(SUM, grammar=Grammar.YES_NO))
    talk.says(Intent.DISTRESS)
    last = talk.says(Intent.ANSWER, word)[-1]
    assert last == (Close(ending) if ending else Listen("q1"))


def test_stop_closes_and_done_is_asked_first() -> None:
    assert asked().says(Intent.STOP) == (Say("close_asked"), Close(Ending.ASKED))
    unsure = asked()
    assert unsure.says(Intent.STOP, sure=False) == (Say("wish"), OfferGoOn(stop=True), Listen("q1"))
    assert unsure.says(Intent.NO)[-1] == Close(Ending.ASKED)
    done = asked()
    done.says(Intent.FINISHED)
    assert done.says(Intent.YES) == (Say("going_on"), Ask(SUM), Listen("q1"))


def test_a_worry_is_led_to_the_teacher_and_the_child_chooses() -> None:
    talk = asked()
    acts = talk.says(Intent.DISTRESS, sure=False)
    assert acts == (Say("distress"), TellTeacher(), Say("distress_wish"), OfferGoOn(stop=True), Listen("q1"))
    again = talk.says(Intent.DISTRESS)
    assert again[0] == Say("distress")
    assert TellTeacher() not in again
    assert talk.says(Intent.NO) == (Say("close_distress"), Close(Ending.DISTRESS))


def test_after_a_worry_the_child_may_go_on() -> None:
    talk = asked()
    talk.says(Intent.DISTRESS)
    assert talk.says(Intent.YES) == (Say("going_on"), Ask(SUM), Listen("q1"))


def test_after_a_worry_silence_is_waited_for_then_it_closes_gently() -> None:
    talk = asked()
    talk.says(Intent.DISTRESS)
    assert lines(talk.silent(10)) == ["silence_wait"]
    assert talk.silent(10) == (Say("close_distress"), Close(Ending.DISTRESS))


@pytest.mark.parametrize("phase", [phase for phase in Phase if phase is not Phase.CLOSE])
def test_a_worry_is_heard_in_every_state(phase: Phase) -> None:
    _, acts = step(replace(asked().state, phase=phase), Spoke(Understood(Intent.DISTRESS)), random.Random(1))
    assert acts[:2] == (Say("distress"), TellTeacher())
