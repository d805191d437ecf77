"""Additions to 20: every pair worth asking, each a distinct exercise with its features, difficulty and skills.

The difficulty follows what is known of young children's additions: the smaller number tells how far they count on
(Groen & Parkman 1972); doubles, ten and its complements are known by heart first; crossing ten is the hard step. The
weights are an author's guesses, to be refitted on pupils' answers.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from exercises.activities import Activity
from exercises.exercise import Compute, Domain, Exercise, Grade

LARGEST_TOTAL = 20
LARGEST_ANSWER = 30  # more than the largest total, so that an answer too high is heard and not bent to a right one


@dataclass(frozen=True, slots=True)
class Features:
    """What makes left + right easy or hard."""

    smaller: int
    larger: int
    total: int
    double: bool
    crosses_ten: bool  # 8 + 5: two numbers under ten whose sum is over
    ten_plus: bool  # 10 + 6, 6 + 10
    within_teens: bool  # 12 + 5: the ten does not change, or is just completed
    smaller_first: bool  # 3 + 9: quicker once turned round


def features(left: int, right: int) -> Features:
    """The features of left + right, numbers from 0 to 20."""
    smaller, larger = sorted((left, right))
    return Features(
        smaller=smaller,
        larger=larger,
        total=left + right,
        double=left == right,
        crosses_ten=larger < 10 and left + right > 10,
        ten_plus=larger == 10 and smaller > 0,
        within_teens=larger > 10,
        smaller_first=left < right,
    )


def difficulty(of: Features) -> float:
    """The difficulty in logits (0: one pupil in two of CP succeeds)."""
    logit = -2.2 + 0.15 * of.smaller + 0.04 * of.total
    logit += 1.0 * of.crosses_ten + 0.3 * of.within_teens + 0.25 * of.smaller_first
    if of.double:
        logit -= 0.4 + 0.1 * of.smaller
    elif of.ten_plus:
        logit -= 0.3 + 0.12 * of.smaller
    elif of.total == 10:
        logit -= 0.3
    return round(logit, 3)


def level(of: Features) -> int:
    """1: totals to 5, and one or two more; 2: totals to 10, doubles, ten and some; 3: all that is beyond."""
    if of.total <= 5 or (of.smaller <= 2 and of.total <= 10):
        return 1
    return 2 if of.total <= 10 or of.double or of.ten_plus else 3


def skills(of: Features) -> tuple[str, ...]:
    """The skills it trains, the main one first."""
    trained = (
        ("crossing_ten", of.crosses_ten),
        ("complements_20", of.total == LARGEST_TOTAL),
        ("teens", of.within_teens and of.total < LARGEST_TOTAL),
        ("ten_plus", of.ten_plus),
        ("doubles", of.double),
        ("complements_10", of.total == 10 and of.smaller > 0),
        ("to_10", 5 < of.total < 10 and of.smaller > 2 and not of.double),
        ("to_5", of.total <= 5 and of.smaller > 0),
        ("small_steps", of.smaller <= 2),
    )
    return tuple(f"maths.add.{name}" for name, fits in trained if fits)


def additions() -> Iterator[Exercise]:
    """Every addition to 20 worth asking, in both orders, the easiest totals first."""
    for total in range(1, LARGEST_TOTAL + 1):
        for left in range(total + 1):
            if _worth_asking(left, total - left):
                yield _exercise(left, total - left)


def _worth_asking(left: int, right: int) -> bool:
    """Zero is met with the numbers to 10 only: beyond, 0 + 17 teaches nothing more."""
    return min(left, right) > 0 or left + right <= 10


def _exercise(left: int, right: int) -> Exercise:
    of = features(left, right)
    return Exercise(
        id=f"maths.add.{left}+{right}",
        domain=Domain.MATHS,
        grade=Grade.CP,
        level=level(of),
        activity=Activity.COMPUTE,
        skills=skills(of),
        features=tuple((name, float(found)) for name, found in asdict(of).items()),
        difficulty=difficulty(of),
        instruction=f"Combien font {left} plus {right}\u00a0?",
        content=Compute(left=left, operator="+", right=right, answer=left + right, largest=LARGEST_ANSWER),
    )
