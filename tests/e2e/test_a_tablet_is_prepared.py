"""A tablet is prepared as in a school: the page over plain http, the authority trusted, then its microphone at an https
name that is not localhost; and the page of whoever looks after the server."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.e2e.accessible import TEACHERS_TARGET, axe, small_targets, spilled
from tests.e2e.conftest import AUTHORITY, ROOT, ready_page, screenshot, wait_until_serving, write_microphone
from tests.integration.tutor.practice.listening.tablet import CLIPS
from tests.needs import need
from tests.ports import free_port
from tutor.app import utc_now
from tutor.db import make_engine, writing
from tutor.identity.teachers import add_teacher

pytestmark = pytest.mark.e2e
NAME = "marelle.local"
PASSWORD = "un chat sur le toit"
IPAD = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15"


class Served:
    """A school without a model, `tutor serve` in a process of its own."""

    def __init__(self, data: Path, port: int, welcome: int) -> None:
        self.data = data
        self.secure = f"https://{NAME}:{port}"
        self.welcome = f"http://{NAME}:{welcome}"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    need((ROOT / "tablet_client" / "dist" / "index.html").exists(), "the built client (make client)")
    data = tmp_path_factory.mktemp("prepared")
    port, welcome = free_port(), free_port()
    environment = {
        **os.environ,
        "TUTOR_DATA_DIR": str(data),
        "TUTOR_MODELS_DIR": str(data / "none"),
        "TUTOR_WELCOME_PORT": str(welcome),
    }
    environment.pop("DATABASE_URL", None)
    with (data / "output.txt").open("w+") as output:
        command = [sys.executable, "-m", "tutor.cli", "serve", "--port", str(port), "--host", "127.0.0.1"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            wait_until_serving(server, data, port, data / "output.txt")
            engine = make_engine(f"sqlite:///{data / 'school.db'}")
            with writing(engine) as session:
                add_teacher(session, "Mme Roux", "technique", PASSWORD, utc_now())
                session.commit()
            engine.dispose()
            yield Served(data, port, welcome)
        finally:
            server.terminate()
            server.wait(timeout=20)


@contextmanager
def tablet(driver: Playwright, home: Path) -> Iterator[Page]:
    """A tablet of the school's network that trusts nothing yet, whose microphone plays somebody's real reading."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    need(chromium, "Chromium (apt-get install chromium)")
    need(shutil.which("certutil"), "certutil (apt-get install libnss3-tools)")
    store = home / ".pki" / "nssdb"
    store.mkdir(parents=True, exist_ok=True)
    if not (store / "cert9.db").exists():
        subprocess.run(["certutil", "-d", f"sql:{store}", "-N", "--empty-password"], check=True)
    write_microphone(CLIPS / "carotte.ogg", home / "microphone.wav")
    context = driver.chromium.launch_persistent_context(
        home / "profile",
        executable_path=chromium,
        viewport={"width": 1024, "height": 768},
        has_touch=True,
        locale="fr-FR",
        timezone_id="Europe/Paris",
        env={**os.environ, "HOME": str(home)},
        args=[
            "--no-sandbox",
            "--disable-background-networking",
            "--autoplay-policy=no-user-gesture-required",
            f"--host-resolver-rules=MAP {NAME} 127.0.0.1",
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-audio-capture={home / 'microphone.wav'}%noloop",
        ],
    )
    try:
        yield ready_page(context)
    finally:
        context.close()


def sound(page: Page) -> list[str]:
    """What a person who sees badly, or touches badly, would meet on this page."""
    return [*axe(page), *small_targets(page, TEACHERS_TARGET), *spilled(page)]


def test_the_page_walks_a_tablet_from_no_trust_to_its_microphone(
    playwright: Playwright, served: Served, tmp_path: Path
) -> None:
    with tablet(playwright, tmp_path) as page:
        page.goto(served.welcome)
        state = page.locator("#etat")
        expect(state).to_have_attribute("data-etat", "pas-encore")
        expect(page.locator("#suite")).to_be_hidden()
        expect(page.locator("details[open]")).to_have_attribute("id", "linux")
        screenshot(page, "prepare-not-yet")
        assert sound(page) == []
        with page.expect_download() as taken:
            page.locator("details[open] a[href='/marelle-ecole.crt']").click()
        given = tmp_path / "marelle-ecole.crt"
        taken.value.save_as(given)
        assert given.read_bytes() == (served.data / AUTHORITY).read_bytes()
        # A tablet of another kind opens on its own steps; a wrong date is named, for it looks like a refusal.
        page.set_viewport_size({"width": 600, "height": 960})
        page.add_init_script(
            f"Object.defineProperty(navigator, 'userAgent', {{get: () => {IPAD!r}}});"
            "Object.defineProperty(navigator, 'maxTouchPoints', {get: () => 5});"
            "const now = Date.now.bind(Date); Date.now = () => now() - 4e10;"
        )
        page.reload()
        expect(page.locator("details[open]")).to_have_attribute("id", "ipad")
        expect(page.locator("#heure")).to_contain_text("mauvaise date")
        expect(page.locator("details").first).to_have_attribute("id", "ipad")
        screenshot(page, "prepare-ipad")
        assert sound(page) == []

    # What the steps of Linux have somebody do.
    store = ["certutil", "-d", f"sql:{tmp_path / '.pki' / 'nssdb'}"]
    subprocess.run([*store, "-A", "-t", "C,,", "-n", "marelle", "-i", given], check=True)

    with tablet(playwright, tmp_path) as page:
        page.goto(served.welcome)
        expect(page.locator("#etat-dit")).to_have_text("La connexion est sûre.")
        screenshot(page, "prepare-trusted")
        assert axe(page) == []
        page.locator("#micro").click()
        expect(page).to_have_url(f"{served.secure}/aide-tablette?installation=1")
        assert page.evaluate("isSecureContext && location.hostname") == NAME
        expect(page.get_by_role("heading", name="Dernière étape")).to_be_visible()
        page.get_by_test_id("mic-test").click()
        expect(page.get_by_test_id("installed")).to_have_text("La tablette est prête.")
        screenshot(page, "prepare-microphone")
        assert sound(page) == []
        page.get_by_test_id("installed-go").click()
        expect(page.get_by_test_id("class-code-input")).to_be_visible()

        # Whoever looks after the server: no class, hence no pupil; the certificate renewed under this very page.
        page.goto(f"{served.secure}/enseignant/technique")
        page.get_by_test_id("teacher-login").fill("technique")
        page.get_by_test_id("teacher-password").fill(PASSWORD)
        page.get_by_test_id("teacher-go").click()
        facts = page.locator("[data-testid=technical-fact]")
        expect(facts).to_have_count(5)
        expect(page.locator("[data-fact=certificate]")).to_have_attribute("data-well", "true")
        expect(page.locator("[data-fact=models]")).to_have_attribute("data-well", "false")
        here = page.locator("[data-testid=technical-reach][data-kind=ip]")
        expect(here).to_have_attribute("data-well", "true")  # it listens on 127.0.0.1 only
        page.get_by_test_id("technical-renew").click()
        expect(page.get_by_test_id("technical-done")).to_contain_text("renouvelé")
        screenshot(page, "technique")
        assert sound(page) == []
        page.set_viewport_size({"width": 480, "height": 900})
        assert spilled(page) == []
        screenshot(page, "technique-narrow")
        # Browsers that come now are shown the new one, and trust it as before.
        page.reload()
        expect(facts).to_have_count(5)
