"""The moves that every part of the conversation makes: ask, give the turn, help, go on, rest, close."""

import random
from dataclasses import replace

from tutor.companion.dialogue.acts import (
    Act,
    Ask,
    Close,
    Ending,
    Explain,
    Hint,
    Listen,
    Next,
    OfferGoOn,
    OfferTouch,
    Rest,
    Say,
)
from tutor.companion.dialogue.state import Phase, State, Turn

GRACE = 2.0
"""Minutes past the end in which a question already asked may be answered; then Rivet closes."""
LAST = 1.0
"""Minutes before the end from which the next question is said to be the last."""
SHORT = 8.0
"""A sitting of fewer minutes has no break."""
MISHEARD = 6
"""After so many misunderstandings on one question, another is chosen: it is the ear that fails, not the child."""
STRUGGLE = 3
"""After so many misses in a sitting, what is said at the end is that the child went on."""
_BRIDGES = 0.5
_MOST_LASTS = 2

_CLOSINGS = {
    Ending.DONE: "close_done",
    Ending.TIME: "close_time",
    Ending.ASKED: "close_asked",
    Ending.LEFT: "close_left",
    Ending.DISTRESS: "close_distress",
}


def floor(state: State) -> tuple[Act, ...]:
    """Give the child the turn, by voice when he can be heard, by touch when not."""
    match state.phase:
        case Phase.WAIT | Phase.HINT:
            return (OfferTouch(state.question.id),) if state.deaf else (Listen(state.question.id),)
        case Phase.EXPLAIN:
            offer: tuple[Act, ...] = (OfferGoOn(),)
        case Phase.WISH:
            offer = (OfferGoOn(stop=True),)
        case Phase.CONFIRM | Phase.HOW:
            offer = ()
        case _:
            return ()
    if state.deaf:
        return offer
    return (*offer, Listen(state.question.id, strategies=state.phase is Phase.HOW))


def present(state: State) -> Turn:
    """Ask the question on the table."""
    ask = Ask(state.question)
    state = replace(state, phase=Phase.WAIT, replay=(ask,), doubt="")
    return state, (ask, *floor(state))


def say_again(state: State, line: str) -> Turn:
    """A line, then again what was last asked or shown, then the child's turn."""
    return state, (Say(line), *state.replay, *floor(state))


def say_and_wait(state: State, line: str) -> Turn:
    """A line, then the child's turn."""
    return state, (Say(line), *floor(state))


def offer_touch(state: State, line: str) -> Turn:
    """A line, then how to answer by touch; the ear stays open when there is one."""
    touch = OfferTouch(state.question.id)
    state = replace(state, phase=Phase.HINT if state.phase is Phase.HINT else Phase.WAIT, doubt="")
    return state, (Say(line), touch, *(() if state.deaf else floor(state)))


def touch_instead(state: State) -> Turn:
    """The ear fails on this question: touch is offered, not at each noise; in the end another question is chosen."""
    if state.misheard >= MISHEARD:
        return _next(replace(state, open=False), "ears_give_up")
    if state.misheard % 2:
        return state, floor(state)
    return offer_touch(state, "rather_touch")


def help_on(state: State, line: str | None = None) -> Turn:
    """The next hint; when none is left, how it is found."""
    if state.hints >= state.question.hints:
        return explain(state)
    hint = Hint(state.question.id, state.hints + 1)
    state = replace(
        state,
        phase=Phase.HINT,
        hints=hint.number,
        helped=True,
        unhelped=0,
        owed=True,
        replay=(hint,),
        doubt="",
        misheard=0,
        silences=0,
    )
    return state, (*([Say(line)] if line else []), hint, *floor(state))


def explain(state: State, line: str = "explain") -> Turn:
    """Show how it is found; the child says when he has seen."""
    shown = Explain(state.question.id)
    state = replace(
        state,
        phase=Phase.EXPLAIN,
        shows=state.shows + 1,
        open=False,
        helped=True,
        unhelped=0,
        troubled=True,
        owed=True,
        replay=(shown,),
        doubt="",
    )
    return state, (Say(line), shown, Say("explained"), *floor(state))


def onward(state: State, rng: random.Random) -> Turn:
    """To the next question; or rest, or close when it is time, on a success where it can be."""
    state = replace(state, open=False, doubt="", silences=0, patient=False)
    if state.minutes >= state.limit or state.lasts:
        # After a hard question, one more that he can do: he leaves on it.
        if not state.owed or state.lasts == _MOST_LASTS or state.minutes >= state.limit + GRACE / 2:
            return close(state, Ending.TIME)
        return _next(replace(state, lasts=_MOST_LASTS), "last_easy")
    if state.minutes >= state.limit - LAST:
        return _next(replace(state, lasts=1), "last_one")
    if state.limit >= SHORT and state.minutes >= state.limit / 2 and not state.rested:
        return rest(state, "break")
    if state.owed:
        return _next(state, "bridge_easier")
    return _next(state, "bridge_next" if rng.random() < _BRIDGES else None)


def back(state: State, rng: random.Random) -> Turn:
    """To the question that was left, or to the next one."""
    if state.awaited:
        return replace(state, phase=Phase.ASK), ()
    if state.open:
        return present(state)
    return onward(state, rng)


def rest(state: State, line: str) -> Turn:
    """A break."""
    return replace(state, phase=Phase.BREAK, rested=True, silences=0, patient=False, doubt=""), (Say(line), Rest())


def close(state: State, ending: Ending) -> Turn:
    """The last words. Nothing follows."""
    line = _CLOSINGS[ending]
    if ending is Ending.TIME and state.missed >= STRUGGLE and state.right:
        line = "close_persevered"
    return replace(state, phase=Phase.CLOSE, open=False, awaited=False), (Say(line), Close(ending))


def _next(state: State, line: str | None) -> Turn:
    state = replace(state, phase=Phase.ASK, awaited=True, silences=0)
    return state, (*([Say(line)] if line else []), Next(state.owed))
