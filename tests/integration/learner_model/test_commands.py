"""`tutor evaluate` and `tutor simulate` as they are typed."""

import json
import random
from pathlib import Path

import pytest

from tutor.cli import main

MEASURES = {"auc", "log_loss", "brier", "rmse", "accuracy", "ece", "students", "attempts", "seconds"}


def log_file(folder: Path) -> Path:
    rng = random.Random(2)
    rows = [
        f"s{student},i{n % 9},k{n % 4}~~k{n % 3},{int(rng.random() < 0.4 + 0.05 * (n % 9))},{1_000 + n * 50}"
        for student in range(30)
        for n in range(25)
    ]
    path = folder / "log.csv"
    path.write_text("student,item,skill,correct,timestamp\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_evaluate_prints_only_json_and_draws(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "reliability.svg"
    assert main(["evaluate", str(log_file(tmp_path)), "--json", "--picture", str(picture)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert set(result) == MEASURES
    assert (result["students"], result["attempts"]) == (6, 150)
    assert picture.read_text(encoding="utf-8").startswith("<svg ")


def test_evaluate_prints_for_people_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(log_file(tmp_path))]) == 0
    assert "150 answers of 6 students never seen in training" in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b"student,item,skill,correct\na,b,c,d\n"])
def test_a_file_that_is_no_log_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_bytes(content)
    assert main(["evaluate", str(path), "--json"]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert "wrong.csv" in output.err


def test_a_missing_file_is_refused_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(tmp_path / "none.csv")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_simulate_prints_only_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--pupils", "2", "--exercises", "30", "--policy", "zpdes", "--seed", "5", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert {"policy", "success_rate", "sessions_in_band", "skills_learned", "longest_failure_run_p99"} <= set(result)
    assert result["policy"] == "zpdes"


def test_an_unknown_policy_is_refused_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--policy", "best"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
