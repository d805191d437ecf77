"""`tutor say "texte" -o out.wav`: a text said into a file, by the natural voice or the quick one."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from speech.voice import Voice
    from tutor.settings import Settings


def add_to(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Declare the command."""
    command = subparsers.add_parser("say", help="say a text into a sound file")
    command.add_argument("text", metavar="TEXT")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help="out.wav or out.m4a")
    command.add_argument("--voice", choices=["kokoro", "espeak"], help="by default kokoro when its model is installed")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Say it; print who said it, how long it is and how long it took."""
    import time

    from speech.encoding import m4a, wav
    from tutor.errors import BadInputError
    from tutor.settings import Settings

    output: Path = arguments.output
    writers = {".wav": wav, ".m4a": m4a}
    if output.suffix.lower() not in writers:
        raise BadInputError(f"{output}: the name must end in .wav or .m4a")
    if output.is_dir() or not output.resolve().parent.is_dir():
        raise BadInputError(f"{output}: there is no folder to write this file in")
    voice = _voice(arguments.voice, Settings())
    try:
        voice.warm_up()
        start = time.monotonic()
        sound = voice.speak(arguments.text)
        computing = time.monotonic() - start
    finally:
        voice.close()
    output.write_bytes(writers[output.suffix.lower()](sound))
    if arguments.json:
        told = {"output": str(output), "voice": voice.name, "rate": sound.rate, "seconds": round(sound.seconds, 3)}
        print(json.dumps({**told, "computing_seconds": round(computing, 3)}, ensure_ascii=False))
    else:
        print(f"{output}: {sound.seconds:.2f} s of speech by {voice.name}, computed in {computing:.2f} s")
    return 0


def _voice(wanted: str | None, settings: "Settings") -> "Voice":
    from speech.espeak import EspeakVoice
    from speech.kokoro import KokoroVoice
    from tutor.companion.voice import natural_voice

    if wanted == "espeak":
        return EspeakVoice()
    if wanted == "kokoro":
        return KokoroVoice(settings.models_dir)
    return natural_voice(settings) or EspeakVoice()
