"""Attaches to PyTorch's objects without changing what they do, and takes itself off again."""

from __future__ import annotations

import functools
import types
from typing import Any, Callable, List, Optional

import torch


def on_gradient(output: torch.Tensor, see: Callable[[torch.Tensor], None]) -> None:
    """Calls `see` with the gradient of a tensor, also where an operation behind it writes over the tensor in place.

    A hook on the tensor itself moves on with an in-place operation; one on the node that made it does not.
    """
    if not output.requires_grad:
        return
    node = output.grad_fn
    if node is None:
        output.register_hook(see)
        return
    number = output.output_nr

    def after(_inputs: Any, gradients: Any) -> None:
        gradient = gradients[number] if number < len(gradients) else None
        if gradient is not None:
            see(gradient)

    node.register_hook(after)


class StepHook:
    """Calls functions before and after each step of an optimizer, and none where its step is skipped."""

    def __init__(self, optimizer: Any, before: Callable[[], None], after: Callable[[], None]) -> None:
        self._optimizer = optimizer
        self._handles: List[Any] = []
        self._patched: Optional[Any] = None
        if hasattr(optimizer, "register_step_pre_hook"):
            self._handles = [optimizer.register_step_pre_hook(lambda *_: before()), optimizer.register_step_post_hook(lambda *_: after())]
            return
        # PyTorch before 2.0: a bound method in the instance, which schedulers can wrap once more.
        self._had_own = "step" in vars(optimizer)
        self._original = original = optimizer.step

        @functools.wraps(original)
        def step(_self: Any, *args: Any, **named: Any) -> Any:
            before()
            result = original(*args, **named)
            after()
            return result

        self._patched = types.MethodType(step, optimizer)
        optimizer.step = self._patched

    def remove(self) -> None:
        for handle in self._handles:
            handle.remove()
        if self._patched is not None and vars(self._optimizer).get("step") is self._patched:
            if self._had_own:
                self._optimizer.step = self._original
            else:
                del self._optimizer.step
        self._handles, self._patched = [], None


def transfer(values: List[torch.Tensor]) -> List[float]:
    """Brings single numbers from the device: in one transfer where it is not this processor."""
    if not values:
        return []
    if all(value.device.type == "cpu" for value in values):
        return [float(value) for value in values]
    device = next(value.device for value in values if value.device.type != "cpu")
    return torch.stack([value.to(device=device, dtype=torch.float64) for value in values]).cpu().tolist()


class BackwardHook:
    """Sees the loss that a backward pass begins from, while it is attached: a single number on which `backward` is called."""

    def __init__(self, see: Callable[[torch.Tensor], None]) -> None:
        self._original = original = torch.Tensor.backward

        @functools.wraps(original)
        def backward(tensor: torch.Tensor, *args: Any, **named: Any) -> Any:
            if tensor.numel() == 1:
                see(tensor.detach().reshape(()))
            return original(tensor, *args, **named)

        self._patched = backward
        torch.Tensor.backward = backward  # type: ignore[method-assign]

    def remove(self) -> None:
        if torch.Tensor.backward is self._patched:
            torch.Tensor.backward = self._original  # type: ignore[method-assign]
