"""First names as teachers type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.classroom.names import clean_first_name, pasted_lines, same_name_key
from tutor.errors import BadInputError


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Léo", "Léo"),
        ("  léo ", "Léo"),
        ("LÉO", "Léo"),
        ("jean-paul", "Jean-Paul"),
        ("MARIE-ANNE", "Marie-Anne"),
        ("N'Golo", "N'Golo"),
        ("N’Golo", "N'Golo"),
        ("Léa M.", "Léa M."),
        ("Léa M", "Léa M."),
        ("léa   m", "Léa M."),
        ("Le\u0301o", "Léo"),
        ("Noé", "Noé"),
        ("Çağla", "Çağla"),
        ("محمد", "محمد"),
        ("Mc-Kenzie", "Mc-Kenzie"),
    ],
)
def test_a_first_name_is_tidied(typed, kept):
    assert clean_first_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "Il manque"),
        ("   ", "Il manque"),
        ("leo@ecole.fr", "e-mail"),
        ("Léo2", "chiffre"),
        ("0612345678", "chiffre"),
        ("L" * 41, "trop long"),
        ("Léo Martin", "initiale"),
        ("MARTIN Léo", "initiale"),
        ("Léa M. B.", "initiale"),
        ("M. Léo", "initiale"),
        ("M.", "en entier"),
        ("<script>", "lettres"),
        ("-Léo", "lettres"),
        ("Léo\u202e", "lettres"),
        ("😀", "lettres"),
    ],
)
def test_what_is_not_a_first_name_is_refused_with_a_reason(typed, reason):
    with pytest.raises(BadInputError, match=reason):
        clean_first_name(typed)


@given(st.text(max_size=60))
def test_any_text_is_kept_or_refused_and_tidying_twice_changes_nothing(text):
    try:
        kept = clean_first_name(text)
    except BadInputError as error:
        kept = None
        reason = error.message
    assert kept == clean_first_name(kept) if kept else reason.endswith(".")


def test_case_and_accents_do_not_tell_two_children_apart():
    assert same_name_key("Zoé") == same_name_key("ZOE")
    assert same_name_key("Léa") != same_name_key("Léa B.")


@pytest.mark.parametrize(
    "text",
    [
        "Léo\nInès\nZoé",
        "Léo\r\nInès\r\nZoé\r\n",
        "\ufeffLéo\nInès\n\n\nZoé\n",
        "1. Léo\n2. Inès\n3. Zoé",
        "1) Léo\n2) Inès\n3) Zoé",
        "1 - Léo\n2 - Inès\n3 - Zoé",
        "1\tLéo\n2\tInès\n3\tZoé",
        "- Léo\n• Inès\n* Zoé",
        "Léo\tMartin\nInès\tPetit\nZoé\tRoux",
        "Léo;Martin;CP\nInès;Petit;CP\nZoé;Roux;CP",
        "1;Léo;Martin\n2;Inès;Petit\n3;Zoé;Roux",
        "Prénom\nLéo\nInès\nZoé",
        "Nom;Prénom;Classe\nMartin;Léo;CP\nPetit;Inès;CP\nRoux;Zoé;CP",
        '"Nom","Prénom"\n"Martin","Léo"\n"Petit","Inès"\n"Roux","Zoé"',
        "  Léo  \n\t\nInès\n 4. \nZoé",
    ],
)
def test_lists_are_read_whatever_they_were_copied_from(text):
    assert [line.text for line in pasted_lines(text)] == ["Léo", "Inès", "Zoé"]


def test_lines_keep_their_number():
    assert [(line.number, line.text) for line in pasted_lines("Léo\n\nInès")] == [(1, "Léo"), (3, "Inès")]


def test_a_line_without_a_first_name_is_shown_not_dropped():
    assert [line.text for line in pasted_lines("Nom;Prénom\nMartin;\nPetit;Inès")] == ["", "Inès"]


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_of_a_list(text):
    list(pasted_lines(text))
