"""What every choice of an exercise shares, made before a class comes in: thirty first requests would each make it."""

from datetime import datetime

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from exercises.exercise import Domain
from tutor.db import reading
from tutor.practice.parts import Parts
from tutor.practice.repository import one_pupil_a_class
from tutor.practice.what_next import foreseen

MOST_CLASSES = 40
log = structlog.get_logger("tutor.rehearsal")


def rehearse(engine: Engine, parts: Parts, now: datetime) -> int:
    """Choose for a pupil of each class in each subject, and give nothing. How many choices were found."""
    found = 0
    try:
        with reading(engine) as session:
            pupils = one_pupil_a_class(session, MOST_CLASSES)
        for pupil_id in pupils:
            for domain in Domain:
                with reading(engine) as session:
                    found += len(foreseen(session, pupil_id, domain, parts, now, most=1))
    except SQLAlchemyError as error:  # a child's own request will say it better
        log.warning("no_rehearsal", reason=type(error).__name__)
    return found
