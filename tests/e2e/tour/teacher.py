"""The pages of the teacher."""

from collections.abc import Iterator

from tests.e2e.tour.guide import Tour


def teacher(tour: Tour) -> Iterator[str]:
    """The teacher's pages, on what the pupils did before."""
    tour.forget()
    tour.go("/enseignant")
    tour.sees("teacher-login")
    yield "teacher-sign-in"
    tour.teach()
    yield "teacher-classes"
    tour.tap("class-link")
    tour.sees("live-row")
    tour.sees("alerts")
    yield "teacher-class"
    for name, link, there in (
        ("teacher-setup", "room-reglages", "year-begin"),
        ("teacher-cards", "cards-link", "card"),
        ("teacher-progression", "progression-link", "progression-ready"),
        ("teacher-texts", "texts-link", "text-new"),
        ("teacher-reports", "room-bilans", "lsu-domain"),
        ("teacher-whole-class", "whole-class-link", "class-begin-chosen"),
        ("teacher-decide", "room-decider", "decide"),
        ("teacher-week", "room-semaine", "week-row"),
        ("teacher-skills-map", "room-competences", "map-part"),
    ):
        tour.tap(link)
        tour.sees(there)
        yield name
        tour.page.go_back()
        tour.sees("live-row")
    tour.tap("attempts-link")
    tour.sees("tab-skills")
    yield "teacher-pupil"
    for tab in ("course", "skills", "fluency", "slips", "days", "comfort", "data"):
        tour.tap(f"tab-{tab}")
        tour.page.wait_for_load_state("networkidle")
        yield f"teacher-pupil-{tab}"


def teacher_text(tour: Tour) -> Iterator[str]:
    """A text is written, looked at, given."""
    tour.teach()
    tour.tap("class-link")
    tour.tap("texts-link")
    tour.tap("text-new")
    tour["text-title"].fill("Le secret de Samir")
    tour["text-body"].fill("Samir a un secret. Dans sa poche, il y a deux tortues. Le zorbiflon dort !")
    tour.sees("text-notice")
    yield "teacher-text-editor"
    tour.tap("text-save")
    tour.sees("to-some")
    tour.tap("to-some")
    tour.sees("to-pupil")
    yield "teacher-text-readers"


def whole_class(tour: Tour) -> Iterator[str]:
    """A question on the big screen, its answer, what came out of it."""
    tour.shop.offer("ask-number")
    tour.teach()
    tour.go(f"/enseignant/classe/{tour.shop.made.classroom.id}/ensemble")
    tour.tap("class-begin")
    tour.sees("class-question")
    yield "class-question"
    tour.tap("class-reveal")
    tour.sees("class-answer")
    yield "class-answer"
    tour.page.keyboard.press("Escape")
    tour.sees("class-result")
    yield "class-results"
