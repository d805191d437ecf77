"""After an answer: praise what was done, help with what was missed, and ask at times how it was found."""

import random
from dataclasses import replace

from tutor.companion.dialogue.acts import Act, AskHow, Celebrate, Say
from tutor.companion.dialogue.events import Marked, Outcome
from tutor.companion.dialogue.moves import explain, floor, help_on, onward, say_and_wait, touch_instead
from tutor.companion.dialogue.state import Phase, State, Turn

STRATEGIES = frozenset(
    {
        "counted_from_larger",
        "counted_on",
        "counted_back",
        "counted_all",
        "used_doubles",
        "made_ten",
        "used_tens",
        "broke_apart",
        "knew_it",
        "used_table",
        "used_groups",
        "drew_it",
        "used_fingers",
        "used_blocks",
        "compared",
        "measured",
        "looked_closely",
        "checked_again",
        "tried_again",
    }
)
"""Keys of the ways to find that Rivet can praise by name: each is a line `praise_<key>`."""

CELEBRATED = 5
"""So many right answers, and again as many, are celebrated."""
_FLOW = 3
_COMPUTE = "compute"
_HOW_AFTER = 3
_HOW = 0.5


def marked(state: State, event: Marked, rng: random.Random) -> Turn:
    """The answer is marked."""
    if event.question != state.question.id or not state.open:
        return state, ()
    if state.phase in (Phase.WISH, Phase.BREAK):
        # Marked while something else was talked about: kept, and taken up when the child comes back.
        return _noted(state, event.outcome), ()
    if state.phase is not Phase.UNDERSTAND:
        return state, ()
    state = replace(state, silences=0, patient=False)
    match event.outcome:
        case Outcome.RIGHT:
            return _right(state, event.strategy, rng)
        case Outcome.WRONG:
            return _wrong(state)
        case Outcome.UNREADABLE:
            state = replace(state, phase=Phase.WAIT, misheard=state.misheard + 1)
            if state.misheard > 1:
                return touch_instead(state)
            return say_and_wait(state, "did_not_understand")


def told(state: State, strategy: str | None, rng: random.Random) -> Turn:
    """The child told how he found: thanked, never judged."""
    if state.phase is not Phase.HOW:
        return state, ()
    if strategy is None:
        return then_onward(state, "how_own_words", rng)
    return then_onward(state, f"praise_{strategy}" if strategy in STRATEGIES else "how_thanks", rng)


def then_onward(state: State, line: str, rng: random.Random) -> Turn:
    """A line, then to the next question."""
    state, acts = onward(state, rng)
    return state, (Say(line), *acts)


def _noted(state: State, outcome: Outcome) -> State:
    if outcome is Outcome.RIGHT:
        return replace(state, open=False, right=state.right + 1, since_how=state.since_how + 1)
    if outcome is Outcome.WRONG:
        return replace(state, misses=state.misses + 1, missed=state.missed + 1, run=0)
    return state


def _right(state: State, strategy: str | None, rng: random.Random) -> Turn:
    line = _praise(state, strategy)
    at_once = not state.misses and not state.helped
    state = replace(
        state,
        open=False,
        right=state.right + 1,
        run=state.run + 1 if at_once else 0,
        since_how=state.since_how + 1,
        unhelped=0 if at_once else state.unhelped,
        troubled=not at_once,
    )
    acts: tuple[Act, ...] = (Say(line),)
    if state.right % CELEBRATED == 0:
        acts = (*acts, Celebrate(), Say("celebrate"))
    elif _asks_how(state, at_once, rng):
        state = replace(state, phase=Phase.HOW, since_how=0, silences=0)
        ask = AskHow(state.question.id, state.question.strategies)
        state = replace(state, replay=(ask,))
        return state, (*acts, Say("ask_how"), ask, *floor(state))
    state, more = onward(state, rng)
    return state, (*acts, *more)


def _praise(state: State, strategy: str | None) -> str:
    """By what was done, else by how it went."""
    if strategy in STRATEGIES:
        return f"praise_{strategy}"
    if state.helped:
        return "praise_after_help"
    if state.misses:
        return "praise_tried_again"
    if state.troubled:
        return "easy_win_praise"
    if state.run and state.run % _FLOW == 0:
        return "praise_flow"
    return "praise_compute" if state.question.activity == _COMPUTE else "praise_found"


def _asks_how(state: State, at_once: bool, rng: random.Random) -> bool:
    """At times, when it went well, and never in the last minutes."""
    if not (at_once and state.question.strategies):
        return False
    return state.since_how >= _HOW_AFTER and state.minutes < state.limit - 1 and rng.random() < _HOW


def _wrong(state: State) -> Turn:
    """A hint at once where there is one; without hints one more try, then it is shown."""
    flowing = state.run >= _FLOW
    state = replace(state, misses=state.misses + 1, missed=state.missed + 1, run=0, phase=Phase.WAIT)
    if state.hints < state.question.hints:
        if state.misses > 1:
            return help_on(state, "miss_again")
        return help_on(state, "miss_in_flow" if flowing else "miss_first")
    if state.misses == 1 and not state.unhelped and not state.helped:
        return say_and_wait(replace(state, unhelped=1), "encourage_retry")
    return explain(state, "miss_explained")
