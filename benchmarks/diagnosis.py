"""What was read instead of a word: is the word told the one really said, and the slip the one really made?

python -m benchmarks.diagnosis --recordings FOLDER --heads FOLDER --lexique Lexique383.txt [--clips 60]
True recordings whose text is given with one word replaced by another real word: the word of the recording is then
what was "read instead". Near foils are one phone away (`benchmarks.misread_words`); slip foils are words of which the
one really said is a known slip. Each clip is heard by a head that never heard its voice (`--heads`, as
benchmarks.verify_words). Baseline, in the same run: what Whisper's best free guess puts there.
Adults reading rightly what the text does not say: not pupils misreading. Prints JSON.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from typing import Any

import numpy as np

from benchmarks.arguments import ear_arguments
from benchmarks.misread_words import Case, Foils, Recording, cases, recordings, set_aside
from benchmarks.verify_words import VOICES, RememberingDecoder, fold_of
from speech.audio import Clip
from speech.diagnosis import Diagnoser
from speech.likely_words import LikelyWords
from speech.phones.encoder import clip_frames
from speech.phones.evidence import WordEvidence, examine
from speech.phones.head import PhoneHead
from speech.phones.inventory import classes
from speech.phones.judging import NO_JUDGE, STRICTNESS, clarity, load_judges, vector
from speech.phones.lexicon import Lexicon
from speech.phones.pronounce import Pronouncer, Spoken
from speech.slips import slips_of
from speech.spoken_numbers import NumberModel
from speech.training.recordings import load_samples
from speech.verdicts import Verdict
from speech.whisper import WhisperRecogniser

Row = dict[str, Any]
COMMON = 4


class _Run:
    """The parts that hear, loaded once."""

    def __init__(self, given: argparse.Namespace) -> None:
        self.decoder = RememberingDecoder(given.models / "whisper-base")
        self.whisper = WhisperRecogniser(self.decoder, NO_JUDGE, NumberModel((), 0.0, 1.0))
        self.heads = {path.stem: PhoneHead.load(path) for path in given.heads.glob("*.npz")}
        self.pronouncer = Pronouncer(Lexicon.load())
        self.diagnoser = Diagnoser(self.pronouncer)
        self.words = LikelyWords(self.pronouncer.lexicon)
        self.judge = load_judges()["all"]

    def slip_foils(self, clip: Recording, rng: random.Random) -> list[Case]:
        """The text with one word replaced by one of which the word said is a slip, if any of its words allows it."""
        words = clip.text.split()
        found = []
        for place, word in enumerate(words):
            ways = {classes(phones) for phones in self.pronouncer.word(_bare(word))}
            if len(_bare(word)) < 3 or not ways:
                continue
            for like in self.words.near(sorted(ways, key=len)[-1], 120):
                accepted = self.pronouncer.word(like.spellings[0])
                known = like.frequency >= COMMON and not ways & {classes(phones) for phones in accepted}
                if known and ways & slips_of(like.spellings[0], accepted).keys():
                    found.append((place, like.spellings[0]))
        if not found:
            return []
        place, written = rng.choice(found)
        labels = tuple(0 if here == place else 1 for here in range(len(words)))
        return [Case(clip, "slip", (*words[:place], written, *words[place + 1 :]), labels)]

    def row(self, case: Case) -> Row | None:
        """One foil: what was really said there, the verdict, and what each way of telling says."""
        place = case.labels.index(0)
        said, written = _bare(case.recording.text.split()[place]), _bare(case.words[place])
        text = self.pronouncer.text(" ".join(case.words))
        ways = {classes(phones) for phones in self.pronouncer.word(said)}
        if len(text) != len(case.words) or not ways or ways & {classes(p) for p in self.pronouncer.word(written)}:
            return None
        samples = load_samples(case.recording.audio)
        decoded = self.whisper.evidence(Clip(samples), " ".join(case.words))
        sound = self.decoder.encode(samples)
        head = self.heads[fold_of(case.recording.speaker)]
        emissions = head.classes(clip_frames(np.asarray(sound.encoded), len(samples)))
        evidence: WordEvidence = examine(text, emissions)[place]
        probability = self.judge.probability(vector(evidence, clarity(emissions), decoded[place], "all"))
        started = time.perf_counter()
        guesses = [found.heard for found in decoded]
        told = self.diagnoser.diagnose(case.words, [place], emissions, guesses)[place]
        return {
            "voice": case.recording.speaker, "case": case.name, "said": said, "written": written,
            "verdict": STRICTNESS["normal"].verdict(probability),
            "told": told.word, "phones": told.phones, "slip": told.slip, "guess": guesses[place],
            "word right": self._sounds_like(told.word, ways), "guess right": self._sounds_like(guesses[place], ways),
            "true slip": _true_slip(text[place], ways), "seconds": time.perf_counter() - started,
        }  # fmt: skip

    def _sounds_like(self, told: str | None, ways: set[tuple[str, ...]]) -> bool:
        return told is not None and bool({classes(phones) for phones in self.pronouncer.word(told)} & ways)


def _bare(word: str) -> str:
    return word.strip(".,;:!?…«»\"'()").lower()


def _true_slip(word: Spoken, ways: set[tuple[str, ...]]) -> str | None:
    slips = slips_of(word.word, word.alternatives())
    return next((slips[said] for said in slips if said in ways), None)


def collect(given: argparse.Namespace) -> list[Row]:
    """One row a clip that has a near foil, for every voice whose fold has a head."""
    run = _Run(given)
    foils = Foils(given.lexique)
    aside = set_aside(given.set_aside)
    every = [
        one
        for one in recordings(given.recordings)
        if one.kind in ("word", "phrase", "sentence") and one.audio.name not in aside
    ]
    rows = []
    for voice in VOICES:
        if fold_of(voice) not in run.heads:
            print(f"no head that never heard {voice}: left out", file=sys.stderr)
            continue
        rng = random.Random(f"{voice} {given.seed}")
        own = [one for one in every if one.speaker == voice and len(one.text) < 80]
        for clip in rng.sample(own, min(given.clips, len(own))):
            near = [case for case in cases(clip, every, foils, rng) if case.name == "near"]
            rows += [row for case in [*near, *run.slip_foils(clip, rng)] if (row := run.row(case))]
    return rows


def report(rows: list[Row]) -> dict[str, Any]:
    """Shares of right words and slips, over all near foils and over those judged incorrect."""
    out = {}
    for case in ("near", "slip"):
        these = [row for row in rows if row["case"] == case]
        out[f"{case} foils"] = _shares(these)
        out[f"{case} foils judged incorrect"] = _shares([row for row in these if row["verdict"] is Verdict.INCORRECT])
    return out


def _shares(rows: list[Row]) -> dict[str, Any]:
    slipped = [row for row in rows if row["true slip"]]
    named = [row for row in rows if row["slip"]]
    return {
        "foils": len(rows),
        "word told": _share(rows, lambda row: row["told"] is not None),
        "word told and right": _share(rows, lambda row: row["word right"]),
        "right when a word is told": _share([row for row in rows if row["told"]], lambda row: row["word right"]),
        "baseline: the decoder's guess is right": _share(rows, _guess_right),
        "baseline: right when it guesses": _share([row for row in rows if row["guess"]], _guess_right),
        "foils that are a known slip": len(slipped),
        "slip named and right": _share(slipped, lambda row: row["slip"] == row["true slip"]),
        "slips named": len(named),
        "right when a slip is named": _share(named, lambda row: row["slip"] == row["true slip"]),
        "seconds a word": round(float(np.mean([row["seconds"] for row in rows])), 3) if rows else None,
        "by voice": dict(Counter(row["voice"] for row in rows)),
    }


def _guess_right(row: Row) -> bool:
    return bool(row["guess right"])


def _share(rows: list[Row], holds: Any) -> float | None:
    return round(sum(bool(holds(row)) for row in rows) / len(rows), 3) if rows else None


def main() -> None:
    """Collect and print."""
    parser = ear_arguments(__doc__)
    parser.add_argument("--clips", type=int, default=60, help="a voice")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--rows", action="store_true", help="also print every row on stderr")
    given = parser.parse_args()
    rows = collect(given)
    if given.rows:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False), file=sys.stderr)
    print(json.dumps(report(rows), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
