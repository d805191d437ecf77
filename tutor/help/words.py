"""French words as they are compared: small letters, elisions undone, stop words out, stems without accents."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import snowballstemmer

DATA: Final = Path(__file__).parent / "data"
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ELIDED: Final = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’]")
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})
# Whose stem is that of quite another word: données and donner, classer and classe, élever and élève, durer and dur.
_APART: Final = frozenset(
    {"donnée", "classement", "classer", "élever", "durer", "durée", "direct", "direction", "cours"}
)
SHORTEST_STEM: Final = 4
_BEFORE_A_NOUN: Final = frozenset(["le", "du", "un", "de", "ce", "au", "chaque", "quel", "aucun", "bon"])
_STEMMER: Final = snowballstemmer.stemmer("french")


@dataclass(frozen=True, slots=True)
class Word:
    """A word that tells something: as written in small letters, without accents, and its stem."""

    written: str
    bare: str
    stem: str


def words(text: str) -> list[Word]:
    """The words of a text that tell something, in order.

    >>> [word.stem for word in words("Où imprime-t-on les cartes d’élèves ?")]
    ['imprim', 'cart', 'elev']
    """
    return [word_of(one) for one in telling(split(text))]


def telling(written: Sequence[str]) -> list[str]:
    """Those that tell something. « son » does where it is a noun: after an article, « pas de », a number."""
    return [
        one
        for before, one in zip(("", *written), written, strict=False)
        if not is_empty(one) and not (one == "son" and before not in _BEFORE_A_NOUN)
    ]


def split(text: str) -> list[str]:
    """All the words of a text, in small letters, elisions undone."""
    found = []
    for match in _WORD.finditer(unicodedata.normalize("NFC", text).lower()):
        rest = _ELIDED.sub("", match[0])
        found.extend(re.split("['’]", rest))
    return [one for one in found if one]


@lru_cache(maxsize=50_000)
def word_of(written: str) -> Word:
    """The forms of one word."""
    return Word(written, bare(written), stem(written))


@lru_cache(maxsize=50_000)
def stem(written: str) -> str:
    """What the forms of a word and its family share, without accents: the stem of its lemma.

    >>> stem("lisent") == stem("lire"), stem("imprimées") == stem("imprimer")
    (True, True)
    """
    plain = written.translate(_LIGATURES)
    form = forms().get(plain)
    lemma = form.lemma if form else plain
    if lemma.endswith("ement") and form and form.nature == "NOM" and f"{lemma[:-5]}er" not in forms():
        return bare(lemma)  # département comes from no verb, and is not « départ »
    # The stemmer needs the accents, so they go last. Too short a stem is that of anything: mars, mari, marron.
    found = lemma if lemma in _APART else _STEMMER.stemWord(lemma)
    return bare(lemma if len(found) < SHORTEST_STEM else found)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of an everyday word: its lemma and nature (NOM, VER...), how often it comes in a million words."""

    lemma: str
    nature: str
    per_million: int


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Form]:
    """The shipped table of everyday forms (see its licence beside it), read once."""
    lines = (DATA / "french_forms.csv").read_text(encoding="utf-8").splitlines()
    rows = (line.split(";") for line in lines[2:])
    return {form: Form(lemma, nature, int(often)) for form, lemma, nature, often in rows}


def bare(written: str) -> str:
    """Without accents nor ligatures: « œuvré » → « oeuvre »."""
    plain = unicodedata.normalize("NFKD", written.translate(_LIGATURES))
    return "".join(one for one in plain if not unicodedata.combining(one))


def is_empty(written: str) -> bool:
    """Whether a word tells nothing of what is asked. A letter alone never does."""
    if len(written) < 2 or written in stop_words():
        return True
    form = forms().get(written)
    return form is not None and form.nature in ("VER", "AUX") and form.lemma in stop_words()


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """The words of mots_vides.txt, with and without their accents."""
    lines = (DATA / "mots_vides.txt").read_text(encoding="utf-8").splitlines()
    listed = {word for line in lines if not line.startswith("#") for word in line.split()}
    return frozenset(listed | {bare(word) for word in listed})
