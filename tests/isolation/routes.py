"""Who may use which route. A route that is missing here fails the tests: decide, then write it down.

`{class_id}`, `{pupil_id}`, `{text_id}`, `{note_id}`, `{group_id}` and `{round_id}` in a path are those of `made_class`:
to the teacher and the pupils of another class they do not exist.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["visitor", "pupil", "pupil_of_another_class", "teacher", "teacher_of_another_class"]
ROLES: tuple[Role, ...] = ("visitor", "pupil", "pupil_of_another_class", "teacher", "teacher_of_another_class")
Open = Literal["everyone", "pupils", "teachers", "signed_in"]


@dataclass(frozen=True)
class Route:
    """Whom a route is open to, and a request that is right but for who sends it.

    Texts between braces in the body and query are filled by the test.
    """

    open_to: Open
    body: dict[str, Any] | None = None
    query: dict[str, str] = field(default_factory=dict)
    right: int = 200


OBJECTS = ("{class_id}", "{pupil_id}", "{text_id}", "{note_id}", "{group_id}", "{round_id}")
ROUTES: dict[tuple[str, str], Route] = {
    ("get", "/api/health"): Route("everyone"),
    ("get", "/certificat"): Route("everyone", right=404),  # this app has made no certificate
    ("get", "/api/session"): Route("everyone"),
    ("post", "/api/signin/class"): Route("everyone", {"class_code": "{class_code}"}),
    ("post", "/api/signin/pupil"): Route(
        "everyone", {"class_code": "{class_code}", "pupil_id": "{pupil_id}", "pictures": ["soleil", "lune", "fleur"]}
    ),
    ("post", "/api/signin/card"): Route("everyone", {"token": "{card_token}"}),
    ("post", "/api/signin/teacher"): Route("everyone", {"login": "martin", "password": "{password}"}),
    ("post", "/api/signout"): Route("everyone", right=204),
    ("get", "/api/classes"): Route("teachers"),
    ("post", "/api/classes"): Route("teachers", {"name": "CP B", "grade": "cp"}, right=201),
    ("patch", "/api/classes/{class_id}"): Route("teachers", {"name": "CP C"}),
    ("get", "/api/classes/{class_id}/pupils"): Route("teachers"),
    ("post", "/api/classes/{class_id}/pupils"): Route("teachers", {"first_name": "Noé"}, right=201),
    ("post", "/api/classes/{class_id}/pupils/list"): Route("teachers", {"text": "Noé\nLou"}),
    ("get", "/api/classes/{class_id}/cards"): Route("teachers"),
    ("get", "/api/classes/{class_id}/live"): Route("teachers"),
    ("get", "/api/classes/{class_id}/needs"): Route("teachers"),
    ("get", "/api/classes/{class_id}/progression"): Route("teachers"),
    ("put", "/api/classes/{class_id}/progression"): Route("teachers", {"ready": "marelle"}),
    ("delete", "/api/classes/{class_id}/progression"): Route("teachers"),
    ("get", "/api/classes/{class_id}/progression/csv"): Route("teachers"),
    ("post", "/api/classes/{class_id}/progression/csv"): Route("teachers", {"content": "MTthCjI7bG91Cg=="}),
    ("get", "/api/classes/{class_id}/notes"): Route("teachers"),
    ("post", "/api/notes/{note_id}/seen"): Route("teachers"),
    ("get", "/api/lessons"): Route("pupils"),
    ("get", "/api/classes/{class_id}/texts"): Route("teachers"),
    ("post", "/api/classes/{class_id}/texts"): Route(
        "teachers", {"title": "Lou", "text": "Lou lit.", "use": "read_aloud"}, right=201
    ),
    ("post", "/api/classes/{class_id}/texts/check"): Route("teachers", {"text": "Lou lit."}),
    ("patch", "/api/texts/{text_id}"): Route("teachers", {"title": "Lou lit"}),
    ("put", "/api/texts/{text_id}/readers"): Route("teachers", {"whole_class": False, "pupils": ["{pupil_id}"]}),
    ("get", "/api/texts/{text_id}/readings"): Route("teachers"),
    ("patch", "/api/pupils/{pupil_id}"): Route("teachers", {"first_name": "Inès B"}),
    ("post", "/api/pupils/{pupil_id}/card"): Route("teachers"),
    ("get", "/api/pupils/{pupil_id}/attempts"): Route("teachers"),
    ("get", "/api/pupils/{pupil_id}/skills"): Route("teachers"),
    ("get", "/api/pupils/{pupil_id}/fluency"): Route("teachers"),
    ("get", "/api/dashboard/pupils/{pupil_id}/misconceptions"): Route("teachers"),
    ("post", "/api/practice/next"): Route("pupils", {}),
    ("get", "/api/practice/my-readings"): Route("pupils"),
    ("post", "/api/practice/attempts"): Route(
        "pupils",
        {
            "id": "{attempt_id}",
            "served_id": "{served_id}",
            "answer": {"type": "skipped"},
            "latency_ms": 1000,
            "hints": 0,
            "occurred_at": "{now}",
        },
    ),
    ("get", "/api/together/classmates"): Route("pupils"),
    ("post", "/api/together/groups"): Route("pupils"),
    ("delete", "/api/together/groups/{group_id}"): Route("pupils", right=204),
    ("post", "/api/together/groups/{group_id}/members"): Route(
        "pupils", {"pupil_id": "{classmate_id}", "pictures": ["chat", "poisson", "maison"]}
    ),
    ("delete", "/api/together/groups/{group_id}/members/{pupil_id}"): Route(
        "pupils", right=409
    ),  # the first pupil is its host
    ("post", "/api/together/groups/{group_id}/turns"): Route("pupils", {"pupil_id": "{pupil_id}"}),
    ("post", "/api/together/groups/{group_id}/attempts"): Route(
        "pupils",
        {
            "id": "{attempt_id}",
            "served_id": "{turn_id}",
            "answer": {"type": "skipped"},
            "latency_ms": 1000,
            "hints": 0,
            "occurred_at": "{now}",
        },
    ),
    ("get", "/api/classes/{class_id}/whole-class"): Route("teachers"),
    ("post", "/api/classes/{class_id}/whole-class"): Route("teachers", {"skill": "maths.add.to_10"}, right=201),
    ("post", "/api/whole-class/{round_id}/questions"): Route("teachers", right=201),
    ("put", "/api/whole-class/{round_id}/questions/{number}"): Route("teachers", {"share": "half"}),
    ("post", "/api/whole-class/{round_id}/end"): Route("teachers"),
    ("get", "/api/story"): Route("pupils"),
    ("get", "/api/story/episodes/{episode_id}"): Route("pupils"),
    ("post", "/api/story/told"): Route("pupils", {"piece": "{episode_id}", "round": 0}),
    ("get", "/api/say"): Route("everyone", query={"text": "{sayable}"}),
}

# Served without being in the schema: the schema itself.
UNLISTED = {"/api/openapi.json"}
SOCKETS = {"/api/listen", "/api/talk"}
