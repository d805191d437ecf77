"""GET /api/lessons: what Rivet can make a pupil discover."""

from fastapi import APIRouter, Request

from exercises.exercise import Grade
from exercises.maths.lesson_files import load_lessons
from tutor.companion.notes.repository import lessons_done_by_pupil
from tutor.companion.talk.schemas import LessonList, LessonOut
from tutor.dependencies import PupilDep, ReadSessionDep
from tutor.practice.repository import grade_for_pupil

router = APIRouter(prefix="/api", tags=["companion"])

_YEARS = list(Grade)


@router.get("/lessons")
def show_lessons(request: Request, session: ReadSessionDep, pupil: PupilDep) -> LessonList:
    """The discovery lessons of the signed-in pupil's year, then those of the years before; done ones say so."""
    grade = grade_for_pupil(session, pupil.id)
    done = lessons_done_by_pupil(session, pupil.id)
    reached = [one for one in load_lessons() if _YEARS.index(one.grade) <= _YEARS.index(grade)]
    for one in reached:
        request.app.state.lines.may_say(one.title)
    reached.sort(key=lambda one: -_YEARS.index(one.grade))  # his year first, each year in the order of its skills
    return LessonList(
        lessons=[
            LessonOut(
                slug=one.slug,
                title=one.title,
                grade=one.grade,
                minutes=one.minutes,
                figure=next((step.table for step in one.steps if step.table), None),
                done=one.slug in done,
            )
            for one in reached
        ]
    )
