"""Coming in and going out in a real Chromium: a printed card shown to the camera, three pictures with a miss, two
doors of which one is opened, a natural end. How long signing in takes a child is printed.
"""

import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import segno
from playwright.sync_api import Page, Playwright, expect

from exercises.catalogue import Catalogue
from exercises.doors import BEHIND, Door
from exercises.exercise import Grade
from tests.e2e.conftest import VIOLATIONS, screenshot
from tests.e2e.handmade import Workshop, any_page, exercise, pupil_page, workshop
from tests.e2e.hands import finish, touch
from tutor.app import utc_now
from tutor.classroom.cards import card_address, class_address
from tutor.db import writing
from tutor.demo_history import DemoChild, practise
from tutor.practice import mastery
from tutor.practice.choosing import Shelf
from tutor.practice.doors import EVERY
from tutor.practice.parts import parts_of

pytestmark = pytest.mark.e2e

CHILD_TOUCH = 1.5
"""Seconds a child of six takes to find and touch something he knows."""
CHILD_CARD = 3.0
"""To hold a card in front of the tablet."""
SIGN_IN = 15.0
GOAL = 20
OPENED = """
window.opened = [];
const media = navigator.mediaDevices;
const open = media?.getUserMedia.bind(media);
if (media) media.getUserMedia = async (wanted) => {
  const stream = await open(wanted);
  window.opened.push(...stream.getTracks());
  return stream;
};
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A school with all its content, where a sitting has a number of exercises."""
    with workshop(tmp_path_factory.mktemp("entry")) as shop:
        state = shop.app.state
        whole = Catalogue.load()
        ours = exercise("build-word")
        state.catalogue = Catalogue(whole.skills, {**whole.exercises, ours.id: ours})
        state.shelf = Shelf.of(whole)
        state.settings = state.settings.model_copy(update={"session_goal": GOAL})
        yield shop


def film(address: str, target: Path, width: int = 640, height: int = 480) -> Path:
    """What a camera sees of a card held in front of it: Chromium plays it as its camera."""
    code = np.array(list(map(list, segno.make(address, error="m", micro=False).matrix_iter(border=4))))
    side = 300 // len(code)
    card = np.kron(1 - code, np.ones((side, side)))
    light = np.full((height, width), 110, dtype=np.uint8)
    top, left = (height - len(card)) // 2, (width - len(card)) // 2
    light[top : top + len(card), left : left + len(card)] = 30 + 200 * card
    colour = np.full((height // 2) * (width // 2) * 2, 128, dtype=np.uint8)
    frame = b"FRAME\n" + light.tobytes() + colour.tobytes()
    target.write_bytes(f"YUV4MPEG2 W{width} H{height} F10:1 Ip A1:1 C420jpeg\n".encode() + 5 * frame)
    return target


def camera(seen: Path) -> str:
    return f"--use-file-for-fake-video-capture={seen}"


def hello(page: Page) -> None:
    expect(page.get_by_test_id("hello")).to_be_visible()


def tell(how: str, machine: float, child: float) -> None:
    """Printed, never judged: beside two other browsers the machine's part is many times what it is alone."""
    told = f"{machine:.1f} s of machine, {child:.1f} s of a child's hands: {machine + child:.1f} s"
    print(f"signing in by {how}: {told} (aim: under {SIGN_IN:.0f} s)")


def test_a_card_shown_to_the_camera_signs_in_and_leaves_nothing_behind(
    playwright: Playwright, shop: Workshop, tmp_path: Path
) -> None:
    pupil = shop.made.pupils[1]
    shown = film(card_address(shop.address, pupil.card_token), tmp_path / "card.y4m")
    with any_page(playwright, 1280, 800, flags=[camera(shown)]) as page:
        page.add_init_script(OPENED)
        visited: list[str] = []
        page.on("framenavigated", lambda frame: visited.append(frame.url))
        begun = time.monotonic()
        page.goto(shop.address)
        page.get_by_test_id("my-card").tap()
        reader = page.get_by_test_id("card-reader")
        reader.wait_for()
        start = page.get_by_test_id("card-start")
        if start.is_visible():  # the browser has not been told yet: it is explained first
            screenshot(page, "card-explained")
            start.tap()
        hello(page)
        tell("card", time.monotonic() - begun, 2 * CHILD_TOUCH + CHILD_CARD)
        assert pupil.first_name in page.get_by_test_id("hello").inner_text()
        assert page.evaluate("opened.map((track) => [track.kind, track.readyState])") == [["video", "ended"]]
        assert not any("/carte/" in address for address in visited)
        assert page.url.endswith("/eleve")
        kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])")
        assert pupil.card_token not in kept
        page.go_back()
        assert pupil.card_token not in page.url


def test_a_class_code_opens_the_class_and_anyone_elses_code_is_kindly_refused(
    playwright: Playwright, shop: Workshop, tmp_path: Path
) -> None:
    ours = film(class_address(shop.address, shop.made.classroom.code), tmp_path / "class.y4m")
    with any_page(playwright, 768, 1024, flags=[camera(ours)]) as page:
        page.goto(shop.address)
        screenshot(page, "class-code")
        show_card(page)
        expect(page.get_by_test_id("face").first).to_be_visible()
        screenshot(page, "faces")
    theirs = film("https://ailleurs.test/carte/abc", tmp_path / "other.y4m")
    with any_page(playwright, 1280, 800, flags=[camera(theirs)]) as page:
        page.goto(shop.address)
        show_card(page)
        expect(page.get_by_test_id("line")).to_contain_text("pas d’ici")
        screenshot(page, "card-not-ours")
        page.get_by_test_id("card-back").tap()
        expect(page.get_by_test_id("class-code-input")).to_be_visible()


def show_card(page: Page) -> None:
    page.get_by_test_id("my-card").tap()
    page.get_by_test_id("card-reader").wait_for()
    start = page.get_by_test_id("card-start")
    if start.is_visible():
        start.tap()


def test_three_pictures_with_two_misses_and_a_refused_camera_are_no_dead_end(
    playwright: Playwright, shop: Workshop
) -> None:
    pupil = shop.made.pupils[0]
    with any_page(playwright, 1280, 800) as page:
        page.goto(shop.address)
        page.get_by_test_id("class-code-input").fill(shop.made.classroom.code)
        page.get_by_test_id("class-code-go").click()
        page.get_by_test_id("face").first.wait_for()
        names = [face.get_attribute("data-name") for face in page.get_by_test_id("face").all()]
        assert names == ["Inès", "Léo", "Lina", "Tom", "Zoé"]
        begun = time.monotonic()
        page.goto(shop.address)
        touch(page, "face", pupil.first_name, by="name")
        machine = time.monotonic() - begun
        line = page.get_by_test_id("line")
        for _ in range(2):
            pictures(page, [*pupil.pictures[:2], "ballon"])
            expect(page.locator("[data-testid=picture-slot][data-picture='']")).to_have_count(3)
        expect(line).to_contain_text("Montre ta carte")
        screenshot(page, "two-misses")
        page.evaluate(
            """() => {
              const no = () => Promise.reject(new DOMException("", "NotAllowedError"));
              navigator.mediaDevices.getUserMedia = no;
            }"""
        )
        show_card(page)
        expect(page.get_by_test_id("card-reader")).to_have_attribute("data-stage", "without")
        screenshot(page, "no-camera")
        page.get_by_test_id("card-back").tap()
        begun = time.monotonic()
        pictures(page, pupil.pictures)
        hello(page)
        tell("face and three pictures", machine + time.monotonic() - begun, 4 * CHILD_TOUCH)


def pictures(page: Page, names: list[str]) -> None:
    for name in names:
        touch(page, "picture", name, by="picture")


def test_a_door_is_opened_and_the_end_tells_what_went_well(playwright: Playwright, shop: Workshop) -> None:
    known_to_rivet(shop, 2)
    with pupil_page(playwright, shop, number=2) as page:
        page.get_by_test_id("choose-reading").click()
        for _ in range(EVERY - 1):
            skip(page)
        doors = page.get_by_test_id("door")
        for _ in range(3):  # there is not always a real choice
            everything = shop.app.state.shelf
            shop.offer("build-word")
            skip(page)
            page.locator("[data-exercise-id='handmade.build-word']").wait_for()
            shop.app.state.shelf = everything
            # Doors are thought of while Rivet answers: the child takes longer than that, even on a busy machine.
            with page.expect_response("**/api/practice/doors", timeout=30_000) as thought:
                build_word(page)
            page.get_by_test_id("next").click()
            if thought.value.json()["doors"]:
                break
        expect(doors).to_have_count(2)
        screenshot(page, "doors")
        chosen = doors.nth(1).get_attribute("data-door")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        expect(doors.nth(1)).to_be_focused()
        page.keyboard.press("Enter")
        page.get_by_test_id("exercise").wait_for()
        shown = page.get_by_test_id("exercise")
        behind = shop.app.state.catalogue.exercises[str(shown.get_attribute("data-exercise-id"))]
        assert chosen
        assert behind.activity in BEHIND[Door(chosen)]
        done = int(page.get_by_test_id("path").get_attribute("data-done") or 0)
        shop.app.state.settings = shop.app.state.settings.model_copy(update={"session_goal": done + 2})
        shop.offer("build-word")
        skip(page)
        page.locator("[data-exercise-id='handmade.build-word']").wait_for()
        build_word(page)
        page.get_by_test_id("next").click()
        expect(page.get_by_test_id("gathered-written")).to_contain_text("lapin")
        screenshot(page, "end")
        expect(page.get_by_test_id("go-on")).to_be_visible()
        page.get_by_test_id("stop").click()
        expect(page.get_by_test_id("end")).to_contain_text("À bientôt")
        expect(page.get_by_test_id("class-code-input").or_(page.get_by_test_id("face").first)).to_be_visible()


def build_word(page: Page) -> None:
    for tile in (1, 0):
        touch(page, "tile", tile)
    finish(page)


def skip(page: Page) -> None:
    """Pass over what is shown, and wait for what follows."""
    shown = page.get_by_test_id("exercise")
    shown.wait_for()
    served = shown.get_attribute("data-served-id")
    page.get_by_test_id("skip").click()
    expect(page.locator(f"[data-served-id='{served}']")).to_have_count(0)


def known_to_rivet(shop: Workshop, number: int) -> None:
    """This pupil has worked for two weeks: his level is known."""
    app, pupil = shop.app, shop.made.pupils[number]
    history = practise(DemoChild(pupil.id, Grade.CP, 0.3, 0.3), parts_of(app.state), utc_now(), random.Random(5))
    with writing(app.state.engine) as session:
        session.add_all(history.served)
        session.flush()
        session.add_all(history.attempts)
        session.flush()
        mastery.project(session, history.attempts[-1], history.state.to_json(), app.state.learner)
        session.commit()


FOREIGN = """
() => new Promise((done) => {
  const refused = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    refused.push(event.effectiveDirective);
    if (refused.length === 4) done(refused.sort());
  });
  const script = document.createElement("script");
  script.textContent = "window.stolen = 1";
  document.body.append(script);
  const button = document.createElement("button");
  button.setAttribute("onclick", "window.stolen = 2");
  document.body.append(button);
  const picture = new Image();
  picture.src = "https://ailleurs.test/prenom.png";
  fetch("https://ailleurs.test/prenom").catch(() => {});
})
"""


def test_chromium_lets_no_foreign_script_run_and_nothing_leave(playwright: Playwright, shop: Workshop) -> None:
    with any_page(playwright, 1280, 800) as page:
        answer = page.goto(shop.address)
        assert answer is not None
        headers = answer.all_headers()
        assert "unsafe" not in headers["content-security-policy"].split("script-src", 1)[1].split(";")[0]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        for address in ("/", "/enseignant", "/eleve", "/classe/ABC123", "/preparer"):
            page.goto(shop.address + address)
            page.locator("#app > *").first.wait_for()
        assert VIOLATIONS == []  # of our own pages
        assert page.evaluate(FOREIGN) == ["connect-src", "img-src", "script-src-attr", "script-src-elem"]
        assert page.evaluate("window.stolen") is None
        assert page.evaluate("document.cookie") == ""  # the session's is out of reach of scripts
        cookies = {one["name"]: one for one in page.context.cookies()}
        assert cookies["marelle"]["httpOnly"]
        assert cookies["marelle"]["sameSite"] == "Strict"
    VIOLATIONS.clear()  # those were asked for
