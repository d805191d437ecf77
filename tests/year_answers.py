"""What pupils may answer to each exercise, marked once by the real code: a right answer, wrong ones and their hints."""

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from exercises.catalogue import Catalogue
from exercises.exercise import Ask, Columns, Compute, Domain, Exercise, Form, ReadAloud, Unit
from exercises.hints import named
from exercises.maths.misconceptions.detect import detectors
from exercises.maths.misconceptions.view import question_of
from learner_model import Item
from speech.verdicts import Verdict
from tutor.demo_history import by_hand
from tutor.errors import TutorError
from tutor.practice.answers import UnreadableError, given_in, judge
from tutor.practice.items import item_of, item_to_json
from tutor.practice.recording import help_with, hint_for
from tutor.practice.replies import Decision
from tutor.practice.schemas import Answer, ColumnsAnswer, NumberAnswer, WrittenAnswer

WRONG = 2
"""Wrong answers kept of an exercise, besides those of misconceptions."""


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """An answer with its verdict. `kept`: as the attempt keeps it; `seconds`: it took, None for any time."""

    kept: dict[str, Any]
    verdict: Verdict
    number: int | None = None
    answer: Answer | None = None
    words: list[dict[str, Any]] = field(default_factory=list)
    fluency: dict[str, Any] | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """An exercise with its answers. Of a reading: how hard each word is, and words that it may be read as."""

    exercise: Exercise
    item: Item
    item_dict: dict[str, Any]
    item_json: str
    right: Given
    wrong: tuple[Given, ...]
    weights: tuple[int, ...] = ()
    near: tuple[tuple[str, ...], ...] = ()


class Sheets:
    """The sheets of the exercises that are met, made once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._known: dict[str, Sheet] = {}
        self._helps: dict[tuple[str, tuple[int, ...], int | None], tuple[str | None, dict[str, Any] | None]] = {}
        self._near: dict[str, list[str]] = {}
        for one in catalogue.exercises.values():
            content = one.content
            if isinstance(content, ReadAloud) and content.unit is Unit.WORD and len(content.text) > 2:
                self._near.setdefault(content.text[:2].lower(), []).append(content.text)

    def of(self, exercise: Exercise) -> Sheet:
        """The sheet of this exercise."""
        sheet = self._known.get(exercise.id)
        if sheet is None:
            sheet = self._known[exercise.id] = self._made(exercise)
        return sheet

    def help(
        self, sheet: Sheet, given: Given, misses: Sequence[Given], decision: Decision
    ) -> tuple[str | None, dict[str, Any] | None]:
        """The hint that is said and the help that is shown after these misses, as the server would."""
        if decision.help_step is None:
            return None, None
        key = (sheet.exercise.id, tuple(id(one) for one in misses if one.answer), decision.help_step)
        if key not in self._helps:
            hint = None
            if sheet.exercise.domain is Domain.MATHS and misses:
                hint = hint_for(sheet.exercise, decision, [given_in(one.kept, one.number) for one in misses])
            shown = help_with(sheet.exercise, given.answer, decision, hint)
            self._helps[key] = (hint.line if hint else None, shown.model_dump(mode="json") if shown else None)
        return self._helps[key]

    def _made(self, exercise: Exercise) -> Sheet:
        item = item_of(exercise)
        as_json = item_to_json(item)
        content = exercise.content
        if isinstance(content, ReadAloud):
            texts = [word.text for word in content.words]
            return Sheet(
                exercise,
                item,
                as_json,
                json.dumps(as_json),
                Given({"type": "heard"}, Verdict.CORRECT),
                (),
                tuple(len(text) ** 2 for text in texts),
                tuple(
                    tuple(near for near in self._near.get(text[:2].lower(), [])[:6] if near != text) for text in texts
                ),
            )
        rng = random.Random(exercise.id)
        answers = list(_marked(exercise, _answers(exercise, rng)))
        right = [one for one in answers if one.verdict is Verdict.CORRECT]
        wrong = [one for one in answers if one.verdict is Verdict.INCORRECT]
        if not right:
            raise ValueError(f"no right answer was found to {exercise.id}")
        return Sheet(exercise, item, as_json, json.dumps(as_json), right[0], tuple(wrong))


def _answers(exercise: Exercise, rng: random.Random) -> Iterator[Answer]:
    content = exercise.content
    if isinstance(content, ReadAloud):
        return
    if isinstance(content, Compute):
        yield NumberAnswer(value=content.answer)
        for slip in (1, -1, 2, 10):
            if 0 <= content.answer + slip <= content.largest:
                yield NumberAnswer(value=content.answer + slip)
    else:
        yield by_hand(content, True, rng)
        for _ in range(WRONG):
            yield by_hand(content, False, rng)
    asked = question_of(exercise)
    if asked is None:
        return
    for detector in detectors().values():
        for answer in sorted(one for one in detector.shown(asked) if isinstance(one, int))[:2]:
            match content:
                case Compute() if answer <= content.largest:
                    yield NumberAnswer(value=answer)
                case Ask(form=Form.NUMBER):
                    yield WrittenAnswer(text=str(answer))
                case Columns():
                    yield ColumnsAnswer(digits=[int(digit) for digit in reversed(str(answer))][:8])


def _marked(exercise: Exercise, answers: Iterable[Answer]) -> Iterator[Given]:
    met = set()
    for answer in answers:
        kept = answer.model_dump(mode="json")
        if (key := json.dumps(kept)) in met:
            continue
        met.add(key)
        try:
            judgement = judge(exercise, answer, None)
        except (TutorError, UnreadableError):
            continue
        missed = exercise.domain is Domain.MATHS and judgement.verdict is Verdict.INCORRECT
        if missed and (found := named(exercise, given_in(kept, judgement.number))):
            kept["misconception"] = found[0]
        yield Given(kept, judgement.verdict, judgement.number, answer)
