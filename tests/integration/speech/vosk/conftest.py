"""The Korean model, opened once for all tests."""

import pytest

from speech.vosk.model import VoskModel
from tests.korean import korean_model


@pytest.fixture(scope="session")
def model() -> VoskModel:
    return VoskModel.open(korean_model())
