"""Five thousand conversations in which anything happens at any moment: what must always hold, holds."""

import random
from collections.abc import Iterator

from tutor.companion.dialogue.acts import Act, Ask, Close, Confirm, Explain, Hint, Hush, Mark, Next, Say, TellTeacher
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
from tutor.companion.dialogue.questions import Grammar, Question
from tutor.companion.dialogue.state import TURNS, Phase, State
from tutor.companion.dialogue.wording import Wording
from tutor.companion.lines import SLOTS, Lines

WALKS = 5_000
STEPS = 28
AFTERWARDS = 5
"""Events after the end."""
HOW = ("made_ten", "used_doubles", "counted_on")
GRAMMARS = list(Grammar)
VALUES = ("13", "oui", "lundi", "carre", None)
LINES = Lines.load()


def question(number: int, rng: random.Random) -> Question:
    grammar = rng.choice(GRAMMARS)
    choices = {"lundi": ("lundi",), "mardi": ("mardi",)} if grammar is Grammar.CHOICE else None
    hints, how = rng.choice((0, 1, 2)), rng.choice((HOW, ()))
    return Question(f"q{number}", grammar, ("Combien ?",), 100, choices, hints, "compute", how)


def anything(state: State, number: int, rng: random.Random) -> Event:
    """One event, whether or not it makes sense now."""
    match rng.randrange(12):
        case 0 | 1 | 2:
            intent = rng.choice(list(Intent))
            value = rng.choice(VALUES) if intent in (Intent.ANSWER, Intent.CORRECTION) else None
            return Spoke(Understood(intent, value, sure=rng.random() < 0.7))
        case 3:
            return Touched(rng.choice(("13", "made_ten", "")))
        case 4 | 5:
            name = state.question.id if rng.random() < 0.9 else "q_other"
            return Marked(name, rng.choice(list(Outcome)), rng.choice((None, "made_ten", "nothing_known")))
        case 6:
            return Silence(rng.choice((3.0, 9.0, 25.0, 70.0)))
        case 7:
            return rng.choice((Interrupted(), Finished()))
        case 8:
            return rng.choice((Deaf(rng.choice(list(Deafness))), HearingBack()))
        case 9:
            return Told(rng.choice((None, "made_ten", "nothing_known")))
        case 10:
            return rng.choice((Tick(rng.uniform(0, 8)), Began(8), Silence(130.0)))
        case _:
            return Given(question(number, rng) if rng.random() < 0.95 else None)


def sensible(state: State, acts: tuple[Act, ...], number: int, rng: random.Random) -> Event | None:
    """What whoever plays answers to the acts."""
    for act in acts:
        if isinstance(act, Mark):
            return Marked(act.question, rng.choice((Outcome.RIGHT, Outcome.WRONG)))
        if isinstance(act, Next):
            return Given(question(number, rng))
    return None


def walk(seed: int) -> Iterator[tuple[State, Event, State, tuple[Act, ...]]]:
    """One conversation, ended by time if by nothing else."""
    rng = random.Random(seed)
    state = State()
    acts: tuple[Act, ...] = ()
    events: list[Event] = [Began(8, rng.randrange(2))]
    number, oddness = 0, rng.choice((0.1, 0.5))
    for place in range(STEPS):
        number += 1
        if not events:
            event = sensible(state, acts, number, rng) if rng.random() > oddness else None
            if event is None and state.phase in TURNS and rng.random() > oddness:
                event = Spoke(Understood(Intent.ANSWER, "13"))
            events = [event or anything(state, number, rng)]
        event = events.pop()
        if place == STEPS - 1:
            event = rng.choice((Quit(), Tick(30.0)))
        before = state
        state, acts = step(state, event, rng)
        yield before, event, state, acts
        if state.phase is Phase.CLOSE:
            break
    for _ in range(AFTERWARDS):
        event, before = anything(state, number, rng), state
        state, acts = step(state, event, rng)
        yield before, event, state, acts


def test_whatever_happens_the_conversation_holds() -> None:
    seen: set[type[Act]] = set()
    phases: set[Phase] = set()
    for seed in range(WALKS):
        wording, last, errors, told = Wording(LINES, random.Random(seed)), "", 0, 0
        closed = False
        for before, event, state, acts in walk(seed):
            assert not (closed and acts), "nothing after Close"
            if before.speaking and isinstance(event, Interrupted | Spoke | Touched | Quit) and not closed:
                assert acts[0] == Hush(), "interrupted, Rivet is quiet first"
            assert Hush() not in acts[1:]
            for act in acts:
                seen.add(type(act))
                if isinstance(act, Say):
                    assert act.line in SLOTS, "a line of the data"
                    text = wording.of(act)
                    assert text != last, "no line twice running"
                    assert LINES.wrote(text)
                    last = text
                elif isinstance(act, Hint | Explain):
                    errors = 0
                elif isinstance(act, TellTeacher):
                    told += 1
                elif isinstance(act, Ask | Confirm | Mark):
                    assert state.open
            if isinstance(event, Marked) and before.phase is Phase.UNDERSTAND and event.question == before.question.id:
                errors += event.outcome is Outcome.WRONG and not any(isinstance(a, Hint | Explain) for a in acts)
                errors *= event.outcome is not Outcome.RIGHT or bool(before.misses)
            assert errors <= 2, "no more than two questions without help after errors"
            closed = closed or any(isinstance(act, Close) for act in acts)
            assert closed == (state.phase is Phase.CLOSE)
            assert not any(isinstance(act, Close) for act in acts[:-1]), "Close comes last"
            phases.add(state.phase)
        assert closed, "ends in a closing state"
        assert told <= 1
    assert len(seen) == 16
    assert phases >= set(Phase) - {Phase.GREET}
