"""Count and group: collections to 10, tens and ones to 100, frames to fill, ranks."""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Choose, Exercise, Handle, Option, Prompt
from exercises.figures import Collection, TenFrame
from exercises.handling import Worth
from exercises.maths.making import Bench, asked
from exercises.maths.things import THINGS

_LARGEST = 100
_NAMES = ("Lina", "Noé", "Awa", "Malo", "Inès", "Tom")
_RANKS = ("", "premier", "deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième")
_MORE_RANKS = ("neuvième", "dixième", "onzième", "douzième")


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Counting, then frames, tens, ranks."""
    yield from _loose(bench)
    yield from _frames(bench)
    yield from _tens(bench)
    yield from _ranks(bench)


def _loose(bench: Bench) -> Iterator[Exercise]:
    for number in range(1, 11):
        for thing in THINGS[:20]:
            figure = Collection(groups=(1,) * number, picture=thing.picture)
            prompt = Prompt(say=f"Combien {thing.many} vois-tu\u00a0?", figure=figure)
            yield bench.exercise(
                f"counting.loose.{number}.{thing.picture}",
                Activity.COUNT_THINGS,
                Ask(prompt=prompt, answers=(str(number),), largest=20),
                skills=["numbers.count_10"],
                features={"number": number},
                harder=0.12 * (number - 5),
                theme=f"count {number}",
            )


def _frames(bench: Bench) -> Iterator[Exercise]:
    for start in range(10):
        for number in range(start + 1, 11):
            content = Handle(prompt=Prompt(text=str(number)), figure=TenFrame(filled=start), goal=Worth(value=number))
            yield bench.exercise(
                f"counting.frame.{start}.{number}",
                Activity.FILL_FRAME,
                content,
                skills=["numbers.count_10", "numbers.decompose_10"],
                features={"number": number, "start": start},
                harder=0.05 * number + (0.2 if start else 0.0) - 0.4,
            )


def _tens(bench: Bench) -> Iterator[Exercise]:
    for number in range(11, 100):
        tens, ones = divmod(number, 10)
        thing = THINGS[number % len(THINGS)]
        packs = Collection(groups=(10,) * tens + (1,) * ones, picture=thing.picture)
        frames = TenFrame(frames=-(-number // 10), filled=number)
        for name, figure in (("packs", packs), ("frames", frames)):
            yield bench.exercise(
                f"counting.{name}.{number}",
                Activity.GROUP_BY_TEN,
                Ask(prompt=Prompt(figure=figure), answers=(str(number),), largest=_LARGEST),
                skills=["numbers.count_100", "numbers.tens_ones"],
                features={"tens": tens, "ones": ones},
                harder=0.08 * (tens - 4) - (0.3 if not ones else 0.0),
                theme=f"tens {number}",
            )
    for number in kept("loose", range(11, 31), 20):
        for step in (2, 5):
            groups = (step,) * (number // step) + (1,) * (number % step)
            thing = THINGS[(number + step) % len(THINGS)]
            yield bench.exercise(
                f"counting.by_{step}.{number}",
                Activity.GROUP_BY_TEN,
                Ask(
                    prompt=Prompt(figure=Collection(groups=groups, picture=thing.picture)),
                    answers=(str(number),),
                    largest=_LARGEST,
                ),
                skills=["numbers.count_100"],
                features={"groups": number // step, "ones": number % step},
                harder=0.3,
                theme=f"tens {number}",
            )


def _ranks(bench: Bench) -> Iterator[Exercise]:
    words = _RANKS + _MORE_RANKS
    for number in range(12):
        row = kept(f"row {number}", THINGS, 6 + number % 7)
        for rank in range(1, len(row) + 1):
            yield bench.exercise(
                f"counting.rank.{number}.{rank}",
                Activity.RANK,
                Choose(
                    prompt=Prompt(say=f"Touche le {words[rank]} dessin, en partant de la gauche."),
                    options=tuple(Option(picture=thing.picture) for thing in row),
                    answers=(rank - 1,),
                ),
                skills=["numbers.ordinals_20"],
                features={"rank": rank},
                harder=0.06 * (rank - 6),
            )
    for rank in range(2, 20):
        for place, name in enumerate(_NAMES):
            text = f"{name} est {_nth(rank)} dans la file."
            question, answer = (
                ("Combien d’enfants sont devant\u00a0?", rank - 1)
                if place % 2
                else ("Quel est le rang de l’enfant juste derrière\u00a0? Écris le nombre.", rank + 1)
            )
            yield bench.exercise(
                f"counting.queue.{rank}.{place}",
                Activity.RANK,
                asked(f"{text} {question}", answer, 30, say=f"{text} {question}"),
                skills=["numbers.ordinals_20"],
                features={"rank": rank},
                harder=0.03 * (rank - 10) + 0.3,
                theme=f"queue {rank}",
            )


def _nth(rank: int) -> str:
    return f"{rank}e"
