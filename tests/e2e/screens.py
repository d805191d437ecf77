"""Pictures of every screen, lying and standing: `make screenshots`, or

    python -m tests.e2e.screens [--update] [--large] [--dim] [--contrast] FOLDER [LEG...]

One file a screen and a way to hold the tablet. With --update (`make screenshots UPDATE=1`) key screens are from now on
to look as they do (tests/e2e/looks/, which test_accessibility compares with): look at them before they are
committed. With --large letters are as large and as far apart as a child may have them, and the hand is the left one.
"""

import argparse
import logging
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e import looks
from tests.e2e.tour.walk import KEY_SCREENS, LARGE, LEGS, walk
from tutor.comfort.schemas import ComfortChoice
from tutor.logs import configure_logs


def main(arguments: list[str]) -> int:
    """Take them all, or those of some legs; say each."""
    known = {leg.__name__: leg for leg in LEGS}
    parser = argparse.ArgumentParser(description="pictures of every screen")
    parser.add_argument("--update", action="store_true", help="key screens are to look as they do now")
    parser.add_argument("--large", action="store_true", help="the largest letters, the left hand")
    parser.add_argument("--dim", action="store_true", help="in dim light")
    parser.add_argument("--contrast", action="store_true", help="in high contrast")
    parser.add_argument("folder", type=Path)
    parser.add_argument("legs", nargs="*", metavar="LEG", help=f"only these: {', '.join(known)}")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.legs) - set(known):
        parser.error(f"there is no leg {', '.join(unknown)}: give some of {', '.join(known)}")
    configure_logs(level=logging.ERROR)
    asked.folder.mkdir(parents=True, exist_ok=True)
    light = {"theme": "dim" if asked.dim else None, "contrast": "high" if asked.contrast else None}
    comfort = (LARGE if asked.large else ComfortChoice()).model_copy(update=light)
    if asked.update and comfort != ComfortChoice():
        parser.error("key screens are kept as they usually are")
    taken = 0
    with tempfile.TemporaryDirectory() as data, sync_playwright() as driver:
        for stop in walk(driver, Path(data), tuple(known[name] for name in asked.legs or known), comfort):
            for held in stop.turned():
                picture = stop.picture()
                (asked.folder / f"{stop.leg}-{stop.name}-{held}.png").write_bytes(picture)
                if asked.update and stop.name in KEY_SCREENS:
                    looks.keep(f"{stop.name}-{held}", picture)
                taken += 1
            print(f"{taken:4} {stop.leg}: {stop.name}", flush=True)
    print(f"{taken} pictures in {asked.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
