"""Scores on graphs are held against brute force: the sum over every way to label every frame."""

from itertools import product

import numpy as np
import pytest

from speech.phones import alignment
from speech.phones.inventory import CLASS_INDEX, CLASSES, Phones

LABELS = [0, CLASS_INDEX["a"], CLASS_INDEX["b"], CLASS_INDEX["l"]]


def emissions(frames: int, seed: int) -> np.ndarray:
    """Random log-probabilities; only the blank and three phones may be heard."""
    scores = np.full((frames, len(CLASSES) + 1), -20.0, dtype=np.float32)
    scores[:, LABELS] = np.log(np.random.default_rng(seed).dirichlet(np.ones(len(LABELS)), frames))
    return scores


def collapse(labels: tuple[int, ...]) -> tuple[int, ...]:
    kept = [label for place, label in enumerate(labels) if place == 0 or labels[place - 1] != label]
    return tuple(label for label in kept if label)


def brute_force(scores: np.ndarray, accepted: set[tuple[int, ...]]) -> tuple[float, float]:
    """Sum and best over all labellings that collapse to an accepted sequence."""
    total, best = -np.inf, -np.inf
    for labels in product(LABELS, repeat=len(scores)):
        if collapse(labels) in accepted:
            way = float(sum(scores[frame, label] for frame, label in enumerate(labels)))
            total, best = np.logaddexp(total, way), max(best, way)
    return total, best


def numbers(phones: Phones) -> tuple[int, ...]:
    return tuple(CLASS_INDEX[phone] for phone in phones)


@pytest.mark.parametrize(
    ("slots", "accepted"),
    [
        (((("b", "a", "l"),),), [("b", "a", "l")]),
        (((("a", "a"),),), [("a", "a")]),
        (
            ((("b",), ("b", "a")), ((), ("l",)), (("a",),)),
            [("b", "a"), ("b", "a", "a"), ("b", "l", "a"), ("b", "a", "l", "a")],
        ),
    ],
)
def test_a_graph_sums_every_accepted_pronunciation(slots, accepted):
    scores = emissions(6, seed=3)
    graph = alignment.build(slots)
    wanted = {numbers(phones) for phones in accepted}
    total, best = brute_force(scores, wanted)
    if ("b", "a", "a") in accepted:  # twins across slots may be said as one: the graph holds more ways
        assert alignment.score(graph, scores) >= total - 1e-4
    else:
        assert alignment.score(graph, scores) == pytest.approx(total, abs=1e-4)
        assert alignment.viterbi(graph, scores).score == pytest.approx(best, abs=1e-4)


def test_forward_and_backward_agree_at_every_frame():
    scores = emissions(9, seed=5)
    graph = alignment.build(((("b", "a"), ("b", "l")), ((), ("l",)), (("a", "l"),)))
    through = alignment.forward(graph, scores) + alignment.backward(graph, scores)
    assert np.allclose(np.logaddexp.reduce(through, axis=1), alignment.score(graph, scores), atol=1e-3)


def test_replacing_one_word_scores_as_the_text_rewritten():
    scores = emissions(8, seed=7)
    text = ((("b",),), (("a", "l"),), (("b",),))
    graph = alignment.build(text)
    alpha, beta = alignment.forward(graph, scores), alignment.backward(graph, scores)
    enter, leave = alignment.borders(graph, scores, alpha, beta, range(1, 2))
    words = [("a", "l"), ("l",), ("a", "b", "a"), ("l", "a")]
    found = alignment.score_within(words, scores, enter, leave)
    for word, value in zip(words, found, strict=True):
        rewritten = alignment.build((text[0], (word,), text[2]))
        assert value == pytest.approx(alignment.score(rewritten, scores), abs=1e-3)


def test_a_lone_word_scores_the_same_within_open_borders():
    scores = emissions(6, seed=11)
    graph = alignment.build(((("b", "a"),),))
    alpha, beta = alignment.forward(graph, scores), alignment.backward(graph, scores)
    enter, leave = alignment.borders(graph, scores, alpha, beta, range(0, 1))
    found = alignment.score_within([("b", "a"), ("a", "a")], scores, enter, leave)
    assert found[0] == pytest.approx(brute_force(scores, {numbers(("b", "a"))})[0], abs=1e-3)
    assert found[1] == pytest.approx(brute_force(scores, {numbers(("a", "a"))})[0], abs=1e-3)
