"""A real server over HTTPS, and a real Chromium at tablet size whose microphone plays a real recording."""

import json
import os
import shutil
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

from speech.audio import SAMPLE_RATE, read_clip
from speech.ear import Ear
from speech.recogniser import Recogniser
from tests.needs import need, need_model
from tests.ports import free_port
from tutor.demo import CLASS_CODE, LOGIN, PASSWORD
from tutor.settings import Settings

if TYPE_CHECKING:
    from tests.e2e.dashboard_school import YearSchool
    from tests.school_year import YearClass

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MARELLE_SHARED", ROOT.parent / "shared"))
HOST = "ecole.test"
AUTHORITY = Path("tls") / "authority.crt"
SILENCE_BEFORE = 2.0  # seconds before the recording: the time a child takes to begin
SILENCE_AFTER = 20.0
PATIENCE = 15_000
"""Milliseconds for what is expected to be seen: five seconds, the library's own, are few on a busy machine."""
expect.set_options(timeout=PATIENCE)
LONGEST = (
    *("accessibility", "dashboard_class", "talk", "offline", "dashboard_pupil", "every_form", "every_activity"),
    *("dashboard_decide", "dashboard_reports", "dashboard_campaign", "dashboard_setup", "dashboard_help"),
    *("a_sentence_and_a_text", "maths_forms", "a_pupil_reads_and_the_teacher_sees", "presence"),
)
"""Files that last, the longest first: several are run at once, and none of these is to be left for the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what lasts (with --no-loadscope-reorder, else pytest-xdist begins with many tests in one file)."""
    names = [f"test_{name}.py" for name in LONGEST]
    items.sort(key=lambda item: names.index(item.path.name) if item.path.name in names else len(names))


VIOLATIONS: list[str] = []


@dataclass(frozen=True)
class School:
    """A served demo school: its address, where its data is, and how to sign in."""

    address: str
    data: Path
    authority: Path
    login: str
    password: str
    class_code: str


@pytest.fixture(scope="module")
def school(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, recordings: dict[str, Path]
) -> Iterator[School]:
    """`tutor serve --demo` over HTTPS, in its own process, on words that were recorded.

    With its ear and voice, unless the module says `SPOKEN = False`.
    """
    spoken = getattr(request.module, "SPOKEN", True)
    with school_of(tmp_path_factory.mktemp("school"), list(recordings), spoken=spoken) as school:
        yield school


@contextmanager
def school_of(data: Path, texts: list[str], *, ear_process: bool = False, spoken: bool = True) -> Iterator[School]:
    """The same on these texts (tests.e2e.simple_school).

    `ear_process`: as schools have it; without, a server starts with half the work, and hears the same. `spoken`: with
    an ear and a natural voice; without, it starts in two thirds of the time.
    """
    need((ROOT / "tablet_client" / "dist" / "index.html").exists(), "the built client (make client)")
    port = free_port()
    environment = {**os.environ, "TUTOR_DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"}
    environment["TUTOR_EAR_PROCESS"] = str(ear_process)
    environment |= {} if spoken else unspoken(data)
    environment.pop("DATABASE_URL", None)
    output = (data / "output.txt").open("w+")
    listed = data / "texts.json"
    listed.write_text(json.dumps(texts), encoding="utf-8")
    command = [sys.executable, "-m", "tests.e2e.simple_school", str(listed)]
    command += ["serve", "--demo", "--port", str(port), "--host", "127.0.0.1"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        demo = data / "demo"
        wait_until_serving(server, demo, port, data / "output.txt")
        yield School(f"https://{HOST}:{port}", demo, demo / AUTHORITY, LOGIN, PASSWORD, CLASS_CODE)
    finally:
        server.terminate()
        server.wait(timeout=20)
        output.close()


def unspoken(data: Path) -> dict[str, str]:
    """What has a server hear nothing and speak with its quick voice."""
    return {"TUTOR_MODELS_DIR": str(data / "no-models"), "TUTOR_VOSK": "0"}


def wait_until_serving(server: subprocess.Popen[bytes], demo: Path, port: int, output: Path) -> None:
    """Wait for /api/health, up to 60 s."""
    for _ in range(300):
        assert server.poll() is None, output.read_text()
        try:
            trust = ssl.create_default_context(cafile=str(demo / AUTHORITY))
            with urllib.request.urlopen(f"https://localhost:{port}/api/health", context=trust, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not come up: " + output.read_text())


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver; no longer than a module, for its event loop would be in the way of others."""
    with sync_playwright() as driver:
        yield driver


class Tablet:
    """A tablet that keeps its memory from one start to the next; each start has one recording as microphone."""

    def __init__(self, driver: Playwright, school: School, home: Path) -> None:
        self.driver = driver
        self.school = school
        self.home = home
        self.chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        need(self.chromium, "Chromium (apt-get install chromium)")
        need(shutil.which("certutil"), "certutil (apt-get install libnss3-tools)")
        self._trust()

    def _trust(self) -> None:
        store = self.home / ".pki" / "nssdb"
        store.mkdir(parents=True)
        where = ["-d", f"sql:{store}"]
        subprocess.run(["certutil", *where, "-N", "--empty-password"], check=True)
        add = ["-A", "-t", "C,,", "-n", "ecole", "-i", str(self.school.authority)]
        subprocess.run(["certutil", *where, *add], check=True)

    @contextmanager
    def started(self, recording: Path | None = None, width: int = 1280, height: int = 800) -> Iterator[Page]:
        """Chromium on this tablet, its microphone playing `recording` once each time it is opened."""
        sound = self.home / "microphone.wav"
        write_microphone(recording, sound)
        context = self.driver.chromium.launch_persistent_context(
            self.home / "profile",
            executable_path=self.chromium,
            viewport={"width": width, "height": height},
            has_touch=True,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            env={**os.environ, "HOME": str(self.home)},
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--autoplay-policy=no-user-gesture-required",
                f"--host-resolver-rules=MAP {HOST} 127.0.0.1",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-audio-capture={sound}%noloop",
            ],
        )
        try:
            yield ready_page(context)
        finally:
            context.close()


def ready_page(context: BrowserContext) -> Page:
    """Its page, with patience for a slow machine; what Chromium says against our content policy is remembered."""
    context.set_default_timeout(30_000)
    page = context.pages[0] if context.pages else context.new_page()
    context.on("console", _console)
    page.on("pageerror", lambda error: print(f"[page error] {error}"))
    return page


def _console(message: ConsoleMessage) -> None:
    print(f"[{message.type}] {message.text}")
    if "Content Security Policy" in message.text:
        VIOLATIONS.append(message.text)


@pytest.fixture(autouse=True)
def our_pages_keep_to_our_policy() -> Iterator[None]:
    """No test of this folder may see Chromium refuse something because of the content security policy."""
    VIOLATIONS.clear()
    yield
    assert VIOLATIONS == []


def write_microphone(recording: Path | None, target: Path) -> None:
    """A 48 kHz file as Chromium wants it: silence, the recording, silence."""
    speech = np.zeros(0, dtype=np.float32) if recording is None else read_clip(recording).samples
    before = np.zeros(int(SILENCE_BEFORE * SAMPLE_RATE), dtype=np.float32)
    after = np.zeros(int(SILENCE_AFTER * SAMPLE_RATE), dtype=np.float32)
    soundfile.write(target, np.repeat(np.concatenate([before, speech, after]), 3), 3 * SAMPLE_RATE, subtype="PCM_16")


@pytest.fixture
def tablet(playwright: Playwright, school: School, tmp_path: Path) -> Tablet:
    """A new tablet that trusts the school."""
    return Tablet(playwright, school, tmp_path)


@pytest.fixture(scope="session")
def year_data(tmp_path_factory: pytest.TempPathFactory) -> "tuple[Path, YearClass]":
    """A class of 28 with a year of practice, generated once for all workers."""
    from tests.e2e.dashboard_school import made_year

    return made_year(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module")
def year_school(
    tmp_path_factory: pytest.TempPathFactory, year_data: "tuple[Path, YearClass]"
) -> "Iterator[YearSchool]":
    """`tutor serve` over HTTPS, in its own process, on a copy of that year."""
    from tests.e2e.dashboard_school import year_school_of

    with year_school_of(tmp_path_factory.mktemp("year-school"), year_data) as school:
        yield school


@pytest.fixture
def year_tablet(playwright: Playwright, year_school: "YearSchool", tmp_path: Path) -> Tablet:
    """A new device that trusts the school of the year."""
    return Tablet(playwright, year_school, tmp_path)


@pytest.fixture(scope="session")
def recordings() -> dict[str, Path]:
    """Real recordings of people by their text, lower case without final point: from the shared data."""
    manifest = SHARED / "data" / "speech" / "manifest.jsonl"
    need(manifest.exists(), f"the shared recordings ({manifest})")
    found: dict[str, Path] = {}
    for line in manifest.read_text(encoding="utf-8").splitlines():
        clip = json.loads(line)
        if clip["kind"] == "word" and clip["speaker"] in ("voice-a", "voice-b"):
            found.setdefault(clip["text"].lower(), manifest.parent / clip["audio"])
    return found


@pytest.fixture(scope="session")
def ear() -> Recogniser:
    """The installed ear, as the server has it."""
    need_model("whisper-base")
    return Ear.load(Settings().models_dir)


def screenshot(page: Page, name: str) -> None:
    """Keep a picture of the screen where MARELLE_SCREENSHOTS says, if it says."""
    folder = os.environ.get("MARELLE_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")
