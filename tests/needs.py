"""What a test needs of the machine: absent, the test says loudly that it was skipped; in CI that is a failure."""

import os

import pytest

from speech.errors import SpeechError
from speech.models import model_path
from tutor.settings import Settings


def need(condition: object, what: str) -> None:
    """Go on if it is there; else skip, or fail where everything is required (MARELLE_REQUIRE_ALL)."""
    if condition:
        return
    if os.environ.get("MARELLE_REQUIRE_ALL"):
        pytest.fail(f"{what} is required here and is missing")
    pytest.skip(f"NOT TESTED: {what} is missing")


def need_model(name: str) -> None:
    """The same for a speech model."""
    try:
        model_path(name, Settings().models_dir)
    except SpeechError:
        need(False, f"the speech model {name} (make models)")
