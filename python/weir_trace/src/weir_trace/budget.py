"""How much of a run's time measuring may take: where it takes more, steps that the plan names are passed by."""

from __future__ import annotations

import functools
import math
import time
from typing import Any, Callable, Optional

# What is allowed where nothing is said.
SHARE = 0.02


class Budget:
    """Counts the time of measuring beside that of the run, and says how far the next measured step must lie behind this one.

    share: of the run's time, above 0 and up to 1. clock: tells the time in seconds.

    Some steps are measured whatever it takes, as nothing can be said of a run without: the first `FREE`, and later one whenever the run
    has become longer by its `DENSITY`-th part.
    """

    FREE = 20
    DENSITY = 4

    def __init__(self, share: float, clock: Callable[[], float] = time.perf_counter) -> None:
        if not 0 < share <= 1:
            raise ValueError(f"budget is {share}; it must be a share of the run's time, above 0 and up to 1")
        self._share, self._clock, self._began = share, clock, clock()
        # Seconds that measuring has taken, and since when it takes more.
        self._spent = 0.0
        self._since: Optional[float] = None

    def timed(self, work: Callable[..., None]) -> Callable[..., None]:
        """The same work, whose time is that of measuring."""

        @functools.wraps(work, assigned=())
        def call(*args: Any, **named: Any) -> None:
            self._since = began = self._clock()
            try:
                work(*args, **named)
            finally:
                self._spent += self._clock() - began
                self._since = None

        return call

    def gap(self, step: int) -> int:
        """After so many steps, of which the last was measured: how far behind it the next one must lie at the least, 1 or more."""
        if step < self.FREE:
            return 1
        now = self._clock()
        elapsed, spent = now - self._began, self._spent + (0.0 if self._since is None else now - self._since)
        owed, most = spent / self._share - elapsed, max(1, step // self.DENSITY)
        # What a step takes that is not measured: so many of them make up for it.
        of_a_step = max(0.0, elapsed - spent) / step
        if owed <= 0:
            return 1
        return most if owed >= most * of_a_step else max(1, math.ceil(owed / of_a_step))
