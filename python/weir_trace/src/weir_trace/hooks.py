"""Attaches to PyTorch's objects without changing what they do, and takes itself off again."""

from __future__ import annotations

import functools
import types
from typing import Any, Callable, List, Optional

import torch


def on_gradient(output: torch.Tensor, see: Callable[[Any, torch.Tensor], None], whose: Any) -> None:
    """Calls `see` with whose it is and the gradient of a tensor, also where an operation behind it writes over the tensor in place.

    A hook on the tensor itself moves on with an in-place operation; one on the node that made it does not.
    """
    if not output.requires_grad:
        return
    node = output.grad_fn
    if node is None:
        output.register_hook(lambda gradient: see(whose, gradient))
        return
    number = output.output_nr

    def after(_inputs: Any, gradients: Any) -> None:
        gradient = gradients[number] if number < len(gradients) else None
        if gradient is not None:
            see(whose, gradient)

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


class ModuleHook:
    """A forward hook that is there at measured steps alone: an entry in the module's own table, which costs next to nothing to set."""

    def __init__(self, module: torch.nn.Module, hook: Callable[..., None], before: bool = False) -> None:
        self._table = module._forward_pre_hooks if before else module._forward_hooks
        handle = module.register_forward_pre_hook(hook) if before else module.register_forward_hook(hook)
        self._number, self._hook = handle.id, hook
        handle.remove()

    def begin(self) -> None:
        self._table[self._number] = self._hook

    def end(self) -> None:
        self._table.pop(self._number, None)


class BackwardHook:
    """Sees what a backward pass begins from, a single number, and its end, while it is attached."""

    def __init__(self, see: Callable[[torch.Tensor], None], done: Callable[[], None]) -> None:
        self._see, self._done = see, done
        self._patched: Optional[Callable[..., Any]] = None

    def begin(self) -> None:
        """`Tensor.backward` calls this function too."""
        self._original = original = torch.autograd.backward
        see, done = self._see, self._done

        @functools.wraps(original)
        def backward(tensors: Any, *args: Any, **named: Any) -> Any:
            if isinstance(tensors, torch.Tensor) and tensors.numel() == 1:
                see(tensors.detach().reshape(()))
            result = original(tensors, *args, **named)
            done()
            return result

        self._patched = backward
        torch.autograd.backward = backward

    def end(self) -> None:
        if self._patched is not None and torch.autograd.backward is self._patched:
            torch.autograd.backward = self._original
        self._patched = None
