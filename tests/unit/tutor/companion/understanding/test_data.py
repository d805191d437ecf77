"""The authored examples and sayings: read with their faults named, and apart from what is measured."""

from pathlib import Path

import pytest

from benchmarks.dialogue import cases
from exercises.errors import ContentError
from speech.numbers import parse
from tutor.companion.dialogue.events import Intent
from tutor.companion.understanding.intents import FILE, normal, read_examples
from tutor.companion.understanding.sayings import FILE as SAYINGS
from tutor.companion.understanding.sayings import Sayings
from tutor.companion.understanding.words import plain


def test_every_intent_has_examples_and_none_is_there_twice() -> None:
    examples = read_examples()
    assert set(examples) == set(Intent)
    assert all(len(listed) >= 40 for listed in examples.values())


def test_what_is_measured_was_never_learned() -> None:
    learned = {plain(text) for listed in read_examples().values() for text in listed}
    assert [case.text for case in cases() if plain(case.text) in learned] == []


def test_the_measure_has_three_hundred_sentences_and_every_intent() -> None:
    listed = cases()
    assert len(listed) >= 300
    assert {case.intent for case in listed} == set(Intent)


def test_all_numbers_are_one_word_to_the_classifier() -> None:
    assert normal("J'ai dit 42 !") == normal("j'ai dit quarante-deux") == "j ai dit nb"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("  - aide-moi\n", "  - aide-moi\n  - Aide moi !\n"), "twice"),
        (("greeting:", "salut:"), "no intent 'salut'"),
        (("  - aide-moi\n", "  - [aide-moi\n"), "YAML"),
        (("  - aide-moi\n", "  - '!?'\n"), "sentence is expected"),
    ],
)
def test_a_fault_in_the_examples_is_named_with_its_line(tmp_path: Path, change: tuple[str, str], fault: str) -> None:
    path = tmp_path / "intents.yaml"
    path.write_text(FILE.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(ContentError, match=rf"intents.yaml, line \d+: .*{fault}"):
        read_examples(path)


def test_what_is_misheard_for_a_number_is_misheard_for_one() -> None:
    keys = {key for options in Sayings.load().misheard["number"].values() for key, _ in options}
    assert all(parse(key) is not None for key in keys)


@pytest.mark.parametrize("change", [("homophone: 0.2", "homophone: beaucoup"), ("fillers:", "filler:")])
def test_a_fault_in_the_sayings_is_named(tmp_path: Path, change: tuple[str, str]) -> None:
    path = tmp_path / "sayings.yaml"
    path.write_text(SAYINGS.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    with pytest.raises(ContentError, match=r"sayings.yaml"):
        Sayings.load(path)
