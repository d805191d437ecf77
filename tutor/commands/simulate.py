"""`tutor simulate`: how a way of choosing exercises does on made-up pupils. It shows nothing about children."""

import argparse
import json
from typing import Any


def add_to(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Declare the command."""
    command = subparsers.add_parser("simulate", help="play a way of choosing exercises on simulated pupils")
    command.add_argument("--pupils", metavar="N", type=int, default=50, help="default 50")
    command.add_argument("--exercises", metavar="N", type=int, default=400, help="for each pupil, default 400")
    command.add_argument("--policy", metavar="P", default="ours", help="ours, random, fixed, zpdes, elo75 or hardest")
    command.add_argument("--seed", metavar="S", type=int, default=1)
    command.add_argument("--json", action="store_true", help="print JSON only")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Simulate and print."""
    from learner_model.simulation import simulate

    outcomes, _ = simulate(arguments.policy, arguments.pupils, arguments.exercises, arguments.seed)
    names = ("success_rate", "sessions_in_band", "skills_learned", "longest_failure_run_p99", "worst_decile")
    result: dict[str, float | str] = {"policy": outcomes.policy}
    result |= {name: round(getattr(outcomes, name), 4) for name in names}
    if arguments.json:
        print(json.dumps(result))
        return 0
    print(f"{arguments.policy}: {arguments.pupils} simulated pupils, {arguments.exercises} exercises each")
    for name in names:
        print(f"  {name.replace('_', ' '):24} {result[name]}")
    return 0
