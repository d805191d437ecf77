"""A teacher's classes, her pupils and their sign-in cards."""

from typing import Any, cast
from uuid import UUID

from fastapi import APIRouter, Request

from exercises.exercise import Grade
from speech.strictness import StrictnessLevel
from tutor.classroom import repository, service
from tutor.classroom.cards import card_address, class_address, qr_svg, tablet_address
from tutor.classroom.schemas import (
    ClassChange,
    ClassIn,
    ClassOut,
    PupilChange,
    PupilIn,
    PupilListIn,
    PupilListOut,
    PupilOut,
    SignInCard,
    SignInCards,
)
from tutor.classroom.tables import Classroom, Pupil
from tutor.dependencies import NowDep, SessionDep, TeacherDep
from tutor.identity.schemas import AvatarId, PictureId
from tutor.story.levels import StoryLevel

router = APIRouter(prefix="/api", tags=["classroom"])
_NAME_TAKEN: dict[int | str, dict[str, Any]] = {409: {}}  # completed by tutor.openapi


def class_out(classroom: Classroom, pupil_count: int) -> ClassOut:
    """A class as its teacher sees it."""
    return ClassOut(
        id=classroom.id,
        name=classroom.name,
        grade=Grade(classroom.grade),
        code=classroom.code,
        archived=classroom.archived,
        strictness=StrictnessLevel(classroom.strictness),
        story=StoryLevel(classroom.story),
        version=classroom.version,
        pupil_count=pupil_count,
    )


def pupil_out(pupil: Pupil) -> PupilOut:
    """A pupil as his teacher sees him."""
    return PupilOut(
        id=pupil.id,
        first_name=pupil.first_name,
        avatar=cast(AvatarId, pupil.avatar),
        pictures=cast(list[PictureId], pupil.pictures),
        archived=pupil.archived,
        band=service.band_of(pupil),
        version=pupil.version,
    )


def _by_name(pupils: list[Pupil]) -> list[Pupil]:
    return sorted(pupils, key=lambda pupil: (pupil.archived, pupil.first_name.casefold()))


@router.get("/classes")
def read_classes(session: SessionDep, teacher: TeacherDep) -> list[ClassOut]:
    """Her classes: present ones by name, then archived ones."""
    counts = repository.pupil_counts_for_teacher(session, teacher)
    classes = repository.classes_for_teacher(session, teacher)
    classes.sort(key=lambda classroom: (classroom.archived, classroom.name.casefold()))
    return [class_out(classroom, counts.get(classroom.id, 0)) for classroom in classes]


@router.post("/classes", status_code=201)
def create_class(body: ClassIn, session: SessionDep, teacher: TeacherDep, now: NowDep) -> ClassOut:
    """A new class."""
    return class_out(service.create_class(session, teacher, body, now), 0)


@router.patch("/classes/{class_id}", responses={409: {}})
def change_class(class_id: UUID, body: ClassChange, session: SessionDep, teacher: TeacherDep, now: NowDep) -> ClassOut:
    """Rename, archive or bring back a class, choose how demanding the ear is with it, or how much story it has."""
    count = repository.pupil_counts_for_teacher(session, teacher).get(class_id, 0)
    return class_out(service.change_class(session, teacher, class_id, body, now), count)


@router.get("/classes/{class_id}/pupils")
def read_pupils(class_id: UUID, session: SessionDep, teacher: TeacherDep) -> list[PupilOut]:
    """The class's pupils: present ones by first name, then archived ones."""
    pupils = repository.pupils_of_class_for_teacher(session, teacher, class_id)
    return [pupil_out(pupil) for pupil in _by_name(pupils)]


@router.post("/classes/{class_id}/pupils", status_code=201, responses=_NAME_TAKEN)
def create_pupil(class_id: UUID, body: PupilIn, session: SessionDep, teacher: TeacherDep, now: NowDep) -> PupilOut:
    """A new pupil."""
    return pupil_out(service.create_pupil(session, teacher, class_id, body, now))


@router.post("/classes/{class_id}/pupils/list")
def create_pupils(
    class_id: UUID, body: PupilListIn, session: SessionDep, teacher: TeacherDep, now: NowDep
) -> PupilListOut:
    """The pupils of a pasted list; lines that cannot be taken come back with the reason."""
    added, refused = service.create_pupils(session, teacher, class_id, body.text, now)
    return PupilListOut(added=[pupil_out(pupil) for pupil in added], refused=refused)


@router.patch("/pupils/{pupil_id}", responses=_NAME_TAKEN)
def change_pupil(pupil_id: UUID, body: PupilChange, session: SessionDep, teacher: TeacherDep, now: NowDep) -> PupilOut:
    """Rename, give another avatar, archive or bring back a pupil, or aim at more or less success for him."""
    return pupil_out(service.change_pupil(session, teacher, pupil_id, body, now))


@router.post("/pupils/{pupil_id}/card")
def renew_card(pupil_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep) -> SignInCard:
    """New pictures and a new card, for a card that was lost; the pupil's sessions end."""
    return _card(service.renew_card(session, teacher, pupil_id), tablet_address(request.url))


@router.get("/classes/{class_id}/cards")
def read_cards(class_id: UUID, request: Request, session: SessionDep, teacher: TeacherDep) -> SignInCards:
    """The cards to print, of the pupils present."""
    classroom = repository.class_for_teacher(session, teacher, class_id)
    pupils = repository.pupils_of_class_for_teacher(session, teacher, class_id)
    server = tablet_address(request.url)
    address = class_address(server, classroom.code)
    return SignInCards(
        class_name=classroom.name,
        class_code=classroom.code,
        class_address=address,
        class_qr_svg=qr_svg(address),
        cards=[_card(pupil, server) for pupil in _by_name(pupils) if not pupil.archived],
    )


def _card(pupil: Pupil, server: str) -> SignInCard:
    return SignInCard(pupil=pupil_out(pupil), qr_svg=qr_svg(card_address(server, pupil.card_token)))
