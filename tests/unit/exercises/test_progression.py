"""What is taught when: the ready progressions, a teacher's file with its faults, the week of a day."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.errors import ContentError
from exercises.reading.gpcs import Gpcs
from exercises.reading.progression import (
    FILE,
    WEEKS,
    Progression,
    Step,
    ready_progressions,
    school_week,
    taught,
)
from exercises.reading.progression_csv import export_csv, import_csv

GPCS = Gpcs.load()
NAMES = ("marelle", "syllabique", "frequence", "complete")


def test_four_progressions_are_ready() -> None:
    assert tuple(ready_progressions()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_ready_progression_teaches_all_each_after_what_it_needs(name: str) -> None:
    progression = ready_progressions()[name]
    weeks = {step.gpc: step.week for step in progression.steps}
    assert set(weeks) == {gpc.slug for gpc in GPCS}
    for gpc in GPCS:
        assert all(weeks[needed] <= weeks[gpc.slug] for needed in gpc.prerequisites), gpc.slug


def test_marelle_follows_the_stages() -> None:
    stages = [GPCS[slug].stage for slug in ready_progressions()["marelle"].gpcs]
    assert stages == sorted(stages)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_taught_only_grows(name: str) -> None:
    progression = ready_progressions()[name]
    assert taught(progression, 0) == frozenset()
    for week in WEEKS[1:]:
        assert taught(progression, week - 1) <= taught(progression, week)
    assert taught(progression, WEEKS[-1]) == {gpc.slug for gpc in GPCS}


@pytest.mark.parametrize("name", NAMES)
def test_a_progression_comes_back_as_it_was_exported(name: str) -> None:
    progression = ready_progressions()[name]
    read = import_csv(export_csv(progression))
    assert (read.progression, read.faults, read.missing) == (progression, (), ())


def steps(text: str, encoding: str = "utf-8") -> list[tuple[int, str]]:
    return [(step.week, step.gpc) for step in import_csv(text.encode(encoding)).progression.steps]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("3;ou", [(3, "ou"), (3, "ou_accent")]),
        ("3;CH;;", [(3, "ch")]),
        ("semaine 3;gn;;", [(3, "gn")]),
        ("3;c;k;", [(3, "c"), (3, "cc")]),
        ("3;c;/s/;", [(3, "c_s")]),
        ("3;c;;une cerise", [(3, "c_s")]),
        ("3;s;z;", [(3, "s_z")]),
        ("3;s;muet;", [(3, "s_muet")]),
        ("3;g;j;", [(3, "g_j")]),
        ("3;ch;[ʃ];", [(3, "ch")]),
        ("3;an;ɑ̃;", [(3, "an")]),
        ("3;an;?;", [(3, "an")]),
        ("3;an en;an;", [(3, "an"), (3, "en")]),
        ("3;ill;;la fille", [(3, "ill")]),
        ("3\toi\twa\troi", [(3, "oi"), (3, "oi_accent")]),
    ],
)
def test_a_teacher_may_write_a_correspondence_in_several_ways(line: str, expected: list[tuple[int, str]]) -> None:
    assert steps(f"semaine;grapheme;son;mot\n{line}\n") == expected


def test_a_file_of_a_spreadsheet_of_windows_is_read() -> None:
    assert steps("Semaine;Graphème;Son;Mot\r\n2;é;é;été\r\n", "cp1252") == [(2, "e_aigu")]


def test_a_wrong_line_is_named_and_the_rest_is_kept() -> None:
    read = import_csv(b"semaine;grapheme;son;mot\n1;a;;\n99;i;;\n2;qzx;;\n3;c;ou;\n4\n5;a;;\n6;l;;\n")
    assert [(step.week, step.gpc) for step in read.progression.steps if len(step.gpc) == 1] == [(1, "a"), (6, "l")]
    assert [(fault.line, fault.written) for fault in read.faults] == [
        (3, "99;i;;"),
        (4, "2;qzx;;"),
        (5, "3;c;ou;"),
        (6, "4"),
        (7, "5;a;;"),
    ]
    problems = [fault.problem for fault in read.faults]
    assert "de 1 à 36" in problems[0]
    assert "n’est pas connu" in problems[1]
    assert "k (un sac), muet (un banc), s (une cerise)" in problems[2]
    assert "deux à quatre cases" in problems[3]
    assert "déjà à la ligne 2" in problems[4]
    assert "ch" in read.missing


def test_variants_of_spelling_come_with_what_they_vary_unless_they_are_named() -> None:
    assert (4, "ll") in steps("4;l\n")
    assert (9, "ll") in steps("4;l\n9;ll\n")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"semaine;grapheme;son;mot\n", b"\xff\xfe\x00\x81", b"\x00" * 50])
def test_an_empty_or_unreadable_file_says_so(content: bytes) -> None:
    read = import_csv(content)
    assert read.progression.steps == ()
    assert read.faults


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_nothing_a_teacher_sends_is_an_exception(content: bytes) -> None:
    read = import_csv(content)
    assert all(step.week in WEEKS and step.gpc in GPCS for step in read.progression.steps)
    assert all(fault.line >= 1 and fault.problem for fault in read.faults)


def test_a_correspondence_is_taught_the_first_time() -> None:
    progression = Progression.of([Step(5, "a"), Step(2, "a"), Step(1, "i")])
    assert progression.steps == (Step(1, "i"), Step(2, "a"))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        (date(2025, 9, 1), 1),
        (date(2025, 9, 8), 2),
        (date(2025, 10, 14), 7),
        (date(2025, 10, 25), 7),
        (date(2025, 11, 3), 8),
        (date(2025, 12, 30), 14),
        (date(2026, 1, 6), 15),
        (date(2026, 6, 30), 36),
        (date(2026, 7, 20), 36),
        (date(2026, 8, 31), 36),
        (date(2026, 9, 1), 1),
    ],
)
def test_a_day_is_in_a_week_of_school(day: date, week: int) -> None:
    assert school_week(day) == week


def test_a_year_has_thirty_six_weeks_each_met_in_order() -> None:
    days = [date(2025, 9, 1) + timedelta(days) for days in range(364)]
    weeks = [school_week(day) for day in days]
    assert weeks == sorted(weeks)
    assert set(weeks) == set(WEEKS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("marelle;5;ch v", "marelle;37;ch v", "week"),
        ("marelle;5;ch v", "marelle;5;chh v", "'chh' is no slug"),
        ("marelle;5;ch v", "marelle;5;a v", "already taught in week 1"),
        ("marelle;5;ch v", ";5;ch v", "'progression' is empty"),
    ],
)
def test_a_wrong_line_of_the_ready_ones_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "progressions.csv"
    text = FILE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError, match=r"progressions\.csv, line \d+: ") as caught:
        ready_progressions(path)
    assert said in str(caught.value)
