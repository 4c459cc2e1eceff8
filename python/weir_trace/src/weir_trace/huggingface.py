"""A callback for the Trainer of Hugging Face: `Trainer(…, callbacks=[weir_trace.huggingface.WeirCallback()])`."""

from __future__ import annotations

from typing import Any, Optional

try:
    from transformers import TrainerCallback
except ImportError:
    TrainerCallback = object  # type: ignore[assignment,misc]

from .run import Run
from .watching import watch


class WeirCallback(TrainerCallback):  # type: ignore[misc,valid-type]
    """Watches a training. `directory` and the rest go to `weir_trace.watch`."""

    def __init__(self, directory: str = "runs/huggingface", **options: Any) -> None:
        self._directory, self._options = directory, options
        self.run: Optional[Run] = None

    def on_train_begin(self, args: Any, state: Any, control: Any, model: Any = None, optimizer: Any = None, **_: Any) -> None:
        inner = getattr(optimizer, "optimizer", optimizer)
        self.run = watch(model, inner, directory=self._directory, total_steps=getattr(state, "max_steps", None) or None, **self._options)
        limit = getattr(args, "max_grad_norm", None)
        if limit:
            self.run.gradient_clip(limit)

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **_: Any) -> None:
        if self.run is not None and logs and "loss" in logs:
            self.run.loss(logs["loss"])

    def on_evaluate(self, args: Any, state: Any, control: Any, metrics: Any = None, **_: Any) -> None:
        if self.run is not None and metrics:
            self.run.validation(loss=metrics.get("eval_loss"), accuracy=metrics.get("eval_accuracy"))

    def on_train_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
        if self.run is not None:
            self.run.close()
