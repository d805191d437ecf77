"""A pupil's hands for the client's benchmark: does whatever exercise is shown, or passes over it."""

from playwright.sync_api import Error, Page

from benchmarks.client_school import BenchSchool
from exercises.exercise import Ask, Build, Choose, Columns, Compute, Content, Count, Form, Write
from tests.e2e.test_every_activity import answer

PATIENCE_MS = 20_000
QUIET_MS = 500
"""After a touch that is timed: Playwright's own looking at the page would be timed too."""


def doable(content: Content | None) -> bool:
    """Whether these hands can give the right answer; the other exercises are passed over."""
    if isinstance(content, Ask):
        return content.form in (Form.NUMBER, Form.WORDS)
    if isinstance(content, Columns):
        return content.placed
    return isinstance(content, Choose | Build | Write | Count | Compute)


def shown(page: Page) -> tuple[str, str]:
    """The exercise on the screen and the number it was given under; of two doors, the first is opened."""
    frame, door = page.get_by_test_id("exercise"), page.get_by_test_id("door").first
    frame.or_(door).first.wait_for()
    if door.is_visible():
        door.tap()
        frame.wait_for()
    return frame.get_attribute("data-exercise-id") or "", frame.get_attribute("data-served-id") or ""


def do(page: Page, school: BenchSchool, pause_ms: float = 0) -> str:
    """Answer what is shown (or pass), look at what became of it for so long, and go on: « answered » or « passed »."""
    name, served = shown(page)
    content = school.content.get(name)
    page.wait_for_timeout(150)  # nobody answers before having looked
    if doable(content):
        assert content is not None
        answer(page, content)
        over = page.get_by_test_id("next")
        page.wait_for_timeout(QUIET_MS)
        try:
            over.wait_for(timeout=PATIENCE_MS)
        except Error:
            raise SystemExit(f"{name} was not done: is its answer still given as in tests/e2e?") from None
        page.wait_for_timeout(pause_ms)
        over.tap()
        done = "answered"
    else:
        page.get_by_test_id("skip").tap()
        done = "passed"
    page.wait_for_timeout(QUIET_MS)
    page.locator(f"[data-served-id='{served}']").wait_for(state="detached", timeout=PATIENCE_MS)
    return done
