"""Why an exercise was chosen, as one French sentence for the teacher."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from learner_model.interface import Because, Choice, Reason

NBSP = "\u00a0"

# {skill} is the skill's French name in guillemets, or "une compétence" when the content no longer has it.
WHY: Mapping[Because, str] = {
    "due_review": "À revoir pour ne pas oublier : {skill}",
    "stretch": "Un pas de plus : {skill}",
    "consolidate": "À consolider : {skill}",
    "win": "Une réussite facile après des essais difficiles : {skill}",
    "teacher": "Vous l’avez demandé : {skill}",
    "fluency": "Une suite de calculs connus, pour l'aisance : {skill}",
    "placement": "Pour découvrir ce qui est déjà acquis : {skill}",
}

FLUENCY: Final = "fluency"
PLACE: Final = "place"
DOOR: Final = "door"
PAUSED: Final = "paused"
MORE_OFTEN: Final = "more_often"
# Said instead of WHY when a decision of the teacher stands behind the choice.
ASKED_FOR: Mapping[str, str] = {
    PAUSED: "Révision, car vous avez demandé de ne pas proposer le reste : {skill}",
    MORE_OFTEN: "Plus souvent, vous l’avez demandé : {skill}",
}
NEARLY_ALWAYS = 0.95
# Standard deviation in logits beyond which the estimate is said to be shaky: two of them span from 1 in 4 to 3 in 4.
SHAKY = 1.0


def reason_to_json(reason: Reason) -> dict[str, Any]:
    """The reason as kept with what was served."""
    return {
        "because": reason.because,
        "skill": reason.skill,
        "probability": reason.probability,
        "uncertainty": reason.uncertainty,
        "numbers": dict(reason.numbers),
    }


def reason_from_json(kept: Mapping[str, Any]) -> Reason:
    """The reason that `reason_to_json` kept."""
    return Reason(**kept)


def in_run(choice: Choice, place: int) -> Choice:
    """The choice, with the reason that it is this one of a run of known facts, from 1 (`tutor/practice/runs.py`)."""
    numbers = {**choice.reason.numbers, PLACE: float(place)}
    return replace(choice, reason=replace(choice.reason, because=FLUENCY, numbers=numbers))


def place_in_run(kept: Mapping[str, Any]) -> int | None:
    """The place in a run, from a kept reason; None when it was in none."""
    return int(kept["numbers"][PLACE]) if kept["because"] == FLUENCY else None


def by_pupil(choice: Choice) -> Choice:
    """The choice, with the reason that the pupil chose this kind of work between two (`tutor/practice/doors.py`)."""
    return replace(choice, reason=replace(choice.reason, numbers={**choice.reason.numbers, DOOR: 1.0}))


def was_chosen(kept: Mapping[str, Any]) -> bool:
    """Whether the pupil chose this kind of work, from a kept reason."""
    return DOOR in kept.get("numbers", {})


def by_teacher(choice: Choice) -> Choice:
    """The choice, with the reason that the teacher asked for this work (`tutor/decisions`)."""
    return replace(choice, reason=replace(choice.reason, because="teacher"))


def more_often(choice: Choice) -> Choice:
    """The choice, of a skill that the teacher wants to see more often."""
    return replace(choice, reason=replace(choice.reason, numbers={**choice.reason.numbers, MORE_OFTEN: 1.0}))


def as_revision(choice: Choice) -> Choice:
    """The choice, with the reason that nothing but revision is left of what the teacher allows."""
    numbers = {**choice.reason.numbers, PAUSED: 1.0}
    return replace(choice, reason=replace(choice.reason, because="due_review", numbers=numbers))


def in_words(reason: Reason, skill_name: str | None) -> str:
    """One sentence for the teacher: why this exercise, on which skill, how often success is expected.

    >>> in_words(Reason("stretch", "sum", 0.78, 0.4), "Additionner jusqu'à 10").replace(NBSP, " ")
    "Un pas de plus : « Additionner jusqu'à 10 », réussite attendue environ 8 fois sur 10."
    """
    skill = f"«{NBSP}{skill_name}{NBSP}»" if skill_name else "une compétence"
    asked = next((why for name, why in ASKED_FOR.items() if name in reason.numbers), WHY[reason.because])
    why = asked.replace(" :", f"{NBSP}:").format(skill=skill)
    chosen = " L'élève a choisi ce travail entre deux." if DOOR in reason.numbers else ""
    return f"{why}, {_chances(reason)}.{chosen}"


def _chances(reason: Reason) -> str:
    if reason.probability >= NEARLY_ALWAYS:
        expected = "réussite attendue presque à chaque fois"
    else:
        expected = f"réussite attendue environ {min(9, max(1, round(reason.probability * 10)))} fois sur 10"
    return f"{expected} (estimation encore incertaine)" if reason.uncertainty > SHAKY else expected
