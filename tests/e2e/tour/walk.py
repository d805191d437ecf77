"""Every screen of pupils and of teachers, one after the other: for screenshots, axe, sizes of targets, looks.

A leg goes somewhere by itself and yields the name of each screen it stops at. To add a screen: one more `yield` in a
leg, or one more leg in LEGS. Rivet is silent and nothing moves, so that one walk is like the next.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, Route

from exercises.catalogue import Catalogue
from tests.e2e.conftest import write_microphone
from tests.e2e.handmade import Workshop, any_page, workshop
from tests.e2e.tour.door import card, credits_page, door, tablet_help, troubles
from tests.e2e.tour.exercises import by_hand, comfort, doors, maths, microphone, reading_alone, reading_aloud
from tests.e2e.tour.guide import LANDSCAPE, PORTRAIT, Leg, Tour
from tests.e2e.tour.teacher import teacher, teacher_text, whole_class
from tests.e2e.tour.with_rivet import hologram, story, talk, together
from tests.integration.tutor.practice.listening.tablet import CLIPS
from tutor.app import utc_now
from tutor.comfort.schemas import ComfortChoice, ComfortIn
from tutor.comfort.service import preset_class
from tutor.db import writing

PUPIL: tuple[Leg, ...] = (
    door, card, troubles, by_hand, reading_alone, reading_aloud, maths, comfort, doors, microphone, talk, together,
    story, hologram, credits_page,
)  # fmt: skip
TEACHER: tuple[Leg, ...] = (tablet_help, teacher, teacher_text, whole_class)
LEGS: tuple[Leg, ...] = (*PUPIL, *TEACHER)


KEY_SCREENS = {
    "class-code", "faces", "pictures", "hello", "word-to-picture", "sentence-aided", "ask-gap", "pay", "discover",
    "end",
}  # fmt: skip
"""Compared with the pictures kept in looks/: one of each sort, where nothing is left to chance."""


@dataclass(frozen=True)
class Stop:
    """A screen, as it is now on the tablet."""

    name: str
    leg: str
    page: Page

    @property
    def pupils(self) -> bool:
        """Whether children touch it."""
        return self.leg not in {leg.__name__ for leg in TEACHER}

    def picture(self) -> bytes:
        """What is seen, as PNG."""
        return self.page.screenshot(animations="disabled", caret="hide")

    def turned(self) -> Iterator[str]:
        """The tablet lying, then standing; at the end it lies again."""
        yield "landscape"
        self.turn(*PORTRAIT)
        yield "portrait"
        self.turn(*LANDSCAPE)

    def turn(self, width: int, height: int) -> None:
        """The screen of this size, once all is laid out anew."""
        self.page.set_viewport_size({"width": width, "height": height})
        settle(self.page)


def settle(page: Page) -> None:
    """Fonts and pictures are there, and two frames were drawn."""
    page.evaluate(
        """async () => {
          await document.fonts.ready;
          await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
          await new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then)));
        }"""
    )


@contextmanager
def toured_school(data: Path) -> Iterator[Workshop]:
    """The school that is walked through: the shipped exercises, and those made by hand."""
    with workshop(data) as shop:
        made, whole = shop.app.state.catalogue, Catalogue.load()
        shop.app.state.catalogue = Catalogue(whole.skills, {**whole.exercises, **made.exercises})
        yield shop


SAME_WORLD = """
const day = Math.floor(Date.now() / 86_400_000);
Date.prototype.getTimezoneOffset = () => -1_440 * ((4 - (day % 4)) % 4);
"""
"""The world behind the screens changes every day, four in turn (ui/worlds.ts): here it is always the first one. Only
the offset is turned, by whole days, so that the hour of the tablet stays right."""


@contextmanager
def quiet_page(driver: Playwright, shop: Workshop, data: Path) -> Iterator[Page]:
    """A tablet on which nothing moves and nobody speaks; a voice comes into its microphone when it is opened."""
    sound = data / "voice.wav"
    write_microphone(CLIPS / "carotte.ogg", sound)
    wishes: dict[str, Any] = {"reduced_motion": "reduce", "service_workers": "block"}
    with any_page(driver, *LANDSCAPE, sound, ("--disable-3d-apis",), **wishes) as page:
        page.context.route("**/api/say*", silence)
        page.add_init_script(SAME_WORLD)
        yield page


def silence(route: Route) -> None:
    """Rivet has no voice."""
    route.fulfill(status=404)


LARGE = ComfortChoice(size=1.5, spacing=1, font="opendyslexic", hand="left", syllables="always")
"""Letters as large and as far apart as they get, on tablets for left hands."""


def walk(
    driver: Playwright, data: Path, legs: tuple[Leg, ...] = LEGS, comfort: ComfortChoice | None = None
) -> Iterator[Stop]:
    """Through all these screens, or some; `comfort`: what the teacher chose for her class."""
    with toured_school(data) as shop, quiet_page(driver, shop, data) as page:
        if comfort:
            with writing(shop.app.state.engine) as session:
                wanted = ComfortIn(chosen=comfort)
                preset_class(session, shop.made.teacher, shop.made.classroom.id, wanted, utc_now())
        tour = Tour(page, shop)
        try:
            for leg in legs:
                shop.app.state.rng.seed(leg.__name__)  # what Rivet says is then the same, whatever came before
                for name in leg(tour):
                    settle(page)
                    yield Stop(name, leg.__name__, page)
        finally:
            tour.deaf()
