"""Lists as they come: pasted, from a spreadsheet, from ONDE in either coding."""

import pytest

from exercises.exercise import Grade
from tutor.errors import BadInputError
from tutor.pupil_lists.naming import grade_of, names_of
from tutor.pupil_lists.tables_read import decoded, read_list

ONDE = (
    "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Sexe;INE;Adresse1; Cycle;Niveau;Libellé classe\r\n"
    "MARTIN;;LOU;01/02/2019;F;1111111111A;1 rue des Tilleuls;CYCLE II;CP;CP A\r\n"
    "MARTIN;BRUN;Lou;03/04/2019;M;1111111112A;2 rue des Tilleuls;CYCLE II;CP;CP A\r\n"
    "PETIT;;JEAN PIERRE, Marie;03/04/2019;M;;;CYCLE II;CP;CP A\r\n"
    "GRAND;;Zoé2;03/04/2019;F;;;CYCLE II;CP;CP A\r\n"
    "ROUX;;Noé;03/04/2016;M;;;CYCLE III;CM1;CP A\r\n"
)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_an_onde_file_is_read_in_any_coding_and_keeps_first_names_only(coding: str) -> None:
    read = read_list(decoded(ONDE.encode(coding)))
    names = names_of(read.rows, ["Inès"], 60, table=read.table)
    assert [one.first_name for one in names.added] == ["Lou M.", "Lou B.", "Jean-Pierre"]
    assert [(one.line, one.reason) for one in names.faults] == [(5, "Un prénom n'a pas de chiffre.")]
    assert [(one.text, one.reason) for one in names.left_out] == [("Noé", "niveau CM1")]
    assert {row.class_label for row in read.rows} == {"CP A"}
    assert "Date naissance" in read.left
    assert "INE" in read.left


@pytest.mark.parametrize(
    "text",
    [
        "PRENOM;NOM\nLou;Brun",
        "Nom,Prénom\nBrun,Lou",
        "Nom de famille\tPrénoms\nBrun\tLou",
        '"Nom";"Prénom"\n"Brun";"Lou"',
    ],
)
def test_columns_are_found_by_name_whatever_their_order_case_and_accents(text: str) -> None:
    assert [(row.first_name, row.surname) for row in read_list(text).rows] == [("Lou", "Brun")]


def test_who_is_there_already_is_known_by_name_or_by_name_and_initial() -> None:
    read = read_list("Prénom;Nom\nLéa;Brun\nTom;Roux")
    names = names_of(read.rows, ["lea", "Tom R."], 60, table=True)
    assert ([one.first_name for one in names.known], names.added) == (["Léa", "Tom"], ())


def test_two_who_stay_alike_are_named_and_a_full_class_takes_no_more() -> None:
    read = read_list("Prénom;Nom\nLou;Brun\nLou;Bard\nMia;Roux\nTom;Roux")
    names = names_of(read.rows, [], 2, table=True)
    assert [one.first_name for one in names.added] == ["Lou B.", "Mia"]
    assert [(one.line, one.text) for one in names.faults] == [(3, "Lou B."), (5, "Tom")]


def test_a_pasted_list_stays_as_it_was_typed() -> None:
    read = read_list("1. Lou\n2. Mia\n\n3. Jean Pierre")
    names = names_of(read.rows, [], 60, table=read.table)
    assert [one.first_name for one in names.added] == ["Lou", "Mia"]
    assert [one.line for one in names.faults] == [4]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04...", "CSV"),
        (b"%PDF-1.7", "CSV"),
        ("Civilité Responsable;Nom responsable;Prénom responsable\nM.;MARTIN;Jean".encode(), "responsables"),
        ("Nom;Prénom\n".encode(), "aucun élève"),
        (b"", "vide"),
        (b"\x00\x01\x02", "n'est pas une liste"),
    ],
)
def test_what_is_no_list_of_pupils_is_refused_with_what_to_do(content: bytes, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        read_list(decoded(content))


def test_the_level_names_a_grade_of_ours_or_none() -> None:
    assert [grade_of(level) for level in ("CP", " ce1 ", "CM2", "")] == [Grade.CP, Grade.CE1, None, None]
