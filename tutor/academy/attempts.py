"""Hand over a month of attempts: those of the shared classes, under pseudonyms that only this server can make."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from sqlmodel import Session, col, select

from learner_model import Outcome
from learner_model.parameters import set_name
from tutor.academy import exchange
from tutor.academy.repository import pupils_of_found_class
from tutor.classroom.tables import Classroom
from tutor.practice.corrections import verdicts_of_school
from tutor.practice.items import item_from_json
from tutor.practice.tables import Attempt

_EPOCH = date(1970, 1, 1)


def pseudonym(key: bytes, identity: UUID) -> int:
    """64 bits that say nothing to whoever has not the key, and stay the same from month to month."""
    return int.from_bytes(hmac.new(key, b"academy" + identity.bytes, hashlib.sha256).digest()[:8], "big")


def write_month(
    session: Session, classes: Sequence[Classroom], key: bytes, path: Path, since: date, until: date, zone: ZoneInfo
) -> int:
    """Write the month's file; how many answers it holds. Answers that nobody could judge are no evidence: left out."""
    corrected = verdicts_of_school(session)
    start = datetime(since.year, since.month, since.day, tzinfo=zone)
    columns: dict[str, list[float]] = {name: [] for name in exchange.ROWS}
    pupils: list[int] = []
    pupil_class: list[int] = []
    items: dict[str, tuple[int, float, float]] = {}
    sets: dict[tuple[str, str], int] = {}
    for place, classroom in enumerate(classes):
        for pupil_id in pupils_of_found_class(session, classroom):
            rows = session.exec(
                select(Attempt)
                .where(Attempt.pupil_id == pupil_id, col(Attempt.occurred_at) >= start)
                .order_by(col(Attempt.sequence))
            )
            seen: set[UUID] = set()
            number = len(pupils)
            for attempt in rows:
                at = min(attempt.occurred_at, attempt.received_at)
                day = attempt.occurred_at.astimezone(zone).date()
                verdict = corrected.get(attempt.id, attempt.verdict)
                first = attempt.served_id not in seen
                seen.add(attempt.served_id)
                if verdict == Outcome.UNSURE.value or not since <= day <= until:
                    continue
                if len(pupils) == number:
                    pupils.append(pseudonym(key, pupil_id))
                    pupil_class.append(place)
                item = item_from_json(attempt.item)
                exercise = items.setdefault(item.exercise, (len(items), item.difficulty, item.guess))[0]
                told = (number, exercise, sets.setdefault((set_name(item.skills), item.domain), len(sets)))
                right = int(verdict == Outcome.CORRECT.value)
                answer = (right, int(first), int(at.timestamp()), (day - _EPOCH).days, attempt.hints)
                for name, value in zip(exchange.ROWS, (*told, *answer, attempt.latency_ms / 1000), strict=True):
                    columns[name].append(value)
    kinds = {"correct": np.uint8, "first": np.uint8, "at": np.int64, "latency": np.float32}
    exchange.write(
        path,
        {
            "classes": np.array([pseudonym(key, one.id) for one in classes], dtype=np.uint64),
            "grade": np.array([one.grade for one in classes], dtype=np.str_),
            "pupils": np.array(pupils, dtype=np.uint64),
            "pupil_class": np.array(pupil_class, dtype=np.int64),
            "items": np.array(list(items), dtype=np.str_),
            "item_difficulty": np.array([one[1] for one in items.values()], dtype=np.float32),
            "item_guess": np.array([one[2] for one in items.values()], dtype=np.float32),
            "sets": np.array([names for names, _ in sets], dtype=np.str_),
            "domains": np.array([domain for _, domain in sets], dtype=np.str_),
            **{name: np.array(columns[name], dtype=kinds.get(name, np.int32)) for name in exchange.ROWS},
        },
    )
    return len(columns["pupil"])
