"""The French of told problems: nouns agree with numbers, articles and names elide, prices and hours are said."""

from pathlib import Path

import pytest

from exercises.errors import ContentError
from exercises.maths.problems.french import Filling, FirstName, Hour, Number, Price, fill, load_vocabulary
from exercises.sources import Place

NOUNS = load_vocabulary().nouns
HERE = Place(Path("scene.yaml"), 3)


def told(template: str, **fillings: Filling) -> str:
    return fill(HERE, template, fillings, NOUNS)


@pytest.mark.parametrize(
    ("number", "noun", "text"),
    [
        (1, "bille", "1 bille"),
        (21, "bille", "21 billes"),
        (0, "bille", "0 bille"),
        (2, "animal", "2 animaux"),
        (3, "bande dessinée", "3 bandes dessinées"),
        (4, "jeu de cartes", "4 jeux de cartes"),
        (7, "noix", "7 noix"),
        (5, "cerf-volant", "5 cerfs-volants"),
    ],
)
def test_a_noun_agrees_with_its_number(number: int, noun: str, text: str) -> None:
    assert told(f"<a {noun}>", a=Number(number)) == text
    assert told("<a X>", a=Number(number), X=NOUNS[noun]) == text


@pytest.mark.parametrize(
    ("slot", "noun", "text"),
    [
        ("de X", "image", "d’images"),
        ("de X", "bille", "de billes"),
        ("de X", "haricot", "de haricots"),
        ("de X", "hirondelle", "d’hirondelles"),
        ("de X sg", "farine", "de farine"),
        ("le X", "image", "l’image"),
        ("le X", "haricot", "le haricot"),
        ("Le X", "factrice", "La factrice"),
        ("un X", "orange", "une orange"),
        ("ce X", "enfant", "cet enfant"),
        ("ce X", "image", "cette image"),
        ("du X", "guitare", "de la guitare"),
        ("du X", "piano", "du piano"),
        ("les X", "gâteau", "les gâteaux"),
        ("X", "chou", "chou"),
        ("X pl", "chou", "choux"),
        ("X|donné|donnée", "mangue", "donnée"),
    ],
)
def test_articles_agree_and_elide(slot: str, noun: str, text: str) -> None:
    assert told(f"<{slot}>", X=NOUNS[noun]) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (FirstName("Inès", "f"), "La tour d’Inès est plus haute qu’Inès, elle rit. Elle part, contente."),
        (FirstName("Yanis", "m"), "La tour de Yanis est plus haute que Yanis, il rit. Il part, content."),
        (FirstName("Élie", "m"), "La tour d’Élie est plus haute qu’Élie, il rit. Il part, content."),
        (FirstName("Hina", "f"), "La tour de Hina est plus haute que Hina, elle rit. Elle part, contente."),
    ],
)
def test_names_elide_and_take_their_pronoun(name: FirstName, text: str) -> None:
    template = "La tour <de A> est plus haute <que A>, <il A> rit. <Il A> part, <A|content|contente>."
    assert told(template, A=name) == text


def test_words_agree_with_a_number() -> None:
    template = "<a enfant> <a|descend|descendent>."
    assert told(template, a=Number(1)) == "1 enfant descend."
    assert told(template, a=Number(2)) == "2 enfants descendent."


def test_prices_and_hours_are_said() -> None:
    assert [str(Price(cents)) for cents in (5, 80, 100, 250, 305, 2000)] == [
        "5 centimes", "80 centimes", "1 euro", "2 euros 50", "3 euros 05", "20 euros",
    ]  # fmt: skip
    assert [str(Hour(minutes)) for minutes in (60, 545, 840)] == ["1 heure", "9 heures 05", "14 heures"]


def test_a_sentence_is_set_in_type() -> None:
    assert told("Combien d'images <A> a-t-<il A> ?", A=FirstName("Malo", "m")) == "Combien d’images Malo a-t-il\u00a0?"


@pytest.mark.parametrize("slot", ["z", "a dragon", "il X", "que X", "X lots", "a|one", "a A", "dans A"])
def test_a_slot_that_cannot_be_filled_names_its_line(slot: str) -> None:
    with pytest.raises(ContentError, match=r"scene\.yaml, line 3: .*is no slot"):
        told(f"Il y a <{slot}>.", a=Number(3), A=FirstName("Malo", "m"), X=NOUNS["bille"])


def test_no_name_is_both_a_girl_s_and_a_boy_s() -> None:
    names = load_vocabulary().names
    assert len({name.text for name in names}) == len(names) >= 120
    girls = sum(name.gender == "f" for name in names)
    assert 0.4 < girls / len(names) < 0.6
