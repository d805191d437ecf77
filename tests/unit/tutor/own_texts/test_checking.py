"""What a teacher is told of a text while she writes it."""

import pytest

from exercises.exercise import Grade
from tutor.own_texts.checking import EMPTY, TABLE, Reader, check

TAUGHT = frozenset({"l", "i", "a", "m", "r", "u", "n", "e_muet", "t_final", "s_final"})
CP = Reader(Grade.CP, TAUGHT, frozenset({"Inès"}), pace=None)


def test_words_that_do_not_decode_yet_are_named_and_shown_where_they_stand() -> None:
    told = check("Inès lira un chapeau.", CP, numbers_in_words=False)
    assert told.problem is None
    assert told.not_yet == ["chapeau"]
    assert [(word.text, word.state) for word in told.lines[0]] == [
        ("Inès", "by_heart"),
        ("lira", "decodable"),
        ("un", "by_heart"),
        ("chapeau.", "not_yet"),
    ]
    assert told.share == pytest.approx(3 / 4)


def test_all_decodes_in_a_class_without_progression() -> None:
    assert check("Un chapeau.", Reader(Grade.CE2, None, frozenset(), None), numbers_in_words=False).share == 1.0


def test_the_time_is_that_of_the_class_or_else_of_its_year() -> None:
    text = "la " * 100
    assert check(text, CP, numbers_in_words=False).seconds == 120
    ours = check(text, Reader(Grade.CP, TAUGHT, frozenset(), pace=25), numbers_in_words=False)
    assert (ours.seconds, ours.pace_is_ours) == (240, True)


@pytest.mark.parametrize(
    "text",
    [
        "The little cat is sleeping on the table. It has a red hat and dreams of a big fish in the sea.",
        "El gato duerme en la mesa. Tiene un sombrero rojo y sueña con un pez grande en el mar.",
        "Il gatto dorme sul tavolo. Ha un cappello rosso e sogna un grande pesce nel mare.",
        "Die kleine Katze schläft auf dem Tisch. Sie hat einen roten Hut und träumt von einem Fisch im Meer.",
        "القطة الصغيرة تنام على الطاولة وتحلم",
    ],
)
def test_another_language_is_refused_with_the_reason(text: str) -> None:
    told = check(text, CP, numbers_in_words=False)
    assert told.problem is not None
    assert "n'a pas l'air d'être en français" in told.problem


@pytest.mark.parametrize(
    "text",
    [
        "Naïma, Aïcha, Teva et Ousmane vont au Puy-du-Fou avec Gwenaëlle. Kylian dort.",
        "Le diplodocus et le vélociraptor mangeaient des fougères ; le tricératops grignotait.",
        "Chut ! Ploc.",
    ],
)
def test_french_with_names_and_rare_words_is_not(text: str) -> None:
    assert check(text, CP, numbers_in_words=False).problem is None


@pytest.mark.parametrize("nothing", ["", "  \n\t ", "😀 👍", "... !", "<p></p>", "123"])
def test_nothing_to_read_is_said_so(nothing: str) -> None:
    assert check(nothing, CP, numbers_in_words=False).problem == EMPTY


def test_a_table_is_refused() -> None:
    assert check("chat\tchien\nloup\tours", CP, numbers_in_words=False).problem == TABLE


def test_a_word_without_end_is_refused_at_once() -> None:
    problem = check("a" * 49_000, CP, numbers_in_words=False).problem
    assert problem is not None
    assert "remettez les espaces" in problem


@pytest.mark.parametrize("text", ["Le chat dort. " * 4_000, "chat " * 2_001, "a" * 200_000])
def test_too_long_a_text_is_refused_with_how_long_it_may_be(text: str) -> None:
    problem = check(text, CP, numbers_in_words=True).problem
    assert problem is not None
    assert "Coupez-le" in problem


def test_a_word_that_no_lexicon_knows_is_said_to_be_pronounced_by_rule() -> None:
    told = check("Le zorbiflon dort.", CP, numbers_in_words=False)
    assert told.by_rule == ["zorbiflon"]
    assert any("devinée par règle" in notice for notice in told.notices)


def test_numbers_are_offered_in_words_and_stay_until_she_wants_them() -> None:
    told = check("Il a 7 chats.", CP, numbers_in_words=False)
    assert [(one.written, one.words) for one in told.numbers] == [("7", "sept")]
    assert "7" in told.text
    assert check("Il a 7 chats.", CP, numbers_in_words=True).text == "Il a sept chats."
