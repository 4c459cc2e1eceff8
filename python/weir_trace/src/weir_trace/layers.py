"""Measures what each layer puts out and the gradient that comes back to it, in a few reductions on the device."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Optional

import torch

from .kinds import kind_of, saturation_of, traits_of, unit_axis
from .trace import entries


def first_tensor(value: Any) -> Optional[torch.Tensor]:
    """The first tensor of real numbers in what a module returns: a tensor, or a tuple, list or dict of them."""
    if isinstance(value, torch.Tensor):
        return value if value.is_floating_point() else None
    if isinstance(value, dict):
        value = value.values()
    elif hasattr(value, "__dataclass_fields__"):
        value = [getattr(value, name) for name in value.__dataclass_fields__]
    elif not isinstance(value, (tuple, list)):
        return None
    for item in value:
        found = first_tensor(item)
        if found is not None:
            return found
    return None


def find_layers(model: torch.nn.Module) -> Dict[str, torch.nn.Module]:
    """The layers by path: modules with parameters of their own, or without parts; one that is held in several places comes once."""
    layers: Dict[str, torch.nn.Module] = {}
    for path, module in model.named_modules():
        own = next(module.parameters(recurse=False), None) is not None
        # The projections of PyTorch's attention are read without being called.
        if own or next(module.children(), None) is None:
            layers[path] = module
    return layers


class LayerProbe:
    """One layer: its output at its first use in a sampled step, the gradient of that output, and its dead units over windows."""

    def __init__(self, path: str, module: torch.nn.Module, window: int) -> None:
        self.path = path
        self.module = module
        self.units = 0
        self.entries_of_sample = 0
        self.seen = False
        self._window = window
        self._limits = saturation_of(module)
        self._flat_at_zero = self._limits is not None and (self._limits[0] >= 0 or self._limits[1] <= 0)
        self._largest: Optional[torch.Tensor] = None
        self._samples = 0
        self._dead: Optional[torch.Tensor] = None
        self.begin()

    @property
    def has_gradient(self) -> bool:
        """Whether the gradient of this step's output has come."""
        return self._delta is not None

    def begin(self) -> None:
        self.seen = False
        self._measured: Dict[str, torch.Tensor] = {}
        self._size = 0
        self._delta: Optional[torch.Tensor] = None
        self._delta_size = 0

    def describe(self) -> Dict[str, Any]:
        own = [parameter for parameter in self.module.parameters(recurse=False)]
        weights = any(parameter.dim() >= 2 for parameter in own)
        layer = {"path": self.path, "kind": kind_of(self.module), "units": self.units, "weights": weights}
        if self.entries_of_sample != self.units:
            layer["size"] = self.entries_of_sample
        traits = traits_of(self.module)
        return {**layer, "traits": traits} if traits else layer

    @torch.no_grad()
    def on_output(self, output: torch.Tensor) -> None:
        """Reads the output at once: what comes next may write over it."""
        self.seen = True
        y = output.detach()
        if y.dtype in (torch.float16, torch.bfloat16):
            y = y.float()
        axis = unit_axis(self.module, y)
        self.units = y.shape[axis] if y.dim() > 0 else 1
        self._size = y.numel()
        self.entries_of_sample = y.numel() // max(1, y.shape[0]) if y.dim() > 1 else 1
        if self._size == 0:
            return
        if y.dim() == 0:
            y = y.reshape(1, 1)
            axis = 1
        variance, mean = torch.var_mean(y, 0, unbiased=False)
        others = [i for i in range(y.dim()) if i != axis]
        largest = y.abs().amax(others) if others else y.abs()
        self._measured = {
            "norm": torch.linalg.vector_norm(y, dtype=torch.float64),
            "mean": mean.mean(),
            "variance": variance.mean(),
            "max": largest.max(),
            "nonzero": torch.count_nonzero(y),
        }
        if self._limits is not None:
            low, high = self._limits
            flat = y <= low if high == math.inf else (y <= low) | (y >= high)
            self._measured["saturated"] = torch.count_nonzero(flat)
        self._largest = largest if self._largest is None or self._largest.shape != largest.shape else torch.maximum(self._largest, largest)

    @torch.no_grad()
    def on_gradient(self, gradient: torch.Tensor, scale: float) -> None:
        g = gradient.detach()
        self._delta_size = g.numel()
        if self._delta_size == 0:
            return
        if g.dtype in (torch.float16, torch.bfloat16):
            g = g.float()
        norm = torch.linalg.vector_norm(g, dtype=torch.float64)
        self._delta = norm / scale if scale != 1 else norm
        # A unit that has put something out is alive, whatever its gradient: only where some are silent is the gradient looked at.
        if not self._flat_at_zero and self._largest is not None and (g.is_cuda or bool((self._largest == 0).any())):
            axis = unit_axis(self.module, g)
            others = [i for i in range(g.dim()) if i != axis]
            largest = g.abs().amax(others) if others else g.abs()
            if largest.shape == self._largest.shape:
                self._largest = torch.maximum(self._largest, largest)

    def results(self) -> List[torch.Tensor]:
        """What is to be brought from the device, in the order in which `finish` takes it."""
        self._samples += 1
        if self._samples >= self._window:
            self._dead = torch.count_nonzero(self._largest == 0) if self._largest is not None and self._delta is not None else None
            self._largest = None
            self._samples = 0
        found = list(self._measured.values())
        if self._delta is not None:
            found.append(self._delta)
        if self._dead is not None:
            found.append(self._dead)
        return found

    def finish(self, numbers: List[float]) -> Dict[str, Any]:
        """The layer's entry of the sample. Also leaves the norm of a sample's gradient for the attenuation."""
        values = dict(zip(self._measured, numbers))
        rest = numbers[len(self._measured):]
        delta = None
        self.delta_norm: Optional[float] = None
        if self._delta is not None:
            delta = rest.pop(0) / math.sqrt(self._delta_size)
            self.delta_norm = delta * math.sqrt(self.entries_of_sample)
        size = max(1, self._size)
        result: Dict[str, Optional[float]] = {
            "activation.rms": values.get("norm", 0.0) / math.sqrt(size),
            "activation.mean": values.get("mean", 0.0),
            "activation.std": math.sqrt(max(0.0, values.get("variance", 0.0))) if not math.isnan(values.get("variance", 0.0)) else math.nan,
            "activation.max": values.get("max", 0.0),
            "activation.zero": 1 - values["nonzero"] / size if "nonzero" in values else 0.0,
        }
        if self._limits is not None:
            result["activation.saturated"] = values.get("saturated", 0.0) / size
        if self._dead is not None:
            result["units.dead"] = rest.pop(0)
        result["delta.rms"] = delta
        return entries(result)
