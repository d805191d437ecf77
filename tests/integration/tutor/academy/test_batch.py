"""An academy's batch work: many processes find what one finds, and what comes out can be opened by others."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.geometry

from benchmarks.academy import NEEDS, make_academy
from learner_model.in_parts import calibration
from learner_model.parameters import DEFAULT
from tutor import cli
from tutor.academy import exchange
from tutor.academy.batch import calibrated, fit, indicators
from tutor.academy.counting import FEWEST_PUPILS, TOGETHER, Counts, Row, published, total
from tutor.academy.exchange import log_of, shares
from tutor.academy.files import Place, as_csv, as_geojson
from tutor.academy.merging import merged
from tutor.academy.workers import gang
from tutor.errors import BadInputError


@pytest.fixture(scope="module")
def academy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven classes of three schools, two months, 6,900 answers."""
    folder = tmp_path_factory.mktemp("academy")
    make_academy(
        folder, 6_000, classes_of_school=3, pupils=8, of_class=1_000, months=("2026-09", "2026-10"), exercises=60
    )
    return folder


def test_two_processes_find_exactly_what_one_finds(academy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for rounds in ("OWN_ROUNDS", "EASINESS_ROUNDS"):
        monkeypatch.setattr(calibration, rounds, 1)  # the same steps, fewer times
    given = shares(academy, 1_500)
    assert len(given) == 5
    alone, fitted = indicators(None, given), fit(None, given[:2], NEEDS, DEFAULT, "one")
    with gang(workers=2) as client:
        assert indicators(client, given) == alone
        assert fit(client, given[:2], NEEDS, DEFAULT, "one") == fitted
    assert sum(row.counts.exercises for row in alone) == sum(share.answers for share in given) > 5_900


def test_a_model_is_compared_on_pupils_left_out_and_a_school_can_use_it(
    academy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = calibrated(None, academy, NEEDS, DEFAULT, "academy-1")
    assert found.gain == pytest.approx(found.before - found.after)
    assert found.gain > found.doubt > 0.0
    assert found.pupils == 8
    assert found.answers == 6 * 992
    out = tmp_path / "model.json"
    out.write_text(found.parameters.to_json())
    monkeypatch.setenv("TUTOR_DATA_DIR", str(tmp_path))
    assert cli.main(["academy", "adopt", str(out)]) == 0
    assert "academy-1 is used from the next start" in capsys.readouterr().out
    assert (tmp_path / "learner" / "in_use").read_text() == "academy-1"


def test_without_dask_one_sentence_says_how_to_get_it(
    academy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert cli.main(["academy", "indicators", str(academy), "-o", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "uv pip install 'marelle[academy]'" in said
    assert len(said.splitlines()) == 1


def test_a_share_is_the_log_of_its_classes(academy: Path) -> None:
    share = shares(academy, 1)[0]
    log = log_of(share)
    assert len(log) == share.answers
    assert len(log.students) == 8
    assert np.all(np.diff(log.student) >= 0)
    assert all(np.all(np.diff(log.seconds()[log.student == one]) >= 0) for one in range(8))


def test_a_file_that_does_not_hold_together_is_refused(academy: Path, tmp_path: Path) -> None:
    path = next(academy.glob("*/*.npz"))
    columns = exchange.read(path)
    exchange.write(tmp_path / "a" / "2026-09.npz", columns | {"correct": columns["correct"] + 1})
    with pytest.raises(BadInputError, match="does not hold together"):
        exchange.read(tmp_path / "a" / "2026-09.npz")
    (tmp_path / "a" / "2026-10.npz").write_bytes(b"PK\x03\x04")
    with pytest.raises(BadInputError, match="not a month of attempts"):
        exchange.read(tmp_path / "a" / "2026-10.npz")


def made_rows() -> tuple[list[Row], dict[str, Place]]:
    """1,300 classes of 260 schools, among them some with few pupils."""
    rng = np.random.default_rng(4)
    rows, places = [], {}
    for number in range(1_300):
        uai = f"{number // 5:07d}A"
        places[uai] = Place(uai, round(44 + number / 300, 5), round(-1 + number / 700, 5))
        pupils = int(rng.integers(1, 30))
        right, judged = sorted(int(one) for one in rng.integers(1, 900, 2))
        counts = Counts(1, pupils, 4 * pupils, 3 * pupils, 50 * pupils, judged + 3, judged, right, 40, 31)
        rows.append(Row(uai, "2026-10", ("cp", "ce1", "ce2")[number % 3], str(number % 5 + 1), counts))
    return rows, places


def test_1300_classes_on_a_map_that_shapely_opens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows, places = made_rows()
    shown = published(rows)
    assert any(row.label == TOGETHER for row in shown)
    for uai in places:
        own = [row for row in shown if row.uai == uai]
        (tmp_path / f"indicateurs-{uai}.csv").write_bytes(as_csv(own, places))
    out = tmp_path / "out"
    assert cli.main(["academy", "indicators", str(tmp_path), "-o", str(out), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    document = json.loads((out / "indicateurs.geojson").read_text())
    assert document["type"] == "FeatureCollection"
    assert len(document["features"]) == told["schools"] == 260
    for feature in document["features"]:
        point = shapely.geometry.shape(feature["geometry"])
        place = places[feature["properties"]["uai"]]
        assert shapely.is_valid(point)
        assert (point.x, point.y) == (place.longitude, place.latitude)
        grades = feature["properties"]["niveaux"].values()
        for name in ("classes", "eleves", "minutes", "reussis"):
            assert feature["properties"][name] == sum(grade[name] for grade in grades)
        assert all(grade["eleves"] >= FEWEST_PUPILS for grade in grades)
    assert sum(one["properties"]["eleves"] for one in document["features"]) == total(shown).pupils
    collection = shapely.from_geojson((out / "indicateurs.geojson").read_text())
    assert len(collection.geoms) == 260
    assert shapely.box(-1.1, 43.9, 1.0, 48.5).contains(collection)
    again, _ = merged(out)
    assert all(row.counts.pupils >= FEWEST_PUPILS for row in again)
    assert total(again) == total(shown)


def test_what_is_left_out_is_in_no_total() -> None:
    def row(grade: str, label: str, pupils: int) -> Row:
        return Row("0000001A", "2026-10", grade, label, Counts(1, pupils, pupils, pupils, 9, 9, 9, 9, 9, 9))

    shown = published(
        [row("cp", "1", 20), row("cp", "2", 3), row("ce1", "1", 4), row("ce1", "2", 2), row("ce2", "1", 5)]
    )
    assert [(one.grade, one.label, one.counts.pupils) for one in shown] == [
        ("ce1", TOGETHER, 6),
        ("ce2", "1", 5),
        ("cp", "1", 20),
    ]
    feature = json.loads(as_geojson(shown, {}))["features"][0]
    assert feature["properties"]["eleves"] == 31
    assert feature["geometry"] is None


def test_a_school_file_about_too_few_pupils_or_with_a_class_name_is_refused(tmp_path: Path) -> None:
    row = Row("0000001A", "2026-10", "cp", "1", Counts(1, 8, 8, 8, 9, 9, 9, 9, 9, 9))
    content = as_csv([row], {}).decode("utf-8-sig")
    path = tmp_path / "a.csv"
    path.write_text(content.replace(";1;1;8;", ";1;1;4;"))
    with pytest.raises(BadInputError, match=r"a\.csv, line 2: a row about fewer than 5 pupils"):
        merged(tmp_path)
    path.write_text(content.replace("cp;1;", "cp;CP de Mme Tilleul;"))
    with pytest.raises(BadInputError, match="a class's name must not leave its school"):
        merged(tmp_path)
    path.write_text(content)
    (tmp_path / "b.csv").write_text(content)
    with pytest.raises(BadInputError, match="both hold"):
        merged(tmp_path)


def test_the_directory_says_where_schools_stand(tmp_path: Path) -> None:
    row = Row("0000001A", "2026-10", "cp", "1", Counts(1, 8, 8, 8, 9, 9, 9, 9, 9, 9))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_bytes(as_csv([row], {}))
    directory = tmp_path / "annuaire.csv"
    directory.write_text("identifiant_de_l_etablissement;nom;latitude;longitude\n0000001A;x;48.5;2.25\n")
    out = tmp_path / "out"
    assert cli.main(["academy", "indicators", str(folder), "-o", str(out), "--directory", str(directory)]) == 0
    feature = json.loads((out / "indicateurs.geojson").read_text())["features"][0]
    assert feature["geometry"]["coordinates"] == [2.25, 48.5]
