"""Watches a training of Flax (linen): what each layer puts out, the gradient that comes back to it, and what moves the parameters.

    with weir_trace.flax.FlaxWatch(model, directory="runs/flax") as run:
        for x, y in batches:
            before = variables
            loss, variables, state = step(variables, state, x, y)       # a step of one's own, compiled or not
            run.step(before, variables, lambda outputs: loss_of(outputs, y), x, rate=1e-3)
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple

import flax
import flax.linen as linen
import jax
import jax.numpy as jnp

from .arrays import Recorder
from .sampling import SamplingPlan

_KINDS = {
    "Dense": "linear", "DenseGeneral": "linear", "Conv": "conv", "ConvTranspose": "conv-transpose", "Embed": "embedding",
    "BatchNorm": "batch-norm", "LayerNorm": "layer-norm", "RMSNorm": "rms-norm", "GroupNorm": "group-norm", "InstanceNorm": "instance-norm",
    "Dropout": "dropout", "LSTMCell": "lstm", "OptimizedLSTMCell": "lstm", "GRUCell": "gru", "SimpleCell": "simple-rnn",
}


class FlaxWatch:
    """Measures the steps that a plan names by one pass more through the model, with the variables as they were before the step."""

    def __init__(self, model: linen.Module, directory: str = "runs/flax", total_steps: Optional[int] = None,
                 plan: Optional[SamplingPlan] = None) -> None:
        self._model, self._directory, self._total = model, directory, total_steps
        self._plan = plan or SamplingPlan()
        self._recorder: Optional[Recorder] = None
        self._step = 0

    def step(self, before: Mapping[str, Any], after: Mapping[str, Any], loss_of: Callable[[Any], Any], *inputs: Any, rate: float,
             **options: Any) -> None:
        """A step of the training has been made.

        before, after: the model's variables, or a part of them with "params". loss_of: the loss by the model's outputs.
        inputs, options: what the model is called with, random numbers included (rngs=…). rate: the optimizer's rate.
        """
        self._step += 1
        if not self._plan.is_sampled(self._step):
            return
        outputs: Dict[str, Any] = {}
        kinds: Dict[str, str] = {}
        shapes = jax.eval_shape(lambda: self._pass(before, {}, loss_of, inputs, options, kinds))[1]
        zeros = {path: jnp.zeros(shape.shape, shape.dtype) for path, shape in shapes.items()}

        def whole(params: Any, added: Mapping[str, Any]) -> Tuple[Any, Dict[str, Any]]:
            return self._pass({**before, "params": params}, added, loss_of, inputs, options, {})

        (loss, outputs), (gradients, deltas) = jax.value_and_grad(whole, argnums=(0, 1), has_aux=True)(before["params"], zeros)
        weights, moved, flat = _flat(before["params"]), _flat(after["params"]), _flat(gradients)
        owners = {name: name.rsplit(".", 1)[0] for name in weights}
        layers: List[Tuple[str, str]] = [(path, kind) for path, kind in kinds.items() if path in zeros]
        held = {name: path for name, path in owners.items() if path in zeros}
        if self._recorder is None:
            first = jax.tree_util.tree_leaves(inputs)[0]
            self._recorder = Recorder(self._directory, layers, held, int(first.shape[0]), self._total, f"flax {flax.__version__}",
                                      self._plan)
        self._recorder.step(self._step, float(loss), rate, outputs, deltas, weights, flat,
                            {name: moved[name] - value for name, value in weights.items()})

    def validation(self, training_loss: Optional[float] = None, loss: Optional[float] = None, accuracy: Optional[float] = None) -> None:
        """Tells how well the model does on validation data."""
        if self._recorder is not None:
            self._recorder.validation(self._step, training_loss, loss, accuracy)

    def close(self, status: str = "finished", reason: Optional[str] = None) -> None:
        """Ends the run's files."""
        if self._recorder is not None:
            self._recorder.close(status, reason)

    def __enter__(self) -> "FlaxWatch":
        return self

    def __exit__(self, kind: Any, error: Any, _trace: Any) -> None:
        self.close(*(() if kind is None else ("failed", f"{kind.__name__}: {error}")))

    def _pass(self, variables: Mapping[str, Any], added: Mapping[str, Any], loss_of: Callable[[Any], Any], inputs: Any,
              options: Mapping[str, Any], kinds: Dict[str, str]) -> Tuple[Any, Dict[str, Any]]:
        """The loss, and what each layer puts out; something is added to that, so that its derivative is the gradient there."""
        outputs: Dict[str, Any] = {}

        def see(call: Any, args: Any, named: Any, context: Any) -> Any:
            result = call(*args, **named)
            path = ".".join(context.module.path)
            name = type(context.module).__name__
            if context.method_name != "__call__" or name not in _KINDS or path in outputs or not isinstance(result, jax.Array):
                return result
            kinds[path] = _KINDS[name]
            result = result + added[path] if path in added else result
            outputs[path] = result
            return result

        with linen.intercept_methods(see):
            said = self._model.apply(variables, *inputs, **options)
        # Where statistics are updated too, they come behind what the model says.
        said = said[0] if options.get("mutable") else said
        return loss_of(said), outputs


def _flat(params: Any) -> Dict[str, Any]:
    return {".".join(path): value for path, value in flax.traverse_util.flatten_dict(params).items()}
