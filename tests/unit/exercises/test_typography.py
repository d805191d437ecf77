"""The rules of type: each fault is found, and good French has none."""

import pytest

from exercises.typography import faults, unbalanced_quotes

NB = "\u00a0"


@pytest.mark.parametrize(
    "text",
    [
        "Le chat dort.",
        f"Tu viens{NB}?",
        f"«{NB}Viens voir, crie Anouk, la chenille rit{NB}!{NB}»",
        f"—{NB}C’est pareil, répond Gaspard.",
        f"Il a plu{NB}: la rue est un lac.",
        "Émile et Eva vont à l’école en été…",
        "Elle entre, Emma aussi. Est-ce loin ? En route !".replace(" ?", f"{NB}?").replace(" !", f"{NB}!"),
        "A-t-il vu sa sœur, là-bas, dans l’œuf",
        f"Quoi{NB}?! Non.",
    ],
)
def test_good_french_has_no_fault(text: str) -> None:
    assert list(faults(text)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tu viens ?", "no-break space"),
        ("Tu viens?", "no-break space"),
        ("Il a plu : rien.", "no-break space"),
        ("« Viens »", "no-break space"),
        ("— Viens", "no-break space"),
        (f"Le{NB}chat", "plain space should"),
        ("L'école", "’"),
        ('Il dit "oui"', "« »"),
        ("Le  chat", "two spaces"),
        (" Le chat", "beginning or at the end"),
        ("Le chat ", "beginning or at the end"),
        ("Le chat , ici", "before"),
        ("Le chat,ici", "must follow"),
        ("Le chat...", "…"),
        ("l’ école", "apostrophe"),
        ("La soeur", "œ"),
        ("Ecole", "accent"),
        ("Eric rit", "accent"),
        ("Elodie rit", "accent"),
        ("A table", "accent"),
        ("Ca va", "cedilla"),
        ("3 chats", "not allowed"),
        ("<b>chat</b>", "not allowed"),
        ("un chat 🐈", "not allowed"),
        ("cafe\u0301", "not allowed"),
    ],
)
def test_each_fault_is_said(text: str, said: str) -> None:
    assert any(said in fault for fault in faults(text)), list(faults(text))


@pytest.mark.parametrize("text", ["« oui", "oui »", "« « oui » »", "» oui «"])
def test_quotation_marks_go_by_pairs(text: str) -> None:
    assert unbalanced_quotes(text)
    assert not unbalanced_quotes("« oui » et « non »")
