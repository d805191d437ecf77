"""What an ear heard, as it is signed for the tablet and later recorded."""

import dataclasses
from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

from exercises.exercise import Kind
from speech.texts.reading import TextReading
from speech.verdicts import Reading, SpokenNumber, Verdict
from tutor.practice.receipts import Hearing
from tutor.practice.schemas import Fluency, HeardEvent, HeardWord

Request = Literal["dont_know", "repeat", "help"]


def signable(
    heard: Reading | SpokenNumber,
    kind: Kind,
    served_id: UUID,
    pupil_id: UUID,
    now: datetime,
    may_ask: bool,
    line: int | None = None,
    recording: UUID | None = None,
) -> Hearing:
    """The hearing of a served exercise. `may_ask`: a doubtful number may be asked about, so it is kept.

    `line`: of a text read in turns, the one that was heard. `recording`: what is kept of it.
    """
    if isinstance(heard, SpokenNumber):
        verdict = Verdict.UNSURE if heard.number is None else Verdict.CORRECT
        words, number, probability = [], heard.number, heard.probability
        likeliest = heard.likeliest if number is None and may_ask else None
    else:
        verdict, number, likeliest = heard.verdict, None, None
        words = [HeardWord(**dataclasses.asdict(word)) for word in heard.words]
        probability = min(word.probability for word in heard.words)
    return Hearing(
        pupil_id=pupil_id,
        served_id=served_id,
        kind=kind,
        verdict=verdict,
        words=words,
        number=number,
        fluency=_fluency(heard) if isinstance(heard, TextReading) else None,
        likeliest=likeliest,
        line=line,
        recording=recording,
        probability=probability,
        engine=heard.engine,
        at=now,
    )


def together(hearings: Sequence[Hearing]) -> Hearing:
    """One hearing of a text that was heard line by line: each line as it was heard last, in the order of the text."""
    last = hearings[-1]
    lines = [one for _, one in sorted({one.line or 0: one for one in hearings}.items())]
    verdicts = {one.verdict for one in lines}
    worst = next(one for one in (Verdict.INCORRECT, Verdict.UNSURE, Verdict.CORRECT) if one in verdicts)
    words = [word for one in lines for word in one.words]
    probability = min(one.probability for one in lines)
    return last.model_copy(update={"verdict": worst, "words": words, "probability": probability, "line": None})


def request_in(heard: Reading | SpokenNumber) -> Request | None:
    """What was asked for instead of a number."""
    match heard:
        case SpokenNumber(request="dont_know" | "repeat" | "help" as request):
            return request
    return None


def _fluency(heard: TextReading) -> Fluency:
    return Fluency(
        mclm=heard.mclm,
        phrasing=heard.phrasing,
        reading_seconds=heard.reading_seconds,
        reached=heard.reached,
        events=[HeardEvent(**dataclasses.asdict(event)) for event in heard.events],
    )
