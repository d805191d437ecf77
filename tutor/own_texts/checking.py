"""What a text is for a class today: what it decodes, how long it takes, what was cleaned, why it may be refused."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import Final

from exercises.exercise import Grade
from exercises.reading.decodability import DecodedWord, Decoder
from exercises.reading.numbers_in_text import numbers_in, with_words
from exercises.reading.pasted import MOST_CHARACTERS, MOST_WORDS, Change, Pasted, pasted
from exercises.reading.tokens import core, split_words
from speech.numbers import in_words
from tutor.own_texts.schemas import CheckedNumber, CheckedWord, CheckOut

FEWEST_KNOWN: Final = 0.6
"""Of the words in small letters, the share that our French lexicon must know; other languages stay under a half."""
ENOUGH_TO_TELL: Final = 5
LONGEST_WORD: Final = 45
LONG_READING: Final = 300
"""Seconds after which a reading is long for a child of this age."""
EXPECTED_PACE: Final = {Grade.CP: 50, Grade.CE1: 70, Grade.CE2: 90}
_LONGEST_OF: Final = ((Grade.CP, 60), (Grade.CE1, 120))
_NAMED: Final = 8
_SHOWN: Final = 20

EMPTY = "Le texte est vide : tapez ou collez quelques phrases."
TOO_LONG = "Le texte a {words} mots : {most} au plus. Coupez-le en plusieurs textes."
TOO_MANY_SIGNS = "Le texte est trop long : {most} caractères au plus. Coupez-le en plusieurs textes."
WORD_TOO_LONG = (
    "Un mot a plus de {most} signes, « {word}… » : retirez l'adresse Internet, ou remettez les espaces qui manquent."
)
TABLE = "Le texte contient un tableau, qui ne se lit pas à voix haute : remplacez-le par des phrases."
NOT_FRENCH = (
    "Ce texte n'a pas l'air d'être en français : notre lexique ne connaît que {known} mots sur {words} "
    "(sans compter les noms propres). Marelle n'écoute que le français."
)


@dataclass(frozen=True, slots=True)
class Reader:
    """The class that would read it. `taught`: slugs, None for all; `names`: first names, known at sight."""

    grade: Grade
    taught: AbstractSet[str] | None
    names: AbstractSet[str]
    pace: int | None


def clean(raw: str) -> tuple[Pasted, str | None]:
    """The text that pupils would see, and why it cannot be given (French), if it cannot."""
    if len(raw) > MOST_CHARACTERS:
        return pasted(raw[:MOST_CHARACTERS]), TOO_MANY_SIGNS.format(most=_spaced(MOST_CHARACTERS))
    cleaned = pasted(raw)
    written = split_words(cleaned.text)
    if not any(map(_has_letter, written)):
        return cleaned, EMPTY
    if len(written) > MOST_WORDS:
        return cleaned, TOO_LONG.format(words=_spaced(len(written)), most=_spaced(MOST_WORDS))
    longest = max(written, key=len)
    if len(longest) > LONGEST_WORD:
        return cleaned, WORD_TOO_LONG.format(word=longest[:_SHOWN], most=LONGEST_WORD)
    if cleaned.table:
        return cleaned, TABLE
    return cleaned, _not_french(written)


def check(raw: str, reader: Reader, numbers_in_words: bool) -> CheckOut:
    """All that is said of a text while it is written. Never raises: a problem is told, and nothing is lost."""
    if numbers_in_words and len(raw) <= MOST_CHARACTERS:
        raw = with_words(raw, in_words)
    cleaned, problem = clean(raw)
    decoder = Decoder.load()
    taught = reader.taught if reader.taught is not None else frozenset(decoder.gpcs.by_slug)
    # What is refused is not looked into: it may be anything, of any length.
    lines = [] if problem else [split_words(line) for line in cleaned.text.split("\n")]
    written = list(chain.from_iterable(lines))
    told = decoder.text(" ".join(written), taught, reader.names)
    not_yet = frozenset(told.undecodable)
    words = [word for word in written if _has_letter(word)]
    pace = reader.pace or EXPECTED_PACE[reader.grade]
    seconds = round(60 * len(words) / pace)
    numbers = [
        CheckedNumber(written=one.written, words=one.words, check=one.check)
        for one in (numbers_in(cleaned.text, in_words) if written else ())
    ]
    return CheckOut(
        text=cleaned.text,
        problem=problem,
        notices=[*_changes(cleaned), *_looks(numbers, told.by_rule, seconds)],
        lines=[[_checked(word, decoder, reader, not_yet) for word in line] for line in lines],
        words=len(words),
        share=told.share,
        stage=told.stage,
        like=next((grade for grade, most in _LONGEST_OF if len(words) <= most), Grade.CE2),
        not_yet=list(told.undecodable),
        by_rule=list(told.by_rule),
        numbers=numbers,
        seconds=seconds,
        pace=pace,
        pace_is_ours=reader.pace is not None,
    )


def _checked(written: str, decoder: Decoder, reader: Reader, not_yet: frozenset[str]) -> CheckedWord:
    bare = core(written)
    if bare in not_yet:
        return CheckedWord(text=written, state="not_yet")
    heart = not bare or bare in reader.names or decoder.by_heart(written)
    return CheckedWord(text=written, state="by_heart" if heart else "decodable")


def _not_french(written: Sequence[str]) -> str | None:
    """Names are no sign of a language: words with a capital do not count."""
    decoder = Decoder.load()
    small = [word for word in written if _has_letter(word) and not _first_letter(word).isupper()]
    known = sum(_is_known(decoder.word(word)) for word in small)
    if len(small) < ENOUGH_TO_TELL or known >= FEWEST_KNOWN * len(small):
        return None
    return NOT_FRENCH.format(known=_spaced(known), words=_spaced(len(small)))


def _is_known(word: DecodedWord) -> bool:
    return word.known and bool(word.segments)


def _changes(cleaned: Pasted) -> list[str]:
    told = []
    if Change.HTML in cleaned.changes:
        told.append("La mise en page (HTML) a été retirée : seul le texte reste.")
    if cleaned.changes & {Change.EMOJI, Change.SIGNS}:
        shown = " ".join(cleaned.removed[:_NAMED]) + (" …" if len(cleaned.removed) > _NAMED else "")
        what = "Les émojis et dessins" if Change.EMOJI in cleaned.changes else "Des signes"
        told.append(f"{what} ont été retirés, car ils ne se lisent pas : {shown}")
    if Change.SPACES in cleaned.changes:
        told.append("Des espaces ou des signes invisibles ont été remplacés par des espaces simples.")
    return told


def _looks(numbers: Sequence[CheckedNumber], by_rule: Sequence[str], seconds: int) -> list[str]:
    told = []
    if numbers:
        told.append("Des nombres sont en chiffres : écrits en lettres, ils se décodent et l'oreille les suit mieux.")
    if len(by_rule) == 1:
        told.append(f"Un mot est inconnu de notre lexique, sa prononciation est devinée par règle : {by_rule[0]}.")
    elif by_rule:
        named = ", ".join(by_rule[:_NAMED]) + (", …" if len(by_rule) > _NAMED else "")
        told.append(
            f"{len(by_rule)} mots sont inconnus de notre lexique, leur prononciation est devinée par règle : {named}."
        )
    if seconds > LONG_READING:
        told.append("C'est long à lire d'une traite : deux textes plus courts seraient plus faciles.")
    return told


def _has_letter(word: str) -> bool:
    return any(map(str.isalpha, word))


def _first_letter(word: str) -> str:
    return next(filter(str.isalpha, word))


def _spaced(number: int) -> str:
    return f"{number:,}".replace(",", "\u00a0")
