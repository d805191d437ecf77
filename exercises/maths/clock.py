"""The clock: read it, set its hands, match it with an hour; whole hours, then halves and quarters, then minutes."""

from collections.abc import Iterator
from random import Random

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Exercise, Form, Handle, Option, Prompt
from exercises.figures import Clock
from exercises.handling import Worth
from exercises.maths.making import Bench, choice, distinct
from exercises.maths.units import counted, hour_said, hour_shown

_NOON, _DAY = 12 * 60, 24 * 60
_AFTERNOON = range(13 * 60, 24 * 60)


@distinct
def exercises(bench: Bench) -> Iterator[Exercise]:
    """By year: CP whole hours, CE1 halves and quarters, CE2 to the minute."""
    whole = [60 * hour for hour in range(1, 13)]
    yield from _whole_hours(bench, whole)
    quarters = [60 * hour + minute for hour in range(1, 13) for minute in (15, 30, 45)]
    yield from _read(bench, "time.half_quarter", quarters)
    yield from _set(bench, "time.half_quarter", quarters, step=5)
    yield from _set_in_words(bench, quarters)
    yield from _matched(bench, "time.half_quarter", quarters, starts=1)
    yield from _afternoon(bench, "time.half_quarter", [each + _NOON for each in quarters if each + _NOON in _AFTERNOON])
    by_five = [60 * hour + minute for hour in range(1, 13) for minute in range(5, 60, 5) if minute % 15]
    by_one = [60 * hour + minute for hour in range(1, 13) for minute in range(1, 60) if minute % 5]
    chosen = kept("clock.minutes", by_five, 35) + kept("clock.minute", by_one, 35)
    yield from _read(bench, "time.minutes", chosen)
    yield from _set(bench, "time.minutes", chosen, step=1)
    yield from _matched(bench, "time.minutes", chosen[::2], starts=1)
    yield from _afternoon(bench, "time.minutes", [each + _NOON for each in chosen[::3] if each + _NOON in _AFTERNOON])


def hands(minutes: int, *, step: int = 5) -> Clock:
    """A clock with hands at this time of the day."""
    return Clock(hour=minutes // 60 % 24, minute=minutes % 60, step=step)


def _key(skill: str) -> str:
    return skill.replace("time.", "clock.")


def _features(minutes: int) -> dict[str, float]:
    minute = minutes % 60
    return {"minute": minute, "past_half": minute > 30, "off_fives": minute % 5 > 0}


def _harder(minutes: int) -> float:
    minute = minutes % 60
    return {0: -0.6, 30: -0.2, 15: 0.0, 45: 0.3}.get(minute, 0.2 + 0.3 * (minute > 30) + 0.3 * (minute % 5 > 0))


def _whole_hours(bench: Bench, whole: list[int]) -> Iterator[Exercise]:
    skill = "time.hours"
    for minutes in whole:
        hour = minutes // 60
        yield bench.exercise(
            f"{_key(skill)}.read.{hour}",
            Activity.READ_CLOCK,
            Ask(
                prompt=Prompt(figure=hands(minutes)),
                answers=(str(hour), str((hour + 12) % 24)),
                unit="h",
                largest=24,
            ),
            skills=[skill],
            features=_features(minutes),
            harder=-0.6,
            theme=f"time.{hour}",
        )
    yield from _set(bench, skill, whole, step=60, starts=(1, 2, 4, 5, 7, 8, 9, 10, 11))
    yield from _matched(bench, skill, whole, starts=3)
    for minutes in whole:
        hour = minutes // 60
        for change, text in (
            (1, "Dans une heure, quelle heure sera-t-il\u00a0?"),
            (-1, "Quelle heure était-il il y a une heure\u00a0?"),
        ):
            then = (hour + change - 1) % 12 + 1
            yield bench.exercise(
                f"{_key(skill)}.{'next' if change > 0 else 'last'}.{hour}",
                Activity.READ_CLOCK,
                Ask(
                    prompt=Prompt(figure=hands(minutes)),
                    answers=tuple(str(each) for each in (then, (then + 12) % 24)),
                    unit="h",
                    largest=24,
                ),
                skills=[skill],
                features={**_features(minutes), "change": change},
                harder=0.2 if change > 0 else 0.6,
                instruction=text,
                theme=f"time.{hour}",
            )


def _read(bench: Bench, skill: str, times: list[int]) -> Iterator[Exercise]:
    """Hands do not tell the morning from the evening: both are right."""
    for minutes in times:
        answers = (hour_shown(minutes), hour_shown((minutes + _NOON) % _DAY))
        yield bench.exercise(
            f"{_key(skill)}.read.{minutes // 60}-{minutes % 60:02}",
            Activity.READ_CLOCK,
            Ask(prompt=Prompt(figure=hands(minutes)), form=Form.TIME, answers=answers),
            skills=[skill],
            features=_features(minutes),
            harder=_harder(minutes),
            theme=f"time.{minutes}",
        )


def _set(
    bench: Bench, skill: str, times: list[int], *, step: int, starts: tuple[int, ...] = (12,)
) -> Iterator[Exercise]:
    for minutes in times:
        for start in starts:
            if minutes % _NOON == start * 60 % _NOON:
                continue
            yield bench.exercise(
                f"{_key(skill)}.set.{minutes // 60}-{minutes % 60:02}.from_{start}",
                Activity.SET_CLOCK,
                Handle(
                    prompt=Prompt(text=hour_shown(minutes), say=hour_said(minutes)),
                    figure=hands(60 * start, step=step),
                    goal=Worth(value=minutes),
                ),
                skills=[skill],
                features=_features(minutes),
                harder=_harder(minutes) + 0.1,
                theme=f"time.{minutes}",
            )


def in_words(minutes: int) -> str:
    """« 7 heures et demie », « midi et quart », « 8 heures moins le quart »."""
    hour, minute = divmod(minutes, 60)
    named = hour % 12 + 1 if minute == 45 else hour
    name = "midi" if named == 12 else counted(named, "heure")
    half = "et demi" if named == 12 else "et demie"
    return f"{name} { {15: 'et quart', 30: half, 45: 'moins le quart'}[minute] }"


def _set_in_words(bench: Bench, times: list[int]) -> Iterator[Exercise]:
    for minutes in times:
        text = in_words(minutes)
        yield bench.exercise(
            f"clock.half_quarter.words.{minutes // 60}-{minutes % 60:02}",
            Activity.SET_CLOCK,
            Handle(prompt=Prompt(text=text, say=text), figure=hands(_NOON), goal=Worth(value=minutes)),
            skills=["time.half_quarter"],
            features=_features(minutes),
            harder=_harder(minutes) + 0.2,
            theme=f"time.{minutes}",
        )


def _confusions(minutes: int) -> list[int]:
    """Times whose hands could be taken for these: hands swapped, an hour too late, another quarter, mirrored."""
    hour, minute = minutes // 60 % 12, minutes % 60
    swapped = 60 * (minute // 5 % 12) + 5 * hour
    near = [swapped, minutes + 60, minutes - 60, 60 * hour + (60 - minute) % 60, 60 * hour + (minute + 30) % 60]
    return [each % _NOON for each in near]


def _matched(bench: Bench, skill: str, times: list[int], *, starts: int) -> Iterator[Exercise]:
    """An hour and three clocks, or a clock and three hours."""
    for minutes in times:
        for turn in range(starts):
            key = f"{_key(skill)}.match.{minutes // 60}-{minutes % 60:02}.{turn}"
            wrong = list(dict.fromkeys(each for each in _confusions(minutes) if each != minutes % _NOON))
            wrong = Random(key).sample(wrong, 2)
            features, harder = _features(minutes), _harder(minutes) - 0.1
            yield bench.exercise(
                f"{key}.clock",
                Activity.MATCH_CLOCK,
                choice(
                    key,
                    Prompt(text=hour_shown(minutes), say=hour_said(minutes)),
                    [Option(figure=hands(minutes))],
                    [Option(figure=hands(each)) for each in wrong],
                ),
                skills=[skill],
                features=features,
                harder=harder,
                instruction="Touche l’horloge qui montre cette heure.",
                theme=f"time.{minutes}",
            )
            named = [each or _NOON for each in wrong]
            named = [each if each >= 60 else each + _NOON for each in named]
            yield bench.exercise(
                f"{key}.hour",
                Activity.MATCH_CLOCK,
                choice(
                    f"{key}.hour",
                    Prompt(figure=hands(minutes)),
                    [Option(text=hour_shown(minutes), say=hour_said(minutes))],
                    [Option(text=hour_shown(each), say=hour_said(each)) for each in named],
                ),
                skills=[skill],
                features=features,
                harder=harder,
                instruction="Touche l’heure que montre cette horloge.",
                theme=f"time.{minutes}",
            )


def _afternoon(bench: Bench, skill: str, times: list[int]) -> Iterator[Exercise]:
    """A digital clock after noon: 15:30 is half past three."""
    for minutes in times:
        key = f"{_key(skill)}.afternoon.{minutes // 60}-{minutes % 60:02}"
        wrong = [each for each in dict.fromkeys(_confusions(minutes)) if each != minutes % _NOON]
        yield bench.exercise(
            key,
            Activity.MATCH_CLOCK,
            choice(
                key,
                Prompt(figure=Clock(hour=minutes // 60, minute=minutes % 60, digital=True)),
                [Option(figure=hands(minutes % _NOON))],
                [Option(figure=hands(each)) for each in Random(key).sample(wrong, 2)],
            ),
            skills=[skill],
            features=_features(minutes) | {"afternoon": 1},
            harder=_harder(minutes) + 0.4,
            instruction="Touche l’horloge qui montre la même heure.",
            theme=f"time.{minutes % _NOON}",
        )
