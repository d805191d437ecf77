"""Questions for slates: a little harder each time, never twice, decodable first."""

import random

from exercises.activities import Activity
from exercises.exercise import Choose, Compute, Content, Domain, Exercise, Grade, Option, Prompt
from tutor.whole_class.questions import answer_of, next_question, said_of, suits_slates


def made(
    number: int, content: Content | None = None, instruction: str = "Combien ?", needs: tuple[str, ...] = ()
) -> Exercise:
    return Exercise(
        id=f"sum.{number}",
        domain=Domain.MATHS,
        grade=Grade.CP,
        level=1,
        activity=Activity.COMPUTE,
        skills=("maths.add.to_10",),
        needs=needs,
        difficulty=number / 10,
        instruction=instruction,
        content=content or Compute(left=number, operator="+", right=1, answer=number + 1, largest=100),
    )


SUMS = [made(number) for number in range(30)]


def test_a_round_goes_from_easy_to_harder_without_repeating() -> None:
    rng, asked = random.Random(5), []
    for _ in range(10):
        found = next_question(SUMS, {one.id for one in asked}, None, rng)
        assert found is not None
        asked.append(found)
    assert len({one.id for one in asked}) == 10
    first, last = asked[:3], asked[-3:]
    assert max(one.difficulty for one in first) < max(one.difficulty for one in last)
    assert asked[0].difficulty < 1


def test_when_all_were_asked_there_is_none() -> None:
    assert next_question(SUMS, {one.id for one in SUMS}, None, random.Random(1)) is None


def test_what_the_class_can_decode_comes_first() -> None:
    known, unknown = made(1, needs=("reading.gpc.a",)), made(2, needs=("reading.gpc.oin",))
    for seed in range(5):
        assert next_question([known, unknown], (), frozenset({"reading.gpc.a"}), random.Random(seed)) is known


def test_what_is_touched_on_a_tablet_is_found_on_a_slate() -> None:
    options = (Option(text="12"), Option(text="21"))
    choice = Choose(prompt=Prompt(say="Touche douze."), options=options, answers=(1,))
    asked = made(1, choice, "Touche le bon nombre.")
    assert suits_slates(asked)
    assert said_of(asked) == ["Trouve le bon nombre.", "Trouve douze."]
    assert answer_of(asked) == "B (21)"
    assert not suits_slates(made(2, choice, "Écoute, puis touche le bon nombre."))
    assert not suits_slates(made(3, choice.model_copy(update={"answers": (0, 1)})))
