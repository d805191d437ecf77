"""What of a word or a text a class can decode: which correspondences it needs, and which letters are mute.

`Decoder.load().word("chats")` and `.text("Le chat dort.", taught={"ch", "a", ...})` are all that others need.
"""

import re
import unicodedata
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from exercises.reading.alignment import PARTING, Aligner, Segment
from exercises.reading.gpcs import Gpcs
from exercises.reading.lexicon import Lexicon
from exercises.reading.phones import Phones
from exercises.reading.tokens import core_span, split_words
from exercises.reading.tool_words import load_tool_words

Span = tuple[int, int]

_APOSTROPHES: Final = ("’", "'")
_PARTS: Final = re.compile(r"[^-’']+[’']?")

_ELIDED: Final[dict[str, Phones]] = {
    "l": ("l",),
    "d": ("d",),
    "j": ("ʒ",),
    "m": ("m",),
    "t": ("t",),
    "s": ("s",),
    "n": ("n",),
    "c": ("s",),
    "qu": ("k",),
    "jusqu": ("ʒ", "y", "s", "k"),
    "lorsqu": ("l", "ɔ", "ʁ", "s", "k"),
    "puisqu": ("p", "ɥ", "i", "s", "k"),
    "quelqu": ("k", "ɛ", "l", "k"),
    "quoiqu": ("k", "w", "a", "k"),
}


@dataclass(frozen=True, slots=True)
class DecodedWord:
    """A word as written (punctuation included) with what its letters say.

    `silent`: where its mute letters stand in `written`. `known`: whether the lexicon has it; otherwise it was
    pronounced by rule. `others`: other pronunciations it may have ("les poules couvent", "le couvent").
    """

    written: str
    segments: tuple[Segment, ...]
    gpcs: frozenset[str]
    silent: tuple[Span, ...]
    known: bool
    stage: int
    others: tuple[Phones, ...] = ()

    @property
    def phones(self) -> Phones:
        """How it is said."""
        return tuple(phone for segment in self.segments for phone in segment.phones)

    def decodable(self, taught: AbstractSet[str]) -> bool:
        """Whether every correspondence it needs is among these."""
        return self.gpcs <= taught


@dataclass(frozen=True, slots=True)
class Decodability:
    """A text read against what a class was taught.

    `stage`: the stage of the ready progression from which all of it decodes, tool words and names excepted (0: nothing
    to decode). `share`: of its words, those that decode or are tool words or names (1 when it has no word).
    `undecodable`: the others, once each in order. `by_rule`: words that no lexicon knows.
    """

    words: tuple[DecodedWord, ...]
    gpcs: frozenset[str]
    stage: int
    share: float
    undecodable: tuple[str, ...]
    by_rule: tuple[str, ...]


class Decoder:
    """Decodes words and texts. Safe to share between threads."""

    def __init__(self, gpcs: Gpcs, lexicon: Lexicon, tool_words: frozenset[str]) -> None:
        self.gpcs = gpcs
        self.tool_words = tool_words
        self._lexicon = lexicon
        self._aligner = Aligner(gpcs)
        self.word = lru_cache(maxsize=20_000)(self._word)

    @classmethod
    @lru_cache(maxsize=1)
    def load(cls) -> "Decoder":
        """With the shipped data, once for all."""
        return cls(Gpcs.load(), Lexicon.load(), load_tool_words())

    def said(self, word: str, phones: Phones) -> DecodedWord:
        """A word whose pronunciation is known to the caller (IPA symbols of `exercises.reading.phones`)."""
        start, end = core_span(word)
        return self._decoded(word, self._aligner.align(_small(word[start:end]), phones))

    def stage(self, text: str) -> int:
        """The stage of the ready progression from which a text decodes, tool words and names excepted."""
        return self.text(text).stage

    def text(
        self, text: str, taught: AbstractSet[str] = frozenset(), names: AbstractSet[str] = frozenset()
    ) -> Decodability:
        """What a class that was taught these correspondences can decode of a text.

        `names` (as written) are read by heart, as tool words are. What has no letter (a number, a sign) is no word.
        """
        words: list[DecodedWord] = []
        for written in split_words(text):
            word = self.word(written)
            if word.segments:
                words.append(self._as_verb(word) if words and _plural(words[-1].written) else word)
        to_decode = [word for word in words if _core(word.written) not in names and not self.by_heart(word.written)]
        refused = [word for word in to_decode if not word.decodable(taught)]
        return Decodability(
            words=tuple(words),
            gpcs=frozenset().union(*(word.gpcs for word in to_decode)),
            stage=max((word.stage for word in to_decode), default=0),
            share=1 - len(refused) / len(words) if words else 1.0,
            undecodable=tuple(dict.fromkeys(_core(word.written) for word in refused)),
            by_rule=tuple(dict.fromkeys(_core(word.written) for word in words if not word.known)),
        )

    def by_heart(self, written: str) -> bool:
        """Whether a word is read at a glance: a tool word, or several joined ("qu’il", "est-ce")."""
        small = _small(_core(written))
        parts = _PARTS.findall(small)
        return small in self.tool_words or all(_elided(part) or part in self.tool_words for part in parts)

    def _as_verb(self, word: DecodedWord) -> DecodedWord:
        """After a plural, "couvent" or "président" is the verb, whose ending is mute."""
        mute = [phones for phones in word.others if len(phones) < len(word.phones)]
        return self.said(word.written, mute[0]) if mute and _core(word.written).endswith("ent") else word

    def _word(self, written: str) -> DecodedWord:
        written = unicodedata.normalize("NFC", written)
        small = _small(_core(written))
        whole = self._lexicon.find(small) if len(small) > 1 else ()
        if whole:
            return self._decoded(written, self._aligner.align(small, whole[0]), others=whole[1:])
        segments: list[Segment] = []
        elided, known = 0, True
        others: tuple[Phones, ...] = ()
        parts = _PARTS.findall(small)
        for place, part in enumerate(parts):
            letters = part.rstrip(PARTING)
            pronunciations = self._said(letters, part, inside=0 < place < len(parts) - 1)
            known = known and bool(pronunciations)
            others = pronunciations[1:] if len(parts) == 1 else ()
            segments += (
                self._aligner.align(letters, pronunciations[0])
                if pronunciations
                else self._aligner.read_by_rule(letters)
            )
            elided = len(segments) if _elided(part) else elided
        return self._decoded(written, tuple(segments), elided, known, others)

    def _said(self, letters: str, part: str, inside: bool) -> tuple[Phones, ...]:
        if _elided(part) or (inside and letters == "t"):  # the t of "a-t-il"
            return (_ELIDED[letters],)
        if len(letters) == 1 and letters not in "aàyô":
            return ()  # the lexicon would name the letter
        return self._lexicon.find(letters)

    def _decoded(
        self,
        written: str,
        segments: tuple[Segment, ...],
        elided: int = 0,
        known: bool = True,
        others: tuple[Phones, ...] = (),
    ) -> DecodedWord:
        """Put together; the first `elided` segments (l’, qu’) are read at a glance and ask for nothing."""
        gpcs = frozenset(segment.gpc for segment in segments[elided:])
        stage = max((self.gpcs[slug].stage for slug in gpcs), default=0)
        return DecodedWord(written, segments, gpcs, tuple(self._silent(written, segments)), known, stage, others)

    def _silent(self, written: str, segments: tuple[Segment, ...]) -> Iterator[Span]:
        place, _ = core_span(written)
        for segment in segments:
            while written[place] in PARTING:
                place += 1
            end = place + len(segment.letters)
            if not segment.phones and self.gpcs[segment.gpc].mute:
                yield place, end
            place = end


def _core(written: str) -> str:
    start, end = core_span(written)
    after = written[end : end + 1]
    return written[start:end] + (after if after in _APOSTROPHES else "")


def _small(word: str) -> str:
    """In small letters, sign for sign."""
    return "".join(mark.lower() if len(mark.lower()) == 1 else mark for mark in word)


def _plural(written: str) -> bool:
    """Whether a word may be the subject of a verb in -ent: "ils", "poules"; no comma or full stop after it."""
    return written.endswith(("s", "x"))


def _elided(part: str) -> bool:
    return part[-1] in _APOSTROPHES and part[:-1] in _ELIDED
