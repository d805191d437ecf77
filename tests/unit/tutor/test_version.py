"""One version for the server and its tablets: a tablet tells an old page by it."""

import json
from pathlib import Path

from tutor.version import VERSION

PACKAGE = Path(__file__).parents[3] / "tablet_client" / "package.json"


def test_the_client_carries_the_version_of_the_server() -> None:
    assert json.loads(PACKAGE.read_text(encoding="utf-8"))["version"] == VERSION
