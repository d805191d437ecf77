"""One lesson, step by step: what happens goes in, what Rivet does comes out. Pure, without a clock.

A first miss has the reply that the author wrote for it, a second has help, a third the explanation; then the lesson
goes on, whatever is answered: no child is kept at a question. Answers are marked here: nothing of them is recorded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from exercises.figures import Figure
from exercises.maths.lessons import Asked, Lesson, Part
from exercises.maths.number_words import LARGEST, in_words
from tutor.companion.dialogue.acts import (
    Act,
    Ask,
    Celebrate,
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
from tutor.companion.dialogue.questions import Grammar, Question
from tutor.companion.lessons.questions import question_of

GRACE = 3.0
"""Minutes past the end of the sitting that a lesson may take to be finished."""
PATIENCE = (8.0, 12.0, 20.0, 60.0)
"""Seconds of silence after which Rivet asks again, offers touch, helps, takes leave."""
LONG = 2.0
"""So much longer when the child answers with his hands, or asked to wait."""
DOUBTS = 2
"""After so many misunderstandings on one question, touch is offered."""
LADDER = 3
"""The reply to a miss, help, the explanation."""

_TALK: Mapping[Intent, str] = {
    Intent.NAME: "my_name",
    Intent.ABOUT_RIVET: "about_rivet",
    Intent.SMALL_TALK: "small_talk",
    Intent.OFF_TOPIC: "off_topic",
}
_POLITE: Mapping[Intent, str] = {
    Intent.GREETING: "greet_back",
    Intent.THANKS: "thanked",
    Intent.WAIT: "wait_gladly",
    Intent.YES: "your_turn",
}
_HELP: Mapping[Intent, str] = {
    Intent.DONT_KNOW: "dont_know",
    Intent.HELP: "help_gladly",
    Intent.NO: "help_gladly",
    Intent.TOO_HARD: "too_hard_hint",
    Intent.WHY: "help_gladly",
    Intent.HOW_FOUND: "help_gladly",
}
_DEAF: Mapping[Deafness, str] = {
    Deafness.DENIED: "deaf_ears",
    Deafness.NO_EAR: "deaf_ears",
    Deafness.NOISE: "deaf_noise",
    Deafness.TWO_VOICES: "deaf_voices",
    Deafness.BUSY: "deaf_busy",
}
_CLOSINGS: Mapping[Ending, str] = {
    Ending.TIME: "close_time",
    Ending.ASKED: "close_asked",
    Ending.LEFT: "close_left",
    Ending.DISTRESS: "close_distress",
}
_VOICED = (Say, SayWritten, Ask)
_CUTS_IN = (Spoke, Touched, Interrupted, Quit)


@dataclass(frozen=True, slots=True)
class State:
    """Where a lesson stands.

    `step`: the one whose question is asked; `rungs`: of the ladder of help climbed for it; `doubt`: what the ear thinks
    it heard; `deaf`: only touch is of use, which was `told` once for each reason; `speaking`: Rivet may still be heard.
    """

    lesson: Lesson
    step: int = 0
    began: bool = False
    ended: bool = False
    speaking: bool = False
    limit: float = 0.0
    rungs: int = 0
    silences: int = 0
    patient: bool = False
    misheard: int = 0
    doubt: str | None = None
    deaf: bool = False
    told: frozenset[str] = frozenset()

    @property
    def question(self) -> Question:
        """What is asked now."""
        return question_of(self.lesson, self.step)

    @property
    def asked(self) -> Asked:
        """The same as its author wrote it."""
        asked = self.lesson.steps[self.step].asked
        if asked is None:
            raise ValueError(f"step {self.step} of {self.lesson.slug} asks nothing")
        return asked

    @property
    def table(self) -> Figure | None:
        """What stands on the table when it is asked."""
        return self.lesson.steps[self.step].table


Turn = tuple[State, tuple[Act, ...]]


def step(state: State, event: Event) -> Turn:
    """The state after this event, and what Rivet does, in order. After Close nothing happens any more."""
    if state.ended:
        return state, ()
    after, acts = _react(state, event)
    speaking = state.speaking
    if isinstance(event, Interrupted) or (speaking and isinstance(event, _CUTS_IN)):
        acts, speaking = (Hush(), *acts), False
    elif isinstance(event, Finished | Silence):
        speaking = False
    return replace(after, speaking=speaking or any(isinstance(act, _VOICED) for act in acts)), acts


def _react(state: State, event: Event) -> Turn:
    if isinstance(event, Quit):
        return _close(state, Ending.LEFT)
    if not state.began:
        if isinstance(event, Began):
            return _onward(replace(state, began=True, limit=event.minutes), 0)
        return state, ()
    match event:
        case Touched(value):
            return _answered(_awake(state), value)
        case Spoke(understood):
            return _heard(_awake(state), understood)
        case Interrupted():
            return _awake(state), _floor(state)
        case Silence(seconds):
            return _silence(state, seconds)
        case Deaf(reason):
            return _deaf(state, reason)
        case HearingBack():
            state = replace(state, deaf=False)
            return state, _floor(state)
        case Tick(minutes) if minutes >= state.limit + GRACE:
            return _close(state, Ending.TIME)
    return state, ()


# --- The lesson ---


def _onward(state: State, to: int) -> Turn:
    """Tell the steps from this one to the next question and ask it; at the end of the lesson, hand over."""
    acts: tuple[Act, ...] = ()
    for number in range(to, len(state.lesson.steps)):
        one = state.lesson.steps[number]
        acts += _told(state, one.told, one.table)
        if one.asked is not None:
            state = replace(state, step=number, rungs=0, silences=0, patient=False, misheard=0)
            return _ask(state, *acts)
    over = (Celebrate(), HandOver(state.lesson.slug, state.lesson.practice), Close(Ending.DONE))
    return replace(state, ended=True, doubt=None), (*acts, *over)


def _told(state: State, part: Part, table: Figure | None = None) -> tuple[Act, ...]:
    """A part of the lesson: the figure that it lays, or the one that was there; then what is said about it."""
    figure = part.figure or table
    shown = (Show(figure),) if figure else ()
    return (*shown, SayWritten(state.lesson.slug, part.sentences)) if part.sentences else shown


def _ask(state: State, *before: Act, slowly: bool = False) -> Turn:
    return replace(state, doubt=None), (*before, Ask(state.question, slowly), *_floor(state))


def _floor(state: State) -> tuple[Act, ...]:
    """The child's turn: by voice when he can be heard, by touch when not."""
    return (OfferTouch(state.question.id),) if state.deaf else (Listen(state.question.id),)


def _answered(state: State, given: str) -> Turn:
    """On when it is right, or when all help was given; else one rung more of help."""
    state = replace(state, doubt=None)
    right = state.lesson.marked(state.step, given)
    slip = state.lesson.slip(state.step, given)
    if right is None:
        hands = state.question.grammar is Grammar.HANDS
        return _offer_touch(state, "show_done" if hands else "not_understood")
    if right:
        return _go_on(state, slip.reply if slip else state.asked.when_right)
    if state.rungs >= LADDER:
        return _go_on(state, None)
    if state.rungs:
        return _help(state)
    reply = slip.reply if slip else state.asked.else_wrong
    state = replace(state, rungs=1)
    return _ask(state, *(_told(state, reply) if reply else (Say("encourage_retry"),)))


def _go_on(state: State, reply: Part | None) -> Turn:
    said = _told(state, reply) if reply else (Say("going_on"),)
    state, acts = _onward(state, state.step + 1)
    return state, (*said, *acts)


def _help(state: State, line: str | None = None) -> Turn:
    """The next rung: help, then the explanation; after it, the child does it himself, or the lesson goes on."""
    before = (Say(line),) if line else ()
    part = state.asked.help if state.rungs < LADDER - 1 else state.asked.explanation
    if part is None:  # a prediction: there was nothing to know
        return _go_on(state, state.asked.when_right)
    state = replace(state, rungs=max(2, state.rungs + 1), silences=0, misheard=0)
    return _ask(state, *before, *_told(state, part))


# --- What is heard ---


def _heard(state: State, understood: Understood) -> Turn:
    intent, value, sure = understood.intent, understood.value, understood.sure
    grammar = state.question.grammar
    if intent is Intent.DISTRESS:
        state, acts = _close(state, Ending.DISTRESS)
        return state, (Say("distress"), TellTeacher(), *acts)
    if state.doubt is not None:
        if intent is Intent.YES or (intent is Intent.ANSWER and value in (state.doubt, "oui")):
            return _answered(state, state.doubt)
        if intent is Intent.NO or (intent is Intent.CORRECTION and value is None):
            return _misheard(replace(state, doubt=None), "not_that_number")
        if intent is Intent.UNKNOWN and state.misheard + 1 < DOUBTS:  # a noise: the tablet still shows the doubt
            return _confirm(replace(state, misheard=state.misheard + 1), state.doubt)
        state = replace(state, doubt=None)
    elif grammar is Grammar.YES_NO and intent in (Intent.YES, Intent.NO):
        intent, value = Intent.ANSWER, "oui" if intent is Intent.YES else "non"
    if intent in (Intent.ANSWER, Intent.CORRECTION) and value is not None and grammar is not Grammar.HANDS:
        if sure:
            return _answered(state, value)
        return _misheard(state, "") if state.misheard >= DOUBTS else _confirm(state, value)
    if not sure:
        return _misheard(state, "not_understood")
    if intent in _HELP:
        return _help(state, _HELP[intent])
    if intent in _POLITE:
        return replace(state, patient=intent is Intent.WAIT), (Say(_POLITE[intent]), *_floor(state))
    match intent:
        case Intent.STOP:
            return _close(state, Ending.ASKED)
        case Intent.REPEAT | Intent.AGAIN:
            return _ask(state, Say("repeat"), *_again(state))
        case Intent.SLOWER:
            return _ask(state, Say("slower"), *_again(state), slowly=True)
        case Intent.FINISHED if grammar is Grammar.HANDS:
            return _offer_touch(state, "show_done")
        case Intent.NAME | Intent.ABOUT_RIVET | Intent.SMALL_TALK | Intent.OFF_TOPIC:
            return _ask(state, Say(_TALK[intent]))
    return _misheard(state, "not_that_number" if intent is Intent.CORRECTION else "not_understood")


def _again(state: State) -> tuple[Act, ...]:
    """What was told before the question, or the help that was given since."""
    since = {0: state.lesson.steps[state.step].told, 2: state.asked.help, LADDER: state.asked.explanation}
    part = since.get(state.rungs)
    return _told(state, part) if part else ()


def _confirm(state: State, value: str) -> Turn:
    """« J'ai entendu treize. C'est ça ? »"""
    ways = (state.question.choices or {}).get(value)
    if value.isdecimal() and int(value) <= LARGEST and state.question.grammar is Grammar.NUMBER:
        line = Say("ask_number", {"number": in_words(int(value))})
    else:
        line = Say("ask_heard", {"heard": ways[0]}) if ways else Say("ask_shown")
    return replace(state, doubt=value), (line, Confirm(state.question.id, value), *_floor(state))


def _misheard(state: State, line: str) -> Turn:
    state = replace(state, misheard=state.misheard + 1)
    if state.misheard < DOUBTS:
        return state, (Say(line), *_floor(state))
    if state.misheard % DOUBTS:  # not at each noise of the class
        return state, _floor(state)
    return _offer_touch(state, "rather_touch")


def _offer_touch(state: State, line: str) -> Turn:
    listen = () if state.deaf else _floor(state)
    return replace(state, doubt=None), (Say(line), OfferTouch(state.question.id), *listen)


# --- What is not heard ---


def _awake(state: State) -> State:
    """The child is there."""
    return replace(state, silences=0, patient=False)


def _silence(state: State, seconds: float) -> Turn:
    hands = state.question.grammar is Grammar.HANDS
    if seconds < PATIENCE[state.silences] * (LONG if hands or state.patient else 1):
        return state, ()
    count = state.silences + 1
    state = replace(state, silences=count, patient=False)
    if count == len(PATIENCE):
        return _close(state, Ending.LEFT)
    if count == 1:
        return _ask(state, Say("silence_again"))
    if count == 2 or state.asked.is_prediction or state.rungs >= LADDER:
        return _offer_touch(state, "silence_touch" if count == 2 else "silence_wait")
    state, acts = _help(state, "help_gladly")
    return replace(state, silences=count), acts


def _deaf(state: State, reason: Deafness) -> Turn:
    """Said once for each reason; the lesson goes on by touch."""
    if reason is Deafness.ASLEEP:
        return state, ()
    if reason is Deafness.NO_VERDICT:  # about one utterance only
        return _misheard(replace(state, doubt=None), "not_understood")
    line, known = _DEAF[reason], _DEAF[reason] in state.told
    state = replace(state, deaf=True, doubt=None, told=state.told | {line})
    return state, () if known else (Say(line), *_floor(state))


def _close(state: State, ending: Ending) -> Turn:
    return replace(state, ended=True, doubt=None), (Say(_CLOSINGS[ending]), Close(ending))
