"""How much a linear map of the inputs tells of the targets: fitted on one half of some samples, scored on the other, as Weir does it."""

from __future__ import annotations

from typing import Optional

import torch

_FEWEST = 40
_MOST = 1000
_MOST_FEATURES = 128
_RIDGES = (1e-3, 0.03, 1.0)


@torch.no_grad()
def linear_skill(inputs: torch.Tensor, targets: torch.Tensor, classes: bool) -> Optional[float]:
    """The share of what guessing leaves that is got right; None for few samples and for many features."""
    if len(inputs) < _FEWEST or inputs.shape[1] > _MOST_FEATURES:
        return None
    order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(3))[:_MOST]
    rows, answers = inputs[order].double(), targets[order]
    if not bool(torch.isfinite(rows).all()) or not bool(torch.isfinite(answers.double()).all()):
        return None
    deviation = rows.std(0, unbiased=False)
    varies = deviation > 1e-6 * rows.mean(0).abs().clamp(min=1e-12)
    rows = torch.where(varies, (rows - rows.mean(0)) / deviation.clamp(min=1e-30), torch.zeros_like(rows))
    rows = torch.cat([rows, torch.ones(len(rows), 1, dtype=torch.float64)], 1)
    half = len(rows) // 2
    wanted = torch.nn.functional.one_hot(answers.long()).double() if classes else answers.double()[:, None]
    return max(_score(rows, wanted, answers, classes, half, ridge) for ridge in _RIDGES)


def _score(rows: torch.Tensor, wanted: torch.Tensor, answers: torch.Tensor, classes: bool, half: int, ridge: float) -> float:
    size = rows.shape[1]
    matrix = rows[:half].t() @ rows[:half] + ridge * half * torch.eye(size, dtype=torch.float64)
    said = rows[half:] @ torch.linalg.solve(matrix, rows[:half].t() @ wanted[:half])
    if classes:
        tested = answers[half:].long()
        guessing = float(torch.bincount(tested).max()) / len(tested)
        return 0.0 if guessing >= 1 else (float((said.argmax(1) == tested).double().mean()) - guessing) / (1 - guessing)
    spread = float((wanted[half:] - wanted[half:].mean()).square().sum())
    return 1 - float((said - wanted[half:]).square().sum()) / spread if spread > 0 else 0.0
