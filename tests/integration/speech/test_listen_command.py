"""`tutor listen` as other people's scripts call it."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.needs import need_model
from tutor.cli import main

CLIPS = Path(__file__).parents[2] / "data" / "speech"


@pytest.fixture
def installed() -> None:
    need_model("whisper-base")


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Exit 2, nothing on stdout, one line on stderr."""
    try:
        status = main(["listen", *arguments])
    except SystemExit as stop:
        status = int(str(stop.code))
    output = capsys.readouterr()
    assert status == 2
    assert output.out == ""
    assert output.err.count("\n") == 1
    return output.err


def test_a_bad_clip_is_one_clear_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.wav").write_text("bonjour\n" * 9)
    (tmp_path / "empty.wav").write_bytes(b"")
    soundfile.write(tmp_path / "long.wav", np.zeros(600 * 8_000, np.int16), 8_000)
    for name in ("text.wav", "empty.wav", "long.wav", "missing.wav", ""):
        assert name in refused(capsys, str(tmp_path / name), "--text", "un lapin", "--json")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["clip.wav"],
        ["clip.wav", "--text", "a", "--number"],
        ["clip.wav", "--manifest", "list.jsonl"],
        ["--text", "un lapin"],
        ["clip.wav", "--number", "--max", "-1"],
        ["clip.wav", "--number", "--max", "1001"],
        ["clip.wav", "--number", "--max", "vingt"],
        ["clip.wav", "--text", "a", "--strictness", "cruel"],
        ["--manifest", "nowhere.jsonl"],
    ],
)
def test_a_wrong_command_is_one_clear_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    refused(capsys, *arguments)


def test_a_missing_model_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TUTOR_MODELS_DIR", str(tmp_path))
    assert "tutor models install" in refused(capsys, str(CLIPS / "carotte.ogg"), "--text", "carotte")


@pytest.mark.models
def test_a_text_is_verified_word_by_word(installed: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["listen", str(CLIPS / "l_automne.ogg"), "--text", "l'automne", "--json"]) == 0
    heard = json.loads(capsys.readouterr().out)
    assert heard["verdict"] in {"correct", "unsure"}
    assert set(heard) == {"verdict", "words", "engine", "seconds"}
    assert [word["word"] for word in heard["words"]] == ["l'automne"]
    documented = {"word", "verdict", "probability", "start", "end", "heard"}
    assert set(heard["words"][0]) == documented | {"slip", "phones"}


@pytest.mark.models
def test_a_number_is_said_with_its_probability(installed: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["listen", str(CLIPS / "douze.ogg"), "--number", "--max", "20", "--json"]) == 0
    fields = {"number", "probability", "heard", "engine", "seconds", "likeliest", "request"}
    assert set(json.loads(capsys.readouterr().out)) == fields


@pytest.mark.models
def test_a_manifest_is_heard_in_order_and_goes_on_after_a_bad_clip(
    installed: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "clips").symlink_to(CLIPS)
    lines = [
        '{"id": "a", "audio": "clips/carotte.ogg", "text": "carotte"}',
        '{"id": "b", "audio": "clips/nowhere.ogg", "text": "carotte"}',
        "",
        "not JSON",
        '{"id": "c", "audio": "clips/douze.ogg", "number_max": 20}',
        '{"id": "d", "audio": "clips/douze.ogg"}',
        '{"id": "e", "audio": "clips/README.md", "number_max": 20}',
        '{"id": "f", "audio": "clips/douze.ogg", "number_max": 50000}',
        '["g"]',
        '{"id": 7, "audio": "clips/carotte.ogg", "text": "maison"}',
        '{"id": "h", "audio": "clips/carotte.ogg", "text": ""}',
    ]
    (tmp_path / "list.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert main(["listen", "--manifest", str(tmp_path / "list.jsonl"), "--json"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", None, "c", "d", "e", "f", None, 7, "h"]
    assert [answer["id"] for answer in answers if "error" not in answer] == ["a", "c", 7]
    assert answers[0]["verdict"] == "correct"
    assert answers[8]["verdict"] != "correct"


@pytest.mark.models
def test_a_person_can_read_the_verdicts(installed: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["listen", str(CLIPS / "carotte.ogg"), "--text", "carotte"]) == 0
    assert "+ carotte" in capsys.readouterr().out
