import numpy as np
import pytest

from speech.phones.head import PhoneHead, merge
from speech.phones.inventory import CLASS_INDEX, CLASSES, INDEX, PHONES


@pytest.fixture(scope="module")
def head() -> PhoneHead:
    """A head with random weights: what it computes must hold for any."""
    rng = np.random.default_rng(1)
    width, inputs, labels = 16, 512, len(PHONES) + 1
    arrays = {
        "mean": rng.normal(size=inputs), "spread": np.ones(inputs),
        "enter.weight": rng.normal(size=(inputs, width)) / 20,
        "enter.bias": rng.normal(size=width), "norm.weight": np.ones(width), "norm.bias": np.zeros(width),
        "leave.weight": rng.normal(size=(width, labels)), "leave.bias": np.zeros(labels),
        "dilations": np.array([1, 2]),
    }  # fmt: skip
    for place in range(2):
        arrays |= {
            f"blocks.{place}.weight": rng.normal(size=(5 * width, width)) / 9, f"blocks.{place}.bias": np.zeros(width),
            f"blocks.{place}.norm.weight": np.ones(width), f"blocks.{place}.norm.bias": np.zeros(width),
        }  # fmt: skip
    return PhoneHead({name: array.astype(np.float32) for name, array in arrays.items()})


def test_each_frame_gets_a_distribution_over_phones_and_blank(head):
    scores = head.phones(np.random.default_rng(2).normal(size=(40, 512)).astype(np.float32))
    assert scores.shape == (40, len(PHONES) + 1)
    assert np.allclose(np.exp(scores).sum(axis=1), 1.0, atol=1e-3)


def test_a_phone_depends_only_on_the_frames_around_it(head):
    """Two blocks of 5, one dilated twice, reach 2 + 4 frames; levelling aside, farther ones change nothing."""
    frames = np.random.default_rng(3).normal(size=(60, 512)).astype(np.float32)
    swapped = frames.copy()
    swapped[[0, 5]] = swapped[[5, 0]]  # same mean and spread
    before, after = head.phones(frames), head.phones(swapped)
    assert np.allclose(before[12:], after[12:], atol=1e-4)
    assert not np.allclose(before[:5], after[:5], atol=1e-2)


def test_merging_adds_the_probabilities_of_a_class():
    scores = np.log(np.random.default_rng(4).dirichlet(np.ones(len(PHONES) + 1), 5)).astype(np.float32)
    merged = merge(scores)
    assert merged.shape == (5, len(CLASSES) + 1)
    both = np.exp(scores[:, INDEX["e"]]) + np.exp(scores[:, INDEX["ɛ"]])
    assert np.allclose(np.exp(merged[:, CLASS_INDEX["ɛ"]]), both, atol=1e-5)
