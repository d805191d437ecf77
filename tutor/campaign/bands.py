"""Where a minute of reading stands for its year: a few groups with their marks, to be seen as marks and no verdict."""

from dataclasses import dataclass
from typing import Final

from exercises.exercise import Grade


@dataclass(frozen=True, slots=True)
class Band:
    """A group of readers: those who read at least `least` words right a minute, and less than the next band."""

    key: str
    name: str
    least: int


@dataclass(frozen=True, slots=True)
class Bands:
    """The bands of a year, the lowest first, and where their marks come from."""

    bands: tuple[Band, ...]
    source: str

    def of(self, mclm: int) -> Band:
        """The band of this MCLM."""
        return next(band for band in reversed(self.bands) if mclm >= band.least)


_PROGRAMME: Final = "Repères du programme (BO n° 41 du 31 octobre 2024), pour la fin de l’année"
OF_GRADE: Final = {
    Grade.CP: Bands(
        (
            Band("under_30", "Moins de 30", 0),
            Band("from_30", "De 30 à 49 (attendu en fin de CP)", 30),
            Band("from_50", "50 et plus (attendu sur un texte préparé)", 50),
        ),
        _PROGRAMME,
    ),
    Grade.CE1: Bands(
        (
            Band("very_weak", "Moins de 24 (très faible)", 0),
            Band("weak", "De 24 à 41 (faible)", 24),
            Band("below", "De 42 à 68 (sous la norme)", 42),
            Band("norm", "Plus de 68 (dans la norme)", 69),
        ),
        "Repères du test E.L.FE pour le CE1 (établis sur un autre texte), et 70 mots attendus en fin de CE1",
    ),
    Grade.CE2: Bands(
        (
            Band("under_70", "Moins de 70", 0),
            Band("from_70", "De 70 à 89 (attendu en fin de CE1)", 70),
            Band("from_90", "90 et plus (attendu en fin de CE2)", 90),
        ),
        _PROGRAMME,
    ),
}
"""CE1: E.L.FE, over 68 in the norm, 24 to 41 weak, under 24 very weak. CP and CE2: the programme's steps."""

LONG_ENOUGH: Final = {Grade.CP: 45, Grade.CE1: 105, Grade.CE2: 135}
"""Words that last a minute for nearly all: half as many again as what the programme expects (30, 70, 90)."""
