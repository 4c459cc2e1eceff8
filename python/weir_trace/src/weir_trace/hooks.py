"""Attaches to PyTorch's objects without changing what they do, and takes itself off again."""

from __future__ import annotations

import functools
import sys
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
        self._is_removed = self._is_called = False
        if hasattr(optimizer, "register_step_pre_hook"):
            self._handles = [optimizer.register_step_pre_hook(lambda _, args, named: self._see_before(before, args, named)),
                             optimizer.register_step_post_hook(lambda *_: self._call(after))]
            return
        # PyTorch before 2.0: a bound method in the instance, which schedulers can wrap once more.
        self._had_own = "step" in vars(optimizer)
        self._original = original = optimizer.step

        @functools.wraps(original)
        def step(_self: Any, *args: Any, **named: Any) -> Any:
            if args or named:
                args, named = self._see_before(before, args, named) or (args, named)
            else:
                self._call(before)
            result = original(*args, **named)
            self._call(after)
            return result

        self._patched = types.MethodType(step, optimizer)
        optimizer.step = self._patched

    def _see_before(self, before: Callable[[], None], args: Any, named: Any) -> Optional[Any]:
        """Before the step; where it is given a closure that works out the gradients, behind that one's first call."""
        closure = next((one for one in (*args, named.get("closure")) if callable(one) and one is not self._optimizer), None)
        if closure is None or self._is_removed:
            self._call(before)
            return None
        seen = False

        @functools.wraps(closure, assigned=())
        def look(*inner: Any, **inner_named: Any) -> Any:
            nonlocal seen
            result = closure(*inner, **inner_named)
            if not seen:
                seen = True
                self._call(before)
            return result

        return (tuple(look if one is closure else one for one in args),
                {name: look if one is closure else one for name, one in named.items()})

    def _call(self, see: Callable[[], None]) -> None:
        if self._is_removed:
            return
        self._is_called = True
        try:
            see()
        finally:
            self._is_called = False

    def remove(self) -> None:
        self._is_removed = True
        # The optimizer goes through its hooks while one of them is called: that one stays, and does nothing any more.
        if not self._is_called:
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
        # Those that want what is passed by name as well, which PyTorch before 2.0 does not tell.
        self._named = getattr(module, "_forward_pre_hooks_with_kwargs", None) if before else None
        handle = module.register_forward_pre_hook(hook) if before else module.register_forward_hook(hook)
        self._number, self._hook = handle.id, hook
        handle.remove()

    def begin(self) -> None:
        self._table[self._number] = self._hook
        if self._named is not None:
            self._named[self._number] = True

    def end(self) -> None:
        self._table.pop(self._number, None)
        if self._named is not None:
            self._named.pop(self._number, None)


class Replaced:
    """A function of a module or class that another one stands for, while it is attached."""

    def __init__(self, owner: Any, name: str, make: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
        """make: gives what stands for the function, which it is given."""
        self._owner, self._name, self._make = owner, name, make
        self._instead: Optional[Callable[..., Any]] = None

    def begin(self) -> None:
        self._original = getattr(self._owner, self._name)
        self._instead = functools.wraps(self._original)(self._make(self._original))
        setattr(self._owner, self._name, self._instead)

    def end(self) -> None:
        # Whoever has replaced it meanwhile keeps what is theirs.
        if self._instead is not None and getattr(self._owner, self._name) is self._instead:
            setattr(self._owner, self._name, self._original)
        self._instead = None


def backward_hook(see: Callable[[torch.Tensor], None], done: Callable[[], None]) -> Replaced:
    """Sees what a backward pass begins from, a single number, and its end. `Tensor.backward` calls the same function."""

    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def backward(tensors: Any, *args: Any, **named: Any) -> Any:
            if isinstance(tensors, torch.Tensor) and tensors.numel() == 1:
                see(tensors)
            result = original(tensors, *args, **named)
            done()
            return result

        return backward

    return Replaced(torch.autograd, "backward", make)


def scaler_hook(see: Callable[[Any], None]) -> Replaced:
    """Sees the GradScaler of mixed precision at work, so that nobody has to tell of it."""

    def make(original: Callable[..., Any]) -> Callable[..., Any]:
        def scale(scaler: Any, outputs: Any) -> Any:
            see(scaler)
            return original(scaler, outputs)

        return scale

    return Replaced(getattr(getattr(torch, "amp", None), "GradScaler", None) or torch.cuda.amp.GradScaler, "scale", make)


class EagerHook:
    """Lets a compiled model run as it was written, while it is attached: what was compiled calls no hooks, or is compiled anew for them."""

    def __init__(self) -> None:
        self._held: Optional[Any] = None

    def begin(self) -> None:
        # Whoever compiles has loaded this module; nobody else waits for it to load.
        compiler = getattr(torch, "compiler", None)
        if "torch._dynamo.eval_frame" in sys.modules and hasattr(compiler, "set_stance"):
            self._held = compiler.set_stance("force_eager")

    def end(self) -> None:
        if self._held is not None:
            self._held.__exit__(None, None, None)
        self._held = None
