"""Sharing the words of a long text among the pieces of a recording."""

import numpy as np

from speech.audio import SAMPLE_RATE
from speech.passages import cut_at_pauses, share_out

PARTS = [["le", "chat", "dort", "sur", "le", "tapis"], ["et", "la", "souris"], ["passe", "devant", "lui"]]
WORDS = [word for part in PARTS for word in part]


def test_words_go_to_the_piece_where_they_were_heard() -> None:
    assert share_out(WORDS, PARTS) == [range(6), range(6, 9), range(9, 12)]


def test_every_word_has_exactly_one_piece_whatever_was_heard() -> None:
    for heard in ([[], [], []], [["lui"], ["le", "chat"]], [["abricot"], [], ["devant", "lui"]]):
        places = [place for share in share_out(WORDS, heard) for place in share]
        assert places == list(range(len(WORDS)))


def test_unread_words_stay_with_those_before_them() -> None:
    assert share_out(WORDS, [["le", "chat"], ["dort"]])[1].stop == len(WORDS)


def test_a_short_recording_is_not_cut() -> None:
    assert len(cut_at_pauses(np.zeros(5 * SAMPLE_RATE, np.float32), 28)) == 1


def test_a_long_recording_is_cut_in_pieces_that_fit_and_lose_nothing() -> None:
    samples = np.random.default_rng(0).normal(0, 0.01, 70 * SAMPLE_RATE).astype(np.float32)
    pieces = cut_at_pauses(samples, 28)
    assert max(map(len, pieces)) <= 28 * SAMPLE_RATE
    assert np.array_equal(np.concatenate(pieces), samples)
