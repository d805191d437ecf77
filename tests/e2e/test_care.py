"""What goes wrong around a child: the microphone is explained, refused, unplugged; the school is away, the clock wrong,
the disk full. Each time there is a way on, and the work is kept."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, Playwright, Route, expect
from sqlmodel import col, select

from speech.listening import ListeningPool
from tests.e2e.conftest import PATIENCE, screenshot
from tests.e2e.handmade import Workshop, any_page, pupil_page, workshop
from tests.integration.tutor.practice.listening.tablet import CLIPS, SlowEar
from tutor.db import reading
from tutor.practice.tables import Attempt

pytestmark = pytest.mark.e2e
KEEP_TRACKS = """
(() => {
  window.tracks = [];
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (asked) => {
    const stream = await open(asked);
    window.tracks.push(...stream.getTracks());
    return stream;
  };
})();
"""
LATE_BY = timedelta(hours=2)
LATE = f"""
(() => {{
  const now = Date.now.bind(Date);
  Date.now = () => now() - {int(LATE_BY.total_seconds() * 1000)};
}})();
"""
FULL_DISK = """
for (const write of ["add", "put"]) {
  IDBObjectStore.prototype[write] = () => {
    throw new DOMException("no room", "QuotaExceededError");
  };
}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A school with an ear that hears what it is told to."""
    with workshop(tmp_path_factory.mktemp("care")) as shop:
        slow = SlowEar()
        shop.app.state.ear = ListeningPool(slow, workers=1, queue=4)
        yield shop
        shop.app.state.ear.close()


def attempts(shop: Workshop, pupil: int) -> list[Attempt]:
    with reading(shop.app.state.engine) as session:
        mine = select(Attempt).where(Attempt.pupil_id == shop.made.pupils[pupil].id).order_by(col(Attempt.received_at))
        return list(session.exec(mine).all())


def permission(page: Page) -> str:
    state: str = page.evaluate("navigator.permissions.query({ name: 'microphone' }).then(({ state }) => state)")
    return state


def test_the_microphone_is_explained_before_it_is_asked_for(playwright: Playwright, shop: Workshop) -> None:
    shop.offer("silent")
    with any_page(playwright, 1280, 800, CLIPS / "carotte.ogg", asks=True) as page:
        page.add_init_script(KEEP_TRACKS)
        page.goto(f"{shop.address}/carte/{shop.made.pupils[0].card_token}")
        page.get_by_test_id("choose-reading").click()
        microphone = page.get_by_test_id("mic")
        sheet = page.get_by_test_id("ask-microphone")

        # Shown and said by Rivet, before the browser has asked anything. Without is a way on.
        microphone.click()
        expect(sheet).to_contain_text("Autoriser")
        expect(sheet.locator("[data-place]")).to_have_attribute("data-place", "top-left")
        assert permission(page) == "prompt"
        page.wait_for_timeout(400)
        screenshot(page, "ask-microphone")
        page.set_viewport_size({"width": 768, "height": 1024})
        screenshot(page, "ask-microphone-tall")
        page.set_viewport_size({"width": 1280, "height": 800})
        page.get_by_test_id("ask-microphone-no").click()
        expect(page.get_by_test_id("read-alone")).to_be_visible()
        assert permission(page) == "prompt"
        assert page.evaluate("window.tracks.length") == 0

        # The browser says no: the way without stays, an adult is told, nothing is explained again.
        microphone.click()
        page.get_by_test_id("ask-microphone-yes").click()
        sign = page.get_by_test_id("care-sign")
        expect(sign).to_have_attribute("data-sign", "microphone")
        expect(page.get_by_test_id("read-alone")).to_be_visible()
        screenshot(page, "microphone-refused")
        microphone.click()
        expect(microphone).to_have_attribute("data-state", "off")
        expect(sheet).to_have_count(0)

        # Given again by the adult: it listens, without a word more.
        page.context.grant_permissions(["microphone"])
        microphone.click()
        expect(microphone).to_have_attribute("data-state", "listening")
        expect(sign).to_have_count(0)
        assert page.evaluate("document.querySelector('audio')?.paused ?? true")

        # Unplugged in the middle: nothing counts, the turn is there to be taken again.
        page.evaluate("window.tracks.at(-1).dispatchEvent(new Event('ended'))")
        expect(page.get_by_test_id("line")).to_have_text("Le micro s’est arrêté. On recommence\u00a0?")
        assert attempts(shop, 0) == []
        expect(microphone).to_have_attribute("data-state", "off")
        microphone.click()
        expect(microphone).to_have_attribute("data-state", "listening")


def test_each_trouble_has_its_picture_and_a_way_on(playwright: Playwright, shop: Workshop) -> None:
    failing = {"as": "none"}
    answers = {
        "restarting": (500, {}, "internal"),
        "full": (503, {"Retry-After": "2"}, "unavailable"),
        "disk": (503, {}, "unavailable"),
    }

    def fail(route: Route) -> None:
        kind = failing["as"]
        if kind in answers:
            status, headers, code = answers[kind]
            route.fulfill(status=status, headers=headers, json={"code": code, "message": "Le serveur a un souci."})
        elif kind == "gone":
            route.abort("connectionrefused")
        else:
            route.fallback()

    # At the door: a tablet that knows who is there goes on without the school.
    with any_page(playwright, 1024, 768) as page:
        page.route("**/api/session", fail)
        failing["as"] = "gone"
        page.goto(f"{shop.address}/")
        waiting = page.get_by_test_id("waiting")
        for kind, said in {
            "gone": "J’attends l’école",
            "restarting": "L’école se réveille",
            "full": "beaucoup de monde",
            "disk": "besoin d’un adulte",
        }.items():
            failing["as"] = kind
            if kind != "gone":
                page.get_by_test_id("trouble-go").click()
            expect(waiting).to_have_attribute("data-trouble", kind)
            expect(page.get_by_test_id("trouble-line")).to_contain_text(said)
            expect(page.get_by_test_id("trouble-line")).to_contain_text("Ton travail est bien gardé")
            expect(waiting.locator(f"[data-picture={kind}]")).to_be_visible()
            screenshot(page, f"trouble-{kind}")
        page.get_by_test_id("trouble-adult").locator("summary").click()
        screenshot(page, "trouble-adult")
        failing["as"] = "none"
        page.context.set_offline(True)
        page.get_by_test_id("trouble-go").click()
        expect(waiting).to_have_attribute("data-trouble", "network")
        screenshot(page, "trouble-network")
        page.context.set_offline(False)
        expect(page.get_by_test_id("class-code-input")).to_be_visible()
        expect(waiting).to_have_count(0)

        # A mistake of the page itself: not a dead screen.
        page.evaluate("setTimeout(() => { throw new TypeError('ressort'); })")
        trouble = page.get_by_test_id("trouble")
        expect(trouble).to_have_attribute("data-trouble", "script")
        screenshot(page, "trouble-script")
        page.get_by_test_id("trouble-go").click()
        expect(page.get_by_test_id("class-code-input")).to_be_visible()
        expect(trouble).to_have_count(0)


def test_a_wrong_clock_and_a_full_disk_lose_nothing(playwright: Playwright, shop: Workshop) -> None:
    shop.offer("syllables")
    with pupil_page(playwright, shop, number=2, width=768, height=1024) as page:
        page.add_init_script(LATE)
        page.add_init_script(FULL_DISK)
        page.reload()
        sign = page.get_by_test_id("care-sign")
        expect(sign).to_have_attribute("data-sign", "clock")
        page.get_by_test_id("choose-reading").click()
        expect(page.get_by_test_id("exercise")).to_be_visible()

        # The school is away and the disk is full: the answer waits in the page, and an adult is told.
        page.route("**/api/practice/**", lambda route: route.abort("connectionrefused"))
        with page.expect_request("**/api/practice/attempts") as sent:
            page.get_by_test_id("skip").click()
        said = datetime.fromisoformat((sent.value.post_data_json or {})["occurred_at"])
        assert abs(said - datetime.now(UTC)) < timedelta(minutes=1)
        expect(sign).to_have_attribute("data-sign", "storage")
        page.get_by_test_id("care-open").click()
        expect(sign).to_contain_text("1 réponse attend")
        screenshot(page, "disk-full")
        page.unroute_all()
        # The school is looked for every five seconds, and gets five to answer.
        expect(sign).to_have_attribute("data-sign", "clock", timeout=2 * PATIENCE)
        screenshot(page, "clock-wrong")
    assert len(attempts(shop, 2)) == 1


def test_an_adult_checks_the_tablet(playwright: Playwright, shop: Workshop) -> None:
    with any_page(playwright, 1280, 800) as page:
        page.goto(f"{shop.address}/aide-tablette")
        expect(page.locator("[data-testid=check]")).to_have_count(6)
        page.wait_for_timeout(500)
        page.get_by_test_id("check-again").click()
        expect(page.locator("[data-testid=check][data-well=true]")).to_have_count(6)
        page.get_by_test_id("mic-test").click()
        for _ in range(100):
            if float(page.get_by_test_id("mic-test-level").get_attribute("data-level") or 0) > 0.3:
                break
            page.wait_for_timeout(50)
        else:
            pytest.fail("the bar never moved")
        expect(page.get_by_test_id("mic-test-said")).to_have_text("On vous entend bien.")
        screenshot(page, "tablet-help")
        page.get_by_test_id("mic-test-stop").click()
        page.route("**/api/health", lambda route: route.abort())
        page.get_by_test_id("check-again").click()
        server = page.locator("[data-testid=check][data-check=server]")
        expect(server).to_have_attribute("data-well", "false")
        expect(server).to_contain_text("Wi-Fi")
        page.set_viewport_size({"width": 768, "height": 1024})
        screenshot(page, "tablet-help-tall")
