"""Who reads what when a text is read in turns: Rivet begins, the pupil reads every second line."""

from exercises.exercise import Mode, ReadAloud
from exercises.reading.tokens import split_words


def lines_of(content: ReadAloud) -> list[str]:
    """The lines of a text that hold words, in order."""
    return [line for line in content.text.split("\n") if split_words(line)]


def pupil_lines(content: ReadAloud) -> range:
    """The places, among the lines, of those that the pupil reads: all of them unless he reads in turns."""
    lines = len(lines_of(content))
    return range(1, lines, 2) if content.mode is Mode.IN_TURNS else range(lines)


def pupil_words(content: ReadAloud) -> list[int]:
    """The places of the words that the pupil reads."""
    if content.mode is not Mode.IN_TURNS:
        return list(range(len(content.words)))
    wanted, first = set(pupil_lines(content)), 0
    places: list[int] = []
    for rank, line in enumerate(lines_of(content)):
        after = first + len(split_words(line))
        if rank in wanted:
            places += range(first, after)
        first = after
    return places
