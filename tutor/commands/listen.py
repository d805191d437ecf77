"""`tutor listen`: hear a clip (or a whole list of them) and print the verdicts."""

import argparse
import json
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from speech.recogniser import Recogniser
    from speech.strictness import StrictnessLevel
    from speech.verdicts import Reading, SpokenNumber

LARGEST_NUMBER = 10_000
MOST_WORKERS = 4


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    command = subparsers.add_parser("listen", help="hear a clip: was this text read, or which number was said")
    command.add_argument("clip", nargs="?", type=Path, metavar="CLIP", help="a sound file (wav, ogg, flac, mp3, m4a)")
    command.add_argument("--text", help="the text that should be read in it")
    command.add_argument("--number", action="store_true", help="a number is said in it")
    command.add_argument(
        "--max", type=_maximum, default=100, metavar="N", help="with --number: the largest it may be (100)"
    )
    command.add_argument(
        "--manifest", type=Path, metavar="FILE", help="many clips: a JSON object a line (see the docs)"
    )
    command.add_argument(
        "--strictness", choices=("indulgent", "normal", "exigeant"), default="normal", help="how demanding on words"
    )
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def _maximum(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > LARGEST_NUMBER:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 0 to {LARGEST_NUMBER}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Hear what is asked for; exit 0 whatever the verdict."""
    from speech.strictness import StrictnessLevel
    from tutor.errors import BadInputError

    strictness = StrictnessLevel(arguments.strictness)
    asked = [arguments.text is not None, arguments.number, arguments.manifest is not None]
    if sum(asked) != 1:
        raise BadInputError("give one of --text, --number and --manifest")
    if (arguments.clip is None) != (arguments.manifest is not None):
        raise BadInputError("give a clip, or --manifest without one")
    if arguments.manifest is not None:
        return _hear_many(arguments.manifest, strictness, arguments.json)
    from speech.audio import read_clip

    clip = read_clip(arguments.clip)
    recogniser = _recogniser(clips=1)
    if arguments.number:
        number = recogniser.number(clip, arguments.max)
        print(json.dumps(_number(number), ensure_ascii=False) if arguments.json else _said(number))
    else:
        heard = recogniser.verify(clip, arguments.text, strictness)
        print(json.dumps(_reading(heard), ensure_ascii=False) if arguments.json else _read(heard))
    return 0


def _recogniser(clips: int) -> "Recogniser":
    import os

    from speech.ear import Ear
    from speech.second_opinion import SecondOpinion
    from tutor.second_ear import open_second_ear
    from tutor.settings import Settings

    settings = Settings()
    cores = os.cpu_count() or 1
    second_ear = open_second_ear(settings)
    second = SecondOpinion(second_ear) if second_ear else None
    return Ear.load(settings.models_dir, clips, cores_per_clip=max(1, min(4, cores // clips)), second=second)


def _hear_many(manifest: Path, strictness: "StrictnessLevel", as_json: bool) -> int:
    """One line out for each line in, in order, as soon as it is known."""
    import os

    from tutor.errors import BadInputError

    workers = min(MOST_WORKERS, os.cpu_count() or 1)
    try:
        with manifest.open(encoding="utf-8") as lines:
            recogniser = _recogniser(clips=workers)
            for answer in _in_order(lines, manifest.parent, recogniser, strictness, workers):
                print(json.dumps(answer, ensure_ascii=False) if as_json else _line(answer), flush=True)
    except UnicodeDecodeError:
        raise BadInputError(f"{manifest} is not a text in UTF-8: give a JSON object a line") from None
    return 0


def _in_order(
    lines: Iterable[str], folder: Path, recogniser: "Recogniser", strictness: "StrictnessLevel", workers: int
) -> Iterator[dict[str, Any]]:
    """Hear some clips ahead on other threads; only a few are held at once, however long the list."""
    waiting: deque[Future[dict[str, Any]]] = deque()
    with ThreadPoolExecutor(workers) as executor:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            waiting.append(executor.submit(_hear_line, line, number, folder, recogniser, strictness))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _hear_line(
    line: str, number: int, folder: Path, recogniser: "Recogniser", strictness: "StrictnessLevel"
) -> dict[str, Any]:
    from speech.audio import read_clip
    from speech.errors import SpeechError

    identity: Any = None
    try:
        entry = json.loads(line)
        if not isinstance(entry, dict):
            raise ValueError("it is not a JSON object")
        identity = entry.get("id")
        audio, text, maximum = entry.get("audio"), entry.get("text"), entry.get("number_max")
        if not isinstance(audio, str) or not audio:
            raise ValueError('"audio" is not a path')
        if isinstance(text, str) == isinstance(maximum, int):
            raise ValueError('give one of "text" (a string) and "number_max" (a whole number)')
        if isinstance(maximum, int) and (isinstance(maximum, bool) or not 0 <= maximum <= LARGEST_NUMBER):
            raise ValueError(f'"number_max" is not from 0 to {LARGEST_NUMBER}')
        clip = read_clip(folder / audio)
        if isinstance(text, str):
            return {"id": identity, **_reading(recogniser.verify(clip, text, strictness))}
        return {"id": identity, **_number(recogniser.number(clip, maximum or 0))}
    except (ValueError, RecursionError) as error:
        return {"id": identity, "error": f"line {number} cannot be used: {error}"}
    except (SpeechError, OSError) as error:
        return {"id": identity, "error": " ".join(str(error).split())}
    except Exception as error:  # one bad clip must not lose the others
        return {"id": identity, "error": f"line {number} failed: {type(error).__name__}: {error}"}


def _reading(heard: "Reading") -> dict[str, Any]:
    import dataclasses

    answer = dataclasses.asdict(heard)
    if heard.fault is None:
        del answer["fault"]
    return answer


def _number(heard: "SpokenNumber") -> dict[str, Any]:
    import dataclasses

    return dataclasses.asdict(heard)


_SIGNS = {"correct": "+", "incorrect": "x", "unsure": "?"}


def _read(heard: "Reading") -> str:
    from speech.recording_quality import ADVICE

    rows = [f"{heard.verdict}  ({heard.engine}, {heard.seconds:.2f} s)"]
    if heard.fault:
        rows.append(ADVICE[heard.fault])
    for word in heard.words:
        when = f"{word.start:6.2f}-{word.end:.2f} s" if word.start is not None else " " * 13
        instead = f"  heard: {word.heard}" if word.heard else ""
        rows.append(f"{_SIGNS[word.verdict]} {word.word:20} {word.verdict:10} {word.probability:.2f} {when}{instead}")
    return "\n".join(rows)


def _said(heard: "SpokenNumber") -> str:
    number = "unsure" if heard.number is None else str(heard.number)
    likeliest = heard.heard or "nothing"
    return f"{number}  likeliest: {likeliest} ({heard.probability:.2f})  ({heard.engine}, {heard.seconds:.2f} s)"


def _line(answer: dict[str, Any]) -> str:
    if "error" in answer:
        return f"{answer['id']}: error: {answer['error']}"
    if "words" in answer:
        words = " ".join(f"{_SIGNS[word['verdict']]}{word['word']}" for word in answer["words"])
        return f"{answer['id']}: {answer['verdict']}  {words}"
    return f"{answer['id']}: {answer['number'] if answer['number'] is not None else 'unsure'} ({answer['heard']})"
