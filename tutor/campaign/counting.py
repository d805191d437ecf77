"""What a teacher corrects of a campaign's reading counts beyond the campaign: the attempt stays, its verdict follows.

The words that hold make the verdict of the reading, one more line of the attempt's corrections when it changes; the
pupil's curve takes the measure that they give (`corrected_readings`).
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from tutor.campaign import repository
from tutor.campaign.measure import Corrections
from tutor.campaign.results import Read, held, read_in, verdict_that_holds
from tutor.campaign.tables import Campaign
from tutor.dashboard.correcting_back import put
from tutor.identity.tables import Teacher
from tutor.practice import corrections
from tutor.practice.tables import Attempt


def make_it_count(
    session: Session, teacher: Teacher, campaign: Campaign, attempt: Attempt, now: datetime, timezone: ZoneInfo
) -> None:
    """After a mark on this attempt, without a commit: its verdict, where it changed, and what follows from it.

    Whoever calls holds the pupil, and has his mastery made again after the commit.
    """
    marks = repository.corrections_for_teacher(session, teacher, campaign)
    read = read_in(attempt, held(marks).get(attempt.id, Corrections()))
    wanted = verdict_that_holds(read) if read is not None else None
    counts = corrections.verdicts_on(session, [attempt.id]).get(attempt.id)
    if (wanted.value if wanted is not None else None) != counts:
        put(session, attempt, wanted, teacher, now, timezone)


def corrected_readings(session: Session, teacher: Teacher, attempt_ids: Collection[UUID]) -> dict[UUID, Read]:
    """Those of these attempts in which she, or a colleague, corrected a campaign's reading, as they hold."""
    marks = held(repository.corrections_on_for_teacher(session, teacher, attempt_ids))
    attempts = repository.attempts_for_teacher(session, teacher, marks) if marks else []
    found = {one.id: read_in(one, marks[one.id]) for one in attempts if marks[one.id]}
    return {key: read for key, read in found.items() if read is not None}
