"""Fits the phone head by CTC on the features on disk: balanced voices, masked features, averaged weights."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import ctc_loss

from speech.phones.inventory import BLANK
from speech.training.corpus import Example
from speech.training.network import PhoneHead


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how to train; `plain` is the chance that a clip is taken from its first version."""

    epochs: int = 10
    batch_frames: int = 1000
    rate: float = 1.5e-3
    plain: float = 0.4
    seed: int = 1
    threads: int = 2


def fit(examples: Sequence[Example], schedule: Schedule, report: Callable[[str], None]) -> PhoneHead:
    """Train a head; the last two fifths of the steps are averaged (exponential moving average)."""
    torch.set_num_threads(schedule.threads)
    torch.manual_seed(schedule.seed)
    rng = np.random.default_rng(schedule.seed)
    mean, spread = _moments(examples, rng)
    head = PhoneHead(mean, spread)
    average = PhoneHead(mean, spread)
    average.load_state_dict(head.state_dict())
    optimiser = torch.optim.AdamW(head.parameters(), lr=schedule.rate, weight_decay=1e-3)
    draws = [_epoch(examples, schedule, rng) for _ in range(schedule.epochs)]
    steps = sum(len(batches) for batches in draws)
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, schedule.rate, total_steps=steps + 1, pct_start=0.15)
    started, step = time.monotonic(), 0
    for number, batches in enumerate(draws, start=1):
        losses = []
        for batch in batches:
            head.train()
            loss = _loss(head, [(examples[index], version) for index, version in batch], rng)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 5.0)
            optimiser.step()
            cycle.step()
            step += 1
            keep = 0.0 if step < 0.4 * steps else 0.998
            with torch.no_grad():
                for kept, new in zip(average.parameters(), head.parameters(), strict=True):
                    kept.lerp_(new, 1.0 - keep)
            losses.append(float(loss.detach()))
        report(f"epoch {number}: loss {np.mean(losses):.3f} a phone, {time.monotonic() - started:.0f} s")
    average.eval()
    return average


def _epoch(examples: Sequence[Example], schedule: Schedule, rng: np.random.Generator) -> list[list[tuple[int, int]]]:
    """Batches of (example, version) of like length, in random order."""
    drawn: list[tuple[int, int]] = []
    for index, example in enumerate(examples):
        times = int(example.weight) + int(rng.random() < example.weight % 1)
        for _ in range(times):
            others = len(example.places) - 1
            plain = others == 0 or rng.random() < schedule.plain
            drawn.append((index, 0 if plain else 1 + int(rng.integers(others))))
    length = {
        pick: int(examples[pick[0]].places[pick[1]][0].count[examples[pick[0]].places[pick[1]][1]]) for pick in drawn
    }
    drawn.sort(key=lambda pick: length[pick] * rng.uniform(0.9, 1.1))
    batches: list[list[tuple[int, int]]] = [[]]
    for pick in drawn:
        if batches[-1] and (len(batches[-1]) + 1) * length[pick] > schedule.batch_frames:
            batches.append([])
        batches[-1].append(pick)
    return [batches[place] for place in rng.permutation(len(batches))]


def _loss(head: PhoneHead, batch: list[tuple[Example, int]], rng: np.random.Generator) -> torch.Tensor:
    clips = [example.places[version][0].of(example.places[version][1]) for example, version in batch]
    frames = [len(clip) for clip in clips]
    x = np.zeros((len(clips), max(frames), clips[0].shape[1]), np.float32)
    mask = np.zeros((len(clips), max(frames), 1), np.float32)
    for row, clip in enumerate(clips):
        x[row, : len(clip)] = _masked(clip, rng)
        mask[row, : len(clip)] = 1.0
    scores = head(torch.from_numpy(x), torch.from_numpy(mask))
    targets = [torch.tensor(example.phones) for example, _ in batch]
    sizes = torch.tensor([len(target) for target in targets])
    losses = ctc_loss(
        scores.transpose(0, 1), torch.cat(targets), torch.tensor(frames), sizes, BLANK, "none", zero_infinity=True
    )
    # A little spread keeps the posteriors from becoming spikes of false certainty.
    smooth = -(scores.mean(dim=-1) * torch.from_numpy(mask[..., 0])).sum() / float(sum(frames))
    return losses.sum() / sizes.sum() + 0.01 * smooth


def _masked(clip: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """SpecAugment on features: one short stretch of time, some values, set to the clip's mean; a little noise."""
    mean = clip.mean(axis=0)
    clip = clip + rng.standard_normal(clip.shape, dtype=np.float32) * np.float32(rng.uniform(0.0, 0.3))
    if len(clip) > 40 and rng.random() < 0.5:
        start = int(rng.integers(len(clip) - 6))
        clip[start : start + int(rng.integers(1, 6))] = mean
    channels = rng.random(clip.shape[1]) < rng.uniform(0.0, 0.15)
    clip[:, channels] = mean[channels]
    return clip


def _moments(examples: Sequence[Example], rng: np.random.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    picks = rng.choice(len(examples), size=min(300, len(examples)), replace=False)
    frames = np.concatenate([features.of(place) for pick in picks for features, place in examples[pick].places[:2]])
    return torch.from_numpy(frames.mean(axis=0)), torch.from_numpy(frames.std(axis=0) + 1e-3)
