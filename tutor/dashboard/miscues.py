"""What a pupil often misreads: words, and the confusions of letters and sounds that explain several of them."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from speech.slips import every_slip
from speech.verdicts import Verdict
from tutor.classroom import repository as classroom
from tutor.dashboard import repository
from tutor.dashboard.schemas import MiscueExample, MisreadRow, PupilMiscues, SlipRow
from tutor.dashboard.wording import bare_word
from tutor.identity.tables import Teacher
from tutor.practice import corrections

LOOKED_BACK: Final = timedelta(days=60)
"""What was misread earlier is likely to be read by now."""
READINGS: Final = 400
REPEATED: Final = 2
EXAMPLES: Final = 5
ROWS: Final = 12


def pupil_miscues(
    session: Session, teacher: Teacher, pupil_id: UUID, now: datetime, timezone: ZoneInfo
) -> PupilMiscues:
    """The slips and words met twice at least, the most frequent first. Raises NotFoundError.

    What a teacher said was right, or not to be told, is no miscue.
    """
    classroom.pupil_for_teacher(session, teacher, pupil_id)
    since = now - LOOKED_BACK
    slips: dict[str, list[MiscueExample]] = {}
    words: dict[str, list[MiscueExample]] = {}
    read = misread = 0
    corrected = corrections.verdicts_of_pupil(session, pupil_id)
    for attempt_id, at, hearing in repository.hearings_for_teacher(session, teacher, pupil_id, since, READINGS):
        told = corrected.get(attempt_id)
        for word in _read(hearing or {}):
            read += 1
            if word["verdict"] != Verdict.INCORRECT.value or told in (Verdict.CORRECT.value, Verdict.UNSURE.value):
                continue
            misread += 1
            example = _example(word, at, attempt_id)
            words.setdefault(example.word.casefold(), []).append(example)
            if slip := word.get("slip"):
                slips.setdefault(slip, []).append(example)
    named = every_slip()
    return PupilMiscues(
        since=since.astimezone(timezone).date(),
        read=read,
        misread=misread,
        slips=[
            SlipRow(key=key, name=named[key].teacher, times=len(met), examples=met[:EXAMPLES])
            for key, met in _frequent(slips)
            if key in named
        ],
        words=[MisreadRow(word=met[0].word, times=len(met), examples=met[:EXAMPLES]) for _, met in _frequent(words)],
    )


def _read(hearing: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The words that were reached: what comes after in a text was not read."""
    words = hearing.get("words") or []
    fluency = hearing.get("fluency") or {}
    yield from words[: fluency.get("reached", len(words))]


def _example(word: Mapping[str, Any], at: datetime, attempt_id: UUID) -> MiscueExample:
    sounds = f"/{word['phones']}/" if word.get("phones") else None
    return MiscueExample(word=bare_word(word["word"]), heard=word["heard"] or sounds, at=at, attempt_id=attempt_id)


def _frequent(met: Mapping[str, list[MiscueExample]]) -> list[tuple[str, list[MiscueExample]]]:
    often = [(key, examples) for key, examples in met.items() if len(examples) >= REPEATED]
    return sorted(often, key=lambda one: (-len(one[1]), one[0]))[:ROWS]
