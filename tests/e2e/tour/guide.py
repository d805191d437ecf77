"""Where the walk is: a tablet, the school it is in, and what every leg does there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from speech.listening import ListeningPool
from speech.verdicts import Verdict
from tests.e2e.handmade import Workshop
from tests.integration.tutor.practice.listening.tablet import SlowEar

LANDSCAPE = (1280, 800)
PORTRAIT = (768, 1024)
PATIENCE = 20_000
"""Milliseconds: machines that test are often busy."""

READER, COUNTER, TALKER, STORYTELLER, FRIEND = range(5)
"""So that none finds what another left open; a leg with a key screen has a pupil who did no exercise before."""


@dataclass
class Tour:
    """Where the walk is: a tablet, and the school it is in."""

    page: Page
    shop: Workshop
    ear: SlowEar = field(default_factory=SlowEar)

    def __getitem__(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    def tap(self, testid: str, number: int = 0) -> None:
        """Touch it once it is there."""
        self[testid].nth(number).click()

    def sees(self, testid: str, **data: str) -> None:
        """Wait until it is there, with these data."""
        such = "".join(f"[data-{name}='{value}']" for name, value in data.items())
        expect(self.page.locator(f"[data-testid={testid}]{such}").first).to_be_visible(timeout=PATIENCE)

    def go(self, path: str) -> None:
        """To this address."""
        self.page.goto(self.shop.address + path)

    def forget(self) -> None:
        """Nobody is signed in, and the tablet knows no class."""
        self.page.goto("about:blank")
        self.page.context.clear_cookies()
        devtools = self.page.context.new_cdp_session(self.page)
        devtools.send("Storage.clearDataForOrigin", {"origin": self.shop.address, "storageTypes": "all"})
        devtools.detach()

    def sign_in(self, pupil: int) -> None:
        """By his card."""
        self.forget()
        self.go(f"/carte/{self.shop.made.pupils[pupil].card_token}")
        self.sees("hello")

    def teach(self) -> None:
        """The teacher signs in."""
        self.forget()
        self.go("/enseignant")
        self["teacher-login"].fill(self.shop.made.teacher.login)
        self["teacher-password"].fill(self.shop.made.password)
        self.tap("teacher-go")
        self.sees("class-link")

    def listens(self, verdict: Verdict) -> None:
        """The school has an ear, which finds this."""
        self.ear.verdict = verdict
        if not self.shop.app.state.ear:
            self.shop.app.state.ear = ListeningPool(self.ear, workers=1, queue=4)  # type: ignore[arg-type]

    def deaf(self) -> None:
        """The school has no ear any more."""
        self.ear.go.set()
        if self.shop.app.state.ear:
            self.shop.app.state.ear.close()
        self.shop.app.state.ear = None


Leg = Callable[[Tour], Iterator[str]]
