"""A look at a model before its first step: a few batches forward and backward, at its own first values."""

from __future__ import annotations

from typing import Any, Callable, Iterable, Optional, Tuple

import torch

from .run import Run
from .sampling import SamplingPlan


def check(
    model: torch.nn.Module,
    batches: Iterable[Tuple[Any, Any]],
    loss_fn: Callable[[Any, Any], torch.Tensor],
    optimizer: Any,
    *,
    directory: str = "runs/pytorch-check",
    most: int = 5,
    total_steps: Optional[int] = None,
    steps_per_epoch: Optional[int] = None,
    samples: Optional[int] = None,
) -> str:
    """Runs batches through an untrained model and writes their trace; nothing is moved: weights, buffers, random state and modes stay.

    batches: pairs of inputs and targets. most: how many are taken. Default 5.
    Returns the folder; `weir diagnose FOLDER` judges it.
    """
    buffers = {name: value.detach().clone() for name, value in model.named_buffers()}
    devices = sorted({one.device.index or 0 for one in model.parameters() if one.is_cuda})
    standing = _Standing(optimizer)
    run = Run(model, standing, loss_fn if isinstance(loss_fn, torch.nn.Module) else None, directory, total_steps, steps_per_epoch, samples,
              None, None, True, SamplingPlan(every=1))
    gradients = [parameter.grad for parameter in model.parameters()]
    try:
        with torch.random.fork_rng(devices):
            for number, (inputs, targets) in enumerate(batches):
                if number == most:
                    break
                for parameter in model.parameters():
                    parameter.grad = None
                loss = loss_fn(model(inputs), targets)
                loss.backward()
                if not isinstance(loss_fn, torch.nn.Module):
                    run.loss(loss)
                standing.step()
    finally:
        for parameter, gradient in zip(model.parameters(), gradients):
            parameter.grad = gradient
        with torch.no_grad():
            for name, value in model.named_buffers():
                value.copy_(buffers[name])
        run.close("checked")
    return run.directory or directory


class _Standing:
    """An optimizer that moves nothing, with the settings of the real one."""

    def __init__(self, optimizer: Any) -> None:
        self.param_groups = optimizer.param_groups
        self.__class__ = type(type(optimizer).__name__, (_Standing,), {})

    def step(self) -> None:
        """Counts."""
