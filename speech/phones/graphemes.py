"""Grapheme to phone by rule, for syllables and pseudo-words that no lexicon holds ("chon", "rupi", "flane").

A regular reading only: the longest grapheme first, then its context. Words go through the lexicon instead.
"""

import re
from typing import Final

from speech.phones.inventory import Phones

_END: Final = "(?=$|s$)"
_NOT_VOWEL: Final = "(?![aeiouyéèêëàâîïôûùœnm])"
_RULES: Final = tuple(
    (re.compile(pattern), tuple(phones.split()))
    for pattern, phones in (
        ("eaux?|aux(?=$)|au", "o"), ("oeu|œu|eu", "ø"), ("oe|œ", "ø"), ("oin" + _NOT_VOWEL, "w ɛ̃"),
        ("ouill", "u j"), ("euill|euil|ueil|œil", "œ j"), ("(?<=.)aill|(?<=.)ail(?=$|s$)", "a j"),
        ("eill|eil(?=$|s$)", "ɛ j"), ("(?<=[^aeiou])ill", "i j"), ("oû|où|ou(?=[iyaeé])", "u"), ("ou", "u"),
        ("oî|oi", "w a"), ("oy(?=[aeiouéè])", "w a j"), ("ay(?=[aeiouéè])", "ɛ j"), ("uy(?=[aeiouéè])", "ɥ i j"),
        ("ain" + _NOT_VOWEL + "|aim" + _NOT_VOWEL + "|ein" + _NOT_VOWEL, "ɛ̃"),
        ("ien" + _NOT_VOWEL, "j ɛ̃"), ("(?:in|yn)" + _NOT_VOWEL + "|(?:im|ym)(?=[pb])", "ɛ̃"),
        ("un" + _NOT_VOWEL + "|um(?=[pb])", "œ̃"), ("(?:an|en)" + _NOT_VOWEL + "|(?:am|em)(?=[pb])", "ɑ̃"),
        ("on" + _NOT_VOWEL + "|om(?=[pb])", "ɔ̃"), ("aî|ai|ei|ê|è|ë", "ɛ"), ("é", "e"),
        ("(?<=.)(?:er|ez)$", "e"), ("e(?=([bcdfglmnprstz])\\1|[lrcfsx](?:[^haeiouyéèêrl]|$))", "ɛ"),
        ("(?<=[aeiouyéèêàâîôûn][^aeiouyéèê])es?$|(?<=[aeiouyéèêàâîôûn][^aeiouyéèê][^aeiouyéèê])es?$", ""), ("e", "ə"),
        ("à|â|a", "a"), ("î|ï|i(?=[aeéèoœ])|y(?=[aeéèo])", "i"), ("i|y", "i"), ("ô|o", "o"), ("û|ù|ü|u", "y"),
        ("ch|sh", "ʃ"), ("ph", "f"), ("gn", "ɲ"), ("th", "t"), ("qu|q", "k"), ("gu(?=[eiéèêy])", "g"),
        ("ge(?=[aou])", "ʒ"),
        ("g(?=[eiéèêy])|j", "ʒ"), ("gg|g", "g"), ("cc(?=[eiéèêy])", "k s"), ("ç|c(?=[eiéèêy])|sc(?=[eiéèêy])", "s"),
        ("cc|ck|c|kk|k", "k"), ("(?<=[aeiouyéèêàâîôû])s(?=[aeiouyéèêàâîôû])", "z"), ("ss", "s"),
        ("(?<=[aeiouyéèêàâîôûn])s$|(?<=[aeioun])[tdpx]$|(?<=r)[tds]$", ""), ("s", "s"), ("z", "z"), ("x", "k s"),
        ("bb|b", "b"), ("dd|d", "d"), ("ff|f", "f"), ("ll|l", "l"), ("mm|m", "m"), ("nn|n", "n"), ("pp|p", "p"),
        ("rr|r", "ʁ"), ("tt|t", "t"), ("v", "v"), ("w", "w"), ("h", ""),
    )
)  # fmt: skip


def read_by_rule(spelling: str) -> Phones | None:
    """The regular reading of a spelling in small letters; None when some letter has no rule."""
    phones: list[str] = []
    place = 0
    while place < len(spelling):
        match = next(((found, out) for rule, out in _RULES if (found := rule.match(spelling, place))), None)
        if match is None:
            return None
        found, out = match
        if found.end() == place:
            return None
        phones.extend(out)
        place = found.end()
    return _with_glides(tuple(phones)) or None


def _with_glides(phones: Phones) -> Phones:
    glide = {"i": "j", "u": "w", "y": "ɥ"}
    vowels = {"e", "ɛ", "a", "o", "ø", "œ", "ɑ̃", "ɔ̃", "ɛ̃", "i"}
    out = list(phones)
    for place in range(len(out) - 1):
        if out[place] in glide and out[place + 1] in vowels - {out[place]}:
            out[place] = glide[out[place]]
    return tuple(out)
