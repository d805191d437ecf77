"""What a pupil may be given next, as it was asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from exercises.doors import Door
from exercises.exercise import Domain, Exercise


@dataclass(frozen=True, slots=True)
class Wanted:
    """What may come next: of one subject or any; only exercises that fit (a function of the module: it is remembered);
    an easier one than usual; behind the door that the pupil chose. Known facts come in a row only to a pupil who is
    `alone` at his tablet. `ways`, set by what chooses: what he can do without the senses that his comfort does without;
    `heard`: whether he is listened to.
    """

    domain: Domain | None = None
    fits: Callable[[Exercise], bool] | None = None
    easier: bool = False
    alone: bool = True
    door: Door | None = None
    ways: Callable[[Exercise], bool] | None = None
    heard: bool = False

    @property
    def may_be_measured(self) -> bool:
        """Whether the text of a campaign may come: to whoever is alone at his tablet, and heard."""
        return self.alone and self.heard and self.fits is None

    @property
    def subject(self) -> Domain | None:
        """The one asked for, or that of the door."""
        return self.door.domain if self.door is not None else self.domain

    @property
    def may_run(self) -> bool:
        """Whether a run of known facts may come."""
        plain = self.fits is None and self.alone and not self.easier and self.door is None
        return plain and self.domain is not Domain.READING

    @property
    def may_change_subject(self) -> bool:
        """Whether work of the other subject may come when nothing is left in this one: not in a talk, nor together."""
        return self.fits is None and self.alone

    def may_be(self, exercise: Exercise) -> bool:
        """Whether this exercise is one of those wanted, whatever its subject."""
        return all(fits is None or fits(exercise) for fits in (self.fits, self.ways))
