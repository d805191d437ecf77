"""The phone head as torch trains it: a bottleneck, residual dilated convolutions, phones and blank.

`speech.phones.head` runs the same network in numpy from the exported arrays; the two must stay alike.
"""

from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from speech.phones.head import PRIOR_FRAMES
from speech.phones.inventory import PHONES

WIDTH = 160
KERNEL = 5
DILATIONS = (1, 1, 2, 1)


class Block(nn.Module):  # type: ignore[misc]
    """x + convolution(GELU(layer norm(x))), dropout inside."""

    def __init__(self, dilation: int, dropout: float) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.convolution = nn.Conv1d(WIDTH, WIDTH, KERNEL, padding=dilation * (KERNEL // 2), dilation=dilation)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (batch, frames, WIDTH); mask: (batch, frames, 1), 0 beyond the end of a clip."""
        inner = torch.nn.functional.gelu(self.norm(x), approximate="tanh") * mask
        out: Tensor = x + self.dropout(self.convolution(inner.transpose(1, 2)).transpose(1, 2))
        return out


class PhoneHead(nn.Module):  # type: ignore[misc]
    """Encoder output (batch, frames, 512) to log-probabilities (batch, frames, 1 + phones)."""

    def __init__(self, mean: Tensor, spread: Tensor, dropout: float = 0.15) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("spread", spread)
        self.enter = nn.Linear(mean.shape[0], WIDTH)
        self.blocks = nn.ModuleList(Block(dilation, dropout) for dilation in DILATIONS)
        self.norm = nn.LayerNorm(WIDTH)
        self.leave = nn.Linear(WIDTH, len(PHONES) + 1)
        self.dropout = nn.Dropout(dropout)

    def levelled(self, x: Tensor, mask: Tensor) -> Tensor:
        """Each clip's values less its own mean, over its own spread: takes the voice and the room out.

        A short clip's are pulled towards those of all clips, which count as PRIOR_FRAMES frames.
        """
        count = mask.sum(dim=1, keepdim=True) + PRIOR_FRAMES
        mean = ((x * mask).sum(dim=1, keepdim=True) + PRIOR_FRAMES * self.mean) / count
        square = (((x - mean) ** 2 * mask).sum(dim=1, keepdim=True) + PRIOR_FRAMES * self.spread**2) / count
        return (x - mean) / square.sqrt()

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """See the class; `mask` is (batch, frames, 1)."""
        y = self.enter(self.dropout(self.levelled(x, mask))) * mask
        for block in self.blocks:
            y = block(y, mask)
        out: Tensor = torch.log_softmax(self.leave(self.norm(y)), dim=-1)
        return out


def export(head: PhoneHead) -> dict[str, Any]:
    """The arrays that `speech.phones.head.PhoneHead` reads, in float16."""
    weights = {name: tensor.detach().double().numpy() for name, tensor in head.state_dict().items()}
    arrays = {
        "mean": weights["mean"],
        "spread": weights["spread"],
        "enter.weight": weights["enter.weight"].T,
        "enter.bias": weights["enter.bias"],
        "leave.weight": weights["leave.weight"].T,
        "leave.bias": weights["leave.bias"],
        "norm.weight": weights["norm.weight"],
        "norm.bias": weights["norm.bias"],
        "dilations": np.asarray(DILATIONS),
    }
    for place in range(len(DILATIONS)):
        inside = f"blocks.{place}"
        # (out, in, kernel) to (kernel * in, out): one matrix product a layer.
        kernel = weights[f"{inside}.convolution.weight"].transpose(2, 1, 0).reshape(KERNEL * WIDTH, WIDTH)
        arrays[f"{inside}.weight"] = kernel
        arrays[f"{inside}.bias"] = weights[f"{inside}.convolution.bias"]
        arrays[f"{inside}.norm.weight"] = weights[f"{inside}.norm.weight"]
        arrays[f"{inside}.norm.bias"] = weights[f"{inside}.norm.bias"]
    return {name: array.astype(np.float16) for name, array in arrays.items()}
