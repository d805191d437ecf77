"""One whole sitting with Rivet, as it is said: a simulated CE1 pupil who errs three times, on real exercises.

`python -m benchmarks.conversation [--seed 3] [--minutes 12] [--text]`
The dialogue, its lines, the exercises, hints and marks are those of the product; so are the pupil's errors, each the
answer of a misconception. What he says is understood as written here: there is no sound, and his times are guesses.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import pairwise

from exercises.catalogue import Catalogue
from exercises.exercise import Choose, Compute, Exercise
from exercises.figures import Figure
from exercises.given import Given as Answered
from exercises.hints import STEPS, hint_after
from exercises.maths.misconceptions.detect import detectors
from exercises.maths.misconceptions.view import question_of as asked_of
from exercises.maths.number_words import in_words
from tutor.companion.dialogue import acts as do
from tutor.companion.dialogue import events as on
from tutor.companion.dialogue.events import Intent, Outcome, Understood
from tutor.companion.dialogue.manager import step
from tutor.companion.dialogue.state import TURNS, Phase, State
from tutor.companion.dialogue.wording import Wording
from tutor.companion.lines import Lines
from tutor.companion.talk.questions import can_be_asked, padded, question_of
from tutor.companion.talk.strategies import Strategies
from tutor.companion.understanding.deciding import understand
from tutor.companion.understanding.heard import Heard

PATH = (
    "maths.mental.add_9_29.",
    "maths.doubles.double.",
    "maths.mental.sub_9.",
    "maths.mental.add_two_digits.",
    "maths.comparing.",
    "maths.mental.complements_100.",
    "maths.problems.paquets-d-images.",
    "maths.sequences.1000.next.",
    "maths.problems.reference-de-moins.",
    "maths.mental.hundreds.",
    "maths.fractions.of.",
    "maths.parity.impair.",
    "maths.lengths.m_cm.down.",
)
"""What the sitting goes through, by the beginning of the exercises' ids."""

SAYINGS: Mapping[str, str] = {
    "dont_know": "Je ne sais pas…",
    "why": "Pourquoi ?",
    "slower": "Tu peux parler plus doucement ?",
    "name": "Comment tu t’appelles ?",
    "cat": "Moi, à la maison, j’ai un chat.",
    "wait": "Attends, je cherche.",
}
PUPIL: Mapping[int, tuple[str, ...]] = {
    2: ("slower",),
    3: ("wrong",),
    5: ("unsure",),
    6: ("silence",),
    7: ("wrong", "dont_know"),
    8: ("cat",),
    9: ("misheard",),
    10: ("name",),
    11: ("wrong", "dont_know", "dont_know", "why"),
    13: ("wait", "silence"),
}
"""What he does at each question, from 1, before he answers right."""

_CHARACTERS_A_SECOND = 14.0
_THINKING = (6.0, 16.0)
_PROBLEM = 12.0
_REPLYING = 4.0
_SILENCE = 12.0
_BREAK = 40.0
_MOST_EVENTS = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """One thing said or done, so many seconds after the beginning."""

    at: float
    who: str
    text: str


@dataclass
class Sitting:
    """A sitting under way: the dialogue, the exercise on the table, what was said."""

    catalogue: Catalogue
    lines: Lines
    strategies: Strategies
    rng: random.Random
    state: State = field(default_factory=State)
    seconds: float = 0.0
    transcript: list[Said] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    right: int = 0
    helped: int = 0
    ending: str = ""

    def __post_init__(self) -> None:
        self.wording = Wording(self.lines, self.rng)
        self.exercise: Exercise | None = None
        self.misses: list[Answered] = []
        self.moves: list[str] = []
        self.place = 0

    def run(self, minutes: float) -> None:
        """From the greeting to the closing."""
        self._happens(on.Began(minutes))
        for _ in range(_MOST_EVENTS):
            if self.state.phase is Phase.CLOSE:
                return
            self._happens(on.Finished())
            self._happens(on.Tick(self.seconds / 60))
            if self.state.phase is not Phase.CLOSE:
                self._pupil()
        raise RuntimeError("the conversation does not end")

    def _happens(self, event: on.Event) -> None:
        self.state, acts = step(self.state, event, self.rng)
        for act in acts:
            self._plays(act)

    def _plays(self, act: do.Act) -> None:
        match act:
            case do.Say():
                self._rivet(self.wording.of(act))
            case do.Ask(question):
                self._rivet(" ".join(question.say), f"à l’écran : {_screen(self._now())}")
            case do.Hint(_, number):
                self.helped += 1
                self._hint(number)
            case do.Explain():
                self.helped += 1
                self._hint(STEPS)
                if (look := hint_after(self._now(), padded(self.misses, 2))) and look.figure:
                    self._shows(f"il montre : {_figure(look.figure)}")
                self._shows(f"la réponse apparaît : {_answer(self._now())[1]}")
                self.moves = [move for move in self.moves if move not in ("wrong", "dont_know")]
            case do.Confirm(_, value):
                self._shows(f"{value} s’affiche, avec oui et non")
            case do.AskHow(_, strategies):
                self._shows("à l’écran : " + " / ".join(self.strategies.ways[key] for key in strategies))
            case do.OfferTouch():
                self._shows("il montre comment répondre avec le doigt")
            case do.Celebrate():
                self._shows("des lumières, un petit bond")
            case do.Rest():
                self._shows("une pause : on respire, on s’étire")
                self.seconds += _BREAK
            case do.Next(easier):
                self._happens(on.Given(question_of(*self._chosen(easier))))
            case do.Mark(_, value):
                self._marked(value)
            case do.Close(ending):
                self.ending = ending.value

    def _chosen(self, easier: bool) -> tuple[Exercise, str, tuple[str, ...]]:
        """The next of the path, or an easier one of the skill at hand."""
        if not easier:
            self.place += 1
        path = PATH[(self.place - 1) % len(PATH)]
        fitting = [
            exercise
            for id_, exercise in self.catalogue.exercises.items()
            if id_.startswith(path) and id_ not in self.asked and exercise.grade == "ce1" and can_be_asked(exercise)
        ]
        fitting.sort(key=lambda exercise: exercise.difficulty)
        some = max(1, len(fitting) // 4)
        self.exercise = self.rng.choice(fitting[:some] if easier else fitting[some:] or fitting)
        self.asked.append(self.exercise.id)
        self.misses = []
        self.moves = list(PUPIL.get(len(self.asked), ()))
        return self.exercise, f"q{len(self.asked)}", self.strategies.offered(self.exercise, self.rng)

    def _pupil(self) -> None:
        """What he does, now that it is his turn."""
        move = self.moves.pop(0) if self.moves else "right"
        key, name = _answer(self._now())
        if self.state.phase in TURNS:
            self.seconds += self.rng.uniform(*_THINKING) + (_PROBLEM if "problems" in self._now().id else 0)
        else:
            self.seconds += _REPLYING
        match self.state.phase, move:
            case Phase.HOW, _:
                key = self.state.question.strategies[0]
                self._says(self.strategies.ways[key])
                self._happens(on.Told(key))
            case ((Phase.EXPLAIN | Phase.BREAK), "right"):
                self._speaks("Oui, on continue.")
            case _, "silence":
                self._shows("il ne dit rien")
                self.seconds += _SILENCE
                self._happens(on.Silence(2 * _SILENCE))
            case phase, "right" if phase in TURNS and self.state.misheard > 1:
                self._shows(f"l’enfant touche : {name}")
                self._happens(on.Touched(key))
                self._marked(key)
            case _, "unsure":
                self._speaks(f"Euh… {name}.", Understood(Intent.ANSWER, key, sure=False))
                self._speaks("Oui !")
            case _, "misheard":
                self._speaks(f"{name.capitalize()}.", Understood(Intent.ANSWER, _like(key), sure=False))
                self._speaks(f"Non, j’ai dit {name}.")
            case phase, "wrong" if phase in TURNS:
                self._speaks(f"{in_words(_wrong(self._now())).capitalize()} ?")
            case phase, "right" if phase in TURNS:
                self._speaks(f"{name.capitalize()}.")
            case _, move if move in SAYINGS:
                self._speaks(SAYINGS[move])
            case _:
                self._happens(on.Silence(2 * _SILENCE))

    def _marked(self, value: str) -> None:
        right = value == _answer(self._now())[0]
        self.right += right
        if not right:
            self.errors.append(f"{self._now().id}: {value}")
            self.misses.append(Answered(number=int(value)))
        self._happens(on.Marked(self.state.question.id, Outcome.RIGHT if right else Outcome.WRONG))

    def _hint(self, number: int) -> None:
        hint = hint_after(self._now(), padded(self.misses, number)) or hint_after(self._now(), padded([], number))
        if hint is not None:
            self._rivet(hint.line, f"il montre : {_figure(hint.figure)}" if hint.figure else "")

    def _now(self) -> Exercise:
        if self.exercise is None:
            raise RuntimeError("nothing is asked yet")
        return self.exercise

    def _speaks(self, text: str, heard: Understood | None = None) -> None:
        """`heard`: what a bad ear makes of it."""
        self._says(text)
        self._happens(on.Spoke(heard or understand(Heard(text), self.state.question)))
        self._happens(on.Finished())

    def _says(self, text: str) -> None:
        self.transcript.append(Said(round(self.seconds, 1), "enfant", text))
        self.seconds += len(text) / _CHARACTERS_A_SECOND

    def _rivet(self, text: str, shown: str = "") -> None:
        self.transcript.append(Said(round(self.seconds, 1), "Rivet", text))
        self.seconds += 0.4 + len(text) / _CHARACTERS_A_SECOND
        if shown:
            self._shows(shown)

    def _shows(self, text: str) -> None:
        self.transcript.append(Said(round(self.seconds, 1), "", text))


def _answer(exercise: Exercise) -> tuple[str, str]:
    """The key of the right answer, and how a child says it."""
    content = exercise.content
    if isinstance(content, Choose):
        key = content.answers[0]
        option = content.options[key]
        name = option.say or option.text or ""
        spoken = in_words(int(name)) if name.isdecimal() else name.removeprefix("est ").removesuffix(" que")
        return (name if name in ("oui", "non") else str(key)), spoken
    value = str(content.answer if isinstance(content, Compute) else content.answers[0])  # type: ignore[union-attr]
    return value, in_words(int(value))


def _wrong(exercise: Exercise) -> int:
    """What a child with a misconception would answer."""
    asked, right = asked_of(exercise), _answer(exercise)[0]
    for detector in detectors().values():
        for answer in sorted(map(str, detector.shown(asked))) if asked else ():
            if answer.isdecimal() and answer != right:
                return int(answer)
    return int(right) + 10


def _like(key: str) -> str:
    """A number that the ear may take for this one."""
    value = int(key)
    return str(value - 10 if value > 20 else value + 10)


def _screen(exercise: Exercise) -> str:
    content = exercise.content
    if isinstance(content, Compute):
        return f"{content.left} {content.operator} {content.right}".replace("-", "−")
    prompt = content.prompt  # type: ignore[union-attr]
    shown = [prompt.text or "", _figure(prompt.figure) if prompt.figure else ""]
    if isinstance(content, Choose):
        shown.append(" / ".join(option.text or option.say or "?" for option in content.options))
    return ", ".join(filter(None, shown)) or "le texte et les chiffres"


_FIGURES = {
    "balance": "une balance",
    "bar_model": "des barres",
    "blocks": "des cubes",
    "collection": "des objets rangés",
    "number_line": "une ligne de nombres",
}


def _figure(figure: Figure) -> str:
    return _FIGURES.get(
        figure.tool, {"collection": "des objets rangés"}.get(figure.tool, f"une figure ({figure.tool})")
    )


def as_text(transcript: Sequence[Said]) -> Iterator[str]:
    """The transcript as Markdown, a line each."""
    for said in transcript:
        minutes, seconds = divmod(int(said.at), 60)
        yield f"`{minutes:02}:{seconds:02}` **{said.who}** : {said.text}  " if said.who else f"*({said.text})*  "


def main() -> None:
    """Print the sitting."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=12.0)
    parser.add_argument("--text", action="store_true", help="the transcript alone, as Markdown")
    given = parser.parse_args()
    sitting = Sitting(Catalogue.load(), Lines.load(), Strategies(), random.Random(given.seed))
    sitting.run(given.minutes)
    if given.text:
        print("\n".join(as_text(sitting.transcript)))
        return
    rivet = [said.text for said in sitting.transcript if said.who == "Rivet"]
    result = {
        "minutes": round(sitting.seconds / 60, 1),
        "questions": len(sitting.asked),
        "right": sitting.right,
        "errors": sitting.errors,
        "hints_and_explanations": sitting.helped,
        "ending": sitting.ending,
        "said_by_rivet": len(rivet),
        "said_twice_running": sum(one == two for one, two in pairwise(rivet)),
        "transcript": [asdict(said) for said in sitting.transcript],
        "readable": "\n".join(as_text(sitting.transcript)),
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
