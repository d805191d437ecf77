"""Words read correctly a minute, and miscues, on texts assembled from recordings: how near to the truth?

python -m benchmarks.fluency --recordings FOLDER [--heads FOLDER] [--texts 12] [--seconds 60] [--mistakes 6]
Each text is fed as it would come from a microphone. `--heads` holds `<fold>.npz` of `python -m speech.training folds`,
so that each voice is heard by a head that never heard it; without it, the shipped head has learnt from these voices.
The judge is the shipped one in both cases. Prints JSON; the baseline counts words of the plain alignment (no
repetition, no omission known to it) called correct a minute of sound with a voice.
"""

import argparse
import json
import random
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.assembled_texts import EVENTS, AssembledText, Recordings, assemble
from benchmarks.misread_words import recordings, set_aside
from benchmarks.verify_words import fold_of
from speech.audio import SAMPLE_RATE, Clip
from speech.ear import Ear
from speech.phones.judging import load_judges
from speech.phones.listener import PhoneListener
from speech.texts.reading import TextReading
from speech.verdicts import Verdict
from speech.whisper import WhisperRecogniser

VOICES = ("voice-t", "voice-a", "voice-b")
UNCERTAIN = {"voice-a": {"sentence"}}
"""Kinds of clips whose wording is probable, not certain (the data's README): the truth must be known here."""
CLOSE = 3.0
CHUNK_SECONDS, LOOK_SECONDS = 0.2, 0.4


class Listener:
    """An ear that reads a text as a server would: windows while it is read, a look at the place when free."""

    def __init__(self, whisper: WhisperRecogniser, phones: PhoneListener) -> None:
        self.whisper, self.phones = whisper, phones
        self.ear = Ear(whisper, phones, load_judges()["all"])

    def read(self, text: AssembledText) -> dict[str, Any]:
        """One text: what was found beside the truth. Time is that of the sound; computing takes what it takes."""
        listening = self.ear.follow(" ".join(text.words))
        now = free_at = next_look = spent = 0.0
        looks, right = 0, 0
        chunk = round(CHUNK_SECONDS * SAMPLE_RATE)
        for at in range(0, len(text.samples), chunk):
            listening.feed(text.samples[at : at + chunk])
            now += CHUNK_SECONDS
            if free_at > now:
                continue
            started = time.perf_counter()
            if listening.waiting:
                listening.work()
            elif now >= next_look:
                next_look = now + LOOK_SECONDS
                place = listening.place()
                looks += 1
                right += _in_place(text, now, place)
            else:
                continue
            took = time.perf_counter() - started
            free_at, spent = now + took, spent + took
        started = time.perf_counter()
        reading = listening.finish()
        took = time.perf_counter() - started
        return {
            "text": text, "reading": reading, "plain": self._plain(text), "looks": looks, "looks_right": right,
            "wait": max(0.0, free_at - now) + took, "computing": (spent + took) / (len(text.samples) / SAMPLE_RATE),
        }  # fmt: skip

    def _plain(self, text: AssembledText) -> float:
        heard = self.whisper.listen(Clip(text.samples))
        right = 0
        for stretch, share in zip(heard, self.whisper.shares(heard, text.words), strict=True):
            samples = round(stretch.sound.seconds * SAMPLE_RATE)
            found = self.phones.hear(np.asarray(stretch.sound.encoded), samples)
            words = [text.words[place] for place in share]
            if words:
                verdicts = self.ear.judged(stretch, found.emissions, words, [0.0] * len(words))
                right += sum(word.verdict is Verdict.CORRECT for word in verdicts)
        return 60.0 * right / text.seconds


def _in_place(text: AssembledText, now: float, place: int | None) -> bool:
    """Whether the place is in what is being said, or was said up to a second ago."""
    said = [(first, last) for start, end, first, last in text.spans if start <= now and end >= now - 1.0]
    before = [(first, last) for start, _, first, last in text.spans if start <= now][-1:]
    spans = said or before
    return place is None if not spans else place is not None and any(a <= place < b for a, b in spans)


def report(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Figures over some readings."""
    errors = [abs(row["reading"].mclm - row["text"].mclm) for row in rows]
    plain = [abs(row["plain"] - row["text"].mclm) for row in rows]
    words = Counter[str]()
    for row in rows:
        wrong = {at for kind, at in row["text"].events if kind in ("substituted", "omitted", "skipped")}
        for at, word in enumerate(row["reading"].words):
            words[("wrong " if at in wrong else "right ") + f"called {word.verdict}"] += 1
    return {
        "texts": len(rows),
        "true_mclm_range": [round(min(row["text"].mclm for row in rows)), round(max(row["text"].mclm for row in rows))],
        "mclm_within_3": round(statistics.mean(error <= CLOSE for error in errors), 3),
        "mclm_median_error": round(statistics.median(errors), 2),
        "mclm_largest_error": round(max(errors), 2),
        "plain_within_3": round(statistics.mean(error <= CLOSE for error in plain), 3),
        "plain_median_error": round(statistics.median(plain), 2),
        "words": dict(sorted(words.items())),
        "events": {kind: _events(rows, kind) for kind in EVENTS},
        "seconds_from_end_to_verdict": _spread([row["wait"] for row in rows]),
        "computing_a_second_of_sound": _spread([row["computing"] for row in rows]),
        "word_being_read_in_place": round(
            sum(r["looks_right"] for r in rows) / max(1, sum(r["looks"] for r in rows)), 3
        ),
        "looks_a_second": round(
            sum(row["looks"] for row in rows) / sum(len(row["text"].samples) / SAMPLE_RATE for row in rows), 2
        ),
    }


def _readings(rows: list[dict[str, Any]]) -> list[dict[str, list[float]]]:
    """What makes each MCLM: [true, found]."""
    return [
        {
            "mclm": [round(row["text"].mclm, 1), row["reading"].mclm],
            "seconds": [round(row["text"].seconds, 1), row["reading"].reading_seconds],
            "reached": [row["text"].reached, row["reading"].reached],
            "mistakes": [
                row["text"].errors,
                sum(word.verdict is Verdict.INCORRECT for word in row["reading"].words[: row["reading"].reached]),
            ],
        }
        for row in rows
    ]


def _events(rows: list[dict[str, Any]], kind: str) -> dict[str, int]:
    """Found, missed, and told of words where it did not happen (a word off is not another event)."""
    found = missed = false = 0
    for row in rows:
        reading: TextReading = row["reading"]
        true = {at for name, at in row["text"].events if name == kind}
        if kind == "substituted":
            left_out = {event.word for event in reading.events if event.kind in ("omitted", "skipped")}
            told = {at for at, word in enumerate(reading.words) if word.verdict is Verdict.INCORRECT} - left_out
        elif kind in ("omitted", "skipped"):  # how many words in a row is a matter of the text, not of the ear
            told = {event.word for event in reading.events if event.kind in ("omitted", "skipped")}
            other = {at for name, at in row["text"].events if name in ("omitted", "skipped", "substituted")}
            told -= other - true
        else:
            told = {event.word for event in reading.events if event.kind == kind}
        near = {at + step for at in true for step in ((-1, 0, 1) if kind != "substituted" else (0,))}
        hit = {at for at in true if at in told or (kind == "hesitated" and told & {at - 1, at + 1})}
        found, missed, false = found + len(hit), missed + len(true - hit), false + len(told - near)
    return {"found": found, "missed": missed, "false": false}


def _spread(values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    return {
        "median": round(statistics.median(ordered), 3),
        "p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 3),
        "largest": round(ordered[-1], 3),
    }


def main() -> None:
    """Assemble, listen, report by voice and in all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recordings", type=Path, required=True)
    parser.add_argument("--heads", type=Path, help="folder of <fold>.npz: heads that never heard the voice")
    parser.add_argument("--models", type=Path, default=Path.home() / ".cache/marelle/models")
    parser.add_argument("--voice", action="append", help="only this voice")
    parser.add_argument("--texts", type=int, default=12, help="a voice")
    parser.add_argument("--seconds", type=float, default=60.0, help="of reading, a text: the test lasts a minute")
    parser.add_argument("--mistakes", type=int, default=6, help="a text")
    parser.add_argument("--seed", default="7")
    parser.add_argument("--set-aside", type=Path, help="set_aside.json of speech.training: texts that are not said")
    given = parser.parse_args()
    aside = set_aside(given.set_aside)
    every = [one for one in recordings(given.recordings) if one.audio.name not in aside]
    whisper = WhisperRecogniser.load(given.models)
    by_voice: dict[str, list[dict[str, Any]]] = {}
    heads = {}
    for voice in given.voice or VOICES:
        head = given.heads / f"{fold_of(voice)}.npz" if given.heads else None
        left_out = head is not None and head.exists()
        heads[voice] = "left out" if left_out else "shipped head, which has heard this voice"
        listener = Listener(whisper, PhoneListener.load(head if left_out else None))
        kinds = {"word", "phrase"} | ({"sentence"} - UNCERTAIN.get(voice, set()))
        own = Recordings([one for one in every if one.speaker == voice and one.kind in kinds])
        by_voice[voice] = [
            listener.read(
                assemble(voice, own, given.seconds, given.mistakes, random.Random(f"{given.seed} {voice} {n}"))
            )
            for n in range(given.texts)
        ]
    result = {
        "heads": heads,
        "all": report([row for rows in by_voice.values() for row in rows]),
        "by_voice": {voice: report(rows) | {"readings": _readings(rows)} for voice, rows in by_voice.items()},
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
