"""Which words that pupils read aloud does the voice say otherwise than the lexicon the ear listens with? Prints JSON.

python -m benchmarks.voice_in_french
espeak-ng spells what Kokoro says; it takes some French words for English ones, some silent letters for sounds. A word
is listed when its phones are none of those that the ear accepts, open and close vowels, glides and schwas apart. It is
to be looked at: the voice is put right in speech/data/said_as.yaml, the ear in speech/phones/variants.py.
"""

import json
import re
from itertools import chain, product

from exercises.catalogue import Catalogue
from speech.kokoro import KokoroVoice
from speech.phones.listener import PhoneListener
from speech.whisper import plain
from tutor.settings import Settings

ALIKE = (
    ("œ̃", "ɛ̃"), ("ɑ̃", "A"), ("ɔ̃", "O"), ("ɛ̃", "E"), ("ɹ", "ʁ"), ("ɡ", "g"), ("ɔ", "o"), ("ɑ", "a"), ("ɛ", "e"),
    ("œ", ""), ("ə", ""), ("ø", ""), ("ɲ", "nj"), ("ŋ", "nj"), ("ij", "j"), ("i", "j"), ("u", "w"), ("ɥ", "y"),
    ("jj", "j"),
)  # fmt: skip
_MARKS = re.compile(r"[ˈˌː.‿ -]")
_VOWEL = re.compile("[aeiouyøœəɛɔɑ]")


def coarse(phones: str) -> str:
    """Phones without what nobody would hear as another word."""
    phones = _MARKS.sub("", phones)
    for one, same in ALIKE:
        phones = phones.replace(one, same)
    return phones


def words_read() -> list[str]:
    """Every word of the texts that the catalogue shows, in small letters."""
    texts = (getattr(one.content, "text", None) for one in Catalogue.load().exercises.values())
    words = {plain(word).lower() for text in texts if isinstance(text, str) for word in text.split()}
    return sorted(word for word in words if any(map(str.isalpha, word)))


def main() -> None:
    """Compare and print."""
    voice, ear = KokoroVoice(Settings().models_dir), PhoneListener.load()
    words = words_read()
    otherwise = []
    for word, spoken in zip(words, (ear.spoken([word])[0] for word in words), strict=True):
        if spoken is None:
            continue
        said = voice.phones(word)
        expected = ["".join(chain(*way)) for way in product(*spoken.slots)]
        if not _VOWEL.search(said) or coarse(said) not in set(map(coarse, expected)):
            otherwise.append({"word": word, "said": said, "expected": expected[0]})
    print(
        json.dumps({"words": len(words), "otherwise": len(otherwise), "which": otherwise}, ensure_ascii=False, indent=1)
    )


if __name__ == "__main__":
    main()
