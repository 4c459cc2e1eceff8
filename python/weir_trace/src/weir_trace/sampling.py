"""Which steps are measured: the same plan as in Weir itself, a function of the step alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional


@dataclass
class SamplingPlan:
    """All steps at the start, then with gaps in proportion to the step; every fifth gap is 1, so that gradients in a row can be compared.

    Where a budget of time is set besides, the gaps are as wide as that asks for, and which steps are measured depends on the clock.

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
        # A budget sets it: the next step lies no nearer, but for those that are compared with the one before.
        self.least_gap = 1

    def is_sampled(self, step: int) -> bool:
        """Whether a step (from 1) is sampled. Steps are asked for in rising order."""
        while self._next < step:
            self._advance()
        return self._next == step

    def _advance(self) -> None:
        if self.every is not None:
            self._next += self.every
        elif self._next < self.dense and self.least_gap <= 1:
            self._next += 1
        else:
            self._count += 1
            wanted = 1 if self._next < self.dense else self._next // self.density
            gap = min(max(wanted, self.least_gap, 1), self.largest_gap)
            self._next += 1 if self._count % 5 == 4 else gap
