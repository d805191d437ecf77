"""The parts of training that need no torch."""

import numpy as np
import pytest

from speech.phones import alignment
from speech.phones.inventory import CLASS_INDEX, CLASSES
from speech.training.augmentation import mix, shift_voice, time_stretch
from speech.training.evaluation import error_rate
from speech.training.relabel import _said

TONE = np.sin(2 * np.pi * 200 * np.arange(16_000) / 16_000).astype(np.float32)


def pitch(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples[2000:-2000]))
    return float(spectrum.argmax()) * 16_000 / len(samples[2000:-2000])


def test_stretching_keeps_the_pitch_and_changes_the_length():
    longer = time_stretch(TONE, 1.4)
    assert len(longer) == pytest.approx(1.4 * len(TONE), rel=0.02)
    assert pitch(longer) == pytest.approx(200, rel=0.03)


def test_a_voice_towards_a_childs_is_higher_and_as_long_as_asked():
    child = shift_voice(TONE, 1.3, 1.1)
    assert len(child) == pytest.approx(1.1 * len(TONE), rel=0.02)
    assert pitch(child) == pytest.approx(260, rel=0.03)


def test_noise_is_mixed_at_the_level_asked():
    noise = np.random.default_rng(1).normal(size=5000).astype(np.float32)
    added = mix(TONE, noise, 10.0) - TONE
    assert 10 * np.log10(np.mean(TONE**2) / np.mean(added**2)) == pytest.approx(10.0, abs=0.1)


def test_errors_count_against_the_nearest_pronunciation_on_classes():
    pairs = [(("l", "e"), [("l", "ɛ")]), (("ʃ", "v", "a", "l"), [("ʃ", "ə", "v", "a", "l"), ("ʃ", "v", "a", "l")])]
    assert error_rate(pairs) == (0.0, 6)
    assert error_rate([(("b", "a"), [("p", "a", "s")])])[0] == pytest.approx(2 / 3)


def test_relabelling_finds_the_variant_that_was_said():
    slots = [((), ("l", "ə")), (("ʃ", "ə", "v", "a", "l"), ("ʃ", "v", "a", "l")), (("ɛ",), ("ɛ", "s", "t"))]
    for said in (("ʃ", "v", "a", "l", "ɛ"), ("l", "ə", "ʃ", "ə", "v", "a", "l", "ɛ", "s", "t")):
        rows = [0, *(label for phone in said for label in (CLASS_INDEX[phone], CLASS_INDEX[phone], 0))]
        scores = np.full((len(rows), len(CLASSES) + 1), 0.001)
        scores[np.arange(len(rows)), rows] = 0.97
        scores = np.log(scores).astype(np.float32)
        graph = alignment.build(slots)
        assert _said(slots, graph, alignment.viterbi(graph, scores)) == said
