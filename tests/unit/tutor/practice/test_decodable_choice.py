"""A pupil is given only what his class was taught to decode, and never nothing."""

from exercises.activities import Activity
from exercises.exercise import Domain, Exercise, Grade, ReadAloud, ReadWord, Unit
from tutor.practice.choosing import Shelf


def reading(name: str, *needs: str, grade: Grade = Grade.CP) -> Exercise:
    return Exercise(
        id=name,
        domain=Domain.READING,
        grade=grade,
        level=1,
        activity=Activity.READ_WORD,
        skills=("reading.words",),
        needs=tuple(f"reading.gpc.{gpc}" for gpc in needs),
        difficulty=0.0,
        instruction="Lis.",
        content=ReadAloud(unit=Unit.WORD, text=name, words=(ReadWord(text=name, syllables=(name,)),)),
    )


SHELF = Shelf(
    [
        reading("lit", "l", "i"),
        reading("loup", "l", "ou"),
        reading("roule", "r", "ou", "l"),
        reading("et", grade=Grade.CE1),
    ]
)


def given(grade: Grade, *taught: str) -> set[str]:
    candidates = SHELF.for_pupil(grade, Domain.READING, frozenset(f"reading.gpc.{gpc}" for gpc in taught))
    return {item.exercise for item, may in zip(candidates.items, candidates.allowed, strict=True) if may}


def test_only_what_all_its_correspondences_were_taught_for() -> None:
    assert given(Grade.CP, "l", "i") == {"lit"}
    assert given(Grade.CP, "l", "i", "ou") == {"lit", "loup"}
    assert given(Grade.CP, "l", "i", "ou", "r", "ch") == {"lit", "loup", "roule"}


def test_when_nothing_decodes_what_is_nearest_is_given() -> None:
    assert given(Grade.CP, "l") == {"lit", "loup"}
    assert given(Grade.CP) == {"lit", "loup"}


def test_what_needs_nothing_is_always_there() -> None:
    assert given(Grade.CE1) == {"et"}


def test_without_a_progression_everything_of_the_year_may_come() -> None:
    candidates = SHELF.for_pupil(Grade.CE2, Domain.READING, None)
    assert candidates.allowed.all()


def test_the_mask_of_a_class_and_week_is_made_once() -> None:
    taught = frozenset({"reading.gpc.l", "reading.gpc.i"})
    again = frozenset({"reading.gpc.i", "reading.gpc.l"})
    assert SHELF.for_pupil(Grade.CP, Domain.READING, taught) is SHELF.for_pupil(Grade.CP, Domain.READING, again)
