"""Numbers said and written: in digits after hearing them, from words to digits, from digits to words."""

from collections.abc import Iterator

from exercises.activities import Activity
from exercises.draws import kept
from exercises.exercise import Ask, Content, Exercise, Form, Option, Prompt
from exercises.maths.making import Bench, choice
from exercises.maths.number_words import in_words


def exercises(bench: Bench) -> Iterator[Exercise]:
    """Dictations, words read, words found and written."""
    for skill, numbers, heard, read, found in (
        ("numbers.read_write_100", range(101), 101, 101, 0),
        ("numbers.words_50", range(51), 0, 0, 51),
        ("numbers.read_write_1000", range(100, 1_001), 80, 60, 70),
        ("numbers.read_write_10000", range(1_000, 10_001), 80, 60, 70),
    ):
        for number in kept(f"heard {skill}", numbers, heard):
            content = _written(number, Prompt(say=in_words(number)), numbers)
            yield _one(bench, f"heard.{number}", Activity.NUMBER_DICTATION, content, [skill], number)
        for number in kept(f"read {skill}", numbers, read):
            content = _written(number, Prompt(text=in_words(number)), numbers)
            key = f"{skill.split('.')[1]}.read.{number}"
            trained = [skill, "numbers.words_50"] if number <= 50 else [skill]
            yield _one(bench, key, Activity.NUMBER_IN_DIGITS, content, trained, number)
        rounds = 2 if skill == "numbers.words_50" else 1
        for turn in range(rounds):
            for number in kept(f"found {skill}", numbers, found):
                if not turn or len(_others(number, numbers.stop)) > 3:
                    yield _found(bench, skill, number, numbers.stop, turn)
    for number in range(51):
        prompt = Prompt(text=str(number), say="Écris ce nombre en lettres.")
        spelled = Ask(prompt=prompt, form=Form.WORDS, answers=(in_words(number),))
        yield bench.exercise(
            f"dictation.spelled.{number}",
            Activity.NUMBER_IN_WORDS,
            spelled,
            skills=["numbers.words_50"],
            features=_features(number),
            harder=_harder(number) + 0.8,
            instruction="Écris ce nombre en lettres.",
            theme=f"number {number}",
        )


def _written(number: int, prompt: Prompt, numbers: range) -> Ask:
    """In digits, and by hand: to say the number again would prove nothing."""
    return Ask(prompt=prompt, answers=(str(number),), exact=True, largest=max(100, numbers.stop - 1))


def _found(bench: Bench, skill: str, number: int, stop: int, turn: int) -> Exercise:
    key = f"{skill.split('.')[1]}.found.{number}.{turn}"
    near = _others(number, stop)
    wrong = near[:3] if turn == 0 else near[-3:]
    content = choice(
        f"dictation.{key}",
        Prompt(text=str(number)),
        [Option(text=in_words(number))],
        [Option(text=in_words(each)) for each in wrong],
    )
    return _one(bench, key, Activity.NUMBER_IN_WORDS, content, [skill], number)


def _others(number: int, stop: int) -> list[int]:
    return list(dict.fromkeys(each for each in _near(number) if 0 <= each < stop and each != number))


def _near(number: int) -> list[int]:
    """Numbers taken for this one: digits turned round, one off by ten, the ten heard otherwise, a zero lost."""
    digits = str(number)
    turned = int(digits[:-2] + digits[-2:][::-1])
    others = [turned, number + 10, number - 10, number + 1, number - 1, number + 20, number - 20]
    if len(digits) > 2:
        others += [number + 100, number - 100, int(digits[0] + digits[2:]), int(digits[:-1])]
    return others


def _one(bench: Bench, key: str, activity: Activity, content: Content, skills: list[str], number: int) -> Exercise:
    return bench.exercise(
        f"dictation.{key}",
        activity,
        content,
        skills=skills,
        features=_features(number),
        harder=_harder(number),
        theme=f"number {number}",
    )


def _features(number: int) -> dict[str, float]:
    below = number % 100
    return {"number": number, "compound": float(below >= 70), "zeros": str(number).count("0")}


def _harder(number: int) -> float:
    """From 70 to 99 two numbers are heard in one; an inner zero is not heard at all."""
    below = number % 100
    inner = number >= 100 and "0" in str(number)[:-1]
    return (0.8 if below >= 70 else 0.0) + (0.4 if inner else 0.0) + (0.1 if below > 16 else -0.3) - 0.2
