"""Rivet's lines: chosen with variety, and checked when read."""

import random
from pathlib import Path

import pytest

from exercises.errors import ContentError
from tutor.companion.lines import FEWEST_VARIANTS, MOST_WORDS, SLIP_ACTS, SLOTS, Lines

ACTS = sorted([*SLOTS, *SLIP_ACTS])


def written(**other: list[str]) -> str:
    """A file that is right, but for the acts given."""
    parts = []
    for act in ACTS:
        lines = other.get(act) or [f"{act} variante {chr(97 + n)}" for n in range(FEWEST_VARIANTS)]
        parts.append(f"{act}:\n" + "".join(f'  - "{line}"\n' for line in lines))
    return "".join(parts)


def load(tmp_path: Path, text: str) -> Lines:
    path = tmp_path / "lines.yaml"
    path.write_text(text, encoding="utf-8")
    return Lines.load(path)


def test_the_shipped_lines_are_right_and_each_can_be_said() -> None:
    lines = Lines.load()
    assert sum(1 for _ in lines.texts()) >= (len(SLOTS) - 1) * FEWEST_VARIANTS
    assert all(lines.wrote(text) for text in lines.texts())


def test_nothing_is_heard_twice_while_something_else_is_left() -> None:
    lines, rng, heard = Lines.load(), random.Random(1), []
    for _ in range(FEWEST_VARIANTS):
        heard.append(lines.choose("hello", rng, avoid=heard))
    assert len(set(heard)) == FEWEST_VARIANTS


def test_when_all_was_heard_something_is_still_said(tmp_path: Path) -> None:
    lines = load(tmp_path, written())
    everything = list(lines.texts())
    assert lines.choose("hello", random.Random(1), avoid=everything) in everything


def test_the_same_seed_says_the_same(tmp_path: Path) -> None:
    lines = load(tmp_path, written())
    assert [lines.choose("hello", random.Random(3)) for _ in range(3)] == [lines.choose("hello", random.Random(3))] * 3


def test_a_slot_is_filled_and_only_then_may_a_pupil_hear_it() -> None:
    lines = Lines.load()
    before = Lines.load()
    text = lines.choose("misread_heard", random.Random(1), heard="lapin")
    assert "{" not in text
    assert lines.wrote(text)
    if "lapin" in text:
        assert not before.wrote(text)


@pytest.mark.parametrize("filling", [{}, {"heard": ""}, {"heard": "<b>"}, {"heard": "{heard}"}, {"heard": "a" * 80}])
def test_a_slot_takes_words_only(tmp_path: Path, filling: dict[str, str]) -> None:
    lines = load(tmp_path, written(misread_heard=[f"J'entends {{heard}}, {c}" for c in "abcdef"]))
    with pytest.raises(ValueError, match="heard"):
        lines.choose("misread_heard", random.Random(1), **filling)


def test_typography_does_not_hide_what_was_written(tmp_path: Path) -> None:
    lines = load(tmp_path, written(hello=[f"C’est moi\u202f! {c}" for c in "abcdef"]))
    assert lines.wrote("C'est moi ! a")
    assert not lines.wrote("C'est moi ! g")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (written(hello=["Un"] * 6), r":\d+: hello has this line twice"),
        (written(slip_b=["Un", "Deux"]), r":\d+: slip_b has 2 lines, at least 3"),
        (written(hello=["Bonjour"]), r":\d+: hello has 1 lines, at least 6"),
        (written(hello=[*"abcde", "un " * (MOST_WORDS + 1)]), r":\d+: 13 words, at most 12"),
        (written(hello=[*"abcde", "{heard} oui"]), r":\d+: hello has no slot 'heard'"),
        (written(misread_heard=[*"abcde", "{word} oui"]), r":\d+: misread_heard has no slot 'word'"),
        (written(hello=[*"abcde", "{heard oui"]), r":\d+: a brace is left open"),
        (written(hello=[*"abcde", "!"]), r":\d+: this line has no word"),
        (written() + "jump:\n  - a\n", r":\d+: there is no act 'jump'"),
        (written() + "hello:\n  - a\n", r":\d+: the act hello is there twice"),
        ("hello:\n  - a\n", r":\d+: hello has 1 lines"),
        (written().replace('  - "busy variante a"\n', "  - 12\n"), r":\d+: a text is expected here"),
        (written().replace('  - "busy variante a"\n', "  - a: b\n"), r":\d+: a text is expected here"),
        ("hello: oui\n", r":1: hello must be a list of lines"),
        ("- oui\n", r":1: must map"),
        ("", r":1: must map"),
        ("hello: [\n", r":2: not YAML"),
        ('hello:\n  - "a\x07"\n', r":2: holds a character"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ContentError, match=complaint):
        load(tmp_path, text)


def test_the_line_told_is_the_right_one(tmp_path: Path) -> None:
    text = written(hello=[*"abcde", "{word} oui"])
    number = text.splitlines().index('  - "{word} oui"') + 1
    with pytest.raises(ContentError, match=rf"lines\.yaml:{number}: "):
        load(tmp_path, text)


def test_a_missing_act_is_named(tmp_path: Path) -> None:
    text = written()
    start = text.index("hello:")
    end = text.index("help_compute:")
    with pytest.raises(ContentError, match="no lines for hello"):
        load(tmp_path, text[:start] + text[end:])


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        Lines.load(tmp_path / "none.yaml")
