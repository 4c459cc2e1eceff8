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

# Functions that a program calls on what the network puts out, and what only gives numbers another shape.
_FUNCTIONS = {"SoftmaxBackward": "softmax", "SigmoidBackward": "sigmoid", "TanhBackward": "tanh", "ReluBackward": "relu"}
_SHAPES = ("ViewBackward", "ReshapeAliasBackward", "UnsafeViewBackward", "SqueezeBackward", "UnsqueezeBackward", "TransposeBackward",
           "PermuteBackward")


class FoundLoss(NamedTuple):
    """A loss in a graph. name: as the facts say it; outputs: how many the network has; targets: what they were compared with; function:
    what was called last on the outputs, None where it is no function that limits them."""

    name: str
    outputs: int
    targets: Optional[torch.Tensor]
    function: Optional[str]


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
    last = _before(node)
    if name == "negative-log-likelihood" and last is not None and _name(last) == "LogSoftmaxBackward":
        name, last = "cross-entropy", _before(last)
    function = _FUNCTIONS.get(_name(last)) if last is not None else None
    outputs = 1
    if isinstance(said, torch.Tensor) and said.dim() > 1:
        outputs = said.shape[1 if name in ("cross-entropy", "negative-log-likelihood") else -1]
    return FoundLoss(name, outputs, targets if isinstance(targets, torch.Tensor) else None, function)


def _before(node: Any) -> Optional[Any]:
    """What made the numbers that a node takes first."""
    for _ in range(_MOST_NODES):
        node = node.next_functions[0][0] if node.next_functions else None
        if node is None or _name(node) not in _SHAPES:
            break
    return node
