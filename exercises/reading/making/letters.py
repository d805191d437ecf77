"""Letters: recognise one by its name, name it, and find it again in the four scripts."""

from collections.abc import Iterator, Mapping
from itertools import permutations

from exercises.activities import Activity
from exercises.exercise import Choose, Exercise, Grade, Option, Prompt, ReadAloud, Script, Unit
from exercises.reading.making.workshop import Workshop, sampled

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
LOOKALIKES: Mapping[str, str] = {
    "b": "dpq",
    "d": "bpq",
    "p": "qbd",
    "q": "pbd",
    "m": "nuw",
    "n": "mur",
    "u": "nvo",
    "v": "uwy",
    "f": "tlk",
    "t": "flj",
    "i": "jlt",
    "j": "igy",
    "l": "itf",
    "a": "odc",
    "o": "aec",
    "e": "cao",
    "c": "eos",
    "g": "qyj",
    "s": "zce",
    "z": "sxn",
}
"""Letters taken for one another at the start: what is offered beside the right one."""
_SKILLS: Mapping[Script, str] = {
    Script.PRINT: "reading.letters.capitals",
    Script.CAPITAL: "reading.letters.capitals",
    Script.CURSIVE: "reading.letters.cursive",
    Script.CURSIVE_CAPITAL: "reading.letters.cursive_capitals",
}
_TURNED = frozenset("bdpqmnu")
_HARDER: Mapping[Script, float] = {
    Script.PRINT: 0.0,
    Script.CAPITAL: -0.2,
    Script.CURSIVE: 0.3,
    Script.CURSIVE_CAPITAL: 0.8,
}


def letters(workshop: Workshop) -> Iterator[Exercise]:
    """All exercises on letters."""
    for letter in ALPHABET:
        for script in Script:
            yield _by_name(workshop, letter, script)
        yield _named(workshop, letter)
        for shown, wanted in permutations(Script, 2):
            yield _in_another_script(workshop, letter, shown, wanted)


def written(letter: str, script: Script) -> str:
    """The letter in small or capital form, as the script has it."""
    return letter.upper() if script in (Script.CAPITAL, Script.CURSIVE_CAPITAL) else letter


def _others(letter: str, key: str) -> str:
    near = LOOKALIKES.get(letter, "")
    rest = [other for other in ALPHABET if other != letter and other not in near]
    return (near + "".join(sampled(key, rest, 3)))[:3]


def _options(letter: str, script: Script, key: str, workshop: Workshop, prompt: Prompt) -> Choose:
    def option(one: str) -> Option:
        return Option(text=written(one, script), script=script)

    return workshop.choice(key, prompt, [option(letter)], [option(other) for other in _others(letter, key)])


def _by_name(workshop: Workshop, letter: str, script: Script) -> Exercise:
    key = f"{letter}.{script.value}"
    skills = ["reading.letters.names", *(["reading.letters.lookalikes"] if letter in _TURNED else [])]
    return workshop.exercise(
        Activity.CHOOSE_LETTER,
        key,
        _options(letter, script, key, workshop, Prompt(say=f"la lettre {letter}")),
        grade=Grade.CP,
        skills=skills,
        level=1,
        harder=_HARDER[script] + (0.4 if letter in _TURNED else 0.0),
        theme=f"letter {letter}",
    )


def _named(workshop: Workshop, letter: str) -> Exercise:
    return workshop.exercise(
        Activity.READ_LETTER,
        letter,
        ReadAloud(unit=Unit.LETTER, text=letter, words=workshop.read_words(letter)),
        grade=Grade.CP,
        skills=["reading.letters.names"],
        level=1,
        theme=f"letter {letter}",
    )


def _in_another_script(workshop: Workshop, letter: str, shown: Script, wanted: Script) -> Exercise:
    key = f"{letter}.{shown.value}.{wanted.value}"
    prompt = Prompt(text=written(letter, shown), script=shown)
    return workshop.exercise(
        Activity.LETTER_SCRIPTS,
        key,
        _options(letter, wanted, key, workshop, prompt),
        grade=Grade.CP,
        skills=[max((_SKILLS[shown], _SKILLS[wanted]), key=list(_SKILLS.values()).index)],
        level=1,
        harder=max(_HARDER[shown], _HARDER[wanted]),
        theme=f"letter {letter}",
    )
