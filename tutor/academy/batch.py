"""Batch work over the attempts of many schools: calibration, and indicators. By one process, or by a gang of Dask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from learner_model.errors import LearnerModelError
from learner_model.in_parts.calibration import calibrate_in_parts
from learner_model.in_parts.crew import Alone, Crew
from learner_model.in_parts.part import Part, losses
from learner_model.log import JOIN
from learner_model.parameters import Parameters
from tutor.academy.counting import Practice, Row, count
from tutor.academy.exchange import Share, log_of, months_of, shares
from tutor.academy.workers import Gang, mapped

ANSWERS_A_SHARE = 250_000
"""Enough for NumPy to be busy, few enough for several to be in memory: about 300 MB while it is replayed."""
LEFT_OUT = 5
"""One share in so many compares the models, and is not fitted to."""
MOST_COMPARED = 100_000
LONGEST_ANSWER = 240.0
"""Seconds: of a longer answer, no more counts as time of practice (as tutor.practice.path)."""


@dataclass(frozen=True)
class Compared:
    """The academy's calibration. `gain`: log loss won an answer on pupils not fitted to; `doubt`: standard error."""

    parameters: Parameters
    pupils: int
    answers: int
    before: float
    after: float
    gain: float
    doubt: float


def part_of(share: Share) -> Part:
    """The answers of some classes, to be fitted to."""
    return Part(log_of(share))


def crew_of(client: Any, given: Sequence[Share]) -> Crew:
    """Dask's workers, or without a client this process."""
    return Gang(client, part_of, given) if client else Alone([part_of(share) for share in given])


def fit(
    client: Any, given: Sequence[Share], prerequisites: Mapping[str, Sequence[str]], base: Parameters, version: str
) -> Parameters:
    """Parameters fitted to these classes."""
    return calibrate_in_parts(crew_of(client, given), dict(prerequisites), base, version)


def calibrated(
    client: Any, folder: Path, prerequisites: Mapping[str, Sequence[str]], current: Parameters, version: str
) -> Compared:
    """Fit to four shares of classes in five, compare on pupils of the others. LearnerModelError when too few."""
    everything = shares(folder, ANSWERS_A_SHARE)
    if len(everything) < LEFT_OUT:  # a small academy: smaller shares
        everything = shares(folder, max(1, sum(one.answers for one in everything) // (2 * LEFT_OUT)))
    if len(everything) < LEFT_OUT:
        raise LearnerModelError(f"calibrating an academy needs {LEFT_OUT} classes at least")
    compared = everything[LEFT_OUT - 1 :: LEFT_OUT]
    learnt = [share for place, share in enumerate(everything) if place % LEFT_OUT != LEFT_OUT - 1]
    found = fit(client, learnt, prerequisites, current, version)
    most = max(1, MOST_COMPARED // len(compared))
    told = crew_of(client, compared).collect(losses, (current, found), dict(prerequisites), most)
    answers, before, after = (np.concatenate(columns) for columns in zip(*told, strict=True))
    won = before - after
    gain, pupils = float(won.sum() / answers.sum()), len(answers)
    spread = won - gain * answers
    return Compared(
        parameters=found,
        pupils=pupils,
        answers=sum(share.answers for share in learnt),
        before=float(before.sum() / answers.sum()),
        after=float(after.sum() / answers.sum()),
        gain=gain,
        doubt=float(np.sqrt(np.sum(spread**2) * pupils / max(1, pupils - 1)) / answers.sum()),
    )


def indicators(client: Any, given: Sequence[Share]) -> list[Row]:
    """Every class of every month, small ones too: to be passed through counting.published."""
    found = client.gather(mapped(client, rows_of, given)) if client else [rows_of(share) for share in given]
    return [row for rows in found for row in rows]


def rows_of(share: Share) -> list[Row]:
    """The counts of some classes, month by month."""
    found: list[Row] = []
    for path, columns in zip(share.files, months_of(share), strict=True):
        practice = _practice(columns)
        labels = {place: f"{key:016x}" for place, key in enumerate(columns["classes"].tolist())}
        found += [
            Row(path.parent.name, path.stem, str(columns["grade"][place]), labels[place], counts)
            for place, counts in enumerate(count(practice))
            if counts.pupils
        ]
    return found


def _practice(columns: dict[str, Any]) -> Practice:
    """Days and skills out of answers: those that came first to their exercise count, all take time."""
    first = columns["first"] == 1
    seconds = np.minimum(np.nan_to_num(columns["latency"].astype(float)), LONGEST_ANSWER)
    skills: dict[str, int] = {}
    sets = [[skills.setdefault(name, len(skills)) for name in names.split(JOIN)] for names in columns["sets"].tolist()]
    width = max(map(len, sets), default=1)
    table = np.array([[*one, *[-1] * (width - len(one))] for one in sets], dtype=np.int64).reshape(-1, width)
    of_row = table[columns["set"][first]]
    row, place = np.nonzero(of_row >= 0)
    pupil, day, right = (columns[name][first].astype(np.int64) for name in ("pupil", "day", "correct"))
    ones = first.astype(np.int64)
    return Practice(
        classes=len(columns["classes"]),
        pupil_class=columns["pupil_class"].astype(np.int64),
        day_pupil=columns["pupil"].astype(np.int64),
        day=columns["day"].astype(np.int64),
        seconds=seconds,
        exercises=ones,
        judged=ones,
        right=ones * columns["correct"],
        skill_pupil=pupil[row],
        skill=of_row[row, place],
        skill_day=day[row],
        skill_right=right[row],
        skill_wrong=1 - right[row],
    )


def version_of(now: datetime) -> str:
    """The name of a calibration made at this time."""
    return f"academy-{now.astimezone(UTC):%Y%m%d-%H%M%S}"
