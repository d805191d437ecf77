"""Fits the judges of `speech.phones.judging`: small networks, averaged, then calibrated (Platt) across voices."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
HIDDEN, NETWORKS = 8, 5


def fit_judge(x: Matrix, right: NDArray[np.bool_], voices: Sequence[str], weight: Matrix) -> dict[str, Any]:
    """JSON fields of a judge of evidence `x` (words, features).

    `weight` balances the rows. The last slope and offset are fitted on judges that did not see the word's voice.
    """
    from sklearn.linear_model import LogisticRegression

    groups = np.asarray(voices)
    fields = _networks(x, right, weight)
    away = np.zeros(len(x))
    for voice in sorted(set(voices)):
        held = groups == voice
        if held.all():
            away = logits(fields, x)
            break
        away[held] = logits(_networks(x[~held], right[~held], weight[~held]), x[held])
    line = LogisticRegression(C=100.0).fit(away[:, None], right, sample_weight=weight)
    return fields | {"slope": float(line.coef_[0, 0]), "offset": float(line.intercept_[0])}


def logits(fields: dict[str, Any], x: Matrix) -> Matrix:
    """Mean logit of the networks, before calibration."""
    scaled = np.clip((x - np.asarray(fields["mean"])) / np.asarray(fields["spread"]), -6.0, 6.0)
    out = [
        np.tanh(scaled @ np.asarray(enter) + np.asarray(bias)) @ np.asarray(leave) + last
        for enter, bias, leave, last in fields["networks"]
    ]
    return np.asarray(np.mean(out, axis=0))


def _networks(x: Matrix, right: NDArray[np.bool_], weight: Matrix) -> dict[str, Any]:
    from sklearn.neural_network import MLPClassifier

    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    scaled = np.clip((x - mean) / spread, -6.0, 6.0)
    rng = np.random.default_rng(7)
    share = weight / weight.sum()
    networks = []
    for seed in range(NETWORKS):
        # Weights by resampling, which also makes each network see other words.
        rows = rng.choice(len(x), size=len(x), p=share)
        network = MLPClassifier(
            (HIDDEN,), activation="tanh", alpha=5.0, solver="lbfgs", max_iter=2000, random_state=seed
        )
        network.fit(scaled[rows], right[rows])
        networks.append(
            [
                network.coefs_[0].round(5).tolist(),
                network.intercepts_[0].round(5).tolist(),
                network.coefs_[1][:, 0].round(5).tolist(),
                round(float(network.intercepts_[1][0]), 5),
            ]
        )
    return {"mean": mean.round(6).tolist(), "spread": spread.round(6).tolist(), "networks": networks}
