"""What was read instead: as phones, as the likeliest real word, and as a slip that help can name.

All explanations compete on the same stretch of sound, inside the text as it was read: the word itself, what each slip
would make of it (speech.slips), real words (speech.likely_words), and what is freely heard. Pure: emissions in,
`Diagnosis` out.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from speech.likely_words import LikelyWord, LikelyWords, suitable
from speech.phones import alignment
from speech.phones.evidence import fitting_distance, greedy_classes, neighbours
from speech.phones.inventory import Phones, classes, is_vowel
from speech.phones.pronounce import Pronouncer, Slot, Spoken, split
from speech.slips import GUESSED, lisped, slips_of

PHONE_BONUS: Final = 1.0
"""Nats a phone: CTC favours the short, as in speech.phones.closed_set."""
WORD_WEIGHT: Final = 0.6
"""Nats a step of a word's frequency (0 to 9)."""
GUESS_WEIGHT: Final = 6.0
"""Nats for a word that the decoder heard too."""
ALIKE_WEIGHT: Final = 3.0
"""Nats a phone that differs from the expected word: a misread word looks like the one that is written."""
WORD_MARGIN: Final = 10.0
SLIP_MARGIN: Final = 2.0
"""How far (nats) a real word, or a slip, may be behind the best explanation and still be the one that is told: what is
freely heard always fits a little better than anything with a meaning. Weights and margins were set on 99 near foils of
other draws than benchmarks/diagnosis.py makes."""
OWN_MARGIN: Final = 3.0
"""Another explanation has to be that much (nats) better than the word itself: one that borrows a sound of the word
beside always is a little."""
OMITTED_MARGIN: Final = 3.0
"""A word is taken for left out when anything else in its place is less than that likelier (nats)."""
MOST_MISREAD: Final = 12
"""Words looked at in a stretch: beyond, the text was not read at all."""
_REAL_WORDS: Final = 60
_AROUND: Final = 12
"""Frames kept on both sides of a word: enough for its borders to move."""
_LONGEST_WINDOW: Final = 300
_FARTHEST_GUESS: Final = 2


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What seems to have been read in a word's place.

    `phones`: IPA, None when nothing clear was; `word`: a real word that may be shown to anyone, or None; `slip`: key
    of speech.slips, or None; `lisp`: the best explanation is the word said with a lisp or a small child's tongue.
    """

    phones: str | None
    word: str | None
    slip: str | None
    lisp: bool = False


NOTHING: Final = Diagnosis(None, None, None)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a word stands: emissions of its window, and the ways in and out (alignment.score_within)."""

    emissions: NDArray[np.float32]
    enter: NDArray[np.float64]
    leave: NDArray[np.float64]
    heard: Phones


class Diagnoser:
    """Finds what was read instead of a word. Safe to share between threads."""

    def __init__(self, pronouncer: Pronouncer) -> None:
        self._pronouncer = pronouncer
        self._words = LikelyWords(pronouncer.lexicon)

    def diagnose(
        self,
        words: Sequence[str],
        misread: Sequence[int],
        emissions: NDArray[np.float32],
        guesses: Sequence[str | None],
    ) -> dict[int, Diagnosis]:
        """What was read instead of the words at the places `misread` of a text, the first MOST_MISREAD of them.

        `emissions`: log-probabilities of classes (`PhoneHead.classes`) of the stretch of sound that holds these words;
        `guesses`: for each word what the decoder believes it heard there, if anything. A word without a French
        pronunciation has no diagnosis.
        """
        sayable = [place for place, word in enumerate(words) if len(self._pronouncer.text(word)) == 1]
        wanted = [sayable.index(place) for place in misread if place in sayable][:MOST_MISREAD]
        if not wanted:
            return {}
        text = self._pronouncer.text(" ".join(words[place] for place in sayable))
        found = self._diagnose(text, wanted, emissions, [guesses[place] for place in sayable])
        return {sayable[place]: diagnosis for place, diagnosis in found.items()}

    def fallback(self, guess: str | None) -> str | None:
        """The decoder's guess when nothing better is known: only words that exist and may be shown."""
        if guess is None or not suitable(guess):
            return None
        parts = [part for part in split(guess) if not part.endswith("'")]
        return guess if parts and all(self._pronouncer.lexicon.find(part) for part in parts) else None

    def _diagnose(
        self,
        text: Sequence[Spoken],
        misread: Sequence[int],
        emissions: NDArray[np.float32],
        guesses: Sequence[str | None],
    ) -> dict[int, Diagnosis]:
        slots, ranges = _slots(text)
        graph = alignment.build(slots)
        alpha, beta = alignment.forward(graph, emissions), alignment.backward(graph, emissions)
        owner = graph.owner[alignment.viterbi(graph, emissions).states]
        found = {}
        for place in misread:
            enter, leave = alignment.borders(graph, emissions, alpha, beta, ranges[place])
            done = np.flatnonzero((owner >= 0) & (owner < ranges[place].start))
            to_come = np.flatnonzero(owner >= ranges[place].stop)
            first = int(done[-1]) + 1 if len(done) else 0
            last = int(to_come[0]) if len(to_come) else len(emissions)
            where = _window(emissions, enter, leave, first, last)
            before = text[place - 1].link if place else ((),)
            found[place] = self._explain(text[place], before, where, guesses[place]) if where else NOTHING
        return found

    def _explain(self, word: Spoken, before: Slot, where: _Place, guess: str | None) -> Diagnosis:
        # A liaison may sound like a part of either word.
        ways = [(*enter, *phones, *leave) for phones in word.alternatives() for enter in before for leave in word.link]
        own = list(dict.fromkeys(classes(phones) for phones in ways))
        slips = {said: key for said, key in slips_of(word.word, word.alternatives()).items() if said not in own}
        lisps = set().union(*(lisped(phones) for phones in own[:2])) - set(own)
        free = [phones for phones in (where.heard, *neighbours(own[0], set(own), (False, False))) if phones]
        guessed = self._guess(guess)
        real = self._candidates(where.heard, own, slips, guessed)
        sounds = list(dict.fromkeys([*own, *slips, *lisps, *free, *(classes(one.phones) for one in real), ()]))
        scores = alignment.score_within(sounds, where.emissions, where.enter, where.leave)
        score = {said: float(value) + PHONE_BONUS * len(said) for said, value in zip(sounds, scores, strict=True)}

        mine = float(np.logaddexp.reduce([score[said] for said in own]))
        best_free = max((said for said in sounds if said not in own), key=lambda said: score[said])
        best = score[best_free]
        if mine > best - OWN_MARGIN or score[()] > best - OMITTED_MARGIN:
            return NOTHING  # the word itself, unclear, or nothing in its place
        slip = max(slips, key=lambda said: score[said], default=None)
        if slip is not None and (score[slip] < best - SLIP_MARGIN or score[slip] <= mine):
            slip = None
        lisp = max(lisps, key=lambda said: score[said], default=None)
        lisping = lisp is not None and score[lisp] >= best - SLIP_MARGIN and score[lisp] > mine
        like = max(real, key=lambda one: _worth(one, score, own[0], guessed), default=None)
        if like is not None and score[classes(like.phones)] < best - WORD_MARGIN:
            like = None
        if like is not None and slip is not None and like != guessed and score[slip] > score[classes(like.phones)]:
            like = self._words.find(slip)  # a slip makes no word, more often than not
        elif like is not None:  # a word that exists is the likelier story, and may be a slip itself
            slip = classes(like.phones) if classes(like.phones) in slips else None
        said = like.phones if like is not None else slip or (lisp if lisping and lisp else best_free)
        key = slips[slip] if slip is not None else None
        if key is None and like is not None and _guessed_from_its_start(like, word, own[0]):
            key = GUESSED
        return Diagnosis("".join(said), like.shown(word.word, guess) if like else None, key, lisping)

    def _candidates(
        self, heard: Phones, own: Sequence[Phones], slips: Collection[Phones], guessed: LikelyWord | None
    ) -> list[LikelyWord]:
        found = list(self._words.near(heard, _REAL_WORDS)) if heard else []
        found += [like for said in slips if (like := self._words.find(said))]
        found += [like for said in neighbours(own[0], set(own)) if (like := self._words.find(said))]
        found += [guessed] if guessed else []
        return [like for like in dict.fromkeys(found) if classes(like.phones) not in own]

    def _guess(self, guess: str | None) -> LikelyWord | None:
        """The decoder's guess, when it is one word that exists."""
        if guess is None or len(split(guess)) != 1:
            return None
        spoken = self._pronouncer.word(guess)
        return self._words.find(spoken[0]) if spoken and self._pronouncer.lexicon.find(split(guess)[0]) else None


def _slots(text: Sequence[Spoken]) -> tuple[list[tuple[Phones, ...]], list[range]]:
    slots: list[tuple[Phones, ...]] = []
    ranges = []
    for word in text:
        ranges.append(range(len(slots), len(slots) + len(word.slots)))
        slots += word.slots
        if len(word.link) > 1:
            slots.append(word.link)
    return slots, ranges


def _window(
    emissions: NDArray[np.float32], enter: NDArray[np.float64], leave: NDArray[np.float64], first: int, last: int
) -> _Place | None:
    """The frames about a word, None when nothing can be said there."""
    begin, end = max(0, first - _AROUND), min(len(emissions), last + _AROUND)
    if end - begin > _LONGEST_WINDOW or last <= first:
        return None
    enter, leave = enter[begin:end], leave[begin:end]
    if enter.max() <= alignment.IMPOSSIBLE / 2 or leave.max() <= alignment.IMPOSSIBLE / 2:
        return None
    return _Place(emissions[begin:end], enter, leave, greedy_classes(emissions[first:last]))


def _worth(like: LikelyWord, score: dict[Phones, float], own: Phones, guessed: LikelyWord | None) -> float:
    said = classes(like.phones)
    apart = max(fitting_distance(said, own), fitting_distance(own, said))
    return score[said] + WORD_WEIGHT * like.frequency - ALIKE_WEIGHT * apart + GUESS_WEIGHT * (like == guessed)


def _guessed_from_its_start(like: LikelyWord, word: Spoken, own: Phones) -> bool:
    """Another word that begins as this one does: its first consonants and vowel, or three letters."""
    said = classes(like.phones)
    onset = next((place for place, phone in enumerate(own) if is_vowel(phone)), len(own)) + 1
    spelling = split(word.word)[-1]
    same_letters = any(spelling[:3] == other[:3] for other in like.spellings)
    apart = fitting_distance(said, own) >= _FARTHEST_GUESS or fitting_distance(own, said) >= _FARTHEST_GUESS
    return apart and (said[:onset] == own[:onset] or same_letters)
