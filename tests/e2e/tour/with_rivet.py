"""Talking with Rivet, working with others, the long story, the hologram."""

from collections.abc import Iterator

from playwright.sync_api import expect

from exercises.catalogue import Catalogue
from exercises.maths.lesson_files import load_lessons
from tests.e2e.handmade import HANDMADE
from tests.e2e.hands import touch
from tests.e2e.test_story import worked
from tests.e2e.tour.exercises import pass_over
from tests.e2e.tour.guide import COUNTER, FRIEND, PATIENCE, READER, STORYTELLER, TALKER, Tour
from tutor.practice.choosing import Shelf


def talk(tour: Tour) -> Iterator[str]:
    """Talking with Rivet, and what he can be asked to show."""
    state = tour.shop.app.state
    sums = {key: one for key, one in state.catalogue.exercises.items() if key.startswith("maths.add.")}
    state.shelf = Shelf.of(Catalogue(state.catalogue.skills, sums))
    tour.sign_in(TALKER)
    tour.tap("choose-talk")
    tour.sees("operation")
    tour.sees("keypad-digit")
    yield "talk"
    tour.tap("leave")
    tour.sees("talk-end")
    yield "talk-end"
    tour.tap("back")
    tour.tap("choose-discover")
    tour.sees("lesson")
    yield "discover"
    lesson = load_lessons().by_slug["une-dizaine"]
    tour.page.locator(f"[data-testid=lesson][data-slug={lesson.slug}]").click()
    yield "discover-opened"
    tour.tap("start-lesson")
    expect(tour.page.locator("[data-testid=talk][data-question]")).to_be_visible(timeout=60_000)
    yield "lesson"


def together(tour: Tour) -> Iterator[str]:
    """Three pupils around one tablet."""
    tour.shop.offer("ask-number")
    tour.sign_in(FRIEND)
    tour.tap("choose-together")
    tour.sees("classmate")
    yield "together"
    for number in (READER, COUNTER):
        pupil = tour.shop.made.pupils[number]
        tour.page.locator(f"[data-testid=classmate][data-name='{pupil.first_name}']").click()
        tour.sees("picture")
        if number == READER:
            yield "together-pictures"
        for picture in pupil.pictures:
            touch(tour.page, "picture", picture, by="picture")
        expect(tour.page.locator(f"[data-testid=seat][data-name='{pupil.first_name}']")).to_be_visible(timeout=PATIENCE)
    yield "together-gathered"
    tour.tap("together-go")
    tour.sees("hand")
    yield "together-sky"
    tour.tap("hand")
    tour.sees("share")
    yield "together-shares"


def story(tour: Tour) -> Iterator[str]:
    """The end of a sitting, the light that is woken, the map, an episode."""
    state = tour.shop.app.state
    before = state.settings
    state.settings = before.model_copy(update={"session_goal": 4})
    worked(tour.shop, STORYTELLER, exercises=40, told=2)
    tour.shop.offer(*list(HANDMADE)[:8])
    tour.sign_in(STORYTELLER)
    tour.tap("choose-reading")
    for _ in range(4):
        pass_over(tour)
    tour.sees("end")
    tour.sees("wake")
    yield "end"
    tour.tap("wake")
    tour.sees("story-scene")
    yield "end-woken"
    tour.tap("story-map-open")
    tour.sees("world")
    yield "story-map"
    tour.tap("next-episode")
    tour.sees("episode")
    yield "story-episode"
    while not tour["story-choice"].count():
        tour.tap("page-next")
        tour.page.wait_for_timeout(100)
    yield "story-choice"
    tour.tap("episode-leave")
    tour.tap("world")
    tour.sees("world-sheet")
    yield "story-world"
    state.settings = before


def hologram(tour: Tour) -> Iterator[str]:
    """Rivet in the pyramid, drawn flat here, and the sheet to build it."""
    tour.go("/hologramme")
    tour.sees("hologram-flat")
    yield "hologram"
    tour.go("/hologramme/guide")
    tour.sees("pattern")
    yield "hologram-guide"
