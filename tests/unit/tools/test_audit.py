"""The audit fails on a known flaw, and never takes a service's silence for a clean answer."""

import json

from tools.audit import of_npm, of_pip


def test_a_known_flaw_of_a_python_package_is_named_with_what_mends_it():
    flaw = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"], "aliases": [], "description": "..."}
    told = {
        "dependencies": [{"name": "a", "version": "1.0", "vulns": [flaw]}, {"name": "b", "version": "1", "vulns": []}]
    }
    found = of_pip(json.dumps(told), "")
    assert (found.audited, found.unreached) == (2, "")
    assert found.flaws == ("a 1.0: PYSEC-2026-1, mended in 2.0",)


def test_a_mirror_that_knows_no_advisory_is_not_a_clean_answer():
    told = {"dependencies": [{"name": "a", "skip_reason": "Dependency not found on PyPI"}]}
    found = of_pip(json.dumps(told), "No known vulnerabilities found")
    assert (found.audited, found.unknown) == (0, ("a",))
    assert found.unreached


def test_no_connection_is_told():
    assert of_pip("", "Traceback\n  ...\nConnectionError: no network\n").unreached == "ConnectionError: no network"
    refused = json.dumps({"message": "405 Method Not Allowed", "statusCode": 405})
    assert of_npm(refused, "npm error audit endpoint returned an error\n").unreached


def test_a_known_flaw_of_the_client_is_named():
    told = {
        "vulnerabilities": {"x": {"severity": "high", "via": [{"title": "Prototype pollution"}, "y"]}},
        "metadata": {"dependencies": {"prod": 12}},
    }
    assert of_npm(json.dumps(told), "").flaws == ("x (high): Prototype pollution; through y",)
    assert of_npm(json.dumps({**told, "vulnerabilities": {}}), "").flaws == ()
