"""A group of three around one tablet, and a whole class before the teacher's big screen, in a real Chromium."""

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlmodel import select

from tests.e2e.conftest import screenshot
from tests.e2e.handmade import Workshop, any_page, pupil_page, workshop
from tests.e2e.hands import keys
from tutor.classroom.tables import Pupil
from tutor.db import reading
from tutor.practice.tables import Attempt

pytestmark = pytest.mark.e2e
ANSWER = "236"
PATIENCE = 20_000
"""Milliseconds: machines that test are often busy, and each of these waits is for the server."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    with workshop(tmp_path_factory.mktemp("workshop")) as shop:
        shop.offer("ask-number")
        yield shop


def join(page: Page, pupil: Pupil) -> None:
    """A classmate touches his face, then his three pictures."""
    page.locator(f"[data-testid=classmate][data-name='{pupil.first_name}']").tap()
    for picture in pupil.pictures:
        page.locator(f"[data-testid=picture][data-picture='{picture}']").tap()
    expect(page.locator(f"[data-testid=seat][data-name='{pupil.first_name}']")).to_be_visible(timeout=PATIENCE)


def take_hand(page: Page, name: str | None = None) -> str:
    """This child, or the one whose turn it is, touches his face: the exercise."""
    hand = page.locator(f"[data-testid=hand][data-name='{name}']") if name else page.locator("[data-testid=hand].first")
    name = hand.get_attribute("data-name") or ""
    hand.tap()
    expect(page.locator(f"[data-testid=share][data-name='{name}']")).to_have_attribute(
        "data-role", "show", timeout=PATIENCE
    )
    return name


def find(page: Page, picture: str = "") -> None:
    """The answer is given, and it is right."""
    keys(page, ANSWER)
    if picture:
        screenshot(page, picture)
    page.get_by_test_id("keypad-ok").tap()
    expect(page.get_by_test_id("next")).to_be_visible(timeout=PATIENCE)


def shows_lit(page: Page, stars: int) -> None:
    """Back under the sky, so many stars shine."""
    page.get_by_test_id("next").tap()
    expect(page.get_by_test_id("constellation")).to_have_attribute("data-lit", str(stars))


def test_three_pupils_relight_a_constellation_on_one_tablet(playwright: Playwright, shop: Workshop) -> None:
    _, leo, zoe, *_ = shop.made.pupils
    played: Counter[str] = Counter()
    with pupil_page(playwright, shop) as page:
        screenshot(page, "together-hello")
        page.get_by_test_id("choose-together").tap()
        expect(page.get_by_test_id("together-go")).to_be_disabled()
        screenshot(page, "together-alone")
        join(page, leo)
        join(page, zoe)
        screenshot(page, "together-gathered")
        page.get_by_test_id("together-go").tap()
        expect(page.get_by_test_id("sky")).to_be_visible()
        screenshot(page, "together-sky")

        # Found at once: a star.
        played[take_hand(page, "Zoé")] += 1
        expect(page.locator("[data-testid=share][data-role=explain]")).to_have_attribute("data-name", "Inès")
        expect(page.locator("[data-testid=share][data-role=check]")).to_have_attribute("data-name", "Léo")
        find(page, "together-exercise")
        shows_lit(page, 1)
        page.wait_for_timeout(1500)
        screenshot(page, "together-star")
        expect(page.locator("[data-testid=hand][data-name='Zoé']")).to_be_disabled()

        # Missed until it is shown done: a star as well. The tablet is started again meanwhile.
        name = take_hand(page)
        page.reload()
        page.get_by_test_id("choose-together").tap()
        expect(page.locator("[data-testid=seat][data-name='Léo']")).to_be_visible(timeout=PATIENCE)
        page.get_by_test_id("together-go").tap()
        assert take_hand(page) == name
        for miss in range(1, 4):
            keys(page, "9")
            page.get_by_test_id("keypad-ok").tap()
            if miss < 3:
                expect(page.locator("[data-verdict=incorrect]")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_test_id("help")).to_be_visible(timeout=PATIENCE)
        played[name] += 3
        shows_lit(page, 2)

        # Passed: no star, no harm; each plays in turn until the sky is full.
        name = take_hand(page)
        page.set_viewport_size({"width": 800, "height": 1280})
        page.wait_for_timeout(300)
        screenshot(page, "together-exercise-portrait")
        page.get_by_test_id("skip").tap()
        expect(page.get_by_test_id("sky")).to_be_visible(timeout=PATIENCE)
        expect(page.get_by_test_id("constellation")).to_have_attribute("data-lit", "2")
        screenshot(page, "together-sky-portrait")
        page.set_viewport_size({"width": 1280, "height": 800})
        played[name] += 1
        for stars in range(3, 9):
            played[take_hand(page)] += 1
            find(page)
            shows_lit(page, stars)
        expect(page.get_by_test_id("sky-full")).to_be_visible()
        page.wait_for_timeout(1800)
        screenshot(page, "together-full")
        page.get_by_test_id("together-more").tap()
        expect(page.get_by_test_id("constellation")).to_have_attribute("data-lit", "0")
        page.get_by_test_id("together-stop").tap()
        expect(page.get_by_test_id("hello")).to_be_visible()

    with reading(shop.app.state.engine) as session:
        for pupil in shop.made.pupils:
            own = session.exec(select(Attempt).where(Attempt.pupil_id == pupil.id)).all()
            assert len(own) == played[pupil.first_name]
    assert set(played) == {"Inès", "Léo", "Zoé"}


def test_a_whole_class_answers_on_slates(playwright: Playwright, shop: Workshop) -> None:
    with any_page(playwright, 1280, 800) as page:
        page.goto(f"{shop.address}/enseignant/classe/{shop.made.classroom.id}")
        page.get_by_test_id("teacher-login").fill(shop.made.teacher.login)
        page.get_by_test_id("teacher-password").fill(shop.made.password)
        page.get_by_test_id("teacher-go").click()
        page.get_by_test_id("whole-class-link").click()
        expect(page.get_by_test_id("class-suggestion")).to_be_visible(timeout=PATIENCE)
        screenshot(page, "class-choose")
        page.get_by_test_id("class-begin").click()
        question = page.get_by_test_id("class-question")
        expect(question).to_have_attribute("data-number", "1", timeout=PATIENCE)
        page.set_viewport_size({"width": 1920, "height": 1080})
        screenshot(page, "class-question")
        page.get_by_test_id("class-reveal").click()
        expect(page.get_by_test_id("class-answer")).to_be_visible()
        for _ in range(4):
            page.locator("[data-testid=tally-more][data-side=right]").click()
        page.locator("[data-testid=tally-more][data-side=notYet]").click()
        screenshot(page, "class-answer")
        # There are five pupils: no sixth slate.
        page.locator("[data-testid=tally-more][data-side=notYet]").click()
        expect(page.locator("[data-testid=tally-count][data-side=notYet]")).to_have_text("1")
        page.get_by_test_id("class-next").click()
        expect(question).to_have_attribute("data-number", "2", timeout=PATIENCE)
        # By keyboard only.
        page.locator("body").click(position={"x": 5, "y": 5})
        page.keyboard.press("Space")
        page.keyboard.press("1")
        expect(page.locator("[data-testid=tally-share][data-share=most]")).to_have_attribute("aria-pressed", "true")
        screenshot(page, "class-answer-2")
        page.keyboard.press("Space")
        expect(question).to_have_attribute("data-number", "3", timeout=PATIENCE)
        for number in range(4, 7):
            screenshot(page, f"class-question-{number - 1}")
            page.keyboard.press("Space")
            screenshot(page, f"class-answer-{number - 1}")
            page.keyboard.press("Space")
            expect(question).to_have_attribute("data-number", str(number), timeout=PATIENCE)
        page.keyboard.press("Escape")
        results = page.get_by_test_id("class-result")
        expect(results).to_have_count(6, timeout=PATIENCE)
        expect(results.nth(0)).to_contain_text("4 justes, 1 pas encore")
        expect(results.nth(1)).to_contain_text("presque tous")
        screenshot(page, "class-results")
        page.get_by_test_id("class-close").click()
        expect(page.get_by_test_id("class-round")).to_have_count(1)
        page.set_viewport_size({"width": 1280, "height": 800})
        page.get_by_test_id("class-round").click()
        screenshot(page, "class-later")
