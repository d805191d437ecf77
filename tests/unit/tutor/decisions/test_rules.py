"""Which decision wins, whatever was decided in whatever order: the override always beats the model."""

import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exercises.activities import Activity
from exercises.exercise import Compute, Domain, Exercise, Grade
from learner_model import LearnerModel, Plan
from tutor.decisions.asked import Aim, Asked, Assign, Block, Boost, Lasting, Pause, PlanFor, Step, Target, TargetKind
from tutor.decisions.obeying import banned_of, first_of, revision
from tutor.decisions.rules import Done, Level, Order, Task, Will, is_over, lifts
from tutor.practice.choosing import Shelf

TODAY = date(2026, 11, 10)
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)
SKILLS = ("maths.a", "maths.b", "maths.c", "reading.d", "reading.e")


def exercise(number: int, *skills: str, activity: Activity = Activity.COMPUTE) -> Exercise:
    return Exercise(
        id=f"x{number}",
        domain=Domain(skills[0].partition(".")[0]),
        grade=Grade.CP,
        level=1,
        activity=activity,
        skills=skills,
        difficulty=-1.0 + 0.1 * number,
        instruction="Calcule.",
        content=Compute(left=number, operator="+", right=1, answer=number + 1, largest=50),
    )


EXERCISES = [
    *(exercise(place, skill) for place, skill in enumerate(SKILLS * 3)),
    exercise(20, "maths.a", "maths.b"),
    exercise(21, "maths.b", "maths.c", activity=Activity.COUNT_THINGS),
    exercise(22, "reading.d", activity=Activity.READ_WORD),
]
SHELF = Shelf(EXERCISES)
MODEL = LearnerModel(dict.fromkeys(SKILLS, ()))
ALL = np.ones(len(EXERCISES), dtype=bool)


def skill(name: str) -> Target:
    return Target(kind=TargetKind.SKILL, id=name)


TARGETS = st.one_of(
    st.sampled_from(SKILLS).map(skill),
    st.sampled_from(["compute", "count_things"]).map(lambda one: Target(kind=TargetKind.ACTIVITY, id=one)),
    st.sampled_from(["maths", "reading"]).map(lambda one: Target(kind=TargetKind.DOMAIN, id=one)),
)
ASKED: st.SearchStrategy[Asked] = st.one_of(
    TARGETS.map(lambda one: Assign(way="assign", target=one, times=2)),
    TARGETS.map(lambda one: Block(way="block", target=one)),
    st.sampled_from(SKILLS).map(lambda one: Boost(way="boost", target=skill(one))),
    st.just(Pause(way="pause")),
)


@st.composite
def orders(draw: st.DrawFn) -> list[Order]:
    return [
        Order(
            UUID(int=place + 1),
            draw(st.sampled_from(list(Level))),
            NOON - timedelta(hours=draw(st.integers(0, 5))),
            draw(ASKED),
        )
        for place in range(draw(st.integers(0, 6)))
    ]


def order(level: Level, asked: Asked, hours_ago: float = 1, number: int = 1) -> Order:
    return Order(UUID(int=number), level, NOON - timedelta(hours=hours_ago), asked)


@given(orders())
def test_all_at_once_and_one_by_one_are_blocked_alike(made: list[Order]) -> None:
    will = Will.of(made, TODAY)
    assert banned_of(will, SHELF).tolist() == [will.blocks(one) for one in EXERCISES]


@given(orders(), st.integers(0, 50))
def test_nothing_blocked_is_given_while_anything_else_is_left_and_what_is_asked_comes_first(
    made: list[Order], seed: int
) -> None:
    will, state = Will.of(made, TODAY), MODEL.new_state("cp")
    banned = banned_of(will, SHELF)
    first = first_of(will, [], SHELF, ALL, ALL, frozenset, lambda _: (), lambda _: True)
    candidates = first.candidates if first else SHELF.everything.where(~banned) if (~banned).any() else None
    if candidates is None:
        candidates = revision(frozenset(), SHELF, [ALL], banned, at_any_price=True)
        assert candidates is not None  # never a dead end
        assert revision(frozenset(), SHELF, [ALL], banned, at_any_price=False) is None
        return
    choice = MODEL.choose(state, candidates, NOON.timestamp(), random.Random(seed), Plan(boosted=will.boosted))
    chosen = next(one for one in EXERCISES if one.id == choice.item.exercise)
    assert not will.blocks(chosen)
    if first is not None:
        assert first.task.target.holds(chosen)
        stronger = [one for one in will.tasks() if one.order.rank > first.task.order.rank]
        assert all(will.blocks(one) for task in stronger for one in EXERCISES if task.target.holds(one))


@given(orders())
def test_a_block_gives_way_only_to_what_outranks_it(made: list[Order]) -> None:
    will = Will.of(made, TODAY)
    for one in EXERCISES:
        blocks = [o for o in will.orders if isinstance(o.asked, Block) and o.asked.target.holds(one)]
        if blocks and not will.blocks(one):
            strongest = max(blocks, key=lambda o: o.rank)
            assert any(
                o.rank > strongest.rank and isinstance(o.asked, Assign | Boost) and o.asked.target.holds(one)
                for o in will.orders
            )


def test_the_pupil_outranks_the_group_the_group_the_class_and_later_the_earlier() -> None:
    block, assign = Block(way="block", target=skill("maths.a")), Assign(way="assign", target=skill("maths.a"))
    plain = EXERCISES[0]
    for low, high in ((Level.CLASS, Level.GROUP), (Level.GROUP, Level.PUPIL)):
        assert not Will.of([order(low, block, 1), order(high, assign, 2, 2)], TODAY).blocks(plain)
        assert Will.of([order(low, assign, 1), order(high, block, 2, 2)], TODAY).blocks(plain)
    assert Will.of([order(Level.CLASS, assign, 2), order(Level.CLASS, block, 1, 2)], TODAY).blocks(plain)
    assert not Will.of([order(Level.CLASS, block, 2), order(Level.CLASS, assign, 1, 2)], TODAY).blocks(plain)


def test_a_blocked_skill_stays_blocked_in_an_exercise_that_was_asked_for_another() -> None:
    will = Will.of(
        [
            order(Level.CLASS, Block(way="block", target=skill("maths.b"))),
            order(Level.PUPIL, Assign(way="assign", target=skill("maths.a")), 0, 2),
        ],
        TODAY,
    )
    assert [one.id for one in EXERCISES if one.skills[0] == "maths.a" and will.blocks(one)] == ["x20"]


def test_a_skill_of_a_blocked_subject_and_a_text_by_name_lift_a_block() -> None:
    maths = Target(kind=TargetKind.DOMAIN, id="maths")
    assert lifts(skill("maths.a"), maths)
    assert not lifts(skill("reading.d"), maths)
    assert not lifts(maths, skill("maths.a"))
    assert lifts(Target(kind=TargetKind.TEXT, id="own.1"), Target(kind=TargetKind.DOMAIN, id="reading"))


def test_a_plan_asks_for_the_work_of_the_day_so_many_a_day() -> None:
    steps = [
        Step(target=skill("maths.a"), starts=TODAY - timedelta(days=7), ends=TODAY - timedelta(days=1)),
        Step(target=skill("maths.b"), starts=TODAY, ends=TODAY + timedelta(days=7)),
    ]
    will = Will.of([order(Level.CLASS, PlanFor(way="plan", steps=steps, a_day=2))], TODAY)
    (task,) = will.tasks()
    assert task.target == skill("maths.b")
    done = [Done(f"x{place}", ("maths.b",), "compute", "maths", NOON) for place in range(2)]
    assert not is_over(task, done[:1], TODAY, frozenset)
    assert is_over(task, done, TODAY, frozenset)
    assert not is_over(task, done, TODAY + timedelta(days=1), frozenset)
    assert is_over(task, [], TODAY, lambda: frozenset({"maths.b"}))
    assert not Will.of(will.orders, TODAY + timedelta(days=30)).orders


def test_so_many_exercises_since_it_was_asked_and_until_it_is_acquired() -> None:
    task = Task(order(Level.PUPIL, Pause(way="pause")), skill("maths.a"), NOON, times=2)
    earlier = Done("x1", ("maths.a",), "compute", "maths", NOON - timedelta(minutes=1))
    since = [Done(f"x{place}", ("maths.a", "maths.b"), "compute", "maths", NOON) for place in range(2)]
    assert not is_over(task, [earlier, since[0]], TODAY, lambda: frozenset({"maths.a"}))
    assert is_over(task, [earlier, *since], TODAY, frozenset)


def test_the_strongest_says_how_long_and_how_much_success() -> None:
    will = Will.of(
        [
            order(Level.CLASS, Lasting(way="length", minutes=10), 0),
            order(Level.PUPIL, Lasting(way="length", minutes=7.5), 3, 2),
            order(Level.CLASS, Aim(way="band", low=0.8, high=0.9), 2, 3),
            order(Level.CLASS, Aim(way="band", low=0.7, high=0.8), 1, 4),
        ],
        TODAY,
    )
    assert (will.minutes, will.band, will.paused) == (7.5, (0.7, 0.8), False)


def test_a_decision_holds_on_its_days_only() -> None:
    held = Order(UUID(int=1), Level.CLASS, NOON, Pause(way="pause"), TODAY, TODAY + timedelta(days=2))
    days = [Will.of([held], TODAY + timedelta(days=place)).paused for place in (-1, 0, 2, 3)]
    assert days == [False, True, True, False]
