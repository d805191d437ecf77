"""Scores of rivals are held against those of the text rewritten, and against the general way to score a word."""

import numpy as np
import pytest

from speech.phones import alignment, one_away
from speech.phones.evidence import neighbours
from speech.phones.inventory import CLASSES, Phones

BEFORE, AFTER = CLASSES[3], CLASSES[11]


def emissions(frames: int, seed: int) -> np.ndarray:
    """Log-probabilities of a voice that is mostly sure of what it says, whatever that is."""
    likely = np.random.default_rng(seed).dirichlet(np.full(len(CLASSES) + 1, 0.15), frames)
    return np.maximum(np.log(np.maximum(likely, 1e-9)), -20.0).astype(np.float32)


def between(
    text: tuple[tuple[Phones, ...], ...], place: int, scores: np.ndarray
) -> tuple[one_away.Between | None, alignment.Vector, alignment.Vector]:
    graph = alignment.build(text)
    alpha, beta = alignment.forward(graph, scores), alignment.backward(graph, scores)
    enter, leave = alignment.borders(graph, scores, alpha, beta, range(place, place + 1))
    return one_away.Between.of(scores, enter, leave), enter, leave


@pytest.mark.parametrize("word", [("a",), ("b", "a"), ("l", "a", "a"), ("a", "a", "a"), ("p", "a", "p", "a")])
@pytest.mark.parametrize("beside", [True, False], ids=["in a text", "alone"])
def test_each_rival_scores_as_in_general(word: Phones, beside: bool) -> None:
    text = (((BEFORE,),), (word,), ((AFTER,),)) if beside else ((word,),)
    for seed in range(5):
        scores = emissions(12, seed)
        within, enter, leave = between(text, int(beside), scores)
        assert within is not None
        rivals = neighbours(word)
        general = alignment.score_within([word, *rivals, ()], scores, enter, leave)
        quick = [one_away.score(word, within), *one_away.scores(word, list(rivals.values()), within)]
        assert np.allclose([*quick, one_away.score((), within)], np.maximum(general, -1e29), atol=1e-6, rtol=1e-6)


def test_a_rival_scores_as_the_text_rewritten_though_it_is_long() -> None:
    """Over hundreds of frames that speak against it, where sums of probabilities would be nothing."""
    word: Phones = ("p", "a", "p", "a")
    scores = emissions(150, seed=8)
    within, *_ = between((((BEFORE,),), (word,), ((AFTER,),)), 1, scores)
    assert within is not None
    rivals = neighbours(word)
    found = one_away.scores(word, list(rivals.values()), within)
    for rival, value in list(zip(rivals, found, strict=True))[::15]:
        rewritten = alignment.build((((BEFORE,),), (rival,), ((AFTER,),)))
        assert value == pytest.approx(alignment.score(rewritten, scores), abs=1e-3)


def test_where_no_way_out_comes_after_a_way_in_nothing_can_be_said() -> None:
    scores = emissions(6, seed=1)
    late, early = np.full(6, alignment.IMPOSSIBLE), np.full(6, alignment.IMPOSSIBLE)
    late[4], early[2] = 0.0, 0.0
    assert one_away.Between.of(scores, late, early) is None
