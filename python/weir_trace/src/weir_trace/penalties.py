"""What a program adds to its loss to keep weights small, told by how it goes with them: a sum of absolute weights, or of squares."""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence, Tuple

import torch

_LOOKS = 8
_FEWEST = 4
# A share of the loss below which rounding is all that there is.
_LEAST = 1e-5
_ALIKE = 2e-3


class Penalties:
    """Compares, at the first samples, what the backward pass began from with what the loss said."""

    def __init__(self, parameters: Sequence[torch.nn.Parameter]) -> None:
        self._every, self._weights = list(parameters), [one for one in parameters if one.dim() >= 2]
        self._extra: List[float] = []
        self._sums: Dict[Tuple[str, bool], List[float]] = {}
        self.absolute: Optional[float] = None
        self.squared: Optional[float] = None

    @property
    def is_done(self) -> bool:
        return len(self._extra) >= _LOOKS

    @torch.no_grad()
    def see(self, loss: float, began_from: float) -> None:
        """A step's loss, and the number on which `backward` was called; before the weights move."""
        extra = began_from - loss
        self._extra.append(extra if extra > _LEAST * abs(loss) else 0.0)
        if self._extra[-1] == 0.0:
            return
        for biases, group in ((False, self._weights), (True, self._every)):
            self._sums.setdefault(("absolute", biases), []).append(sum(float(one.detach().abs().sum(dtype=torch.float64)) for one in group))
            self._sums.setdefault(("squared", biases), []).append(
                sum(float(one.detach().double().square().sum()) for one in group))
        self._judge()

    def _judge(self) -> None:
        """A penalty is what goes as its sum does at each step, while the other sum does not."""
        self.absolute = self.squared = None
        if len(self._extra) < _FEWEST or 0.0 in self._extra:
            return
        spreads = {name: self._spread(sums) for name, sums in self._sums.items()}
        best = min(spreads, key=lambda name: spreads[name][0])
        others = [spread for (kind, _), (spread, _) in spreads.items() if kind != best[0]]
        if spreads[best][0] < _ALIKE and min(others) > 3 * spreads[best][0]:
            if best[0] == "absolute":
                self.absolute = spreads[best][1]
            else:
                # Weight decay λ is the gradient λ·w, of λ/2·w².
                self.squared = 2 * spreads[best][1]

    def _spread(self, sums: Sequence[float]) -> Tuple[float, float]:
        ratios = [extra / max(one, 1e-30) for extra, one in zip(self._extra, sums)]
        mean = sum(ratios) / len(ratios)
        return (max(ratios) - min(ratios)) / max(mean, 1e-30), mean
