"""Measures what each layer puts out and the gradient that comes back to it, in a few reductions on the device."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Optional, Sequence

import torch

from .kinds import kind_of, saturation_of, traits_of, unit_axis
from .outputs import goes_together, largest_by_unit, measure, measure_together, norms_together
from .reductions import Number, norm


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


# Names of what is wrapped around a module to spread it over processes, to compile it or to compute it twice.
_WRAPPERS = ("_fsdp_wrapped_module", "_checkpoint_wrapped_module", "_orig_mod")


def own_path(path: str) -> str:
    """A path as the program has it, without what is wrapped around its modules."""
    return ".".join(part for part in path.split(".") if part not in _WRAPPERS)


def find_layers(model: torch.nn.Module) -> Dict[str, torch.nn.Module]:
    """The layers by path: modules with parameters of their own, or without parts; one that is held in several places comes once."""
    layers: Dict[str, torch.nn.Module] = {}
    for path, module in model.named_modules():
        path = own_path(path)
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
        self.weights = any(parameter.dim() >= 2 for parameter in module.parameters(recurse=False))
        self.delta_norm: Optional[float] = None
        # Whether what the layer before puts out, and nothing else, comes in.
        self.follows = False
        self.limits = saturation_of(module)
        self._kind = kind_of(module)
        self.rectifies = self._kind == "relu"
        self._window = window
        self._flat_at_zero = self.limits is not None and (self.limits[0] >= 0 or self.limits[1] <= 0)
        # The largest absolute entry of each unit, of each sample of this window.
        self._largest: List[torch.Tensor] = []
        self._samples = 0
        self._dead: Optional[torch.Tensor] = None
        self.begin()

    def begin(self) -> None:
        self.seen = self.has_gradient = False
        self._measured: Dict[str, Number] = {}
        self._size = self.axis = 0
        self._delta: Optional[Number] = None
        self._delta_size = 0
        self._scale = 1.0
        self._least: Optional[float] = None
        # Copies that wait to be measured together with those of other layers.
        self.output: Optional[torch.Tensor] = None
        self.gradient: Optional[torch.Tensor] = None

    def describe(self) -> Dict[str, Any]:
        layer = {"path": self.path, "kind": self._kind, "units": self.units, "weights": self.weights}
        if self.entries_of_sample != self.units:
            layer["size"] = self.entries_of_sample
        traits = traits_of(self.module) + (["follows"] if self.follows else [])
        return {**layer, "traits": traits} if traits else layer

    def on_output(self, output: torch.Tensor) -> None:
        """Reads the output at once: what comes next may write over it."""
        self.seen = True
        y = output.detach()
        self.axis = axis = unit_axis(self._kind, y.dim())
        self._size = size = y.numel()
        self.units = y.shape[axis] if y.dim() > 0 else 1
        self.entries_of_sample = size // max(1, y.shape[0]) if y.dim() > 1 else 1
        if size == 0:
            return
        if goes_together(y):
            self.output = y.clone()
            return
        if y.dtype in (torch.float16, torch.bfloat16):
            y = y.float()
        if y.dim() == 0:
            y = y.reshape(1, 1)
            axis = 1
        self.take_output(*measure(y, axis, self.limits, self.rectifies))

    def take_output(self, measured: Dict[str, Number], largest: torch.Tensor, least: Optional[float] = None) -> None:
        """What was measured of the output. least: the least of the largest entries, where it is known."""
        self._measured = measured
        self._least = least
        self._note(largest)

    def on_gradient(self, gradient: torch.Tensor, scale: float) -> None:
        self.has_gradient, self._scale = True, scale
        g = gradient.detach()
        self._delta_size = g.numel()
        if self._delta_size == 0:
            self.has_gradient = False
        elif goes_together(g):
            # Who holds a gradient is not written over: it is added to in another place.
            self.gradient = g
        else:
            if g.dtype in (torch.float16, torch.bfloat16):
                g = g.float()
            self.take_gradient(g, norm(g))

    def take_gradient(self, g: torch.Tensor, of_norm: Number) -> None:
        """What was measured of the gradient."""
        self._delta = of_norm / self._scale if self._scale != 1 else of_norm
        # A unit that has put something out is alive, whatever its gradient: only where some are silent is the gradient looked at.
        if self._flat_at_zero or not self._largest:
            return
        if self._least == 0 if self._least is not None else g.is_cuda or bool((self._largest[-1] == 0).any()):
            largest = largest_by_unit(g, unit_axis(self._kind, g.dim()))
            if largest.shape == self._largest[-1].shape:
                self._largest.append(largest)

    def _note(self, largest: torch.Tensor) -> None:
        if self._largest and self._largest[-1].shape != largest.shape:
            self._largest = []
        self._largest.append(largest)

    def results(self) -> List[Number]:
        """What is to be brought from the device, in the order in which `finish` takes it."""
        self._samples += 1
        if self._samples >= self._window:
            self._dead = None
            if self._largest and self._delta is not None:
                self._dead = torch.count_nonzero(torch.stack(self._largest).amax(0) == 0)
            self._largest = []
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
        self.delta_norm = None
        if self._delta is not None:
            delta = rest.pop(0) / math.sqrt(self._delta_size)
            self.delta_norm = delta * math.sqrt(self.entries_of_sample)
        size = max(1, self._size)
        variance = values.get("variance", 0.0)
        result: Dict[str, Any] = {
            "activation.rms": values.get("norm", 0.0) / math.sqrt(size),
            "activation.mean": values.get("mean", 0.0),
            "activation.std": math.nan if math.isnan(variance) else math.sqrt(max(0.0, variance)),
            "activation.max": values.get("max", 0.0),
            "activation.zero": 1 - values["nonzero"] / size if "nonzero" in values else 0.0,
        }
        if self.limits is not None:
            result["activation.saturated"] = result["activation.zero"] if self.rectifies else values.get("saturated", 0.0) / size
        if self._dead is not None:
            result["units.dead"] = int(rest.pop(0))
        result["delta.rms"] = delta
        return result


def measure_waiting(probes: Sequence[LayerProbe]) -> None:
    """Measures what layers have kept back, those with as many samples together."""
    outputs: Dict[int, List[LayerProbe]] = {}
    gradients: Dict[int, List[LayerProbe]] = {}
    for probe in probes:
        if probe.output is not None:
            outputs.setdefault(probe.output.shape[0], []).append(probe)
        if probe.gradient is not None:
            gradients.setdefault(probe.gradient.shape[0], []).append(probe)
    for group in outputs.values():
        found = measure_together([one.output for one in group if one.output is not None], [one.axis for one in group],
                                 [one.limits for one in group], [one.rectifies for one in group])
        for probe, one in zip(group, found):
            probe.take_output(*one)
            probe.output = None
    for group in gradients.values():
        for probe, of_norm in zip(group, norms_together([one.gradient for one in group if one.gradient is not None])):
            if probe.gradient is not None:
                probe.take_gradient(probe.gradient, of_norm)
                probe.gradient = None
