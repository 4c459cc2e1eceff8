"""A trace from plain arrays, for frameworks without modules to hook into: JAX, Flax, Keras with a step of one's own, NumPy.

    recorder = weir_trace.arrays.Recorder("runs/jax", layers=[("dense1", "linear"), ("relu1", "relu"), ("dense2", "linear")],
                                          parameters={"dense1.weight": "dense1", "dense2.weight": "dense2"}, batch=64)
    for step in range(1, steps + 1):
        if recorder.is_sampled(step):
            ...compute activations and their gradients too...
            recorder.step(step, loss, rate, activations, deltas, weights, gradients, updates)

Arrays are whatever NumPy can read. Samples come first, units last.
"""

from __future__ import annotations

import math
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import numpy

from .attenuation import attenuation, noise_scale
from .folder import RunFolder
from .sampling import SamplingPlan
from .trace import entries

_SATURATED = {
    "relu": (0.0, math.inf), "tanh": (-0.974679, 0.974679), "sigmoid": (0.012660, 0.987340), "selu": (-1.67, math.inf),
    "elu": (-0.95, math.inf), "softplus": (0.051293, math.inf),
}


class Recorder:
    """Writes a run's trace from arrays that the training hands over."""

    def __init__(self, directory: str, layers: Sequence[Tuple[str, str]], parameters: Mapping[str, str], batch: int,
                 total_steps: Optional[int] = None, framework: str = "arrays", plan: Optional[SamplingPlan] = None) -> None:
        """layers: path and kind of each, the one that the signal meets first first. parameters: the layer of each by name."""
        if batch < 1:
            raise ValueError(f"batch is {batch}; it must be 1 or more")
        paths = [path for path, _ in layers]
        for name, path in parameters.items():
            if path not in paths:
                raise ValueError(f"parameter {name} belongs to layer {path}, which is not among the layers: {', '.join(paths)}")
        self._layers, self._owners, self._batch = list(layers), dict(parameters), batch
        self._plan = plan or SamplingPlan()
        self._framework, self._directory, self._total = framework, directory, total_steps
        self._folder: Optional[RunFolder] = None
        self._before: Dict[str, numpy.ndarray] = {}
        self._last = 0

    def is_sampled(self, step: int) -> bool:
        """Whether the step, from 1, is to be handed over; steps are asked for in rising order."""
        return self._plan.is_sampled(step)

    def step(self, step: int, loss: float, rate: float, activations: Mapping[str, Any], deltas: Mapping[str, Any],
             weights: Mapping[str, Any], gradients: Mapping[str, Any], updates: Optional[Mapping[str, Any]] = None) -> None:
        """Writes a sample. activations and deltas (gradients of the loss by them) by layer path; weights (before the step), gradients and
        updates (after minus before) by parameter name."""
        outputs = {path: numpy.asarray(activations[path], dtype=numpy.float64) for path, _ in self._layers if path in activations}
        values = {name: numpy.asarray(weights[name], dtype=numpy.float64) for name in self._owners}
        if self._folder is None:
            self._start(outputs, values)
        assert self._folder is not None
        lines, flows = [], []
        for path, kind in self._layers:
            line, norm = _layer(kind, outputs.get(path), deltas.get(path))
            lines.append(line)
            if path in self._owners.values() and self._has_weight(path, values):
                flows.append(norm)
        parameters, norms, cosines = [], [], []
        for name, value in values.items():
            gradient = numpy.asarray(gradients[name], dtype=numpy.float64) if name in gradients else None
            update = numpy.asarray(updates[name], dtype=numpy.float64) if updates and name in updates else None
            line, norm, cosine = self._parameter(name, value, gradient, update)
            parameters.append(line)
            norms.append(norm)
            cosines.append(cosine)
        whole = math.sqrt(sum(norm * norm for norm in norms))
        self._folder.trace.sample(step, {
            "loss": float(loss), "rate": float(rate), "gradient.norm": whole, "gradient.norm.clipped": whole,
            "attenuation": attenuation(flows),
            "noise.scale": noise_scale(self._batch, norms, cosines) if step == self._last + 1 and self._last > 0 else None,
        }, lines, parameters)
        self._last = step

    def validation(self, step: int, training_loss: Optional[float], loss: Optional[float] = None, accuracy: Optional[float] = None) -> None:
        """A line of metrics."""
        if self._folder is not None:
            self._folder.metrics(step, training_loss, {"validationLoss": loss, "validationAccuracy": accuracy})

    def close(self, status: str = "finished", reason: Optional[str] = None) -> None:
        """Ends the run's files."""
        if self._folder is not None:
            self._folder.close(status, reason, self._last, self._total)
            self._folder = None

    def _has_weight(self, path: str, values: Mapping[str, numpy.ndarray]) -> bool:
        return any(owner == path and values[name].ndim >= 2 for name, owner in self._owners.items())

    def _start(self, outputs: Mapping[str, numpy.ndarray], values: Mapping[str, numpy.ndarray]) -> None:
        self._folder = RunFolder(self._directory, int(sum(value.size for value in values.values())), self._framework, self._total)
        paths = [path for path, _ in self._layers]
        layers = []
        for path, kind in self._layers:
            shape = outputs[path].shape[1:] if path in outputs else ()
            layers.append({"path": path, "kind": kind, "units": int(shape[-1]) if shape else 1, "weights": self._has_weight(path, values),
                           "size": int(numpy.prod(shape))})
        parameters = [{"name": name, "kind": "bias" if "bias" in name else "weight" if value.ndim >= 2 else "scale",
                       "shape": list(value.shape), "layer": paths.index(self._owners[name])} for name, value in values.items()]
        self._folder.trace.header(self._batch, layers, parameters, self._framework)

    def _parameter(self, name: str, value: numpy.ndarray, gradient: Optional[numpy.ndarray],
                   update: Optional[numpy.ndarray]) -> Tuple[Dict[str, Any], float, Optional[float]]:
        weight = float(numpy.linalg.norm(value))
        norm = float(numpy.linalg.norm(gradient)) if gradient is not None else 0.0
        before, cosine = self._before.get(name), None
        if gradient is not None:
            if before is not None and norm > 0 and math.isfinite(norm):
                other = float(numpy.linalg.norm(before))
                if other > 0 and math.isfinite(other):
                    cosine = float(numpy.clip(numpy.vdot(gradient, before) / (norm * other), -1, 1))
            self._before[name] = gradient
        line = entries({
            "weight.norm": weight, "gradient.norm": norm,
            "gradient.zero": 1.0 if gradient is None else float(numpy.mean(gradient == 0)) if gradient.size else 0.0,
            "update.ratio": float(numpy.linalg.norm(update)) / weight if update is not None and weight > 0 else None,
            "gradient.cosine": cosine})
        return line, norm, cosine


def _layer(kind: str, output: Optional[numpy.ndarray], delta: Any) -> Tuple[Dict[str, Any], Optional[float]]:
    values: Dict[str, Optional[float]] = {name: 0.0 for name in
                                          ("activation.rms", "activation.mean", "activation.std", "activation.max", "activation.zero")}
    if output is not None and output.size:
        y = output if output.ndim > 1 else output.reshape(-1, 1)
        values = {"activation.rms": float(numpy.sqrt(numpy.mean(y * y))), "activation.mean": float(y.mean()),
                  "activation.std": float(numpy.sqrt(numpy.mean(y.var(axis=0)))), "activation.max": float(numpy.abs(y).max()),
                  "activation.zero": float(numpy.mean(y == 0))}
        limits = _SATURATED.get(kind.split("+")[-1])
        if limits is not None:
            values["activation.saturated"] = float(numpy.mean((y <= limits[0]) | (y >= limits[1])))
    if delta is None:
        return entries(values), None
    d = numpy.asarray(delta, dtype=numpy.float64)
    rms = float(numpy.sqrt(numpy.mean(d * d))) if d.size else 0.0
    return entries({**values, "delta.rms": rms}), rms * float(numpy.sqrt(d[0].size if d.ndim else 1))


def trace_lines(path: str) -> List[Dict[str, Any]]:
    """The lines of a trace, for tests and notebooks; an unfinished last line is dropped."""
    import json

    with open(path, encoding="utf-8") as file:
        text = file.read()
    return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]
