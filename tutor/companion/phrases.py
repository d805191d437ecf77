"""What Rivet says outside his lines: the sentences of the screens (the client imports the same file) and of the ear."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from exercises.errors import ContentError
from exercises.typography import faults

FILE = Path(__file__).parent / "data" / "phrases.json"


class Phrases:
    """Sentences by place (screens, ear) and key. Raises ContentError when the file is wrong."""

    def __init__(self, path: Path = FILE) -> None:
        try:
            self._places: Mapping[str, Mapping[str, str]] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise ContentError(f"{path.name} cannot be read: {error}") from error
        for place, sentences in self._places.items():
            for key, sentence in sentences.items():
                for fault in faults(sentence):
                    raise ContentError(f"{path.name}, {place}.{key}: {fault}")

    def said_by(self, place: str) -> Mapping[str, str]:
        """The sentences of one place."""
        return self._places[place]

    def texts(self) -> Iterator[str]:
        """Every sentence."""
        for sentences in self._places.values():
            yield from sentences.values()
