"""A callback for Lightning: `Trainer(callbacks=[weir_trace.lightning.WeirCallback()])`."""

from __future__ import annotations

from typing import Any, Optional

try:
    from lightning.pytorch import Callback
except ImportError:
    try:
        from pytorch_lightning import Callback  # type: ignore[no-redef]
    except ImportError:
        Callback = object  # type: ignore[assignment,misc]

from .run import Run
from .watching import watch


class WeirCallback(Callback):  # type: ignore[misc,valid-type]
    """Watches a fit. `loss_fn`, `directory` and the rest go to `weir_trace.watch`; metrics are read by the names given here."""

    def __init__(self, directory: str = "runs/lightning", validation_loss: str = "val_loss", validation_accuracy: str = "val_acc",
                 **options: Any) -> None:
        super().__init__()
        self._directory, self._loss, self._accuracy, self._options = directory, validation_loss, validation_accuracy, options
        self.run: Optional[Run] = None

    def on_fit_start(self, trainer: Any, module: Any) -> None:
        total = getattr(trainer, "estimated_stepping_batches", None)
        total = int(total) if isinstance(total, (int, float)) and total not in (float("inf"), -1) else None
        self.run = watch(module, list(trainer.optimizers), directory=self._directory, total_steps=total, **self._options)
        limit = getattr(trainer, "gradient_clip_val", None)
        if limit and getattr(trainer, "gradient_clip_algorithm", None) in (None, "norm"):
            self.run.gradient_clip(limit)

    def on_train_batch_end(self, trainer: Any, module: Any, outputs: Any, batch: Any, batch_idx: int) -> None:
        loss = outputs.get("loss") if isinstance(outputs, dict) else outputs
        if self.run is not None and loss is not None:
            self.run.loss(loss)

    def on_validation_epoch_end(self, trainer: Any, module: Any) -> None:
        if self.run is None or getattr(trainer, "sanity_checking", False):
            return
        metrics = trainer.callback_metrics
        value = {name: float(metrics[key]) for name, key in (("loss", self._loss), ("accuracy", self._accuracy)) if key in metrics}
        self.run.validation(**value)

    def on_exception(self, trainer: Any, module: Any, exception: BaseException) -> None:
        if self.run is not None:
            self.run.close("interrupted" if isinstance(exception, KeyboardInterrupt) else "failed", str(exception))

    def on_fit_end(self, trainer: Any, module: Any) -> None:
        if self.run is not None:
            self.run.close()
