"""What hearing returns: a verdict for each word of an expected text, a number, one of a closed set, or free words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from speech.recording_quality import SoundFault


class Verdict(StrEnum):
    """Was this read right? *Unsure* never counts against the pupil."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class WordVerdict:
    """One word of the expected text, split at spaces ("l'école" is one word).

    `probability` is P(read right) in [0, 1]; `start` and `end` are seconds from the start of the clip,
    None when the word was not found; `heard` is the real word that seems to have been said instead, None when it is
    the word itself, no word, one that may not be shown, or not known; `phones` is the same in IPA; `slip` is the key of
    the slip that explains it (speech.slips). The last two may be there when the word is only doubtful.
    """

    word: str
    verdict: Verdict
    probability: float
    start: float | None
    end: float | None
    heard: str | None
    slip: str | None = None
    phones: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole expected text: the verdict of its worst word, its words, and the computing time in seconds.

    `fault`: what is wrong with the sound, if something is.
    """

    verdict: Verdict
    words: tuple[WordVerdict, ...]
    engine: str
    seconds: float
    fault: SoundFault | None = None

    @property
    def useless(self) -> bool:
        """Is the sound so poor that no word could be found right in it?"""
        return self.fault is not None and not any(word.verdict is Verdict.CORRECT for word in self.words)

    def without_accusing(self) -> "Reading":
        """The same; but when it is useless, nothing is said to be misread."""
        if not self.useless:
            return self
        words = tuple(replace(word, verdict=Verdict.UNSURE, heard=None) for word in self.words)
        return replace(self, verdict=Verdict.UNSURE, words=words)


@dataclass(frozen=True, slots=True)
class SpokenNumber:
    """A number said aloud: `number` is None when unsure; `heard` is the likeliest number in words.

    `likeliest`: the number that is sure, or the one worth asking about ("did you say thirteen?"), None when there is
    none. `request`: said instead of a number, a key of closed_answers.REQUESTS ("help", "repeat"...); then no number.
    """

    number: int | None
    probability: float
    heard: str
    engine: str
    seconds: float
    likeliest: int | None = None
    request: str | None = None


@dataclass(frozen=True, slots=True)
class ClosedAnswer:
    """One of a closed set of answers: `key` is None when unsure or when something else was said.

    `likeliest` is the nearest key all the same, with its `probability` among the keys in [0, 1].
    """

    key: str | None
    likeliest: str
    probability: float
    engine: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Transcript:
    """What seems to have been said, whatever it is: words without punctuation, "" when none could be made out.

    `probability`: of a token of it given the sound and those before, their geometric mean in [0, 1]. The decoder
    leans on its language: a transcript never judges what was read
    and is never shown (it may hold any word); it only serves to understand talk. Short words alone it writes badly.
    """

    text: str
    probability: float
    engine: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Utterance:
    """All that one clip of talk may be: `answers` has one for each set of answers it was compared with."""

    transcript: Transcript | None
    number: SpokenNumber | None
    answers: tuple[ClosedAnswer, ...]


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict of the worst word."""
    for verdict in (Verdict.INCORRECT, Verdict.UNSURE):
        if verdict in verdicts:
            return verdict
    return Verdict.CORRECT
