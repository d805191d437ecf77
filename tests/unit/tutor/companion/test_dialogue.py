"""Rivet's conversation, rule by rule: what happens, and what he does then."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from tutor.companion.dialogue.acts import (
    Act,
    Ask,
    AskHow,
    Celebrate,
    Close,
    Confirm,
    Ending,
    Explain,
    Hint,
    Hush,
    Listen,
    Mark,
    Next,
    OfferGoOn,
    OfferTouch,
    Rest,
    Say,
    TellTeacher,
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
    Silence,
    Spoke,
    Tick,
    Told,
    Touched,
    Understood,
)
from tutor.companion.dialogue.manager import step
from tutor.companion.dialogue.marking import CELEBRATED, STRATEGIES
from tutor.companion.dialogue.questions import Grammar, Question
from tutor.companion.dialogue.quiet import PATIENCE, REST
from tutor.companion.dialogue.state import Phase, State
from tutor.companion.dialogue.wording import Wording
from tutor.companion.lines import SLOTS, Lines

SUM = Question("q1", Grammar.NUMBER, ("Combien font 8 plus 5 ?",), largest=100, hints=2, activity="compute")
HOW = ("made_ten", "used_doubles")


class Talk:
    """A conversation under test: `happens` gives the acts, without what went before."""

    def __init__(self, minutes: float = 20, sittings: int = 1, seed: int = 1) -> None:
        self.state = State()
        self.rng = random.Random(seed)
        self.first = self.happens(Began(minutes, sittings))

    def happens(self, *events: Event) -> tuple[Act, ...]:
        acts: tuple[Act, ...] = ()
        for event in events:
            self.state, acts = step(self.state, event, self.rng)
        return acts

    def says(self, intent: Intent, value: str | None = None, sure: bool = True) -> tuple[Act, ...]:
        """The child says this, Rivet having finished."""
        return self.happens(Finished(), Spoke(Understood(intent, value, sure)))

    def answers(self, right: bool, value: str = "13") -> tuple[Act, ...]:
        assert Mark(self.state.question.id, value) in self.says(Intent.ANSWER, value)
        return self.happens(Marked(self.state.question.id, Outcome.RIGHT if right else Outcome.WRONG))

    def silent(self, seconds: float) -> tuple[Act, ...]:
        return self.happens(Finished(), Silence(seconds))


def asked(question: Question = SUM, minutes: float = 20) -> Talk:
    """A conversation in which this question has just been asked."""
    talk = Talk(minutes)
    talk.happens(Given(question), Finished())
    return talk


def lines(acts: tuple[Act, ...]) -> list[str]:
    return [act.line for act in acts if isinstance(act, Say)]


# Greeting and asking.


@pytest.mark.parametrize(("sittings", "line"), [(0, "hello_first"), (3, "hello")])
def test_he_greets_by_history_and_has_a_question_chosen(sittings: int, line: str) -> None:
    assert Talk(sittings=sittings).first == (Say(line), Next())


def test_a_question_is_asked_then_he_listens() -> None:
    assert Talk().happens(Given(SUM)) == (Ask(SUM), Listen("q1"))


def test_what_is_heard_surely_is_marked_at_once() -> None:
    assert asked().says(Intent.ANSWER, "13") == (Mark("q1", "13"),)


def test_what_is_touched_waits_for_its_mark() -> None:
    talk = asked()
    assert talk.happens(Touched("13")) == ()
    assert Next() in talk.happens(Marked("q1", Outcome.RIGHT))


def test_yes_and_no_answer_a_question_of_yes_or_no() -> None:
    question = replace(SUM, grammar=Grammar.YES_NO)
    assert asked(question).says(Intent.YES) == (Mark("q1", "oui"),)
    assert asked(question).says(Intent.NO) == (Mark("q1", "non"),)


def test_what_is_done_by_hand_is_never_answered_by_a_word() -> None:
    talk = asked(replace(SUM, grammar=Grammar.HANDS))
    assert not any(isinstance(act, Mark | Confirm) for act in talk.says(Intent.ANSWER, "13"))
    assert talk.says(Intent.FINISHED)[0] == Say("show_done")


# Praise.


@pytest.mark.parametrize("strategy", sorted(STRATEGIES))
def test_the_strategy_is_praised_by_name(strategy: str) -> None:
    talk = asked()
    talk.happens(Touched("13"))
    assert lines(talk.happens(Marked("q1", Outcome.RIGHT, strategy)))[0] == f"praise_{strategy}"
    assert f"praise_{strategy}" in SLOTS


def test_trying_again_is_praised_and_so_is_using_help() -> None:
    tried = asked(replace(SUM, hints=0))
    tried.answers(right=False)
    assert lines(tried.answers(right=True))[0] == "praise_tried_again"
    helped = asked()
    helped.answers(right=False)
    assert lines(helped.answers(right=True))[0] == "praise_after_help"


def test_a_success_after_a_hard_question_has_its_own_praise() -> None:
    talk = asked()
    talk.answers(right=False)
    talk.answers(right=True)
    talk.happens(Given(replace(SUM, id="q2")))
    assert lines(talk.answers(right=True))[0] == "easy_win_praise"


def test_five_successes_are_celebrated() -> None:
    talk = Talk(minutes=60)
    acts: tuple[Act, ...] = ()
    for number in range(CELEBRATED):
        talk.happens(Given(replace(SUM, id=f"q{number}")))
        acts = talk.answers(right=True)
    assert Celebrate() in acts


def how_asked() -> Talk:
    """A conversation in which the child is asked how he found."""
    for seed in range(50):
        talk = Talk(minutes=60, seed=seed)
        for number in range(CELEBRATED - 1):
            talk.happens(Given(replace(SUM, id=f"q{number}", strategies=HOW)))
            acts = talk.answers(right=True)
            if talk.state.phase is Phase.HOW:
                assert acts[-3:] == (
                    Say("ask_how"),
                    AskHow(f"q{number}", HOW),
                    Listen(f"q{number}", strategies=True),
                )
                return talk
    raise AssertionError("never asked how")


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (Told("made_ten"), "praise_made_ten"),
        (Touched("made_ten"), "praise_made_ten"),
        (Told("another_way"), "how_thanks"),
        (Told(None), "how_own_words"),
        (Spoke(Understood(Intent.UNKNOWN)), "how_own_words"),
        (Spoke(Understood(Intent.DONT_KNOW)), "how_dont_know"),
        (Silence(10), "how_passed"),
    ],
)
def test_asked_how_he_found_whatever_the_child_tells_is_welcome(event: Event, line: str) -> None:
    talk = how_asked()
    acts = talk.happens(Finished(), event)
    assert lines(acts)[0] == line
    assert isinstance(acts[-1], Next)


def test_he_never_asks_how_after_help_nor_where_there_is_nothing_to_tell() -> None:
    for seed in range(20):
        talk = Talk(seed=seed)
        talk.state = replace(talk.state, since_how=10)
        talk.happens(Given(SUM))
        assert not any(isinstance(act, AskHow) for act in talk.answers(right=True))
        talk.state = replace(talk.state, since_how=10, right=0)
        talk.happens(Given(replace(SUM, id="q2", strategies=HOW)))
        talk.answers(right=False)
        assert not any(isinstance(act, AskHow) for act in talk.answers(right=True))


# Errors and help.


def test_misses_bring_graded_hints_then_the_explanation_then_an_easier_question() -> None:
    talk = asked()
    first, second, third = (talk.answers(right=False) for _ in range(3))
    assert first == (Say("miss_first"), Hint("q1", 1), Listen("q1"))
    assert second == (Say("miss_again"), Hint("q1", 2), Listen("q1"))
    assert third == (Say("miss_explained"), Explain("q1"), Say("explained"), OfferGoOn(), Listen("q1"))
    assert talk.says(Intent.YES) == (Say("bridge_easier"), Next(easier=True))


def test_after_a_good_run_a_miss_is_said_otherwise() -> None:
    talk = Talk(minutes=60)
    for number in range(3):
        talk.happens(Given(replace(SUM, id=f"q{number}")))
        talk.answers(right=True)
    talk.happens(Given(replace(SUM, id="q9")))
    assert talk.answers(right=False)[0] == Say("miss_in_flow")


def test_after_any_help_the_next_one_is_easier_and_the_one_after_is_not() -> None:
    talk = asked()
    talk.answers(right=False)
    assert talk.answers(right=True)[-1] == Next(easier=True)
    talk.happens(Given(replace(SUM, id="q2")))
    assert talk.answers(right=True)[-1] == Next(easier=False)


def test_without_hints_one_retry_then_it_is_shown() -> None:
    talk = asked(replace(SUM, hints=0))
    assert talk.answers(right=False) == (Say("encourage_retry"), Listen("q1"))
    assert Explain("q1") in talk.answers(right=False)


def test_a_second_question_missed_without_help_is_shown_at_once() -> None:
    talk = asked(replace(SUM, hints=0))
    talk.answers(right=False)
    talk.answers(right=True)
    talk.happens(Given(replace(SUM, id="q2", hints=0)))
    assert Explain("q2") in talk.answers(right=False)


@pytest.mark.parametrize(
    ("intent", "line"),
    [(Intent.DONT_KNOW, "dont_know"), (Intent.HELP, "help_gladly"), (Intent.TOO_HARD, "too_hard_hint")],
)
def test_asking_for_help_brings_a_hint(intent: Intent, line: str) -> None:
    assert asked().says(intent) == (Say(line), Hint("q1", 1), Listen("q1"))


def test_not_knowing_with_no_hint_left_brings_the_explanation() -> None:
    talk = asked(replace(SUM, hints=1))
    talk.says(Intent.DONT_KNOW)
    assert Explain("q1") in talk.says(Intent.DONT_KNOW)


def test_too_hard_after_a_hint_brings_an_easier_one() -> None:
    talk = asked()
    talk.says(Intent.TOO_HARD)
    acts = talk.says(Intent.TOO_HARD)
    assert acts[0] == Say("too_hard")
    assert acts[-1] == Next(easier=True)


@pytest.mark.parametrize("intent", [Intent.WHY, Intent.HOW_FOUND])
def test_why_is_explained_again_if_he_likes_and_silence_goes_on(intent: Intent) -> None:
    talk = asked()
    assert Explain("q1") in talk.says(intent)
    assert lines(talk.says(Intent.WHY)) == ["explain_again", "explained"]
    assert talk.silent(10)[-1] == Next(easier=True)


def test_what_cannot_be_read_is_no_error() -> None:
    talk = asked()
    talk.happens(Touched("?"))
    assert talk.happens(Marked("q1", Outcome.UNREADABLE)) == (Say("did_not_understand"), Listen("q1"))
    assert talk.state.misses == 0


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
