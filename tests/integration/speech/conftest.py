"""Fixtures for what goes over the network: a real server on this computer, reached without any proxy."""

from collections.abc import Iterator

import pytest

from speech.download import Patience
from tests.integration.speech.file_server import FileServer, running_file_server


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    monkeypatch.setenv("no_proxy", "*")
    with running_file_server() as running:
        yield running


@pytest.fixture
def patience() -> Patience:
    return Patience(connect=2, read=2, tries=3, sleep=lambda seconds: None)
