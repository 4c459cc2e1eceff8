"""Which steps are measured: the same plan as in Weir itself, a function of the step alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional


@dataclass
class SamplingPlan:
    """All steps at the start, then with gaps in proportion to the step; every fifth gap is 1, so that gradients in a row can be compared.

    every: every so many steps instead; None (the default) for the plan above.
    dense: steps at the start that are all sampled. Default 32.
    density: later the gap is the step divided by this. Default 16.
    largest_gap: the largest gap in steps. Default 1,000.
    """

    every: Optional[int] = None
    dense: int = 32
    density: int = 16
    largest_gap: int = 1000

    def __post_init__(self) -> None:
        for name in ("dense", "density", "largest_gap"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; it must be 1 or more")
        if self.every is not None and self.every < 1:
            raise ValueError(f"every is {self.every}; it must be 1 or more")
        self._next = 1
        self._count = 0

    def is_sampled(self, step: int) -> bool:
        """Whether a step (from 1) is sampled. Steps are asked for in rising order."""
        while self._next < step:
            self._advance()
        return self._next == step

    def _advance(self) -> None:
        if self.every is not None:
            self._next += self.every
        elif self._next < self.dense:
            self._next += 1
        else:
            self._count += 1
            gap = min(max(self._next // self.density, 1), self.largest_gap)
            self._next += 1 if self._count % 5 == 4 else gap
