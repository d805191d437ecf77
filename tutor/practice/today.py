"""What went well in a sitting, in the child's own words and sums: never a score, a rank or a comparison with others."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session

from exercises.exercise import Ask, Build, Columns, Compute, Exercise, Form, ReadAloud, Write
from exercises.skills import Skill
from exercises.typography import NO_BREAK
from learner_model import Status, mastery_of
from learner_model.mastery import SURE_WINS
from speech.verdicts import Verdict
from tutor.decisions.obeying import will_of_pupil, with_length
from tutor.practice import mastery, repository
from tutor.practice.content import exercise_for_pupil
from tutor.practice.parts import Parts
from tutor.practice.path import AGAIN, walk_before
from tutor.practice.schemas import TodayOut
from tutor.practice.tables import Attempt
from tutor.practice.what_next import sitting_of_pupil

SHOWN: Final = 8
"""Words, or sums, that are shown: the last ones."""
SKILLS: Final = 2
"""Skills newly mastered that are told."""
LONG: Final = 3
"""Letters of a word beyond which it is worth showing."""
LONGEST_SUM: Final = 14
SMOOTHER: Final = 1.05
"""How much faster than an earlier reading of the same text is told."""
_GAP = re.compile("_{3,}")
_NO_VERB = ("Ne ", "Doubles ")
_KNOW: Final = "Connaître "


@dataclass(frozen=True, slots=True)
class Done:
    """An answer of this sitting: to which exercise, and what was kept of it."""

    exercise: Exercise
    served_id: UUID
    verdict: str
    answer: Mapping[str, Any]
    words: Sequence[str] = ()
    pace: int | None = None

    @classmethod
    def of(cls, attempt: Attempt, exercise: Exercise) -> "Done":
        """What the row keeps; `words`: those of a reading that were read right."""
        right = [one["word"] for one in attempt.reply["words"] if one["verdict"] == Verdict.CORRECT.value]
        return cls(exercise, attempt.served_id, attempt.verdict, attempt.answer, right, attempt.mclm)

    @property
    def right(self) -> bool:
        """The answer was right; a reading without the ear, when the pupil found it the same as the model."""
        return self.verdict == Verdict.CORRECT.value or bool(self.answer.get("same"))


def today_of_pupil(session: Session, pupil_id: UUID, parts: Parts, now: datetime) -> TodayOut:
    """What went well in the session under way; nothing yet when there is none."""
    parts = with_length(parts, will_of_pupil(session, pupil_id, now))
    so_far = sitting_of_pupil(session, pupil_id, parts, now)
    lap = walk_before(so_far, parts.length).lap
    if so_far.began is None:
        return TodayOut(said=[], words=[], written=[], sums=[], tried_again=0, may_go_on=True)
    done = [
        Done.of(attempt, exercise)
        for attempt in repository.attempts_of_pupil_since(session, pupil_id, so_far.began)
        if (exercise := exercise_for_pupil(session, pupil_id, attempt.exercise_id, parts.catalogue)) is not None
    ]
    said = [*_smoother(done), *_learnt(session, pupil_id, done, parts, now)]
    for sentence in said:
        parts.lines.may_say(sentence)
    return TodayOut(
        said=said,
        words=_last(word for one in done for word in read_words(one)),
        written=_last(word for one in done if one.right and (word := written(one.exercise))),
        sums=_last(text for one in done if one.right and (text := as_sum(one.exercise))),
        tried_again=tried_again(done),
        may_go_on=lap <= AGAIN,
    )


def read_words(done: Done) -> Iterable[str]:
    """The words of a reading that are worth showing, without their punctuation."""
    content = done.exercise.content
    if not done.right or not isinstance(content, ReadAloud):
        return
    for text in done.words or [word.text for word in content.words]:
        bare = text.strip(f" .,;:!?…«»—(){NO_BREAK}").lower()
        if len(bare) > LONG:
            yield bare


def written(exercise: Exercise) -> str | None:
    """The word that this exercise has one write, whole; None for anything else."""
    match exercise.content:
        case Write(prompt=prompt, answers=(answer, *_)):
            gap = prompt.text is not None and _GAP.search(prompt.text) is not None
            word = _GAP.sub(answer, prompt.text or "") if gap else answer
        case Build(joined="", answers=(tiles, *_)):
            word = "".join(tiles)
        case _:
            return None
    return word if " " not in word and len(word) >= LONG else None


def as_sum(exercise: Exercise) -> str | None:
    """The computation with its result, on one short line; None for anything else."""
    match exercise.content:
        case Compute(left=left, operator=operator, right=right, answer=answer):
            return f"{left} {_sign(operator)} {right} = {answer}"
        case Columns(operands=operands, operator=operator) as columns:
            return f"{f' {_sign(operator)} '.join(map(str, operands))} = {columns.result}"
        case Ask(form=Form.NUMBER, prompt=prompt, answers=(answer, *_)):
            if prompt.text and _GAP.search(prompt.text) and len(prompt.text) <= LONGEST_SUM:
                return _GAP.sub(answer, prompt.text)
    return None


def tried_again(done: Sequence[Done]) -> int:
    """Exercises that were missed, then found."""
    missed = {one.served_id for one in done if one.verdict == Verdict.INCORRECT.value}
    return len({one.served_id for one in done if one.verdict == Verdict.CORRECT.value} & missed)


def in_kind_words(skill: Skill) -> str | None:
    """A skill newly mastered, said to the child; None for those whose name does not lend itself to it.

    >>> in_kind_words(Skill(id="reading.x", name="Lire une phrase courte", grade="cp", prerequisites=(),
    ...     programme="CP, lire"))
    'Maintenant, tu sais lire une phrase courte.'
    """
    name = re.sub(r" \(.*\)", "", skill.name).strip()
    if name.startswith(_NO_VERB):
        return None
    if name.startswith(_KNOW):
        return f"Maintenant, tu connais {name.removeprefix(_KNOW)}."
    name = name.removeprefix("Savoir ")
    return f"Maintenant, tu sais {name[0].lower()}{name[1:]}."


def _smoother(done: Sequence[Done]) -> list[str]:
    """The last text that was read more fluently than a time before, in this sitting."""
    first: dict[str, int] = {}
    told: list[str] = []
    for one in done:
        content = one.exercise.content
        if one.pace is None or not isinstance(content, ReadAloud) or not content.title:
            continue
        before = first.setdefault(one.exercise.id, one.pace)
        if one.pace >= SMOOTHER * before and one.pace > before:
            told = [f"Tu as lu «{NO_BREAK}{content.title}{NO_BREAK}» de mieux en mieux."]
    return told


def _learnt(session: Session, pupil_id: UUID, done: Sequence[Done], parts: Parts, now: datetime) -> list[str]:
    """The skills acquired in this sitting: acquired now, when the successes before it were too few to say so."""
    wins: dict[str, int] = {}
    for one in done:
        if one.verdict == Verdict.CORRECT.value:
            for skill in one.exercise.skills:
                wins[skill] = wins.get(skill, 0) + 1
    if not wins:
        return []
    state = mastery.state_for(session, pupil_id, parts.learner)
    known = mastery_of(parts.learner, state, parts.shelf.everything, now.timestamp())
    new = [
        one.skill
        for one in known
        if one.status is Status.ACQUIRED and one.skill in wins and one.successes - wins[one.skill] < SURE_WINS
    ]
    skills = parts.catalogue.skills.skills
    told = [sentence for one in new if one in skills and (sentence := in_kind_words(skills[one]))]
    return told[-SKILLS:]


def _last(found: Iterable[str]) -> list[str]:
    """The last ones, each once."""
    return list(dict.fromkeys(found))[-SHOWN:]


def _sign(operator: str) -> str:
    return "−" if operator == "-" else operator
