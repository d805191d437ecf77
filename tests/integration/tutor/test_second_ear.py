"""The second ear is used as soon as its model is installed. The Korean model stands for the French one."""

import json
from pathlib import Path

import pytest

from speech.audio import Clip
from speech.download import sha256_of
from speech.ear import Ear
from speech.model_list import ModelFile, model
from speech.second_opinion import SecondOpinion
from speech.verdicts import Verdict
from speech.vosk.model import VoskModel
from speech.vosk.recogniser import VoskRecogniser
from tests.korean import HELLO, Korean, korean_model, say
from tests.needs import need_model
from tutor.cli import main
from tutor.second_ear import MODEL, open_second_ear
from tutor.settings import Settings


@pytest.fixture
def with_model(tmp_path: Path) -> Settings:
    """A folder of models in which what was unpacked from the French zip is, by its note, the Korean model."""
    source, folder = korean_model(), tmp_path / "models" / MODEL
    files = {}
    for path in source.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            name = str(path.relative_to(source))
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).symlink_to(path)
            files[name] = ModelFile(size=path.stat().st_size, sha256=sha256_of(path))
    published = model(MODEL).zip
    assert published is not None
    published.note_contents(folder, files)
    return Settings(models_dir=tmp_path / "models", vosk_memory_mb=900)


def test_without_its_model_there_is_none_and_nothing_breaks(tmp_path: Path) -> None:
    assert open_second_ear(Settings(models_dir=tmp_path)) is None


def test_installed_it_is_opened_unless_turned_off_or_too_large(with_model: Settings) -> None:
    opened = open_second_ear(with_model)
    assert opened is not None
    assert opened.name == f"vosk-0.3.45/{MODEL}"
    assert open_second_ear(with_model.model_copy(update={"vosk": False})) is None
    assert open_second_ear(with_model.model_copy(update={"vosk_memory_mb": 300})) is None


def test_damaged_the_server_does_without(with_model: Settings) -> None:
    (with_model.models_dir / MODEL / "conf" / "mfcc.conf").unlink()
    assert open_second_ear(with_model) is None


@pytest.mark.parametrize(("limit", "in_use"), [("900", True), ("100", False)])
def test_the_command_says_what_is_used(
    with_model: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    limit: str,
    in_use: bool,
) -> None:
    open_second_ear(with_model)
    monkeypatch.setenv("TUTOR_MODELS_DIR", str(with_model.models_dir))
    monkeypatch.setenv("TUTOR_VOSK_MEMORY_MB", limit)
    assert main(["models", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)["models"]}
    assert (rows[MODEL]["state"], rows[MODEL]["optional"], rows[MODEL]["in_use"]) == ("installed", True, in_use)
    assert (rows["whisper-base"]["state"], rows["whisper-base"]["in_use"]) == ("missing", False)


def test_it_can_be_turned_off_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().vosk
    monkeypatch.setenv("TUTOR_VOSK", "off")
    assert not Settings().vosk


def test_the_ear_asks_it_and_its_name_says_so() -> None:
    need_model("whisper-base")
    second = VoskRecogniser(VoskModel.open(korean_model()), Korean())
    ear = Ear.load(Settings().models_dir, second=SecondOpinion(second))
    assert ear.name.endswith(f"+{second.name}")
    heard = ear.verify(Clip(say(HELLO)), "carotte")
    assert heard.engine == ear.name
    assert heard.verdict is not Verdict.CORRECT
    assert ear.number(Clip(say(HELLO)), 10).engine == ear.name
