"""Reports put together: facts, wording, then a page, a table or what the screen shows. Nothing here is kept."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from tutor.classroom import repository as classroom
from tutor.dashboard.class_mastery import known_in_class, present_pupils
from tutor.dashboard.faces import by_first_name, face
from tutor.errors import NotFoundError
from tutor.identity.tables import Teacher
from tutor.reports import pdf, spreadsheets, tables
from tutor.reports.facts import ClassFacts, Knowing, Period, class_facts, class_positions
from tutor.reports.families import family_pages
from tutor.reports.positioning import LEVEL_NAMES, Position, lsu_domains, terms_over, wording
from tutor.reports.schemas import Lsu, LsuDomainOut, LsuLevel, LsuPupil, LsuRow, TableName
from tutor.reports.sign_in_cards import cards_page


@dataclass(frozen=True, slots=True)
class File:
    """A file to take away."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Desk:
    """Who asks, about which class, when, and with what to tell what pupils know."""

    session: Session
    teacher: Teacher
    class_id: UUID
    knowing: Knowing
    now: datetime
    timezone: ZoneInfo

    @property
    def today(self) -> date:
        """The school's day."""
        return self.now.astimezone(self.timezone).date()

    def facts(self, period: Period) -> ClassFacts:
        """Raises NotFoundError."""
        return class_facts(self.session, self.teacher, self.class_id, period, self.knowing, self.now, self.timezone)

    def positions(self, facts: ClassFacts) -> dict[UUID, list[Position]]:
        """By what is known and expected today."""
        known = {one.pupil.id: one.known for one in facts.pupils}
        return class_positions(self.session, self.teacher, facts.classroom, known, self.knowing.skills, self.today)


def families(desk: Desk, period: Period, pupil_id: UUID | None) -> File:
    """A page for each pupil of the class, or for one. Raises NotFoundError, UnavailableError."""
    facts = desk.facts(period)
    who = facts.classroom.name
    if pupil_id is not None:
        facts = replace(facts, pupils=[one for one in facts.pupils if one.pupil.id == pupil_id])
        if not facts.pupils:
            raise NotFoundError("Cet élève n'existe pas, ou n'est pas dans cette classe.")
        who = facts.pupils[0].pupil.first_name
    if not facts.pupils:
        raise NotFoundError("Il n'y a pas d'élève dans cette classe : ajoutez-en d'abord.")
    name = f"Bilan pour la famille – {who} – {period.until.isoformat()}.pdf"
    return File(name, pdf.render("families", family_pages(facts, desk.knowing.skills)))


def summary(desk: Desk, period: Period) -> File:
    """The class on a page or two. Raises NotFoundError, UnavailableError."""
    facts = desk.facts(period)
    page = tables.summary_page(facts, desk.positions(facts), desk.knowing.skills)
    return File(
        f"Bilan de la classe – {facts.classroom.name} – {period.until.isoformat()}.pdf", pdf.render("summary", page)
    )


def as_ods(desk: Desk, period: Period) -> File:
    """All the tables in one file. Raises NotFoundError."""
    facts = desk.facts(period)
    sheets = [
        tables.practice_table(facts),
        tables.position_table(facts, desk.positions(facts)),
        tables.reading_table(facts),
    ]
    return File(f"{facts.classroom.name} – {period.until.isoformat()}.ods", spreadsheets.as_ods(sheets))


def as_csv(desk: Desk, period: Period, table: TableName) -> File:
    """One table. Raises NotFoundError."""
    facts = desk.facts(period)
    match table:
        case "classe":
            made = tables.practice_table(facts)
        case "positionnement":
            made = tables.position_table(facts, desk.positions(facts))
        case "fluence":
            made = tables.reading_table(facts)
    name = f"{made.name} – {facts.classroom.name} – {period.until.isoformat()}.csv"
    return File(name, spreadsheets.as_csv(made))


def cards(session: Session, teacher: Teacher, class_id: UUID, server: str) -> File:
    """The class's poster, then the cards of the pupils present. Raises NotFoundError, UnavailableError."""
    room = classroom.class_for_teacher(session, teacher, class_id)
    pupils = by_first_name(present_pupils(session, teacher, class_id), face)
    return File(f"Cartes – {room.name}.pdf", pdf.render("cards", cards_page(room, pupils, server)))


def lsu(desk: Desk) -> Lsu:
    """What is proposed for the report book, today. Raises NotFoundError."""
    session, teacher, knowing = desk.session, desk.teacher, desk.knowing
    room = classroom.class_for_teacher(session, teacher, desk.class_id)
    pupils = by_first_name(present_pupils(session, teacher, room.id), face)
    known = known_in_class(session, teacher, room.id, knowing.learner, knowing.content, desk.now)
    all_known = {one.id: known.get(one.id, {}) for one in pupils}
    found = class_positions(session, teacher, room, all_known, knowing.skills, desk.today)
    return Lsu(
        day=desk.today,
        terms_over=terms_over(desk.today),
        levels=[LsuLevel(level=level, name=name) for level, name in LEVEL_NAMES.items()],
        domains=[
            LsuDomainOut(
                id=one.id, subject=one.subject, name=one.name, caveat=one.caveat, sentences=dict(one.sentences)
            )
            for one in lsu_domains()
        ],
        pupils=[LsuPupil(pupil=face(one), rows=[_row(each, desk) for each in found[one.id]]) for one in pupils],
    )


def _row(position: Position, desk: Desk) -> LsuRow:
    return LsuRow(
        domain=position.domain.id,
        level=position.level,
        to_confirm=position.to_confirm,
        expected=position.expected,
        observed=position.observed,
        mastered=position.mastered,
        answers=position.answers,
        wording=wording(position, desk.knowing.skills),
    )
