"""Open a campaign, follow it, correct it, close it. Each function that writes commits once, at its end."""

from datetime import date, datetime
from statistics import median
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from exercises.catalogue import Catalogue
from exercises.exercise import Grade
from exercises.reading.tokens import core, split_words
from tutor.campaign import repository, results, sheet, texts
from tutor.campaign.bands import LONG_ENOUGH, OF_GRADE
from tutor.campaign.counting import make_it_count
from tutor.campaign.measure import Corrections, Mark
from tutor.campaign.results import Read
from tutor.campaign.schemas import (
    CampaignIn,
    CampaignList,
    CampaignOut,
    CampaignSummary,
    ChangedCampaign,
    ChangedReading,
    CorrectionIn,
    DeletedCampaign,
    ReadingOut,
    TextChoices,
)
from tutor.campaign.tables import Campaign, CampaignCorrection, CampaignTurn
from tutor.campaign.undoing import AGAIN, CLOSED, CORRECTED, DELETED, OPENED
from tutor.classroom import repository as classroom
from tutor.classroom.tables import Pupil
from tutor.errors import ConflictError, NotFoundError
from tutor.identity.tables import Teacher
from tutor.journal.kept import KEPT
from tutor.journal.recording import record
from tutor.journal.service import change_out
from tutor.journal.tables import Change
from tutor.own_texts.repository import texts_for_teacher
from tutor.practice.repository import hold_pupil
from tutor.progression.repository import progression_for_teacher
from tutor.progression.service import taught_today
from tutor.recordings.repository import recordings_of

NBSP = "\u00a0"


def text_choices(
    session: Session, teacher: Teacher, class_id: UUID, catalogue: Catalogue, today: date, can_listen: bool
) -> TextChoices:
    """The texts that one of her classes may read. Raises NotFoundError."""
    grade = Grade(classroom.class_for_teacher(session, teacher, class_id).grade)
    slugs = taught_today(progression_for_teacher(session, teacher, class_id), grade, today)
    taught = None if slugs is None else frozenset(f"reading.gpc.{slug}" for slug in slugs)
    own = texts_for_teacher(session, teacher, class_id)
    return TextChoices(
        texts=texts.choices(catalogue, own, grade, taught), enough=LONG_ENOUGH[grade], can_listen=can_listen
    )


def list_campaigns(session: Session, teacher: Teacher, class_id: UUID) -> CampaignList:
    """The campaigns of one of her classes. Raises NotFoundError."""
    pupils = classroom.pupils_of_class_for_teacher(session, teacher, class_id)
    found = repository.campaigns_for_teacher(session, teacher, class_id)
    return CampaignList(campaigns=[_summary(session, teacher, one, pupils) for one in found])


def open_campaign(
    session: Session, teacher: Teacher, class_id: UUID, wanted: CampaignIn, catalogue: Catalogue, now: datetime
) -> ChangedCampaign:
    """From now on each pupil of the class is given this text. Raises ConflictError while another campaign is open."""
    made = classroom.class_for_teacher(session, teacher, class_id)
    repository.forget_deleted_for_teacher(session, teacher, class_id, now - KEPT)
    _only_one(session, teacher, class_id)
    own = texts_for_teacher(session, teacher, class_id)
    title, text = texts.chosen(catalogue, own, wanted.source, wanted.text_id)
    campaign = Campaign(
        classroom_id=made.id,
        grade=made.grade,
        title=title,
        text=text,
        recording=wanted.recording,
        opened_at=now,
    )
    session.add(campaign)
    summary = f"Campagne de fluence ouverte{NBSP}: «{NBSP}{title}{NBSP}»."
    return _changed(session, teacher, campaign, OPENED, summary, now)


def show_campaign(session: Session, teacher: Teacher, campaign_id: UUID) -> CampaignOut:
    """A campaign and its results so far. Raises NotFoundError."""
    return _out(session, teacher, repository.campaign_for_teacher(session, teacher, campaign_id))


def close_campaign(session: Session, teacher: Teacher, campaign_id: UUID, now: datetime) -> ChangedCampaign:
    """No pupil is given the text any more; results and corrections stay open to the teacher."""
    campaign = repository.campaign_for_teacher(session, teacher, campaign_id)
    if campaign.closed_at is not None:
        raise ConflictError("Cette campagne est déjà close.")
    campaign.closed_at = now
    summary = f"Campagne de fluence close{NBSP}: «{NBSP}{campaign.title}{NBSP}»."
    return _changed(session, teacher, campaign, CLOSED, summary, now)


def delete_campaign(session: Session, teacher: Teacher, campaign_id: UUID, now: datetime) -> DeletedCampaign:
    """The campaign and its results are put away, and erased after thirty days."""
    campaign = repository.campaign_for_teacher(session, teacher, campaign_id)
    repository.forget_deleted_for_teacher(session, teacher, campaign.classroom_id, now - KEPT)
    campaign.deleted_at = now
    session.add(campaign)
    summary = f"Campagne de fluence supprimée{NBSP}: «{NBSP}{campaign.title}{NBSP}»."
    change = _record(session, teacher, campaign, DELETED, summary, now)
    session.commit()
    return DeletedCampaign(change=change_out(change, teacher, now))


def set_absent(session: Session, teacher: Teacher, campaign_id: UUID, pupil_id: UUID, absent: bool) -> CampaignOut:
    """Note that a pupil is absent, or is there after all. Should he sign in, he is given the text all the same."""
    campaign = repository.campaign_for_teacher(session, teacher, campaign_id)
    pupil = repository.pupil_of_campaign_for_teacher(session, teacher, campaign, pupil_id)
    turn = _turn(session, campaign, pupil)
    turn.absent = absent
    session.add(turn)
    session.commit()
    return _out(session, teacher, campaign)


def read_again(session: Session, teacher: Teacher, campaign_id: UUID, pupil_id: UUID, now: datetime) -> ChangedCampaign:
    """Give the text once more to a pupil who has read it: his last reading is the one that counts."""
    campaign = repository.campaign_for_teacher(session, teacher, campaign_id)
    pupil = repository.pupil_of_campaign_for_teacher(session, teacher, campaign, pupil_id)
    if campaign.closed_at is not None:
        raise ConflictError("Cette campagne est close : rouvrez-la en annulant sa clôture, dans le journal.")
    turn = _turn(session, campaign, pupil)
    before = turn.again_at
    turn.again_at, turn.absent = now, False
    session.add(turn)
    summary = f"{pupil.first_name} relit «{NBSP}{campaign.title}{NBSP}»."
    kept = {"again_at": before.isoformat() if before else None}
    return _changed(session, teacher, campaign, AGAIN, summary, now, pupil=pupil, before=kept)


def show_reading(session: Session, teacher: Teacher, campaign_id: UUID, pupil_id: UUID, now: datetime) -> ReadingOut:
    """A pupil's last reading, word by word. Raises NotFoundError when he has not been heard."""
    campaign = repository.campaign_for_teacher(session, teacher, campaign_id)
    pupil = repository.pupil_of_campaign_for_teacher(session, teacher, campaign, pupil_id)
    return _reading(session, teacher, campaign, pupil, now)


def on_paper(
    session: Session, teacher: Teacher, campaign_id: UUID, pupil_id: UUID | None, now: datetime, timezone: ZoneInfo
) -> dict[str, Any]:
    """What is printed of a campaign: the table, and each reading on its text, or only this pupil's."""
    campaign = repository.campaign_for_teacher(session, teacher, campaign_id)
    made = classroom.class_for_teacher(session, teacher, campaign.classroom_id)
    told, read = _out(session, teacher, campaign), _read(session, teacher, campaign)
    if pupil_id is not None:
        repository.pupil_of_campaign_for_teacher(session, teacher, campaign, pupil_id)
    readings = [
        results.reading_out(campaign, row, read[row.pupil.id])
        for row in told.rows
        if row.pupil.id in read and pupil_id in (None, row.pupil.id)
    ]
    return sheet.paper_of(told, readings, made.name, now, timezone)


def correct(
    session: Session,
    teacher: Teacher,
    campaign_id: UUID,
    pupil_id: UUID,
    wanted: CorrectionIn,
    now: datetime,
    timezone: ZoneInfo,
) -> ChangedReading:
    """Note what the teacher heard of a word: the measure is taken again from all her notes, and the verdict follows.

    Whoever calls then has the mastery of this pupil made again.

    Raises ConflictError when the pupil has read again since she looked, or for a word he did not come to.
    """
    campaign = repository.campaign_for_teacher(session, teacher, campaign_id)
    pupil = repository.pupil_of_campaign_for_teacher(session, teacher, campaign, pupil_id)
    hold_pupil(session, pupil.id)
    read = _read(session, teacher, campaign).get(pupil.id)
    if read is None or read.attempt.id != wanted.attempt_id:
        raise ConflictError("Cet élève a relu entre-temps : rechargez pour voir sa dernière lecture.")
    if wanted.word >= len(read.words):
        raise NotFoundError("Ce mot n'est pas dans le texte de cette campagne.")
    if wanted.mark in (Mark.READ, Mark.MISSED) and wanted.word >= read.measure.reached:
        raise ConflictError("Il s'est arrêté avant ce mot : notez d'abord où il s'est arrêté.")
    word, before = _stands(read.corrections, wanted)
    session.add(
        CampaignCorrection(
            campaign_id=campaign.id,
            attempt_id=read.attempt.id,
            word=word,
            mark=wanted.mark.value,
            teacher_id=teacher.id,
            at=now,
        )
    )
    session.flush()
    make_it_count(session, teacher, campaign, read.attempt, now, timezone)
    after = _reading(session, teacher, campaign, pupil, now)
    summary = (
        f"{pupil.first_name}, «{NBSP}{core(read.words[word].word)}{NBSP}»{NBSP}: {_SAID[wanted.mark]}, {_pace(after)}."
    )
    change = _record(
        session,
        teacher,
        campaign,
        CORRECTED,
        summary,
        now,
        pupil=pupil,
        before=before,
        after={
            "attempt_id": str(read.attempt.id),
            "word": word,
            "mark": wanted.mark.value,
            "timezone": timezone.key,
        },
    )
    session.commit()
    return ChangedReading(reading=after, change=change_out(change, teacher, now))


def _stands(held: Corrections, wanted: CorrectionIn) -> tuple[int, dict[str, Any]]:
    """The word that is marked, and the mark that would put back what holds now."""
    if wanted.mark not in (Mark.STOPPED, Mark.STOP_AS_HEARD):
        return wanted.word, {"word": wanted.word, "mark": held.mark(wanted.word).value}
    if held.stop is None:
        return wanted.word, {"word": wanted.word, "mark": Mark.STOP_AS_HEARD.value}
    word = wanted.word if wanted.mark is Mark.STOPPED else held.stop
    return word, {"word": held.stop, "mark": Mark.STOPPED.value}


_SAID = {
    Mark.READ: "compté lu",
    Mark.MISSED: "compté comme une erreur",
    Mark.AS_HEARD: "comme l'oreille l'a entendu",
    Mark.STOPPED: "dernier mot lu",
    Mark.STOP_AS_HEARD: "arrêt là où l'oreille l'a entendu",
}


def _pace(reading: ReadingOut) -> str:
    return "pas de mesure" if reading.row.mclm is None else f"{reading.row.mclm} mots par minute"


def _only_one(session: Session, teacher: Teacher, class_id: UUID) -> None:
    for one in repository.campaigns_for_teacher(session, teacher, class_id):
        if one.closed_at is None:
            raise ConflictError(f"La campagne « {one.title} » est encore ouverte : fermez-la d'abord.")


def _turn(session: Session, campaign: Campaign, pupil: Pupil) -> CampaignTurn:
    return session.get(CampaignTurn, (campaign.id, pupil.id)) or CampaignTurn(
        campaign_id=campaign.id, pupil_id=pupil.id
    )


def _read(session: Session, teacher: Teacher, campaign: Campaign) -> dict[UUID, Read]:
    attempts = repository.readings_for_teacher(session, teacher, campaign)
    return results.readings(attempts, repository.corrections_for_teacher(session, teacher, campaign))


def _before(session: Session, teacher: Teacher, campaign: Campaign) -> Campaign | None:
    """The campaign of the same class before this one."""
    others = repository.campaigns_for_teacher(session, teacher, campaign.classroom_id)
    return next((one for one in others if one.opened_at < campaign.opened_at), None)


def _out(session: Session, teacher: Teacher, campaign: Campaign) -> CampaignOut:
    attempts = repository.readings_for_teacher(session, teacher, campaign)
    read = results.readings(attempts, repository.corrections_for_teacher(session, teacher, campaign))
    earlier = _before(session, teacher, campaign)
    table = results.rows(
        campaign,
        classroom.pupils_of_class_for_teacher(session, teacher, campaign.classroom_id),
        read,
        {one.pupil_id: one for one in attempts},
        repository.turns_for_teacher(session, teacher, campaign),
        _read(session, teacher, earlier) if earlier else {},
    )
    return CampaignOut(
        id=campaign.id,
        title=campaign.title,
        text=campaign.text,
        words=len(split_words(campaign.text)),
        recording=campaign.recording,
        opened_at=campaign.opened_at,
        closed_at=campaign.closed_at,
        previous_title=earlier.title if earlier else None,
        previous_at=earlier.opened_at if earlier else None,
        rows=table,
        groups=results.groups(campaign, table),
        source=OF_GRADE[Grade(campaign.grade)].source,
        missed=results.missed_words(campaign, read.values()),
    )


def _reading(session: Session, teacher: Teacher, campaign: Campaign, pupil: Pupil, now: datetime) -> ReadingOut:
    read = _read(session, teacher, campaign).get(pupil.id)
    if read is None:
        raise NotFoundError("Cet élève n'a pas encore été entendu dans cette campagne.")
    earlier = _before(session, teacher, campaign)
    before = _read(session, teacher, earlier).get(pupil.id) if earlier else None
    turn = session.get(CampaignTurn, (campaign.id, pupil.id))
    made = results.row(campaign, pupil, read, read.attempt, turn, before)
    sound = recordings_of(session, [read.attempt], now).get(read.attempt.id)
    return results.reading_out(campaign, made, read, sound)


def _summary(session: Session, teacher: Teacher, campaign: Campaign, pupils: list[Pupil]) -> CampaignSummary:
    read = _read(session, teacher, campaign)
    paces = [one.measure.mclm for one in read.values() if one.measure.mclm is not None]
    return CampaignSummary(
        id=campaign.id,
        title=campaign.title,
        opened_at=campaign.opened_at,
        closed_at=campaign.closed_at,
        pupils=sum(not pupil.archived or pupil.id in read for pupil in pupils),
        read=len(read),
        median=round(median(paces)) if paces else None,
    )


def _changed(
    session: Session,
    teacher: Teacher,
    campaign: Campaign,
    kind: str,
    summary: str,
    now: datetime,
    *,
    pupil: Pupil | None = None,
    before: dict[str, Any] | None = None,
) -> ChangedCampaign:
    session.add(campaign)
    session.flush()
    change = _record(session, teacher, campaign, kind, summary, now, pupil=pupil, before=before)
    session.commit()
    return ChangedCampaign(campaign=_out(session, teacher, campaign), change=change_out(change, teacher, now))


def _record(
    session: Session,
    teacher: Teacher,
    campaign: Campaign,
    kind: str,
    summary: str,
    now: datetime,
    *,
    pupil: Pupil | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Change:
    return record(
        session,
        teacher,
        campaign.classroom_id,
        kind,
        summary,
        now,
        before=before or {},
        after={"campaign_id": str(campaign.id), **(after or {})},
        pupil_id=pupil.id if pupil else None,
    )
