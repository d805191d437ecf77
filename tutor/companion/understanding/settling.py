"""Which of the answers found in a sentence is the child's: repairs, denials, calculations read aloud, what is left."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tutor.companion.understanding.matching import Match, is_number_word
from tutor.companion.understanding.sayings import Phrase, Sayings
from tutor.companion.understanding.thresholds import (
    AMBIGUOUS_COST,
    JOINED_COST,
    LEFT_OVER_COST,
    OPERATION_COST,
    REPAIR_COST,
)
from tutor.companion.understanding.words import Word, find


@dataclass(frozen=True, slots=True)
class Found:
    """The answer and what it costs to believe it.

    `corrected`: the child says that he was misheard; `repaired`: he takes back what he has just said.
    """

    key: str
    cost: float
    corrected: bool
    repaired: bool


def without_fillers(said: Sequence[Word], sayings: Sayings) -> list[Word]:
    """The words that mean something, a stammer (« je je je ») said once, but not a number: children count."""
    kept: list[Word] = []
    at = 0
    plain = [word.plain for word in said]
    while at < len(said):
        filler = _starting(plain, at, sayings.fillers)
        if filler and len(filler) < len(said):
            at += len(filler)
        else:
            if not (kept and kept[-1].plain == plain[at] and not is_number_word(plain[at])):
                kept.append(said[at])
            at += 1
    return kept or list(said)


def settle(said: Sequence[Word], matches: Sequence[Match], sayings: Sayings, known: Collection[str]) -> Found | None:
    """The child's answer among `matches`, if any; `known`: plain words of the question, which he may say again."""
    plain = [word.plain for word in said]
    asserted = [match for match in matches if not _denied(plain, match, matches, sayings)]
    asserted = _without_articles(plain, asserted, sayings, known)
    if not asserted:
        return None
    denied = len(asserted) < len(matches) and any(_denied(plain, match, matches, sayings) for match in matches)
    plainest = [match for match in asserted if match.cost == 0]
    asserted = plainest or asserted  # what is written as it should be, rather than what may be misheard
    heading = plain[: asserted[0].start]
    told = max((_end_of(plain, listed) for listed in sayings.said), default=-1)
    corrected = told >= 0 or denied or (bool(heading) and heading[0] in ("non", "nan"))
    after = [match for match in asserted if match.start >= told >= 0]
    chosen, extra, begins = (after[0], 0.0, told) if after else _last(plain, asserted, sayings)
    if chosen.cost > JOINED_COST and chosen.end - chosen.start < len(plain):
        return None  # so doubtful a form counts only when nothing else is said: « un wagon de voyageurs » has no 2
    left = _left_over(plain, matches, sayings, known, begins)
    return Found(
        chosen.key, round(chosen.cost + extra + LEFT_OVER_COST * max(0, left - corrected), 3), corrected, begins > 0
    )


def _last(plain: Sequence[str], asserted: Sequence[Match], sayings: Sayings) -> tuple[Match, float, int]:
    """The last answer, what it costs to prefer it to those before, and where what counts begins."""
    last = asserted[-1]
    others = [match for match in asserted if match.key != last.key]
    if not others:
        return last, 0.0, 0
    before = others[-1]
    gap = plain[before.end : last.start]
    if any(find(listed, gap) >= 0 for listed in sayings.repairs):
        return last, REPAIR_COST, before.end
    begun = plain[before.start : before.end]
    if plain[last.start : last.end][: len(begun)] == begun and all(word == "et" for word in gap):
        return last, REPAIR_COST, before.end
    if any(find(listed, gap) >= 0 for listed in sayings.results):
        return last, REPAIR_COST, 0
    if _counting(asserted):
        return last, REPAIR_COST if asserted[-2].key == last.key else AMBIGUOUS_COST, 0
    between = plain[asserted[0].end : last.start]
    calculation = any(find(listed, between) >= 0 for listed in sayings.operations)
    return last, OPERATION_COST if calculation else AMBIGUOUS_COST, 0


def _counting(asserted: Sequence[Match]) -> bool:
    """Does the child count aloud: three numbers or more, by equal steps?"""
    values = [int(match.key) for match in asserted if match.key.isdecimal()]
    distinct = list(dict.fromkeys(values))
    steps = {after - before for before, after in pairwise(distinct)}
    return len(distinct) >= 3 and len(steps) == 1


def _denied(plain: Sequence[str], match: Match, matches: Sequence[Match], sayings: Sayings) -> bool:
    begins = max((other.end for other in matches if other.end <= match.start), default=0)
    before = tuple(plain[begins : match.start])
    return any(before[-len(listed) :] == listed for listed in sayings.negations)


def _without_articles(
    plain: Sequence[str], matches: Sequence[Match], sayings: Sayings, known: Collection[str]
) -> list[Match]:
    """« Un » and « une » are articles when a word that nobody counts comes next."""

    def article(match: Match) -> bool:
        if plain[match.start : match.end] not in (["un"], ["une"]):
            return False
        after = plain[match.end : match.end + 1]
        counts = any(other.start == match.end for other in matches)  # « un, deux, trois »
        return bool(after and not counts and after[0] not in known and after[0] not in sayings.counted)

    return [match for match in matches if not article(match)]


def _left_over(
    plain: Sequence[str], matches: Sequence[Match], sayings: Sayings, known: Collection[str], begins: int
) -> int:
    """How many words from `begins` on are neither the answer nor what may be said around it."""
    taken = {at for match in matches for at in range(match.start, match.end)}
    free = (sayings.around, sayings.repairs, sayings.said, sayings.negations, sayings.results, sayings.operations)
    left, at = 0, begins
    while at < len(plain):
        listed = max((_starting(plain, at, phrases) for phrases in free), key=len)
        if at in taken or plain[at] in known or plain[at] in sayings.counted:
            at += 1
        elif listed:
            at += len(listed)
        else:
            left, at = left + 1, at + 1
    return left


def _starting(plain: Sequence[str], at: int, phrases: Sequence[Phrase]) -> Phrase:
    """The longest of the phrases that stands here, or ()."""
    return next((listed for listed in phrases if tuple(plain[at : at + len(listed)]) == listed), ())


def _end_of(plain: Sequence[str], listed: Phrase) -> int:
    """Where the last of these runs of words ends, -1 when there is none; one that is denied does not count."""
    ends, at = -1, find(listed, plain)
    while at >= 0:
        ends, at = at + len(listed), find(listed, plain, at + 1)
    return ends
