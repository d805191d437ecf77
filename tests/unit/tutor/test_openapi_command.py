"""tutor openapi feeds the generation of the client's types."""

import json

from tutor.cli import main


def test_it_prints_only_the_schema_and_opens_nothing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("TUTOR_DATA_DIR", str(tmp_path / "none"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    assert main(["openapi"]) == 0
    printed = capsys.readouterr().out
    schema = json.loads(printed)
    assert "/api/session" in schema["paths"]
    assert not (tmp_path / "none").exists()
    assert main(["openapi"]) == 0
    assert capsys.readouterr().out == printed  # the same each time: the types in the repository can be checked
