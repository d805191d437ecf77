"""The credits page names whatever Marelle is made of and shows."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "credits.md").read_text(encoding="utf-8").lower()
PYTHON = [
    re.split(r"[<>=\[]", each)[0]
    for each in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
]
CLIENT = json.loads((ROOT / "tablet_client" / "package.json").read_text(encoding="utf-8"))
SAID_AS = {"av": "pyav", "openmoji": "openmoji"}


@pytest.mark.parametrize("package", PYTHON)
def test_every_package_of_the_server_is_named(package: str) -> None:
    assert SAID_AS.get(package, package) in PAGE


@pytest.mark.parametrize("package", [*CLIENT["dependencies"], "svelte", "openmoji"])
def test_what_the_tablet_shows_or_runs_is_named(package: str) -> None:
    name = package.removeprefix("@fontsource/").replace("playwrite-fr-trad", "playwrite france traditionnelle")
    assert name in PAGE


@pytest.mark.parametrize("what", ["lexique 3.83", "whisper", "kokoro", "espeak ng", "gcompris", "cc by-sa 4.0", "ofl"])
def test_data_models_and_their_licences_are_named(what: str) -> None:
    assert what in PAGE
