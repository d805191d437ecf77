"""Texts: read aloud in five ways, read silently and answer, put a story in order."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from exercises.activities import Activity
from exercises.draws import disordered
from exercises.exercise import Build, Exercise, Grade, Mode, Option, Prompt, ReadAloud, Unit
from exercises.reading.french import check_line, grade_of, parts
from exercises.reading.making.workshop import Workshop
from exercises.reading.texts import Text
from exercises.reading.tokens import split_words
from exercises.sources import DATA, read_table

STORIES = DATA / "reading" / "vocabulary" / "story_orders.csv"
_STORY_COLUMNS = ("id", "classe", "titre", "phrases")
_MODES = {
    Activity.READ_TEXT: Mode.ALONE,
    Activity.READING_IN_TURNS: Mode.IN_TURNS,
    Activity.REPEATED_READING: Mode.REPEATED,
    Activity.ONE_MINUTE_READING: Mode.ONE_MINUTE,
}
_SKILLS = {Grade.CP: "reading.texts.short", Grade.CE1: "reading.texts.ce1", Grade.CE2: "reading.texts.ce2"}
_PACE = {
    Grade.CP: "reading.fluency.words_50",
    Grade.CE1: "reading.fluency.words_70",
    Grade.CE2: "reading.fluency.words_90",
}
_FIRST_PACE = "reading.fluency.words_30"
_LONGER_CP = 48
"""Words from which a text of CP is a long one."""
_SPOKEN = frozenset({"dialogue", "saynète", "poème", "comptine"})
_FEWEST_LINES_IN_TURNS = 4


def texts(workshop: Workshop, every: Sequence[Text], stories: Path = STORIES) -> Iterator[Exercise]:
    """All exercises on whole texts."""
    for text in every:
        for activity, mode in _MODES.items():
            if mode is Mode.IN_TURNS and len(text.lines) < _FEWEST_LINES_IN_TURNS:
                continue
            yield _aloud(workshop, text, activity, mode)
        if text.grade is Grade.CP:
            yield _aloud(workshop, text, Activity.ECHO_READING, Mode.ECHO)
        yield from _answered(workshop, text)
    yield from _ordered(workshop, stories)


def _skill(text: Text) -> str:
    if text.grade is Grade.CP and len(split_words(text.text)) >= _LONGER_CP:
        return "reading.texts.long"
    return _SKILLS[text.grade]


def _aloud(workshop: Workshop, text: Text, activity: Activity, mode: Mode) -> Exercise:
    skills = [_skill(text)]
    if mode in (Mode.REPEATED, Mode.ONE_MINUTE):
        skills = [_FIRST_PACE if text.grade is Grade.CP and text.level == 1 else _PACE[text.grade]]
    elif text.genre in _SPOKEN:
        skills.append("reading.texts.dialogue")
    if text.grade is Grade.CP:
        skills = [skill for skill in skills if skill != "reading.texts.dialogue"]
    return workshop.exercise(
        activity,
        text.name,
        ReadAloud(unit=Unit.TEXT, mode=mode, title=text.title, text=text.text, words=workshop.read_words(text.text)),
        grade=text.grade,
        skills=skills,
        level=text.level,
        read=[text.text],
        harder=0.4 * (text.level - 2),
        theme=f"text {text.name}",
    )


def _answered(workshop: Workshop, text: Text) -> Iterator[Exercise]:
    for number, question in enumerate(text.questions, start=1):
        # In CP a question may use what is not taught yet: Rivet reads it, and each choice when it is touched.
        aloud = text.grade is Grade.CP
        options = [Option(text=choice, say=choice if aloud else None) for choice in question.choices]
        content = workshop.choice(
            f"{text.name}.{number}",
            Prompt(title=text.title, passage=text.text, text=question.text, say=question.text if aloud else None),
            [options[question.answer]],
            [option for place, option in enumerate(options) if place != question.answer],
        )
        yield workshop.exercise(
            Activity.READ_AND_ANSWER,
            f"{text.name}.{number}",
            content,
            grade=text.grade,
            skills=[question.skill, *(["reading.texts.silent"] if text.grade is not Grade.CP else [])],
            level=text.level,
            read=[text.text] if aloud else [text.text, question.text, *question.choices],
            harder=0.3 * (text.level - 2) + (0.0 if question.kind == "littérale" else 0.4),
            theme=f"text {text.name}",
        )


def _ordered(workshop: Workshop, path: Path) -> Iterator[Exercise]:
    for row in read_table(path, _STORY_COLUMNS):
        events = parts(row, "phrases", fewest=3)
        for event in events:
            check_line(row.place, event)
        tiles = disordered(row["id"], events)
        yield workshop.exercise(
            Activity.ORDER_EVENTS,
            row["id"],
            Build(prompt=Prompt(title=row["titre"]), tiles=tuple(tiles), answers=(events,), joined="\n"),
            grade=grade_of(row.place, row["classe"]),
            skills=["reading.comprehension.order"],
            level=min(3, len(events) - 2),
            read=events,
            harder=0.3 * (len(events) - 4),
            theme=f"story {row['id']}",
        )
