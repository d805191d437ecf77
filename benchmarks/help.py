"""Does the help find the right passage, and say that it does not know? Prints JSON.

Over the teacher's guide and over a second, unrelated set of documents (invented staff questions): 120 questions, 40 of
which have no answer there, written before the search was made. `fresh`: 40 more, written after all tuning; `newest`: 12
more over the guide, written after it grew; `fresh2`: 60 more over it, written before questions were learned from;
`fresh3`: 90 more over both, by another hand that saw only the passages. The staff pages are measured as they are, and
again with questions beside them.
Against two baselines on the same questions: plain TF-IDF and the share of words in common, each with its refusal
threshold fitted like ours on the development questions.

    python -m benchmarks.help [--no-baselines] [--misses]
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.feature_extraction.text import TfidfVectorizer

from tutor.help.deciding import load_rule
from tutor.help.documents import read_folder
from tutor.help.library import GUIDES, guides
from tutor.help.passages import Passage, passages_of
from tutor.help.retrieval import Index, Match
from tutor.help.synonyms import load_synonyms

ROOT = Path(__file__).parents[1]
QUESTIONS = ROOT / "tests" / "data" / "help"
GUIDE = "guide-enseignant"
WITH_QUESTIONS = "mouvement, asked"
PARTS = ("test", "fresh", "newest", "fresh2", "fresh3")


@dataclass(frozen=True)
class Question:
    """`headings`: those of the passages that answer; none when nothing does."""

    text: str
    headings: tuple[str, ...]
    style: str


def questions(name: str, part: str) -> list[Question]:
    """The written questions on a set of documents; none when that part has none on it."""
    path = QUESTIONS / f"{name}-{part}.yaml"
    held = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else []
    return [Question(one["q"], tuple(one["a"]), one["style"]) for one in held]


def guide_passages() -> list[Passage]:
    return [one for document in guides(GUIDES) if document.name == GUIDE for one in passages_of(document)]


def staff_passages() -> list[Passage]:
    return [one for document in read_folder(QUESTIONS / "mouvement").documents for one in passages_of(document)]


def asked_staff_passages() -> list[Passage]:
    """The same with questions beside them, as an academy could write: by another hand."""
    asked = yaml.safe_load((QUESTIONS / "mouvement-asked.yaml").read_text(encoding="utf-8"))
    return [replace(one, asked=tuple(asked.get(one.anchor, ()))) for one in staff_passages()]


@cache
def passages_in(name: str) -> tuple[Passage, ...]:
    made = {"guide": guide_passages, "mouvement": staff_passages, WITH_QUESTIONS: asked_staff_passages}
    return tuple(made[name]())


def _index(name: str) -> Callable[[], Index]:
    return cache(lambda: Index(passages_in(name), load_synonyms([])[0]))


SETS: Mapping[str, Callable[[], Index]] = {name: _index(name) for name in ("guide", "mouvement")}


_INDEX_WITH_QUESTIONS = _index(WITH_QUESTIONS)


def right(match: Match | Passage, question: Question) -> bool:
    """Whether this passage answers."""
    passage = match.passage if isinstance(match, Match) else match
    return passage.heading.replace("\u00a0", " ") in question.headings


@dataclass(frozen=True)
class Reply:
    """What a way of searching gives: the three best, whether it would answer, in how many milliseconds."""

    best: Sequence[Passage]
    answers: bool
    ms: float


Way = Callable[[str], Reply]


def ours(name: str) -> Way:
    index, rule = (_INDEX_WITH_QUESTIONS if name == WITH_QUESTIONS else SETS[name])(), load_rule()

    def ask(text: str) -> Reply:
        start = time.process_time()
        matches = index.search(text)
        answers = rule.answers(matches)
        return Reply([one.passage for one in matches], answers, 1000 * (time.process_time() - start))

    return ask


def _baseline(name: str, scores: Callable[[str], Any]) -> Way:
    """Any scoring of passages, with the threshold that is best on the development questions."""
    passages = passages_in(name)
    dev = [(float(np.max(scores(one.text))), bool(one.headings)) for one in questions(name, "dev")]
    kept = {
        least: sum((best >= least) == answer for best, answer in dev) for least in sorted({best for best, _ in dev})
    }
    least = max(kept, key=lambda one: kept[one])

    def ask(text: str) -> Reply:
        start = time.process_time()
        found = scores(text)
        order = np.argsort(-found, kind="stable")[:3]
        return Reply(
            [passages[i] for i in order], float(found[order[0]]) >= least, 1000 * (time.process_time() - start)
        )

    return ask


def tfidf(name: str) -> Way:
    vectoriser = TfidfVectorizer()
    matrix = vectoriser.fit_transform(f"{one.heading}\n{one.text}" for one in passages_in(name))
    return _baseline(name, lambda text: (matrix @ vectoriser.transform([text]).T).toarray().ravel())


def overlap(name: str) -> Way:
    tokens = TfidfVectorizer().build_analyzer()
    held = [set(tokens(f"{one.heading}\n{one.text}")) for one in passages_in(name)]

    def scores(text: str) -> Any:
        asked = set(tokens(text))
        return np.array([len(asked & one) / (len(asked) or 1) for one in held])

    return _baseline(name, scores)


WAYS: Mapping[str, Callable[[str], Way]] = {"ours": ours, "plain_tfidf": tfidf, "words_in_common": overlap}


def measure(way: Callable[[str], Way], part: str) -> dict[str, Any]:
    """`right_first`: the right passage is the first found; `answered_right`: and it is given, not refused."""
    told: dict[str, Any] = {}
    everything: list[tuple[Question, Reply]] = []
    for name in SETS:
        written = questions(name, part)
        if not written:
            continue
        ask = way(name)
        asked = [(one, ask(one.text)) for one in written]
        told[name] = _figures(asked)
        everything += asked
    return _figures(everything) | {"by_set": told, "by_style": _by_style(everything)}


def measure_asked() -> dict[str, Any]:
    """The staff pages with questions beside them, part by part."""
    ask = ours(WITH_QUESTIONS)
    parts = {part: questions("mouvement", part) for part in PARTS}
    return {part: _figures([(one, ask(one.text)) for one in written]) for part, written in parts.items() if written}


def _by_style(asked: Sequence[tuple[Question, Reply]]) -> dict[str, float]:
    styles = sorted({one.style for one, _ in asked})
    return {style: _figures([pair for pair in asked if pair[0].style == style])["right_first"] for style in styles}


def _figures(asked: Sequence[tuple[Question, Reply]]) -> dict[str, Any]:
    answerable = [(one, reply) for one, reply in asked if one.headings]
    others = [reply for one, reply in asked if not one.headings]
    first = [bool(reply.best) and right(reply.best[0], one) for one, reply in answerable]
    three = [any(right(passage, one) for passage in reply.best) for one, reply in answerable]
    given = [good and reply.answers for good, (_, reply) in zip(first, answerable, strict=True)]
    return {
        "answerable": len(answerable),
        "right_first": _share(first),
        "right_in_three": _share(three),
        "answered_right": _share(given),
        "false_refusals": _share([not reply.answers for _, reply in answerable]),
        "unanswerable": len(others),
        "refused_rightly": _share([not reply.answers for reply in others]),
        "median_ms": round(statistics.median(reply.ms for _, reply in asked), 2),
    }


def _share(told: Sequence[bool]) -> float:
    return round(sum(told) / len(told), 3) if told else 0.0


def misses(part: str) -> list[str]:
    """Every question that went wrong, in words."""
    lines = []
    for name in SETS:
        ask = ours(name)
        for one in questions(name, part):
            reply = ask(one.text)
            found = reply.best[0].heading if reply.best else "rien"
            if one.headings and not (reply.best and right(reply.best[0], one)):
                lines.append(f"{name}: {one.text} → {found} (attendu : {one.headings[0]})")
            elif bool(one.headings) != reply.answers:
                lines.append(f"{name}: {one.text} → {'répondu' if reply.answers else 'refusé'} : {found}")
    return lines


def main() -> None:
    """Print the figures; with --no-baselines, of ours only; with --misses, the questions that went wrong on stderr."""
    ways = {"ours": ours} if "--no-baselines" in sys.argv else WAYS
    told = {part: {name: measure(way, part) for name, way in ways.items()} for part in PARTS}
    print(json.dumps(told | {WITH_QUESTIONS: measure_asked()}, indent=2))
    if "--misses" in sys.argv:
        print("\n".join(misses("test")), file=sys.stderr)


if __name__ == "__main__":
    main()
