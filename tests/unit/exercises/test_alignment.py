"""Letters against phones: how often right on words checked by eye, and what holds for any word at all."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.reading.alignment import Aligner, Segment
from exercises.reading.decodability import Decoder
from exercises.reading.gpcs import Gpcs
from exercises.reading.phones import PHONES, classes

CHECKED = Path(__file__).parent / "data" / "aligned_words.csv"
ALIGNER = Aligner(Gpcs.load())
LETTERS = "abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûüœ-'"


def shown(segments: tuple[Segment, ...]) -> str:
    return " ".join(f"{segment.letters}={''.join(segment.phones)}" for segment in segments)


def checked_words() -> list[dict[str, str]]:
    lines = [line for line in CHECKED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter=";"))


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_nearly_all_the_words_checked_by_eye_are_cut_right(half: str) -> None:
    words = [word for word in checked_words() if word["half"] == half]
    assert len(words) == 250
    misses = [
        (word["word"], found, word["alignment"])
        for word in words
        if (found := shown(ALIGNER.align(word["word"], tuple(word["phones"].split())))) != word["alignment"]
    ]
    for miss in misses:
        print(*miss, sep=" | ")
    assert len(misses) <= 0.02 * len(words)


@pytest.mark.parametrize(
    ("word", "slugs"),
    [
        ("femme", "f e_a mm e_muet"),
        ("second", "s e c_dit_g on d_muet"),
        ("ville", "v i ll e_muet"),
        ("fille", "f ill e_muet"),
        ("grenouille", "g r e n ouill e_muet"),
        ("écureuil", "e_aigu c u r euil"),
        ("orgueil", "o r g ueil"),
        ("œil", "oeil"),
        ("chorale", "ch_k o r a l e_muet"),
        ("chaise", "ch ai s_z e_muet"),
        ("tasse", "t a ss e_muet"),
        ("cerise", "c_s e r i s_z e_muet"),
        ("garçon", "g a r c_cedille on"),
        ("pigeon", "p i ge on"),
        ("guitare", "gu i t a r e_muet"),
        ("montagne", "m on t a gn e_muet"),
        ("crayon", "c r ay on"),
        ("yeux", "y_semi eu x_muet"),
        ("attention", "a tt en ti on"),
        ("question", "qu e_ferme s t i_semi on"),
        ("automne", "au t o m_muet n e_muet"),
        ("doigt", "d oi g_muet t_muet"),
        ("temps", "t em p_muet s_muet"),
        ("homme", "h o mm e_muet"),
        ("chantent", "ch an t ent_muet"),
        ("goûter", "g ou_accent t er"),
        ("hiver", "h i v e_ferme r"),
        ("nez", "n ez"),
        ("bonnet", "b o nn et"),
        ("terre", "t e_double rr e_muet"),
        ("maïs", "m a i_trema s"),
        ("examen", "e_ferme x_gz a m en_in"),
        ("deuxième", "d eu x_z i_semi e_grave m e_muet"),
        ("oignon", "o muet_rare gn on"),
        ("samedi", "s a m e d i"),
        ("arc-en-ciel", "a r c en c_s i_semi e_ferme l"),
        ("grand-mère", "g r an d_muet m e_grave r e_muet"),
    ],
)
def test_each_letter_goes_to_its_correspondence(word: str, slugs: str) -> None:
    assert [segment.gpc for segment in Decoder.load().word(word).segments] == slugs.split()


@pytest.mark.parametrize(
    ("word", "phones"),
    [
        ("chidou", "ʃidu"),
        ("rapinette", "ʁapinɛt"),
        ("sournilles", "suʁnij"),
        ("gélonche", "ʒelɔ̃ʃ"),
        ("plaguère", "plagɛʁ"),
        ("croisiau", "kʁwazjo"),
        ("poubrier", "pubʁije"),
        ("manquette", "mɑ̃kɛt"),
        ("cyphale", "sifal"),
        ("tranoyons", "tʁanwajɔ̃"),
        ("fétions", "fesjɔ̃"),
        ("mercou", "mɛʁku"),
    ],
)
def test_a_word_of_no_lexicon_is_read_by_rule(word: str, phones: str) -> None:
    decoded = Decoder.load().word(word)
    assert not decoded.known
    assert "".join(classes(decoded.phones)) == "".join(classes(tuple(_split(phones))))


def _split(phones: str) -> list[str]:
    found: list[str] = []
    for mark in phones:
        if mark == "\u0303":
            found[-1] += mark
        else:
            found.append(mark)
    return found


@given(st.text(LETTERS, min_size=1, max_size=14), st.lists(st.sampled_from(PHONES), max_size=14).map(tuple))
def test_any_letters_with_any_phones_are_all_used_once_in_order(word: str, phones: tuple[str, ...]) -> None:
    segments = ALIGNER.align(word, phones)
    assert tuple(phone for segment in segments for phone in segment.phones) == phones
    assert "".join(segment.letters for segment in segments) in (word, word.replace("-", "").replace("'", ""))


@given(st.text(min_size=1, max_size=14))
def test_any_word_can_be_read_by_rule(word: str) -> None:
    segments = ALIGNER.read_by_rule(word)
    assert "".join(s.letters for s in segments) == word.replace("-", "").replace("'", "").replace("’", "")
    assert {phone for segment in segments for phone in segment.phones} <= set(PHONES)
