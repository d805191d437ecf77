"""The grapheme-phoneme correspondences (GPC) of French, from gpcs.csv: which letters say what, where, taught when."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from exercises.exercise import Grade
from exercises.reading.phones import PHONES, Phones
from exercises.sources import DATA, Row, read_table

FILE = DATA / "reading" / "gpcs.csv"
COLUMNS = (
    "slug",
    "graphemes",
    "sons",
    "etape",
    "classe",
    "contextes",
    "rarete",
    "mot_repere",
    "prerequis",
)
STAGES: Final = range(1, 11)
RARE, RARE_MUTE = "rare", "muet_rare"
"""Catch-alls: a reading, or a mute letter, that no other correspondence explains (the i of « oignon »)."""

_VOWEL_LETTERS = "aàâeéèêëiîïoôuùûüyœæ"
_CONSONANT_LETTERS = "bcçdfghjklmnpqrstvwxz"
_SLUG = re.compile(r"[a-z]+(_[a-z]+)*")


@dataclass(frozen=True, slots=True)
class Context:
    """What must stand before and after a grapheme in its word."""

    before: re.Pattern[str]
    after: re.Pattern[str]

    def holds(self, word: str, start: int, end: int) -> bool:
        """Whether word[start:end] stands in this context."""
        return self.before.search(word, 0, start) is not None and self.after.match(word, end) is not None


@dataclass(frozen=True, slots=True)
class Gpc:
    """One correspondence.

    `sounds`: the ways to say it, the one that is taught first; an empty one is silence. `contexts`: where this reading
    is the rule; none means anywhere. `stage`: 1 to 10 in the ready progression. `rarity`: 0 usual to 4 very rare.
    """

    slug: str
    graphemes: tuple[str, ...]
    sounds: tuple[Phones, ...]
    stage: int
    grade: Grade
    contexts: tuple[Context, ...]
    rarity: int
    key_word: str
    prerequisites: tuple[str, ...]

    @property
    def skill(self) -> str:
        """The id of the skill of reading it."""
        return f"reading.gpc.{self.slug}"

    @property
    def mute(self) -> bool:
        """Whether its letters are never heard."""
        return not any(self.sounds) and self.slug != RARE

    def fits(self, word: str, start: int, end: int) -> bool:
        """Whether the rule gives word[start:end] this reading."""
        return not self.contexts or any(context.holds(word, start, end) for context in self.contexts)


class Gpcs:
    """All correspondences, by slug, in the order of the ready progression."""

    def __init__(self, gpcs: Mapping[str, Gpc]) -> None:
        self.by_slug: Mapping[str, Gpc] = MappingProxyType(dict(gpcs))
        spelled: dict[str, tuple[Gpc, ...]] = {}
        for gpc in gpcs.values():
            for grapheme in gpc.graphemes:
                spelled[grapheme] = (*spelled.get(grapheme, ()), gpc)
        self.by_grapheme: Mapping[str, tuple[Gpc, ...]] = MappingProxyType(spelled)
        self.longest = max(map(len, spelled))

    @classmethod
    def load(cls, path: Path = FILE) -> "Gpcs":
        """Read and check the table; ContentError names the line of what is wrong."""
        return _load(path)

    def __getitem__(self, slug: str) -> Gpc:
        return self.by_slug[slug]

    def __iter__(self) -> Iterator[Gpc]:
        return iter(self.by_slug.values())

    def __contains__(self, slug: object) -> bool:
        return slug in self.by_slug

    def __len__(self) -> int:
        return len(self.by_slug)


@lru_cache(maxsize=4)
def _load(path: Path) -> Gpcs:
    gpcs: dict[str, Gpc] = {}
    last: Row | None = None
    for row in read_table(path, COLUMNS):
        gpc = _gpc(row)
        if gpc.slug in gpcs:
            raise row.place.error(f"the slug {gpc.slug!r} is there twice")
        for needed in gpc.prerequisites:
            if needed not in gpcs:
                raise row.place.error(f"{gpc.slug!r} needs {needed!r}, which no line above gives")
            if gpcs[needed].stage > gpc.stage or (gpcs[needed].grade, gpc.grade) == (Grade.CE1, Grade.CP):
                raise row.place.error(f"{gpc.slug!r} needs {needed!r}, which is taught later")
        gpcs[gpc.slug], last = gpc, row
    for needed in (RARE, RARE_MUTE):
        if last is not None and needed not in gpcs:
            raise last.place.error(f"the line of {needed!r} is missing")
    return Gpcs(gpcs)


def _gpc(row: Row) -> Gpc:
    slug = row.needed("slug")
    if not _SLUG.fullmatch(slug):
        raise row.place.error(f"the slug must be words of a to z joined by _, not {slug!r}")
    if slug not in (RARE, RARE_MUTE):
        row.needed("graphemes")
        row.needed("sons")
    if row["etape"] not in map(str, STAGES):
        raise row.place.error(f"the stage must be {STAGES[0]} to {STAGES[-1]}, not {row['etape']!r}")
    if row["classe"] not in [grade.value for grade in Grade]:
        raise row.place.error(f"the class must be cp, ce1 or ce2, not {row['classe']!r}")
    if row["rarete"] not in "01234" or not row["rarete"]:
        raise row.place.error(f"the rarity must be 0 to 4, not {row['rarete']!r}")
    return Gpc(
        slug=slug,
        graphemes=tuple(row["graphemes"].split()),
        sounds=tuple(_sound(row, sound) for sound in row["sons"].split("|")) if row["sons"] else (),
        stage=int(row["etape"]),
        grade=Grade(row["classe"]),
        contexts=tuple(_context(row, context) for context in row["contextes"].split()),
        rarity=int(row["rarete"]),
        key_word=row.needed("mot_repere"),
        prerequisites=tuple(row["prerequis"].split()),
    )


def _sound(row: Row, written: str) -> Phones:
    phones = () if written == "-" else tuple(written.split())
    for phone in phones:
        if phone not in PHONES:
            raise row.place.error(f"{phone!r} is no phone (known: {' '.join(PHONES)})")
    return phones


def _context(row: Row, written: str) -> Context:
    if written.count("_") != 1:
        raise row.place.error(f"the context {written!r} must have one _ where the grapheme stands")
    pattern = written.replace("V", f"[{_VOWEL_LETTERS}]").replace("C", f"[{_CONSONANT_LETTERS}]")
    before, after = pattern.split("_")
    try:
        return Context(re.compile(f"(?:{before})$" if before else ""), re.compile(after))
    except re.error as error:
        raise row.place.error(f"the context {written!r} cannot be read ({error})") from None
