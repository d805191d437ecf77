"""`tutor models`: what speech models are there; install one; render what Rivet says ahead of time."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speech.models import Presence
    from tutor.settings import Settings


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command and what it can do."""
    command = subparsers.add_parser("models", help="speech models: what is there, install one, render ahead")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=show)
    actions = command.add_subparsers(title="actions", metavar="ACTION")

    one = actions.add_parser("install", help="install or repair a model")
    one.add_argument("name", metavar="NAME", help="its name, as `tutor models` prints it")
    one.add_argument(
        "--from", dest="source", type=Path, metavar="PATH", help="a folder that holds its files, or its zip"
    )
    one.add_argument("--json", action="store_true", help="print JSON")
    one.set_defaults(run=install)

    ahead = actions.add_parser("render", help="say authored lines and words ahead of time, into the voice cache")
    ahead.add_argument("--limit", type=_positive, metavar="N", help="render at most N texts")
    ahead.add_argument("--json", action="store_true", help="print JSON")
    ahead.set_defaults(run=render)


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def show(arguments: argparse.Namespace) -> int:
    """Print the models and whether they are installed."""
    from speech.models import installed

    settings = _settings()
    directory = settings.models_dir
    found = installed(directory)
    if arguments.json:
        rows = [
            {
                "name": each.model.name,
                "state": each.state.value,
                "optional": each.model.optional,
                "in_use": _in_use(each, settings),
                "bytes": each.model.size,
                "licence": each.model.licence,
                "publisher": each.model.publisher,
                "description": each.model.description_en,
                "path": str(each.path),
            }
            for each in found
        ]
        print(json.dumps({"models_dir": str(directory), "models": rows}, ensure_ascii=False))
        return 0
    for each in found:
        size = f"{each.model.size / 1e6:.0f} MB"
        notes = [", optional"] if each.model.optional else []
        notes += (
            [", not used with these settings"]
            if each.state.value == "installed" and not _in_use(each, settings)
            else []
        )
        print(f"{each.model.name:14} {each.state.value:10} {size:>8}  {each.model.licence}{''.join(notes)}")
        print(f"{'':14} {each.model.description_en}")
    print(f"in {directory}")
    return 0


def _in_use(presence: "Presence", settings: "Settings") -> bool:
    from tutor import second_ear

    there = presence.state.value == "installed"
    return there and (presence.model.name != second_ear.MODEL or second_ear.in_use(settings, presence.path))


def install(arguments: argparse.Namespace) -> int:
    """Install one model, with a progress bar on stderr."""
    import time

    from speech.model_list import model
    from speech.models import install as install_model

    directory = _settings().models_dir
    wanted = model(arguments.name)
    start = time.monotonic()
    with Bars() as bars:
        path = install_model(arguments.name, directory, bars, arguments.source)
    seconds = time.monotonic() - start
    if arguments.json:
        print(json.dumps({"name": wanted.name, "path": str(path), "bytes": wanted.size, "seconds": round(seconds, 2)}))
    else:
        print(f"{wanted.name} is installed and checked in {path} ({wanted.size / 1e6:.0f} MB, {seconds:.1f} s)")
    return 0


class Bars:
    """A bar on stderr for each piece of work, one after the other."""

    def __init__(self) -> None:
        self._what = ""
        self._bar: Any = None

    def __enter__(self) -> "Bars":
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def __call__(self, what: str, done: int, total: int) -> None:
        """Draw; a piece without a total is a plain line."""
        from tqdm import tqdm

        if what != self._what:
            self._close()
            self._what = what
            if total:
                self._bar = tqdm(total=total, desc=what, unit="B", unit_scale=True, file=sys.stderr, leave=True)
            else:
                print(what, file=sys.stderr)
        if self._bar is not None:
            self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
        self._bar = None


def _settings() -> "Settings":
    from tutor.settings import Settings

    return Settings()


def render(arguments: argparse.Namespace) -> int:
    """Say ahead of time what pupils will hear, most needed first; stop and go on at will."""
    import time

    from tqdm import tqdm

    from exercises.catalogue import Catalogue
    from exercises.story.loading import load_book
    from speech.errors import VoiceError
    from speech.kokoro import KokoroVoice
    from speech.rendering import RenderedVoice
    from tutor.companion.lines import Lines
    from tutor.companion.phrases import Phrases
    from tutor.companion.talk.strategies import Strategies
    from tutor.companion.voice import texts_to_say, voice_cache

    settings = _settings()
    natural = KokoroVoice(settings.models_dir)
    natural.warm_up()  # without its model, one sentence and no more
    voice = RenderedVoice(natural, None, voice_cache(settings))
    texts = texts_to_say(Lines.load(), Phrases(), Strategies(), Catalogue.load(), load_book())
    lacking = [text for text in texts if not voice.is_rendered(text)]
    start = time.monotonic()
    rendered = 0
    failed: list[str] = []
    try:
        for text in tqdm(lacking[: arguments.limit], unit="text", file=sys.stderr):
            try:
                voice.render(text)
                rendered += 1
            except VoiceError as error:
                failed.append(text)
                print(f"« {text} »: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped: run the command again to go on from there", file=sys.stderr)
    finally:
        voice.close()
    seconds = time.monotonic() - start
    left = len(lacking) - rendered
    if arguments.json:
        counts = {"texts": len(texts), "rendered": rendered, "left": left, "seconds": round(seconds, 1)}
        print(json.dumps({**counts, "failed": failed}, ensure_ascii=False))
    else:
        print(f"{rendered} texts rendered in {seconds:.0f} s, {left} left of {len(texts)}")
    return 0
