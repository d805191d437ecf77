"""Spoken numbers and closed answers on voices never trained on: the product's ear, the phones alone, a baseline.

    python -m benchmarks.numbers --asterisk FOLDER --recordings FOLDER [--heads FOLDER] [--head FILE]
                                 [--baseline N] [--quick] [--write]

Prints JSON. June's and Armelle's numbers are spliced (benchmarks/asterisk_voices.py). A voice of the shared recordings
is heard by the head trained without it, `--heads`/<voice>.npz (`python -m speech.training fold voice-a`), and left out
when there is none. A voice is measured with thresholds fitted on the others (benchmarks/sureness.py);
`--write` ships those fitted on all. `--quick`: as recorded only, what `--write` needs, under three minutes.
`--baseline N`: faster-whisper transcribes each Nth number and its text is parsed; 0 for none.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.asterisk_voices import VOICES, letters, numbers
from benchmarks.sureness import Trial, answered, decided, fitted_sureness, shares, write
from speech import closed_answers
from speech.audio import Clip
from speech.closed_answers import Choices
from speech.ear import Ear
from speech.errors import BadAudioError
from speech.models import model_path
from speech.numbers import parse
from speech.phones.judging import load_judges
from speech.phones.listener import PhoneListener
from speech.training import augmentation
from speech.training.recordings import Recording, load_samples, read_manifest
from speech.whisper import MODEL, WhisperRecogniser
from tutor.settings import Settings

Samples = NDArray[np.float32]
CHANGES: dict[str, Callable[[Samples, np.random.Generator], Samples]] = {
    "as recorded": lambda samples, rng: samples,
    "towards a child": lambda samples, rng: augmentation.shift_voice(samples, 1.3, 1.1),
    "noise at 10 dB": lambda samples, rng: augmentation.mix(
        samples, augmentation.coloured_noise(len(samples), rng), 10.0
    ),
}
COLOURS = ("noir", "bleu", "marron", "vert", "gris", "orange", "rose", "violet", "rouge", "blanc", "jaune")
SEED = 7
STRANGERS = 60
SPLICED = 40
THREADS = 2


def number_trial(ear: Ear, voice: str, group: str, said: int | str, samples: Samples, largest: int) -> Trial | None:
    """What the ear makes of a number, or of a clip without one (`said` is its text); None when it hears no voice."""
    try:
        choice, _, second = ear.weigh_number(Clip(samples), largest)
    except BadAudioError:
        return None
    agreement = "mute" if second is None else "agrees" if second == choice.key else "contradicts"
    right = None if isinstance(said, str) else choice.key == said
    if int(choice.key) > largest:  # never decided, whatever the thresholds
        choice = replace(choice, probability=-1.0)
    return Trial(voice, group, str(said), str(choice.key), choice.probability, choice.fit, right, agreement)


def answer_trial(ear: Ear, voice: str, group: str, said: str, samples: Samples, choices: Choices) -> Trial | None:
    """What the ear makes of a closed answer, or of a clip that holds none of the choices."""
    try:
        choice = ear.choose(Clip(samples), choices)
    except BadAudioError:
        return None
    right = choice.key == said if said in choices else None
    return Trial(voice, group, said, str(choice.key), choice.probability, choice.fit, right)


class Voices:
    """The voices there are, each with the ear that was not trained on it."""

    def __init__(self, asterisk: Path, recordings: Path, shipped: Ear, ears: Mapping[str, Ear]) -> None:
        self._asterisk, self._folder, self._shipped, self._ears = asterisk, recordings, shipped, ears
        self._clips = read_manifest(recordings)

    def numbers(self, largest: int) -> Iterator[tuple[Ear, str, int, Samples]]:
        """Numbers to `largest`; the shared recordings stop at 20."""
        for voice in VOICES:
            for number, samples in numbers(self._asterisk, voice, range(largest + 1)):
                yield self._shipped, voice, number, samples
        for clip, ear in self._left_out("number"):
            said = parse(clip.text)
            if said is not None and said <= largest:
                yield ear, clip.person, said, load_samples(self._folder / clip.audio)

    def spliced(self, largest: int, count: int) -> Iterator[tuple[Ear, str, int, Samples]]:
        """June's numbers from 100 to `largest`, drawn at random."""
        drawn = random.Random(SEED).sample(range(100, largest + 1), count)
        for number, samples in numbers(self._asterisk, "june", drawn):
            yield self._shipped, "june", number, samples

    def words(self, count: int) -> Iterator[tuple[Ear, str, str, Samples]]:
        """Short clips that hold neither a number nor a letter."""
        found = [
            (clip, ear)
            for clip, ear in [*self._left_out("word"), *self._left_out("phrase")]
            if parse(clip.text) is None and len(clip.text.split()) < 4 and len(clip.text) > 2
        ]
        for clip, ear in random.Random(SEED).sample(found, min(count, len(found))):
            yield ear, clip.person, clip.text, load_samples(self._folder / clip.audio)

    def letters(self) -> Iterator[tuple[Ear, str, str, Samples]]:
        """Letters' names."""
        for voice in VOICES:
            for mark, samples in letters(self._asterisk, voice):
                yield self._shipped, voice, mark, samples
        for clip, ear in self._left_out("letter"):
            if len(clip.text) == 1:
                yield ear, clip.person, clip.text, load_samples(self._folder / clip.audio)

    def colours(self) -> Iterator[tuple[Ear, str, str, Samples]]:
        """The colours' names, as a list of words."""
        for clip, ear in self._left_out("word"):
            if clip.text in COLOURS:
                yield ear, clip.person, clip.text, load_samples(self._folder / clip.audio)

    def _left_out(self, kind: str) -> Iterable[tuple[Recording, Ear]]:
        return [(clip, self._ears[clip.fold]) for clip in self._clips if clip.kind == kind and clip.fold in self._ears]


def main() -> None:
    """Hear every voice, fit with voices left out, report, and perhaps write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--asterisk", type=Path, required=True)
    parser.add_argument("--recordings", type=Path, required=True)
    parser.add_argument("--heads", type=Path, help="heads of voices left out: <voice>.npz")
    parser.add_argument("--head", type=Path, help="default: the shipped head")
    parser.add_argument("--models", type=Path, default=Settings().models_dir)
    parser.add_argument("--baseline", type=int, default=0, metavar="N")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    started = time.perf_counter()
    whisper = WhisperRecogniser.load(given.models, threads=THREADS)
    judge = load_judges()["all"]
    ears = {
        path.stem: Ear(whisper, PhoneListener.load(path), judge)
        for path in (sorted(given.heads.glob("*.npz")) if given.heads else [])
    }
    shipped = Ear(whisper, PhoneListener.load(given.head), judge)
    voices = Voices(given.asterisk, given.recordings, shipped, ears)
    with ThreadPoolExecutor(THREADS) as executor:
        spoken = _numbers(voices, executor, quick=given.quick)
        closed = _answers(voices, executor, STRANGERS // 3 if given.quick else STRANGERS)
    report = _report(spoken, closed)
    if given.baseline:
        report["baseline: faster-whisper, text parsed"] = _baseline(given.models, voices, spoken, given.baseline)
    sureness = fitted_sureness(_fitting(spoken), closed)
    report["thresholds_on_all_voices"] = {
        name: [getattr(sureness, name).probability, getattr(sureness, name).fit]
        for name in ("alone", "agreed", "asked", "answer")
    }
    report["seconds"] = round(time.perf_counter() - started, 1)
    if given.write:
        counted = {voice: sum(trial.voice == voice for trial in spoken) for voice in {trial.voice for trial in spoken}}
        write(sureness, f"benchmarks/numbers.py, clips of numbers or of none by voice: {json.dumps(counted)}")
    print(json.dumps(report, ensure_ascii=False, indent=1))


def _numbers(voices: Voices, executor: ThreadPoolExecutor, quick: bool) -> list[Trial]:
    jobs = []
    for name, change in CHANGES.items():
        if quick and name != "as recorded":
            continue
        for largest in (99, 20):
            if quick and largest == 20:
                continue
            for ear, voice, said, samples in voices.numbers(largest):
                if quick and said > 20 and said % 2:
                    continue
                changed = change(samples, np.random.default_rng(said))
                group = f"0 to {largest}, {name}"
                jobs.append(executor.submit(number_trial, ear, voice, group, said, changed, largest))
        for ear, voice, text, samples in voices.words(STRANGERS if name == "as recorded" else STRANGERS // 4):
            changed = change(samples, np.random.default_rng(len(text)))
            jobs.append(executor.submit(number_trial, ear, voice, f"no number, {name}", text, changed, 99))
    for largest in () if quick else (1_000, 9_999):
        for ear, voice, said, samples in voices.spliced(largest, SPLICED):
            group = f"spliced, 100 to {largest}"
            jobs.append(executor.submit(number_trial, ear, voice, group, said, samples, largest))
    return _gathered(jobs)


def _answers(voices: Voices, executor: ThreadPoolExecutor, strangers: int) -> list[Trial]:
    names, colours = closed_answers.letter_names(), closed_answers.words(COLOURS)
    jobs = []
    for group, choices, clips in (("letters' names", names, voices.letters()), ("colours", colours, voices.colours())):
        for ear, voice, said, samples in clips:
            jobs.append(executor.submit(answer_trial, ear, voice, group, said, samples, choices))
    for ear, voice, text, samples in voices.words(strangers):
        for choices in (names, colours, closed_answers.YES_NO, closed_answers.COMPARISONS, closed_answers.REQUESTS):
            jobs.append(executor.submit(answer_trial, ear, voice, "none of them", text, samples, choices))
    return _gathered(jobs)


def _gathered(jobs: list[Any]) -> list[Trial]:
    out = []
    for done, job in enumerate(jobs):
        if job.result() is not None:
            out.append(job.result())
        if done % 50 == 0:
            print(f"{done}/{len(jobs)}", file=sys.stderr)
    return out


def _fitting(trials: list[Trial]) -> list[Trial]:
    """As recorded: what thresholds are fitted on. Other changes are for measuring."""
    return [trial for trial in trials if trial.group.endswith("as recorded")]


def _report(spoken: list[Trial], closed: list[Trial]) -> dict[str, Any]:
    """Each voice with thresholds fitted on the others."""
    report: dict[str, Any] = {}
    for voice in sorted({trial.voice for trial in [*spoken, *closed]}):
        others = fitted_sureness(
            [trial for trial in _fitting(spoken) if trial.voice != voice],
            [trial for trial in closed if trial.voice != voice],
        )
        mute = fitted_sureness(
            [replace(trial, second="mute") for trial in _fitting(spoken) if trial.voice != voice], []
        )
        for group in dict.fromkeys(trial.group for trial in spoken if trial.voice == voice):
            trials = [trial for trial in spoken if trial.voice == voice and trial.group == group]
            report[f"{voice}, {group}"] = {
                "product": shares(trials, lambda trial, others=others: decided(trial, others)),
                "phones alone": shares(
                    [replace(trial, second="mute") for trial in trials], lambda trial, mute=mute: decided(trial, mute)
                ),
            }
        for group in dict.fromkeys(trial.group for trial in closed if trial.voice == voice):
            trials = [trial for trial in closed if trial.voice == voice and trial.group == group]
            report[f"{voice}, {group}"] = shares(trials, lambda trial, others=others: answered(trial, others))
    return report


def _baseline(models: Path, voices: Voices, heard: list[Trial], every: int) -> dict[str, Any]:
    """What one would do otherwise: transcribe, then parse the text; it decides when the text is a number."""
    from faster_whisper import WhisperModel

    model = WhisperModel(str(model_path(MODEL, models)), device="cpu", compute_type="int8", cpu_threads=THREADS)
    report: dict[str, Any] = {}
    taken: dict[str, list[tuple[int, int | None]]] = {}
    started = time.perf_counter()
    for _, voice, said, samples in list(voices.numbers(99))[::every]:
        segments, _ = model.transcribe(samples, language="fr", beam_size=5)
        taken.setdefault(voice, []).append((said, parse(" ".join(segment.text for segment in segments))))
    clips = sum(map(len, taken.values()))
    for voice, found in taken.items():
        right = sum(said == number for said, number in found)
        some = sum(number is not None for _, number in found)
        report[voice] = {
            "clips": len(found),
            "decided": round(some / len(found), 4),
            "right_when_decided": round(right / max(some, 1), 4),
        }
    report["seconds_a_clip"] = round((time.perf_counter() - started) / max(clips, 1), 3)
    return report


if __name__ == "__main__":
    main()
