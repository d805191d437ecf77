"""When nothing is heard: patience for silence, and touch when the ear is of no use."""

import random
from collections.abc import Mapping
from dataclasses import replace

from tutor.companion.dialogue.acts import Ending, Next, OfferTouch, Say
from tutor.companion.dialogue.events import Deafness
from tutor.companion.dialogue.hearing import confirm
from tutor.companion.dialogue.marking import then_onward
from tutor.companion.dialogue.moves import (
    close,
    floor,
    offer_touch,
    onward,
    present,
    rest,
    say_again,
    say_and_wait,
)
from tutor.companion.dialogue.questions import Grammar
from tutor.companion.dialogue.state import TURNS, Phase, State, Turn

PATIENCE = (8.0, 12.0, 20.0, 60.0)
"""Seconds of silence after which Rivet asks again, then offers touch, then says that he waits, then rests."""
LONG = 2.0
"""So much longer when the child asked to wait, or answers with his hands."""
REST = 120.0
"""Seconds of silence in a break after which Rivet takes leave."""
_LOST = 8.0

_DEAF: Mapping[Deafness, str] = {
    Deafness.DENIED: "deaf_ears",
    Deafness.NO_EAR: "deaf_ears",
    Deafness.NOISE: "deaf_noise",
    Deafness.TWO_VOICES: "deaf_voices",
    Deafness.BUSY: "deaf_busy",
}


def silence(state: State, seconds: float, rng: random.Random) -> Turn:
    """Nothing was heard for so long since Rivet finished."""
    match state.phase:
        case Phase.WAIT | Phase.HINT | Phase.CONFIRM:
            return _still_thinking(state, seconds)
        case _ if state.phase is not Phase.BREAK and seconds < _LOST * (LONG if state.patient else 1):
            return state, ()
        case Phase.HOW:
            return then_onward(state, "how_passed", rng)
        case Phase.EXPLAIN:
            return onward(state, rng)
        case Phase.BREAK:
            return close(state, Ending.LEFT) if seconds >= REST else (state, ())
        case Phase.WISH if not state.silences:
            return say_and_wait(replace(state, silences=1), "silence_wait")
        case Phase.WISH:
            return close(state, state.wish or Ending.ASKED)
        case Phase.ASK if state.awaited:
            # The next question was lost on the way: asked for again.
            return state, (Next(state.owed),)
        case Phase.UNDERSTAND:
            return present(state)
        case _:
            return state, ()


def _still_thinking(state: State, seconds: float) -> Turn:
    long = state.patient or state.question.grammar is Grammar.HANDS
    if seconds < PATIENCE[state.silences] * (LONG if long else 1):
        return state, ()
    count = state.silences + 1
    state = replace(state, silences=count, patient=False)
    if count == len(PATIENCE):
        return rest(state, "silence_break")
    if count == 1 and state.doubt:
        return confirm(state, state.doubt)
    if count == 1:
        return say_again(state, "silence_again")
    if count == 2 and not state.deaf:
        return offer_touch(state, "silence_touch")
    return say_and_wait(replace(state, phase=Phase.WAIT, doubt="") if state.doubt else state, "silence_wait")


def deaf(state: State, reason: Deafness) -> Turn:
    """The ear is of no use: said once for each reason, and the conversation goes on by touch."""
    if reason is Deafness.ASLEEP:
        return replace(state, asleep=True), ()
    if reason is Deafness.NO_VERDICT:
        # About one utterance only: the ear goes on.
        if state.phase not in TURNS:
            return state, ()
        return offer_touch(replace(state, misheard=state.misheard + 1), "rather_touch")
    line = _DEAF[reason]
    state = replace(state, deaf=line)
    if line in state.told or state.phase in (Phase.GREET, Phase.ASK):
        return state, ()
    touch = (OfferTouch(state.question.id),) if state.phase in TURNS else ()
    return replace(state, told=state.told | {line}), (Say(line), *touch)


def hearing_back(state: State) -> Turn:
    """The ear works again, or the tablet woke up."""
    woke, deaf_before = state.asleep, state.deaf
    state = replace(state, asleep=False, deaf="", silences=0)
    if woke and state.phase in TURNS | {Phase.CONFIRM}:
        return say_again(state, "awake")
    if not deaf_before:
        return state, ()
    if state.ears_told or state.phase not in TURNS or deaf_before not in state.told:
        return state, floor(state)
    return say_and_wait(replace(state, ears_told=True), "ears_back")
