"""`watch`: how a training of PyTorch comes to be watched."""

from __future__ import annotations

from typing import Any, Optional, Union

import torch

from .budget import SHARE, Budget
from .run import Run
from .sampling import SamplingPlan

def watch(
    model: torch.nn.Module,
    optimizer: Any,
    *,
    loss_fn: Any = None,
    directory: str = "runs/pytorch",
    total_steps: Optional[int] = None,
    steps_per_epoch: Optional[int] = None,
    samples: Optional[int] = None,
    validation_samples: Optional[int] = None,
    scaler: Any = None,
    layers: Optional[str] = None,
    activations: bool = True,
    every: Optional[int] = None,
    plan: Optional[SamplingPlan] = None,
    budget: Union[float, Budget, None] = None,
) -> Run:
    """Measures a model while it trains, and writes the trace to a folder that `weir diagnose` and `weir show` take.

    Call it before `torch.compile` and before the first step. Steps are counted by the optimizer's `step`.

    model: the network; wrapped in DistributedDataParallel is fine.
    optimizer: what moves its parameters, or a list of several: a step is made when each of them has made one.
    loss_fn: the loss as a module or a function of PyTorch: tells what the facts need and, as a module, each step's loss and targets.
    directory: where the run is written; with -2, -3… behind it where a run is there already. Default runs/pytorch.
    total_steps, steps_per_epoch, samples, validation_samples: how long the training will be, and how large its data is, as far as known.
    scaler: the GradScaler of mixed precision, so that gradients are measured without its factor.
    layers: a regular expression; only layers whose path it finds are measured. Default: all.
    activations: False measures parameters alone.
    every, plan: when to measure; by default densely at the start, then ever more sparsely.
    budget: the share of the run's time that measuring may take; steps that would take more are passed by, but for a few that are always
        measured. Default 0.02; none where every or plan is given, so that plan=SamplingPlan() measures the same steps each time.

    Raises ValueError where the model is watched already.
    """
    if budget is None and every is None and plan is None:
        budget = SHARE
    if budget is not None and (every is not None or (plan is not None and plan.every is not None)):
        raise ValueError("budget and every are both given; of every so many steps none is passed by")
    if isinstance(budget, (int, float)):
        budget = Budget(budget)
    return Run(model, optimizer, loss_fn, directory, total_steps, steps_per_epoch, samples, scaler, layers, activations,
               plan or SamplingPlan(every=every), validation_samples, budget)
