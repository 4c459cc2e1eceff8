"""What is seen of a training's losses: the loss module where there is one, else the graph that a backward pass begins from."""

from __future__ import annotations

from typing import Any, List, Optional

import torch

from .facts import DataFacts, SetupFacts
from .loss_graph import find_loss


class Losses:
    """The losses of all steps, and what they tell of the network's outputs and of the targets."""

    # How many are kept until their mean stands for them.
    _MOST = 1024

    def __init__(self, loss_fn: Any, setup: SetupFacts, data: DataFacts) -> None:
        self.module: Optional[torch.nn.Module] = loss_fn if isinstance(loss_fn, torch.nn.Module) else None
        self._setup, self._data = setup, data
        self.outputs = 1
        # What the program calls on the network's outputs before the loss, where that is a function that limits them.
        self.function: Optional[str] = None
        self._has_looked = False
        self._all: List[torch.Tensor] = []

    def see_module(self, inputs: Any) -> None:
        """What the loss module compared, at a measured step."""
        if len(inputs) > 1 and isinstance(inputs[0], torch.Tensor) and isinstance(inputs[1], torch.Tensor):
            if inputs[0].dim() > 1:
                self.outputs = inputs[0].shape[1 if inputs[1].dim() < inputs[0].dim() else -1]
            self._data.see_targets(inputs[1])

    def see_root(self, root: torch.Tensor) -> None:
        """What a backward pass of a measured step begins from: where no module tells, its graph does."""
        # A module tells the rest.
        found = find_loss(root) if self.module is None or not self._has_looked else None
        self._has_looked = True
        if found is None:
            return
        self.function = found.function
        if self.module is not None:
            return
        self._setup.see_loss(found.name)
        self.outputs = found.outputs
        if found.targets is not None:
            self._data.see_targets(found.targets)

    def note(self, loss: torch.Tensor) -> None:
        """A step's loss."""
        self._all.append(loss)
        if len(self._all) > self._MOST:
            # What is wanted is the order of magnitude of an epoch.
            self._all = [torch.stack(self._all).double().mean().float()]

    def take_mean(self) -> Optional[float]:
        """The mean since the last call; None where there was no loss."""
        mean = float(torch.stack(self._all).double().mean()) if self._all else None
        self._all.clear()
        return mean
