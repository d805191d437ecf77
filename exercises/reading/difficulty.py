"""How hard a text to read is before anyone has read it, in logits (0: one pupil in two of its year succeeds).

At one level a word is easier than a sentence and a sentence than a text, since all of it must be read right; each
level adds as much again. Within a level, length moves it a little: never so far as to change that order. These are an
author's guesses, to be refitted on pupils' answers.
"""

from exercises.exercise import ReadWord, Unit

_BASE = {Unit.WORD: -1.8, Unit.SENTENCE: -1.0, Unit.TEXT: -0.2}
_LEVEL_STEP = 0.8
_LENGTH_RANGE = 0.35  # less than half the step between levels or units

# Letters a word, words a sentence, words a text: the usual length at each level, and the length that moves it most.
_USUAL: dict[Unit, tuple[tuple[float, float], ...]] = {
    Unit.WORD: ((7.0, 4.0), (7.0, 4.0), (8.0, 4.0)),
    Unit.SENTENCE: ((6.0, 3.0), (8.0, 3.0), (10.0, 3.0)),
    Unit.TEXT: ((37.0, 8.0), (43.0, 8.0), (55.0, 8.0)),
}


def prior(unit: Unit, level: int, words: tuple[ReadWord, ...]) -> float:
    """The difficulty of reading these words aloud."""
    length = sum(len(word.text) for word in words) if unit is Unit.WORD else len(words)
    usual, spread = _USUAL[unit][level - 1]
    nudge = max(-1.0, min(1.0, (length - usual) / spread))
    return round(_BASE[unit] + _LEVEL_STEP * (level - 1) + _LENGTH_RANGE * nudge, 3)
