"""The way in, what may go wrong there, and the pages that need nobody."""

from collections.abc import Iterator

from playwright.sync_api import Route, expect

from tests.e2e.hands import touch
from tests.e2e.tour.guide import PATIENCE, READER, Tour


def door(tour: Tour) -> Iterator[str]:
    """The class's code, faces, pictures."""
    tour.forget()
    tour.go("/")
    tour.sees("class-code-input")
    yield "class-code"
    tour.tap("my-card")
    tour.sees("card-reader")
    yield "card-reader"
    tour.tap("card-back")
    tour["class-code-input"].fill("ZZZZ")
    tour.tap("class-code-go")
    expect(tour.page.locator("#class-code-help.trouble")).to_be_visible(timeout=PATIENCE)
    yield "class-code-wrong"
    tour.go(f"/classe/{tour.shop.made.classroom.code}")
    tour.sees("face")
    yield "faces"
    pupil = tour.shop.made.pupils[READER]
    tour.page.locator(f"[data-testid=face][data-name='{pupil.first_name}']").click()
    tour.sees("picture")
    yield "pictures"
    for _ in range(3):
        touch(tour.page, "picture", pupil.pictures[0], by="picture")
    expect(tour.page.locator("[data-testid=picture-slot].filled")).to_have_count(0, timeout=PATIENCE)
    yield "pictures-wrong"
    touch(tour.page, "picture", pupil.pictures[0], by="picture")
    yield "pictures-one"
    for picture in pupil.pictures[1:]:
        touch(tour.page, "picture", picture, by="picture")
    tour.sees("hello")
    yield "hello"


def card(tour: Tour) -> Iterator[str]:
    """A card that is not good any more."""
    tour.forget()
    tour.go("/carte/perdue")
    tour.sees("line")
    yield "card-wrong"


TROUBLES = {
    "gone": None,
    "restarting": (500, {}, "internal"),
    "full": (503, {"Retry-After": "1"}, "unavailable"),
    "disk": (503, {}, "unavailable"),
}
"""How the school fails, by what is shown of it (care/troubles.ts): it does not answer, or answers so."""


def troubles(tour: Tour) -> Iterator[str]:
    """All that can stand in the way of a child, and what an adult may do about it."""
    page = tour.page
    tour.forget()
    failing = "gone"

    def fail(route: Route) -> None:
        if answer := TROUBLES[failing]:
            status, headers, code = answer
            route.fulfill(status=status, headers=headers, json={"code": code, "message": "Le serveur a un souci."})
        else:
            route.abort("connectionrefused")

    page.route("**/api/session", fail)
    tour.go("/")
    for failing in TROUBLES:
        if tour["waiting"].count():
            tour.tap("trouble-go")
        tour.sees("waiting", trouble=failing)
        yield f"trouble-{failing}"
    tour["trouble-adult"].locator("summary").click()
    yield "trouble-adult"
    page.context.set_offline(True)
    page.unroute("**/api/session")
    tour.tap("trouble-go")
    tour.sees("waiting", trouble="network")
    yield "trouble-network"
    page.context.set_offline(False)
    for kind, thrown in {"script": "ressort", "old": "error loading dynamically imported module"}.items():
        tour.go("/")
        tour.sees("class-code-input")
        page.evaluate(f"setTimeout(() => {{ throw new TypeError('{thrown}'); }})")
        tour.sees("trouble", trouble=kind)
        yield f"trouble-{kind}"


def tablet_help(tour: Tour) -> Iterator[str]:
    """An adult looks whether the tablet is fit."""
    tour.go("/aide-tablette")
    tour.sees("check")
    expect(tour["check-again"]).to_be_enabled(timeout=PATIENCE)
    yield "tablet-help"


def credits_page(tour: Tour) -> Iterator[str]:
    """Whose work is in it."""
    tour.go("/credits")
    expect(tour.page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    yield "credits"
