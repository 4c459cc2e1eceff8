"""How the gradient's size changes from layer to layer on its way to the input, in decades per layer."""

from __future__ import annotations

import math
from typing import Optional, Sequence


def attenuation(norms: Sequence[Optional[float]]) -> Optional[float]:
    """The least-squares slope of log10 of the norm of a sample's gradient over depth, counted from the output.

    norms: delta.rms times the root of the entries of a sample, of the layers with weights, the one nearest to the input first; None where
    nothing was measured.
    """
    points = [(depth, math.log10(norm)) for depth, norm in enumerate(reversed(norms))
              if norm is not None and norm > 0 and math.isfinite(norm)]
    if len(points) < 2:
        return None
    count = len(points)
    sum_x = sum(x for x, _ in points)
    sum_y = sum(y for _, y in points)
    sum_xx = sum(x * x for x, _ in points)
    sum_xy = sum(x * y for x, y in points)
    return (count * sum_xy - sum_x * sum_y) / (count * sum_xx - sum_x * sum_x)


def noise_scale(batch: int, norms: Sequence[float], cosines: Sequence[Optional[float]]) -> Optional[float]:
    """B(1 − c)/c with c the mean cosine of consecutive gradients, weighted by squared norms (after McCandlish et al., 2018)."""
    weights = total = 0.0
    for norm, cosine in zip(norms, cosines):
        if cosine is not None and math.isfinite(norm):
            weights += norm * norm
            total += norm * norm * cosine
    mean = total / weights if weights > 0 else 0.0
    return batch * (1 - min(1.0, mean)) / mean if mean > 0 else None
