"""What is written, as it is to be said: « 3 + 4 » becomes « 3 plusse 4 », odd spaces and quotes go.

Voices read digits well by themselves; what they get wrong is signs, « plus », « six », « dix » in sums, and the words
of data/said_as.yaml.
"""

import functools
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import yaml

from speech.errors import VoiceError

SAID_AS = Path(__file__).parent / "data" / "said_as.yaml"
LONGEST = 2_000

_NUMBER = (
    r"\d+|(?:[\w-]+-)?(?:zéro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|"
    r"seize|vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|cents?|mille)"
)
_SIGNS = (
    (r"(?<=\d)\s*\+\s*(?=\d)", " plusse "),
    (r"(?<=\d)\s*[−–-]\s*(?=\d)", " moins "),
    (r"(?<=\d)\s*[×x]\s*(?=\d)", " fois "),
    (r"(?<=\d)\s*(?:÷|\s:\s)\s*(?=\d)", " divisé par "),
    (r"\s*=\s*", " égale "),
    (r"(?<=\d)\s*<\s*(?=\d)", " est plus petit que "),
    (r"(?<=\d)\s*>\s*(?=\d)", " est plus grand que "),
    (r"(?<!\S)\+(?!\S)", "plusse"),
    (r"(?<!\S)−(?!\S)", "moins"),
    (r"(?<!\S)×(?!\S)", "fois"),
)
_TITLES = ((r"\bM\. (?=[A-ZÉÈÀÎ])", "monsieur "), (r"\bMme (?=[A-ZÉÈÀÎ])", "madame "))
# In a sum the last consonant is heard: « six plus deux » is /sis plys dø/.
_FULL = {"six": "sisse", "6": "sisse", "dix": "disse", "10": "disse", "huit": "huite", "8": "huite"}
_LETTERS = {"é": "et", "è": "aie", "ê": "aie", "à": "a", "â": "a", "î": "i", "ô": "eau", "ù": "u", "û": "u"}


@functools.lru_cache(maxsize=8_192)
def same_text(text: str) -> str:
    """One form for texts that differ only by the kind of spaces, apostrophes or Unicode composition."""
    text = unicodedata.normalize("NFC", text).replace("’", "'").replace("ʼ", "'")
    kept = (" " if unicodedata.category(character)[0] in "CZ" else character for character in text)
    return " ".join("".join(kept).split())


def spoken_form(text: str) -> str:
    """The text as a voice should be given it. Raises VoiceError when there is nothing to say, or too much."""
    if len(text) > LONGEST:
        raise VoiceError(f"A text of {len(text):,} characters is too long to say at once: {LONGEST:,} at most.")
    text = same_text(text)
    for pattern, words in (*_SIGNS, *_TITLES):
        text = re.sub(pattern, words, text)
    text = re.sub(r"[«»“”\"()\[\]{}<>|*_#~^`\\]", " ", text)
    text = re.sub(rf"\b({_NUMBER}) plus (?={_NUMBER})\b", r"\1 plusse ", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\b(six|dix|huit|(?<![\d,])(?:6|10|8))(?= (?:plusse|moins|égale)\b)",
        lambda found: _FULL[found[0].lower()],
        text,
        flags=re.IGNORECASE,
    )
    text = " ".join(re.sub(r"\s+(?=[,.…;:!?])", "", text).split())
    text = re.sub(r"[^\W\d_]+(?:-[^\W\d_]+)*", lambda found: _respelled(found[0]), text)
    # « Chat, » and « chat » alone sound the same, and are kept once.
    text = re.sub(r"[\s,.…;:]+$", "", text)
    if " " not in text and text.istitle():
        text = text.lower()
    text = _LETTERS.get(text.lower(), text)
    if not any(character.isalnum() for character in text):
        raise VoiceError("There is no word to say in this text.")
    return text


@functools.cache
def _said_as() -> Mapping[str, str]:
    entries = yaml.safe_load(SAID_AS.read_text(encoding="utf-8"))
    return {same_text(word).lower(): str(spelling) for word, spelling in entries.items()}


def _respelled(word: str) -> str:
    return _said_as().get(word.lower(), word)


def sound_key(text: str) -> str:
    """What two texts share when they sound the same."""
    try:
        return spoken_form(text)
    except VoiceError:
        return same_text(text)


def sentences(text: str) -> list[str]:
    """The text cut where a reader breathes: after . ! ? … before a space."""
    return [part for part in re.split(r"(?<=[.!?…])\s+", text) if any(map(str.isalnum, part))]
