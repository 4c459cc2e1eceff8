"""Measures parameters, their gradients just before a step, and how far the step moves them."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Optional, Sequence, Tuple

import torch

from .kinds import parameter_kind, trace_axes, trace_shape
from .reductions import Number, Pieces, copy_and_norm, distance, flatten, norm, norm_and_nonzero

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


def chosen_places(module: Optional[torch.nn.Module], shape: List[int], most: int) -> torch.Tensor:
    """The places of those entries in a parameter that lies row by row."""
    if 0 in shape:
        return torch.zeros(0, dtype=torch.int64)
    axes = trace_axes(module, len(shape))
    steps = [math.prod(shape[axis + 1:]) for axis in axes]
    width = shape[axes[-1]] if axes else 1
    chosen = []
    for top, rows, left, columns in cosine_blocks(math.prod(shape) // width, width, most):
        number, place = torch.arange(top, top + rows), torch.zeros(rows, dtype=torch.int64)
        for axis, step in reversed(list(zip(axes[:-1], steps[:-1]))):
            place += number % shape[axis] * step
            number = torch.div(number, shape[axis], rounding_mode="floor")
        chosen.append((place[:, None] + torch.arange(left, left + columns) * (steps[-1] if steps else 1)).reshape(-1))
    return torch.cat(chosen)


class ParameterProbe:
    """One parameter of the model."""

    def __init__(self, name: str, parameter: torch.nn.Parameter, module: Optional[torch.nn.Module], layer: int, most: int) -> None:
        self.name = name
        self.parameter = parameter
        self.layer = layer
        self._module = module
        self.chosen = chosen = chosen_places(module, list(parameter.shape), most)
        # All entries need no picking.
        self._picked = None if len(chosen) == parameter.numel() else chosen.to(parameter.device)
        self._previous: Optional[torch.Tensor] = None

    def describe(self) -> Dict[str, Any]:
        return {"name": self.name, "kind": parameter_kind(self.name, self.parameter),
                "shape": trace_shape(self._module, self.parameter), "layer": self.layer}

    def _entries_now(self) -> Optional[torch.Tensor]:
        """The compared entries of the gradient that is there, in float64."""
        gradient = self.parameter.grad
        if gradient is None or gradient.is_sparse or gradient.numel() == 0:
            return None
        flat = gradient.detach().reshape(-1)
        if self._picked is not None:
            if self._picked.device != flat.device:
                self._picked = self._picked.to(flat.device)
            flat = flat[self._picked]
        return flat.double()

    def cosine(self) -> Optional[torch.Tensor]:
        """The cosine with the sample before, which this one replaces."""
        now, before = self._entries_now(), self._previous
        self._previous = now
        if now is None or before is None or now.shape != before.shape:
            return None
        return torch.dot(now, before) / (torch.linalg.vector_norm(now) * torch.linalg.vector_norm(before))

    def forget(self) -> None:
        """The next sample has none before it to be compared with."""
        self._previous = None


@torch.no_grad()
def norms_of_gradients(parameters: Sequence[torch.nn.Parameter]) -> List[Number]:
    """The norms of the gradients that are there."""
    there = (one.grad for one in parameters)
    return [norm(one.detach()) for one in there if one is not None and not one.is_sparse and one.numel() > 0]


def _becomes_float32(values: torch.Tensor) -> bool:
    """Whether a copy in float32 holds the same numbers."""
    return values.dtype == torch.float32 or (values.device.type != "cpu" and values.dtype in (torch.float16, torch.bfloat16))


class _Together:
    """Small parameters as one tensor: a few calls measure all of them."""

    # On other devices a call costs more than the work on many numbers, and their memory holds two copies of 256 MiB.
    MOST, MOST_ELSEWHERE = 1 << 20, 1 << 26

    def __init__(self, probes: List[ParameterProbe]) -> None:
        self.parameters = [probe.parameter for probe in probes]
        self.sizes = [one.numel() for one in self.parameters]
        width, at = max(len(probe.chosen) for probe in probes), 0
        chosen = torch.zeros(len(probes), width, dtype=torch.int64)
        counts = torch.zeros(len(probes), width, dtype=torch.float64)
        for i, probe in enumerate(probes):
            chosen[i, :len(probe.chosen)] = probe.chosen + at
            counts[i, :len(probe.chosen)] = 1
            at += self.sizes[i]
        device = self.parameters[0].device
        self._places: List[int] = []
        self._views: List[torch.Tensor] = []
        self._now, self._before = [Pieces(torch.empty(sum(self.sizes), dtype=torch.float32, device=device), self.sizes)
                                   for _ in range(2)]
        self._chosen, self._counts = chosen.reshape(-1).to(device), counts.to(device)
        self._previous: Optional[torch.Tensor] = None
        self._previous_squares: Optional[torch.Tensor] = None

    @staticmethod
    def suits(probes: List[ParameterProbe]) -> bool:
        parameters = [probe.parameter for probe in probes]
        if not parameters:
            return False
        device = parameters[0].device
        most = _Together.MOST if device.type == "cpu" else _Together.MOST_ELSEWHERE
        return (sum(one.numel() for one in parameters) <= most
                and all(one.numel() > 0 and _becomes_float32(one) and type(one) is torch.nn.Parameter
                        and one.device == device for one in parameters))

    def gradients(self) -> Optional[Pieces]:
        """A copy of all gradients, which the next call writes over; None where one is missing or of another kind."""
        found = [one.grad for one in self.parameters]
        device = self._chosen.device
        if any(one is None or one.layout != torch.strided or not _becomes_float32(one) or one.device != device
               or type(one) is not torch.Tensor for one in found):
            return None
        flatten(found, self._now.flat)  # type: ignore[arg-type]
        return self._now

    def _weights(self) -> Sequence[torch.Tensor]:
        """The parameters in one axis each: views that are made once, as long as they show the parameters' own memory."""
        places = [one.data_ptr() for one in self.parameters]
        if places != self._places:
            self._places = places if all(one.is_contiguous() for one in self.parameters) else []
            self._views = [one.detach().view(-1) for one in self.parameters] if self._places else []
        return self._views or self.parameters

    def remember(self) -> List[Number]:
        """Keeps the weights as they are, and gives their norms."""
        flatten(self._weights(), self._before.flat)
        return self._before.norms()

    def moves(self) -> List[Number]:
        """How far the weights have gone since."""
        self._before.flat.sub_(flatten(self._weights(), self._now.flat))
        return self._before.norms()

    def cosines(self, gradients: torch.Tensor) -> Optional[List[Number]]:
        """The cosines with the sample before, which this one replaces."""
        now = gradients.index_select(0, self._chosen).view(self._counts.shape).double().mul_(self._counts)
        squares = now.square().sum(1)
        before, before_squares = self._previous, self._previous_squares
        self._previous, self._previous_squares = now, squares
        if before is None or before_squares is None:
            return None
        found = (now * before).sum(1) / (squares.sqrt() * before_squares.sqrt())
        return list(found.unbind(0)) if found.is_cuda else found.tolist()

    def forget(self) -> None:
        """The next sample has none before it to be compared with."""
        self._previous = None


class ParameterProbes:
    """All parameters of the model, measured together: a few calls for the whole list."""

    # Memory of so many numbers is kept for the next sample, as getting it costs more than to copy into it.
    _MOST_KEPT = 1 << 24

    def __init__(self, probes: List[ParameterProbe], together: bool = True) -> None:
        self.probes = probes
        self._together = _Together(probes) if together and _Together.suits(probes) else None
        self._before: List[torch.Tensor] = []
        self._at_once = False
        self._results: List[List[Optional[Number]]] = []

    @torch.no_grad()
    def raw(self) -> List[Number]:
        """The norms of the gradients that are there, before anybody clips them: of all together, or of each."""
        whole = self._together.gradients() if self._together is not None else None
        if whole is not None:
            return [norm(whole.flat)]
        return norms_of_gradients([probe.parameter for probe in self.probes])

    @torch.no_grad()
    def before_step(self) -> None:
        """Reads weights and gradients as the optimizer will see them."""
        together = self._together
        gradients = together.gradients() if together is not None else None
        if together is not None and gradients is not None:
            of_weights, of_gradients = together.remember(), gradients.norms()
            cosines: List[Optional[Number]] = list(together.cosines(gradients.flat) or [None] * len(self.probes))
            if not self._at_once:
                for probe in self.probes:
                    probe.forget()
            self._at_once = True
            self._results = [list(one) for one in zip(of_weights, of_gradients, gradients.nonzeros(of_gradients), cosines)]
            return
        if together is not None:
            together.forget()
        self._at_once = False
        now = [probe.parameter.detach() for probe in self.probes]
        if len(self._before) != len(now) or any(
                one.shape != kept.shape or one.dtype != kept.dtype or one.device != kept.device for one, kept in zip(now, self._before)):
            self._before = [torch.empty_like(one) for one in now]
        self._results = []
        for probe, weights, before in zip(self.probes, now, self._before):
            gradient = probe.parameter.grad
            if gradient is not None and gradient.is_sparse:
                gradient = gradient.coalesce().values()
            has = gradient is not None and gradient.numel() > 0
            of_gradient, there = norm_and_nonzero(gradient.detach()) if has else (None, None)
            self._results.append([copy_and_norm(weights, before), of_gradient, there, probe.cosine()])

    @torch.no_grad()
    def after_step(self) -> None:
        """Reads how far the weights have moved."""
        if self._at_once and self._together is not None:
            for move, result in zip(self._together.moves(), self._results):
                result.append(move)
            return
        for probe, before, result in zip(self.probes, self._before, self._results):
            result.append(distance(before, probe.parameter.detach()))
        if sum(one.numel() for one in self._before) > self._MOST_KEPT:
            self._before = []

    def results(self) -> List[Number]:
        return [value for result in self._results for value in result if value is not None]

    def finish(self, numbers: List[float], scale: float) -> List[Dict[str, Any]]:
        """The entries of the sample. Also leaves `norms` and `cosines` for the network's own quantities.

        scale: what the gradients are multiplied with.
        """
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
            gradient = (gradient or 0.0) / scale
            size = max(1, probe.parameter.numel())
            if cosine is not None:
                cosine = min(1.0, max(-1.0, cosine)) if math.isfinite(cosine) else None
            self.norms.append(gradient)
            self.cosines.append(cosine)
            lines.append({
                "weight.norm": weight,
                "gradient.norm": gradient,
                "gradient.zero": 1.0 if nonzero is None else 1 - nonzero / size,
                "update.ratio": update / weight if update is not None and weight else None,
                "gradient.cosine": cosine,
            })
        return lines
