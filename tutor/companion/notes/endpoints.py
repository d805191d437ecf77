"""The teacher's discreet notes: whom to listen to."""

from uuid import UUID

from fastapi import APIRouter

from tutor.classroom.tables import Pupil
from tutor.companion.notes import repository
from tutor.companion.notes.schemas import ClassNotes, NoteOut
from tutor.companion.notes.tables import Note
from tutor.dashboard.faces import face
from tutor.dependencies import NowDep, SessionDep, TeacherDep
from tutor.errors import NotFoundError

router = APIRouter(prefix="/api", tags=["companion"])

SHOWN = 50


@router.get("/classes/{class_id}/notes")
def show_notes(class_id: UUID, session: SessionDep, teacher: TeacherDep) -> ClassNotes:
    """Which pupils of a class of the signed-in teacher said something that deserves to be listened to."""
    found = repository.notes_for_teacher(session, teacher, class_id, SHOWN)
    if found is None:
        raise NotFoundError("Cette classe n'existe pas, ou n'est pas une des vôtres.")
    return ClassNotes(notes=[_out(note, pupil) for note, pupil in found])


@router.post("/notes/{note_id}/seen")
def see_note(note_id: UUID, session: SessionDep, teacher: TeacherDep, now: NowDep) -> NoteOut:
    """The signed-in teacher has seen this note."""
    found = repository.note_for_teacher(session, teacher, note_id)
    if found is None:
        raise NotFoundError("Cette note n'existe pas, ou n'est pas d'une de vos classes.")
    note, pupil = found
    note.seen_at = note.seen_at or now
    session.add(note)
    session.commit()
    return _out(note, pupil)


def _out(note: Note, pupil: Pupil) -> NoteOut:
    return NoteOut(id=note.id, pupil=face(pupil), at=note.at, seen_at=note.seen_at)
