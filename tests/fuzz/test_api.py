"""Every operation of the OpenAPI schema, asked by a teacher, a pupil and a visitor: right requests, wrong ones, and
what schemathesis draws from the schema. No 5xx, no status that is not documented, no answer beside its schema.

A few cases an operation here; MARELLE_API_EXAMPLES=200 makes it long, MARELLE_FUZZ_SEED=7 draws others.
"""

import contextlib
import os
import random
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode, openapi
from schemathesis.checks import CheckFunction
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from tests.conftest import Clock, MadeClass
from tests.fuzz.mutating import SEED, wrong_within
from tests.isolation.made import browsers_of, fill, filled, known_for
from tests.isolation.routes import OBJECTS, ROUTES, Role, Route

EXAMPLES = int(os.environ.get("MARELLE_API_EXAMPLES", "1"))
ASKING: tuple[Role, ...] = ("teacher", "pupil", "visitor")
CHECKS: list[CheckFunction] = [status_code_conformance, content_type_conformance, response_schema_conformance]
# What changes least comes first: a class in the bin and a session that is over answer nothing of interest.
LAST = ("/bin", "/erase", "/year-change", "/signin/", "/my-password", "/signout")


def order(key: tuple[str, str]) -> tuple[int, str]:
    method, path = key
    late = next((place for place, word in enumerate(LAST, start=3) if word in path), 0)
    return late or {"get": 0, "delete": 2}.get(method, 1), path


class Asked:
    """The devices that ask, and what was wrong with the answers."""

    def __init__(self, browsers: dict[Role, TestClient]) -> None:
        self._browsers = browsers
        self.faults: dict[tuple[str, str], str] = {}
        self.answers = 0

    def ask(self, case: Case, role: Role) -> None:
        """Send this request and judge its answer."""
        browser = self._browsers[role]
        sent = case.as_transport_kwargs()
        headers = {name: text for name, text in sent.pop("headers").items() if name.lower() != "accept-encoding"}
        sent.pop("cookies", None)  # the session's is the device's own
        if "data" in sent:
            sent["content"] = sent.pop("data")
        try:
            answer = browser.request(headers={**headers, **browser.headers}, **sent)
        except (UnicodeError, ValueError) as unsendable:
            if "httpx" in type(unsendable).__module__ or isinstance(unsendable, UnicodeError):
                return  # what no client can put on a line
            raise
        self.answers += 1
        what = f"{case.method} {case.operation.path}"
        if answer.status_code >= 500 and answer.status_code != 503:
            self._fault(what, f"{answer.status_code}", f"{role} {sent} -> {answer.text[:300]}")
        for told in ("Traceback", 'File "', "sqlalchemy"):
            if told in answer.text:
                self._fault(what, "traceback", f"{role} {sent} -> {answer.text[:300]}")
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as found:
            for one in found.exceptions:
                self._fault(what, f"{answer.status_code} {type(one).__name__}", f"{role} {sent} -> {one}"[:900])
        if answer.headers.get("content-type") == "application/json" and '"csrf_token"' in answer.text:
            browser.headers["X-CSRF-Token"] = answer.json()["csrf_token"]

    def _fault(self, what: str, kind: str, told: str) -> None:
        self.faults.setdefault((what, kind), told)


def drawn(operation: Any, known: dict[str, Any]) -> Iterator[Case]:
    """What schemathesis makes of an operation: with ids that are there, and with anything. When it is to be short, one
    or the other, and nothing where there is no more to draw than an id.
    """
    if EXAMPLES == 1 and not list(operation.body) + list(operation.query):
        return
    both = ((GenerationMode.POSITIVE, known), (GenerationMode.NEGATIVE, None))
    modes = both if EXAMPLES > 1 else [both[len(operation.path) % 2]]
    for mode, place in modes:
        with contextlib.suppress(Unsatisfiable):  # nothing can be wrong in a request without a parameter
            yield from _examples(operation.as_strategy(mode, path_parameters=place))


def _examples(strategy: SearchStrategy[Case]) -> list[Case]:
    found: list[Case] = []

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def keep(case: Case) -> None:
        found.append(case)

    keep()
    return found


@pytest.fixture
def asked(client: TestClient, made_class: MadeClass, other_class: MadeClass) -> Asked:
    return Asked(browsers_of(client, made_class, other_class))


@pytest.mark.timeout(3600 if EXAMPLES > 1 else 300)
def test_every_answer_is_one_that_the_schema_documents(
    app: FastAPI, asked: Asked, made_class: MadeClass, clock: Clock
) -> None:
    everything = Route("everyone", {"served_id": "{served_id}"})
    values = known_for(" ".join(OBJECTS), everything, app, made_class, asked._browsers, clock)
    rng = random.Random(SEED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of schemathesis, on what it cannot draw
        schema = openapi.from_dict(app.openapi())
        operations = {(one.method, one.path): one for one in (found.ok() for found in schema.get_all_operations())}
        assert operations.keys() == ROUTES.keys()
        for key in sorted(operations, key=order):
            operation, route = operations[key], ROUTES[key]
            its_role: Role = "pupil" if route.open_to == "pupils" else "teacher"
            known = {one.name: values[one.name] for one in operation.path_parameters if one.name in values}
            query = {name: fill(text, values) for name, text in route.query.items()}
            right = {"path_parameters": known, "query": query}
            if route.body is not None:
                right |= {"body": filled(route.body, values), "media_type": "application/json"}
            cases = [operation.Case(**right)]
            if route.body is not None:
                wrong = [wrong_within(right["body"], rng) for _ in range(2 * EXAMPLES)]
                cases += [operation.Case(**{**right, "body": one}) for one in wrong]
            cases += drawn(operation, known)
            for role in ASKING:
                if role != its_role:
                    asked.ask(cases[0], role)
            for case in cases:
                asked.ask(case, its_role)
            clock.advance(minutes=2)  # waits after wrong secrets are over
    told = "\n".join(f"{what}: {kind}\n    {fault}" for (what, kind), fault in sorted(asked.faults.items()))
    assert not asked.faults, f"{len(asked.faults)} faults in {asked.answers} answers:\n{told}"
