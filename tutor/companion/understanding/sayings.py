"""The data of understanding's grammars (tutor/companion/data/sayings.yaml), in plain words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from exercises.errors import ContentError
from exercises.sources import read_table, read_text
from tutor.companion.understanding.words import plain

FILE = Path(__file__).parents[1] / "data" / "sayings.yaml"
Phrase = tuple[str, ...]
_TIMES = frozenset(("an", "ans", "seconde", "secondes", "minute", "minutes"))


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid")

    fillers: list[str]
    around: list[str]
    repairs: list[str]
    said: list[str]
    negations: list[str]
    alarms: list[str]
    worries: list[str]
    calm: list[str]
    results: list[str]
    operations: list[str]
    misheard: dict[str, dict[str, dict[str, float]]]
    homophone: float = Field(ge=0, le=1)


@dataclass(frozen=True, slots=True)
class Sayings:
    """Phrases are tuples of plain words, the longest first. `misheard`: by grammar, written phrase to (key, cost)."""

    fillers: tuple[Phrase, ...]
    around: tuple[Phrase, ...]
    repairs: tuple[Phrase, ...]
    said: tuple[Phrase, ...]
    negations: tuple[Phrase, ...]
    alarms: tuple[str, ...]
    worries: tuple[str, ...]
    calm: tuple[str, ...]
    results: tuple[Phrase, ...]
    operations: tuple[Phrase, ...]
    misheard: Mapping[str, Mapping[Phrase, tuple[tuple[str, float], ...]]]
    homophone: float
    counted: frozenset[str]
    """What may be counted after a number: « treize billes »."""

    @classmethod
    def load(cls, path: Path = FILE) -> "Sayings":
        """Read and check the file. Raises ContentError naming it."""
        try:  # the base loader: « on », « oui » and « 2e » are words here
            written = _Written.model_validate(yaml.load(read_text(path), Loader=yaml.BaseLoader))  # noqa: S506  makes text only
        except yaml.YAMLError as error:
            raise ContentError(f"{path}: this YAML cannot be read ({error}).") from error
        except ValidationError as error:
            fault = error.errors()[0]
            where = ".".join(map(str, fault["loc"]))
            raise ContentError(f"{path}: {where}: {fault['msg']}.") from error
        return cls(
            fillers=_phrases(written.fillers),
            around=_phrases(written.around),
            repairs=_phrases(written.repairs),
            said=_phrases(written.said),
            negations=_phrases(written.negations),
            alarms=tuple({plain(start) for start in written.alarms}),
            worries=tuple({plain(start) for start in written.worries}),
            calm=tuple(" ".join(words) for words in _phrases(written.calm)),
            results=_phrases(written.results),
            operations=_phrases(written.operations),
            misheard={grammar: _misheard(keys) for grammar, keys in written.misheard.items()},
            homophone=written.homophone,
            counted=_counted(),
        )


def phrase(text: str) -> Phrase:
    """The plain words of a text."""
    return tuple(plain(text).split())


def _phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(sorted({found for text in texts if (found := phrase(text))}, key=len, reverse=True))


def _misheard(keys: Mapping[str, Mapping[str, float]]) -> dict[Phrase, tuple[tuple[str, float], ...]]:
    found: dict[Phrase, tuple[tuple[str, float], ...]] = {}
    for key, forms in keys.items():
        for form, cost in forms.items():
            found[phrase(form)] = (*found.get(phrase(form), ()), (key, cost))
    return found


@cache
def _counted() -> frozenset[str]:
    nouns = Path(__file__).parents[3] / "exercises" / "data" / "maths" / "nouns.csv"
    rows = read_table(nouns, ("singulier", "pluriel", "genre", "elision"))
    # An age, a delay: more often said of oneself than in answer. A question that is about them names them.
    return (
        frozenset(word for row in rows for column in ("singulier", "pluriel") for word in plain(row[column]).split())
        - _TIMES
    )
