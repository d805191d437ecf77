"""How key screens look, compared with small pictures kept here: what moved or changed colour is found, noise is not.

A picture of the screen is brought down to 320 px, smoothed, and its colours made few: that is what is kept. A screen
has changed when, somewhere, a spot as large as a child's button differs more than shades of letters do.
"""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
"""Rows, columns, red green blue."""

LOOKS = Path(__file__).parent / "looks"
LONGEST = 320
"""Pixels of the longer side of what is kept."""
SHADES = 16
"""Steps between two shades that are kept: coarse enough for small files."""
DIFFERENT = 28
"""Out of 255, in one of the colours, once smoothed: beyond the steps above and the edges of letters."""
SPOT = 5
"""Kept pixels; 20 px on the screen."""


def read_picture(data: bytes | Path) -> Picture:
    """A PNG as it is."""
    if isinstance(data, Path):
        data = data.read_bytes()
    packet = av.Packet(data)
    (frame,) = av.CodecContext.create("png", "r").decode(packet)
    return np.asarray(frame.to_ndarray(format="rgb24"))


def write_picture(picture: Picture, path: Path) -> None:
    """As PNG, as small as it gets."""
    height, width, _ = picture.shape
    coder = av.CodecContext.create("png", "w")
    coder.width, coder.height, coder.pix_fmt = width, height, "rgb24"  # type: ignore[attr-defined]
    coder.options = {"compression_level": "9", "pred": "mixed"}
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
    coder.time_base = Fraction(1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(bytes(packet) for packet in (*coder.encode(frame), *coder.encode(None))))


def small(picture: Picture) -> Picture:
    """What is kept of a screen."""
    height, width = (round(side * LONGEST / max(picture.shape[:2])) for side in picture.shape[:2])
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
    shrunk = frame.reformat(width=width, height=height, interpolation="AREA").to_ndarray(format="rgb24")
    steps = np.round(smooth(np.asarray(shrunk, dtype=np.float64), 1) / SHADES) * SHADES
    return steps.clip(0, 255).astype(np.uint8)


def smooth(values: NDArray[np.float64], reach: int) -> NDArray[np.float64]:
    """The mean of each pixel's neighbours up to `reach` away."""
    for axis in (0, 1):
        padded = np.concatenate([values.take([0] * reach, axis), values, values.take([-1] * reach, axis)], axis)
        count = values.shape[axis]
        values = np.mean([padded.take(range(at, at + count), axis) for at in range(2 * reach + 1)], axis=0)
    return values


def difference(one: Picture, other: Picture) -> NDArray[np.bool_]:
    """Where two kept pictures differ for the eye; everywhere if they have not the same size."""
    if one.shape != other.shape:
        return np.ones(other.shape[:2], dtype=bool)
    apart = smooth(one.astype(np.float64) - other, SPOT // 2)
    return np.abs(apart).max(axis=2) > DIFFERENT


def shown(one: Picture, other: Picture, where: NDArray[np.bool_]) -> Picture:
    """Both side by side, what differs tinted in the second."""
    tinted = other.copy()
    tinted[where] = (tinted[where] * 0.4 + np.array([255, 0, 255]) * 0.6).astype(np.uint8)
    if one.shape != other.shape:
        return tinted
    return np.concatenate([one, tinted], axis=1)


def changed(name: str, screenshot: bytes, beside: Path, folder: Path = LOOKS) -> str | None:
    """A sentence if this screen is not as it is kept; both pictures are then written to `beside`."""
    now = small(read_picture(screenshot))
    kept = folder / f"{name}.png"
    if not kept.exists():
        return f"{name}: no picture of it is kept yet; look at the screen, then: make screenshots UPDATE=1"
    before = read_picture(kept)
    where = difference(before, now)
    if not where.any():
        return None
    picture = beside / f"{name}.png"
    write_picture(shown(before, now, where), picture)
    rows, columns = np.nonzero(where)
    scale = int.from_bytes(screenshot[16:20], "big") / now.shape[1]  # the width that a PNG says it has
    spot = f"around {round(columns.mean() * scale)}, {round(rows.mean() * scale)}"
    return (
        f"{name} does not look as it did: {100 * where.mean():.1f} % of it, {spot} (before and after: {picture}). "
        "If it is meant: make screenshots UPDATE=1"
    )


def keep(name: str, screenshot: bytes, folder: Path = LOOKS) -> None:
    """From now on it is to look like this."""
    write_picture(small(read_picture(screenshot)), folder / f"{name}.png")
