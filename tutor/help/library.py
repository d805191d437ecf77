"""All that can be quoted: our guides and the school's own folder, read again when its files change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from tutor.help.documents import Document, markdown_files, questions_of, read_folder
from tutor.help.passages import Page, Passage, page_of, passages_of
from tutor.help.synonyms import FILE as SYNONYMS
from tutor.help.synonyms import load_synonyms

if TYPE_CHECKING:
    from tutor.help.retrieval import Index

GUIDES: Final = Path(__file__).parents[2] / "docs"
TECHNICIANS: Final = "guide-technicien"
PREFIX: Final = "ecole/"
"""Before the names of the school's documents, so that none takes the place of a guide."""
LOOK_AGAIN: Final = timedelta(seconds=3)
MOST_PASSAGES: Final = 20_000
Files = tuple[tuple[str, int, int], ...]
"""Of the school's own folder: each one's path, when it was changed, its size."""
_TOO_MANY = "Les documents d'aide ont plus de {most} parties : les dernières ne sont pas cherchées."


@dataclass(frozen=True, slots=True)
class Shelved:
    """What was read at one time."""

    documents: dict[str, Document]
    index: "Index"
    faults: tuple[str, ...]


class Library:
    """The documents of the help, and the index of their passages. One for the whole server."""

    def __init__(self, own: Path, guides: Path = GUIDES) -> None:
        """`own`: the school's folder, which need not exist."""
        self._own = own
        self._guides = guides
        self._lock = Lock()
        self._seen: Files | None = None
        self._shelved: Shelved | None = None
        self._looked_at: datetime | None = None

    def at(self, now: datetime) -> Shelved:
        """What there is now; the folder is looked at again every few seconds at most. The first call takes a second."""
        with self._lock:
            if self._shelved is None or self._looked_at is None or abs(now - self._looked_at) >= LOOK_AGAIN:
                self._looked_at = now
                files = self._files()
                if self._shelved is None or files != self._seen:
                    self._seen, self._shelved = files, self._read(files)
            return self._shelved

    def _files(self) -> Files:
        documents = list(markdown_files(self._own))
        paths = [*documents, *map(questions_of, documents), self._own / SYNONYMS]
        found = [(path, path.stat()) for path in paths if path.is_file()]
        return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in found)

    def _read(self, files: Files) -> Shelved:
        return _shelved(self._own, self._guides) if files else _ours_alone(self._guides)


def _shelved(own: Path, folder: Path) -> Shelved:
    # Here and not above: scikit-learn takes a second to open, and no tablet waits for the help when the server starts.
    from tutor.help.retrieval import Index

    ours, theirs = guides(folder), read_folder(own, PREFIX)
    documents = {one.name: one for one in (*ours, *theirs.documents)}
    passages = [passage for document in documents.values() for passage in passages_of(document)]
    synonyms, faults = load_synonyms([own])
    if len(passages) > MOST_PASSAGES:
        faults = (*faults, _TOO_MANY.format(most=MOST_PASSAGES))
    return Shelved(documents, Index(passages[:MOST_PASSAGES], synonyms), (*theirs.faults, *faults))


@lru_cache(maxsize=1)
def _ours_alone(folder: Path) -> Shelved:
    # Of every school that adds nothing: a second server in the same process need not index it again.
    return _shelved(folder / ".nothing", folder)


def guides(folder: Path) -> tuple[Document, ...]:
    """The guides among our own documents: guide-*.md, but the technician's, who asks elsewhere."""
    found = read_folder(folder).documents
    return tuple(one for one in found if one.name.startswith("guide-") and one.name != TECHNICIANS)


def contents(shelved: Shelved) -> Sequence[tuple[str, Page]]:
    """Every document's name and page, to browse."""
    return [(name, page_of(document)) for name, document in shelved.documents.items()]


def passage_at(shelved: Shelved, document: str, anchor: str) -> Passage | None:
    """The passage of this address, if there is one."""
    found = (one for one in shelved.index.passages if one.document == document and one.anchor == anchor)
    return next(found, None)
