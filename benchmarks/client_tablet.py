"""A slow tablet: Chromium, its processor slowed down, behind the Wi-Fi of a school, with our probe in the page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright

PROBE = Path(__file__).with_name("client_probe.js").read_text(encoding="utf-8")
LATENCY_MS = 20.0
MBITS = 10.0
"""What one of thirty tablets has of the school's Wi-Fi; all thirty loading at one moment have less."""


@dataclass
class SlowTablet:
    """One page, and the line by which its browser is steered."""

    context: BrowserContext
    page: Page
    line: CDPSession

    def note(self, expression: str) -> Any:
        """What the probe says."""
        return self.page.evaluate(f"window.__probe.{expression}")

    def reload(self) -> None:
        """A tablet that comes back: its service worker has kept the client."""
        self.page.reload(wait_until="commit")

    def metrics(self) -> dict[str, float]:
        """Chromium's own counts of what lives in the page."""
        return {one["name"]: one["value"] for one in self.line.send("Performance.getMetrics")["metrics"]}


@contextmanager
def browser(driver: Playwright) -> Iterator[Any]:
    """Chromium, as it comes with Debian."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("this benchmark drives Chromium: apt-get install chromium")
    opened = driver.chromium.launch(
        executable_path=chromium,
        env={**os.environ},
        args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--js-flags=--expose-gc"],
    )
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def slow_tablet(opened: Any, rate: float, *, wifi: bool = True) -> Iterator[SlowTablet]:
    """A tablet that was never here: nothing kept. `rate`: how many times slower than this machine its processor is."""
    context = opened.new_context(viewport={"width": 1280, "height": 800}, has_touch=True, locale="fr-FR")
    context.set_default_timeout(60_000)
    context.add_init_script(PROBE)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    if wifi:
        speed = MBITS * 1e6 / 8
        given = {"offline": False, "latency": LATENCY_MS, "downloadThroughput": speed, "uploadThroughput": speed}
        line.send("Network.emulateNetworkConditions", given)
    line.send("Performance.enable")
    if rate > 1:
        line.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    try:
        yield SlowTablet(context, page, line)
    finally:
        context.close()
