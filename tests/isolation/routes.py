"""Who may use which route. A route that is missing here fails the tests: decide, then write it down.

`{class_id}`, `{pupil_id}`, `{text_id}`... in a path (OBJECTS) are those of `made_class`: to the teacher and the pupils
of another class they do not exist.
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


OBJECTS = (
    "{class_id}",
    "{pupil_id}",
    "{text_id}",
    "{note_id}",
    "{group_id}",
    "{round_id}",
    "{change_id}",
    "{answer_id}",
    "{decision_id}",
    "{need_group_id}",
    "{campaign_id}",
    "{recording_id}",
)
ROUTES: dict[tuple[str, str], Route] = {
    ("get", "/api/health"): Route("everyone"),
    ("get", "/api/school/notices"): Route("teachers"),
    ("get", "/certificat"): Route("everyone", right=404),  # this app has made no certificate
    ("get", "/api/technique"): Route("teachers"),
    ("post", "/api/technique/certificate"): Route("teachers", right=404),  # this app was made without TLS
    ("get", "/api/technique/affiche.pdf"): Route("teachers", right=404),
    ("get", "/api/session"): Route("everyone"),
    ("post", "/api/signin/class"): Route("everyone", {"class_code": "{class_code}"}),
    ("post", "/api/signin/pupil"): Route(
        "everyone", {"class_code": "{class_code}", "pupil_id": "{pupil_id}", "pictures": ["soleil", "lune", "fleur"]}
    ),
    ("post", "/api/signin/card"): Route("everyone", {"token": "{card_token}"}),
    ("post", "/api/signin/teacher"): Route("everyone", {"login": "martin", "password": "{password}"}),
    ("post", "/api/signin/substitute"): Route("everyone", {"code": "BBBB-BBBB-BBBB"}, right=401),  # of nobody
    ("post", "/api/signout"): Route("everyone", right=204),
    ("get", "/api/classes"): Route("teachers"),
    ("post", "/api/classes"): Route("teachers", {"name": "CP B", "grade": "cp"}, right=201),
    ("patch", "/api/classes/{class_id}"): Route("teachers", {"name": "CP C"}),
    ("post", "/api/classes/{class_id}/pupils/preview"): Route("teachers", {"text": "Noé\nLou"}),
    ("post", "/api/classes/{class_id}/pupils/import"): Route("teachers", {"first_names": ["Noé"]}, right=201),
    ("post", "/api/school-file/preview"): Route("teachers", {"text": "Prénom;Niveau;Classe\nNoé;CP;CP B"}),
    ("post", "/api/school-file"): Route(
        "teachers", {"classes": [{"name": "CP B", "grade": "cp", "first_names": ["Noé"]}]}, right=201
    ),
    ("post", "/api/classes/{class_id}/year-change"): Route("teachers", {"archive_class": True}),
    ("get", "/api/classes/{class_id}/indicators"): Route("teachers"),
    ("put", "/api/classes/{class_id}/indicators"): Route("teachers", {"shared": True}),
    # This class is not shared: nothing leaves.
    ("get", "/api/classes/{class_id}/indicators.csv"): Route("teachers", query={"month": "2025-10"}, right=409),
    ("get", "/api/classes/{class_id}/indicators.geojson"): Route("teachers", query={"month": "2025-10"}, right=409),
    ("get", "/api/bin"): Route("teachers"),
    ("post", "/api/classes/{class_id}/bin"): Route("teachers"),
    ("post", "/api/pupils/{pupil_id}/bin"): Route("teachers"),
    ("post", "/api/texts/{text_id}/bin"): Route("teachers"),
    # Nothing of this class is in the bin.
    ("post", "/api/bin/classes/{class_id}/restore"): Route("teachers", right=404),
    ("post", "/api/bin/pupils/{pupil_id}/restore"): Route("teachers", right=404),
    ("post", "/api/bin/texts/{text_id}/restore"): Route("teachers", right=404),
    ("post", "/api/classes/{class_id}/erase"): Route("teachers", {"name": "CP A"}, right=204),
    ("post", "/api/pupils/{pupil_id}/erase"): Route("teachers", {"name": "Inès"}, right=204),
    ("get", "/api/retention"): Route("teachers"),
    ("get", "/api/pupils/{pupil_id}/export.zip"): Route("teachers"),
    ("post", "/api/pupils/{pupil_id}/anonymise"): Route("teachers", {"name": "Inès"}, right=204),
    ("get", "/api/classes/{class_id}/colleagues"): Route("teachers"),
    ("post", "/api/classes/{class_id}/colleagues"): Route("teachers", {"login": "petit"}),
    ("delete", "/api/classes/{class_id}/colleagues/{teacher_id}"): Route("teachers", right=409),  # the only teacher
    ("post", "/api/classes/{class_id}/substitutes"): Route("teachers", {"name": "Mme Roux"}, right=201),
    ("delete", "/api/classes/{class_id}/substitutes/{teacher_id}"): Route(
        "teachers", right=404
    ),  # she is no substitute
    ("put", "/api/my-password"): Route("teachers", {"current": "{password}", "new": "des mots à elle"}),
    ("get", "/api/classes/{class_id}/pupils"): Route("teachers"),
    ("post", "/api/classes/{class_id}/pupils"): Route("teachers", {"first_name": "Noé"}, right=201),
    ("post", "/api/classes/{class_id}/pupils/list"): Route("teachers", {"text": "Noé\nLou"}),
    ("get", "/api/classes/{class_id}/cards"): Route("teachers"),
    ("get", "/api/classes/{class_id}/cards.pdf"): Route("teachers"),
    ("get", "/api/classes/{class_id}/reports/families.pdf"): Route("teachers", query={"pupil_id": "{pupil_id}"}),
    ("get", "/api/classes/{class_id}/reports/summary.pdf"): Route("teachers"),
    ("get", "/api/classes/{class_id}/reports/tables.ods"): Route("teachers"),
    ("get", "/api/classes/{class_id}/reports/table.csv"): Route("teachers", query={"table": "fluence"}),
    ("get", "/api/classes/{class_id}/reports/lsu"): Route("teachers"),
    ("get", "/api/classes/{class_id}/live"): Route("teachers"),
    ("get", "/api/classes/{class_id}/needs"): Route("teachers"),
    ("get", "/api/classes/{class_id}/week"): Route("teachers"),
    ("get", "/api/classes/{class_id}/skills-map"): Route("teachers", query={"domain": "maths"}),
    ("get", "/api/classes/{class_id}/alerts"): Route("teachers"),
    ("post", "/api/classes/{class_id}/alerts/aside"): Route(
        "teachers",
        {"pupil_id": "{pupil_id}", "kind": "absent"},
        right=404,  # there is no such alert on a new class
    ),
    ("get", "/api/classes/{class_id}/changes"): Route("teachers"),
    ("get", "/api/classes/{class_id}/journal"): Route("teachers"),
    ("get", "/api/classes/{class_id}/journal.csv"): Route("teachers"),
    ("post", "/api/changes/{change_id}/undo"): Route("teachers", right=409),  # of a kind that cannot be undone
    ("get", "/api/classes/{class_id}/campaigns"): Route("teachers"),
    ("get", "/api/classes/{class_id}/campaign-texts"): Route("teachers"),
    ("post", "/api/classes/{class_id}/campaigns"): Route(
        "teachers", {"source": "own", "text_id": "{text_id}"}, right=201
    ),
    ("get", "/api/campaigns/{campaign_id}"): Route("teachers"),
    ("delete", "/api/campaigns/{campaign_id}"): Route("teachers"),
    ("post", "/api/campaigns/{campaign_id}/close"): Route("teachers", right=409),  # it is closed already
    ("get", "/api/campaigns/{campaign_id}/csv"): Route("teachers"),
    ("get", "/api/campaigns/{campaign_id}/pdf"): Route("teachers"),
    ("get", "/api/campaigns/{campaign_id}/pupils/{pupil_id}"): Route("teachers"),
    ("put", "/api/campaigns/{campaign_id}/pupils/{pupil_id}/absent"): Route("teachers", {"absent": True}),
    ("post", "/api/campaigns/{campaign_id}/pupils/{pupil_id}/again"): Route("teachers", right=409),  # closed
    ("post", "/api/campaigns/{campaign_id}/pupils/{pupil_id}/words"): Route(
        "teachers", {"attempt_id": "{campaign_attempt}", "word": 0, "mark": "read"}
    ),
    ("get", "/api/classes/{class_id}/progression"): Route("teachers"),
    ("put", "/api/classes/{class_id}/progression"): Route("teachers", {"ready": "marelle"}),
    ("delete", "/api/classes/{class_id}/progression"): Route("teachers"),
    ("get", "/api/classes/{class_id}/progression/csv"): Route("teachers"),
    ("post", "/api/classes/{class_id}/progression/csv"): Route("teachers", {"content": "MTthCjI7bG91Cg=="}),
    ("get", "/api/my-comfort"): Route("pupils"),
    ("put", "/api/my-comfort"): Route("pupils", {"font": "lexend"}),
    ("get", "/api/pupils/{pupil_id}/comfort"): Route("teachers"),
    ("put", "/api/pupils/{pupil_id}/comfort"): Route("teachers", {"chosen": {"hand": "left"}, "locked": True}),
    ("delete", "/api/pupils/{pupil_id}/comfort"): Route("teachers"),
    ("get", "/api/classes/{class_id}/comfort"): Route("teachers"),
    ("put", "/api/classes/{class_id}/comfort"): Route("teachers", {"chosen": {"size": 1.2}}),
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
    ("get", "/api/dashboard/pupils/{pupil_id}/next"): Route("teachers"),
    ("get", "/api/dashboard/pupils/{pupil_id}/miscues"): Route("teachers"),
    ("get", "/api/dashboard/pupils/{pupil_id}/days"): Route("teachers"),
    ("post", "/api/dashboard/answers/{answer_id}/correction"): Route("teachers", {"verdict": "correct"}),
    ("get", "/api/classes/{class_id}/decisions"): Route("teachers"),
    ("get", "/api/classes/{class_id}/targets"): Route("teachers"),
    ("post", "/api/classes/{class_id}/decisions"): Route(
        "teachers", {"pupil_ids": ["{pupil_id}"], "asked": {"way": "pause"}}, right=201
    ),
    ("delete", "/api/decisions/{decision_id}"): Route("teachers"),
    ("put", "/api/pupils/{pupil_id}/band"): Route("teachers", {"band": {"low": 0.8, "high": 0.9}}),
    ("post", "/api/classes/{class_id}/need-groups"): Route(
        "teachers", {"name": "Les sons", "pupils": ["{pupil_id}"]}, right=201
    ),
    ("patch", "/api/need-groups/{need_group_id}"): Route("teachers", {"version": 1, "name": "Les mots"}),
    ("delete", "/api/need-groups/{need_group_id}"): Route("teachers"),
    ("get", "/api/need-groups/{need_group_id}/sheet"): Route("teachers"),
    ("post", "/api/practice/next"): Route("pupils", {}),
    ("get", "/api/practice/my-readings"): Route("pupils"),
    ("post", "/api/practice/doors"): Route("pupils", {}),
    ("get", "/api/practice/today"): Route("pupils"),
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
    ("post", "/api/practice/ahead"): Route("pupils", {}),
    ("post", "/api/practice/sealed"): Route("everyone", {"who": "AAAA", "sealed": "AAAA"}, right=204),
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
    ("post", "/api/help/ask"): Route("teachers", {"question": "Comment imprimer les cartes ?"}),
    ("get", "/api/help/guides"): Route("teachers"),
    ("get", "/api/help/guide"): Route("teachers", query={"document": "guide-enseignant"}),
    ("post", "/api/help/feedback"): Route(
        "teachers", {"document": "guide-enseignant", "anchor": "creer-une-classe", "helped": True}, right=204
    ),
    ("get", "/api/help/to-improve"): Route("teachers"),
    ("get", "/api/classes/{class_id}/recording"): Route("teachers"),
    ("put", "/api/classes/{class_id}/recording"): Route("teachers", {"days": 7, "keep_days": 7, "families_told": True}),
    ("delete", "/api/classes/{class_id}/recording"): Route("teachers"),
    ("get", "/api/classes/{class_id}/recording/notice"): Route("teachers"),
    ("delete", "/api/classes/{class_id}/recordings"): Route("teachers"),
    ("put", "/api/pupils/{pupil_id}/recording-consent"): Route("teachers", {"given": True}),
    ("get", "/api/recordings/{recording_id}"): Route("teachers"),
    ("delete", "/api/recordings/{recording_id}"): Route("teachers", right=204),
    ("get", "/api/say"): Route("everyone", query={"text": "{sayable}"}),
}

# Served without being in the schema: the schema itself.
UNLISTED = {"/api/openapi.json"}
SOCKETS = {"/api/listen", "/api/talk"}
