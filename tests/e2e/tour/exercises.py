"""Each kind of exercise, as given, missed, helped and done."""

from collections.abc import Iterator

from playwright.sync_api import expect

from speech.verdicts import Verdict
from tests.e2e.handmade_maths import MATHS
from tests.e2e.hands import give, touch
from tests.e2e.tour.guide import COUNTER, FRIEND, PATIENCE, READER, TALKER, Tour


def opened(tour: Tour, pupil: int, subject: str, first: str) -> None:
    """A pupil in front of this exercise."""
    tour.shop.offer(first)
    tour.sign_in(pupil)
    tour.tap(f"choose-{subject}")
    tour.sees("exercise")


def pass_over(tour: Tour) -> None:
    """This one is not done."""
    tour.sees("exercise")
    served = tour["exercise"].get_attribute("data-served-id")
    tour.tap("skip")
    expect(tour.page.locator(f"[data-served-id='{served}']")).to_have_count(0, timeout=PATIENCE)


def by_hand(tour: Tour) -> Iterator[str]:
    """Choosing, building, writing, counting: as given, after a miss, helped, found."""
    opened(tour, READER, "reading", "word-to-picture")
    page, shop = tour.page, tour.shop
    yield "word-to-picture"
    touch(page, "option", 1)
    yield "word-to-picture-chosen"
    tour.tap("finish")
    expect(page.locator("[data-state=faded]")).to_be_visible(timeout=PATIENCE)
    yield "word-to-picture-missed"
    touch(page, "option", 0)
    tour.tap("finish")
    tour.sees("next")
    yield "word-to-picture-done"
    for name in ("first-sound", "scripts", "complete-sentence", "order-events"):
        give(page, shop, name)
        yield name
    give(page, shop, "read-and-answer")
    yield "read-and-answer"
    for wrong in (1, 2):
        touch(page, "option", wrong)
        tour.tap("finish")
        expect(page.locator(f"[data-place='{wrong}'][data-state=faded]").or_(tour["help"])).to_be_visible()
    tour.sees("help")
    expect(page.locator("[data-testid=option][data-state=right]")).to_be_visible(timeout=PATIENCE)
    page.wait_for_timeout(100)  # it comes out of the fog
    yield "read-and-answer-help"
    give(page, shop, "order-words")
    yield "order-words"
    for tile in (2, 1, 0):
        touch(page, "tile", tile)
    tour.tap("finish")
    expect(page.locator("[data-testid=row][data-state=missed]")).to_be_visible(timeout=PATIENCE)
    yield "order-words-missed"
    give(page, shop, "build-word")
    for tile in (1, 0):
        touch(page, "tile", tile)
    yield "build-word-built"
    give(page, shop, "dictation")
    touch(page, "key", "e", by="letter")
    yield "dictation"
    give(page, shop, "complete-word")
    for _ in range(2):
        page.keyboard.type("em")
        page.keyboard.press("Enter")
        expect(page.locator("[data-testid=written][data-state=missed]")).to_be_visible(timeout=PATIENCE)
        page.keyboard.press("Backspace")
        page.keyboard.press("Backspace")
    tour.sees("help")
    yield "complete-word-help"
    give(page, shop, "syllables")
    tour.tap("drum")
    yield "syllables"


def reading_alone(tour: Tour) -> Iterator[str]:
    """Reading where the school has no ear: one reads, listens and judges."""
    tour.deaf()
    opened(tour, TALKER, "reading", "letter")
    page, shop = tour.page, tour.shop
    give(page, shop, "letter")
    yield "letter"
    give(page, shop, "silent")
    yield "sentence"
    tour.tap("aid")
    yield "sentence-aided"
    tour.tap("read-alone")
    expect(tour["judge-same"]).to_be_enabled(timeout=PATIENCE)
    yield "sentence-judged"
    for name in ("in-turns", "repeated", "one-minute"):
        give(page, shop, name)
        yield name


def reading_aloud(tour: Tour) -> Iterator[str]:
    """Reading heard by the school: listening, thinking, words marked, help, found."""
    tour.listens(Verdict.INCORRECT)
    opened(tour, READER, "reading", "silent")
    page = tour.page
    give(page, tour.shop, "silent")
    yield "sentence-heard"
    tour.ear.go.clear()
    tour.tap("mic")
    expect(page.locator("[data-testid=mic]:not([data-state=ready])")).to_be_visible(timeout=PATIENCE)
    yield "sentence-listening"
    tour.ear.go.set()
    expect(page.locator("[data-testid=word][data-verdict=incorrect]").first).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[data-testid=mic][data-state=ready]")).to_be_visible(timeout=PATIENCE)
    yield "sentence-marked"
    tour.tap("mic")
    tour.sees("help")
    yield "sentence-help"
    tour.listens(Verdict.CORRECT)
    give(page, tour.shop, "one-minute")
    tour.tap("mic")
    tour.sees("next")
    yield "text-read"
    tour.deaf()


def maths(tour: Tour) -> Iterator[str]:
    """Every figure as given; then a miss, its hint, the help, and what is found."""
    opened(tour, COUNTER, "maths", "ask-gap")
    page, shop = tour.page, tour.shop
    yield "ask-gap"
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    expect(page.locator("[data-verdict=incorrect]").first).to_be_visible(timeout=PATIENCE)
    yield "ask-gap-missed"
    for name in MATHS:
        if name == "ask-gap":
            continue
        give(page, shop, name)
        yield name
    give(page, shop, "ask-number")
    missed = page.locator("[data-testid=answer-slot][data-verdict=incorrect]")
    for _ in range(3):
        page.keyboard.type("9")
        expect(tour["keypad-ok"]).to_be_enabled(timeout=PATIENCE)
        page.keyboard.press("Enter")
        expect(missed.or_(tour["help"]).first).to_be_visible(timeout=PATIENCE)
        if tour["help"].is_visible():
            break
    tour.sees("help")
    yield "ask-number-help"
    give(page, shop, "ask-gap")
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    tour.sees("next")
    yield "ask-gap-done"


def comfort(tour: Tour) -> Iterator[str]:
    """What a child may change of how he sees, hears and handles the screens."""
    tour.sign_in(FRIEND)
    tour.tap("comfort")
    tour.sees("comfort-panel")
    yield "comfort"


def doors(tour: Tour) -> Iterator[str]:
    """A choice between two kinds of work; then the school is gone, and one goes on."""
    tour.page.route("**/api/practice/doors", lambda route: route.fulfill(json={"doors": ["words", "sentences"]}))
    tour.page.route("**/api/practice/ahead", lambda route: route.continue_())
    with tour.page.expect_response("**/api/practice/ahead"):
        opened(tour, FRIEND, "reading", "silent")
    for _ in range(4):
        pass_over(tour)
    tour.sees("door")
    yield "doors"
    tour.page.unroute("**/api/practice/doors")
    tour.tap("door")
    tour.sees("exercise")
    tour.page.route("**/api/practice/**", lambda route: route.abort("connectionrefused"))
    pass_over(tour)
    tour.sees("without-wifi")
    tour.sees("exercise")
    yield "without-wifi"
    tour.page.unroute("**/api/practice/**")


def microphone(tour: Tour) -> Iterator[str]:
    """What the browser is going to ask is explained."""
    tour.listens(Verdict.CORRECT)
    opened(tour, FRIEND, "reading", "silent")
    tour.page.evaluate("() => { navigator.permissions.query = () => Promise.resolve({ state: 'prompt' }); }")
    tour.tap("mic")
    tour.sees("ask-microphone")
    yield "ask-microphone"
    tour.page.evaluate(
        "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotAllowedError')); }"
    )
    tour.tap("ask-microphone-yes")
    tour.tap("care-open")
    yield "microphone-refused"
    tour.deaf()
