"""Letters: recognise one by its name, name it, and find it again in the four scripts."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from exercises.activities import Activity
from exercises.draws import disordered, sampled, shuffled
from exercises.exercise import Build, Choose, Exercise, Grade, Option, Prompt, ReadAloud, Script, Unit
from exercises.reading.making.workshop import Workshop
from exercises.reading.pictures import Picture
from exercises.reading.words import Word

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
ALPHABET_SETS = 40
FREQUENT = 1_500
"""Words are put in order among the most frequent ones."""
_SOUND_LETTERS = "abcdéfgijlmnoprstuvz"
_SAME_SOUND = ("cks", "gj", "sz", "éè")
"""Letters that can make one another's sound."""
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


def letters(workshop: Workshop, pictures: Sequence[Picture], words: Sequence[Word]) -> Iterator[Exercise]:
    """All exercises on letters."""
    for picture in pictures:
        yield from _first_letter(workshop, picture)
    yield from _in_order(workshop, words)
    for letter in ALPHABET:
        for script in Script:
            yield _by_name(workshop, letter, script)
        yield _named(workshop, letter)
        for shown, wanted in permutations(Script, 2):
            yield _in_another_script(workshop, letter, shown, wanted)


def _first_letter(workshop: Workshop, picture: Picture) -> Iterator[Exercise]:
    """The letter that makes the first sound of a word shown and said; those that could make it too are not offered."""
    first = workshop.decoder.said(picture.word.text, picture.word.phones).segments[0]
    if len(first.letters) > 1 or not first.phones or first.letters not in _SOUND_LETTERS:
        return
    key = picture.word.text
    alike = next((family for family in _SAME_SOUND if first.letters in family), first.letters)
    others = [letter for letter in _SOUND_LETTERS if letter not in alike]
    near = [letter for letter in LOOKALIKES.get(first.letters, "") if letter in others]
    wrong = (near + sampled(key, [letter for letter in others if letter not in near], 3))[:3]
    prompt = Prompt(say=picture.word.with_article, picture=picture.hexcode)
    content = workshop.choice(key, prompt, [Option(text=first.letters)], [Option(text=letter) for letter in wrong])
    yield workshop.exercise(
        Activity.FIRST_LETTER,
        key,
        content,
        grade=Grade.CP,
        skills=["reading.letters.sounds"],
        level=1,
        theme=f"word {key}",
    )


def _in_order(workshop: Workshop, words: Sequence[Word]) -> Iterator[Exercise]:
    """Letters, then words by their first letter, then (CE2) words that begin alike."""
    for number in range(ALPHABET_SETS):
        key = f"letters.{number}"
        yield _ordered(workshop, key, sorted(sampled(key, ALPHABET, 3 + number % 2)), Grade.CP)
    short = [word.text for word in words[:FREQUENT] if len(word.text) <= 7 and word.text[0] in ALPHABET]
    for number in range(ALPHABET_SETS):
        key = f"words.{number}"
        chosen: dict[str, str] = {}
        for word in shuffled(key, short):
            chosen.setdefault(word[0], word)
        yield _ordered(workshop, key, sorted(list(chosen.values())[: 3 + number % 2]), Grade.CE1)
    for letter in "bcdfmprst":
        alike = [word for word in short if word[0] == letter and set(word) <= set(ALPHABET)]
        for number in range(4):
            key = f"alike.{letter}.{number}"
            yield _ordered(workshop, key, sorted(sampled(key, alike, 4)), Grade.CE2)


def _ordered(workshop: Workshop, key: str, things: Sequence[str], grade: Grade) -> Exercise:
    tiles = disordered(key, things)
    return workshop.exercise(
        Activity.ALPHABET_ORDER,
        key,
        Build(prompt=Prompt(), tiles=tuple(tiles), answers=(tuple(things),), joined=" "),
        grade=grade,
        skills=["reading.letters.alphabet"],
        level=1 if grade is Grade.CP else 2,
        read=things if grade is not Grade.CP else (),
        harder=0.3 * (len(things) - 4),
        theme=f"alphabet {key}",
    )


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
