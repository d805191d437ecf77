"""`tutor calibrate` on a real school's database: it reports, refuses what is not better, keeps every version."""

import json
import random
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from exercises.catalogue import Catalogue
from learner_model import DEFAULT, LearnerModel, Parameters, recalibration
from tutor import cli
from tutor.db import make_engine, reading, writing
from tutor.demo import make_demo
from tutor.errors import BadInputError
from tutor.migrations.upgrade import upgrade
from tutor.practice.learner import keep, log_of_attempts, parameters_in_use, school_learner

NOW = datetime(2026, 11, 17, 13, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo_school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a demo school: its history takes a while to make."""
    made = tmp_path_factory.mktemp("demo") / "school.db"
    engine = make_engine(f"sqlite:///{made}")
    upgrade(engine)
    catalogue = Catalogue.load()
    with writing(engine) as session:
        make_demo(session, catalogue, LearnerModel(catalogue.skills.prerequisites), NOW, random.Random(1))
    engine.dispose()
    return made


@pytest.fixture
def school(demo_school: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it."""
    monkeypatch.setenv("TUTOR_DATA_DIR", str(tmp_path))
    shutil.copyfile(demo_school, tmp_path / "school.db")
    return tmp_path


def test_a_school_too_small_is_told_so_in_one_line(school: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["calibrate"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "of 12 pupils are too few" in said.err
    assert len(said.err.splitlines()) == 1


def test_the_report_compares_and_only_a_better_model_is_used(
    school: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalibration, "FEWEST_PUPILS", 10)
    monkeypatch.setattr(recalibration, "FEWEST_ANSWERS", 100)
    assert cli.main(["calibrate", "--dry-run", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["pupils"] == 12
    assert not report["replaced"]
    assert not (school / "learner").exists()
    assert report["before"]["version"] == DEFAULT.version
    assert cli.main(["calibrate", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["replaced"] == (report["gain"] > report["doubt"])
    assert parameters_in_use(school).version == report["version_in_use"]
    assert school_learner(school, {}).version == report["version_in_use"]


def test_the_log_of_attempts_holds_what_was_answered_and_no_doubtful_answer(school: Path) -> None:
    engine = make_engine(f"sqlite:///{school / 'school.db'}")
    with reading(engine) as session:
        log = log_of_attempts(session)
    engine.dispose()
    assert len(log.students) == 12
    assert set(log.domains) == {"reading", "maths"}
    assert 0.5 < log.correct.mean() < 1.0
    assert log.guess.max() > 0.0
    assert set(log.grades) <= {"cp", "ce1"}


def test_versions_are_kept_and_the_last_one_is_used(tmp_path: Path) -> None:
    assert parameters_in_use(tmp_path) == DEFAULT
    for number in (1, 2):
        keep(tmp_path, Parameters(version=f"school-{number}", difficulties={"e": float(number)}))
    assert parameters_in_use(tmp_path).version == "school-2"
    assert sorted(path.name for path in (tmp_path / "learner").iterdir()) == [
        "in_use",
        "school-1.json",
        "school-2.json",
    ]
    (tmp_path / "learner" / "school-2.json").write_text("{")
    with pytest.raises(BadInputError, match="put it back from a backup"):
        parameters_in_use(tmp_path)
