"""Which loss a backward pass begins from, and the targets beside it: read off the graph that leads to it, so that nobody has to tell."""

from __future__ import annotations

from typing import Any, List, NamedTuple, Optional

import torch

# How far a loss may lie from what `backward` is called on: a mean, a division by the steps that accumulate, a penalty that is added.
_MOST_NODES = 64

_LOSSES = {
    "NllLossBackward": "negative-log-likelihood", "NllLoss2DBackward": "negative-log-likelihood",
    "BinaryCrossEntropyWithLogitsBackward": "sigmoid-cross-entropy", "BinaryCrossEntropyBackward": "binary-cross-entropy",
    "MseLossBackward": "mean-squared-error", "SmoothL1LossBackward": "huber", "HuberLossBackward": "huber",
}


class FoundLoss(NamedTuple):
    """A loss in a graph. name: as the facts say it; outputs: how many the network has; targets: what they were compared with."""

    name: str
    outputs: int
    targets: Optional[torch.Tensor]


def find_loss(root: torch.Tensor) -> Optional[FoundLoss]:
    """The one loss that a number was made from; None where there is none of PyTorch's own, or several."""
    found: List[FoundLoss] = []
    waiting, seen = [root.grad_fn], 0
    while waiting and seen < _MOST_NODES:
        node = waiting.pop(0)
        if node is None:
            continue
        seen += 1
        name = _LOSSES.get(_name(node))
        if name is None:
            waiting += [before for before, _ in node.next_functions]
        else:
            found.append(_read(node, name))
    return found[0] if len(found) == 1 else None


def _name(node: Any) -> str:
    return str(node.name()).rstrip("0123456789")


def _read(node: Any, name: str) -> FoundLoss:
    said, targets = getattr(node, "_saved_self", None), getattr(node, "_saved_target", None)
    if name == "negative-log-likelihood" and any(before is not None and _name(before) == "LogSoftmaxBackward"
                                                 for before, _ in node.next_functions):
        name = "cross-entropy"
    outputs = 1
    if isinstance(said, torch.Tensor) and said.dim() > 1:
        outputs = said.shape[1 if name in ("cross-entropy", "negative-log-likelihood") else -1]
    return FoundLoss(name, outputs, targets if isinstance(targets, torch.Tensor) else None)
