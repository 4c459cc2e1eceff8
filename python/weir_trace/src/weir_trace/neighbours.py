"""Whether targets depend on inputs: samples close to each other, single features and pairs of them, each compared with shuffled targets."""

from __future__ import annotations

import math
from typing import Callable, List, Optional, Set

import torch

from .linear_probe import linear_skill

_NEIGHBOURS = 5
_SHUFFLES = 24
_TESTS = 3
# More samples only where fewer leave a doubt, as pairs grow with the square.
_SIZES = (128, 256, 1024)
_DOUBTLESS = 4.0
_MOST_FOR_PAIRS = 64
_FEWEST = 50


class Samples:
    """Inputs beside their targets, each once, up to as many as the test compares and a bound on numbers."""

    _MOST_NUMBERS = 4_000_000
    # Batches that are looked at: a small set comes again and again.
    _MOST_BATCHES = 64

    def __init__(self) -> None:
        self._inputs: List[torch.Tensor] = []
        self._targets: List[torch.Tensor] = []
        self._seen: Set[bytes] = set()
        self._count = self._batches = 0
        # How much a linear map tells of the targets, once the score has been asked for.
        self.linear: Optional[float] = None

    @property
    def is_full(self) -> bool:
        numbers = self._count * self._inputs[0].shape[1] if self._inputs else 0
        return self._batches >= self._MOST_BATCHES or self._count >= _SIZES[-1] or numbers >= self._MOST_NUMBERS

    @torch.no_grad()
    def add(self, inputs: torch.Tensor, targets: torch.Tensor) -> None:
        """Keeps the samples of a batch that were not seen before. Places along a sequence are no features to compare."""
        if self.is_full or not inputs.is_floating_point() or inputs.dim() not in (2, 4) or len(inputs) != len(targets):
            return
        self._batches += 1
        rows, answers = inputs.detach().reshape(len(inputs), -1).float().cpu(), targets.detach().reshape(len(targets), -1)[:, 0].cpu()
        if self._inputs and self._inputs[0].shape[1] != rows.shape[1]:
            return
        # A sum in float64 of what is finite in float32 is finite; looking at each entry takes many times as long.
        usable = torch.isfinite(rows.sum(1, dtype=torch.float64))
        if not answers.is_floating_point():
            # Those that the loss leaves out have a number below 0.
            usable &= answers >= 0
        data, finite = rows.contiguous().numpy().tobytes(), usable.tolist()
        new, width = [], len(data) // len(rows)
        for i in range(len(rows)):
            key = data[i * width:(i + 1) * width]
            if finite[i] and key not in self._seen:
                self._seen.add(key)
                new.append(i)
        if new:
            self._inputs.append(rows[new])
            self._targets.append(answers[new])
            self._count += len(new)

    def score(self, classes: bool) -> Optional[float]:
        """Deviations of a normal distribution that chance reaches as rarely; None where there are too few samples to tell."""
        if self._count < _FEWEST:
            return None
        inputs, targets = torch.cat(self._inputs), torch.cat(self._targets).double()
        if not bool(torch.isfinite(targets).all()) or float(targets.max()) <= float(targets.min()):
            return None
        self.linear = linear_skill(inputs, targets, classes)
        order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(1))
        score = None
        for size in _SIZES:
            chosen = order[:size]
            score = _score(inputs[chosen], targets[chosen], classes)
            if score > _DOUBTLESS or size >= len(inputs):
                break
        return score


def _score(inputs: torch.Tensor, targets: torch.Tensor, classes: bool) -> float:
    rows = inputs.double()
    deviation = rows.std(0, unbiased=False)
    rows = torch.where(deviation > 1e-12 * rows.abs().amax(0).clamp(min=1e-30), (rows - rows.mean(0)) / deviation.clamp(min=1e-30),
                       torch.zeros_like(rows))
    targets = targets if classes else targets - targets.mean()
    random = torch.Generator().manual_seed(2)
    distance = torch.cdist(rows, rows).fill_diagonal_(math.inf)
    near = distance.topk(min(_NEIGHBOURS, len(rows) - 1), largest=False).indices

    def agreement(values: torch.Tensor) -> float:
        of_neighbours = values[near]
        return float((of_neighbours == values[:, None]).sum() if classes else (of_neighbours * values[:, None]).sum())

    found = _honest(_deviations(agreement, targets, random))
    if found > 3:
        return found
    found = max(found, _honest(_deviations(lambda values: float((rows.t() @ values).abs().max()), targets, random)))
    if found > 3 or rows.shape[1] > _MOST_FOR_PAIRS or rows.shape[1] < 2:
        return found
    first, second = torch.triu_indices(rows.shape[1], rows.shape[1], offset=1)
    pairs = rows[:, first] * rows[:, second]
    return max(found, _honest(_deviations(lambda values: float((pairs.t() @ values).abs().max()), targets, random)))


def _deviations(statistic: Callable[[torch.Tensor], float], target: torch.Tensor, random: torch.Generator) -> float:
    observed = statistic(target)
    shuffled = [statistic(target[torch.randperm(len(target), generator=random)]) for _ in range(_SHUFFLES)]
    mean = sum(shuffled) / _SHUFFLES
    variance = max(1e-18, sum((value - mean) ** 2 for value in shuffled) / (_SHUFFLES - 1))
    return (observed - mean) / math.sqrt(variance)


def _honest(deviations: float) -> float:
    # A new shuffle's distance from the mean of the others has the deviation √(1 + 1/n); Bonferroni's bound over tests and looks.
    t = max(0.0, deviations / math.sqrt(1 + 1 / _SHUFFLES))
    chance = min(0.5, _TESTS * len(_SIZES) * _student_tail(t, _SHUFFLES - 1))
    low, high = 0.0, 38.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if math.erfc(middle / math.sqrt(2)) / 2 > chance else (low, middle)
    return low


def _student_tail(t: float, degrees: int) -> float:
    """P(T > t): ∫ cos(θ)^(n−1) dθ by Simpson's rule."""
    def integral(start: float) -> float:
        steps, end = 2000, math.pi / 2
        width = (end - start) / steps
        total = sum((1 if i in (0, steps) else 4 if i % 2 else 2) * max(0.0, math.cos(start + i * width)) ** (degrees - 1)
                    for i in range(steps + 1))
        return total * width / 3

    return integral(math.atan(t / math.sqrt(degrees))) / (2 * integral(0.0))
