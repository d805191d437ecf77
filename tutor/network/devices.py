"""Which device somebody holds, and what to do on it to trust the school: `data/appareils.yaml`."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from tutor.errors import UnavailableError

DATA = Path(__file__).parent / "data"
DeviceId = Literal["android", "ipad", "chromeos", "windows", "linux", "autre"]


class _Content(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Screen(_Content):
    """A screen of settings to draw: `touche` or `coche` is the line that is touched, from 1."""

    titre: str = Field(max_length=34)
    lignes: tuple[str, ...] = Field(min_length=1, max_length=4)
    touche: int | None = None
    coche: int | None = None

    @model_validator(mode="after")
    def _one_line_is_touched(self) -> "Screen":
        if (self.touche is None) == (self.coche is None) or not 1 <= self.touched <= len(self.lignes):
            raise ValueError("touche or coche must be the number of one of the lines")
        return self

    @property
    def touched(self) -> int:
        """The line, from 1."""
        return self.touche or self.coche or 0


class Step(_Content):
    """One thing to do."""

    dit: str
    bouton: Literal["crt", "mobileconfig"] | None = None
    ecran: Screen | None = None


class Device(_Content):
    """A kind of device: its steps in order, what must be first, what to do when its words are others."""

    id: DeviceId
    nom: str
    avant: str | None = None
    etapes: tuple[Step, ...] = Field(min_length=1)
    sinon: str


@lru_cache(maxsize=1)
def devices() -> tuple[Device, ...]:
    """Every kind, the most frequent first. Raises UnavailableError that names the file when it is broken."""
    path = DATA / "appareils.yaml"
    try:
        found = tuple(Device.model_validate(one) for one in yaml.safe_load(path.read_text("utf-8")))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise UnavailableError(f"{path} cannot be read: {error}") from None
    return found


def device_of(agent: str) -> DeviceId:
    """The kind of device of a User-Agent. A recent iPad says that it is a Mac: the page's script sees its fingers."""
    if "iPad" in agent or "iPhone" in agent:
        return "ipad"
    if "Android" in agent:
        return "android"
    if "CrOS" in agent:
        return "chromeos"
    if "Windows" in agent:
        return "windows"
    return "linux" if "Linux" in agent or "X11" in agent else "autre"
