"""Silence, deafness, interruptions, time, and events at odd moments: the conversation never blocks."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.unit.tutor.companion.dialogue.talking import SUM, Talk, asked, lines
from tutor.companion.dialogue.acts import (
    Ask,
    Close,
    Confirm,
    Ending,
    Hush,
    Listen,
    Mark,
    Next,
    OfferTouch,
    Rest,
    Say,
)
from tutor.companion.dialogue.events import (
    Began,
    Deaf,
    Deafness,
    Event,
    Finished,
    Given,
    HearingBack,
    Intent,
    Interrupted,
    Marked,
    Outcome,
    Quit,
    Spoke,
    Tick,
    Told,
    Touched,
    Understood,
)
from tutor.companion.dialogue.quiet import PATIENCE, REST
from tutor.companion.dialogue.wording import Wording
from tutor.companion.lines import Lines

# Silence, deafness, interruptions.


def test_silence_asks_again_then_offers_touch_then_waits_then_rests_then_closes() -> None:
    talk = asked()
    assert talk.silent(PATIENCE[0] - 1) == ()
    assert talk.silent(PATIENCE[0]) == (Say("silence_again"), Ask(SUM), Listen("q1"))
    assert talk.silent(PATIENCE[1]) == (Say("silence_touch"), OfferTouch("q1"), Listen("q1"))
    assert talk.silent(PATIENCE[2]) == (Say("silence_wait"), Listen("q1"))
    assert talk.silent(PATIENCE[3]) == (Say("silence_break"), Rest())
    assert talk.silent(REST - 1) == ()
    assert talk.silent(REST) == (Say("close_left"), Close(Ending.LEFT))


def test_after_a_break_the_same_question_waits() -> None:
    talk = asked()
    for seconds in PATIENCE:
        talk.silent(seconds)
    assert talk.says(Intent.UNKNOWN) == ()
    assert talk.happens(Touched("")) == (Say("break_over"), Ask(SUM), Listen("q1"))


def test_silence_on_a_doubt_asks_it_again_then_drops_it() -> None:
    talk = asked()
    talk.says(Intent.ANSWER, "13", sure=False)
    assert Confirm("q1", "13") in talk.silent(PATIENCE[0])
    assert talk.silent(PATIENCE[1]) == (Say("silence_touch"), OfferTouch("q1"), Listen("q1"))


@pytest.mark.parametrize(
    "reason", [Deafness.DENIED, Deafness.NO_EAR, Deafness.NOISE, Deafness.TWO_VOICES, Deafness.BUSY]
)
def test_deaf_he_says_it_once_and_goes_on_by_touch(reason: Deafness) -> None:
    talk = asked()
    acts = talk.happens(Deaf(reason))
    assert len(lines(acts)) == 1
    assert acts[-1] == OfferTouch("q1")
    assert talk.happens(Deaf(reason)) == ()
    talk.happens(Touched("13"), Marked("q1", Outcome.RIGHT))
    second = replace(SUM, id="q2")
    assert talk.happens(Given(second)) == (Ask(second), OfferTouch("q2"))


def test_deaf_from_the_start_is_said_with_the_first_question() -> None:
    talk = Talk()
    talk.happens(Deaf(Deafness.NO_EAR))
    assert talk.happens(Given(SUM)) == (Say("deaf_ears"), Ask(SUM), OfferTouch("q1"))


def test_when_he_hears_again_he_says_so_once() -> None:
    talk = asked()
    talk.happens(Deaf(Deafness.NOISE))
    assert talk.happens(HearingBack()) == (Say("ears_back"), Listen("q1"))
    talk.happens(Deaf(Deafness.NOISE))
    assert talk.happens(HearingBack()) == (Listen("q1"),)
    assert talk.happens(HearingBack()) == ()


def test_a_tablet_that_slept_finds_its_question_again() -> None:
    talk = asked()
    assert talk.happens(Deaf(Deafness.ASLEEP)) == ()
    assert talk.happens(HearingBack()) == (Say("awake"), Ask(SUM), Listen("q1"))


def test_no_verdict_offers_touch_and_keeps_listening() -> None:
    assert asked().happens(Deaf(Deafness.NO_VERDICT)) == (Say("rather_touch"), OfferTouch("q1"), Listen("q1"))


def test_interrupted_he_is_quiet_at_once_then_listens() -> None:
    talk = Talk()
    talk.happens(Given(SUM))
    assert talk.happens(Interrupted()) == (Hush(), Listen("q1"))
    assert talk.happens(Spoke(Understood(Intent.ANSWER, "13"))) == (Mark("q1", "13"),)


def test_an_answer_given_while_he_speaks_makes_him_quiet_first() -> None:
    talk = Talk()
    talk.happens(Given(SUM))
    assert talk.happens(Spoke(Understood(Intent.ANSWER, "13"))) == (Hush(), Mark("q1", "13"))


# Time and the end.


def test_half_way_there_is_one_break() -> None:
    talk = asked(minutes=12)
    talk.happens(Tick(6.5))
    acts = talk.answers(right=True)
    assert acts[-2:] == (Say("break"), Rest())
    acts = talk.says(Intent.YES)
    assert acts[0] == Say("break_over")
    assert isinstance(acts[-1], Next)
    talk.happens(Given(replace(SUM, id="q2")))
    assert Rest() not in talk.answers(right=True)


def test_the_last_question_is_said_to_be_the_last() -> None:
    talk = asked(minutes=5)
    talk.happens(Tick(4.2))
    assert talk.answers(right=True)[-2:] == (Say("last_one"), Next(easier=False))
    talk.happens(Given(replace(SUM, id="q2")), Tick(4.6))
    assert talk.answers(right=True)[-1] == Close(Ending.TIME)


def test_when_it_is_time_the_question_asked_may_still_be_answered() -> None:
    talk = asked(minutes=5)
    assert talk.happens(Tick(5.2)) == ()
    assert talk.answers(right=True)[-2:] == (Say("close_time"), Close(Ending.TIME))


def test_the_child_leaves_on_a_success_where_it_can_be() -> None:
    talk = asked(minutes=5)
    talk.happens(Tick(5.2))
    for _ in range(3):
        talk.answers(right=False)
    assert talk.says(Intent.YES) == (Say("last_easy"), Next(easier=True))
    talk.happens(Given(replace(SUM, id="q2")))
    assert talk.answers(right=True)[-2:] == (Say("close_persevered"), Close(Ending.TIME))


def test_long_past_the_time_it_closes_whatever_is_asked() -> None:
    assert asked(minutes=5).happens(Tick(7.5)) == (Say("close_time"), Close(Ending.TIME))


def test_with_nothing_left_to_ask_it_closes() -> None:
    assert Talk().happens(Given(None)) == (Say("close_done"), Close(Ending.DONE))


def test_quit_closes_and_nothing_follows() -> None:
    talk = asked()
    assert talk.happens(Quit()) == (Say("close_left"), Close(Ending.LEFT))
    for event in (Quit(), Tick(50), Given(SUM), Spoke(Understood(Intent.DISTRESS)), Began(5), Interrupted()):
        assert talk.happens(event) == ()


# Events at odd moments.


@pytest.mark.parametrize(
    "event",
    [
        Began(5),
        Given(replace(SUM, id="q2")),
        Marked("q1", Outcome.WRONG),
        Marked("q0", Outcome.RIGHT),
        Told("made_ten"),
        Finished(),
        HearingBack(),
    ],
)
def test_what_makes_no_sense_now_changes_nothing(event: Event) -> None:
    talk = asked()
    before = talk.state
    assert talk.happens(event) == ()
    assert talk.state == before


def test_a_mark_that_comes_during_a_worry_is_kept_for_later() -> None:
    talk = asked()
    talk.happens(Touched("13"), Spoke(Understood(Intent.DISTRESS)), Marked("q1", Outcome.RIGHT))
    assert isinstance(talk.says(Intent.YES)[-1], Next)
    assert talk.state.right == 1


def test_a_question_that_comes_during_a_worry_waits() -> None:
    talk = Talk()
    talk.happens(Spoke(Understood(Intent.DISTRESS)))
    assert talk.happens(Given(SUM)) == ()
    assert talk.says(Intent.YES) == (Say("going_on"), Ask(SUM), Listen("q1"))


def test_a_question_or_a_mark_lost_on_the_way_does_not_block() -> None:
    assert Talk().silent(10) == (Next(),)
    talk = asked()
    talk.says(Intent.ANSWER, "13")
    assert talk.silent(10) == (Ask(SUM), Listen("q1"))


# Words.


def test_no_line_is_heard_twice_while_another_is_left_nor_twice_running() -> None:
    wording = Wording(Lines.load(), random.Random(1))
    heard = [wording.of(Say("repeat")) for _ in range(50)]
    assert len(set(heard[:7])) == 7
    assert all(one != two for one, two in pairwise(heard))


def test_a_line_with_a_slot_is_filled() -> None:
    wording = Wording(Lines.load(), random.Random(1))
    assert "lundi" in wording.of(Say("ask_heard", {"heard": "lundi"}))
