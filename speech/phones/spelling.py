"""A word's spelling cut into graphemes, each with the phones it stands for: ch-a-p-eau, /ʃ/ /a/ /p/ /o/.

Unlike `speech.phones.graphemes`, which reads a spelling by rule, this knows the pronunciation and only finds which
letters make which sound, irregular words included as far as they go.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from speech.phones.inventory import Phones, classes

_VALUES: Final[dict[str, tuple[Phones, ...]]] = {
    grapheme: tuple(tuple(value.split()) for value in values.split(","))
    for graphemes, values in (
        ("a à â", "a"), ("e", "ə,ɛ"), ("é è ê ë ai aî ei ay ey", "e"), ("i î ï y", "i,j,i j"), ("o ô", "o"),
        ("u û ù", "y,ɥ"), ("ou où oû", "u,w"), ("oi oî oy", "w a"), ("au eau", "o"), ("eu oeu œu œ ue", "ø"),
        ("an am en em aon", "ɑ̃"), ("in im yn ym ain aim ein eim un um en", "ɛ̃"), ("on om", "ɔ̃"), ("oin", "w ɛ̃"),
        ("ill", "j,i j"), ("il", "j"), ("gn", "ɲ,n j"), ("ch", "ʃ,k"), ("sch sh", "ʃ"), ("ph", "f"), ("th", "t"),
        ("rh", "ʁ"), ("qu", "k,k w"), ("q ck k kk", "k"), ("c", "k,s,g"), ("cc", "k,k s"), ("ç sc ss", "s"),
        ("g", "g,ʒ"), ("gu", "g,g ɥ,g w"), ("gg", "g"), ("ge", "ʒ"), ("j", "ʒ"), ("s", "s,z"), ("z zz", "z"),
        ("x", "k s,g z,s,z"), ("t", "t,s"), ("tt", "t"), ("b bb", "b"), ("d dd", "d"), ("f ff", "f"), ("l ll", "l"),
        ("m mm", "m"), ("n nn", "n"), ("p pp", "p"), ("r rr", "ʁ"), ("v", "v"), ("w", "v,w"), ("er ez et", "e"),
    )
    for grapheme in graphemes.split()
}  # fmt: skip
_VALUES["en"] = (("ɑ̃",), ("ɛ̃",))
_LONGEST: Final = max(map(len, _VALUES))
_KNOWN, _MUTE, _MUTE_ENDING, _ODD = 1.0, 1.6, 0.6, 5.0
"""Costs: of a grapheme that says one of its sounds, of a letter that says nothing (cheap at the end of a word, for
an e or an h), of a letter that says what it never says elsewhere (the e of « femme »)."""
_VERB_ENDING: Final = "ent"


@dataclass(frozen=True, slots=True)
class Grapheme:
    """Letters and the phones they stand for (classes); none when they are mute."""

    letters: str
    phones: Phones


@lru_cache(maxsize=4_000)
def graphemes_of(spelling: str, phones: Phones) -> tuple[Grapheme, ...] | None:
    """The graphemes of a spelling (small letters; apostrophes and hyphens count for nothing); None when they cannot be.

    The cheapest way through letters and phones, by dynamic programming; longer graphemes first when equal.
    """
    letters = "".join(mark for mark in spelling if mark.isalpha())
    sounds = classes(phones)
    best: dict[tuple[int, int], tuple[float, tuple[Grapheme, ...]]] = {(0, 0): (0.0, ())}
    for here in range(len(letters)):
        for there in range(len(sounds) + 1):
            if (here, there) not in best:
                continue
            cost, before = best[here, there]
            for piece, said, price in _ways(letters, here, sounds, there):
                place = here + len(piece), there + len(said)
                if place not in best or cost + price < best[place][0] - 1e-9:
                    best[place] = cost + price, (*before, Grapheme(piece, said))
    found = best.get((len(letters), len(sounds)))
    return found[1] if found else None


def _ways(letters: str, here: int, sounds: Phones, there: int) -> list[tuple[str, Phones, float]]:
    ways: list[tuple[str, Phones, float]] = []
    for size in range(min(_LONGEST, len(letters) - here), 0, -1):
        piece = letters[here : here + size]
        for value in _VALUES.get(piece, ()):
            said = classes(value)
            if sounds[there : there + len(said)] == said:
                ways.append((piece, said, _KNOWN))
    letter = letters[here]
    at_end = here >= len(letters) - 2
    ways.append((letter, (), _MUTE_ENDING if letter in "eh" or at_end else _MUTE))
    if letters[here:] == _VERB_ENDING:
        ways.append((_VERB_ENDING, (), _MUTE_ENDING))
    if there < len(sounds):
        ways.append((letter, sounds[there : there + 1], _ODD))
    return ways
