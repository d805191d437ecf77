"""Asks the advisory services whether what the server and the tablets run has known flaws.

    python -m tools.audit

Fails (1) when a flaw is known, and names it with the version that mends it. Where a service cannot be reached (a school
without internet, a registry that mirrors packages only), says so in one line and passes: nothing was audited then.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Found:
    """What a service said: how many packages it knows, a line for each flaw, what it could not say."""

    audited: int
    flaws: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unreached: str = ""


def of_pip(told: str, complaint: str) -> Found:
    """What `pip-audit -f json` printed."""
    try:
        packages: list[dict[str, Any]] = json.loads(told)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Found(0, unreached=_last_line(complaint))
    unknown = tuple(one["name"] for one in packages if "skip_reason" in one)
    flaws = tuple(
        f"{one['name']} {one['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'no version yet'}"
        for one in packages
        for flaw in one.get("vulns", [])
    )
    audited = len(packages) - len(unknown)
    reason = "it knows none of our packages" if packages and not audited else ""
    return Found(audited, flaws, unknown, reason)


def of_npm(told: str, complaint: str) -> Found:
    """What `npm audit --json` printed."""
    answer: dict[str, Any] = {}
    try:
        answer = json.loads(told)
        audited = int(answer["metadata"]["dependencies"]["prod"])
    except (ValueError, KeyError, TypeError):
        return Found(0, unreached=str(answer.get("message") or _last_line(complaint)))
    flaws = tuple(
        f"{name} ({flaw['severity']}): "
        + "; ".join(one["title"] if isinstance(one, dict) else f"through {one}" for one in flaw["via"])
        for name, flaw in sorted(answer.get("vulnerabilities", {}).items())
    )
    return Found(audited, flaws)


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("npm error A complete")]
    return lines[-1][:200] if lines else "no answer"


def _run(*command: str) -> tuple[str, str]:
    try:
        done = subprocess.run(  # noqa: S603  our own commands
            command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return "", str(error)
    return done.stdout, done.stderr


def _pip() -> Found:
    command = (str(ROOT / ".venv" / "bin" / "pip-audit"), "--disable-pip", "--require-hashes", "-f", "json", "-r")
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as first:
        # One package tells whether the service answers: else eighty are asked for nothing.
        starts = [place for place, line in enumerate(locked.splitlines()) if "==" in line]
        first.write("\n".join(locked.splitlines()[starts[0] : starts[1]]))
        first.flush()
        probe = of_pip(*_run(*command, first.name))
    return probe if probe.unreached else of_pip(*_run(*command, "requirements.txt"))


def _npm() -> Found:
    return of_npm(*_run("tools/with-node.sh", "npm", "--prefix", "tablet_client", "audit", "--omit=dev", "--json"))


def main() -> int:
    """Ask both services; 1 when a flaw is known."""
    flawed = False
    for what, found in (("Python packages", _pip()), ("packages of the client", _npm())):
        if found.unreached:
            print(f"audit: {what}: the advisory service cannot be asked here ({found.unreached}); nothing was audited")
            continue
        print(f"audit: {what}: {found.audited} audited, {len(found.flaws)} known flaws")
        if found.unknown:
            print(f"audit: {what}: not known to the service: {', '.join(found.unknown)}")
        for flaw in found.flaws:
            print(f"  {flaw}")
        flawed = flawed or bool(found.flaws)
    return 1 if flawed else 0


if __name__ == "__main__":
    sys.exit(main())
