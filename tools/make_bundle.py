"""Makes the archive that installs Marelle on a machine without internet: wheels, program, client, models, installer.

`make bundle` builds the client and the models first, then calls this. For a Raspberry Pi: MACHINE=aarch64.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from tools.bundle_check import Pin, check_bundle, pins, sums

HERE = Path(__file__).parent.parent
PYTHONS = ("3.11", "3.13")  # Debian 12 and 13, and what is made of them (PrimTux, Raspberry Pi OS)
NEWEST_GLIBC = 36  # Debian 12's
MODELS = ("whisper-base", "kokoro-fr")
PROGRAM = ("tutor", "speech", "exercises", "learner_model", "docs/guide-", "docs/installation.md", "docs/credits.md")
PROGRAM_FILES = ("LICENSE", "README.md", "CHANGELOG.md")
NOT_SHIPPED = ("speech/training/",)
PACKAGES_OF = {"x86_64": "amd64", "aarch64": "arm64"}


def main() -> int:
    """Make the folder, check it, and make one file of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--machine", default=os.environ.get("MACHINE", os.uname().machine), choices=sorted(PACKAGES_OF))
    parser.add_argument("--pythons", default=os.environ.get("PYTHONS", " ".join(PYTHONS)), help="such as '3.11 3.13'")
    parser.add_argument("--output", type=Path, default=HERE / "build")
    parser.add_argument("--folder-only", action="store_true", help="leave the folder, make no archive of it")
    arguments = parser.parse_args()
    version = version_of(HERE)
    folder: Path = arguments.output / f"marelle-{version}-linux-{arguments.machine}"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    pythons = arguments.pythons.split()
    put_program(folder / "app")
    put_wheels(folder / "wheels", arguments.machine, pythons)
    put_models(folder / "models")
    put_installer(folder, version, arguments.machine, pythons)
    write_sums(folder)
    problems = check_bundle(folder, HERE / "requirements.txt")
    for problem in problems:
        print(f"make-bundle: {problem}", file=sys.stderr)
    if problems:
        return 1
    print(f"{folder}: {size_of(folder) / 1e6:.0f} MB")
    if not arguments.folder_only:
        print(archive(folder))
    return 0


def version_of(clone: Path) -> str:
    """The program's version, and of which commit: later commits sort later, for dpkg too."""
    names: dict[str, str] = {}
    exec((clone / "tutor" / "version.py").read_text(encoding="utf-8"), names)  # noqa: S102  our own file
    seconds, commit = _git(clone, "log", "-1", "--format=%ct %h", "--abbrev=9").split()
    changed = ".changed" if _git(clone, "status", "--porcelain", "--untracked-files=no") else ""
    return f"{names['VERSION']}+{datetime.fromtimestamp(int(seconds), UTC):%Y%m%d.%H%M%S}.g{commit}{changed}"


def put_program(app: Path) -> None:
    """What is committed of the program, and the client as it was built."""
    for name in _git(HERE, "ls-files", "-z").split("\0"):
        wanted = name in PROGRAM_FILES or name.startswith(tuple(f"{one}/" for one in PROGRAM[:4]) + PROGRAM[4:])
        if wanted and not name.startswith(NOT_SHIPPED):
            (app / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(HERE / name, app / name)
    client = HERE / "tablet_client" / "dist"
    if not (client / "index.html").is_file():
        sys.exit("make-bundle: the client is not built: make client")
    shutil.copytree(client, app / "tablet_client" / "dist", ignore=shutil.ignore_patterns(".vite"))


def put_wheels(wheels: Path, machine: str, pythons: list[str]) -> None:
    """Every pinned package as a wheel, for each Python, with a list that names each and its hash."""
    wheels.mkdir()
    for python in pythons:
        print(f"Python packages for {python} on {machine} ...", flush=True)
        pinned = wheels / f".pinned-{python}.txt"
        fetched = wheels / f".fetched-{python}"
        _run(
            *(_uv(), "pip", "compile", "--quiet", "--no-deps", "--generate-hashes", "--no-emit-index-url"),
            *("--no-annotate", "--no-header", "--python-version", python),
            *("--python-platform", f"{machine}-manylinux_2_{NEWEST_GLIBC}"),
            *(str(HERE / "requirements.txt"), "-o", str(pinned)),
        )
        # A package without a wheel comes as its source, checked too, and is made into a wheel here.
        _pip(
            *("download", "--no-deps", "--require-hashes", "-r", str(pinned), "-d", str(fetched)),
            *(word for platform in platforms(machine) for word in ("--platform", platform)),
            *("--implementation", "cp", "--python-version", python),
            *(word for abi in (f"cp{python.replace('.', '')}", "abi3", "none") for word in ("--abi", abi)),
        )
        for source in [path for path in sorted(fetched.iterdir()) if path.suffix != ".whl"]:
            _pip("wheel", "--no-deps", "-w", str(fetched), str(source))
            source.unlink()
        impure = [path.name for path in fetched.glob("*.whl") if not _runs_on(path, machine)]
        if impure:
            sys.exit(f"make-bundle: made for this machine and not for {machine}: {', '.join(impure)}")
        write_list(wheels / f"requirements-{python}.txt", pins(pinned), sorted(fetched.glob("*.whl")))
        for wheel in fetched.glob("*.whl"):
            if not (wheels / wheel.name).exists():  # one made here twice may differ by its dates: the first stays
                shutil.move(wheel, wheels / wheel.name)
        shutil.rmtree(fetched)
        pinned.unlink()


def platforms(machine: str) -> list[str]:
    """The tags of the wheels that run on this kind of processor, with the system's library of Debian 12."""
    modern = [f"manylinux_2_{minor}_{machine}" for minor in range(NEWEST_GLIBC, 4, -1)]
    return [*modern, *(f"{old}_{machine}" for old in ("manylinux2014", "manylinux2010", "manylinux1", "linux"))]


def write_list(path: Path, wanted: list[Pin], wheels: list[Path]) -> None:
    """A requirements file that names the very wheels of the archive."""
    by_name = {_project(wheel): wheel for wheel in wheels}
    lacking = [pin.name for pin in wanted if pin.name not in by_name]
    if lacking:
        sys.exit(f"make-bundle: no wheel of {', '.join(lacking)}")
    lines = []
    for pin in wanted:
        kept = path.parent / by_name[pin.name].name
        digest = sha256(kept if kept.exists() else by_name[pin.name])
        lines.append(f"{pin.name}=={pin.version} --hash=sha256:{digest}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def put_models(models: Path) -> None:
    """The ear and the voice, as they are installed here."""
    installed = Path(os.environ.get("TUTOR_MODELS_DIR", Path.home() / ".cache" / "marelle" / "models"))
    for name in MODELS:
        if not (installed / name).is_dir():
            sys.exit(f"make-bundle: {name} is not installed: make models")
        shutil.copytree(installed / name, models / name, ignore=shutil.ignore_patterns(".*"))


def put_installer(folder: Path, version: str, machine: str, pythons: list[str]) -> None:
    """The installer, what it puts into the system, and what a person reads first."""
    source = HERE / "install"
    shutil.copy(source / "installer.sh", folder / "installer.sh")
    shutil.copy(source / "windows" / "installer.ps1", folder / "installer.ps1")
    (folder / "system").mkdir()
    for name in ("marelle.service", "marelle.env", "marelle.desktop", "tutor", "marelle-seul"):
        shutil.copy(source / name, folder / "system" / name)
    said = {"@VERSION@": version, "@SYSTEM@": f"Linux {machine}", "@PYTHONS@": " ou ".join(pythons)}
    text = (source / "LISEZMOI.txt").read_text(encoding="utf-8")
    for mark, value in said.items():
        text = text.replace(mark, value)
    (folder / "LISEZMOI.txt").write_text(text, encoding="utf-8")
    (folder / "VERSION").write_text(f"{version}\n", encoding="utf-8")
    (folder / "MACHINE").write_text(f"{machine}\n", encoding="utf-8")


def write_sums(folder: Path) -> None:
    """SHA256SUMS: every file of the folder, as `sha256sum -c` reads it."""
    lines = [f"{digest}  {name}" for name, digest in sums(folder).items()]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def archive(folder: Path) -> str:
    """One file (tar and gzip are on every Debian) and its sum beside it. What is in it is compressed already."""
    path = folder.parent / f"{folder.name}.tar.gz"
    with tarfile.open(path, "w:gz", compresslevel=1) as packed:
        packed.add(folder, folder.name, filter=_as_root)
    (path.parent / f"{path.name}.sha256").write_text(f"{sha256(path)}  {path.name}\n", encoding="utf-8")
    return f"{path}: {path.stat().st_size / 1e6:.0f} MB"


def _as_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry


def sha256(path: Path) -> str:
    """The digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_of(folder: Path) -> int:
    """The bytes of all its files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _project(wheel: Path) -> str:
    return wheel.name.split("-")[0].replace("_", "-").replace(".", "-").lower()


def _runs_on(wheel: Path, machine: str) -> bool:
    platform = wheel.stem.rsplit("-", 1)[-1]
    if platform == "any" or any(tag.endswith(machine) for tag in platform.split(".")):
        return True
    with zipfile.ZipFile(wheel) as inside:  # named for another, yet without a line of machine code
        return not any(name.endswith(".so") for name in inside.namelist())


def _git(clone: Path, *words: str) -> str:
    return subprocess.run(["git", "-C", str(clone), *words], check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603, S607


def _uv() -> str:
    ours = HERE / ".venv" / "bin" / "uv"
    return str(ours) if ours.exists() else "uv"


def _pip(*words: str) -> None:
    _run(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words)


def _run(*words: str) -> None:
    environment = {**os.environ, "UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "true"}
    done = subprocess.run(words, env=environment, check=False, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        sys.exit(f"make-bundle: {' '.join(words[:4])}: {done.stderr.strip()[-2000:]}")


if __name__ == "__main__":
    sys.exit(main())
