"""What a substitute may do: see the class and run it. Whatever is not named here is refused, new routes too."""

from typing import Final

_CLASS: Final = "/api/classes/{class_id}"
_PUPIL: Final = "/api/pupils/{pupil_id}"

MAY_SEE: Final = frozenset(
    {
        "/api/classes",
        f"{_CLASS}/pupils",
        f"{_CLASS}/cards",
        f"{_CLASS}/live",
        f"{_CLASS}/week",
        f"{_CLASS}/skills-map",
        f"{_CLASS}/alerts",
        f"{_CLASS}/decisions",
        f"{_CLASS}/targets",
        f"{_CLASS}/needs",
        f"{_CLASS}/notes",
        f"{_CLASS}/texts",
        f"{_CLASS}/progression",
        f"{_CLASS}/comfort",
        f"{_CLASS}/changes",
        f"{_CLASS}/whole-class",
        f"{_PUPIL}/attempts",
        f"{_PUPIL}/skills",
        f"{_PUPIL}/fluency",
        f"{_PUPIL}/comfort",
        "/api/dashboard/pupils/{pupil_id}/misconceptions",
        "/api/dashboard/pupils/{pupil_id}/miscues",
        "/api/dashboard/pupils/{pupil_id}/days",
        "/api/dashboard/pupils/{pupil_id}/next",
        "/api/school/notices",
        "/api/help/guides",
        "/api/help/guide",
        "/api/texts/{text_id}/readings",
    }
)
MAY_DO: Final = frozenset(
    {
        ("POST", f"{_PUPIL}/card"),  # a card is lost
        ("PUT", f"{_PUPIL}/comfort"),
        ("DELETE", f"{_PUPIL}/comfort"),
        ("POST", "/api/notes/{note_id}/seen"),
        ("PUT", "/api/texts/{text_id}/readers"),
        ("POST", "/api/help/ask"),
        ("POST", f"{_CLASS}/whole-class"),
        ("POST", "/api/whole-class/{round_id}/questions"),
        ("PUT", "/api/whole-class/{round_id}/questions/{number}"),
        ("POST", "/api/whole-class/{round_id}/end"),
    }
)


def substitute_may(method: str, path: str) -> bool:
    """May a substitute use this route? `path`: as it is declared, with its parameters' names."""
    if method in {"GET", "HEAD"}:
        return path in MAY_SEE
    return (method, path) in MAY_DO
