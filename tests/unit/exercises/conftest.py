"""The shipped content, read once, and a copy of it that a test may break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from exercises.catalogue import Catalogue
from exercises.sources import DATA

settings.register_profile("untimed", deadline=None)  # a slow machine is no fault of the content
settings.load_profile("untimed")

Break = Callable[[str, str, str], int]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the data."""
    return Path(shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("*.gz")))


@pytest.fixture
def break_content(content: Path) -> Break:
    """Replace one piece of a file by another; returns the line where it stood."""

    def replace(file: str, old: str, new: str) -> int:
        path = content / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
