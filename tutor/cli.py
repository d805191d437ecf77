"""The command line `tutor`. Each module of tutor.commands is a command; bad input is one line on stderr, exit 2."""

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Sequence
from typing import NoReturn

import tutor.commands
from exercises.errors import ContentError
from learner_model.errors import LearnerModelError
from speech.errors import SpeechError
from tutor.errors import TutorError

BAD_INPUT = 2


class OneLineParser(argparse.ArgumentParser):
    """Says what is wrong with the words of a command in one line."""

    def error(self, message: str) -> NoReturn:
        """Print one line and exit 2."""
        self.exit(BAD_INPUT, f"{self.prog}: {message} (see {self.prog} --help)\n")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    root = OneLineParser(prog="tutor", description="Marelle: an adaptive tutor for a school, offline.")
    commands = root.add_subparsers(title="commands", required=True, metavar="COMMAND", parser_class=OneLineParser)
    for module in pkgutil.iter_modules(tutor.commands.__path__):
        importlib.import_module(f"tutor.commands.{module.name}").add_to(commands)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 on success, 2 on bad input."""
    parsed = parser().parse_args(arguments)
    try:
        status: int = parsed.run(parsed)
    except (TutorError, SpeechError, ContentError, LearnerModelError) as error:
        print(f"tutor: {' '.join(str(error).split())}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output went away: not an error of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"tutor: {error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
        return BAD_INPUT
    return status


if __name__ == "__main__":
    sys.exit(main())
