"""Answering a teacher, and keeping what could not be answered, of nobody. Writers commit once."""

from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from tutor.errors import NotFoundError
from tutor.help import repository
from tutor.help.anonymous import HIDDEN, without_names
from tutor.help.library import Library, Shelved, contents, passage_at
from tutor.help.passages import Passage, page_of
from tutor.help.schemas import (
    FeedbackIn,
    GuideOut,
    GuidePage,
    Guides,
    HeadingOut,
    HelpAnswer,
    PassageFeedback,
    SourceOut,
    ToImprove,
    UnansweredOut,
)
from tutor.help.words import words

SHOWN: Final = 200
LONGEST_KEY: Final = 200
SUGGESTED: Final = (
    "creer-une-classe",
    "imprimer-les-cartes-des-eleves",
    "suivre-l-ordre-des-sons-de-ma-methode-de-lecture",
    "former-des-groupes-de-besoin",
    "marelle-n-entend-pas-l-eleve",
    "la-voix-des-eleves-est-elle-enregistree",
)


def ask(session: Session, question: str, library: Library, contact: str, now: datetime, today: date) -> HelpAnswer:
    """The answer; a question without one is kept without names."""
    from tutor.help.answering import answer  # as in library: not before somebody asks
    from tutor.help.deciding import load_rule

    found = answer(question, library.at(now).index, load_rule(), contact)
    if found.passage is None:
        keep(session, question, today)
        session.commit()
    return HelpAnswer(
        found=found.passage is not None,
        quoted=list(found.quoted),
        whole=found.whole,
        source=source_of(found.passage) if found.passage else None,
        see_also=[source_of(one) for one in found.see_also],
        contact=found.contact,
    )


def keep(session: Session, question: str, today: date) -> None:
    """Keep a question that tells something, once however it is written."""
    text = without_names(question, repository.names_to_hide(session))
    telling = sorted({word.stem for word in words(text.replace(HIDDEN, " "))})
    if telling:
        repository.keep_question(session, " ".join(telling)[:LONGEST_KEY], text, today)


def guides(library: Library, now: datetime) -> Guides:
    """Contents of all documents, and a few questions to begin with."""
    shelved = library.at(now)
    suggested = (passage_at(shelved, "guide-enseignant", anchor) for anchor in SUGGESTED)
    return Guides(
        guides=[
            GuideOut(
                document=name,
                title=page.title,
                headings=[HeadingOut(level=one.level, text=one.text, anchor=one.anchor) for one in page.headings],
            )
            for name, page in contents(shelved)
        ],
        faults=list(shelved.faults),
        suggestions=[source_of(one) for one in suggested if one is not None],
    )


def guide_page(library: Library, name: str, now: datetime) -> GuidePage:
    """One document to read. Raises NotFoundError."""
    document = library.at(now).documents.get(name)
    if document is None:
        raise NotFoundError("Ce guide n'existe pas, ou n'est plus là : revenez au sommaire.")
    page = page_of(document)
    return GuidePage(document=name, title=page.title, html=page.html)


def count_feedback(session: Session, said: FeedbackIn, shelved: Shelved) -> None:
    """Count whether a passage helped. Raises NotFoundError for what is no passage."""
    if passage_at(shelved, said.document, said.anchor) is None:
        raise NotFoundError("Ce passage n'est plus dans les guides.")
    repository.count_feedback(session, said.document, said.anchor, said.helped)
    session.commit()


def to_improve(session: Session) -> ToImprove:
    """What the guide lacks: questions without an answer, passages that did not help."""
    return ToImprove(
        questions=[
            UnansweredOut(key=one.key, text=one.text, times=one.times, first_day=one.first_day, last_day=one.last_day)
            for one in repository.unanswered(session, SHOWN)
        ],
        feedback=[
            PassageFeedback(document=one.document, anchor=one.anchor, helped=one.helped, not_helped=one.not_helped)
            for one in repository.feedback(session)
        ],
    )


def source_of(passage: Passage) -> SourceOut:
    """Where a passage stands."""
    return SourceOut(document=passage.document, title=passage.title, heading=passage.heading, anchor=passage.anchor)
