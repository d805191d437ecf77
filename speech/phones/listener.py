"""The phones' side of the ear: from Whisper's encoder output to evidence on words, and to a choice in a closed set.

One object, loaded once and shared between threads; it encodes nothing itself, so that a clip is encoded once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from speech.phones.closed_set import Choice, ClosedSet
from speech.phones.encoder import clip_frames
from speech.phones.evidence import WordEvidence, examine
from speech.phones.head import PhoneHead
from speech.phones.judging import clarity
from speech.phones.lexicon import Lexicon
from speech.phones.number_grammar import NumberGrammar
from speech.phones.pronounce import Pronouncer, Spoken


@dataclass(frozen=True, slots=True)
class Heard:
    """Phones of a clip: `emissions` (frames, 1 + classes), log-probabilities every 20 ms; `clear` as `clarity`."""

    emissions: NDArray[np.float32]
    clear: float


class PhoneListener:
    """Phone evidence on what a clip says."""

    def __init__(self, head: PhoneHead, pronouncer: Pronouncer) -> None:
        self._head = head
        self._pronouncer = pronouncer
        self._numbers = NumberGrammar(pronouncer)

    @classmethod
    def load(cls, head: Path | None = None) -> "PhoneListener":
        """With the shipped head (or that at `head`) and lexicon: two tenths of a second."""
        return cls(PhoneHead.load(head), Pronouncer(Lexicon.load()))

    @property
    def pronouncer(self) -> Pronouncer:
        """How it expects words to be said."""
        return self._pronouncer

    def hear(self, encoded: NDArray[np.float32], samples: int) -> Heard:
        """Phones of a clip of that many samples at 16 kHz, from its encoder output (1, frames, 512)."""
        emissions = self._head.classes(clip_frames(encoded, samples))
        return Heard(emissions, clarity(emissions))

    def spoken(self, words: Sequence[str]) -> list[Spoken | None]:
        """How each word of a text is said; None for one that has no French pronunciation."""
        alone = [self._pronouncer.text(word) for word in words]
        sayable = [place for place, found in enumerate(alone) if len(found) == 1]
        out: list[Spoken | None] = [None] * len(words)
        # Again as one text, for the liaisons.
        text = self._pronouncer.text(" ".join(words[place] for place in sayable))
        for place, word in zip(sayable, text, strict=True):
            out[place] = word
        return out

    def words(self, heard: Heard, words: Sequence[str]) -> list[WordEvidence | None]:
        """Evidence on each word of a text, in order; None for one that has no French pronunciation."""
        spoken = self.spoken(words)
        sayable = [word for word in spoken if word]
        evidence = iter(examine(sayable, heard.emissions) if sayable else ())
        return [next(evidence) if word else None for word in spoken]

    def number(self, heard: Heard, maximum: int) -> Choice:
        """The likeliest number, on the sound alone; it may be beyond `maximum`, when that is what was said."""
        return self._numbers.choose(heard.emissions, maximum)

    def closed_set(self, texts: Mapping[str, Sequence[str]]) -> ClosedSet:
        """A set of answers ready to be told apart: each key with the ways to say it. ValueError when one has none."""
        return ClosedSet(self._pronouncer, texts)
