"""A bundle like the real one but small: the same installer, one package, no model."""

import hashlib
import os
import shutil
import zipfile
from pathlib import Path

import pip

from tools.make_bundle import write_sums

CLONE = Path(__file__).parents[3]
PYTHON = f"{os.sys.version_info.major}.{os.sys.version_info.minor}"


def small_bundle(folder: Path, version: str = "0.1.0+1", mark: str = "one") -> Path:
    """Make it in `folder`: its `tutor` prints MARK, and what it was asked."""
    app = folder / "app"
    (app / "tutor").mkdir(parents=True)
    (app / "tutor" / "__init__.py").touch()
    (app / "tutor" / "cli.py").write_text(
        "import os, sys\nimport small\n"
        f"print('{mark}', small.NAME, os.environ.get('TUTOR_MODELS_DIR'), *sys.argv[1:])\n"
    )
    (folder / "models").mkdir()
    wheels = folder / "wheels"
    wheels.mkdir()
    digest = _wheel(wheels / "small-1.0-py3-none-any.whl", "small", {"small.py": "NAME = 'small'\n"})
    (wheels / f"requirements-{PYTHON}.txt").write_text(f"small==1.0 --hash=sha256:{digest}\n")
    _pip_as_a_wheel(wheels)
    shutil.copytree(CLONE / "install", folder / "system", ignore=shutil.ignore_patterns("debian", "windows", "*.sh"))
    shutil.copy(CLONE / "install" / "installer.sh", folder)
    (folder / "VERSION").write_text(f"{version}\n")
    (folder / "MACHINE").write_text(f"{os.uname().machine}\n")
    write_sums(folder)
    return folder


def _wheel(path: Path, name: str, files: dict[str, str]) -> str:
    about = f"{name}-1.0.dist-info"
    inside = {
        **files,
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    inside[f"{about}/RECORD"] = "".join(f"{one},,\n" for one in [*inside, f"{about}/RECORD"])
    with zipfile.ZipFile(path, "w") as wheel:
        for one, text in inside.items():
            wheel.writestr(one, text)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _pip_as_a_wheel(wheels: Path) -> None:
    """The pip that is installed here, zipped: Python runs it as it runs the wheel of a real bundle."""
    package = Path(pip.__file__).parent
    with zipfile.ZipFile(wheels / f"pip-{pip.__version__}-py3-none-any.whl", "w") as wheel:
        for path in package.rglob("*"):
            if path.suffix not in {".pyc", ".exe"} and path.is_file():
                wheel.write(path, path.relative_to(package.parent))
