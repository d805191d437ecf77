"""What a class can decode: words with their mute letters, texts against what was taught."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises.errors import ContentError
from exercises.reading.decodability import Decoder
from exercises.reading.gpcs import Gpcs
from exercises.reading.lexicon import Lexicon

DECODER = Decoder.load()
STAGE_ONE = frozenset(gpc.slug for gpc in Gpcs.load() if gpc.stage == 1)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("chats", "cha[t][s]"),
        ("«\u00a0Lunes\u00a0!", "«\u00a0Lun[e][s]\u00a0!"),
        ("L’homme,", "L’[h]omm[e],"),
        ("chantent", "chant[ent]"),
        ("grand-mère", "gran[d]-mèr[e]"),
        ("samedi", "samedi"),
        ("a-t-il", "a-t-il"),
    ],
)
def test_mute_letters_are_found_in_the_word_as_written(written: str, shown: str) -> None:
    found = written
    for start, end in reversed(DECODER.word(written).silent):
        found = f"{found[:start]}[{found[start:end]}]{found[end:]}"
    assert found == shown


def test_a_text_says_what_it_needs_and_what_is_not_taught() -> None:
    text = DECODER.text("Lila a filé. La lune est là, avec le chat.", STAGE_ONE)
    assert text.undecodable == ("lune", "chat")
    assert text.stage == 3
    assert text.share == pytest.approx(8 / 10)
    assert {"l", "i", "ch", "t_muet"} <= text.gpcs
    assert text.by_rule == ("Lila",)


def test_tool_words_and_given_names_are_read_by_heart() -> None:
    assert DECODER.stage("Elle est dans les…") == 0
    assert DECODER.text("Guillaume rame.", STAGE_ONE).undecodable == ("Guillaume",)
    assert DECODER.text("Guillaume rame.", STAGE_ONE, names={"Guillaume"}).undecodable == ()


def test_an_elided_word_asks_only_for_what_follows_it() -> None:
    assert DECODER.word("d’ami").gpcs == {"a", "m", "i"}
    assert DECODER.by_heart("qu’il")
    assert not DECODER.by_heart("l’école")


def test_a_word_with_two_pronunciations_lists_the_other() -> None:
    couvent = DECODER.word("couvent")
    assert couvent.phones == ("k", "u", "v", "ɑ̃")
    assert couvent.others == (("k", "u", "v"),)


def test_after_a_plural_an_ending_in_ent_is_that_of_a_verb() -> None:
    verb, noun = DECODER.text("Les poules couvent."), DECODER.text("Il va au couvent.")
    assert "ent_muet" in verb.gpcs
    assert "ent_muet" not in noun.gpcs


def test_the_caller_may_say_how_a_word_is_said() -> None:
    verb = DECODER.said("couvent.", ("k", "u", "v"))
    assert verb.silent == ((4, 7),)
    assert verb.stage == 10


@pytest.mark.parametrize("text", ["", "   ", "12 + 3 = 15", "… ! ?", "🙂 🙂", "<b></b>"])
def test_a_text_without_a_word_is_no_error(text: str) -> None:
    found = DECODER.text(text, STAGE_ONE)
    assert 0 <= found.share <= 1
    assert found.stage in range(11)


@given(st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    found = DECODER.text(text, STAGE_ONE)
    assert 0 <= found.share <= 1
    for word in found.words:
        places = [place for span in word.silent for place in range(*span)]
        assert places == sorted(set(places))
        assert all(0 <= place < len(word.written) for place in places)


@given(st.sets(st.sampled_from(sorted(gpc.slug for gpc in Gpcs.load()))), st.sampled_from(sorted(STAGE_ONE)))
def test_one_more_correspondence_taught_never_makes_a_text_harder(taught: set[str], more: str) -> None:
    text = "Le chat de Rémi a sali la salle : papa râle, mais Lila rit."
    assert DECODER.text(text, taught | {more}).share >= DECODER.text(text, taught).share


def test_the_lexicon_knows_the_words_of_children_and_of_school() -> None:
    lexicon = Lexicon.load()
    assert 60_000 <= len(lexicon) <= 120_000
    for word in ("école", "cœur", "mathématiques", "grand-mère", "aujourd’hui", "chantent", "escargots"):
        assert word in lexicon
    assert lexicon.find("fils")[0] == ("f", "i", "s")
    assert lexicon.find("est")[0] == ("e",)
    assert lexicon.find("zorglubinette") == ()


def test_a_broken_lexicon_is_a_content_error(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.tsv.gz"
    path.write_bytes(b"\x1f\x8bnot gzip")
    with pytest.raises(ContentError, match=r"lexicon\.tsv\.gz"):
        Lexicon.load(path)
