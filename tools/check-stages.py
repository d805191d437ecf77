"""Says which words of the sentences and texts are above the stage their author states.

    python tools/check-stages.py [FILE.csv | FILE.md | FOLDER]...     (default: the shipped sentences and texts)

A line each: file, line, stated stage, word, its stage, what puts it there (letters=correspondence). Exits 1 if any.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from exercises.errors import ContentError
from exercises.reading.decodability import Decoder
from exercises.reading.stages import Above, sentences_and_texts, words_above


def main(arguments: list[str]) -> int:
    """Check the files named, or all the shipped ones."""
    decoder = Decoder.load()
    above, faults = 0, 0
    for path in sentences_and_texts(*map(Path, arguments)):
        try:
            for each in words_above(path, decoder):
                above += 1
                print(_line(each, decoder))
        except ContentError as error:
            faults += 1
            print(error, file=sys.stderr)
    print(f"{above} words above their stage, {faults} files that cannot be read")
    return 1 if above or faults else 0


def _line(each: Above, decoder: Decoder) -> str:
    why = ", ".join(
        f"{segment.letters}={segment.gpc}({decoder.gpcs[segment.gpc].stage})"
        for segment in each.word.segments
        if decoder.gpcs[segment.gpc].stage > each.stated
    )
    said = "" if each.word.known else " [said by rule]"
    where = f"{each.place.path.name}:{each.place.line}: stage {each.stated}"
    return f"{where}: {each.word.written} is {each.word.stage}: {why}{said}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
