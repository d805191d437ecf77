"""Sentences: read one aloud, order its words, say whether it is true, find its picture, write it."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from exercises.activities import Activity
from exercises.draws import disordered
from exercises.exercise import Build, Exercise, Grade, Option, Prompt, ReadAloud, Unit, Write
from exercises.reading.french import check_line, check_sentence, check_slug, grade_of, number_of
from exercises.reading.making.workshop import Workshop
from exercises.reading.sentences import Sentence
from exercises.reading.tokens import split_words
from exercises.sources import DATA, read_table

READING = DATA / "reading"
_READ_SKILLS = {
    Grade.CP: ("reading.sentences.short", "reading.sentences.medium", "reading.sentences.long"),
    Grade.CE1: ("reading.sentences.ce1",) * 3,
    Grade.CE2: ("reading.sentences.ce2",) * 3,
}


def sentences(workshop: Workshop, every: Sequence[Sentence], folder: Path = READING) -> Iterator[Exercise]:
    """All exercises on sentences."""
    for sentence in every:
        yield _read(workshop, sentence)
    yield from _ordered(workshop, folder / "vocabulary" / "order_words.csv")
    yield from _true_or_false(workshop, folder / "true_false_cp.csv")
    yield from _pictured(workshop, folder / "sentence_pictures.csv")
    yield from _dictated(workshop, folder / "dictations_ce1.csv")


def _read(workshop: Workshop, sentence: Sentence) -> Exercise:
    return workshop.exercise(
        Activity.READ_SENTENCE,
        sentence.name,
        ReadAloud(unit=Unit.SENTENCE, text=sentence.text, words=workshop.read_words(sentence.text)),
        grade=sentence.grade,
        skills=workshop.with_gpc(_READ_SKILLS[sentence.grade][sentence.level - 1], workshop.gpcs_of(sentence.text)),
        level=sentence.level,
        read=[sentence.text],
        harder=0.4 * (sentence.level - 2),
        theme=f"sentence {sentence.name}",
    )


def _ordered(workshop: Workshop, path: Path) -> Iterator[Exercise]:
    for row in read_table(path, ("id", "phrase", "classe", "etape", "autres_ordres")):
        check_slug(row.place, row["id"])
        check_sentence(row.place, row["phrase"])
        words = tuple(split_words(row["phrase"]))
        orders = [words, *(tuple(split_words(other)) for other in row["autres_ordres"].split("|") if other.strip())]
        for order in orders:
            if sorted(order) != sorted(words):
                raise row.place.error(f"{' '.join(order)!r} has not the words of {row['phrase']!r}")
        tiles = disordered(row["id"], words)
        yield workshop.exercise(
            Activity.ORDER_WORDS,
            row["id"],
            Build(prompt=Prompt(), tiles=tuple(tiles), answers=tuple(orders), joined=" "),
            grade=grade_of(row.place, row["classe"]),
            skills=["reading.sentences.order"],
            read=[row["phrase"]],
            harder=0.2 * (len(words) - 6),
            theme=f"order {row['id']}",
        )


def _true_or_false(workshop: Workshop, path: Path) -> Iterator[Exercise]:
    for row in read_table(path, ("id", "phrase", "vrai", "etape", "classe")):
        check_slug(row.place, row["id"])
        check_sentence(row.place, row["phrase"])
        if row["vrai"] not in ("oui", "non"):
            raise row.place.error(f"vrai must be oui or non, not {row['vrai']!r}")
        number_of(row.place, row["etape"], 1, 10, "etape")
        true, false = Option(text="Vrai", say="Vrai"), Option(text="Faux", say="Faux")
        right = true if row["vrai"] == "oui" else false
        content = workshop.choice(row["id"], Prompt(text=row["phrase"]), [true], [false], steady=True)
        yield workshop.exercise(
            Activity.TRUE_FALSE,
            row["id"],
            content.model_copy(update={"answers": (content.options.index(right),)}),
            grade=grade_of(row.place, row["classe"]),
            skills=["reading.comprehension.sentences"],
            read=[row["phrase"]],
            theme=f"true {row['id']}",
        )


def _pictured(workshop: Workshop, path: Path) -> Iterator[Exercise]:
    for row in read_table(path, ("id", "phrase", "etape", "classe", "image", "autres")):
        check_slug(row.place, row["id"])
        check_sentence(row.place, row["phrase"])
        wrong = [Option(picture=one) for one in row.needed("autres").split()]
        content = workshop.choice(row["id"], Prompt(text=row["phrase"]), [Option(picture=row.needed("image"))], wrong)
        yield workshop.exercise(
            Activity.SENTENCE_TO_PICTURE,
            row["id"],
            content,
            grade=grade_of(row.place, row["classe"]),
            skills=["reading.comprehension.sentences"],
            read=[row["phrase"]],
            theme=f"picture {row['id']}",
        )


def _dictated(workshop: Workshop, path: Path) -> Iterator[Exercise]:
    for row in read_table(path, ("id", "phrase", "classe", "niveau", "notion")):
        check_slug(row.place, row["id"])
        check_line(row.place, row.needed("phrase"))
        yield workshop.exercise(
            Activity.DICTATION_KEYBOARD,
            row["id"],
            Write(prompt=Prompt(say=row["phrase"]), answers=(row["phrase"],)),
            grade=grade_of(row.place, row["classe"]),
            skills=["reading.spelling.sentences"],
            level=number_of(row.place, row["niveau"], 1, 3, "niveau"),
            read=[row["phrase"]],
            harder=0.2 * len(split_words(row["phrase"])),
            theme=f"dictation {row['id']}",
        )
