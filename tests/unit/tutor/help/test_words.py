"""French words as the help compares them."""

import pytest

from tutor.help.spelling import Speller, by_ear, edits
from tutor.help.synonyms import load_synonyms, synonyms_of
from tutor.help.words import stem, words


@pytest.mark.parametrize(
    ("one", "other"),
    [("imprimées", "imprimer"), ("lisent", "lire"), ("élèves", "élève"), ("vœux", "vœu"), ("Cartes", "carte")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one.lower()) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("données", "donner"), ("classement", "classe"), ("élever", "élève")])
def test_words_that_only_look_alike_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_elisions_and_stop_words_tell_nothing() -> None:
    assert [word.stem for word in words("Qu'est-ce que l’élève m’a dit d'imprimer ?")] == ["elev", "imprim"]


def test_son_is_a_noun_after_an_article_only() -> None:
    assert [word.written for word in words("pas de son")] == ["son"]
    assert [word.written for word in words("son prénom")] == ["prénom"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("tablete", "tablette"), ("inprimer", "imprimer"), ("retrète", "retraite"), ("crate", "carte")],
)
def test_a_misspelt_word_is_understood(written: str, meant: str) -> None:
    assert meant in Speller(["tablette", "imprimer", "retraite", "carte", "barème"]).nearest(written)


def test_a_word_that_resembles_none_stays_unknown() -> None:
    assert Speller(["tablette", "imprimer"]).nearest("kermesse") == []
    assert Speller([]).nearest("carte") == []


def test_edits_count_a_swap_once_and_stop_early() -> None:
    assert (edits("crate", "carte", 2), edits("abc", "xyz", 1)) == (1, 2)
    assert by_ear("inprimer") == by_ear("imprime")


def test_synonyms_go_both_ways_and_know_groups_of_words() -> None:
    known = synonyms_of([["mot de passe", "mdp"]])
    assert known.of(("mdp",)) == (("mot", "pass"),)
    assert known.of(("mot", "pass")) == (("mdp",),)


def test_the_shipped_synonyms_and_a_folder_s_own_are_read(tmp_path) -> None:
    (tmp_path / "synonymes.yaml").write_text("- [zibeline, truc]\n", encoding="utf-8")
    known, faults = load_synonyms([tmp_path])
    assert faults == ()
    assert known.of(("zibelin",))
    assert known.of((stem("élève"),))


def test_a_bad_file_of_synonyms_is_named_and_left_out(tmp_path) -> None:
    (tmp_path / "synonymes.yaml").write_text("élève: enfant\n", encoding="utf-8")
    known, faults = load_synonyms([tmp_path])
    assert "synonymes.yaml" in faults[0]
    assert known.others
