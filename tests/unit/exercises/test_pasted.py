import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises.reading.pasted import Change, pasted
from exercises.reading.tokens import split_words

NBSP = "\u00a0"


def test_html_leaves_its_words_one_line_a_block() -> None:
    told = pasted("<h1>Le chat</h1><p>Il dort&nbsp;<b>bien</b>.</p><script>alert(1)</script><p>Fin</p>")
    assert told.text == "Le chat\n\nIl dort bien.\n\nFin"
    assert told.changes == {Change.HTML}


def test_signs_of_comparison_are_no_html() -> None:
    assert pasted("3 < 5 et 7 > 2").changes == frozenset()


def test_emoji_go_and_are_named_once() -> None:
    told = pasted("Bravo 😀 Lou 👍🏽 ! 😀")
    assert told.text == f"Bravo Lou{NBSP}!"
    assert told.removed == ("😀", "👍")
    assert told.changes == {Change.EMOJI}


def test_odd_and_invisible_spaces_become_plain_ones() -> None:
    told = pasted("un\u2009chat\u200b  dort\u00ad.\u202f")
    assert told.text == "un chat dort."
    assert told.changes == {Change.SPACES}


def test_lines_stay_and_only_one_empty_line_parts_them() -> None:
    assert pasted("  Un.\r\n\r\n\r\n\r\nDeux.  \r\nTrois.").text == "Un.\n\nDeux.\nTrois."


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Où vas-tu? L'école!", f"Où vas-tu{NBSP}? L’école{NBSP}!"),
        ('Il dit: "Viens !"', f"Il dit{NBSP}: «{NBSP}Viens{NBSP}!{NBSP}»"),
        ("- Viens.\n- Non.", f"—{NBSP}Viens.\n—{NBSP}Non."),
        ("« Oui », dit-il .", f"«{NBSP}Oui{NBSP}», dit-il."),
        ("Attends...", "Attends…"),
        ("• un\n• deux", "un\ndeux"),
        ("Il est 10:30.", "Il est 10:30."),
    ],
)
def test_the_typography_becomes_french(typed: str, shown: str) -> None:
    assert pasted(typed).text == shown
    assert pasted(shown).text == shown


def test_no_sign_is_left_a_word_of_its_own() -> None:
    assert split_words(pasted("Viens ! dit Lou .").text) == [f"Viens{NBSP}!", "dit", "Lou."]


@pytest.mark.parametrize("table", ["a\tb\nc\td", "| a | b |\n|---|---|\n| c | d |", "<table><tr><td>a</table>"])
def test_a_table_is_seen(table: str) -> None:
    assert pasted(table).table


def test_one_tab_at_the_start_of_a_line_is_no_table() -> None:
    assert not pasted("\tUn chat.\n\tUn chien.\tFin").table


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_pasted_gives_a_text_of_its_size(raw: str) -> None:
    once = pasted(raw).text
    assert "\u200b" not in once
    assert once == once.strip()
    assert len(split_words(once)) <= len(raw) + 1


def test_fifty_thousand_characters_take_no_time_to_speak_of() -> None:
    assert len(pasted("Le chat dort. <b>" * 3000 + "a" * 10_000).text) > 40_000
