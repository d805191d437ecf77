import json

import numpy as np

from speech.phones.judging import STRICTNESS, judge_from
from speech.training.judges import fit_judge
from speech.verdicts import Verdict


def test_a_fitted_judge_survives_its_file_and_tells_right_from_wrong():
    rng = np.random.default_rng(0)
    right = np.arange(300) % 2 == 0
    x = rng.normal(size=(300, 3)) + np.where(right, 1.0, -1.0)[:, None]
    fields = fit_judge(x, right, ["a", "b", "c"] * 100, np.ones(300))
    judge = judge_from(json.loads(json.dumps(fields)))
    chance = np.array([judge.probability(one) for one in x])
    assert ((chance > 0.5) == right).mean() > 0.9
    assert chance.min() > 0
    assert chance.max() < 1


def test_doubt_lies_between_the_two_verdicts():
    for strictness in STRICTNESS.values():
        verdicts = [strictness.verdict(chance) for chance in np.linspace(0, 1, 201)]
        order = [Verdict.INCORRECT, Verdict.UNSURE, Verdict.CORRECT]
        assert [
            verdict for place, verdict in enumerate(verdicts) if place == 0 or verdicts[place - 1] != verdict
        ] == order


def test_an_indulgent_teacher_hears_fewer_mistakes():
    assert STRICTNESS["indulgent"].verdict(0.04) is Verdict.UNSURE
    assert STRICTNESS["exigeant"].verdict(0.04) is Verdict.INCORRECT
    assert STRICTNESS["indulgent"].verdict(0.8) is Verdict.CORRECT
    assert STRICTNESS["exigeant"].verdict(0.8) is Verdict.UNSURE
