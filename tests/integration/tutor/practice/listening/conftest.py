"""Ears for the server under test, and a pupil at a tablet."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from speech.ear import Ear
from speech.listening import ListeningPool
from speech.whisper import MODEL
from tests.conftest import MadeClass, pupil_browser
from tests.integration.tutor.practice.listening.tablet import SlowEar
from tests.needs import need_model
from tutor.settings import Settings


@pytest.fixture
def ear(app: FastAPI, client: TestClient) -> Iterator[SlowEar]:
    slow = SlowEar()
    app.state.ear = ListeningPool(slow, workers=1, queue=0)
    slow.clips.clear()
    yield slow
    slow.go.set()
    app.state.ear.close()


@pytest.fixture
def real_ear(app: FastAPI, client: TestClient) -> Iterator[None]:
    need_model(MODEL)
    app.state.ear = ListeningPool(Ear.load(Settings().models_dir), workers=1, queue=4)
    yield
    app.state.ear.close()


@pytest.fixture
def pupil(client: TestClient, made_class: MadeClass) -> TestClient:
    return pupil_browser(client, made_class)
