import pytest

from exercises.reading.numbers_in_text import numbers_in, with_words
from speech.numbers import in_words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Il a 21 ans.", "Il a vingt-et-un ans."),
        ("3 amis arrivent.", "Trois amis arrivent."),
        ("le 14/07/1789", "le quatorze juillet mille-sept-cent-quatre-vingt-neuf"),
        ("le 1er mai 2024", "le premier mai deux-mille-vingt-quatre"),
        ("la 1re fois, la 2e, le 5ème et le 9e", "la première fois, la deuxième, le cinquième et le neuvième"),
        ("le 80e et le 200e", "le quatre-vingtième et le deux-centième"),
        ("à 8h30, à 1 h et à 21:05", "à huit heures trente, à une heure et à vingt-et-une heures cinq"),
        ("3,5 km et 1,05 m", "trois virgule cinq kilomètres et un virgule zéro cinq mètre"),
        ("50 % de 12 €", "cinquante pour cent de douze euros"),
        ("mille et 1 001 nuits", "mille et mille-un nuits"),
        ("Oui. 80 poules", "Oui. Quatre-vingts poules"),
    ],
)
def test_numbers_dates_and_hours_are_written_in_words(written: str, said: str) -> None:
    assert with_words(f"Voici : {written}", in_words).removeprefix("Voici : ").lower() == said.lower()
    assert with_words(written, in_words) == said[0].upper() + said[1:] if written[0].isdigit() else said


@pytest.mark.parametrize(
    "written", ["12 345 678 habitants", "le 06/13/2020", "3/4 de tarte", "CE1", "v2.0", "10:30:22"]
)
def test_what_has_no_sure_way_stays_as_it_is(written: str) -> None:
    assert with_words(written, in_words) == written


def test_one_is_to_be_checked_for_it_might_be_feminine() -> None:
    assert [(one.written, one.check) for one in numbers_in("21 filles, 31 min et 22 garçons", in_words)] == [
        ("21", True),
        ("31 min", False),
        ("22", False),
    ]
