"""What is measured of a layer's output: of large ones at once, of small ones together, as a call costs more than its work."""

from __future__ import annotations

import functools
import math
from typing import Dict, List, Optional, Sequence, Tuple

import torch

from .reductions import Number, is_plain, norm, norm_and_nonzero

# A copy of so few numbers costs less than a single sum over them.
MOST_TOGETHER = 1 << 14

# Up to so many numbers a product with what belongs where is cheaper than a sum over each piece.
_MOST_BY_PRODUCT = 100_000

Limits = Optional[Tuple[float, float]]


def goes_together(values: torch.Tensor) -> bool:
    """Whether such an output or gradient is copied, to be measured with others of its shape."""
    return 0 < values.numel() <= MOST_TOGETHER and values.dim() >= 2 and is_plain(values)


def measure(y: torch.Tensor, axis: int, limits: Limits, rectifies: bool) -> Tuple[Dict[str, Number], torch.Tensor]:
    """Sums over one output, and the largest absolute entry of each unit. axis: that of the units."""
    of_norm, there = norm_and_nonzero(y)
    if is_plain(y):
        # The mean in float64, so that samples that are all alike have no spread at all.
        center = y.sum(0, dtype=torch.float64).div_(y.shape[0])
        spread = norm(y - center.to(y.dtype))
        mean: Number = center.mean().item()
        variance: Number = spread * spread / y.numel()
    else:
        per_entry, means = torch.var_mean(y, 0, unbiased=False)
        mean, variance = means.mean(), per_entry.mean()
    largest = largest_by_unit(y, axis)
    found: Dict[str, Number] = {"norm": of_norm, "mean": mean, "variance": variance, "max": largest.max(), "nonzero": there}
    if limits is not None:
        # Of a rectifier it is what is 0, which is counted already.
        if not rectifies:
            found["saturated"] = torch.count_nonzero(_flat_entries(y, limits))
    return found, largest


def largest_by_unit(values: torch.Tensor, axis: int) -> torch.Tensor:
    """The largest absolute entry of each unit. axis: that of the units."""
    others = [i for i in range(values.dim()) if i != axis]
    if not others:
        return values.abs()
    # One call instead of two is dearer on the processor, where a call costs little beside the work.
    return values.abs().amax(others) if values.device.type == "cpu" else torch.linalg.vector_norm(values, math.inf, others)


def _flat_entries(y: torch.Tensor, limits: Tuple[float, float]) -> torch.Tensor:
    low, high = limits
    return y <= low if high == math.inf else (y <= low) | (y >= high)


def measure_together(outputs: Sequence[torch.Tensor], axes: Sequence[int], limits: Sequence[Limits],
                     rectifies: Sequence[bool]) -> List[Tuple[Dict[str, Number], torch.Tensor, float]]:
    """The same of several outputs with as many samples each, and the least of the largest entries of each."""
    samples, sizes = outputs[0].shape[0], [one.numel() // one.shape[0] for one in outputs]
    side_by_side = torch.cat([one if one.dim() == 2 else one.reshape(samples, -1) for one in outputs], 1)
    rows, magnitudes = side_by_side.double(), side_by_side.abs()
    largest = magnitudes.amax(0)
    # Of each column: the mean, its square, the squares of what lies beside it, and how many are not 0.
    columns = torch.empty(4, rows.shape[1], dtype=torch.float64)
    torch.mean(rows, 0, out=columns[0])
    torch.mul(columns[0], columns[0], out=columns[1])
    torch.sum(rows.sub_(columns[0]).square_(), 0, out=columns[2])
    torch.sum(magnitudes.sign_(), 0, dtype=torch.float64, out=columns[3])
    peaks = largest.split_with_sizes(sizes)
    results: List[Tuple[Dict[str, Number], torch.Tensor, float]] = []
    for i, (mean, square_of_means, deviations, there) in enumerate(_sums(columns, sizes).t().tolist()):
        size, one = sizes[i], outputs[i]
        if not math.isfinite(square_of_means):
            found, units = measure(one, axes[i], limits[i], rectifies[i])
            results.append((found, units, units.min().item()))
            continue
        units = _units(peaks[i], one.shape, axes[i])
        least, most = (bound.item() for bound in torch.aminmax(units))
        found = {"norm": math.sqrt(samples * square_of_means + deviations), "mean": mean / size, "variance": deviations / (samples * size),
                 "max": most, "nonzero": there}
        limit = limits[i]
        if limit is not None and not rectifies[i]:
            found["saturated"] = torch.count_nonzero(_flat_entries(one, limit)).item()
        results.append((found, units, least))
    return results


def norms_together(gradients: Sequence[torch.Tensor]) -> List[float]:
    """The norms of gradients with as many samples each."""
    samples, sizes = gradients[0].shape[0], [one.numel() // one.shape[0] for one in gradients]
    side_by_side = torch.cat([one if one.dim() == 2 else one.reshape(samples, -1) for one in gradients], 1)
    squares = _sums(side_by_side.double().square_().sum(0)[None], sizes)[0].tolist()
    # One that is not finite would spread to its neighbours.
    return [math.sqrt(one) if math.isfinite(one) else float(norm(gradient)) for one, gradient in zip(squares, gradients)]


def _units(largest: torch.Tensor, shape: torch.Size, axis: int) -> torch.Tensor:
    """The largest of each unit, of the largest entries over all samples."""
    others = [i for i in range(len(shape) - 1) if i != axis - 1]
    return largest.view(shape[1:]).amax(others) if others else largest


def _sums(columns: torch.Tensor, sizes: List[int]) -> torch.Tensor:
    """Sums over pieces of the last axis."""
    if columns.shape[1] * len(sizes) > _MOST_BY_PRODUCT:
        return torch.stack([piece.sum(1) for piece in columns.split_with_sizes(sizes, 1)], 1)
    return columns @ _members(tuple(sizes))


@functools.lru_cache(maxsize=16)
def _members(sizes: Tuple[int, ...]) -> torch.Tensor:
    """Which piece each column belongs to: a product with it is one call for the sums of all pieces."""
    return torch.block_diag(*(torch.ones(size, 1, dtype=torch.float64) for size in sizes))
