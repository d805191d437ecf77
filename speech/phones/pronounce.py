"""A text as the phones it may be read with: for each word, slots of alternatives, and what may link it to the next.

Words are the text's words at spaces; "l'école" or "dix-huit" are one word of several slots.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice, product
from typing import Final

import yaml

from speech.phones.inventory import Phones, is_vowel
from speech.phones.lexicon import Lexicon, guess
from speech.phones.variants import letter, variants

Slot = tuple[Phones, ...]
"""Alternatives of one stretch of speech, the usual one first; an empty one means that nothing need be said."""

_PIECES: Final = re.compile(r"[^\W\d_]+'|[^\W_]+|\d+")
_ELIDED: Final = {
    "l": "l", "d": "d", "j": "ʒ", "m": "m", "t": "t", "s": "s", "n": "n", "c": "s", "qu": "k", "jusqu": "ʒ y s k",
    "lorsqu": "l ɔ ʁ s k", "puisqu": "p ɥ i s k", "quelqu": "k ɛ l k", "presqu": "p ʁ ɛ s k", "quoiqu": "k w a k",
}  # fmt: skip
_LINKS: Final = {"s": "z", "x": "z", "z": "z", "t": "t", "d": "t", "n": "n", "p": "p", "r": "ʁ", "f": "v", "g": "g"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """One word of a text: its `slots` in order, and the `link` (liaison) before the next word."""

    word: str
    slots: tuple[Slot, ...]
    link: Slot = ((),)

    def alternatives(self, most: int = 32) -> tuple[Phones, ...]:
        """Whole pronunciations of the word, link left out, the usual one first."""
        whole = (sum(parts, ()) for parts in islice(product(*self.slots), 4 * most))
        return tuple(dict.fromkeys(phones for phones in whole if phones))[:most]


class Pronouncer:
    """Texts and words to phones. Safe to share between threads."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._slot = lru_cache(maxsize=20_000)(self._read)

    def text(self, text: str, single_letters_named: bool = False) -> tuple[Spoken, ...]:
        """Every word of the text that can be said, with its liaison to the next."""
        pieces = [(word, split(word)) for word in text.split()]
        pieces = [(word, parts) for word, parts in pieces if parts]
        spoken = []
        for place, (word, parts) in enumerate(pieces):
            following = pieces[place + 1][1][0] if place + 1 < len(pieces) else ""
            slots: list[Slot] = []
            whole = "-".join(parts) if len(parts) > 1 and not any("'" in part for part in parts) else ""
            if "".join(parts) == "aujourd'hui" or (whole and self.lexicon.find(whole)):
                slots.append(self._slot(whole or "aujourd'hui", single_letters_named))
            else:
                for here, part in enumerate(parts):
                    # The t of "a-t-il" is a sound, not a letter's name.
                    inner = part == "t" and 0 < here < len(parts) - 1
                    slots.append((("t",),) if inner else self._slot(part, single_letters_named))
                    if here + 1 < len(parts):
                        link = self._link(part, parts[here + 1])
                        slots += [link] if link != ((),) else []
            # Punctuation between two words is a pause: no liaison across it.
            link = self._link(parts[-1], following) if following and word[-1] not in ".,;:!?" else ((),)
            filled = tuple(slot for slot in slots if slot)
            if filled:
                spoken.append(Spoken(word, filled, link))
        return tuple(spoken)

    def word(self, word: str) -> tuple[Phones, ...]:
        """Every accepted pronunciation of one word; empty when nothing in it can be said."""
        spoken = self.text(word.replace(" ", "-"))
        return spoken[0].alternatives() if spoken else ()

    def usual(self, text: str) -> Phones:
        """The usual pronunciation of a text, sure liaisons made."""
        phones: list[str] = []
        for spoken in self.text(text):
            for slot in spoken.slots:
                phones += slot[0]
            if len(spoken.link) > 1 and split(spoken.word)[-1] in _liaisons()["sure"]:
                phones += spoken.link[1]
        return tuple(phones)

    def _read(self, part: str, named: bool) -> Slot:
        if part.endswith("'"):
            stem = _ELIDED.get(part[:-1])
            return (tuple(stem.split()),) if stem else self._read(part[:-1] + "e", named)
        entry = self.lexicon.find(part)
        if len(part) == 1 and part.isalpha():
            spoken = letter(part, named)
            words = entry.pronunciations if entry and part in "aàyôoé" else ()
            return tuple(dict.fromkeys((*words, *spoken))) or guess(part)
        if part.isdigit():
            return variants(part, guess(part))
        found = variants(part, entry.pronunciations if entry else guess(part))
        if not entry and not any(mark in "aeiouyàâéèêëîïôùûœæ" for mark in part):
            named_one_by_one = [letter(mark, True)[0] for mark in part if letter(mark, True)]
            found = (*found, tuple(phone for name in named_one_by_one for phone in name))
        return tuple(phones for phones in found if phones)

    def _link(self, part: str, following: str) -> Slot:
        """What a liaison may put between two words: nothing, or nothing or its consonant."""
        if (
            part in _liaisons()["never"]
            or part.endswith("'")
            or following in _liaisons()["aspirated"]
            or part[-1] not in _LINKS
        ):
            return ((),)
        after = self._slot(following, False)
        before = self._slot(part, False)
        if not after or not before or not (is_vowel(after[0][0]) or after[0][0] in "jwɥ"):
            return ((),)
        consonant = _LINKS[part[-1]]
        if part[-1] == "r" and not part.endswith("er"):
            return ((),)
        return ((),) if before[0][-1:] == (consonant,) else ((), (consonant,))


def split(word: str) -> list[str]:
    """The parts of a written word: small letters, elided parts with their apostrophe, hyphens cut."""
    plain = unicodedata.normalize("NFC", word).lower().replace("’", "'").replace("ʼ", "'")
    return _PIECES.findall(plain)


@cache
def _liaisons() -> dict[str, frozenset[str]]:
    text = files("speech").joinpath("data", "phones_liaisons.yaml").read_text(encoding="utf-8")
    return {name: frozenset(words) for name, words in yaml.safe_load(text).items()}
