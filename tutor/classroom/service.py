"""What a teacher does with her classes and pupils. Each function that writes commits once, at its end."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from exercises.exercise import Grade
from tutor.classroom import repository
from tutor.classroom.history import changed, seen_of
from tutor.classroom.names import clean_first_name, pasted_lines, same_name_key
from tutor.classroom.schemas import Band, ClassChange, ClassIn, PupilChange, PupilIn, RefusedLine
from tutor.classroom.sign_in_secrets import AVATARS, new_avatar, new_card_token, new_class_code, new_pictures
from tutor.classroom.tables import Classroom, Pupil, Teaching
from tutor.edits import expect
from tutor.errors import BadInputError, ConflictError, TutorError
from tutor.identity.tables import Teacher

LARGEST_CLASS = 60
NARROWEST_BAND = 0.05
_SHOWN_OF_A_REFUSED_LINE = 60


def create_class(session: Session, teacher: Teacher, wanted: ClassIn, now: datetime) -> Classroom:
    """A new class of this teacher, with a code of its own."""
    classroom = make_class(session, teacher, wanted.name, wanted.grade, now)
    session.commit()
    return classroom


def make_class(session: Session, teacher: Teacher, name: str, grade: Grade, now: datetime) -> Classroom:
    """As create_class, without the commit (for the demo school)."""
    code = new_class_code()
    while repository.code_is_taken(session, code):
        code = new_class_code()
    classroom = Classroom(
        school_id=teacher.school_id, name=_class_name(name), grade=grade.value, code=code, created_at=now
    )
    session.add(classroom)
    session.flush()
    session.add(Teaching(teacher_id=teacher.id, classroom_id=classroom.id))
    return classroom


def change_class(session: Session, teacher: Teacher, class_id: UUID, change: ClassChange, now: datetime) -> Classroom:
    """Rename, move to another grade, archive or bring back, choose how demanding the ear is, how much story it has.

    An archived class's pupils cannot sign in. Raises ChangedMeanwhileError.
    """
    classroom = repository.class_for_teacher(session, teacher, class_id)
    classroom.version = expect(change.version, classroom.version, "cette classe")
    before = seen_of(classroom)
    if change.name is not None:
        classroom.name = _class_name(change.name)
    if change.grade is not None:
        classroom.grade = change.grade.value
    if change.archived is not None:
        classroom.archived = change.archived
    if change.strictness is not None:
        classroom.strictness = change.strictness.value
    if change.story is not None:
        classroom.story = change.story.value
    session.add(classroom)
    changed(session, teacher, classroom, before, now)
    session.commit()
    return classroom


def create_pupil(session: Session, teacher: Teacher, class_id: UUID, wanted: PupilIn, now: datetime) -> Pupil:
    """A new pupil. Raises BadInputError, or ConflictError when the name is taken in the class."""
    classroom = repository.class_for_teacher(session, teacher, class_id)
    mates = repository.pupils_of_class_for_teacher(session, teacher, class_id)
    pupil = make_pupil(session, classroom, mates, wanted.first_name, now, wanted.avatar)
    session.commit()
    return pupil


def create_pupils(
    session: Session, teacher: Teacher, class_id: UUID, text: str, now: datetime
) -> tuple[list[Pupil], list[RefusedLine]]:
    """The pupils of a pasted list, and the lines that were refused with the reason."""
    classroom = repository.class_for_teacher(session, teacher, class_id)
    mates = repository.pupils_of_class_for_teacher(session, teacher, class_id)
    added: list[Pupil] = []
    refused: list[RefusedLine] = []
    for line in pasted_lines(text):
        try:
            added.append(make_pupil(session, classroom, [*mates, *added], line.text, now))
        except TutorError as error:
            shown = line.text[:_SHOWN_OF_A_REFUSED_LINE]
            refused.append(RefusedLine(line=line.number, text=shown, reason=error.message))
    if not added and not refused:
        raise BadInputError("La liste est vide : écrivez un prénom par ligne.")
    session.commit()
    return added, refused


def make_pupil(
    session: Session,
    classroom: Classroom,
    mates: list[Pupil],
    first_name: str,
    now: datetime,
    avatar: str | None = None,
) -> Pupil:
    """A pupil with new secrets, added to the session without a commit. `mates` are all the pupils of the class."""
    present = [mate for mate in mates if not mate.archived]
    if len(present) >= LARGEST_CLASS:
        raise ConflictError(f"Une classe a {LARGEST_CLASS} élèves au plus.")
    name = clean_first_name(first_name)
    _refuse_same_name(name, present)
    if avatar is not None:
        _refuse_taken_avatar(avatar, present)
    pupil = Pupil(
        classroom_id=classroom.id,
        first_name=name,
        avatar=avatar or new_avatar([mate.avatar for mate in present]),
        pictures=new_pictures([tuple(mate.pictures) for mate in mates]),
        card_token=new_card_token(),
        created_at=now,
    )
    session.add(pupil)
    return pupil


def change_pupil(session: Session, teacher: Teacher, pupil_id: UUID, change: PupilChange, now: datetime) -> Pupil:
    """Rename, change the avatar or the success aimed at, archive or bring back. Archiving ends the pupil's sessions.

    Raises ChangedMeanwhileError.
    """
    pupil = repository.pupil_for_teacher(session, teacher, pupil_id)
    pupil.version = expect(change.version, pupil.version, "cet élève")
    before = seen_of(pupil)
    mates = repository.pupils_of_class_for_teacher(session, teacher, pupil.classroom_id)
    present = [mate for mate in mates if not mate.archived and mate.id != pupil.id]
    if change.first_name is not None:
        pupil.first_name = clean_first_name(change.first_name)
    if change.avatar is not None and change.avatar != pupil.avatar:
        _refuse_taken_avatar(change.avatar, present)
        pupil.avatar = change.avatar
    if change.archived is not None and change.archived != pupil.archived:
        pupil.archived = change.archived
        pupil.epoch += 1
    if change.band is not None:
        _refuse_narrow(change.band)
        usual = change.band == Band()
        pupil.band_low = None if usual else change.band.low
        pupil.band_high = None if usual else change.band.high
    if not pupil.archived and (change.first_name is not None or change.archived is False):
        _refuse_same_name(pupil.first_name, present)
    session.add(pupil)
    changed(session, teacher, pupil, before, now)
    session.commit()
    return pupil


def band_of(pupil: Pupil) -> Band:
    """The success aimed at for this pupil."""
    if pupil.band_low is None or pupil.band_high is None:
        return Band()
    return Band(low=pupil.band_low, high=pupil.band_high)


def renew_card(session: Session, teacher: Teacher, pupil_id: UUID) -> Pupil:
    """New pictures and a new card; the old card is worthless and the pupil's sessions end."""
    pupil = repository.pupil_for_teacher(session, teacher, pupil_id)
    mates = repository.pupils_of_class_for_teacher(session, teacher, pupil.classroom_id)
    pupil.pictures = new_pictures([tuple(mate.pictures) for mate in mates])
    pupil.card_token = new_card_token()
    pupil.epoch += 1
    session.add(pupil)
    session.commit()
    return pupil


def _class_name(name: str) -> str:
    kept = " ".join(name.split())
    if not kept:
        raise BadInputError("Il manque le nom de la classe.")
    return kept


def _refuse_narrow(band: Band) -> None:
    if band.high - band.low < NARROWEST_BAND:
        raise BadInputError("La réussite visée va du plus petit au plus grand, avec au moins 5 points d'écart.")


def _refuse_same_name(name: str, present: list[Pupil]) -> None:
    key = same_name_key(name)
    if any(same_name_key(mate.first_name) == key for mate in present):
        raise ConflictError(f"Il y a déjà {name} dans la classe : ajoutez une initiale (par exemple « {name} B. »).")


def _refuse_taken_avatar(avatar: str, present: list[Pupil]) -> None:
    taken = {mate.avatar for mate in present}
    if avatar in taken and len(taken) < len(AVATARS):
        raise ConflictError("Ce visage est déjà celui d'un autre élève de la classe : choisissez-en un autre.")
