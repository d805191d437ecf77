"""`tutor say` and `tutor models` as people call them. The natural voice is not installed in these tests."""

import json
from pathlib import Path

import av
import pytest
import soundfile

from tutor.cli import main


@pytest.fixture(autouse=True)
def school(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TUTOR_MODELS_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("TUTOR_DATA_DIR", str(tmp_path / "data"))


def test_say_writes_a_wav_and_tells_the_voice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.wav"
    assert main(["say", "Bonjour !", "-o", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["voice"].startswith("pyttsx3")
    assert told["seconds"] == pytest.approx(soundfile.info(out).duration, abs=0.01)


def test_say_writes_an_m4a(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.m4a"
    assert main(["say", "Bonjour !", "-o", str(out), "--voice", "espeak"]) == 0
    assert "s of speech by pyttsx3" in capsys.readouterr().out
    with av.open(str(out)) as sound:
        assert sound.streams.audio[0].codec_context.name == "aac"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["chat", "-o", "/nowhere/out.wav"], "there is no folder"),
        (["chat", "-o", "out.mp3"], "must end in .wav or .m4a"),
        (["...", "-o", "{tmp}/out.wav"], "There is no word to say"),
        (["a" * 5_000, "-o", "{tmp}/out.wav"], "too long to say at once"),
        (["chat", "-o", "{tmp}/out.wav", "--voice", "kokoro"], "run `tutor models install kokoro-fr`"),
    ],
)
def test_say_refuses_bad_input_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str
) -> None:
    assert main(["say", *(argument.replace("{tmp}", str(tmp_path)) for argument in arguments)]) == 2
    told = capsys.readouterr()
    assert complaint in told.err
    assert len(told.err.strip().splitlines()) == 1
    assert told.out == ""


def test_models_lists_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    states = {model["name"]: model["state"] for model in told["models"]}
    assert states["whisper-base"] == states["kokoro-fr"] == "missing"
    assert main(["models"]) == 0
    assert "whisper-base   missing" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["install", "nothing"], "There is no speech model 'nothing'; there are: whisper-base, kokoro-fr"),
        (["install", "kokoro-fr", "--from", "/nowhere"], "/nowhere does not hold"),
        (["render"], "run `tutor models install kokoro-fr`"),
    ],
)
def test_models_refuses_bad_input_in_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str
) -> None:
    assert main(["models", *arguments]) == 2
    told = capsys.readouterr()
    assert complaint in told.err
    assert len(told.err.strip().splitlines()) == 1


def test_render_takes_a_number_of_texts_above_0() -> None:
    with pytest.raises(SystemExit) as end:
        main(["models", "render", "--limit", "0"])
    assert end.value.code == 2
