"""From what was heard to what was meant: the question's grammar, the classifier, then the ear's closed sets.

The closed sets hear sounds, the transcript hears words; when both say the same it is so, when they differ the child
is asked. Neither is ever preferred for being right: nobody here knows what is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from threading import Lock
from typing import Final

from speech import closed_answers
from tutor.companion.dialogue.events import Intent, Understood
from tutor.companion.dialogue.questions import Grammar, Question
from tutor.companion.understanding.heard import Heard
from tutor.companion.understanding.intents import Guess, Intents
from tutor.companion.understanding.matching import Match, Phrases, number_matches
from tutor.companion.understanding.sayings import Sayings
from tutor.companion.understanding.settling import Found, settle, without_fillers
from tutor.companion.understanding.thresholds import (
    ALARMED_ABOVE,
    ALIKE_ABOVE,
    ASK_COST,
    BELIEVED_TRANSCRIPT,
    DISTRESS_ABOVE,
    INTENT_ABOVE,
    PLAIN_COST,
    STRONG_INTENT_ABOVE,
    SURE_COST,
    SURE_INTENT_ABOVE,
    TRUSTED_TRANSCRIPT,
    WORRIED_ABOVE,
)
from tutor.companion.understanding.words import Word, plain, words

UNKNOWN: Final = Understood(Intent.UNKNOWN, probability=0.0)
_READY: Final[Mapping[Grammar, closed_answers.Choices]] = {
    Grammar.YES_NO: closed_answers.YES_NO,
    Grammar.COMPARISON: closed_answers.COMPARISONS,
    Grammar.SHAPE: closed_answers.SHAPES,
    Grammar.UNIT: closed_answers.UNITS,
}
_YES_NO: Final = {"oui": Intent.YES, "non": Intent.NO}
_ANSWERS: Final = (Intent.ANSWER, Intent.CORRECTION)


class Understanding:
    """Understands. Safe to call from several threads."""

    def __init__(self, intents: Intents, sayings: Sayings) -> None:
        self._intents = intents
        self._sayings = sayings
        self._phrases = lru_cache(maxsize=256)(self._phrases_of)
        self._ready = {grammar: Phrases(ways, grammar.value, sayings) for grammar, ways in _READY.items()}

    @classmethod
    def load(cls) -> "Understanding":
        """From the shipped data. Raises ContentError naming file and line."""
        return cls(Intents.load(), Sayings.load())

    def understand(self, heard: Heard, question: Question | None) -> Understood:
        """What the child meant; UNKNOWN when nothing can be made of it.

        `question`: the one he answers, None when nothing is asked. While an answer of his is confirmed, it is still
        the question: oui and non are YES and NO, another answer is an answer. To a question of yes or no, they are
        its ANSWER.
        """
        by_text = self._by_text(heard, question)
        by_sound = _by_sound(heard, question)
        return _for_yes_no(_weighed(by_text, by_sound), question)

    def _by_text(self, heard: Heard, question: Question | None) -> Understood:
        if not heard.text or heard.probability < BELIEVED_TRANSCRIPT:
            return UNKNOWN
        meant = self._meant(heard.text, question)
        if heard.probability < TRUSTED_TRANSCRIPT and meant.intent is not Intent.DISTRESS:
            return replace(meant, sure=False)
        return meant

    def _meant(self, text: str, question: Question | None) -> Understood:
        said = without_fillers(words(text), self._sayings)
        if not said:
            return UNKNOWN
        guess = self._intents.guess(text)
        answer = self._answer(said, question)
        if answer and answer.cost > PLAIN_COST and guess.intent not in _ANSWERS:
            answer = None if guess.probability >= STRONG_INTENT_ABOVE else answer
        if self.worried(text, guess) and not (answer and answer.cost <= SURE_COST):
            return Understood(Intent.DISTRESS, probability=round(guess.distress, 3))
        if answer and answer.cost <= SURE_COST:
            return _answered(answer, guess)
        talk = _talk(guess)
        if talk.intent is Intent.CORRECTION and answer:  # « t'as mal compris, c'est seize »
            return replace(talk, value=answer.key, sure=answer.cost <= ASK_COST)
        if talk.intent not in (Intent.UNKNOWN, Intent.CORRECTION) or not answer or answer.cost > ASK_COST:
            return talk
        return _answered(answer, guess)

    def worried(self, text: str, guess: Guess) -> bool:
        """Does this tell of a worry, a pain, a sorrow? Seldom missed, for the price of one now and then too many."""
        said = f" {plain(text)} "
        for calm in self._sayings.calm:
            said = said.replace(f" {calm} ", " ")
        if any(f" {start}" in said for start in self._sayings.alarms):
            return guess.distress >= ALARMED_ABOVE or guess.probability < SURE_INTENT_ABOVE
        named = any(f" {start}" in said for start in self._sayings.worries)
        return guess.distress >= (WORRIED_ABOVE if named else DISTRESS_ABOVE)

    def _answer(self, said: Sequence[Word], question: Question | None) -> Found | None:
        """The answer that the question's grammar finds."""
        if question is None or question.grammar is Grammar.HANDS:
            return None
        known = frozenset(plain(" ".join(question.say)).split())
        found = [
            answer
            for matches in self._matches(said, question)
            if (answer := settle(said, matches, self._sayings, known))
        ]
        best = min(found, key=lambda answer: answer.cost, default=None)
        if best and question.grammar is Grammar.NUMBER and question.largest and int(best.key) > question.largest:
            return replace(best, cost=max(best.cost, SURE_COST + 0.01))
        return best

    def _matches(self, said: Sequence[Word], question: Question) -> list[list[Match]]:
        if question.grammar is Grammar.NUMBER:
            return [number_matches(said, self._sayings, loosely=loosely) for loosely in (False, True)]
        if question.grammar is Grammar.CHOICE:
            ways = tuple((key, tuple(texts)) for key, texts in (question.choices or {}).items())
            return [self._phrases(ways).matches(said)]
        return [self._ready[question.grammar].matches(said)]

    def _phrases_of(self, ways: tuple[tuple[str, tuple[str, ...]], ...]) -> Phrases:
        return Phrases(dict(ways), Grammar.CHOICE.value, self._sayings)


def understand(heard: Heard, question: Question | None) -> Understood:
    """As Understanding.understand, with the shipped data, loaded once."""
    return _shipped().understand(heard, question)


def warm_up() -> None:
    """Load the shipped data ahead of the first child who speaks."""
    understand(Heard("bonjour"), Question("", Grammar.NUMBER, (), 100))


_LOADING: Final = Lock()


def _shipped() -> Understanding:
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Understanding:
    return Understanding.load()


def _answered(found: Found, guess: Guess) -> Understood:
    """An answer; a CORRECTION when the child says that he was misheard, not when he takes back his own words."""
    corrects = found.corrected or (guess.intent is Intent.CORRECTION and not found.repaired)
    intent = Intent.CORRECTION if corrects else Intent.ANSWER
    return Understood(intent, found.key, found.cost <= SURE_COST, round(max(0.0, 1 - found.cost), 3))


def _talk(guess: Guess) -> Understood:
    probability = round(guess.probability, 3)
    if guess.intent in (Intent.ANSWER, Intent.UNKNOWN):
        return replace(UNKNOWN, probability=probability)
    if guess.probability < INTENT_ABOVE or guess.alike < ALIKE_ABOVE:
        return UNKNOWN
    return Understood(guess.intent, None, guess.probability >= SURE_INTENT_ABOVE, probability)


def _by_sound(heard: Heard, question: Question | None) -> Understood:
    """What the closed sets heard, the question's own before wishes."""
    number, answer, wish = heard.number, heard.answer, heard.wish
    asked = question.grammar if question else Grammar.HANDS
    if answer and answer.key and (answer.key in _YES_NO or asked is not Grammar.HANDS):
        return Understood(_YES_NO.get(answer.key, Intent.ANSWER), answer.key, True, answer.probability)
    if number and asked is not Grammar.NUMBER:
        number = None if number.request is None else replace(number, number=None, likeliest=None)
    if number and number.number is not None:
        return Understood(Intent.ANSWER, str(number.number), True, number.probability)
    if wish and wish.key:
        return Understood(Intent(wish.key), None, True, wish.probability)
    if number and number.request:
        return Understood(Intent(number.request), None, True, number.probability)
    if number and number.likeliest is not None:
        return Understood(Intent.ANSWER, str(number.likeliest), False, number.probability)
    return UNKNOWN


def _weighed(text: Understood, sound: Understood) -> Understood:
    """What words and sounds say together."""
    if text.intent is Intent.DISTRESS or sound.intent is Intent.UNKNOWN:
        return text
    if text.intent is Intent.UNKNOWN:
        return sound
    if (text.intent, text.value) == (sound.intent, sound.value):
        return replace(text, sure=text.sure or sound.sure, probability=max(text.probability, sound.probability))
    if text.intent is Intent.CORRECTION or not sound.sure:  # « douze, non, treize » is no number to the closed sets
        return text
    return replace(sound, sure=not text.sure)


def _for_yes_no(meant: Understood, question: Question | None) -> Understood:
    """To a question of yes or no they are answers, « nan, pas du tout » too; to any other, intents."""
    keys = {intent: key for key, intent in _YES_NO.items()}
    asked = question is not None and question.grammar is Grammar.YES_NO
    if asked and meant.intent is Intent.CORRECTION and meant.value is not None:
        return replace(meant, intent=Intent.ANSWER)
    if meant.intent in keys:
        return replace(meant, intent=Intent.ANSWER if asked else meant.intent, value=keys[meant.intent])
    return meant
