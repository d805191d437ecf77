"""Record: from an answer to the attempt that is kept, with the server's verdict and the reply. No database here."""

import random
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from exercises.exercise import Domain, Exercise, Mode, ReadAloud, Unit
from exercises.given import Given
from exercises.hints import Hint, hint_after, named
from exercises.marking import right_already
from exercises.maths.misconceptions.detect import History
from speech.slips import Slip, every_slip
from speech.verdicts import Verdict
from tutor.practice.answers import Judgement, given_in, judge
from tutor.practice.items import item_of, item_to_json
from tutor.practice.parts import Parts
from tutor.practice.path import Sitting, path_after, path_before
from tutor.practice.receipts import Hearing
from tutor.practice.replies import HELPS, Decision, Try, decide, hints_seen
from tutor.practice.schemas import (
    Answer,
    AttemptIn,
    AttemptOut,
    BuiltAnswer,
    ChosenAnswer,
    HeardWord,
    Help,
    JudgedAnswer,
    RivetLine,
)
from tutor.practice.shown import solution
from tutor.practice.tables import Attempt, Served

_HELPS = ("encourage_retry", "help_read")
"""The acts that a named slip may replace: what follows a misread word, and the help after two."""


def attempt_row(
    sent: AttemptIn,
    served: Served,
    exercise: Exercise,
    hearing: Hearing | None,
    before: Sequence[Attempt],
    sitting: Sitting,
    parts: Parts,
    now: datetime,
    rng: random.Random,
    history: Callable[[], History],
) -> Attempt:
    """The attempt to keep. `before`: the attempts at the same served exercise, in order.

    `history` of the pupil's misconceptions, asked for after a miss in maths only. The one recognised is kept with the
    answer.

    Raises BadInputError when this exercise is not answered so, UnreadableError for an answer that cannot be read.
    """
    judgement = judge(exercise, sent.answer, hearing)
    tries = [_try_of(attempt) for attempt in before]
    mode = exercise.content.mode if isinstance(exercise.content, ReadAloud) else Mode.ALONE
    because = served.reason["because"]
    decision = decide(exercise.domain, exercise.kind, _try(sent.answer, judgement), tries, because, mode)
    # The receipts have done their work: what they said is kept in `hearing`.
    kept = sent.answer.model_dump(mode="json", exclude={"receipt", "earlier"})
    at = bounded(sent.occurred_at, served.served_at, now)
    hint = None
    if exercise.domain is Domain.MATHS and judgement.verdict is Verdict.INCORRECT:
        given, known = given_in(kept, judgement.number), history()
        if found := named(exercise, given, known):
            kept["misconception"] = found[0]
        hint = hint_for(exercise, decision, [*_missed(before), given], known)
    return Attempt(
        id=sent.id,
        pupil_id=served.pupil_id,
        served_id=served.id,
        exercise_id=exercise.id,
        item=item_to_json(item_of(exercise)),
        verdict=judgement.verdict.value,
        answer=kept,
        hearing=hearing.model_dump(mode="json") if hearing else None,
        reply=_reply(sent, served, exercise, judgement, decision, hint, sitting, parts, at, rng).model_dump(
            mode="json"
        ),
        hints=max(sent.hints, hints_seen(exercise.kind, tries, mode)),
        latency_ms=sent.latency_ms,
        mclm=hearing.fluency.mclm if hearing and hearing.fluency else None,
        misconception=kept.get("misconception"),
        heard=True if kept["type"] == "heard" else None,
        occurred_at=at,
        received_at=now,
    )


def asked_again(sent: AttemptIn, sitting: Sitting, parts: Parts, rng: random.Random) -> AttemptOut:
    """The reply to an answer that cannot be read: nothing is kept, the pupil may answer again."""
    line = parts.lines.choose("did_not_understand", rng, avoid=sitting.lines)
    return AttemptOut(
        id=sent.id,
        verdict=Verdict.UNSURE,
        words=[],
        number=None,
        line=RivetLine(act="did_not_understand", text=line),
        then="again",
        help=None,
        path=path_before(sitting, parts.length),
    )


def hint_for(
    exercise: Exercise, decision: Decision, misses: Sequence[Given], known: History | None = None
) -> Hint | None:
    """The hint that comes with this decision after these misses in maths, the last one just made."""
    return hint_after(exercise, misses, known) if decision.help_step is not None else None


def bounded(occurred_at: datetime, served_at: datetime, now: datetime) -> datetime:
    """When it happened, as far as a tablet's clock can be believed: not before it was given, not after now."""
    return min(max(occurred_at, served_at), now)


def _reply(
    sent: AttemptIn,
    served: Served,
    exercise: Exercise,
    judgement: Judgement,
    decision: Decision,
    hint: Hint | None,
    sitting: Sitting,
    parts: Parts,
    at: datetime,
    rng: random.Random,
) -> AttemptOut:
    goes_on = decision.then != "again"
    length = parts.length
    path = path_after(sitting, served.id, length, at) if goes_on else path_before(sitting, length)
    act = "session_end" if decision.then == "next" and path.done == path.goal else decision.act
    return AttemptOut(
        id=sent.id,
        verdict=judgement.verdict,
        words=list(judgement.words),
        number=judgement.number,
        line=hinted(hint, parts) if hint else _line(act, exercise, judgement, sitting, parts, rng),
        then=decision.then,
        help=help_with(exercise, sent.answer, decision, hint),
        path=path,
    )


def hinted(hint: Hint, parts: Parts) -> RivetLine:
    """A hint is written for these very numbers: from now on it may be heard."""
    parts.lines.may_say(hint.line)
    return RivetLine(act="hint", text=hint.line)


def _line(
    act: str, exercise: Exercise, judgement: Judgement, sitting: Sitting, parts: Parts, rng: random.Random
) -> RivetLine:
    slots: dict[str, str] = {}
    misread = [word for word in judgement.words if word.verdict is Verdict.INCORRECT]
    if act in _HELPS and (slip := _slip(misread)):
        act = slip.line
    elif act == "encourage_retry" and isinstance(exercise.content, ReadAloud) and exercise.content.unit is Unit.WORD:
        # What was heard instead helps to look again; but Rivet says only words that somebody wrote for children.
        heard = misread[0].heard if len(misread) == 1 else None
        if heard is not None and heard.casefold() in parts.words:
            act, slots = "misread_heard", {"heard": heard}
    return RivetLine(act=act, text=parts.lines.choose(act, rng, avoid=sitting.lines, **slots))


def _slip(misread: Sequence[HeardWord]) -> Slip | None:
    """The one slip that the ear has named in what was misread; with several, Rivet would name too much at once."""
    keys = {word.slip for word in misread if word.slip}
    return every_slip().get(keys.pop()) if len(keys) == 1 else None


def help_with(exercise: Exercise, answer: Answer | None, decision: Decision, hint: Hint | None) -> Help | None:
    """The help of this decision; `answer`: so that what is right of it already may stay."""
    step = decision.help_step
    if step is None:
        return None
    last = step == HELPS[exercise.domain]
    touched: list[int] = []
    match answer:
        case ChosenAnswer(options=places) | BuiltAnswer(tiles=places):
            touched = places
    return Help(
        step=step,
        figure=hint.figure if hint else None,
        solution=solution(exercise.content) if last else None,
        kept=[] if last or not touched else right_already(exercise, touched),
    )


def _missed(before: Sequence[Attempt]) -> list[Given]:
    return [
        given_in(attempt.answer, attempt.reply["number"])
        for attempt in before
        if attempt.verdict == Verdict.INCORRECT.value
    ]


def _try(answer: Answer, judgement: Judgement) -> Try:
    return Try(answer.type, judgement.verdict, answer.same if isinstance(answer, JudgedAnswer) else None)


def _try_of(attempt: Attempt) -> Try:
    kept: dict[str, Any] = attempt.answer
    return Try(kept["type"], Verdict(attempt.verdict), kept.get("same"))
