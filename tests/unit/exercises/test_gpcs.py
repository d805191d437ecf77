"""The table of grapheme-phoneme correspondences: what it promises, and what a wrong line of it says."""

from pathlib import Path

import pytest

from exercises.errors import ContentError
from exercises.reading.decodability import Decoder
from exercises.reading.gpcs import FILE, STAGES, Gpcs

GPCS = Gpcs.load()


def test_there_are_more_than_a_hundred_and_thirty_over_all_stages() -> None:
    assert len(GPCS) >= 130
    assert {gpc.stage for gpc in GPCS} == set(STAGES)


def test_a_key_word_holds_its_correspondence() -> None:
    decoder = Decoder.load()
    for gpc in GPCS:
        words = [decoder.word(word) for word in gpc.key_word.split()]
        ways = [decoder.said(word.written, phones) for word in words for phones in word.others]
        assert any(gpc.slug in word.gpcs for word in words + ways), (gpc.slug, gpc.key_word)


def test_a_correspondence_needs_one_or_two_at_most_and_none_of_a_later_stage() -> None:
    for gpc in GPCS:
        assert len(gpc.prerequisites) <= 2
        assert all(GPCS[needed].stage <= gpc.stage for needed in gpc.prerequisites), gpc.slug


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ch;ch;ʃ;2;cp;;0;un chat;", "CH;ch;ʃ;2;cp;;0;un chat;", "slug"),
        ("ch;ch;ʃ;2;cp;;0;un chat;", "ch;ch;sh;2;cp;;0;un chat;", "'sh' is no phone"),
        ("ch;ch;ʃ;2;cp;;0;un chat;", "ch;ch;ʃ;11;cp;;0;un chat;", "stage must be 1 to 10"),
        ("ch;ch;ʃ;2;cp;;0;un chat;", "ch;ch;ʃ;2;cm1;;0;un chat;", "class"),
        ("ch;ch;ʃ;2;cp;;0;un chat;", "ch;ch;ʃ;2;cp;;9;un chat;", "rarity"),
        ("ch;ch;ʃ;2;cp;;0;un chat;", "ch;ch;ʃ;2;cp;;0;;", "'mot_repere' is empty"),
        ("ch;ch;ʃ;2;cp;;0;un chat;", "ch;;ʃ;2;cp;;0;un chat;", "'graphemes' is empty"),
        ("ch;ch;ʃ;2;cp;;0;un chat;", "ch;ch;ʃ;2;cp;a;0;un chat;", "must have one _"),
        ("ch;ch;ʃ;2;cp;;0;un chat;", "ch;ch;ʃ;2;cp;_(;0;un chat;", "cannot be read"),
        ("ch;ch;ʃ;2;cp;;0;un chat;", "ch;ch;ʃ;2;cp;;0;un chat;zz", "needs 'zz', which no line above gives"),
        ("ch;ch;ʃ;2;cp;;0;un chat;", "v;ch;ʃ;2;cp;;0;un chat;", "there twice"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "gpcs.csv"
    text = FILE.read_text(encoding="utf-8")
    assert text.count(f"\n{old}\n") == 1
    path.write_text(text.replace(f"\n{old}\n", f"\n{new}\n"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"gpcs\.csv, line \d+: ") as caught:
        Gpcs.load(path)
    assert said in str(caught.value)
