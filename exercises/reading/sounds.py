"""What is heard in words: first and last sounds, rhymes, syllables. Pure, on merged classes.

An accent that says "lait" like "lé" rhymes as well as another: phones are compared by class.
"""

from exercises.reading.phones import VOWELS, Phones, classes
from exercises.reading.syllables import spoken_count
from exercises.reading.words import Word


def first_phone(word: Word) -> str:
    """The sound a word begins with."""
    return classes(word.phones[:1])[0]


def last_phone(word: Word) -> str:
    """The sound a word ends with."""
    return classes(word.phones[-1:])[0]


def holds(word: Word, phone: str) -> bool:
    """Whether a sound is heard in a word."""
    return classes((phone,))[0] in classes(word.phones)


def rime(phones: Phones) -> Phones:
    """What rhymes: from the last vowel to the end."""
    last = max((place for place, phone in enumerate(phones) if phone in VOWELS), default=0)
    return classes(phones[last:])


def rhyme(one: Word, other: Word) -> bool:
    """Whether two different words rhyme to a child's ear: the same last vowel and what follows it.

    A last open vowel alone ("vélo, stylo") is a poor rhyme: the consonant before it must be shared too.
    """
    if classes(one.phones) == classes(other.phones) or rime(one.phones) != rime(other.phones):
        return False
    if len(rime(one.phones)) > 1:
        return True
    return classes(one.phones[-2:]) == classes(other.phones[-2:])


def heard_syllables(word: Word) -> int | None:
    """How many syllables are heard, to count or clap; nothing where ear and hand may not agree.

    So it is of "nuage" (one or two) and "médecin" (two or three).
    """
    written = spoken_count(word.syllables)
    if word.nature == "verbe" and word.text.endswith("ent"):
        written -= 1
    return word.spoken_syllables if word.spoken_syllables == written else None
