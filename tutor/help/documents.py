"""The documents that answers are quoted from: Markdown files of a folder. A bad one is told, not fatal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import yaml

from tutor.help.errors import DocumentError

LARGEST: Final = 1_000_000
"""Bytes of one document: some 150,000 words."""
MOST: Final = 2_000
"""Documents of a folder."""
LONGEST_CONTACT: Final = 300
LONGEST_FRONT: Final = 2_000
FRONT: Final = "---"
QUESTIONS: Final = ".questions.yaml"
"""How the file ends that stands beside a document, and lists questions that its passages answer."""
UNANSWERED: Final = "sans-reponse"
"""There, in place of an anchor: questions that nothing of the document answers."""
# A thousand questions are read in 20 ms instead of 300.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BAD_QUESTIONS = (
    "Le fichier « {shown} » n'est pas lisible : écrivez, sous l'ancre de chaque passage, une liste de questions."
)
_LISTING = "Le dossier d'aide « {folder} » a plus de {most} fichiers .md : gardez les plus utiles."


@dataclass(frozen=True, slots=True)
class Document:
    """One file. `name`: its path in its folder without .md, which addresses it; `contact`: whom to ask about it.

    `asked`: for the anchor of a passage, questions that it answers; under UNANSWERED, some that none does.
    """

    name: str
    title: str | None
    contact: str | None
    text: str
    first_line: int = 1
    asked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a folder holds: its documents, and a sentence for each file that could not be used."""

    documents: tuple[Document, ...]
    faults: tuple[str, ...]


def read_folder(folder: Path, prefix: str = "") -> Shelf:
    """Every .md file under `folder`, in the order of their paths. `prefix` keeps the names of two folders apart."""
    documents: list[Document] = []
    faults: list[str] = []
    paths = list(markdown_files(folder))
    if len(paths) > MOST:
        faults.append(_LISTING.format(folder=folder.name, most=MOST))
    for path in paths[:MOST]:
        shown = path.relative_to(folder).as_posix()
        try:
            documents.append(read_document(path, shown, prefix))
            documents[-1] = replace(documents[-1], asked=read_questions(questions_of(path)))
        except DocumentError as error:
            faults.append(error.message)
    return Shelf(_with_contacts(documents), tuple(faults))


def markdown_files(folder: Path) -> Iterator[Path]:
    """The .md files under a folder; hidden files and folders are left out, links out of the folder too."""
    if not folder.is_dir():
        return
    root = folder.resolve()
    for path in sorted(folder.rglob("*.md"), key=lambda one: one.relative_to(folder).as_posix()):
        inside = path.relative_to(folder).parts
        if any(part.startswith(".") for part in inside) or not path.is_file():
            continue
        if path.resolve().is_relative_to(root):
            yield path


def read_document(path: Path, shown: str, prefix: str = "") -> Document:
    """One file. Raises DocumentError, which names the file as `shown`."""
    try:
        if path.stat().st_size > LARGEST:
            raise DocumentError(f"Le document « {shown} » est trop gros (1 Mo au plus) : coupez-le en plusieurs.")
        raw = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"Le document « {shown} » ne peut pas être lu : {error.strerror}.") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentError(f"Le document « {shown} » n'est pas en UTF-8 : enregistrez-le dans cet encodage.") from None
    if "\0" in text:
        raise DocumentError(f"Le document « {shown} » n'est pas un texte : remplacez-le par du Markdown.")
    front, body, first_line = _front_matter(text.replace("\r\n", "\n").replace("\r", "\n"), shown)
    return Document(
        name=prefix + shown.removesuffix(".md"),
        title=_line(front, "titre"),
        contact=_line(front, "contact"),
        text=body,
        first_line=first_line,
    )


def questions_of(path: Path) -> Path:
    """The file of questions that may stand beside a document."""
    return path.with_name(path.name.removesuffix(".md") + QUESTIONS)


def read_questions(path: Path) -> Mapping[str, tuple[str, ...]]:
    """The questions about each passage, by its anchor; none when there is no file. Raises DocumentError."""
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8") if path.stat().st_size <= LARGEST else ""
        held = yaml.load(text, _LOADER)  # noqa: S506  one of the two safe loaders
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        held = None
    listed = isinstance(held, dict) and all(
        isinstance(asked, list) and all(isinstance(one, str) for one in asked) for asked in held.values()
    )
    if not listed:
        raise DocumentError(_BAD_QUESTIONS.format(shown=path.name))
    return {str(anchor): tuple(asked) for anchor, asked in held.items()}


def _front_matter(text: str, shown: str) -> tuple[dict[str, Any], str, int]:
    lines = text.split("\n")
    if lines[0].strip() != FRONT or FRONT not in (line.strip() for line in lines[1:]):
        return {}, text, 1
    end = next(number for number, line in enumerate(lines) if number and line.strip() == FRONT)
    front = "\n".join(lines[1:end])
    try:
        held = None if len(front) > LONGEST_FRONT else yaml.safe_load(front) or {}
    except (yaml.YAMLError, ValueError, RecursionError):  # a 30th of February, a thousand brackets
        held = None
    if not isinstance(held, dict):
        raise DocumentError(f"L'en-tête du document « {shown} », entre les deux lignes ---, n'est pas lisible.")
    return held, "\n".join(lines[end + 1 :]), end + 2


def _line(front: dict[str, Any], key: str) -> str | None:
    held = front.get(key)
    return " ".join(held.split())[:LONGEST_CONTACT] or None if isinstance(held, str) else None


def _with_contacts(documents: list[Document]) -> tuple[Document, ...]:
    """A document without a contact has that of the nearest folder above it which has one (its first document's)."""
    by_folder: dict[str, str] = {}
    for one in documents:
        if one.contact is not None:
            by_folder.setdefault(_folder(one.name), one.contact)
    return tuple(one if one.contact else replace(one, contact=_nearest(one.name, by_folder)) for one in documents)


def _folder(name: str) -> str:
    return name.rpartition("/")[0]


def _nearest(name: str, by_folder: dict[str, str]) -> str | None:
    folder = _folder(name)
    while folder not in by_folder and folder:
        folder = _folder(folder)
    return by_folder.get(folder)
