"""Rivet leads a lesson: every way through it ends well, whatever the child does, and he is never kept at a question."""

import random
from collections.abc import Sequence

import pytest

from exercises.maths.lesson_checks import as_given, right_answers
from exercises.maths.lesson_files import load_lessons
from exercises.maths.lessons import Lesson, Way
from tutor.companion.dialogue.acts import (
    Act,
    Ask,
    Close,
    Confirm,
    Ending,
    HandOver,
    Hush,
    Listen,
    OfferTouch,
    Say,
    SayWritten,
    Show,
    TellTeacher,
)
from tutor.companion.dialogue.events import (
    Began,
    Deaf,
    Deafness,
    Event,
    Finished,
    HearingBack,
    Intent,
    Interrupted,
    Quit,
    Silence,
    Spoke,
    Tick,
    Touched,
    Understood,
)
from tutor.companion.lessons.runner import State, step
from tutor.companion.lines import SLOTS

LESSONS = list(load_lessons())
DIZAINE = load_lessons().by_slug["une-dizaine"]
ids = pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.slug)


def begun(lesson: Lesson) -> tuple[State, tuple[Act, ...]]:
    return step(State(lesson), Began(minutes=15))


def at(lesson: Lesson, way: Way) -> State:
    """The first question that is answered this way, and is no prediction."""
    state, _ = begun(lesson)
    while state.asked.way is not way or state.asked.is_prediction:
        state, _ = step(state, Touched(right(state)))
    return state


def right(state: State) -> str:
    return next(iter(right_answers(state.lesson, state.step)))


def wrong(state: State) -> str:
    """A wrong answer: the first that the author expects, else any other."""
    for slip in state.asked.slips:
        return as_given(slip.answers[0], state.asked, state.table)
    return next(choice.key for choice in state.asked.choices if choice.key not in state.asked.right)


def said(intent: Intent, value: str | None = None, sure: bool = True) -> Spoke:
    return Spoke(Understood(intent, value, sure))


def kinds(acts: Sequence[Act]) -> list[type]:
    return [type(act) for act in acts]


@ids
def test_a_child_who_finds_walks_right_through_and_is_handed_over(lesson: Lesson) -> None:
    state, acts = begun(lesson)
    assert {Show, Ask, Listen} <= set(kinds(acts))
    asked = 0
    while not state.ended:
        asked += 1
        state, acts = step(state, Touched(right(state)))
    assert asked == sum(1 for one in lesson.steps if one.asked)
    assert acts[-2:] == (HandOver(lesson.slug, lesson.practice), Close(Ending.DONE))


@ids
def test_every_expected_slip_is_answered_as_written_and_then_the_child_succeeds(lesson: Lesson) -> None:
    state, _ = begun(lesson)
    while not state.ended:
        for slip in state.asked.slips:
            for given in slip.answers:
                after, acts = step(state, Touched(as_given(given, state.asked, state.table)))
                assert SayWritten(lesson.slug, slip.reply.sentences) in acts
                if not state.asked.is_prediction:
                    assert after.step == state.step
                    assert acts[-2] == Ask(state.question)
                    after, acts = step(after, Touched(right(after)))
                assert after.ended or after.step > state.step
        state, _ = step(state, Touched(right(state)))


@ids
def test_two_misses_bring_help_three_the_explanation_and_then_the_lesson_goes_on(lesson: Lesson) -> None:
    state, _ = begun(lesson)
    while not state.ended:
        here, asked = state, state.asked
        if asked.is_prediction:
            state, _ = step(state, Touched(right(state)))
            continue
        assert asked.help is not None
        assert asked.explanation is not None
        seen: list[tuple[Act, ...]] = []
        for _ in range(4):
            assert state.step == here.step
            state, acts = step(state, Touched(wrong(here)))
            seen.append(acts)
        assert SayWritten(lesson.slug, asked.help.sentences) in seen[1]
        assert SayWritten(lesson.slug, asked.explanation.sentences) in seen[2]
        assert state.ended or state.step > here.step
        # The same help leads to success when the child takes it.
        helped = step(step(here, Touched(wrong(here)))[0], Touched(wrong(here)))[0]
        after, _ = step(helped, Touched(right(helped)))
        assert after.ended or after.step > here.step


@pytest.mark.parametrize("intent", [Intent.DONT_KNOW, Intent.HELP, Intent.TOO_HARD, Intent.WHY, Intent.NO])
def test_a_child_who_asks_for_help_has_it_then_the_explanation(intent: Intent) -> None:
    state = at(DIZAINE, Way.NUMBER)
    asked = state.asked
    assert asked.help is not None
    assert asked.explanation is not None
    state, acts = step(state, said(intent))
    assert SayWritten(DIZAINE.slug, asked.help.sentences) in acts
    state, acts = step(state, said(intent))
    assert SayWritten(DIZAINE.slug, asked.explanation.sentences) in acts
    assert isinstance(acts[-2], Ask)


def test_a_prediction_is_welcome_whatever_it_is_and_may_be_left() -> None:
    state, _ = begun(DIZAINE)
    assert state.asked.is_prediction
    for event in (Touched("moins"), Touched("plus"), said(Intent.DONT_KNOW)):
        after, acts = step(state, event)
        assert after.step > state.step
        assert SayWritten(DIZAINE.slug, state.asked.when_right.sentences) in acts


def test_an_answer_may_be_said_and_a_doubtful_one_is_confirmed() -> None:
    state = at(DIZAINE, Way.NUMBER)
    assert step(state, said(Intent.ANSWER, right(state)))[0].step > state.step
    doubting, acts = step(state, said(Intent.ANSWER, "10", sure=False))
    assert kinds(acts) == [Hush, Say, Confirm, Listen]
    assert step(doubting, said(Intent.YES))[0].step > state.step
    refused, acts = step(doubting, said(Intent.NO))
    assert refused.doubt is None
    assert refused.rungs == 0
    assert step(doubting, said(Intent.CORRECTION, right(state)))[0].step > state.step
    assert step(doubting, Touched(right(state)))[0].step > state.step


def test_what_hands_must_do_is_never_answered_by_voice() -> None:
    state = at(DIZAINE, Way.HANDS)
    after, acts = step(state, said(Intent.ANSWER, "10"))
    assert after.step == state.step
    assert after.rungs == 0
    after, acts = step(state, said(Intent.FINISHED))
    assert OfferTouch in kinds(acts)
    assert state.table is not None
    after, acts = step(state, Touched(state.table.model_dump_json()))  # nothing was moved
    assert after.rungs == 0
    assert OfferTouch in kinds(acts)


def test_what_the_hands_made_stays_while_rivet_speaks_of_it() -> None:
    state = at(load_lessons().by_slug["la-moitie"], Way.HANDS)
    _, acts = step(state, Touched(wrong(state)))
    assert kinds(acts) == [Hush, SayWritten, Ask, Listen]


def test_silence_is_waited_for_then_helped_and_at_last_left_in_peace() -> None:
    state = at(DIZAINE, Way.NUMBER)
    state, acts = step(state, Silence(3))
    assert acts == ()
    state, acts = step(state, Silence(9))
    assert Ask in kinds(acts)
    state, acts = step(state, Silence(13))
    assert OfferTouch in kinds(acts)
    state, acts = step(state, Silence(21))
    assert state.asked.help is not None
    assert SayWritten(DIZAINE.slug, state.asked.help.sentences) in acts
    state, acts = step(state, Silence(61))
    assert acts[-1] == Close(Ending.LEFT)


def test_repeat_tells_again_and_slower_asks_slowly() -> None:
    state = at(DIZAINE, Way.HANDS)
    _, acts = step(state, said(Intent.REPEAT))
    assert SayWritten(DIZAINE.slug, DIZAINE.steps[state.step].told.sentences) in acts
    assert Ask(state.question) in acts
    _, acts = step(state, said(Intent.SLOWER))
    assert Ask(state.question, slowly=True) in acts


def test_an_interruption_hushes_and_gives_the_turn() -> None:
    state, _ = begun(DIZAINE)
    state, acts = step(state, Interrupted())
    assert kinds(acts) == [Hush, Listen]


def test_a_deaf_ear_is_said_once_and_the_lesson_goes_on_by_touch() -> None:
    state, acts = step(begun(DIZAINE)[0], Deaf(Deafness.NOISE))
    assert kinds(acts) == [Say, OfferTouch]
    assert step(state, Deaf(Deafness.NOISE))[1] == ()
    state, acts = step(state, Touched("plus"))
    assert Listen not in kinds(acts)
    assert Listen in kinds(step(state, HearingBack())[1])


def test_distress_goes_to_the_teacher_and_stop_is_obeyed() -> None:
    state, _ = begun(DIZAINE)
    _, acts = step(state, said(Intent.DISTRESS))
    assert TellTeacher() in acts
    assert acts[-1] == Close(Ending.DISTRESS)
    assert step(state, said(Intent.STOP))[1][-1] == Close(Ending.ASKED)
    assert step(state, Quit())[1][-1] == Close(Ending.LEFT)
    assert step(state, Tick(14))[1] == ()
    assert step(state, Tick(18))[1][-1] == Close(Ending.TIME)


def test_random_walks_always_close_and_say_only_what_was_written() -> None:
    rng = random.Random(7)
    written = {text for lesson in LESSONS for text in lesson.texts()}
    for _ in range(250):
        lesson = rng.choice(LESSONS)
        state, acts = begun(lesson)
        seen = list(acts)
        for turn in range(200):
            if state.ended:
                break
            state, acts = step(state, _any_event(state, rng, turn))
            seen += acts
        assert state.ended
        assert isinstance(acts[-1], Close)
        assert sum(isinstance(act, Close) for act in seen) == 1
        assert step(state, Touched("1")) == (state, ())
        for act in seen:
            if isinstance(act, Say):
                assert act.slots.keys() == SLOTS[act.line]
            if isinstance(act, SayWritten):
                assert written.issuperset(act.sentences)
            if isinstance(act, Ask):
                assert act.question.say[0] in written


def _any_event(state: State, rng: random.Random, turn: int) -> Event:
    choices: list[Event] = [
        Touched(right(state)),
        Touched("{" if state.asked.is_prediction else wrong(state)),
        Touched("n'importe quoi"),
        said(Intent.ANSWER, right(state), sure=rng.random() < 0.6),
        said(rng.choice([intent for intent in Intent if intent not in (Intent.STOP, Intent.DISTRESS)])),
        said(rng.choice(list(Intent)), sure=False),
        said(Intent.CORRECTION, "3"),
        Silence(rng.choice((4.0, 10.0, 30.0, 70.0))),
        Interrupted(),
        Finished(),
        Deaf(rng.choice(list(Deafness))),
        HearingBack(),
        Tick(turn / 10),
    ]
    return rng.choice([*choices, *([Quit()] if turn > 120 else [])])


def test_a_noise_leaves_the_doubt_on_the_table() -> None:
    state, _ = step(at(DIZAINE, Way.NUMBER), said(Intent.ANSWER, "7", sure=False))
    state, acts = step(state, said(Intent.UNKNOWN, sure=False))
    assert any(isinstance(act, Confirm) for act in acts)
    assert state.doubt == "7"


def test_rivet_does_not_answer_each_noise() -> None:
    state = at(DIZAINE, Way.NUMBER)
    answered = []
    for _ in range(8):
        state, acts = step(state, said(Intent.UNKNOWN, sure=False))
        answered.append(any(isinstance(act, Say) for act in acts))
        assert isinstance(acts[-1], Listen)
    assert answered == [True, True, False, True, False, True, False, True]
