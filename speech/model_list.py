"""The list of speech models (data/models.yaml): what each is, the bytes it must have, where they can be had."""

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from speech.errors import ModelMissingError
from speech.sources import Source, Wanted

LIST = Path(__file__).parent / "data" / "models.yaml"
CONTENTS = ".contents.json"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RawVoice(Wanted):
    """A voice as published: float32 values, 256 for each length of text; becomes one array of a NumPy archive."""

    voice: str


class ModelFile(_Frozen):
    """One file of a model, as installed. `made_from` is what is fetched when it is not the file itself."""

    size: int
    sha256: str
    sources: tuple[Source, ...] = ()
    made_from: RawVoice | None = None


class PublishedZip(Wanted):
    """A model published as one zip, which may fill `largest` bytes. What it holds is noted when it is unpacked.

    `opened_with`: the library that must be able to open it before it counts as installed.
    """

    largest: int
    opened_with: Literal["vosk"] | None = None
    sources: tuple[Source, ...]

    def contents(self, folder: Path) -> Mapping[str, ModelFile]:
        """The files that came out of this very zip in `folder`; empty when it was not unpacked there."""
        try:
            note = Contents.model_validate_json((folder / CONTENTS).read_bytes())
        except (OSError, ValidationError):
            return {}
        return note.files if note.of == self.md5 else {}

    def note_contents(self, folder: Path, files: Mapping[str, ModelFile]) -> None:
        """Write down what was unpacked in `folder`."""
        note = Contents(of=self.md5, files=files)
        (folder / CONTENTS).write_text(note.model_dump_json(), encoding="utf-8")


class Contents(_Frozen):
    """What came out of a zip, and the MD5 of that zip."""

    of: str | None
    files: Mapping[str, ModelFile]


class Model(_Frozen):
    """One speech model: some files, or a zip. `optional`: Marelle does all it must without it."""

    name: str
    description_fr: str
    description_en: str
    licence: str
    publisher: str
    optional: bool = False
    files: Mapping[str, ModelFile] = Field(default_factory=dict)
    zip: PublishedZip | None = None

    @property
    def size(self) -> int:
        """Bytes on disk once installed; of a zip, the bytes that are fetched."""
        return self.zip.size if self.zip else sum(file.size for file in self.files.values())

    def files_in(self, folder: Path) -> Mapping[str, ModelFile]:
        """The files that make up the model; of a zip, those that were in it when it was unpacked there, if it was."""
        return self.zip.contents(folder) if self.zip else self.files


@functools.cache
def models(path: Path = LIST) -> Mapping[str, Model]:
    """Every model that can be installed, by name."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return MappingProxyType({name: Model.model_validate({"name": name, **entry}) for name, entry in entries.items()})


def model(name: str, among: Mapping[str, Model] | None = None) -> Model:
    """One model; ModelMissingError when there is none of that name."""
    known = among if among is not None else models()
    try:
        return known[name]
    except KeyError:
        raise ModelMissingError(f"There is no speech model {name!r}; there are: {', '.join(known)}.") from None
