"""One shipped exercise of every activity that is answered by hand, done by touch in a real Chromium, and right.

Then one of every family of maths, by touch and by the keyboard alone. Reading aloud is in the other tests here, for it
needs a voice; figures are handled in test_maths_forms.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from exercises.catalogue import Catalogue
from exercises.exercise import Ask, Build, Choose, Columns, Compute, Content, Count, Domain, Exercise, Form, Write
from exercises.maths.families import FAMILIES
from exercises.maths.making import MINUS
from tests.e2e.handmade import Workshop, pupil_page, workshop
from tests.e2e.hands import keys, tab_to, touch
from tutor.practice.choosing import Shelf

pytestmark = pytest.mark.e2e

PATIENCE = 15_000
"""For a slow machine, in ms: what takes long is its disk, not the answer."""
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


def one_of_each_family() -> list[Exercise]:
    """The first exercise of each family of maths, in the order of the families."""
    found: dict[str, Exercise] = {}
    for exercise in Catalogue.load().exercises.values():
        content = exercise.content
        if by_hand(content) or isinstance(content, Ask) or (isinstance(content, Columns) and content.placed):
            found.setdefault(family(exercise), exercise)
    return [found[PREFIXES.get(name, name)] for name in FAMILIES]


def family(exercise: Exercise) -> str:
    """The family that made an exercise of maths."""
    return exercise.id.split(".")[1]


PREFIXES = {"addition": "add"}
EVERY = one_of_each()
FAMILY = one_of_each_family()
HALF = len(FAMILY) // 2
TOUCHED = {family(exercise) for exercise in EVERY.values() if exercise.domain is Domain.MATHS}
"""Families of which the test of activities touches one already."""
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


@pytest.mark.parametrize(("pupil", "exercises"), [(3, FAMILY[:HALF]), (4, FAMILY[HALF:])])
def test_every_family_of_maths_is_done_by_touch_and_by_keyboard_alone(
    playwright: Playwright, shop: Workshop, pupil: int, exercises: list[Exercise]
) -> None:
    offer(shop, exercises[0])
    with pupil_page(playwright, shop, number=pupil) as page:
        page.get_by_test_id("choose-maths").click()
        for exercise in exercises:
            over = page.get_by_test_id("next")
            offer(shop, exercise)
            show(page, exercise)
            if family(exercise) not in TOUCHED:
                answer(page, exercise.content)
                expect(over, f"{exercise.id} is right by touch").to_be_visible(timeout=PATIENCE)
                tab_to(page, over)
                page.keyboard.press("Enter")
                expect(over).to_have_count(0)
            type_answer(page, exercise.content)
            expect(over, f"{exercise.id} is right by keyboard").to_be_visible(timeout=PATIENCE)


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
        case Ask(form=Form.WORDS):
            page.keyboard.type(content.answers[0])
        case Columns():
            keys(page, str(content.result)[::-1])
            page.get_by_test_id("keypad-ok").tap()
            return
        case Compute() | Ask():
            keys(page, signs(content))
            page.get_by_test_id("keypad-ok").tap()
            return
    page.get_by_test_id("finish").tap()


def type_answer(page: Page, content: Content) -> None:
    """The right one, by the keyboard alone: digits choose and write, the tab key goes to what is pressed."""
    match content:
        case Choose():
            for place in content.answers:
                page.keyboard.type(str(place + 1))
        case Build():
            left = list(range(len(content.tiles)))
            for text in content.answers[0]:
                place = next(place for place in left if content.tiles[place] == text)
                left.remove(place)
                tab_to(page, page.locator(f"[data-testid=tile][data-place='{place}']"))
                page.keyboard.press("Enter")
        case Ask(form=Form.WORDS):
            page.keyboard.type(content.answers[0])
        case Columns():
            page.keyboard.type(str(content.result)[::-1])
            page.keyboard.press("Enter")
            return
        case Compute() | Ask():
            page.keyboard.type(signs(content))
            page.keyboard.press("Enter")
            return
    tab_to(page, page.get_by_test_id("finish"))
    page.keyboard.press("Enter")


def signs(content: Compute | Ask) -> str:
    """The answer as the keys write it."""
    text = str(content.answer) if isinstance(content, Compute) else content.answers[0]
    return text.replace(" ", "").replace("\u00a0", "").replace("€", "").replace("-", MINUS)
