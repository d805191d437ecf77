"""Rivet asks, praises what was done, helps with what was missed."""

from dataclasses import replace

import pytest

from tests.unit.tutor.companion.dialogue.talking import HOW, SUM, Talk, asked, lines
from tutor.companion.dialogue.acts import (
    Act,
    Ask,
    AskHow,
    Celebrate,
    Confirm,
    Explain,
    Hint,
    Listen,
    Mark,
    Next,
    OfferGoOn,
    Say,
)
from tutor.companion.dialogue.events import (
    Event,
    Finished,
    Given,
    Intent,
    Marked,
    Outcome,
    Silence,
    Spoke,
    Told,
    Touched,
    Understood,
)
from tutor.companion.dialogue.marking import CELEBRATED, STRATEGIES
from tutor.companion.dialogue.questions import Grammar
from tutor.companion.dialogue.state import Phase
from tutor.companion.lines import SLOTS

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


def test_so_has_one_after_an_explanation() -> None:
    talk = asked()
    talk.says(Intent.WHY)
    talk.says(Intent.YES)
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


def test_it_is_not_explained_for_ever_and_on_continue_goes_on() -> None:
    talk = asked()
    for _ in range(3):
        assert Explain("q1") in talk.says(Intent.WHY)
    assert talk.says(Intent.WHY)[-1] == Next(easier=True)
    talk.happens(Given(replace(SUM, id="q2")))
    talk.says(Intent.WHY)
    assert isinstance(talk.says(Intent.AGAIN)[-1], Next)


def test_what_cannot_be_read_is_no_error() -> None:
    talk = asked()
    talk.happens(Touched("?"))
    assert talk.happens(Marked("q1", Outcome.UNREADABLE)) == (Say("did_not_understand"), Listen("q1"))
    assert talk.state.misses == 0
