"""Rivet's words in one sitting: the text of each line he says, none heard twice while another is left."""

import random
from collections import defaultdict

from tutor.companion.dialogue.acts import Say
from tutor.companion.lines import Lines


class Wording:
    """Keep one for each sitting."""

    def __init__(self, lines: Lines, rng: random.Random) -> None:
        self._lines = lines
        self._rng = rng
        self._said: defaultdict[str, list[str]] = defaultdict(list)

    def of(self, say: Say) -> str:
        """What to say, once: it counts as said."""
        said = self._said[say.line]
        text = self._lines.choose(say.line, self._rng, avoid=said, **say.slots)
        if text in said:
            # All were heard: round again, not beginning with the last.
            del said[:-1]
            text = self._lines.choose(say.line, self._rng, avoid=said, **say.slots)
        said.append(text)
        return text
