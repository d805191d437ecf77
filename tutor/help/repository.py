"""Queries of the help: unanswered questions and feedback, both of nobody."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import func
from sqlmodel import Session, col, select

from tutor.classroom.tables import Pupil
from tutor.help.tables import HelpFeedback, HelpQuestion
from tutor.identity.tables import Teacher

MOST_KEPT: Final = 2_000


def names_to_hide(session: Session) -> list[str]:
    """First names of all pupils and names of all teachers: never shown, only taken out of what is kept."""
    return [*session.exec(select(Pupil.first_name).distinct()), *session.exec(select(Teacher.name))]


def keep_question(session: Session, key: str, text: str, today: date) -> None:
    """Count this question once more; of too many, the one asked longest ago goes."""
    kept = session.get(HelpQuestion, key)
    if kept is None:
        count = session.exec(select(func.count()).select_from(HelpQuestion)).one()
        if count >= MOST_KEPT:
            oldest = session.exec(select(HelpQuestion).order_by(col(HelpQuestion.last_day)).limit(1)).one()
            session.delete(oldest)
        kept = HelpQuestion(key=key, text=text, times=0, first_day=today, last_day=today)
    kept.times += 1
    kept.last_day = max(kept.last_day, today)
    session.add(kept)


def unanswered(session: Session, most: int) -> Sequence[HelpQuestion]:
    """The questions without an answer, the most asked first."""
    order = (col(HelpQuestion.times).desc(), col(HelpQuestion.last_day).desc(), col(HelpQuestion.key))
    return session.exec(select(HelpQuestion).order_by(*order).limit(most)).all()


def forget_question(session: Session, key: str) -> bool:
    """Remove a question that the guide now answers; False when it is not there."""
    kept = session.get(HelpQuestion, key)
    if kept is not None:
        session.delete(kept)
    return kept is not None


def count_feedback(session: Session, document: str, anchor: str, helped: bool) -> None:
    """One more yes or no for a passage."""
    kept = session.get(HelpFeedback, (document, anchor)) or HelpFeedback(document=document, anchor=anchor)
    kept.helped += helped
    kept.not_helped += not helped
    session.add(kept)


def feedback(session: Session) -> Sequence[HelpFeedback]:
    """What was said of each passage, those that did not help first."""
    order = (col(HelpFeedback.not_helped).desc(), col(HelpFeedback.document), col(HelpFeedback.anchor))
    return session.exec(select(HelpFeedback).order_by(*order)).all()
