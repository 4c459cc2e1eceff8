"""What is measured of a layer's output: of large ones at once, of small ones of the same shape together, as a call costs more than its work."""

from __future__ import annotations

import math
from typing import Dict, List, Optional, Sequence, Tuple

import torch

from .reductions import Number, is_plain, nonzero, norm

# A copy of so few numbers costs less than a single sum over them.
MOST_TOGETHER = 1 << 14

Limits = Optional[Tuple[float, float]]


def goes_together(values: torch.Tensor) -> bool:
    """Whether such an output or gradient is copied, to be measured with others of its shape."""
    return is_plain(values) and 0 < values.numel() <= MOST_TOGETHER and values.dim() >= 2


def measure(y: torch.Tensor, axis: int, limits: Limits, rectifies: bool) -> Tuple[Dict[str, Number], torch.Tensor]:
    """Sums over one output, and the largest absolute entry of each unit. axis: that of the units."""
    of_norm = norm(y)
    if is_plain(y):
        # The mean in float64, so that samples that are all alike have no spread at all.
        center = y.sum(0, dtype=torch.float64).div_(y.shape[0])
        spread = norm(y - center.to(y.dtype))
        mean: Number = center.mean().item()
        variance: Number = spread * spread / y.numel()
    else:
        per_entry, means = torch.var_mean(y, 0, unbiased=False)
        mean, variance = means.mean(), per_entry.mean()
    others = [i for i in range(y.dim()) if i != axis]
    largest = y.abs().amax(others) if others else y.abs()
    there = nonzero(y, of_norm)
    found: Dict[str, Number] = {"norm": of_norm, "mean": mean, "variance": variance, "max": largest.max(), "nonzero": there}
    if limits is not None:
        found["saturated"] = y.numel() - there if rectifies else torch.count_nonzero(_flat_entries(y, limits))
    return found, largest


def _flat_entries(y: torch.Tensor, limits: Tuple[float, float]) -> torch.Tensor:
    low, high = limits
    return y <= low if high == math.inf else (y <= low) | (y >= high)


def measure_together(outputs: Sequence[torch.Tensor], axis: int, limits: Sequence[Limits],
                     rectifies: Sequence[bool]) -> List[Tuple[Dict[str, Number], torch.Tensor, float]]:
    """The same of several outputs of one shape, and the least of the largest entries of each."""
    count, samples, entries = len(outputs), outputs[0].shape[0], outputs[0].numel()
    stacked = torch.stack(list(outputs))
    rows = stacked.double().view(count, samples, -1)
    means = rows.mean(1)
    variances = (rows - means[:, None]).square_().sum((1, 2)).div_(entries)
    largest = stacked.abs().amax([i for i in range(1, stacked.dim()) if i != axis + 1])
    table = torch.stack([
        variances + means.square().mean(1), means.mean(1), variances, largest.amax(1).double(), largest.amin(1).double(),
        stacked.sign().square_().view(count, -1).sum(1).double()]).t().tolist()
    results: List[Tuple[Dict[str, Number], torch.Tensor, float]] = []
    for i, (square, mean, variance, most, least, there) in enumerate(table):
        if not math.isfinite(square):
            results.append((*measure(outputs[i], axis, limits[i], rectifies[i]), least))
            continue
        found: Dict[str, Number] = {
            "norm": math.sqrt(square * entries), "mean": mean, "variance": variance, "max": most, "nonzero": there}
        one = limits[i]
        if one is not None:
            found["saturated"] = entries - there if rectifies[i] else torch.count_nonzero(_flat_entries(outputs[i], one)).item()
        results.append((found, largest[i], least))
    return results


def norms_together(gradients: Sequence[torch.Tensor]) -> List[float]:
    """The norms of gradients of one shape."""
    if len(gradients) == 1:
        return [float(norm(gradients[0]))]
    stacked = torch.stack(list(gradients)).double().square_()
    return [math.sqrt(one) for one in stacked.view(len(gradients), -1).sum(1).tolist()]
