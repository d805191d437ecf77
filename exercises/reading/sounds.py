"""What is heard in words: rhymes and syllables. Pure, on merged classes.

An accent that says "lait" like "lé" rhymes as well as another: phones are compared by class.
"""

from exercises.reading.phones import VOWELS, Phones, classes
from exercises.reading.syllables import spoken_count
from exercises.reading.words import Word


def rime(phones: Phones) -> Phones:
    """What rhymes: from the last vowel to the end.

    A last open vowel alone ("vélo, stylo") is a poor rhyme: the sound before it belongs to it too.
    """
    last = max((place for place, phone in enumerate(phones) if phone in VOWELS), default=0)
    return classes(phones[last:] if last < len(phones) - 1 else phones[-2:])


def heard_syllables(word: Word) -> int | None:
    """How many syllables are heard, to count or clap; nothing where ear and hand may not agree.

    So it is of "nuage" (one or two) and "médecin" (two or three).
    """
    written = spoken_count(word.syllables)
    if word.nature == "verbe" and word.text.endswith("ent"):
        written -= 1
    return word.spoken_syllables if word.spoken_syllables == written else None
