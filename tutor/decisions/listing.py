"""What is in force in a class, in sentences: decisions, pupils' own bands, texts given, groups."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from tutor.classroom import repository as classroom
from tutor.classroom.tables import Pupil
from tutor.dashboard.faces import by_first_name, face
from tutor.decisions import repository
from tutor.decisions.following import Follower, nothing_left, state_in_words, who_wait
from tutor.decisions.groups import group_out
from tutor.decisions.obeying import order_of
from tutor.decisions.rules import Order, Will
from tutor.decisions.schemas import DecisionOut, Decisions, Whom
from tutor.decisions.service import WHOLE_CLASS, Content, own_titles, whom_group
from tutor.decisions.tables import Decision
from tutor.decisions.wording import aim_in_words, names, quoted, sentence
from tutor.identity.tables import Teacher
from tutor.own_texts import repository as own_texts


def decisions_of_class(
    session: Session, teacher: Teacher, class_id: UUID, content: Content, now: datetime
) -> Decisions:
    """Everything that is in force in one of her classes, or will be. Raises NotFoundError."""
    everyone = classroom.pupils_of_class_for_teacher(session, teacher, class_id)
    pupils = {one.id: one for one in everyone if not one.archived}
    groups = {one.id: one for one in repository.groups_for_teacher(session, teacher, class_id)}
    members = repository.members_for_teacher(session, teacher, class_id)
    rows = [
        (row, order)
        for row in repository.decisions_for_teacher(session, teacher, class_id)
        if (row.pupil_id is None or row.pupil_id in pupils) and not _past(order := order_of(row), now)
    ]
    titles = own_titles(session, teacher, class_id)
    followers = {
        key: Follower(session, one, content.catalogue, content.shelf, content.learner, now)
        for key, one in pupils.items()
    }

    def concerned(row: Decision) -> list[UUID]:
        if row.pupil_id is not None:
            return [row.pupil_id]
        return [one.id for one in members.get(row.group_id, [])] if row.group_id is not None else list(pupils)

    def whom(row: Decision) -> Whom:
        if row.pupil_id is not None:
            return Whom(level="pupil", id=row.pupil_id, name=pupils[row.pupil_id].first_name)
        if row.group_id is not None:
            return Whom(level="group", id=row.group_id, name=whom_group(groups[row.group_id].name))
        return Whom(level="class", id=None, name=WHOLE_CLASS)

    listed = [
        DecisionOut(
            stop="decision",
            id=row.id,
            way=order.asked.way,
            whom=whom(row),
            sentence=sentence(order.asked, row.starts, row.ends, content.catalogue, titles),
            state=state_in_words(row, [followers[one] for one in concerned(row)], content.catalogue, titles, now),
            upcoming=row.starts is not None and row.starts > now.date(),
        )
        for row, order in rows
    ]
    wills = {key: Will.of([order for row, order in rows if key in concerned(row)], now.date()) for key in pupils}
    blocked = [pupils[key] for key, will in wills.items() if any(one.asked.way == "block" for one in will.orders)]
    return Decisions(
        decisions=[*listed, *_bands(list(pupils.values())), *_texts(session, teacher, class_id, pupils)],
        told=[*who_wait(wills, list(followers.values())), *nothing_left(session, blocked, content.shelf, now)],
        groups=[group_out(one, members.get(one.id, []), content.catalogue.skills) for one in groups.values()],
        pupils=by_first_name([face(one) for one in pupils.values()], lambda one: one),
    )


def _past(order: Order, now: datetime) -> bool:
    if order.asked.way == "plan":
        return not order.holds_on(now.date())
    return order.ends is not None and order.ends < now.date()


def _bands(pupils: list[Pupil]) -> list[DecisionOut]:
    return [
        DecisionOut(
            stop="band",
            id=one.id,
            way="band",
            whom=Whom(level="pupil", id=one.id, name=one.first_name),
            sentence=f"{aim_in_words(one.band_low, one.band_high)}.",
            state="",
            upcoming=False,
        )
        for one in sorted(pupils, key=lambda one: one.first_name)
        if one.band_low is not None and one.band_high is not None
    ]


def _texts(session: Session, teacher: Teacher, class_id: UUID, pupils: dict[UUID, Pupil]) -> list[DecisionOut]:
    """The texts given on the page of texts: they come first too."""
    readers = own_texts.readers_for_teacher(session, teacher, class_id)
    found = []
    for own in own_texts.texts_for_teacher(session, teacher, class_id):
        chosen = [pupils[one] for one in readers.get(own.id, []) if one in pupils]
        if own.published_at is None or own.archived or not (own.whole_class or chosen):
            continue
        if own.whole_class:
            whom = Whom(level="class", id=None, name=WHOLE_CLASS)
        else:
            whom = Whom(level="pupil", id=None, name=names(sorted(one.first_name for one in chosen)))
        said = f"d’abord le texte {quoted(own.title)}, donné sur la page de vos textes."
        found.append(
            DecisionOut(stop="text", id=own.id, way="assign", whom=whom, sentence=said, state="", upcoming=False)
        )
    return found
