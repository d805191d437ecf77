"""Our learner model against plain Elo, PFA, Best-LR and pyBKT (with and without forgetting): same split, same run.

`python -m benchmarks.knowledge_tracing LOG.csv [LOG.csv ...] [--without-pybkt] [--picture FILE.svg]`
prints JSON: for each log and model AUC, log loss, Brier, RMSE, accuracy and ECE on the 20 % of students left out
(seed 42), cold start, one step ahead, nothing refitted while testing. pyBKT runs in an environment of its own that
uv makes in a temporary folder (it does not work with the current scikit-learn); it sees the skills of an answer as one.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from benchmarks.knowledge_tracing_peers import best_lr, elo, pfa
from learner_model.calibration import calibrate
from learner_model.drawing import reliability_svg
from learner_model.evaluation import Bin, played, score, split
from learner_model.log import Floats, Ints, Log, read_log

PYBKT = ("pyBKT==1.4.3", "scikit-learn==1.6.1", "numpy<2.3", "pandas<3", "setuptools")


def ours(log: Log, learn: Ints, test: Ints) -> Floats:
    """Calibrated on the training students; then LearnerModel, as it answers pupils, meets the others online."""
    return played(log, test, calibrate(log, learn))


def pybkt_python(folder: Path) -> Path:
    """The interpreter of an environment with pyBKT, made if needed."""
    python = folder / "bin" / "python"
    if not python.exists():
        environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never"}
        subprocess.run(["uv", "venv", "-q", "--python", sys.executable, str(folder)], check=True, env=environment)
        subprocess.run(["uv", "pip", "install", "-q", "--python", str(python), *PYBKT], check=True, env=environment)
    return python


def pybkt(python: Path, log: Log, learn: Ints, test: Ints) -> dict[str, Floats]:
    """Predictions of pyBKT without and with forgetting."""
    tested = np.zeros(len(log), dtype=int)
    tested[test] = 1
    with tempfile.TemporaryDirectory() as folder:
        rows, out = Path(folder) / "rows.csv", Path(folder) / "out.csv"
        with rows.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["user_id", "skill_name", "correct", "order_id", "test"])
            for row in range(len(log)):
                writer.writerow([log.student[row], f"g{log.group[row]}", int(log.correct[row]), row, tested[row]])
        script = Path(__file__).with_name("pybkt_peer.py")
        subprocess.run([str(python), "-P", str(script), str(rows), str(out)], check=True, stdout=sys.stderr)
        with out.open(newline="") as file:
            found = list(csv.DictReader(file))
    return {name: np.array([float(row[name]) for row in found]) for name in ("bkt", "bkt_forgets")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("logs", nargs="+", type=Path, metavar="LOG.csv")
    parser.add_argument("--without-pybkt", action="store_true")
    parser.add_argument("--pybkt-environment", type=Path, help="keep pyBKT's environment here")
    parser.add_argument("--picture", type=Path, help="our reliability curves, as SVG")
    arguments = parser.parse_args()
    curves: dict[str, tuple[Bin, ...]] = {}
    table: dict[str, dict[str, Mapping[str, float]]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        python = None
        if not arguments.without_pybkt:
            python = pybkt_python(arguments.pybkt_environment or Path(temporary) / "pybkt")
        for path in arguments.logs:
            with path.open(encoding="utf-8", newline="") as lines:
                log = read_log(lines, path.name)
            learn, test = split(log)
            table[path.stem] = {}
            for name, model in (("ours", ours), ("elo", elo), ("pfa", pfa), ("best_lr", best_lr)):
                started = time.perf_counter()
                predicted = model(log, learn, test)
                seconds = time.perf_counter() - started
                scores = score(log, test, predicted)
                if name == "ours":
                    curves[path.stem] = scores.reliability
                table[path.stem][name] = measures(log, test, predicted) | {"seconds": round(seconds, 1)}
            if python is not None:
                for name, predicted in pybkt(python, log, learn, test).items():
                    table[path.stem][name] = measures(log, test, predicted)
            print(path.stem, json.dumps(table[path.stem]), file=sys.stderr, flush=True)
    if arguments.picture:
        arguments.picture.write_text(reliability_svg(curves, "Predicted and observed success"), encoding="utf-8")
    print(json.dumps({"logs": table, "bars": bars(table)}, indent=1))


def measures(log: Log, test: Ints, predicted: Floats) -> dict[str, float]:
    """Rounded measures of one model."""
    scores = score(log, test, predicted)
    return {name: round(getattr(scores, name), 4) for name in ("auc", "log_loss", "brier", "rmse", "accuracy", "ece")}


def bars(table: dict[str, dict[str, Mapping[str, float]]]) -> dict[str, object]:
    """On which logs ours is first, how far behind the best it is at most, and its largest calibration error."""
    first = [
        name
        for name, models in table.items()
        if all(
            models["ours"]["auc"] > m["auc"] and models["ours"]["log_loss"] < m["log_loss"]
            for other, m in models.items()
            if other != "ours"
        )
    ]
    behind = max(max(m["auc"] for m in models.values()) - models["ours"]["auc"] for models in table.values())
    return {
        "first in AUC and log loss on": first,
        "largest AUC behind the best": round(behind, 4),
        "largest ECE": max(models["ours"]["ece"] for models in table.values()),
    }


if __name__ == "__main__":
    main()
