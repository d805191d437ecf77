"""The long story in a real Chromium: a light is woken after a sitting, an episode is heard, the teacher closes it."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, Playwright, expect

from exercises.story.progress import earned
from tests.e2e.conftest import screenshot
from tests.e2e.handmade import HANDMADE, Workshop, exercise, pupil_page, workshop
from tutor.app import utc_now
from tutor.classroom.tables import Classroom
from tutor.db import reading, writing
from tutor.practice.items import item_of, item_to_json
from tutor.practice.tables import Attempt, Served
from tutor.story.repository import work_of_pupil
from tutor.story.tables import StoryTold

pytestmark = pytest.mark.e2e

GOAL = 4


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """Sittings of four exercises."""
    with workshop(tmp_path_factory.mktemp("story")) as shop:
        shop.app.state.settings = shop.app.state.settings.model_copy(update={"session_goal": GOAL})
        shop.offer(*list(HANDMADE)[:8])
        yield shop


def worked(shop: Workshop, pupil: int, exercises: int, told: int) -> None:
    """What this pupil did last week, and how many scenes it brought him."""
    pupil_id, then = shop.made.pupils[pupil].id, utc_now() - timedelta(days=7)
    line, done = {"act": "praise", "text": "Bravo"}, exercise(list(HANDMADE)[-1])
    with writing(shop.app.state.engine) as session:
        for _ in range(exercises):
            served = Served(
                id=uuid4(),
                pupil_id=pupil_id,
                exercise_id=done.id,
                reason={},
                line=line,
                model_version="1",
                served_at=then,
            )
            session.add(served)
            session.flush()
            session.add(
                Attempt(
                    id=uuid4(),
                    pupil_id=pupil_id,
                    served_id=served.id,
                    exercise_id=done.id,
                    item=item_to_json(item_of(done)),
                    verdict="incorrect",
                    answer={"type": "number"},
                    reply={"line": line, "then": "next", "path": {"done": 1, "goal": GOAL}},
                    hints=0,
                    latency_ms=1,
                    occurred_at=then,
                    received_at=then,
                )
            )
        for scene in shop.app.state.story.scenes[:told]:
            session.add(StoryTold(pupil_id=pupil_id, round=0, piece=scene.id, told_at=then))
        session.commit()


def sit(page: Page, *, begun: bool = False) -> None:
    """Four exercises passed over, to the end of the path. `begun`: the first one is on the screen."""
    if not begun:
        page.get_by_test_id("choose-reading").click()
    for _ in range(GOAL):
        shown = page.get_by_test_id("exercise")
        shown.wait_for()
        served = shown.get_attribute("data-served-id")
        page.get_by_test_id("skip").click()
        expect(page.locator(f"[data-served-id='{served}']")).to_have_count(0)
    expect(page.get_by_test_id("end")).to_be_visible()


def test_lights_are_woken_after_a_sitting_and_an_episode_is_heard(playwright: Playwright, shop: Workshop) -> None:
    worked(shop, 0, exercises=40, told=2)
    with reading(shop.app.state.engine) as session:
        assert earned(work_of_pupil(session, shop.made.pupils[0].id)) == 2
    scene = shop.app.state.story.scenes[2]
    episode = shop.app.state.story.episodes[0]
    with pupil_page(playwright, shop) as page:
        sit(page)
        page.get_by_test_id("wake").wait_for()
        screenshot(page, "story-end-asleep")
        page.get_by_test_id("wake").tap()
        expect(page.get_by_test_id("story-line")).to_have_text(scene.text)
        expect(page.get_by_test_id("story-scene")).to_be_visible()
        expect(page.get_by_test_id("wake")).to_have_count(0)
        page.wait_for_timeout(900)
        screenshot(page, "story-end-told")

        page.get_by_test_id("story-map-open").tap()
        harbour = page.locator("[data-testid=world][data-world=port]")
        expect(harbour).to_have_attribute("data-lit", "3")
        screenshot(page, "story-map")
        page.get_by_test_id("next-episode").tap()
        line = page.get_by_test_id("episode").get_by_test_id("line")
        for place, shown in enumerate(episode.before):
            expect(line).to_have_text(shown.text)
            page.wait_for_timeout(900)
            screenshot(page, f"story-page-{place}")
            page.get_by_test_id("page-next").tap()
        expect(line).to_have_text(episode.question)
        screenshot(page, "story-choice")
        page.get_by_test_id("story-choice").nth(1).tap()
        expect(line).to_have_text(episode.choices[1].then.text)
        page.get_by_test_id("page-back").tap()
        page.get_by_test_id("story-choice").nth(0).tap()
        for shown in (episode.choices[0].then, *episode.end):
            expect(line).to_have_text(shown.text)
            page.get_by_test_id("page-next").tap()
        harbour.tap()
        expect(page.get_by_test_id("world-sheet")).to_be_visible()
        expect(page.get_by_test_id("open-episode")).to_have_text(episode.title)
        screenshot(page, "story-world")
        page.get_by_test_id("map-leave").tap()
        expect(page.get_by_test_id("end")).to_be_visible()


def test_a_standing_tablet_shows_the_whole_map_and_a_closed_story_is_not_there(
    playwright: Playwright, shop: Workshop
) -> None:
    worked(shop, 1, exercises=0, told=40)
    with pupil_page(playwright, shop, number=1, width=768, height=1024) as page:
        sit(page)
        page.get_by_test_id("story-map-open").tap()
        expect(page.get_by_test_id("world")).to_have_count(9)
        for world in page.get_by_test_id("world").all():
            box = world.bounding_box()
            assert box
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= 768
        screenshot(page, "story-map-standing")
        page.set_viewport_size({"width": 1280, "height": 800})
        screenshot(page, "story-map-later")
        page.get_by_test_id("map-leave").tap()
        with writing(shop.app.state.engine) as session:
            classroom = session.get_one(Classroom, shop.made.classroom.id)
            classroom.story = "off"
            session.add(classroom)
            session.commit()
        page.get_by_test_id("go-on").click()
        page.get_by_test_id("exercise").wait_for()
        page.reload()
        sit(page, begun=True)
        with page.expect_response("**/api/story"):
            page.reload()
            sit(page)
        expect(page.get_by_test_id("story-end")).to_have_count(0)
