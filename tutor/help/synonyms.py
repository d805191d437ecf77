"""Words said one for another: groups from the shipped file and from one that stands beside the documents."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from tutor.help.errors import DocumentError
from tutor.help.words import DATA, split, stem, words

FILE: Final = "synonymes.yaml"
_BAD = "Le fichier de synonymes « {name} » n'est pas lisible : écrivez des groupes comme « - [élève, enfant] »."

Term = tuple[str, ...]
"""The stems of a word, or of words that count as a whole."""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """For each term, the others of its groups."""

    others: dict[Term, tuple[Term, ...]]

    @property
    def longest(self) -> int:
        """Of how many words the longest term is made."""
        return max(map(len, self.others), default=1)

    def of(self, term: Term) -> tuple[Term, ...]:
        """What may be said instead of this term."""
        return self.others.get(term, ())


def load_synonyms(folders: Iterable[Path]) -> tuple[Synonyms, tuple[str, ...]]:
    """Those of the shipped file, then of each folder's; a file that cannot be read is told and left out."""
    groups: list[list[str]] = []
    faults = []
    for path in (DATA / FILE, *(folder / FILE for folder in folders)):
        if not path.is_file():
            continue
        try:
            groups.extend(read_groups(path))
        except DocumentError as error:
            faults.append(error.message)
    return synonyms_of(groups), tuple(faults)


def read_groups(path: Path) -> list[list[str]]:
    """The groups of one file. Raises DocumentError, which names it."""
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise DocumentError(_BAD.format(name=path.name)) from None
    well_formed = isinstance(held, list) and all(
        isinstance(group, list) and all(isinstance(one, str) for one in group) for group in held
    )
    if not well_formed:
        raise DocumentError(_BAD.format(name=path.name))
    return held


def synonyms_of(groups: Sequence[Sequence[str]]) -> Synonyms:
    """Each word of a group may be said for the others."""
    others: dict[Term, dict[Term, None]] = {}
    for group in groups:
        terms = [term for text in group if (term := term_of(text))]
        for term in terms:
            others.setdefault(term, {}).update(dict.fromkeys(one for one in terms if one != term))
    return Synonyms({term: tuple(found) for term, found in others.items()})


def term_of(text: str) -> Term:
    """The stems of a word or a group of words."""
    return tuple(word.stem for word in words(text)) or tuple(map(stem, split(text)))
