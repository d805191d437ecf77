"""Is a bundle whole? Every pinned package there, of the bytes that requirements.txt names; every file in SHA256SUMS."""

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

MADE_HERE = frozenset({"srt"})
"""Published as sources only: their wheel is made with the bundle, from the source that requirements.txt names."""
NEEDED = (
    "installer.sh",
    "LISEZMOI.txt",
    "VERSION",
    "MACHINE",
    "system/marelle.service",
    "system/marelle.env",
    "system/tutor",
    "app/tutor/cli.py",
    "app/tablet_client/dist/index.html",
    "app/docs/guide-enseignant.md",
    "models/whisper-base/model.bin",
    "models/kokoro-fr/kokoro-v1.0.int8.onnx",
)
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Pin:
    """One package of a requirements file, and the bytes it may have."""

    name: str
    version: str
    hashes: frozenset[str]


def pins(path: Path) -> list[Pin]:
    """The packages that a requirements file with hashes names; one that two Pythons pin otherwise comes twice."""
    found: list[Pin] = []
    for entry in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        match = _PIN.match(entry)
        if match is not None:
            name = match["name"].lower().replace("_", "-").replace(".", "-")
            found.append(Pin(name, match["version"], frozenset(_HASH.findall(entry))))
    return found


def sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file of a folder, by its path in it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != "SHA256SUMS":
            with path.open("rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def check_bundle(folder: Path, requirements: Path) -> list[str]:
    """What is wrong with a bundle, a sentence each."""
    found = sums(folder)
    problems = [f"{name} is missing" for name in NEEDED if name not in found]
    problems += _sums_problems(folder, found)
    wheels = {digest: name for name, digest in found.items() if name.endswith(".whl")}
    wanted = pins(requirements)
    lists = sorted((folder / "wheels").glob("requirements-*.txt"))
    if not lists:
        problems.append("no Python is served: wheels/requirements-*.txt is missing")
    used: set[str] = set()
    for path in lists:
        listed = pins(path)
        problems += _list_problems(path.name, listed, wanted)
        problems += [
            f"{path.name}: no wheel of {pin.name} {pin.version}" for pin in listed if not pin.hashes & set(wheels)
        ]
        used |= {digest for pin in listed for digest in pin.hashes}
    return problems + [f"{name} is in no list" for digest, name in sorted(wheels.items()) if digest not in used]


def _sums_problems(folder: Path, found: dict[str, str]) -> list[str]:
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ["SHA256SUMS is missing"]
    said = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    return [
        f"{name} is not what SHA256SUMS says"
        for name in sorted(found.keys() | said)
        if found.get(name) != said.get(name)
    ]


def _list_problems(name: str, listed: list[Pin], wanted: list[Pin]) -> list[str]:
    problems = [f"{name} lacks {pin}" for pin in sorted({pin.name for pin in wanted} - {pin.name for pin in listed})]
    for pin in listed:
        same = [one for one in wanted if (one.name, one.version) == (pin.name, pin.version)]
        if not same:
            problems.append(f"{name}: {pin.name} {pin.version} is not in requirements.txt")
        elif pin.name not in MADE_HERE and not any(pin.hashes <= one.hashes for one in same):
            problems.append(f"{name}: {pin.name} {pin.version} has other bytes than requirements.txt names")
    return problems


def main() -> int:
    """Check the folder that is named, against this clone's requirements.txt."""
    if len(sys.argv) != 2:
        print("usage: python -m tools.bundle_check FOLDER", file=sys.stderr)
        return 2
    problems = check_bundle(Path(sys.argv[1]), Path(__file__).parent.parent / "requirements.txt")
    print("\n".join(problems) or "the bundle is whole")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
