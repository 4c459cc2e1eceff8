"""Measures one sampled step: hooks on the layers, on the parameters and on the loss, which are there during that step only."""

from __future__ import annotations

import math
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

import torch

from .attenuation import attenuation, noise_scale
from .facts import DataFacts
from .hooks import EagerHook, ModuleHook, backward_hook, on_gradient, scaler_hook
from .layers import LayerProbe, first_tensor, measure_waiting, own_path
from .parameters import ParameterProbe, ParameterProbes, norms_of_gradients
from .penalties import Penalties
from .reductions import Number, transfer
from .sharded import Ranks, ShardedParameterProbes, local_shard
from .symmetry import symmetric_layers

Guard = Callable[[Callable[..., None]], Callable[..., None]]

# Ends of names by which targets and masks are passed to models that work out their loss themselves.
_NO_INPUTS = ("label", "labels", "target", "targets", "mask")


class StepMeasure:
    """The probes of a model; `attach`, a step of the training, `before_step`, `after_step`, `collect`.

    guard: wraps what PyTorch calls, so that an error in here never reaches the training.
    see_root: is shown the number that each backward pass begins from.
    """

    COSINE_ENTRIES = 512

    # Steps at which is looked whether gradients are cleared: a program does so at each step or at none.
    LOOKS = 3

    def __init__(self, root: torch.nn.Module, model: torch.nn.Module, probes: List[LayerProbe], data: DataFacts, scaler: Any,
                 guard: Guard, optimizers: Sequence[Any], see_root: Callable[[torch.Tensor], None], ranks: Optional[Ranks]) -> None:
        self._root, self._model, self._probes, self._data, self._scaler, self._guard = root, model, probes, data, scaler, guard
        self._optimizers, self._see_root, self._ranks = optimizers, see_root, ranks
        # What the gradients are multiplied with: by GradScaler, and what is left of that when the optimizer steps.
        self._scale = self._left = 1.0
        self.named: List[Tuple[str, torch.nn.Parameter]] = [
            (own_path(name), one) for name, one in model.named_parameters() if one.requires_grad]
        # What the optimizer clears: others' gradients may grow for ever and harm nobody. Several optimizers clear at times of their own,
        # so that of their gradients nothing is said.
        self._cleared: List[torch.nn.Parameter] = [
            one for group in optimizers[0].param_groups for one in group["params"] if one.requires_grad] if len(optimizers) == 1 else []
        self.order: List[LayerProbe] = []
        self.batch = 0
        self.described: List[Dict[str, Any]] = []
        self.symmetric: Tuple[List[int], List[int]] = ([], [])
        self.penalties = Penalties([one for _, one in self.named])
        self.losses: List[torch.Tensor] = []
        # Whether gradients of the step before were still there when the first backward pass of this one began; None where nobody looked.
        self.kept: Optional[bool] = None
        self.evaluating = False
        self._looks = self.LOOKS
        # What the layer before has put out, during the first pass.
        self._put_out: Optional[Tuple[torch.Tensor, int]] = None
        # The layer that is called first, where the model itself is not called (a step of one's own calls its parts).
        self._entry: Optional[LayerProbe] = None
        self._is_root_called = False
        self._parameters: Optional[ParameterProbes] = None
        self._last_batch, self._previous, self._step = 1, -1, 0
        # Made once, begun and ended at each measured step.
        self._see_gradient = guard(self._on_gradient)
        self._hooks: List[Any] = [backward_hook(guard(self._on_backward), guard(self._on_backward_done)),
                                  EagerHook(), scaler_hook(guard(self._on_scaler)), ModuleHook(root, guard(self._on_input), before=True),
                                  *(ModuleHook(probe.module, guard(self._hook_of(probe))) for probe in probes)]

    @property
    def knows_layers(self) -> bool:
        """Whether a step has been measured, so that layers and batch are known."""
        return self._parameters is not None

    def attach(self, step: int) -> None:
        """The next step is measured."""
        self._step = step
        self.kept = None
        self.evaluating = False
        self._restart()
        for hook in self._hooks:
            hook.begin()

    def _restart(self) -> None:
        """Nothing of this step has been seen so far."""
        self._forwards = 0
        self._scale = self._left = 1.0
        self._entry = None
        self._raw: List[Number] = []
        self._began_from: List[torch.Tensor] = []
        self.losses = []
        for probe in self._probes:
            probe.begin()

    def detach(self) -> None:
        """Takes everything off again."""
        self._put_out = None
        for hook in self._hooks:
            hook.end()

    def describe_parameters(self) -> List[Dict[str, Any]]:
        assert self._parameters is not None
        return [probe.describe() for probe in self._parameters.probes]

    def is_skipped(self) -> bool:
        """Whether the optimizer's step moves nothing, as mixed precision lets it where a gradient has overflowed."""
        found = [getattr(one, "found_inf", None) for one in self._optimizers]
        return self._ranks is None and any(one is not None and float(one) > 0 for one in found)

    def before_step(self) -> None:
        """The gradients are there, the weights have not moved."""
        # Optimizers that divide by the scale in their own kernel find gradients that still hold it.
        self._left = self._scale if any(getattr(one, "grad_scale", None) is not None for one in self._optimizers) else 1.0
        if self._parameters is None:
            self._describe()
        assert self._parameters is not None
        measure_waiting(self.order)
        if len(self.losses) == 1 and len(self._began_from) == 1 and not self.penalties.is_done and self._ranks is None:
            self.penalties.see(float(self.losses[0]), float(self._began_from[0]) / self._scale)
        self._parameters.before_step()

    def after_step(self) -> None:
        """The weights have moved."""
        assert self._parameters is not None
        self._parameters.after_step()
        self.detach()

    def collect(self, rate: float, told: Optional[torch.Tensor]) -> Tuple[Optional[float], Dict[str, Any]]:
        """Brings the step's numbers from the device. Returns its loss, if known, and the sample without it."""
        assert self._parameters is not None
        groups = [probe.results() for probe in self.order]
        of_parameters = self._parameters.results()
        losses = self._loss(told)
        raw = self._raw
        numbers = transfer([*(value for group in groups for value in group), *of_parameters, *raw, *losses])
        at = 0
        layers = []
        for probe, group in zip(self.order, groups):
            layers.append(probe.finish(numbers[at:at + len(group)]))
            at += len(group)
        parameters = self._parameters.finish(numbers[at:at + len(of_parameters)], self._left)
        at += len(of_parameters)
        norms, cosines = self._parameters.norms, self._parameters.cosines
        clipped = math.sqrt(sum(norm * norm for norm in norms))
        network = {
            "rate": rate,
            "gradient.norm": math.sqrt(sum((value / self._scale) ** 2 for value in numbers[at:at + len(raw)])) if raw else clipped,
            "gradient.norm.clipped": clipped,
            "attenuation": attenuation([probe.delta_norm for probe in self.order if probe.weights]),
            "noise.scale": noise_scale(self.batch, norms, cosines) if self._previous == self._step - 1 else None,
        }
        self._previous = self._step
        return numbers[-1] if losses else None, {"step": self._step, "network": network, "layers": layers, "parameters": parameters}

    def _loss(self, told: Optional[torch.Tensor]) -> Sequence[torch.Tensor]:
        if len(self.losses) == 1:
            return self.losses
        if self.losses:
            return [torch.stack([one.double() for one in self.losses]).mean()]
        if self._began_from:
            # Several passes of a step add up to its gradient, and what they began from to its loss.
            return [torch.stack([one.double() for one in self._began_from]).sum() / self._scale]
        return [told] if told is not None else []

    def _describe(self) -> None:
        self.batch = max(1, self._last_batch * max(1, self._forwards))
        self.described = [probe.describe() for probe in self.order]
        if self._ranks is None:
            self.symmetric = symmetric_layers([probe.module for probe in self.order])
        numbers = {id(probe.module): number for number, probe in enumerate(self.order)}
        owners = {id(parameter): module for module in self._model.modules() for parameter in module.parameters(recurse=False)}
        probes = [ParameterProbe(name, one, owners.get(id(one)), numbers.get(id(owners.get(id(one))), -1), self.COSINE_ENTRIES)
                  for name, one in self.named]
        flat = self._ranks is not None and any(type(one).__name__ == "FullyShardedDataParallel" for one in self._root.modules())
        self._parameters = ParameterProbes(probes) if self._ranks is None else ShardedParameterProbes(probes, self._ranks, flat)

    def _on_scaler(self, scaler: Any) -> None:
        self._scaler = scaler

    def _on_backward(self, root: torch.Tensor) -> None:
        if not self._began_from and self._scaler is not None:
            self._scale = float(self._scaler.get_scale())
        # Several passes of one step add up on purpose: what counts is what is there before the first.
        if not self._began_from and self._step > 1 and self._looks > 0 and self._cleared:
            self._looks -= 1
            self.kept = any(one.grad is not None and not one.grad.is_sparse and _has_gradient(one) for one in self._cleared)
        self._began_from.append(root.detach().reshape(()))
        self._see_root(root)

    def _on_backward_done(self) -> None:
        self._put_out = None
        # Before anybody clips the gradients, or writes over what layers have kept.
        measure_waiting(self.order)
        # Of several passes the last one leaves the sum of all.
        if self._parameters is not None:
            self._raw = self._parameters.raw()
        elif self._ranks is None:
            self._raw = norms_of_gradients([one for _, one in self.named])

    def _is_put_out(self, came_in: Any, output: Any) -> bool:
        """Whether what came into a layer is what the one before it put out, and nobody has written over it but the layer itself."""
        before, version = self._put_out or (None, 0)
        return before is not None and came_in is before and (output is before or before._version == version)

    def _hook_of(self, probe: LayerProbe) -> Callable[..., None]:
        def hook(_module: Any, inputs: Any, output: Any) -> None:
            # Evaluation in between is not the step's pass.
            if not self._is_root_called and self._entry in (None, probe) and torch.is_grad_enabled():
                self._see_pass(inputs, {})
                self._entry = probe
            if not probe.seen and torch.is_grad_enabled():
                if self._parameters is None:
                    probe.follows = self._is_put_out(inputs[0] if inputs else None, output)
                    self._put_out = (output, output._version) if isinstance(output, torch.Tensor) else None
                self._on_output(probe, output)

        return hook

    def _on_input(self, _module: Any, args: Any, named: Any = None) -> None:
        if torch.is_grad_enabled():
            self._is_root_called = True
            self._see_pass(args, named or {})

    def _see_pass(self, args: Any, named: Any) -> None:
        """A pass with gradients begins, with these inputs."""
        if self._began_from and len(self._optimizers) == 1 and not self._any_gradient():
            # A step that was left out, as mixed precision does where a gradient has overflowed: the next pass stands for this step.
            self._restart()
        self._forwards += 1
        self.evaluating = not self._model.training
        given = [*args, *(value for name, value in named.items() if not name.endswith(_NO_INPUTS))]
        tensor = next((value for value in given if isinstance(value, torch.Tensor) and value.dim() > 0), None)
        if tensor is not None:
            self._last_batch = tensor.shape[0]
            self._data.see_inputs(tensor)

    def _any_gradient(self) -> bool:
        return any(_has_gradient(one) for _, one in self.named)

    # What is measured is detached, so that nothing here is recorded; switching recording off would cost more than most measurements.
    def _on_output(self, probe: LayerProbe, output: Any) -> None:
        tensor = output if isinstance(output, torch.Tensor) and output.is_floating_point() else first_tensor(output)
        if tensor is None:
            return
        probe.on_output(tensor)
        if self._parameters is None and probe not in self.order:
            self.order.append(probe)
        on_gradient(tensor, self._see_gradient, (probe, self._step))

    def _on_gradient(self, whose: Tuple[LayerProbe, int], gradient: torch.Tensor) -> None:
        probe, step = whose
        if step == self._step and not probe.has_gradient:
            probe.on_gradient(gradient, self._scale)


def _has_gradient(parameter: torch.nn.Parameter) -> bool:
    """Whether the parameter's gradient is there and not 0 all over; one that is sparse holds something."""
    gradient = parameter.grad
    return gradient is not None and (gradient.is_sparse or bool(torch.count_nonzero(local_shard(gradient))))
