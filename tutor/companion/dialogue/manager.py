"""Rivet's conversation, one step at a time: what happens goes in, what Rivet does comes out. No clock, no I/O."""

import random
from dataclasses import replace

from tutor.companion.dialogue.acts import Act, Ask, AskHow, Confirm, Ending, Explain, Hint, Hush, Next, Say
from tutor.companion.dialogue.events import (
    Began,
    Deaf,
    Event,
    Finished,
    Given,
    HearingBack,
    Interrupted,
    Marked,
    Quit,
    Silence,
    Spoke,
    Tick,
    Told,
    Touched,
)
from tutor.companion.dialogue.hearing import heard, resume, stay
from tutor.companion.dialogue.marking import marked, told
from tutor.companion.dialogue.moves import GRACE, close, floor, onward, present
from tutor.companion.dialogue.questions import Question
from tutor.companion.dialogue.quiet import deaf, hearing_back, silence
from tutor.companion.dialogue.state import Phase, State, Turn

_VOICED = (Say, Ask, Hint, Explain, Confirm, AskHow)
_CUTS_IN = (Spoke, Touched, Told, Interrupted, Quit)
_SHORTEST = 1.0


def step(state: State, event: Event, rng: random.Random) -> Turn:
    """The state after this event, and what Rivet does, in order. After Close nothing happens any more.

    An event that makes no sense now (a late mark, a second question) changes nothing.
    """
    if state.phase is Phase.CLOSE:
        return state, ()
    after, acts = _react(state, event, rng)
    speaking = state.speaking
    if isinstance(event, Interrupted) or (speaking and isinstance(event, _CUTS_IN)):
        acts, speaking = (Hush(), *acts), False
    elif isinstance(event, Finished | Silence):
        speaking = False
    speaking = speaking or any(isinstance(act, _VOICED) for act in acts)
    return after if after.speaking == speaking else replace(after, speaking=speaking), acts


def _react(state: State, event: Event, rng: random.Random) -> Turn:
    match event:
        case Began():
            return _began(state, event)
        case Given(question):
            return _given(state, question)
        case Spoke(understood):
            return heard(state, understood, rng)
        case Touched(value):
            return _touched(state, value, rng)
        case Marked():
            return marked(state, event, rng)
        case Told(strategy):
            return told(state, strategy, rng)
        case Interrupted():
            return replace(state, silences=0), floor(state)
        case Finished():
            return state, ()
        case Silence(seconds):
            return silence(state, seconds, rng)
        case Deaf(reason):
            return deaf(state, reason)
        case HearingBack():
            return hearing_back(state)
        case Tick(minutes):
            return _tick(state, minutes)
        case Quit():
            return close(state, Ending.LEFT)


def _began(state: State, event: Began) -> Turn:
    if state.phase is not Phase.GREET:
        return state, ()
    hello: Act = Say("hello" if event.sittings else "hello_first")
    state = replace(state, phase=Phase.ASK, awaited=True, limit=max(event.minutes, _SHORTEST))
    return state, (hello, Next())


def _given(state: State, question: Question | None) -> Turn:
    if not state.awaited:
        return state, ()
    if question is None:
        return close(state, Ending.DONE) if state.phase is Phase.ASK else (state, ())
    state = replace(
        state,
        question=question,
        open=True,
        awaited=False,
        owed=False,
        misses=0,
        hints=0,
        helped=False,
        shows=0,
        spoken=False,
        doubt="",
        misheard=0,
        silences=0,
        patient=False,
        digressions=0,
    )
    if state.phase is not Phase.ASK:
        # It came while something else is talked about: it waits for the child.
        return state, ()
    if state.deaf and state.deaf not in state.told:
        line = Say(state.deaf)
        state, acts = present(replace(state, told=state.told | {state.deaf}))
        return state, (line, *acts)
    return present(state)


def _touched(state: State, value: str, rng: random.Random) -> Turn:
    """An answer by touch is marked by whoever plays; elsewhere a touch means to go on."""
    state = replace(state, silences=0, patient=False)
    match state.phase:
        case Phase.WAIT | Phase.HINT | Phase.CONFIRM:
            return replace(state, phase=Phase.UNDERSTAND, doubt="", spoken=False), ()
        case Phase.HOW:
            return told(state, value if value in state.question.strategies else None, rng)
        case Phase.EXPLAIN:
            return onward(state, rng)
        case Phase.BREAK:
            return resume(state, rng)
        case Phase.WISH:
            return stay(state, rng)
        case _:
            return state, ()


def _tick(state: State, minutes: float) -> Turn:
    if state.phase is Phase.GREET:
        return state, ()
    state = replace(state, minutes=max(state.minutes, minutes))
    over = state.minutes - state.limit
    if over >= GRACE or (over >= 0 and state.phase is Phase.BREAK):
        return close(state, Ending.DISTRESS if state.wish is Ending.DISTRESS else Ending.TIME)
    return state, ()
