"""What Rivet does with what he understood: an answer, a request, or talk, which he leads back kindly."""

import random
from collections.abc import Mapping
from dataclasses import replace

from exercises.maths.number_words import LARGEST, in_words
from tutor.companion.dialogue.acts import Act, Ask, Confirm, Ending, Mark, Say, TellTeacher
from tutor.companion.dialogue.events import Intent, Understood
from tutor.companion.dialogue.marking import then_onward
from tutor.companion.dialogue.moves import (
    back,
    close,
    explain,
    floor,
    help_on,
    offer_touch,
    onward,
    say_again,
    say_and_wait,
    touch_instead,
)
from tutor.companion.dialogue.questions import Grammar
from tutor.companion.dialogue.state import TURNS, Phase, State, Turn

DIGRESSIONS = 2
"""So many times by question Rivet answers what has nothing to do with it; then he goes kindly on."""
DOUBTS = 2
"""After so many misunderstandings on one question, touch is offered."""

SHOWS = 3
"""So many times it is shown how one question is found."""

_TALK: Mapping[Intent, str] = {
    Intent.NAME: "my_name",
    Intent.ABOUT_RIVET: "about_rivet",
    Intent.SMALL_TALK: "small_talk",
    Intent.OFF_TOPIC: "off_topic",
}
_POLITE: Mapping[Intent, str] = {Intent.GREETING: "greet_back", Intent.THANKS: "thanked", Intent.WAIT: "wait_gladly"}
_YES_NO: Mapping[str | None, Intent] = {"oui": Intent.YES, "non": Intent.NO}
_LEAVING = frozenset({Intent.STOP, Intent.FINISHED, Intent.NO})
_STAYING = frozenset({Intent.YES, Intent.AGAIN, Intent.ANSWER, Intent.HELP, Intent.REPEAT})
_CERTAIN = frozenset({Intent.ANSWER, Intent.CORRECTION, Intent.DISTRESS, Intent.STOP})
"""Taken up even when unsure: the child is asked, or listened to."""


def heard(state: State, understood: Understood, rng: random.Random) -> Turn:
    """The child said something."""
    if understood.intent is Intent.DISTRESS:
        return _distress(state)
    if understood.intent is Intent.ANSWER and understood.value in _YES_NO and state.phase not in TURNS:
        # The ear still has the question's grammar; it is Rivet's own question that is answered.
        understood = replace(understood, intent=_YES_NO[understood.value])
    if state.phase is Phase.GREET:
        return state, ()
    if understood.intent is Intent.STOP and state.phase is not Phase.WISH:
        return close(state, Ending.ASKED) if understood.sure else _ask_wish(state)
    if not understood.sure and understood.intent not in _CERTAIN:
        understood = Understood(Intent.UNKNOWN, sure=False, probability=understood.probability)
    state = replace(state, silences=0, patient=False)
    match state.phase:
        case Phase.WAIT | Phase.HINT:
            return _in_turn(state, understood, rng)
        case Phase.CONFIRM:
            return _in_doubt(state, understood, rng)
        case Phase.HOW:
            return _how_told(state, understood, rng)
        case Phase.EXPLAIN:
            return _while_shown(state, understood, rng)
        case Phase.WISH:
            return _wished(state, understood, rng)
        case Phase.BREAK:
            return _while_resting(state, understood, rng)
        case _:
            return _between(state, understood)


def mark(state: State, value: str, *before: Act) -> Turn:
    """Have an answer that was heard marked."""
    state = replace(state, phase=Phase.UNDERSTAND, doubt="", spoken=True, silences=0)
    return state, (*before, Mark(state.question.id, value))


def confirm(state: State, value: str) -> Turn:
    """« J'ai entendu treize. C'est ça ? »"""
    acts: tuple[Act, ...] = (_heard_line(state, value), Confirm(state.question.id, value))
    state = replace(state, phase=Phase.CONFIRM, doubt=value, replay=acts)
    return state, (*acts, *floor(state))


def _heard_line(state: State, value: str) -> Say:
    question = state.question
    if question.grammar is Grammar.NUMBER and value.isdecimal() and int(value) <= LARGEST:
        return Say("ask_number", {"number": in_words(int(value))})
    ways = (question.choices or {}).get(value)
    # What has no saying is shown by Confirm: Rivet only points to it.
    return Say("ask_heard", {"heard": ways[0]}) if ways else Say("ask_shown")


def _in_turn(state: State, understood: Understood, rng: random.Random) -> Turn:
    intent, value = understood.intent, understood.value
    if state.question.grammar is Grammar.YES_NO and intent in (Intent.YES, Intent.NO):
        intent, value = Intent.ANSWER, "oui" if intent is Intent.YES else "non"
    match intent:
        case Intent.ANSWER if value is not None and state.question.grammar is not Grammar.HANDS:
            return _answer(state, value, understood.sure)
        case Intent.CORRECTION if value is not None and state.question.grammar is not Grammar.HANDS:
            return _corrected(state, value, understood.sure)
        case Intent.CORRECTION:
            return say_and_wait(_unmissed(state), _not_that(state))
        case Intent.NO if state.spoken and state.misses:
            return say_and_wait(_unmissed(state), _not_that(state))
        case Intent.DONT_KNOW:
            return help_on(state, "dont_know")
        case Intent.HELP | Intent.NO:
            return help_on(state, "help_gladly")
        case Intent.TOO_HARD if state.hints or not state.question.hints:
            state = replace(state, open=False, owed=True, helped=True, troubled=True, unhelped=0)
            return then_onward(state, "too_hard", rng)
        case Intent.TOO_HARD:
            return help_on(state, "too_hard_hint")
        case Intent.WHY:
            return explain(state)
        case Intent.HOW_FOUND:
            return explain(state, "how_i_found")
        case Intent.REPEAT | Intent.AGAIN:
            return say_again(state, "repeat")
        case Intent.SLOWER:
            return _slower(state)
        case Intent.FINISHED if state.question.grammar is Grammar.HANDS:
            return offer_touch(state, "show_done")
        case Intent.FINISHED:
            return _ask_wish(state)
        case Intent.YES:
            return say_and_wait(state, "your_turn")
        case Intent.WAIT:
            return say_and_wait(replace(state, patient=True), "wait_gladly")
        case Intent.GREETING | Intent.THANKS:
            return say_and_wait(state, _POLITE[intent])
        case Intent.NAME | Intent.ABOUT_RIVET | Intent.SMALL_TALK | Intent.OFF_TOPIC:
            return _digress(state, intent)
        case _:
            return _not_understood(state)


def _answer(state: State, value: str, sure: bool) -> Turn:
    if sure:
        return mark(state, value)
    if state.misheard >= DOUBTS:
        return touch_instead(state)
    return confirm(state, value)


def _corrected(state: State, value: str, sure: bool) -> Turn:
    """« Non, j'ai dit treize » after another number was marked: that miss was the ear's."""
    state = _unmissed(state)
    return mark(state, value, Say("corrected")) if sure else _answer(state, value, sure=False)


def _unmissed(state: State) -> State:
    if state.spoken and state.misses:
        state = replace(state, misses=state.misses - 1, missed=state.missed - 1)
    return replace(state, spoken=False, misheard=state.misheard + 1)


def _not_that(state: State) -> str:
    return "not_that_number" if state.question.grammar is Grammar.NUMBER else "not_that"


def _slower(state: State) -> Turn:
    replayed = tuple(replace(act, slowly=True) if isinstance(act, Ask) else act for act in state.replay)
    return say_again(replace(state, replay=replayed), "slower")


def _digress(state: State, intent: Intent) -> Turn:
    """A short answer, then the question again; after two, kindly on."""
    state = replace(state, digressions=state.digressions + 1)
    return say_again(state, _TALK[intent] if state.digressions <= DIGRESSIONS else "kindly_on")


def _not_understood(state: State) -> Turn:
    state = replace(state, misheard=state.misheard + 1)
    if state.misheard < DOUBTS:
        return say_and_wait(state, "not_understood")
    return touch_instead(state)


def _in_doubt(state: State, understood: Understood, rng: random.Random) -> Turn:
    """Yes, no, a correction, or the answer said again."""
    intent, value = understood.intent, understood.value
    match intent:
        case Intent.YES:
            return mark(state, state.doubt)
        case Intent.ANSWER | Intent.CORRECTION if value is not None:
            if understood.sure or (value == state.doubt and intent is Intent.ANSWER):
                return mark(state, value, *([Say("corrected")] if intent is Intent.CORRECTION else []))
            state = replace(state, misheard=state.misheard + 1)
            return _answer(state, value, sure=False)
        case Intent.NO | Intent.CORRECTION:
            state = replace(state, phase=Phase.WAIT, doubt="", misheard=state.misheard + 1, replay=_asked(state))
            if state.misheard >= DOUBTS:
                return touch_instead(state)
            return say_and_wait(state, _not_that(state))
        case Intent.REPEAT | Intent.AGAIN | Intent.SLOWER:
            return confirm(state, state.doubt)
        case Intent.UNKNOWN | Intent.ANSWER:
            state = replace(state, misheard=state.misheard + 1)
            if state.misheard < DOUBTS:
                return confirm(state, state.doubt)
            return touch_instead(replace(state, phase=Phase.WAIT, doubt="", replay=_asked(state)))
        case Intent.GREETING | Intent.THANKS | Intent.WAIT:
            return say_and_wait(state, _POLITE[intent])
        case _:
            # A request or talk: the doubt is dropped, the question is back on the table.
            return _in_turn(replace(state, phase=Phase.WAIT, doubt="", replay=_asked(state)), understood, rng)


def _asked(state: State) -> tuple[Act, ...]:
    return (Ask(state.question),)


def _how_told(state: State, understood: Understood, rng: random.Random) -> Turn:
    """Whatever the child tells of his way is welcome."""
    match understood.intent:
        case Intent.DONT_KNOW | Intent.NO | Intent.TOO_HARD:
            return then_onward(state, "how_dont_know", rng)
        case Intent.REPEAT | Intent.SLOWER | Intent.AGAIN:
            return say_again(state, "repeat")
        case Intent.WHY | Intent.HOW_FOUND | Intent.HELP:
            return explain(state, "how_i_found")
        case Intent.WAIT | Intent.GREETING | Intent.THANKS:
            return say_and_wait(replace(state, patient=understood.intent is Intent.WAIT), _POLITE[understood.intent])
        case Intent.FINISHED:
            return then_onward(state, "how_thanks", rng)
        case _:
            return then_onward(state, "how_own_words", rng)


def _while_shown(state: State, understood: Understood, rng: random.Random) -> Turn:
    """He looks at the explanation: again if he likes, else on."""
    match understood.intent:
        case Intent.WHY | Intent.HOW_FOUND | Intent.REPEAT | Intent.SLOWER | Intent.HELP if state.shows < SHOWS:
            return explain(state, "explain_again")
        case Intent.DONT_KNOW | Intent.NO | Intent.TOO_HARD:
            return then_onward(state, "not_yet_clear", rng)
        case Intent.CORRECTION:
            return then_onward(state, "misheard_sorry", rng)
        case Intent.WAIT | Intent.GREETING | Intent.THANKS:
            return say_and_wait(replace(state, patient=understood.intent is Intent.WAIT), _POLITE[understood.intent])
        case intent if intent in _TALK and state.digressions < DIGRESSIONS:
            return say_and_wait(replace(state, digressions=state.digressions + 1), _TALK[intent])
        case _:
            return onward(state, rng)


def _while_resting(state: State, understood: Understood, rng: random.Random) -> Turn:
    if understood.intent is Intent.UNKNOWN:
        # The class is moving: a break is not ended by a noise.
        return state, ()
    if understood.intent in (Intent.NO, Intent.WAIT):
        return state, (Say("wait_gladly"),)
    if understood.intent is Intent.FINISHED:
        return _ask_wish(state)
    return resume(state, rng)


def resume(state: State, rng: random.Random) -> Turn:
    """After a break."""
    state, acts = back(state, rng)
    return state, acts if state.phase is Phase.CLOSE else (Say("break_over"), *acts)


def _between(state: State, understood: Understood) -> Turn:
    """The answer is being marked, or the next question chosen: only what cannot wait is answered."""
    intent = understood.intent
    if intent in _TALK and state.digressions < DIGRESSIONS:
        return replace(state, digressions=state.digressions + 1), (Say(_TALK[intent]),)
    return state, (Say("thanked"),) if intent is Intent.THANKS else ()


def _ask_wish(state: State) -> Turn:
    state = replace(state, phase=Phase.WISH, wish=Ending.ASKED, doubt="", misheard=0, silences=0)
    return say_and_wait(state, "wish")


def _distress(state: State) -> Turn:
    """Not for Rivet to handle: he leads to a grown-up, says so once, and lets the child choose."""
    acts: tuple[Act, ...] = (Say("distress"), *(() if state.teacher_told else (TellTeacher(),)))
    state = replace(state, teacher_told=True)
    if state.phase is Phase.GREET:
        return state, acts
    state = replace(state, phase=Phase.WISH, wish=Ending.DISTRESS, doubt="", misheard=0, silences=0)
    return state, (*acts, Say("distress_wish"), *floor(state))


def _wished(state: State, understood: Understood, rng: random.Random) -> Turn:
    ending = state.wish or Ending.ASKED
    if understood.intent is Intent.STOP or (understood.sure and understood.intent in _LEAVING):
        return close(state, ending)
    if understood.intent in _STAYING and understood.sure:
        return stay(state, rng)
    if understood.intent is Intent.WAIT:
        return say_and_wait(replace(state, patient=True), "wait_gladly")
    state = replace(state, misheard=state.misheard + 1)
    if state.misheard < DOUBTS:
        return say_and_wait(state, "distress_wish" if ending is Ending.DISTRESS else "wish")
    return stay(state, rng)


def stay(state: State, rng: random.Random) -> Turn:
    """He goes on."""
    state, acts = back(replace(state, wish=None), rng)
    return state, acts if state.phase is Phase.CLOSE else (Say("going_on"), *acts)
