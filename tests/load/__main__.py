"""A class at work on a real server, for as long as wanted; prints JSON.

python -m tests.load --tablets 30 --minutes 10          one run
python -m tests.load --tablets 8 16 30 60 --minutes 10  one after the other, each on a school of its own
python -m tests.load --learn 200 --minutes 2            run, then read aloud texts that nobody could (once, for later)
python -m tests.load --starts                           how long the server takes to start, cold and warm
Each tablet signs in, asks for exercises, reads aloud (at real pace, its microphone open about a third of the time: the
text when it was learnt, so that the ear hears it right, four times in five; else a recording of something else),
touches answers, talks with Rivet. Exit 1 when an answer was lost, or (up to 30 tablets) a target missed.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from speech.ear import Ear
from speech.kokoro import KokoroVoice
from tests.load.run import run, starts
from tests.load.sounds import READINGS, Readings
from tutor.settings import Settings

CLASS = 30


def parser() -> argparse.ArgumentParser:
    """The command line."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--tablets", type=int, nargs="+", default=[CLASS])
    words.add_argument("--minutes", type=float, default=10.0)
    words.add_argument("--seed", type=int, default=10)
    words.add_argument("--learn", type=int, default=0, metavar="N", help="texts at most, read by the product's voices")
    words.add_argument(
        "--anything", action="store_true", help="nobody reads what is written: the most there is to hear"
    )
    words.add_argument("--starts", action="store_true")
    words.add_argument("--queue", type=int, metavar="N", help="overload at will: one ear, N clips waiting at most")
    return words


def main() -> int:
    """Run what is asked."""
    arguments = parser().parse_args()
    well = True
    if arguments.starts:
        with tempfile.TemporaryDirectory(prefix="marelle-load-") as folder:
            print(json.dumps({"start_s": starts(Path(folder))}))
        return 0
    for tablets in arguments.tablets:
        readings = None if arguments.anything else Readings(READINGS)
        with tempfile.TemporaryDirectory(prefix="marelle-load-") as folder:
            found = run(
                Path(folder),
                tablets,
                arguments.minutes * 60,
                seed=arguments.seed,
                queue=arguments.queue,
                readings=readings,
            )
        if arguments.learn and readings:
            models = Settings().models_dir
            voices = [KokoroVoice(models, bright=bright) for bright in (True, False)]
            readings.learn(list(readings.unknown)[: arguments.learn], voices, Ear.load(models))
        print(json.dumps(found, ensure_ascii=False, indent=1), flush=True)
        wanted = found["targets"] if tablets <= CLASS else {"no_attempt_lost": found["targets"]["no_attempt_lost"]}
        well = well and all(wanted.values())
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
