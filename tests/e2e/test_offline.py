"""A tablet without the school: practice goes on, every answer arrives once and in order, nobody's work can be read."""

import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.e2e.conftest import ROOT, ready_page, screenshot
from tests.e2e.hands import until
from tests.e2e.offline_school import answer_to
from tests.needs import need
from tests.ports import free_port

DUMP = """async () => {
  const text = (value) => value instanceof Uint8Array ? String.fromCharCode(...value)
    : value && typeof value === "object" && !(value instanceof CryptoKey)
    ? Object.entries(value).map(([name, one]) => name + "=" + text(one)).join(";") : String(value);
  const found = [Object.entries(localStorage), Object.entries(sessionStorage)].map(String);
  for (const { name } of await indexedDB.databases()) {
    if (name.startsWith("workbox")) continue;
    const disk = await new Promise((take) => {
      const asked = indexedDB.open(name);
      asked.onsuccess = () => take(asked.result);
    });
    for (const store of disk.objectStoreNames) {
      const rows = await new Promise((take) => {
        const asked = disk.transaction(store).objectStore(store).getAll();
        asked.onsuccess = () => take(asked.result);
      });
      found.push(name + "." + store + ":" + rows.map(text).join("|"));
    }
    disk.close();
  }
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) found.push(decodeURIComponent(request.url));
  }
  return found.join("\\n");
}"""
STOCK = """async () => await new Promise((take) => {
  const asked = indexedDB.open("marelle");
  asked.onsuccess = () => {
    const counted = asked.result.transaction("stock").objectStore("stock").count();
    counted.onsuccess = () => { asked.result.close(); take(counted.result); };
  };
})"""


@dataclass
class School:
    """A school that can be killed and started again on the same data, its client changed meanwhile."""

    data: Path
    client: Path
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Up to 60 s."""
        command = [sys.executable, "-m", "tests.e2e.offline_school", str(self.data), str(self.client), str(self.port)]
        with (self.data / "output.txt").open("a") as output:
            self.server = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
        for _ in range(300):
            assert self.server.poll() is None, (self.data / "output.txt").read_text()
            with suppress(OSError), urllib.request.urlopen(f"{self.address}/api/health", timeout=2):
                return
            time.sleep(0.2)
        pytest.fail("the server did not come up: " + (self.data / "output.txt").read_text())

    def kill(self) -> None:
        """As a power cut does."""
        if self.server is not None:
            self.server.kill()
            self.server.wait(timeout=20)

    def rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database says."""
        with sqlite3.connect(f"file:{self.data / 'school.db'}?mode=ro", uri=True, timeout=10) as database:
            return database.execute(query, values).fetchall()

    def pupils(self) -> list[tuple[str, str, str]]:
        """Identity, first name and card of each."""
        return self.rows("SELECT id, first_name, card_token FROM pupil ORDER BY first_name")

    def answers(self, pupil: str) -> list[str]:
        """The exercises a pupil answered, in the order in which the server took them."""
        found = self.rows("SELECT served_id FROM attempt WHERE pupil_id = ? ORDER BY sequence", pupil)
        return [served.replace("-", "") for (served,) in found]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    built = ROOT / "tablet_client" / "dist"
    need((built / "index.html").exists(), "the built client (make client)")
    data = tmp_path_factory.mktemp("school")
    shutil.copytree(built, data / "client")
    school = School(data, data / "client")
    school.start()
    try:
        yield school
    finally:
        school.kill()


@contextmanager
def tablet(driver: Playwright, home: Path) -> Iterator[BrowserContext]:
    """Chromium that keeps its memory in `home` from one start to the next."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    need(chromium, "Chromium (apt-get install chromium)")
    context = driver.chromium.launch_persistent_context(
        home,
        executable_path=chromium,
        viewport={"width": 1280, "height": 800},
        has_touch=True,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        args=["--no-sandbox", "--mute-audio", "--autoplay-policy=no-user-gesture-required"],
    )
    try:
        yield context
    finally:
        with suppress(Exception):
            context.close()


def sign_in(context: BrowserContext, school: School, card: str) -> Page:
    page = ready_page(context)
    page.goto(f"{school.address}/carte/{card}")
    expect(page.get_by_test_id("hello")).to_be_visible()
    until(page, "navigator.serviceWorker.controller !== null")
    return page


def stocked(page: Page, enough: int = 20) -> None:
    """Wait until the tablet holds enough."""
    until(page, f"({STOCK})().then((held) => held >= {enough})")


def answer(page: Page) -> str:
    """Answer what is on the screen, rightly, and go on; the exercise's served id."""
    exercise = page.get_by_test_id("exercise")
    served = str(exercise.get_attribute("data-served-id"))
    right = answer_to(str(exercise.get_attribute("data-exercise-id")))
    if exercise.get_attribute("data-kind") == "compute":
        for digit in right:
            page.locator(f'[data-testid="keypad-digit"][data-digit="{digit}"]').click()
        page.get_by_test_id("keypad-ok").click()
    else:
        page.get_by_test_id("written").press_sequentially(right)
        page.get_by_test_id("finish").click()
    return served


def answer_and_go_on(page: Page) -> str:
    served = answer(page)
    page.get_by_test_id("next").click()
    on_another(page, served)
    return served


def on_another(page: Page, served: str) -> None:
    if (
        page.get_by_test_id("end")
        .or_(page.locator(f'[data-testid="exercise"]:not([data-served-id="{served}"])'))
        .count()
        == 0
    ):
        page.locator(f'[data-testid="end"], [data-testid="exercise"]:not([data-served-id="{served}"])').wait_for()
    if page.get_by_test_id("end").is_visible():
        page.get_by_test_id("go-on").click()
        page.get_by_test_id("exercise").wait_for()


def arrived(school: School, pupil: str, expected: list[str]) -> None:
    """Every one of these answers is there, once, in this order, after what was there before."""
    wanted = [one.replace("-", "") for one in expected]
    for _ in range(120):
        if school.answers(pupil)[-len(wanted) :] == wanted:
            break
        time.sleep(0.25)
    got = school.answers(pupil)
    assert got[-len(wanted) :] == wanted
    assert [got.count(one) for one in wanted] == [1] * len(wanted)


def test_five_minutes_without_the_school_cost_nothing(playwright: Playwright, school: School, tmp_path: Path) -> None:
    (pupil, _, card), *_ = school.pupils()
    with tablet(playwright, tmp_path / "tablet") as context:
        page = ready_page(context)
        page.clock.install()
        page = sign_in(context, school, card)
        stocked(page)
        page.get_by_test_id("choose-any").click()
        page.get_by_test_id("exercise").wait_for()
        done = [answer_and_go_on(page)]
        context.set_offline(True)
        # What was given before the cut cannot be marked by the tablet: it is kept, and the next one is there.
        done.append(answer(page))
        on_another(page, done[-1])
        for number in range(11):
            expect(page.get_by_test_id("without-wifi")).to_be_visible()
            expect(page.get_by_test_id("waiting")).to_have_count(0)
            if number == 2:
                screenshot(page, "without-wifi")
            page.clock.fast_forward(25_000)
            done.append(answer_and_go_on(page))
        school.kill()
        school.start()
        context.set_offline(False)
        arrived(school, pupil, done)
        expect(page.get_by_test_id("without-wifi")).to_have_count(0)
        # Then the school chooses again, after the one that is on the screen.
        done.append(answer_and_go_on(page))
        done.append(answer_and_go_on(page))
        arrived(school, pupil, done)
        assert school.rows(
            "SELECT count(*) FROM attempt WHERE verdict != 'correct' AND pupil_id = ? AND served_id IN "
            f"({','.join('?' * len(done))})",
            pupil,
            *done,
        ) == [(0,)]


def test_after_a_battery_death_without_network_he_is_where_he_was_and_leaves_nothing_to_read(
    playwright: Playwright, school: School, tmp_path: Path
) -> None:
    _, (pupil, name, card), (_, _, next_card), *_ = school.pupils()
    home = tmp_path / "tablet"
    with tablet(playwright, home) as context:
        page = sign_in(context, school, card)
        stocked(page)
        page.get_by_test_id("choose-reading").click()
        page.get_by_test_id("exercise").wait_for()
        context.set_offline(True)
        done = [answer(page)]
        on_another(page, done[0])
        done.append(answer_and_go_on(page))
        here = page.get_by_test_id("exercise").get_attribute("data-served-id")
        page.wait_for_timeout(300)
    with tablet(playwright, home) as context:
        context.set_offline(True)
        page = ready_page(context)
        page.goto(f"{school.address}/")
        expect(page.get_by_test_id("exercise")).to_have_attribute("data-served-id", here or "")
        words = [answer_to(str(page.get_by_test_id("exercise").get_attribute("data-exercise-id")))]
        done.append(answer(page))
        expect(page.get_by_test_id("next")).to_be_visible()
        page.get_by_test_id("leave").click()
        expect(page.get_by_test_id("exercise")).to_have_count(0)
        kept = page.evaluate(DUMP)
        assert "marelle.outbox:" in kept
        for told in [name, pupil, pupil.replace("-", ""), *words, "/api/say"]:
            assert told not in kept, f"« {told} » can be read on the tablet"
        assert "marelle.stock:\n" in kept + "\n"
        assert "marelle.me:\n" in kept + "\n"
        page.goto(f"{school.address}/eleve")  # still without network: he has really left
        page.wait_for_timeout(500)
        expect(page.get_by_test_id("exercise")).to_have_count(0)
        expect(page.get_by_test_id("hello")).to_have_count(0)
        # The next one signs in, and his tablet sends on what it cannot read.
        context.set_offline(False)
        page.goto(f"{school.address}/carte/{next_card}")
        expect(page.get_by_test_id("hello")).to_be_visible()
        arrived(school, pupil, done)


def test_two_tablets_of_one_pupil_lose_nothing_and_double_nothing(
    playwright: Playwright, school: School, tmp_path: Path
) -> None:
    *_, (pupil, _, card) = school.pupils()
    with tablet(playwright, tmp_path / "one") as one, tablet(playwright, tmp_path / "other") as other:
        pages = [sign_in(context, school, card) for context in (one, other)]
        done: list[list[str]] = [[], []]
        for page in pages:
            stocked(page)
        for context, page in zip((one, other), pages, strict=True):
            context.set_offline(True)
            page.get_by_test_id("choose-maths").click()
            page.get_by_test_id("exercise").wait_for()
        for _ in range(3):
            for mine, page in zip(done, pages, strict=True):
                mine.append(answer_and_go_on(page))
        one.set_offline(False)
        arrived(school, pupil, done[0])
        other.set_offline(False)
        arrived(school, pupil, done[1])
        assert len(set(done[0] + done[1])) == 6


def test_a_new_version_waits_for_the_door(playwright: Playwright, school: School, tmp_path: Path) -> None:
    (_, _, card), *_ = school.pupils()
    late = next((school.client / "assets").glob("Credits-*.js"))
    is_new = "document.documentElement.dataset.version === 'new'"
    with tablet(playwright, tmp_path / "tablet") as context:
        page = sign_in(context, school, card)
        page.get_by_test_id("choose-maths").click()
        page.get_by_test_id("exercise").wait_for()
        # The school is updated: files have other names, the page says so, and the old ones are gone.
        index, worker = school.client / "index.html", school.client / "sw.js"
        index.write_text(index.read_text().replace('<html lang="fr"', '<html lang="fr" data-version="new"'))
        moved = late.with_name("Credits-NEWNEWNE.js")
        late.rename(moved)
        worker.write_text(
            worker.read_text()
            .replace(late.name, moved.name)
            .replace('index.html",revision:"', 'index.html",revision:"new')
        )
        page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
        until(page, "navigator.serviceWorker.getRegistration().then((one) => one.waiting !== null)")
        served = answer_and_go_on(page)
        assert served
        # What the old version loads late is still there, though the school has it no more.
        assert page.evaluate("(name) => fetch('/assets/' + name).then((one) => one.status)", late.name) == 200
        page.reload()
        expect(page.get_by_test_id("exercise")).to_be_visible()
        assert not page.evaluate(is_new)
        page.get_by_test_id("leave").click()
        until(page, is_new)
        assert page.evaluate("(name) => fetch('/assets/' + name).then((one) => one.status)", moved.name) == 200
