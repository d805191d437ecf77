"""A comfort as pupils and teachers see and change it. The client's `ui/comfort.svelte.ts` has the same fields."""

from typing import Annotated, Literal

from pydantic import Field

from tutor.schemas import Message


class ComfortChoice(Message):
    """What somebody chose; what is None follows the tablet's own preference, or else is as usual.

    `size` of letters, 1 as drawn; `spacing` widens letters and words together; `syllables` in two colours where the
    exercise wants it, everywhere, nowhere; `sound`: `voice` has no effects, `off` plays nothing at all.
    """

    theme: Literal["light", "dim"] | None = None
    contrast: Literal["normal", "high"] | None = None
    font: Literal["andika", "lexend", "opendyslexic"] | None = None
    size: Annotated[float, Field(ge=0.9, le=1.5)] | None = None
    spacing: Annotated[float, Field(ge=0, le=1)] | None = None
    syllables: Literal["exercise", "always", "never"] | None = None
    motion: Literal["full", "reduced"] | None = None
    hand: Literal["right", "left"] | None = None
    sound: Literal["all", "voice", "off"] | None = None
    microphone: bool | None = None


class MyComfort(Message):
    """The signed-in pupil's. `locked`: his teacher keeps it as it is."""

    chosen: ComfortChoice
    locked: bool


class ComfortIn(Message):
    """What a teacher sets. `version`: of the class's preset that was on the screen."""

    chosen: ComfortChoice
    locked: bool = False
    version: int | None = None


class ClassComfortOut(Message):
    """The preset of a class. `version`: 0 while nothing is chosen."""

    chosen: ComfortChoice
    locked: bool
    version: int


class PupilComfortOut(Message):
    """What a pupil has: his `own`, or that of his class. `class_locked`: no pupil of his class changes his."""

    chosen: ComfortChoice
    locked: bool
    own: bool
    class_locked: bool
