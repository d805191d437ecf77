"""Attempts as xAPI 1.0.3 statements, which any learning record store takes. The pupil is his opaque id, never a name.

https://github.com/adlnet/xAPI-Spec/blob/master/xAPI-Data.md : what is here follows its tables, section by section.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from exercises.exercise import Exercise
from speech.verdicts import Verdict
from tutor.practice.tables import Attempt
from tutor.version import VERSION

HOME: Final = "https://marelle.invalid"
"""Names our things; RFC 2606 keeps it from ever being an address, so nothing can be sent there."""
ANSWERED: Final = "http://adlnet.gov/expapi/verbs/answered"
INTERACTION: Final = "http://adlnet.gov/expapi/activities/cmi.interaction"
_TYPES: Final = {"chosen": "choice", "number": "numeric", "written": "fill-in", "columns": "numeric"}


def statement(
    attempt: Attempt, verdict: str, school_id: UUID, exercise: Exercise | None, said: str, reason: Mapping[str, Any]
) -> dict[str, Any]:
    """An attempt as a statement. `verdict`: the one that counts; `said`: the answer in words; `reason`: its why."""
    extensions = {
        f"{HOME}/xapi/verdict": verdict,
        f"{HOME}/xapi/hints": attempt.hints,
        f"{HOME}/xapi/verdict-of-the-machine": attempt.verdict,
    }
    if attempt.mclm is not None:
        extensions[f"{HOME}/xapi/words-per-minute"] = attempt.mclm
    result: dict[str, Any] = {
        "duration": f"PT{attempt.latency_ms / 1000:.2f}S",
        "response": said,
        "extensions": extensions,
    }
    if verdict in (Verdict.CORRECT, Verdict.INCORRECT):  # of doubt, nothing is said
        right = verdict == Verdict.CORRECT
        result |= {"success": right, "score": {"scaled": float(right), "raw": int(right), "min": 0, "max": 1}}
    definition: dict[str, Any] = {"type": INTERACTION, "interactionType": _TYPES.get(attempt.answer["type"], "other")}
    if exercise is not None:
        definition["name"] = {"fr-FR": exercise.instruction or exercise.id}
    skills = [{"id": f"{HOME}/competences/{quote(one)}"} for one in (exercise.skills if exercise else ())]
    return {
        "id": str(attempt.id),
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": f"{HOME}/ecoles/{school_id}", "name": str(attempt.pupil_id)},
        },
        "verb": {"id": ANSWERED, "display": {"fr-FR": "a répondu à", "en-US": "answered"}},
        "object": {
            "objectType": "Activity",
            "id": f"{HOME}/exercices/{quote(attempt.exercise_id)}",
            "definition": definition,
        },
        "result": result,
        "context": {
            "registration": str(attempt.served_id),
            "platform": f"Marelle {VERSION}",
            "language": "fr-FR",
            **({"contextActivities": {"grouping": skills}} if skills else {}),
            "extensions": {f"{HOME}/xapi/reason": dict(reason)},
        },
        "timestamp": attempt.occurred_at.isoformat(),
    }
