"""Answers that stayed on a tablet after their pupil left: whoever is there next sends them on, and can read nothing.

The seal proves who answered. An answer comes once however often it is sent, as its id says; what nobody can open is
dropped, and the tablet is told no more than that it may forget it.
"""

import random
from datetime import datetime

import structlog
from pydantic import ValidationError
from sqlalchemy import Engine

from tutor.db import at_the_door, reading, within_school, writing
from tutor.errors import BadInputError, ConflictError, NotFoundError
from tutor.identity.repository import school_where_pupil_practises
from tutor.identity.tablet_seal import SealError, opened, sealed_by
from tutor.identity.throttle import Rule, Throttle
from tutor.practice import service
from tutor.practice.parts import Parts
from tutor.practice.schemas import AttemptIn, SealedIn

_WAIT = "Trop d'envois : il faut patienter un moment avant de recommencer."
_REFUSALS = (NotFoundError, ConflictError, BadInputError)
log = structlog.get_logger("tutor.practice.sealed")


class SealedPost:
    """Takes sealed answers in. One for the whole server: it remembers who sends what cannot be opened."""

    def __init__(self, secret: bytes, rng: random.Random) -> None:
        self._secret = secret
        self._rng = rng
        self._throttle = Throttle(Rule(free=60, first=1, longest=120), _WAIT)

    def take(self, engine: Engine, sent: SealedIn, parts: Parts, address: str, now: datetime) -> None:
        """Keep the answer if it can be opened and is one. Raises TooManyTriesError after many that cannot."""
        self._throttle.attempt(address, now)
        try:
            pupil_id = sealed_by(sent.who, self._secret)
            attempt = AttemptIn.model_validate_json(opened(sent.sealed, sent.who, self._secret))
        except (SealError, ValidationError):
            log.warning("sealed_dropped", reason="it cannot be opened")
            return
        self._throttle.forgive(address)
        # Whoever carries it may be signed out, or of another school: the seal says whose it is.
        with reading(at_the_door(engine)) as door:
            school = school_where_pupil_practises(door, pupil_id)
        if school is None:
            return  # he has left the school since
        with within_school(school), writing(engine) as session:
            try:
                service.record(session, pupil_id, attempt, parts, now, self._rng)
            except _REFUSALS as refusal:
                session.rollback()
                log.info("sealed_refused", code=refusal.code)
