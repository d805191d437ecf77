"""A tiny class for a few seconds, by the very code of `python -m tests.load`: no error, no answer lost."""

from pathlib import Path

import pytest

from tests.load.run import run
from tests.needs import need_model


@pytest.mark.models
@pytest.mark.timeout(600)
def test_two_tablets_work_for_a_moment_and_nothing_is_lost(tmp_path: Path) -> None:
    need_model("whisper-base")
    found = run(tmp_path, tablets=2, seconds=5.0, history=False)
    assert found["errors"] == {}
    assert found["attempts"]["acknowledged"] > 0
    assert found["targets"]["no_attempt_lost"]
    assert found["next"]["count"] >= 2
    assert found["server_mb"]["end"] > 0
