"""The texts to read, one Markdown file each in texts/<year>/: description, text, words explained, questions.

A line of the file is a paragraph, a verse or a line of dialogue. After the text, "## Mots" explains words ("- un mot :
ce qu'il veut dire") and "## Questions" asks: "- (kind) question ?" followed by its choices, "  + " before the right one
and "  - " before each wrong one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from exercises.errors import ContentError
from exercises.exercise import Grade
from exercises.reading.french import check_line, check_slug, grade_of, number_of
from exercises.reading.tokens import split_words
from exercises.sources import DATA, Place, exact_keys, read_front_matter
from exercises.typography import unbalanced_quotes

FOLDER = DATA / "reading" / "texts"
WORDS = {Grade.CP: (28, 62), Grade.CE1: (75, 130), Grade.CE2: (140, 255)}
QUESTION_KINDS = {
    "littérale": "reading.comprehension.literal",
    "inférence": "reading.comprehension.inference",
    "pronom": "reading.comprehension.pronoun",
    "ordre": "reading.comprehension.order",
    "idée": "reading.comprehension.main_idea",
}
"""What a question asks for, and the skill it trains."""
QUESTIONS = (3, 6)
_KEYS = frozenset({"titre", "classe", "niveau", "etape", "genre"})
_NOTE = re.compile(r"- (?P<word>[^:]+?)\u00a0: (?P<meaning>.+)")
_ASKED = re.compile(r"- \((?P<kind>[^)]+)\) (?P<text>.+)")
_CHOICE = re.compile(r"  (?P<sign>[+-]) (?P<text>.+)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question on a text. `answer` is the place of the right one among `choices`."""

    kind: str
    text: str
    choices: tuple[str, ...]
    answer: int

    @property
    def skill(self) -> str:
        """What it trains."""
        return QUESTION_KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Text:
    """A text. `name` is its year and its file; `lines` are its paragraphs or verses; `notes` explain
    words; `genre` in French.
    """

    name: str
    title: str
    grade: Grade
    level: int
    stage: int
    genre: str
    lines: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    place: Place

    @property
    def text(self) -> str:
        """All of it, a line break between two lines."""
        return "\n".join(self.lines)


def load_texts(folder: Path = FOLDER) -> tuple[Text, ...]:
    """All texts, by year then name; ContentError names the file and the line of what is wrong."""
    paths = [path for grade in Grade for path in sorted((folder / grade.value).glob("*.md"))]
    if not paths:
        raise ContentError(f"{folder}: no text (*/*.md) is there")
    return tuple(_read(path) for path in paths)


def _read(path: Path) -> Text:
    top = Place(path, 1)
    check_slug(top, path.stem)
    described, body = read_front_matter(path)
    exact_keys(top, described, _KEYS)
    given = {key: str(value) for key, value in described.items()}
    check_line(top, given["titre"])
    grade = grade_of(top, given["classe"])
    lines, notes, asked = _sections(top, body)
    for place, line in lines:
        check_line(place, line)
    text = "\n".join(line for _, line in lines)
    if unbalanced_quotes(text):
        raise top.error("« and » must go by pairs")
    shortest, longest = WORDS[grade]
    if not shortest <= len(split_words(text)) <= longest:
        raise top.error(
            f"a text of {grade.value} runs from {shortest} to {longest} words, there are {len(split_words(text))}"
        )
    questions = tuple(_questions(asked))
    fewest, most = QUESTIONS
    if not fewest <= len(questions) <= most:
        raise top.error(f"{fewest} to {most} questions are expected, there are {len(questions)}")
    return Text(
        name=f"{grade.value}-{path.stem}",
        title=given["titre"],
        grade=grade,
        level=number_of(top, given["niveau"], 1, 3, "niveau"),
        stage=number_of(top, given["etape"], 1, 10, "etape"),
        genre=given["genre"],
        lines=tuple(line for _, line in lines),
        notes=tuple(_notes(notes)),
        questions=questions,
        place=top,
    )


Lines = list[tuple[Place, str]]


def _sections(top: Place, body: Lines) -> tuple[Lines, Lines, Lines]:
    """The text, its notes and its questions, without empty lines."""
    sections: dict[str, Lines] = {"": [], "## Mots": [], "## Questions": []}
    current = ""
    for place, line in body:
        if line.startswith("#"):
            if line.strip() not in sections:
                raise place.error(f"a part is called ## Mots or ## Questions, not {line!r}")
            current = line.strip()
        elif line.strip():
            sections[current].append((place, line))
    if not sections[""]:
        raise top.error("there is no text")
    return sections[""], sections["## Mots"], sections["## Questions"]


def _notes(lines: Lines) -> Iterator[tuple[str, str]]:
    for place, line in lines:
        note = _NOTE.fullmatch(line)
        if note is None:
            raise place.error("a word is explained so: '- un mot : ce qu’il veut dire'")
        yield note["word"], note["meaning"]


def _questions(lines: Lines) -> Iterator[Question]:
    place: Place | None = None
    kind = text = ""
    choices: list[tuple[str, bool]] = []
    for here, line in [*lines, (None, "")]:
        choice = _CHOICE.fullmatch(line)
        if choice is not None and here is not None:
            check_line(here, choice["text"])
            choices.append((choice["text"], choice["sign"] == "+"))
            continue
        if place is not None:
            yield _question(place, kind, text, choices)
        if here is None:
            return
        asked = _ASKED.fullmatch(line)
        if asked is None or asked["kind"] not in QUESTION_KINDS:
            raise here.error(f"a question is asked so: '- (kind) text', its kind one of {', '.join(QUESTION_KINDS)}")
        place, kind, text, choices = here, asked["kind"], asked["text"], []
        check_line(here, text)


def _question(place: Place, kind: str, text: str, choices: list[tuple[str, bool]]) -> Question:
    right = [number for number, (_, good) in enumerate(choices) if good]
    if len(right) != 1 or not 3 <= len(choices) <= 4 or len({choice for choice, _ in choices}) != len(choices):
        raise place.error("a question has 3 or 4 different choices, and just one begins with '+'")
    return Question(kind, text, tuple(choice for choice, _ in choices), right[0])
