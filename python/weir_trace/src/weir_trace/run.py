"""A training of PyTorch that is watched: what `watch` returns."""

from __future__ import annotations

import functools
import math
import re
import warnings
import weakref
from typing import Any, Callable, Dict, List, Optional, Set, Union

import torch

from .budget import Budget
from .facts import DataFacts, SetupFacts
from .folder import RunFolder, SilentFolder
from .hooks import StepHook
from .layers import LayerProbe, find_layers
from .losses import Losses
from .measuring import StepMeasure
from .network_facts import network_facts
from .sampling import SamplingPlan
from .sharded import Ranks, RankLeft, is_sharded

_watched: "weakref.WeakSet[torch.nn.Module]" = weakref.WeakSet()


class Run:
    """A training that is watched. Also a context manager, which closes it."""

    _DEAD_WINDOW = 20

    def __init__(self, model: torch.nn.Module, optimizer: Any, loss_fn: Any, directory: str, total_steps: Optional[int],
                 steps_per_epoch: Optional[int], samples: Optional[int], scaler: Any, layers: Optional[str], activations: bool,
                 plan: SamplingPlan, validation_samples: Optional[int] = None, budget: Optional[Budget] = None) -> None:
        self._optimizers = list(optimizer) if isinstance(optimizer, (list, tuple)) else [optimizer]
        if not self._optimizers:
            raise ValueError("no optimizer is given; steps are counted by one")
        wrapped = type(model).__name__ in ("DistributedDataParallel", "DataParallel", "FullyShardedDataParallel")
        self._model: torch.nn.Module = model.module if wrapped else model  # type: ignore[assignment]
        compiled = getattr(self._model, "_orig_mod", None)
        if compiled is not None:
            warnings.warn("weir_trace: the model is compiled already, so that only its parameters are measured; "
                          "watch it before torch.compile", RuntimeWarning, stacklevel=3)
            self._model, activations = compiled, False
        if self._model in _watched:
            raise ValueError("the model is watched already: close() that run first")
        self._plan, self._budget, self._samples = plan, budget, samples
        self._total_steps, self._steps_per_epoch = total_steps, steps_per_epoch
        self._setup, self._data = SetupFacts(self._optimizers, loss_fn), DataFacts()
        self._data.validation_samples = validation_samples
        self._loss_hook: Optional[Any] = None
        self._step_hooks: List[StepHook] = []
        self._losses = Losses(loss_fn, self._setup, self._data)
        self._step = self._agreed = 0
        self._sampling = self._told_after = self._warned = self._skips = self._leaving = False
        self._pending: Optional[Dict[str, Any]] = None
        self._told: Optional[torch.Tensor] = None
        self._stepped: Set[int] = set()
        self._non_finite: Optional[int] = None
        self._folder: Union[RunFolder, SilentFolder, None] = None
        # Of several ranks that train together, the first one writes; the others measure only where the model is sharded over them.
        first = not (torch.distributed.is_available() and torch.distributed.is_initialized() and torch.distributed.get_rank() != 0)
        self._ranks = Ranks(self._model) if is_sharded(model) else None
        self._on, self._writes = first or self._ranks is not None, first
        if not self._on:
            return
        pattern = re.compile(layers) if layers else None
        probes = [LayerProbe(path, module, self._DEAD_WINDOW) for path, module in find_layers(self._model).items()
                  if activations and (pattern is None or pattern.search(path))]
        self._measure = StepMeasure(model, self._model, probes, self._data, scaler, self._guard, self._optimizers,
                                    self._losses.see_root, self._ranks)
        self._framework = self._setup.framework = f"pytorch {torch.__version__}"
        parameters = sum(parameter.numel() for _, parameter in self._measure.named)
        self._folder = RunFolder(directory, parameters, self._framework, total_steps) if first else SilentFolder()
        _watched.add(self._model)
        for number, one in enumerate(self._optimizers):
            self._step_hooks.append(StepHook(one, self._before, functools.partial(self._after, number)))
        if self._losses.module is not None:
            self._loss_hook = self._losses.module.register_forward_hook(self._on_loss)
        self._guarded_before, self._guarded_after = self._guard(self._before_step), self._guard(self._after_step)
        self._guarded_loss = self._guard(self._see_loss)
        self._begin()

    @property
    def directory(self) -> Optional[str]:
        """Where the run is written; None on ranks other than 0."""
        return self._folder.path if self._folder is not None else None

    def loss(self, value: Any) -> None:
        """Tells the loss of the step, before or after the optimizer's step. Needed only where no `backward` is called on it."""
        self._guard(self._tell)(value)

    def validation(self, loss: Optional[float] = None, accuracy: Optional[float] = None, r2: Optional[float] = None,
                   training_accuracy: Optional[float] = None) -> None:
        """Tells how well the model does on validation data: a line of metrics for all steps since the last one."""
        self._guard(self._validate)(loss, accuracy, r2, training_accuracy)

    def gradient_clip(self, limit: float) -> None:
        """Tells that gradients are clipped at this norm."""
        self._setup.clip_norm = float(limit)

    def close(self, status: str = "finished", reason: Optional[str] = None) -> None:
        """Writes what is left and takes everything off the model and the optimizer."""
        self._guard(self._finish)(status, reason)
        self._remove()

    def __enter__(self) -> "Run":
        return self

    def __exit__(self, kind: Any, error: Any, _trace: Any) -> None:
        if kind is None:
            self.close()
        elif issubclass(kind, KeyboardInterrupt):
            self.close("interrupted", "stopped")
        else:
            self.close("failed", f"{kind.__name__}: {error}")

    def _guard(self, method: Callable[..., None]) -> Callable[..., None]:
        """A failure in here is a warning, never the end of a training: watching ends, training goes on."""

        @functools.wraps(method, assigned=())
        def call(*args: Any, **named: Any) -> None:
            if not self._on:
                return
            try:
                method(*args, **named)
            except Exception as error:  # noqa: BLE001 - that is the point
                self._fail(error)

        return call if self._budget is None else self._budget.timed(call)

    def _fail(self, error: Exception) -> None:
        self._leaving = self._ranks is not None and not isinstance(error, RankLeft)
        self._remove()
        warnings.warn(f"weir_trace stops watching after {type(error).__name__}: {error}; the training goes on",
                      RuntimeWarning, stacklevel=4)

    def _remove(self) -> None:
        if not self._on:
            return
        self._on = False
        self._measure.detach()
        if self._loss_hook is not None:
            self._loss_hook.remove()
        if not self._leaving:
            for hook in self._step_hooks:
                hook.remove()
        _watched.discard(self._model)

    def _leave(self) -> None:
        """The other ranks wait for this one, which has failed, at the end of a sampled step: there it says that it is gone."""
        if self._step > self._agreed and self._plan.is_sampled(self._step):
            self._leaving = False
            for hook in self._step_hooks:
                hook.remove()
            assert self._ranks is not None
            self._ranks.agree(0)
        self._step += 1

    def _begin(self) -> None:
        """Prepares the next step: hooks are there only where it is sampled."""
        self._step += 1
        self._told = None
        self._sampling = self._plan.is_sampled(self._step)
        if self._sampling:
            self._measure.attach(self._step)

    def _before(self) -> None:
        self._skips = self._sampling and self._on and self._measure.is_skipped()
        if self._sampling and not self._skips:
            self._guarded_before()

    def _after(self, number: int) -> None:
        if self._skips:
            return
        if self._leaving or self._sampling or len(self._optimizers) > 1:
            if self._leaving:
                self._stepped.add(number)
            else:
                self._guarded_after(number)
            if self._leaving and len(self._stepped) in (0, len(self._optimizers)):
                self._stepped.clear()
                self._leave()
        elif self._on:
            # Most steps of a training end here.
            try:
                self._setup.count_step()
                self._begin()
            except Exception as error:  # noqa: BLE001 - as in _guard
                self._fail(error)

    def _before_step(self) -> None:
        # Of several optimizers, the first one to step shows the weights before all of them.
        if self._stepped:
            return
        self._rate = self._setup.rate()
        first = not self._measure.knows_layers
        self._measure.before_step()
        if first:
            assert self._folder is not None
            self._folder.trace.header(self._measure.batch, self._measure.described, self._measure.describe_parameters(), self._framework)
            self._write_facts()

    def _after_step(self, number: int) -> None:
        self._stepped.add(number)
        if len(self._stepped) < len(self._optimizers):
            return
        self._setup.count_step()
        self._stepped.clear()
        if self._sampling:
            self._measure.after_step()
            gap = 1 if self._budget is None else self._budget.gap(self._step)
            if self._ranks is not None:
                self._agreed = self._step
                gap = self._ranks.agree(gap)
                if gap == 0:
                    raise RankLeft("another process no longer measures its shard of the model")
            self._plan.least_gap = gap
            if self._setup.see_program(self._measure.kept, self._measure.evaluating, self._step) and self._measure.knows_layers:
                self._write_facts()
            self._flush(None)
            loss, self._pending = self._measure.collect(self._rate, self._told)
            # Else the sample waits for its loss.
            if loss is not None:
                self._flush(loss)
        self._begin()

    def _on_loss(self, _module: Any, inputs: Any, output: Any) -> None:
        if not torch.is_grad_enabled() or not isinstance(output, torch.Tensor) or output.dim() > 0:
            return
        if self._sampling:
            self._guarded_loss(inputs, output)
        elif self._on:
            # As at most steps.
            try:
                self._losses.note(output.detach())
            except Exception as error:  # noqa: BLE001 - as in _guard
                self._fail(error)

    def _see_loss(self, inputs: Any, output: torch.Tensor) -> None:
        """The loss module at a measured step."""
        loss = output.detach()
        self._losses.see_module(inputs)
        self._measure.losses.append(loss)
        self._losses.note(loss)

    def _tell(self, value: Any) -> None:
        tensor = value.detach() if isinstance(value, torch.Tensor) else torch.tensor(float(value))
        self._losses.note(tensor)
        if self._pending is not None:
            # Told after the optimizer's step: this training always does so.
            self._told_after = True
            self._flush(float(tensor))
        elif not self._told_after:
            self._told = tensor

    def _validate(self, loss: Optional[float], accuracy: Optional[float], r2: Optional[float], training_accuracy: Optional[float]) -> None:
        assert self._folder is not None
        self._folder.metrics(self._step - 1, self._losses.take_mean(), {
            "trainingAccuracy": training_accuracy, "validationLoss": loss, "validationAccuracy": accuracy, "validationR2": r2})

    def _flush(self, loss: Optional[float]) -> None:
        if self._pending is None:
            return
        sample, self._pending = self._pending, None
        if loss is None:
            # A trace has the loss of every sample.
            if not self._warned:
                self._warned = True
                warnings.warn("weir_trace: the loss of a step is not known, so that its sample is left out; "
                              "pass loss_fn to watch(), or call run.loss(loss) for each step", RuntimeWarning, stacklevel=3)
            return
        if not math.isfinite(loss) and self._non_finite is None:
            self._non_finite = sample["step"]
        assert self._folder is not None
        self._folder.trace.sample(sample["step"], {"loss": loss, **sample["network"]}, sample["layers"], sample["parameters"])

    def _finish(self, status: str, reason: Optional[str]) -> None:
        self._flush(None)
        self._write_facts()
        if status == "finished" and self._non_finite is not None:
            status, reason = "nonFinite", f"the loss of step {self._non_finite} is not a finite number"
        assert self._folder is not None
        self._folder.close(status, reason, self._step - 1, self._total_steps)

    def _write_facts(self) -> None:
        if not (self._measure.knows_layers and self._writes):
            return
        self._setup.absolute_penalty, self._setup.squared_penalty = self._measure.penalties.absolute, self._measure.penalties.squared
        classes = self._data.classes(self._losses.outputs)
        outputs = self._losses.outputs
        setup = self._setup.write(self._measure.batch, self._step - 1, self._total_steps, self._steps_per_epoch, classes, outputs)
        data = self._data.write(setup["loss"], outputs, self._samples)
        network = network_facts(self._model, self._measure.order, self._measure.symmetric, self._losses.function)
        facts: Dict[str, Any] = {"setup": setup, "network": network}
        if data is not None:
            facts["data"] = data
        assert self._folder is not None
        self._folder.facts(facts)
