"""What follows an answer: try again, see it done, or go on; and which of Rivet's acts says it. Pure rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from exercises.exercise import Domain, Kind, Mode
from learner_model.interface import Because
from speech.verdicts import Verdict

Then = Literal["again", "help", "next"]
AnswerType = Literal[
    "number", "chosen", "built", "written", "columns", "handled", "heard", "confirmed", "judged", "skipped"
]
_NEVER_AGAIN = (Mode.REPEATED, Mode.ONE_MINUTE)
_SUBJECTS: Mapping[Kind, str] = {Kind.READ_ALOUD: "read", Kind.COMPUTE: "compute"}

HELPS: Mapping[Domain, Literal[2, 3]] = {Domain.READING: 2, Domain.MATHS: 3}
"""Steps of help: after so many misses it is seen done."""

# After this many doubts of the ear on one exercise the pupil goes on: it is the ear that fails, not the pupil.
DOUBTS = 2
# A text of repeated reading is read so often; only the last reading counts for mastery, the first ones prepare it.
READINGS = 3
REHEARSAL = "read_again"


@dataclass(frozen=True, slots=True)
class Try:
    """An answer to a served exercise. `same`: what the pupil judged, None when he did not."""

    answer: AnswerType
    verdict: Verdict
    same: bool | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """`help_step`: in reading 1, listen to the model, 2, see it done; in maths 1 and 2, a hint, 3, see it done."""

    act: str
    then: Then
    help_step: Literal[1, 2, 3] | None = None


def subject_of(kind: Kind) -> str:
    """The end of the names of the acts that fit this kind: read, compute, or find for all that is done by hand."""
    return _SUBJECTS.get(kind, "find")


def decide(
    domain: Domain, kind: Kind, now: Try, before: Sequence[Try], because: Because, mode: Mode = Mode.ALONE
) -> Decision:
    """What follows `now`, after the tries `before` on the same served exercise, chosen for `because`."""
    subject = subject_of(kind)
    if now.answer == "skipped":
        return Decision("skipped", "next")
    if mode is Mode.MEASURED:
        return Decision("campaign_thanks", "next")
    if now.answer == "judged":
        return Decision("judged_same" if now.same else "judged_different", "next")
    if mode is Mode.REPEATED and len(before) + 1 < READINGS:
        return Decision(REHEARSAL, "again")
    if mode in _NEVER_AGAIN and now.verdict is not Verdict.CORRECT:
        return Decision("reading_kept", "next")
    misses = sum(one.verdict is Verdict.INCORRECT for one in before)
    if now.verdict is Verdict.CORRECT:
        persevered = (misses > 0 and mode is not Mode.REPEATED) or because == "win"
        return Decision("easy_win_praise" if persevered else f"praise_{subject}", "next")
    if now.verdict is Verdict.UNSURE:
        if _doubts(before) >= DOUBTS:
            return Decision("skipped", "next")
        if now.answer == "confirmed":
            return Decision("not_that_number", "again")
        return Decision("unsure_judge" if kind is Kind.READ_ALOUD else "did_not_hear", "again")
    last = HELPS[domain]
    if misses + 1 < last:
        return Decision("encourage_retry", "again", 1 if misses == 0 else 2)
    if misses + 1 == last:
        return Decision(f"help_{subject}", "help", last)
    return Decision("skipped", "next")


def hints_seen(kind: Kind, before: Sequence[Try], mode: Mode = Mode.ALONE) -> int:
    """How much help the tries before gave at least: a retry is weaker evidence than a first answer.

    After a doubt on a reading the model is offered; a number that was not heard teaches nothing. Once answered right,
    the same exercise proves little more. Readings that prepare the last one are what that exercise is about.
    """
    if mode is Mode.REPEATED:
        return 0
    misses = sum(one.verdict is Verdict.INCORRECT for one in before)
    listened = kind is Kind.READ_ALOUD and any(one.verdict is Verdict.UNSURE for one in before)
    answered = any(one.verdict is Verdict.CORRECT for one in before)
    return max(misses, int(listened or answered))


def _doubts(before: Sequence[Try]) -> int:
    return sum(one.answer in ("heard", "confirmed") and one.verdict is Verdict.UNSURE for one in before)
