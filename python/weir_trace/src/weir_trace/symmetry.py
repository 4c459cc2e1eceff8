"""Layers whose units all do the same: with equal weights coming in and going out, all get the same gradient and stay equal for ever."""

from __future__ import annotations

from typing import List, Sequence, Tuple

import torch

from .kinds import as_trace_matrix, kind_of


@torch.no_grad()
def symmetric_layers(modules: Sequence[torch.nn.Module]) -> Tuple[List[int], List[int]]:
    """The numbers of such layers among modules in the order of the signal, at their present weights, and of those whose units have equal
    weights, not 0, coming in."""
    weights = []
    for number, module in enumerate(modules):
        weight = next((one for one in module.parameters(recurse=False) if one.dim() >= 2), None)
        if weight is not None and kind_of(module) in ("linear", "conv"):
            weights.append((number, as_trace_matrix(module, weight.detach())))
    found: List[int] = []
    equal: List[int] = []
    for (number, into), (_, out_of) in zip(weights, weights[1:]):
        units = into.shape[1]
        if units < 2 or not _same(into.t()):
            continue
        if bool((into != 0).any()):
            equal.append(number)
        if out_of.shape[0] % units == 0 and _same(_by_unit(modules, number, out_of, units)):
            found.append(number)
    return found, equal


def _by_unit(modules: Sequence[torch.nn.Module], number: int, out_of: torch.Tensor, units: int) -> torch.Tensor:
    # Pixels that are flattened come channel by channel in PyTorch; kernels have their channels last in a trace.
    by_channel = kind_of(modules[number]) == "conv" and kind_of(next(one for one in modules[number + 1:]
                                                                     if kind_of(one) in ("linear", "conv"))) == "linear"
    if by_channel:
        return out_of.reshape(units, -1)
    return out_of.reshape(-1, units, out_of.shape[1]).transpose(0, 1).reshape(units, -1)


def _same(rows: torch.Tensor) -> bool:
    """Whether all rows are alike to a thousandth; of most networks the first two say that they are not."""
    first = rows[:1]
    if len(rows) > 2 and not _same(rows[:2]):
        return False
    return bool(((rows - first).abs() <= 1e-3 * torch.maximum(rows.abs(), first.abs())).all())
