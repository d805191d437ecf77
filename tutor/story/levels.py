"""How much of the long story a class has."""

from enum import StrEnum


class StoryLevel(StrEnum):
    """Nothing; a short scene after a sitting; the episodes too."""

    OFF = "off"
    SHORT = "short"
    WHOLE = "whole"
