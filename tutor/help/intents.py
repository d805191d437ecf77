"""What kind of answer a question wants: a number, a time, a place, a reason... Told by stop words, so read apart."""

import re
import unicodedata
from typing import Final

_KINDS: Final = tuple(
    (kind, re.compile(rf"\b(?:{pattern})\b"))
    for kind, pattern in (
        (
            "how_long",
            r"combien de (?:temps|jours|semaines|mois)|duree?s?|longtemps|dure|combien de tant|nombre de jours?",
        ),
        ("how_many", r"combien|nombre|montant|maximum|plafond|quelle somme|quels? points?"),
        ("when", r"quand|dates?|delais?|jusqu.a (?:quand|quelle)|quel (?:moment|jour)|calendrier"),
        ("who", r"qui|a qui|par qui|aupres de qui"),
        ("where", r"ou (?:est|sont|se|puis|trouver|je|on|ca)"),
        ("why", r"pourquoi|raisons?|a quoi sert"),
        ("what", r"c.est quoi|qu.est.ce qu[e’']|definition|signifie|que veu(?:t|lent)|veut dire|difference"),
        ("may", r"puis.je|peut.on|ai.je le droit|a.t.on le droit|on peut|je peux|possible|droit de"),
    )
)


def kinds(text: str) -> frozenset[str]:
    """The kinds of answer that a question or a heading is about.

    >>> sorted(kinds("Combien de vœux puis-je faire ?"))
    ['how_many', 'may']
    """
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'").replace("œ", "oe"))
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    found = {kind for kind, pattern in _KINDS if pattern.search(plain)}
    return frozenset(found - {"how_many"} if "how_long" in found else found)
