"""Words and their meaning, spelling and endings: exercises made from the lists of reading/vocabulary/, one row each."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exercises.activities import Activity
from exercises.draws import sampled
from exercises.exercise import Exercise, Option, Prompt
from exercises.reading.french import check_line, grade_of, parts
from exercises.reading.making.workshop import Workshop
from exercises.sources import DATA, Row, read_table

FOLDER = DATA / "reading" / "vocabulary"
GAP = "___"
ODD_SETS = 5
"""Sets of four words made from each category."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list whose rows each make one choice: what is shown, the right answer, the wrong ones, what it trains."""

    file: str
    columns: tuple[str, ...]
    activity: Activity
    shown: str
    answer: str
    skill: Callable[[Row], str]

    def exercises(self, workshop: Workshop, folder: Path) -> Iterator[Exercise]:
        """One a row, or one for each of the answers of the row when it has several."""
        for row in read_table(folder / self.file, self.columns):
            for answer in parts(row, self.answer):
                yield self._exercise(workshop, row, answer)

    def _exercise(self, workshop: Workshop, row: Row, answer: str) -> Exercise:
        shown = row.needed(self.shown)
        wrong = parts(row, "autres", fewest=1)
        if answer in wrong:
            raise row.place.error(f"{answer!r} is right and wrong")
        if "phrase" in self.shown and shown.count(GAP) != 1:
            raise row.place.error(f"the gap {GAP} must stand once in {shown!r}")
        for text in (shown.replace(GAP, answer).split(" (")[0], answer):
            check_line(row.place, text)
        # A synonym is found for a word in its sentence.
        text = f"{row['phrase']}\n{shown}" if self.activity is Activity.SYNONYMS else shown
        key = slug(f"{shown}-{answer}")
        wrong_options = [Option(text=one) for one in wrong[:3]]
        return workshop.exercise(
            self.activity,
            key,
            workshop.choice(key, Prompt(text=text), [Option(text=answer)], wrong_options),
            grade=grade_of(row.place, row["classe"]),
            skills=[self.skill(row)],
            read=[text.replace(GAP, ""), answer],
            theme=f"{self.activity.value} {slug(shown)}",
        )


def _always(skill: str) -> Callable[[Row], str]:
    return lambda row: skill


def _plural(row: Row) -> str:
    return "reading.morphology.plural" if row["regle"] == "s" else "reading.morphology.plural_x"


def _feminine(row: Row) -> str:
    silent = row["regle"] == "e" and row["masculin"][-1] in "iéulr"
    return "reading.morphology.feminine" if silent else "reading.morphology.feminine_heard"


def _verb(row: Row) -> str:
    if row["temps"] != "présent":
        return "reading.morphology.verb_tenses"
    return "reading.morphology.verb_silent" if "ne s’entend pas" in row["notion"] else "reading.morphology.verb_heard"


def _homophone(row: Row) -> str:
    first = row["paire"] in ("a/à", "et/est")
    return "reading.spelling.homophones" if first else "reading.spelling.homophones_more"


LISTS: Sequence[Listed] = (
    Listed(
        "opposites.csv",
        ("mot", "contraire", "classe", "autres"),
        Activity.OPPOSITES,
        "mot",
        "contraire",
        _always("reading.vocabulary.opposites"),
    ),
    Listed(
        "synonyms.csv",
        ("mot", "synonyme", "classe", "phrase", "autres"),
        Activity.SYNONYMS,
        "mot",
        "synonyme",
        _always("reading.vocabulary.synonyms"),
    ),
    Listed(
        "families.csv",
        ("base", "classe", "famille", "autres"),
        Activity.WORD_FAMILIES,
        "base",
        "famille",
        _always("reading.vocabulary.families"),
    ),
    Listed(
        "meanings.csv",
        ("mot", "definition", "classe", "autres"),
        Activity.MEANINGS,
        "definition",
        "mot",
        _always("reading.vocabulary.in_context"),
    ),
    Listed(
        "plurals.csv",
        ("singulier", "pluriel", "classe", "regle", "autres"),
        Activity.PLURALS,
        "singulier",
        "pluriel",
        _plural,
    ),
    Listed(
        "feminines.csv",
        ("masculin", "feminin", "classe", "regle", "autres"),
        Activity.FEMININES,
        "masculin",
        "feminin",
        _feminine,
    ),
    Listed(
        "verbs.csv",
        ("phrase_a_trou", "reponse", "classe", "temps", "notion", "autres"),
        Activity.VERBS,
        "phrase_a_trou",
        "reponse",
        _verb,
    ),
    Listed(
        "homophones.csv",
        ("phrase_a_trou", "reponse", "classe", "paire", "autres"),
        Activity.HOMOPHONES,
        "phrase_a_trou",
        "reponse",
        _homophone,
    ),
    Listed(
        "complete_sentences.csv",
        ("phrase_a_trou", "reponse", "classe", "etape", "autres"),
        Activity.COMPLETE_SENTENCE,
        "phrase_a_trou",
        "reponse",
        _always("reading.comprehension.sentences"),
    ),
)


def listed(workshop: Workshop, folder: Path = FOLDER) -> Iterator[Exercise]:
    """All exercises made from the lists."""
    for one in LISTS:
        yield from one.exercises(workshop, folder)
    yield from _odd_ones_out(workshop, folder / "categories.csv")


def _odd_ones_out(workshop: Workshop, path: Path) -> Iterator[Exercise]:
    """Three words of a category and one of another that has certainly nothing to do with it."""
    rows = {row["id"]: row for row in read_table(path, ("id", "nom", "classe", "mots", "loin"))}
    for name, row in rows.items():
        own = parts(row, "mots", fewest=4)
        far = parts(row, "loin")
        for other in far:
            if other not in rows:
                raise row.place.error(f"{other!r} is no category")
        for number in range(ODD_SETS):
            key = f"{name}.{number}"
            same = sampled(key, own, 3)
            far_row = rows[sampled(f"{key} far", far, 1)[0]]
            odd = sampled(f"{key} odd", [word for word in parts(far_row, "mots") if word not in own], 1)[0]
            yield workshop.exercise(
                Activity.ODD_ONE_OUT,
                key,
                workshop.choice(key, Prompt(), [Option(text=odd)], [Option(text=word) for word in same]),
                grade=grade_of(row.place, row["classe"]),
                skills=["reading.vocabulary.odd_one_out" if number % 2 else "reading.vocabulary.categories"],
                read=[odd, *same],
                theme=f"category {name}",
            )


def slug(text: str) -> str:
    """Letters a to z and digits, joined by hyphens: a name that stays as long as the content does."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in bare if not unicodedata.combining(c))).strip("-")
