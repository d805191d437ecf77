"""An academy's work by a Dask cluster that somebody else started: the same answer; a sentence when none answers."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.academy import make_academy
from tutor import cli


@contextmanager
def dask(*command: str, ready: str) -> Iterator[str]:
    """`dask ...` as its keeper starts it: the line that says it is ready. Ended afterwards."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        lines = iter(process.stdout or ())
        yield next(line for line in lines if ready in line)
    finally:
        process.terminate()
        process.communicate(timeout=30)


@pytest.mark.timeout(180)
def test_a_cluster_started_elsewhere_finds_what_one_process_finds(tmp_path: Path) -> None:
    months = ("2026-09", "2026-10")
    make_academy(tmp_path / "in", 4_000, classes_of_school=2, pupils=8, of_class=1_000, months=months, exercises=60)
    here, there = tmp_path / "here", tmp_path / "there"
    local = ("--host", "127.0.0.1", "--no-dashboard")
    with dask("scheduler", *local, "--port", "0", ready="Scheduler at") as told:
        scheduler = told.split()[-1]
        with dask(
            "worker", scheduler, *local, "--nthreads", "1", "--no-nanny", ready="Starting established connection"
        ):
            arguments = ["academy", "indicators", str(tmp_path / "in"), "-o", str(there), "--cluster", scheduler]
            assert cli.main(arguments) == 0
    assert cli.main(["academy", "indicators", str(tmp_path / "in"), "-o", str(here), "--workers", "1"]) == 0
    for name in ("indicateurs.csv", "indicateurs.geojson"):
        assert (there / name).read_bytes() == (here / name).read_bytes()


@pytest.mark.timeout(60)
def test_a_cluster_that_does_not_answer_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_academy(tmp_path, 1_000, classes_of_school=1, pupils=8, of_class=1_000, months=("2026-09",), exercises=60)
    address = "tcp://127.0.0.1:1"
    assert cli.main(["academy", "indicators", str(tmp_path), "-o", str(tmp_path / "out"), "--cluster", address]) == 2
    said = capsys.readouterr().err
    assert f"no Dask scheduler answers at {address}" in said
    assert len(said.splitlines()) == 1
