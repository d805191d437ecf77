"""The answer to a question: a passage quoted with its source, or that it is not known and whom to ask."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tutor.help.deciding import Rule
from tutor.help.passages import Passage
from tutor.help.retrieval import Index, Match
from tutor.help.words import words

WHOLE: Final = 800
"""Characters up to which a passage is quoted whole; of a longer one, the sentences that answer best."""
SENTENCES: Final = 4
OTHERS: Final = 2
NEAR: Final = 0.3
"""How much of the question a passage must speak of for its document's contact to be the right one."""
_SENTENCE: Final = re.compile(r"(?<=[.!?…])\s+(?=[A-ZÀ-Ü«–])")
CUT: Final = "[…]"


@dataclass(frozen=True, slots=True)
class Answer:
    """`quoted`: its paragraphs as they stand in the document, none when it is not known; `contact`: whom to ask.

    `see_also`: other passages; where it is not known, those that come near.
    """

    quoted: tuple[str, ...]
    whole: bool
    passage: Passage | None
    see_also: tuple[Passage, ...]
    contact: str


def answer(question: str, index: Index, rule: Rule, contact: str) -> Answer:
    """What the documents say of this. `contact`: whom to ask where they name nobody."""
    matches = index.search(question, 1 + OTHERS)
    if not rule.answers(matches):
        near = tuple(one.passage for one in matches if one.covered >= NEAR)
        return Answer((), True, None, near, _contact(matches, contact))
    best = matches[0].passage
    others = tuple(one.passage for one in matches[1:] if rule.answers([one]))
    whole = len(best.text) <= WHOLE
    quoted = best.paragraphs if whole else _sentences(best, question)
    return Answer(quoted, whole, best, others, best.contact or contact)


def _contact(matches: Sequence[Match], contact: str) -> str:
    near = matches[0].passage.contact if matches and matches[0].covered >= NEAR else None
    return near or contact


def _sentences(passage: Passage, question: str) -> tuple[str, ...]:
    """The sentences that share most with the question, in their order, gaps shown."""
    asked = {word.stem for word in words(question)}
    sentences = [one for paragraph in passage.paragraphs for one in _SENTENCE.split(paragraph)]
    shared = [len(asked & {word.stem for word in words(one)}) for one in sentences]
    best = sorted(range(len(sentences)), key=lambda place: (-shared[place], place))[:SENTENCES]
    quoted: list[str] = []
    last = -1
    for place in sorted(best):
        if place != last + 1:
            quoted.append(CUT)
        quoted.append(sentences[place])
        last = place
    return (*quoted, CUT) if last != len(sentences) - 1 else tuple(quoted)
