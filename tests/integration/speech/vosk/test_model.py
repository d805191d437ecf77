"""What the library does not bear never reaches it, and a bad folder never takes the process down."""

import os
from pathlib import Path

import pytest

from speech.errors import ModelCorruptError, ModelMissingError
from speech.vosk import folder
from speech.vosk.folder import NEEDED, tried_out, try_out
from speech.vosk.model import VoskModel
from speech.vosk.stream import VoskStream
from tests.korean import HELLO, damaged, korean_model, say


def test_only_words_of_the_vocabulary_are_known(model: VoskModel) -> None:
    assert model.knows(HELLO)
    odd = [
        "",
        " ",
        "xyzzy",
        f"{HELLO} {HELLO}",
        f" {HELLO}",
        f"{HELLO}\0a",
        "<eps>",
        "<s>",
        "#0",
        "[unk]",
        "\ud800",
        "\n",
    ]
    assert [word for word in odd if model.knows(word)] == []


def test_a_grammar_says_what_it_lacks(model: VoskModel) -> None:
    grammar = model.grammar([HELLO, "xyzzy", f"{HELLO} xyzzy", f"{HELLO}!", f"{HELLO} {HELLO}"])
    assert grammar.phrases == (HELLO, f"{HELLO} {HELLO}")
    assert grammar.lacking == ("xyzzy", f"{HELLO} xyzzy")


@pytest.mark.parametrize("phrases", [[], [""], ["<eps>"], ["xyzzy"], ["[]"], ["{}"], ["\0"]])
def test_a_grammar_of_nothing_is_refused_before_the_library_sees_it(model: VoskModel, phrases: list[str]) -> None:
    with pytest.raises(ValueError, match="one phrase at least"):
        model.grammar(phrases)


def test_a_hyphenated_word_is_cut_where_the_model_holds_its_parts(model: VoskModel) -> None:
    assert model.form(f"{HELLO}-{HELLO}") == (HELLO, HELLO)
    assert model.form(f"« {HELLO}, {HELLO} »") == ()  # a sign alone is no word


def test_a_thousand_phrases_make_a_grammar(model: VoskModel) -> None:
    phrases = [f"{HELLO} {'바다 ' * (number % 7)}{'어머니 ' * (number // 7)}".strip() for number in range(1_000)]
    stream = VoskStream(model, model.grammar(phrases))
    assert HELLO in stream.feed(say(HELLO))


def test_no_such_folder_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match="tutor models install vosk-fr"):
        VoskModel.open(tmp_path / "nowhere")


@pytest.mark.parametrize("file", NEEDED)
def test_a_missing_or_empty_file_is_told_at_once(tmp_path: Path, file: str) -> None:
    with pytest.raises(ModelCorruptError, match=f"lacks {file}"):
        VoskModel.open(damaged(korean_model(), tmp_path, file, b""))
    (tmp_path / file).unlink()
    with pytest.raises(ModelCorruptError, match=f"lacks {file}"):
        VoskModel.open(tmp_path)


@pytest.mark.parametrize(
    ("file", "how"),
    [
        ("am/final.mdl", "refuses it"),
        ("graph/HCLr.fst", "refuses it"),  # fails only when a recogniser is made
        ("graph/disambig_tid.int", "ends its process"),  # segfaults
        ("ivector/splice.conf", "ends its process"),  # aborts
    ],
)
def test_a_truncated_file_is_one_sentence_and_nobody_dies(tmp_path: Path, file: str, how: str) -> None:
    content = (korean_model() / file).read_bytes()
    with pytest.raises(ModelCorruptError, match=rf"is damaged \(the library {how}\)"):
        VoskModel.open(damaged(korean_model(), tmp_path, file, content[: len(content) // 2]))


def test_a_folder_that_takes_for_ever_is_given_up(tmp_path: Path) -> None:
    # With no setting of its own but a comment, the library never comes to an end.
    copy = damaged(korean_model(), tmp_path, "conf/model.conf", b"# nothing\n")
    with pytest.raises(ModelCorruptError, match="does not open in 1 s"):
        try_out(copy, patience=1.0)


def test_a_folder_is_tried_once_until_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = korean_model() / "conf" / "mfcc.conf"
    copy = damaged(korean_model(), tmp_path, "conf/mfcc.conf", config.read_bytes())
    assert tried_out(copy) is None
    first = try_out(copy)
    assert 100 < first.megabytes < 1_000
    monkeypatch.setattr(folder, "_opened_alone", lambda *_: pytest.fail("it was opened again"))
    assert try_out(copy) == tried_out(copy) == first
    os.utime(copy / "conf" / "mfcc.conf", ns=(1, 1))
    assert tried_out(copy) is None


def test_the_library_says_nothing_on_its_own(model: VoskModel, capfd: pytest.CaptureFixture[str]) -> None:
    VoskModel.open(korean_model())
    stream = VoskStream(model, model.grammar([HELLO, "xyzzy"]))
    stream.feed(say(HELLO))
    stream.finish()
    assert capfd.readouterr() == ("", "")
