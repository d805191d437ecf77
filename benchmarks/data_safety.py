"""What keeping data costs: the log of attempts by answer, the check of the file at a start, a backup. Prints JSON.

    .venv/bin/python -m benchmarks.data_safety [--rows 150000] [--folder WHERE]

`--rows`: attempts of about 2 kB in the database that is checked and backed up (a class's year is about 150,000);
`--folder`: on the disk to be measured.
"""

import argparse
import json
import os
import sqlite3
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tutor.db import make_engine
from tutor.operations.attempt_log import AttemptLog
from tutor.operations.backups import back_up
from tutor.operations.readying import damage, make_ready
from tutor.settings import Settings

ANSWERS = 200


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=150_000)
    parser.add_argument("--folder", type=Path, default=None)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        settings = Settings(data_dir=Path(folder) / "data")
        make_ready(settings, datetime.now(UTC))
        by_answer = _log(settings.data_dir)
        database = settings.data_dir / "school.db"
        _fill(database, arguments.rows)
        began = time.perf_counter()
        whole = damage(settings) is None
        checked = time.perf_counter() - began
        engine = make_engine(settings.database)
        began = time.perf_counter()
        made = back_up(settings, engine, datetime.now(UTC))
        backed_up = time.perf_counter() - began
        engine.dispose()
        found = {
            "log_ms_per_answer_median": round(1000 * statistics.median(by_answer), 3),
            "log_ms_per_answer_p95": round(1000 * sorted(by_answer)[int(0.95 * ANSWERS)], 3),
            "rows": arguments.rows,
            "database_mb": round(database.stat().st_size / 1e6, 1),
            "whole": whole,
            "check_at_start_s": round(checked, 2),
            "backup_s": round(backed_up, 2),
            "backup_mb": round(made.size / 1e6, 1),
            "load": os.getloadavg()[0],
        }
        print(json.dumps(found))


def _log(data_dir: Path) -> list[float]:
    log = AttemptLog(data_dir)
    entry = {"attempt": {"received_at": datetime.now(UTC).isoformat(), "reply": "x" * 1500}, "served": "y" * 500}
    took = []
    for _ in range(ANSWERS):
        began = time.perf_counter()
        log.append([entry])
        took.append(time.perf_counter() - began)
    log.close()
    return took


def _fill(database: Path, rows: int) -> None:
    """Rows as long as attempts, whose words repeat as much as theirs do; their table does not matter here."""
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE filler (id INTEGER PRIMARY KEY, key BLOB, told TEXT)")
    connection.execute("CREATE INDEX filler_key ON filler (key)")
    told = json.dumps({"kind": "compute", "words": ["lapin", "maison", "tortue"] * 60})
    insert = "INSERT INTO filler (key, told) VALUES (?, ?)"
    connection.executemany(insert, ((os.urandom(16), os.urandom(300).hex() + told) for _ in range(rows)))
    connection.commit()
    connection.close()


if __name__ == "__main__":
    main()
