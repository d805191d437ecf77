"""One shipped exercise of every activity that is answered by hand, done by touch in a real Chromium, and right.

Reading aloud is in the other tests here, for it needs a voice; figures are handled in test_maths_forms.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from exercises.catalogue import Catalogue
from exercises.exercise import Ask, Build, Choose, Compute, Content, Count, Domain, Exercise, Form, Write
from tests.e2e.handmade import Workshop, pupil_page, workshop
from tests.e2e.hands import keys, touch
from tutor.practice.choosing import Shelf

pytestmark = pytest.mark.e2e

ON_A_PATH = 50
"""Exercises for one pupil, whose path has an end."""


def by_hand(content: Content) -> bool:
    """Whether it is answered by touching options, tiles, a drum, or keys."""
    return isinstance(content, Choose | Build | Write | Count | Compute) or (
        isinstance(content, Ask) and content.form is Form.NUMBER
    )


def one_of_each() -> dict[str, Exercise]:
    """The first exercise of each activity, by the name of the activity."""
    found: dict[str, Exercise] = {}
    for exercise in Catalogue.load().exercises.values():
        if by_hand(exercise.content):
            found.setdefault(exercise.activity.value, exercise)
    return found


EVERY = one_of_each()
PATHS = [
    names[start : start + ON_A_PATH]
    for domain in Domain
    for names in [[name for name, exercise in EVERY.items() if exercise.domain is domain]]
    for start in range(0, len(names), ON_A_PATH)
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("workshop")) as shop:
        shop.app.state.catalogue = Catalogue.load()
        yield shop


@pytest.mark.parametrize("number", range(len(PATHS)))
def test_every_activity_is_done_by_touch(playwright: Playwright, shop: Workshop, number: int) -> None:
    activities = PATHS[number]
    offer(shop, EVERY[activities[0]])
    with pupil_page(playwright, shop, number=number) as page:
        subject = "reading" if EVERY[activities[0]].domain is Domain.READING else "maths"
        page.get_by_test_id(f"choose-{subject}").click()
        for activity in activities:
            exercise = EVERY[activity]
            offer(shop, exercise)
            show(page, exercise)
            answer(page, exercise.content)
            expect(page.get_by_test_id("next"), f"{activity} ({exercise.id}) is right").to_be_visible()


def offer(shop: Workshop, exercise: Exercise) -> None:
    """From now on only this is given."""
    shop.app.state.shelf = Shelf.of(Catalogue(shop.app.state.catalogue.skills, {exercise.id: exercise}))


def show(page: Page, exercise: Exercise) -> None:
    """Go on until it is there."""
    wanted = page.locator(f'[data-exercise-id="{exercise.id}"]')
    page.get_by_test_id("exercise").wait_for()
    if not wanted.is_visible():
        over = page.get_by_test_id("next")
        (over if over.is_visible() else page.get_by_test_id("skip")).click()
    expect(wanted).to_be_visible()
    expect(page.get_by_test_id("next")).to_have_count(0)


def answer(page: Page, content: Content) -> None:
    """The right one, by touch; a spelling is typed."""
    match content:
        case Choose():
            for place in content.answers:
                touch(page, "option", place)
        case Build():
            left = list(range(len(content.tiles)))
            for text in content.answers[0]:
                place = next(place for place in left if content.tiles[place] == text)
                left.remove(place)
                touch(page, "tile", place)
        case Write():
            page.keyboard.type(content.answers[0])
        case Count():
            for _ in range(content.answer):
                page.get_by_test_id("drum").tap()
        case Compute() | Ask():
            keys(page, str(content.answer if isinstance(content, Compute) else content.answers[0]))
            page.get_by_test_id("keypad-ok").tap()
            return
    page.get_by_test_id("finish").tap()
