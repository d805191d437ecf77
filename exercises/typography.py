"""The rules of French type that a machine can check: characters, spaces, quotation marks, accents on capitals.

Files hold the text exactly as it is shown: no-break spaces (U+00A0) before ? ! : ; » and after « and —, apostrophes ’.
"""

import re
from collections.abc import Iterator

NO_BREAK = "\u00a0"
APOSTROPHE = "’"
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ")
WORD_MARKS = frozenset(APOSTROPHE + "-")
MARKS = frozenset(" .,;:!?…«»—" + NO_BREAK)
ALLOWED = LETTERS | WORD_MARKS | MARKS

_INSTEAD = {"'": APOSTROPHE, '"': "« »", "“": "« »", "”": "« »", "–": "—", "\u202f": "U+00A0", "\t": "a space"}
# First names that do begin with a bare E before a consonant and a vowel.
_BARE_E = frozenset({"Eva", "Elena", "Eden", "Elias", "Elif", "Emre", "Eneko"})
_CAPITAL_E = re.compile(r"\bE(?P<c>[bcdfghjklmnpqrstvz])(?!(?P=c))(?:h?[aeiouyàâéèêîôû]|[lr][aeiouyàâéèêîôû])\w*")

_RULES = (
    (re.compile(r"[ \u00a0]{2}"), "two spaces follow one another"),
    (re.compile(r"^[ \u00a0]|[ \u00a0]$"), "a space stands at the beginning or at the end"),
    (re.compile(r"(?<![\u00a0?!])[?!]|(?<!\u00a0)[:;»]"), "a no-break space (U+00A0) must stand before ? ! : ; »"),
    (re.compile(r"[«—](?!\u00a0)"), "a no-break space (U+00A0) must stand after « and —"),
    (re.compile(r"(?<![«—])\u00a0(?![?!:;»])"), "a no-break space (U+00A0) stands where a plain space should"),
    (re.compile(r"\s[.,…’]"), "a space stands before . , … or ’"),
    (re.compile(r"[.,;:!?…](?![\s.!?]|$)"), "a space must follow . , ; : ! ? …"),
    (re.compile(r"\.\."), "three dots must be the character …"),
    (re.compile(r"’(?![\w])|(?<![\w])’"), "an apostrophe must stand between two letters"),
    (re.compile(r"(?<!\w)-|-(?!\w)"), "a hyphen must stand between two letters"),
    (re.compile(r"(?i)oeu|oei"), "oe must be written œ here"),
    (re.compile(r"\b(?:A|Ca|Etes|Etre|Et[eé])\b(?!-)"), "a capital must keep its accent or cedilla (À, Ça, Été)"),
)


def faults(text: str) -> Iterator[str]:
    """What is wrong in one line of French, each fault in a few words; nothing when all is well."""
    for character in sorted(set(text) - ALLOWED):
        better = f"; write {_INSTEAD[character]}" if character in _INSTEAD else ""
        yield f"the character {character!r} is not allowed{better}"
    for pattern, problem in _RULES:
        if match := pattern.search(text):
            yield f"{problem} (near {_near(text, match)!r})"
    for match in _CAPITAL_E.finditer(text):
        if match.group() not in _BARE_E:
            yield f"the capital of {match.group()!r} must keep its accent"


def set_in_type(text: str) -> str:
    """A French sentence typed with a keyboard's signs, with the apostrophes and no-break spaces it should have."""
    text = text.replace("'", APOSTROPHE)
    text = re.sub(rf"[ {NO_BREAK}]([?!:;»])", rf"{NO_BREAK}\1", text)
    return text.replace("« ", f"«{NO_BREAK}")


def unbalanced_quotes(text: str) -> bool:
    """Whether « and » do not go by pairs in this sentence or text."""
    depth = 0
    for character in text:
        depth += {"«": 1, "»": -1}.get(character, 0)
        if depth not in (0, 1):
            return True
    return depth != 0


def _near(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - 8) : match.end() + 8]
