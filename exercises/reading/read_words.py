"""The words of a text as they are shown to be read: cut into syllables, with their silent letters."""

from exercises.exercise import ReadWord
from exercises.reading.decodability import Decoder
from exercises.reading.syllables import Syllables
from exercises.reading.tokens import split_words


def read_words(text: str, decoder: Decoder, syllables: Syllables) -> tuple[ReadWord, ...]:
    """One for each word at the spaces."""
    words = split_words(text)
    return tuple(ReadWord(text=word, syllables=syllables.of(word), silent=decoder.word(word).silent) for word in words)
