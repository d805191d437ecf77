"""Compares our way of choosing exercises with five others on simulated pupils (who show nothing about children).

`python -m benchmarks.policies [--pupils 500] [--exercises 400] [--seeds 5] [--processes 1] [--picture FILE.svg]`
prints JSON: for each policy the mean over seeds and the half-width of its 95 % confidence interval (Student's t).
Claims, checked and printed under "bars": mean success in [0.78, 0.88]; at least 95 % of sessions inside [0.65, 0.95];
99 % of pupils never miss more than 4 in a row; at least as many skills learnt as any policy with success above 0.7.
"""

import argparse
import json
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import fmean, stdev

from learner_model.drawing import curves_svg
from learner_model.policies import NAMES
from learner_model.simulation import Career, Outcomes, measure, simulate

FIRST_SEED = 101
"""Choosing was tuned on seeds under this one."""
MEASURES = ("success_rate", "sessions_in_band", "skills_learned", "longest_failure_run_p99", "worst_decile")
_STUDENT = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365, 9: 2.306, 10: 2.262}


def play(task: tuple[str, int, int, int]) -> tuple[Outcomes, list[Career]]:
    """One policy with one seed."""
    policy, pupils, exercises, seed = task
    return simulate(policy, pupils, exercises, seed)


def interval(values: list[float]) -> dict[str, float]:
    """Mean over seeds and half-width of the 95 % confidence interval."""
    half = _STUDENT.get(len(values), 1.96) * stdev(values) / len(values) ** 0.5 if len(values) > 1 else float("nan")
    return {"mean": round(fmean(values), 4), "ci95": round(half, 4)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=500)
    parser.add_argument("--exercises", type=int, default=400)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--policies", default=",".join(NAMES))
    parser.add_argument("--picture", type=Path, help="success over time, as SVG")
    arguments = parser.parse_args()
    policies = arguments.policies.split(",")
    tasks = [
        (policy, arguments.pupils, arguments.exercises, seed)
        for policy in policies
        for seed in range(FIRST_SEED, FIRST_SEED + arguments.seeds)
    ]
    with ProcessPoolExecutor(arguments.processes) as pool:
        played = list(pool.map(play, tasks))
    table: dict[str, dict[str, object]] = {}
    curves: dict[str, list[float]] = {}
    for policy in policies:
        mine = [outcomes for outcomes, _ in played if outcomes.policy == policy]
        careers = [career for outcomes, each in played if outcomes.policy == policy for career in each]
        pooled = measure(policy, careers)
        table[policy] = {name: interval([getattr(o, name) for o in mine]) for name in MEASURES}
        table[policy]["longest_failure_run_p99_all_pupils"] = pooled.longest_failure_run_p99
        table[policy]["by_family"] = {
            family: round(measure(policy, [c for c in careers if c.family == family]).skills_learned, 3)
            for family in sorted({c.family for c in careers})
        }
        curves[policy] = list(pooled.over_time)
    if arguments.picture:
        arguments.picture.write_text(
            curves_svg(curves, "Success of simulated pupils", "exercises done", "success rate"), encoding="utf-8"
        )
    print(json.dumps({"policies": table, "bars": bars(table), "over_time": curves}, indent=1))


def bars(table: dict[str, dict[str, object]]) -> dict[str, bool]:
    """Whether the claims hold."""

    def mean(policy: str, name: str) -> float:
        value = table[policy][name]
        assert isinstance(value, dict)
        return float(value["mean"])

    if "ours" not in table:
        return {}
    others = [p for p in table if p != "ours" and mean(p, "success_rate") > 0.7]
    run = table["ours"]["longest_failure_run_p99_all_pupils"]
    assert isinstance(run, float)
    return {
        "success in [0.78, 0.88]": 0.78 <= mean("ours", "success_rate") <= 0.88,
        "95 % of sessions in [0.65, 0.95]": mean("ours", "sessions_in_band") >= 0.95,
        "failure run p99 <= 4": run <= 4,
        "skills learnt >= others with success above 0.7": all(
            mean("ours", "skills_learned") >= mean(p, "skills_learned") for p in others
        ),
    }


if __name__ == "__main__":
    main()
