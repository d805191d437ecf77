"""Read the files of content (CSV, YAML, Markdown), remembering where each thing stands.

Every fault becomes one ContentError that names the file, the line and what is wrong there, so that a teacher or an
author who edits a file can repair it.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from exercises.errors import ContentError
from exercises.exercise import Exercise

DATA = Path(__file__).parent / "data"
SEPARATOR = ";"  # as French spreadsheets write CSV; sentences hold commas

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster, where it is built


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file of content. Lines count from 1."""

    path: Path
    line: int

    def error(self, problem: str) -> ContentError:
        """The error that says what is wrong here."""
        return ContentError(f"{_shown(self.path)}, line {self.line}: {problem}")


@dataclass(frozen=True, slots=True)
class Placed:
    """An exercise and the line it was written on."""

    exercise: Exercise
    place: Place


@dataclass(frozen=True, slots=True)
class Branch:
    """A piece of a YAML file of any depth: a mapping or a list of branches, a word, a number; and where it stands."""

    place: Place
    held: "dict[str, Branch] | list[Branch] | str | int | float | bool | None"

    @property
    def plain(self) -> Any:
        """What it holds, without the places."""
        match self.held:
            case dict(entries):
                return {key: branch.plain for key, branch in entries.items()}
            case list(items):
                return [branch.plain for branch in items]
            case single:
                return single

    def entries(self, keys: frozenset[str], optional: frozenset[str] = frozenset()) -> "dict[str, Branch]":
        """What each key holds; refuses a key that lacks or is not known."""
        if not isinstance(self.held, dict):
            raise self.place.error("'key: value' lines are expected")
        exact_keys(self.place, self.held, keys, optional)
        return self.held

    def items(self) -> "list[Branch]":
        """What the list holds; a single thing counts as a list of one."""
        return self.held if isinstance(self.held, list) else [self]

    def text(self) -> str:
        """A word or a sentence."""
        if not isinstance(self.held, str) or not self.held.strip():
            raise self.place.error("a word or a sentence is expected here (in quotes when it has ': ')")
        return self.held

    def number(self) -> int:
        """A whole number."""
        if type(self.held) is not int:
            raise self.place.error("a whole number is expected here")
        return self.held


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells by column, and where it stands."""

    place: Place
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def needed(self, column: str) -> str:
        """A cell that may not be empty."""
        if not self.cells[column]:
            raise self.place.error(f"the column {column!r} is empty")
        return self.cells[column]


def read_text(path: Path) -> str:
    """A file's text (UTF-8, with or without a byte order mark)."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ContentError(f"{_shown(path)}: this file of content is missing") from None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise Place(path, line).error("this is not UTF-8 text; save the file as UTF-8") from None


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a CSV file separated by semicolons, whose first line names exactly these columns.

    Empty lines and lines that start with # are passed over.
    """
    lines = read_text(path).splitlines()
    header: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip(" ;") or line.startswith("#"):
            continue
        place = Place(path, number)
        try:
            cells = [cell.strip(" ") for cell in next(csv.reader([line], delimiter=SEPARATOR, strict=True))]
        except csv.Error as error:
            raise place.error(f"this line of the table cannot be read ({error})") from None
        if header is None:
            header = cells
            if tuple(header) != columns:
                raise place.error(f"the columns must be {SEPARATOR.join(columns)}, not {SEPARATOR.join(header)}")
            continue
        if len(cells) != len(columns):
            raise place.error(f"{len(columns)} cells are expected, there are {len(cells)}")
        yield Row(place, dict(zip(columns, cells, strict=True)))
    if header is None:
        raise Place(path, 1).error(f"the table is empty; its first line must be {SEPARATOR.join(columns)}")


def read_entries(path: Path) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    """The entries of a YAML file that is a list of mappings."""
    node = _composed(path, read_text(path), first_line=1)
    if not isinstance(node, yaml.SequenceNode):
        raise Place(path, 1).error("a list is expected, each entry starting with '- '")
    for child in node.value:
        place = Place(path, child.start_mark.line + 1)
        yield place, _mapping(child, place)


def read_tree(path: Path) -> Branch:
    """A YAML file that nests, each piece with its line; ContentError names the line of a key said twice."""
    node = _composed(path, read_text(path), first_line=1)
    if node is None:
        raise Place(path, 1).error("this file is empty")
    return _branch(path, node)


def _branch(path: Path, node: yaml.Node) -> Branch:
    place = Place(path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return Branch(place, [_branch(path, child) for child in node.value])
    if not isinstance(node, yaml.MappingNode):
        return Branch(place, yaml.SafeLoader("").construct_object(node))
    entries: dict[str, Branch] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in entries:
            line = Place(path, key.start_mark.line + 1)
            raise line.error(f"the key {getattr(key, 'value', key)!r} is there twice or is no word")
        entries[key.value] = _branch(path, value)
    return Branch(place, entries)


def read_front_matter(path: Path) -> tuple[Mapping[str, Any], list[tuple[Place, str]]]:
    """A Markdown file's front matter (YAML between two lines ---) and its body's lines, without those empty around."""
    lines = read_text(path).splitlines()
    if not lines or lines[0] != "---" or "---" not in lines[1:]:
        raise Place(path, 1).error("the file must start with its description between two lines '---'")
    end = lines.index("---", 1)
    node = _composed(path, "\n".join(lines[1:end]), first_line=2)
    place = Place(path, 2)
    body = [(Place(path, number), line) for number, line in enumerate(lines[end + 1 :], start=end + 2)]
    while body and not body[0][1].strip():
        body.pop(0)
    while body and not body[-1][1].strip():
        body.pop()
    return _mapping(node, place), body


def exact_keys(
    place: Place, entry: Mapping[str, Any], keys: frozenset[str], optional: frozenset[str] = frozenset()
) -> None:
    """Refuse an entry with a key missing or unknown."""
    for key in sorted(keys - entry.keys()):
        raise place.error(f"{key!r} is missing")
    for key in sorted(entry.keys() - keys - optional):
        raise place.error(f"{key!r} is not known here (known: {', '.join(sorted(keys | optional))})")


def _composed(path: Path, text: str, first_line: int) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        raise Place(path, line).error(f"this YAML cannot be read ({error.problem})") from None
    except yaml.YAMLError as error:
        raise Place(path, first_line).error(f"this YAML cannot be read ({error})") from None


def _mapping(node: yaml.Node | None, place: Place) -> dict[str, Any]:
    """A mapping of plain values or lists of them, refusing a key said twice."""
    if not isinstance(node, yaml.MappingNode):
        raise place.error("'key: value' lines are expected")
    found: dict[str, Any] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in found:
            raise place.error(f"the key {getattr(key, 'value', key)!r} is there twice or is no word")
        found[key.value] = _plain(value, place)
    return found


def _plain(node: yaml.Node, place: Place) -> str | list[str]:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(isinstance(child, yaml.ScalarNode) for child in node.value):
        return [str(child.value) for child in node.value]
    raise place.error("only a word, a sentence or a list of them may stand here")


@lru_cache(maxsize=64)
def _shown(path: Path) -> str:
    """The path from the repository's root for shipped content, else as it is."""
    root = DATA.parent.parent
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
