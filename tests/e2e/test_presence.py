"""Rivet is there: his mouth follows his voice, four views of him meet in a pyramid, and its pattern fits one sheet."""

import math
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import School, Tablet, screenshot
from tutor.companion.phrases import Phrases

pytestmark = pytest.mark.e2e

# Mean colour of spots of the four views: each view's spots are taken as its viewer sees them, the same for all.
VIEWS = """
canvas => {
  const pen = canvas.getContext('2d');
  const size = canvas.width;
  const half = size / 2;
  const room = 4;
  const { data } = pen.getImageData(0, 0, size, size);
  const spot = (x, y) => {
    const mean = [0, 0, 0];
    for (let down = -room; down < room; down++) for (let right = -room; right < room; right++) {
      const at = 4 * (size * Math.min(size - 1, Math.round(y) + down) + Math.min(size - 1, Math.round(x) + right));
      for (const colour of [0, 1, 2]) mean[colour] += data[at + colour] / (4 * room * room);
    }
    return mean;
  };
  const views = { bottom: [], left: [], top: [], right: [] };
  // `away` from the centre is up for who looks; `aside` is to the viewer's right.
  for (let away = 0.22; away < 1; away += 0.06) {
    for (let aside = -0.8; aside <= 0.8; aside += 0.2) {
      const [up, right] = [away * half, aside * away * half];
      views.bottom.push(spot(half + right, half + up));
      views.left.push(spot(half - up, half + right));
      views.top.push(spot(half - right, half - up));
      views.right.push(spot(half + up, half - right));
    }
  }
  return views;
}
"""


def hologram(page: Page, school: School) -> None:
    page.goto(f"{school.address}/hologramme")
    page.get_by_test_id("hologram").wait_for()


def views_of(page: Page) -> dict[str, list[list[float]]]:
    """Spots of each view, in one order."""
    found: dict[str, list[list[float]]] = page.get_by_test_id("hologram-canvas").evaluate(VIEWS)
    return found


def test_rivet_stands_in_the_pyramid_for_four_viewers_and_speaks(school: School, tablet: Tablet) -> None:
    with tablet.started() as page:
        hologram(page, school)
        expect(page.get_by_test_id("hologram")).to_have_attribute("data-drawn", "3d", timeout=30_000)
        assert max(openings(page)) > 0, "his mouth never opened"
        expect(page.get_by_test_id("hologram")).to_have_attribute("data-mouth", "0", timeout=30_000)
        page.wait_for_timeout(1_500)
        screenshot(page, "hologram-rivet")
        views = views_of(page)
        lit = [max(spot) > 40 for spot in views["bottom"]]
        assert 0.1 < sum(lit) / len(lit) < 0.9, "Rivet on black"
        for side in ("left", "top", "right"):
            apart = [math.dist(one, other) for one, other in zip(views["bottom"], views[side], strict=True)]
            assert sum(apart) / len(apart) < 12, side
        # Whoever looks sees him upright: his antenna away from the centre, his boots near it.
        reddest = max(range(len(lit)), key=lambda at: views["bottom"][at][0] - views["bottom"][at][2])
        assert reddest > len(lit) / 3

        for name in ("cube", "cone", "blocks"):
            page.locator(f"[data-testid=hologram-show][data-name={name}]").tap()
            page.wait_for_timeout(800)
            screenshot(page, f"hologram-{name}")
            assert views_of(page) != views
        page.get_by_test_id("hologram-size").fill("0.5")
        page.wait_for_timeout(300)
        edge = [spot for view in views_of(page).values() for spot in view[-9:]]
        assert max(max(spot) for spot in edge) < 40, "a small pyramid leaves the edge black"


def openings(page: Page) -> list[float]:
    """How open the mouth is, again and again from the moment he begins to speak."""
    hello = Phrases().said_by("screens")["hologramHello"]
    page.evaluate("text => fetch('/api/say?text=' + encodeURIComponent(text))", hello)  # a voice just started is slow
    page.locator("[data-testid=hologram-show][data-name=rivet]").tap()
    found: list[float] = page.evaluate(
        """async () => {
          const seen = [];
          const rivet = document.querySelector('[data-testid=hologram]');
          const later = () => new Promise((then) => setTimeout(then, 40));
          for (let look = 0; look < 400 && Number(rivet.dataset.mouth) === 0; look++) await later();
          for (let look = 0; look < 60; look++, await later()) seen.push(Number(rivet.dataset.mouth));
          return seen;
        }"""
    )
    return found


def test_a_teacher_opens_the_hologram_and_prints_the_pattern_on_one_sheet(school: School, tablet: Tablet) -> None:
    with tablet.started() as page:
        page.goto(f"{school.address}/enseignant")
        page.get_by_test_id("teacher-login").fill(school.login)
        page.get_by_test_id("teacher-password").fill(school.password)
        page.get_by_test_id("teacher-go").click()
        page.get_by_test_id("hologram-guide-link").click()
        pattern = page.get_by_test_id("pattern").bounding_box()
        assert pattern
        assert pattern["width"] * 25.4 / 96 < 186, "it must fit between the margins of A4"
        screenshot(page, "hologram-guide")
        sheet = page.pdf(format="A4", prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
        page.go_back()
        page.get_by_test_id("hologram-link").click()
        page.get_by_test_id("hologram").wait_for()


def test_without_webgl_rivet_is_flat_in_the_pyramid_and_his_mouth_follows_his_voice(
    school: School, tablet: Tablet
) -> None:
    with tablet.started() as page:
        page.add_init_script(
            """const draw = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
              return kind.startsWith('webgl') ? null : draw.call(this, kind, ...rest);
            };"""
        )
        hologram(page, school)
        expect(page.get_by_test_id("hologram-flat")).to_have_count(4)
        expect(page.get_by_test_id("hologram-note")).to_be_visible()
        expect(page.get_by_test_id("hologram")).to_have_attribute("data-drawn", "flat")
        page.locator("[data-testid=hologram-show][data-name=pyramid]").tap()
        screenshot(page, "hologram-flat")
        turns = page.get_by_test_id("hologram-flat").evaluate_all("all => all.map(one => one.style.transform)")
        assert len(set(turns)) == 4
        # Here each frame is drawn in time, whatever the machine: the whole way of the mouth is seen.
        mouths = openings(page)
        assert max(mouths) > 0.4
        assert min(mouths) < 0.2
        assert len(set(mouths)) > 6, "his mouth only opens and shuts"
