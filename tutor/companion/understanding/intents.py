"""What a child means who does not answer: a small classifier over authored examples, and how near the nearest one is.

Characters and words of the sentence, numbers all alike, a logistic regression; about half a second to build, so it
is built from the data whenever a server starts and nothing trained is shipped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import yaml
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from exercises.errors import ContentError
from exercises.sources import read_text
from tutor.companion.dialogue.events import Intent
from tutor.companion.understanding.matching import is_number_word
from tutor.companion.understanding.words import words

FILE = Path(__file__).parents[1] / "data" / "intents.yaml"
FEWEST_EXAMPLES = 40
A_NUMBER = "nb"
STRENGTH = 20.0
"""Inverse regularisation of the regression, and
SHARPNESS: what its log-odds are multiplied by so that its probabilities are what five-fold cross-validation finds."""
SHARPNESS = 1.2


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest intent and its probability; P(distress); `alike`: cosine to the nearest example of that intent."""

    intent: Intent
    probability: float
    distress: float
    alike: float


class Intents:
    """Knows intents. Safe to call from several threads."""

    def __init__(self, examples: Mapping[Intent, Sequence[str]], sharpness: float = SHARPNESS) -> None:
        # scikit-learn takes seconds to import: a server that starts does not wait for it.
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import FeatureUnion

        texts = [normal(text) for listed in examples.values() for text in listed]
        labels = [intent.value for intent, listed in examples.items() for _ in listed]
        self._features = FeatureUnion(
            [
                ("characters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)),
                ("words", TfidfVectorizer(analyzer=_words, sublinear_tf=True)),
            ]
        )
        self._known = self._features.fit_transform(texts).tocsr()
        model = LogisticRegression(C=STRENGTH, max_iter=100, tol=1e-3, class_weight="balanced")
        model.fit(self._known, labels)
        self._weights, self._bias = model.coef_.T * sharpness, model.intercept_ * sharpness
        self._labels = np.array(labels)
        self._intents = [Intent(name) for name in model.classes_]
        self._distress = self._intents.index(Intent.DISTRESS)

    @classmethod
    def load(cls, path: Path = FILE) -> "Intents":
        """Learn the shipped examples, or those at `path`. Raises ContentError naming file and line."""
        return cls(read_examples(path))

    def guess(self, text: str) -> Guess:
        """What this text means, were it one of the intents."""
        features = self._features.transform([normal(text)]).tocsr()
        scores = (features @ self._weights + self._bias).ravel()
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        best = int(shares.argmax())
        # Each half of the features has length 1, so a sentence with itself gives 2.
        alike = (self._known @ features.T).toarray().ravel()[self._labels == self._intents[best]].max() / 2
        return Guess(self._intents[best], float(shares[best]), float(shares[self._distress]), float(alike))


def normal(text: str) -> str:
    """The plain words, every number one and the same word."""
    found: list[str] = []
    for word in words(text):
        token = A_NUMBER if is_number_word(word.plain) else word.plain
        if token != A_NUMBER or found[-1:] != [A_NUMBER]:
            found.append(token)
    return " ".join(found)


def read_examples(path: Path = FILE) -> dict[Intent, tuple[str, ...]]:
    """The examples of each intent. Raises ContentError naming file and line."""
    try:
        root = yaml.compose(read_text(path), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError(f"{path}, line {line}: this YAML cannot be read ({error.problem}).") from error
    if not isinstance(root, MappingNode):
        raise ContentError(f"{path}, line 1: must map each intent to its examples.")
    examples: dict[Intent, tuple[str, ...]] = {}
    seen: dict[str, str] = {}
    for key, value in root.value:
        line = key.start_mark.line + 1
        if key.value not in set(Intent):
            raise ContentError(f"{path}, line {line}: there is no intent {key.value!r}.")
        intent = Intent(key.value)
        if intent in examples or not isinstance(value, SequenceNode):
            raise ContentError(f"{path}, line {line}: {intent} must be there once, with a list of sentences.")
        for node in value.value:
            if not isinstance(node, ScalarNode) or not normal(node.value):
                raise ContentError(f"{path}, line {node.start_mark.line + 1}: a sentence is expected here.")
            same = " ".join(word.plain for word in words(node.value))
            if same in seen:
                raise ContentError(f"{path}, line {node.start_mark.line + 1}: « {node.value} » is there twice.")
            seen[same] = intent
        examples[intent] = tuple(node.value for node in value.value)
        if len(examples[intent]) < FEWEST_EXAMPLES:
            raise ContentError(f"{path}, line {line}: {intent} needs {FEWEST_EXAMPLES} examples at least.")
    lacking = [intent for intent in Intent if intent not in examples]
    if lacking:
        raise ContentError(f"{path}, line {root.end_mark.line + 1}: no examples of {', '.join(lacking)}.")
    return examples


def _words(text: str) -> list[str]:
    """The words and their pairs."""
    listed = text.split()
    return [*listed, *(f"{one} {next_one}" for one, next_one in pairwise(listed))]
