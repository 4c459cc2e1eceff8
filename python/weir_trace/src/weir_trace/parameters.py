"""Measures parameters, their gradients just before a step, and how far the step moves them."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Optional, Tuple

import torch

from .kinds import as_trace_matrix, parameter_kind, trace_shape
from .trace import entries

_GOLDEN_RATIO = 0.6180339887498949
_LONGEST_RUN = 8
_CACHE_LINE = 16


def cosine_blocks(rows: int, width: int, most: int) -> List[Tuple[int, int, int, int]]:
    """Which entries of a gradient are compared, as (top, rows, left, columns): the same ones as in Weir.

    Runs of neighbouring rows, spread by the golden ratio; at least four rows, as one alone may belong to an input that is always 0.
    """
    count = min(rows, max(4, most // max(1, width)))
    if count == rows:
        return [(0, rows, 0, width)]
    columns = min(width, max(most // count, 1))
    length = min(_LONGEST_RUN, (count + 1) // 2)
    blocks = []
    for run in range(1, count // length + 1):
        place = run * _GOLDEN_RATIO % 1
        left = int(place * (width - columns)) // _CACHE_LINE * _CACHE_LINE
        blocks.append((int(place * (rows - length)), length, left, columns))
    return blocks


class ParameterProbe:
    """One parameter of the model."""

    def __init__(self, name: str, parameter: torch.nn.Parameter, module: Optional[torch.nn.Module], layer: int, most: int) -> None:
        self.name = name
        self.parameter = parameter
        self.layer = layer
        self._module = module
        numbers = torch.arange(parameter.numel()).reshape(parameter.shape)
        matrix = as_trace_matrix(module, numbers)
        blocks = cosine_blocks(matrix.shape[0], matrix.shape[1], most) if parameter.numel() else [(0, 0, 0, 0)]
        chosen = torch.cat([matrix[top:top + rows, left:left + columns].reshape(-1) for top, rows, left, columns in blocks])
        # All entries need no picking.
        self._chosen = None if len(chosen) == parameter.numel() else chosen.to(parameter.device)
        self._previous: Optional[torch.Tensor] = None

    def describe(self) -> Dict[str, Any]:
        return {"name": self.name, "kind": parameter_kind(self.name, self.parameter),
                "shape": trace_shape(self._module, self.parameter), "layer": self.layer}

    @torch.no_grad()
    def entries_now(self) -> Optional[torch.Tensor]:
        """The compared entries of the gradient that is there, in float64."""
        gradient = self.parameter.grad
        if gradient is None or gradient.is_sparse or gradient.numel() == 0:
            return None
        flat = gradient.detach().reshape(-1)
        if self._chosen is not None:
            if self._chosen.device != flat.device:
                self._chosen = self._chosen.to(flat.device)
            flat = flat[self._chosen]
        return flat.double()

    @torch.no_grad()
    def cosine(self) -> Optional[torch.Tensor]:
        """The cosine with the sample before, which this one replaces."""
        now, before = self.entries_now(), self._previous
        self._previous = now
        if now is None or before is None or now.shape != before.shape:
            return None
        return torch.dot(now, before) / (torch.linalg.vector_norm(now) * torch.linalg.vector_norm(before))


class ParameterProbes:
    """All parameters of the model, measured together: a few calls for the whole list."""

    def __init__(self, probes: List[ParameterProbe]) -> None:
        self.probes = probes
        self._before: List[torch.Tensor] = []
        self._results: List[List[Optional[torch.Tensor]]] = []

    @torch.no_grad()
    def before_step(self) -> None:
        """Reads weights and gradients as the optimizer will see them."""
        self._before = [probe.parameter.detach().clone() for probe in self.probes]
        self._results = []
        for probe, before in zip(self.probes, self._before):
            gradient = probe.parameter.grad
            if gradient is not None and gradient.is_sparse:
                gradient = gradient.coalesce().values()
            has = gradient is not None and gradient.numel() > 0
            self._results.append([
                torch.linalg.vector_norm(before, dtype=torch.float64),
                torch.linalg.vector_norm(gradient.detach(), dtype=torch.float64) if has else None,
                torch.count_nonzero(gradient) if has else None,
                probe.cosine(),
            ])

    @torch.no_grad()
    def after_step(self) -> None:
        """Reads how far the weights have moved."""
        for probe, before, result in zip(self.probes, self._before, self._results):
            result.append(torch.linalg.vector_norm(before.sub_(probe.parameter.detach()), dtype=torch.float64))
        self._before = []

    def results(self) -> List[torch.Tensor]:
        return [value for result in self._results for value in result if value is not None]

    def finish(self, numbers: List[float]) -> List[Dict[str, Any]]:
        """The entries of the sample. Also leaves `norms` and `cosines` for the network's own quantities."""
        self.norms: List[float] = []
        self.cosines: List[Optional[float]] = []
        lines = []
        at = 0
        for probe, result in zip(self.probes, self._results):
            values: List[Optional[float]] = []
            for value in result:
                values.append(None if value is None else numbers[at])
                at += value is not None
            weight, gradient, nonzero, cosine = values[:4]
            update = values[4] if len(values) > 4 else None
            size = max(1, probe.parameter.numel())
            if cosine is not None:
                cosine = min(1.0, max(-1.0, cosine)) if math.isfinite(cosine) else None
            self.norms.append(gradient or 0.0)
            self.cosines.append(cosine)
            lines.append(entries({
                "weight.norm": weight,
                "gradient.norm": gradient or 0.0,
                "gradient.zero": 1.0 if nonzero is None else 1 - nonzero / size,
                "update.ratio": update / weight if update is not None and weight else None,
                "gradient.cosine": cosine,
            }))
        return lines
