"""Facts that the diagnosis needs besides the trace: how the run is set up, its data, its network. What cannot be known is left out."""

from __future__ import annotations

import math
from typing import Any, Dict, List, Optional, Sequence, Tuple

import torch

from .neighbours import Samples
from .trace import number

_LOSSES = {
    "CrossEntropyLoss": "cross-entropy", "NLLLoss": "negative-log-likelihood", "BCEWithLogitsLoss": "sigmoid-cross-entropy",
    "BCELoss": "binary-cross-entropy", "MSELoss": "mean-squared-error", "L1Loss": "mean-absolute-error",
    "SmoothL1Loss": "huber", "HuberLoss": "huber",
    "cross_entropy": "cross-entropy", "nll_loss": "negative-log-likelihood", "binary_cross_entropy_with_logits": "sigmoid-cross-entropy",
    "binary_cross_entropy": "binary-cross-entropy", "mse_loss": "mean-squared-error", "l1_loss": "mean-absolute-error",
    "smooth_l1_loss": "huber", "huber_loss": "huber",
}
_CLASSIFYING = ("cross-entropy", "sigmoid-cross-entropy", "negative-log-likelihood", "binary-cross-entropy")


def loss_name(loss_fn: Any) -> str:
    """The name of a loss, as in ``cross-entropy``; that of its class or function where it is not one of PyTorch's."""
    name = getattr(loss_fn, "__name__", None) or type(loss_fn).__name__
    return _LOSSES.get(name, name)


class SetupFacts:
    """How the run is set up, read off the optimizer at each sampled step."""

    def __init__(self, optimizers: Sequence[Any], loss_fn: Any) -> None:
        self._optimizers = optimizers
        self._loss = loss_name(loss_fn) if loss_fn is not None else "unknown"
        self.largest_rate = 0.0
        self.rate_sum = 0.0
        self._told: Any = None
        self._rate = 0.0
        self.clip_norm: Optional[float] = None
        self.framework: Optional[str] = None
        self.keeps_gradients: Optional[bool] = None
        self.evaluation_since: Optional[int] = None
        self.absolute_penalty: Optional[float] = None
        self.squared_penalty: Optional[float] = None

    def see_loss(self, name: str) -> None:
        """The loss that a step was seen to use, unless one was told."""
        if self._loss == "unknown":
            self._loss = name

    def rate(self) -> float:
        """The largest rate of all parameter groups now."""
        self._told = None
        return max((float(group.get("lr", 0.0)) for one in self._optimizers for group in one.param_groups), default=0.0)

    def see_program(self, kept: Optional[bool], evaluating: bool, step: int) -> bool:
        """What the program around the network does: whether it clears gradients, and puts the network into training mode.

        kept: whether gradients of the step before were still there; None where that is not known. Returns whether that is new.
        """
        news = bool(kept) and not self.keeps_gradients
        if kept is not None:
            self.keeps_gradients = bool(self.keeps_gradients) or kept
        if not evaluating:
            self.evaluation_since = None
        elif self.evaluation_since is None:
            self.evaluation_since = step
        return news

    def count_step(self) -> None:
        if len(self._optimizers) == 1 and len(self._optimizers[0].param_groups) == 1:
            told = self._optimizers[0].param_groups[0].get("lr", 0.0)
            # A rate that is a tensor on a device is brought here where a step is measured, else where it is another one.
            if told is not self._told:
                self._told, self._rate = told, float(told)
        else:
            self._rate = self.rate()
        if self._rate > self.largest_rate:
            self.largest_rate = self._rate
        self.rate_sum += self._rate

    def write(self, batch: int, steps: int, total_steps: Optional[int], steps_per_epoch: Optional[int], classes: Optional[int],
              outputs: int) -> Dict[str, Any]:
        main = self._optimizers[0]
        group = main.param_groups[0]
        name = type(main).__name__.lower()
        total = total_steps or max(1, steps)
        rates = self.rate_sum if total_steps is None or steps == 0 else self.rate_sum / steps * total
        betas = group.get("betas")
        return {
            "optimizer": name,
            "adaptive": name != "sgd",
            "rate": number(self.largest_rate or self.rate()),
            "rateSum": number(rates or self.rate() * total),
            "momentum": number(float(group.get("momentum", 0.0)) if betas is None else 0.0),
            **({"epsilon": number(float(group["eps"]))} if "eps" in group and betas is not None else {}),
            "weightDecay": number(float(group.get("weight_decay", 0.0)) + (self.squared_penalty or 0.0)),
            "decoupledDecay": name == "adamw" and self.squared_penalty is None,
            **({"absolutePenalty": number(self.absolute_penalty)} if self.absolute_penalty is not None else {}),
            **({"clipNorm": number(self.clip_norm)} if self.clip_norm is not None else {}),
            **({"framework": self.framework} if self.framework is not None else {}),
            **({"keepsGradients": self.keeps_gradients} if self.keeps_gradients is not None else {}),
            **({"evaluationSince": self.evaluation_since} if self.evaluation_since is not None else {}),
            "loss": self._loss,
            "classification": classes is not None or self._loss in _CLASSIFYING,
            "outputs": classes or outputs,
            "batch": batch,
            "totalSteps": total,
            "stepsPerEpoch": steps_per_epoch or total,
        }


class DataFacts:
    """Moments of the inputs and a look at the targets, from the first batches."""

    # Batches wait until there are so many numbers: looked at together they cost less.
    _MOST_WAITING = 1 << 20

    def __init__(self, most_samples: int = 2048) -> None:
        self._most = most_samples
        self._count = self._target_count = self._waiting_numbers = 0
        self._sum: Optional[torch.Tensor] = None
        self._squares: Optional[torch.Tensor] = None
        self._non_finite = 0
        self._targets: List[torch.Tensor] = []
        self._tokens = False
        self._looked_at = self._targets_looked_at = 0
        self._features: Optional[int] = None
        self._last: Optional[torch.Tensor] = None
        # Copies of inputs, of targets, or of both where they go together.
        self._waiting: List[Tuple[Optional[torch.Tensor], Optional[torch.Tensor]]] = []
        self._beside = Samples()
        self.validation_samples: Optional[int] = None

    @property
    def is_full(self) -> bool:
        return self._count >= self._most

    @torch.no_grad()
    def see_inputs(self, inputs: torch.Tensor) -> None:
        self._keep_last(None)
        if inputs.dim() == 0 or inputs.shape[0] == 0 or (self.is_full and self._beside.is_full):
            return
        if not inputs.is_floating_point():
            self._tokens = True
            self._count += inputs.shape[0]
            return
        self._last = inputs.detach().clone()

    @torch.no_grad()
    def see_targets(self, targets: Any) -> None:
        wanted = isinstance(targets, torch.Tensor) and targets.dim() > 0 and (self._target_count < self._most or self._last is not None)
        self._keep_last(targets.detach().clone() if wanted else None)

    def _keep_last(self, targets: Optional[torch.Tensor]) -> None:
        inputs, self._last = self._last, None
        if inputs is None and targets is None:
            return
        self._waiting.append((inputs, targets))
        self._waiting_numbers += (0 if inputs is None else inputs.numel()) + (0 if targets is None else targets.numel())
        if inputs is not None and not self.is_full:
            self._count += inputs.shape[0]
        if targets is not None:
            self._target_count += targets.shape[0]
        if self._waiting_numbers >= self._MOST_WAITING:
            self._look()

    @torch.no_grad()
    def _look(self) -> None:
        """Looks at what waits."""
        waiting, self._waiting, self._waiting_numbers = self._waiting, [], 0
        rows: List[torch.Tensor] = []
        for inputs, targets in waiting:
            if inputs is not None and self._looked_at < self._most:
                flat = inputs.reshape(inputs.shape[0], -1)
                if self._features in (None, flat.shape[1]):
                    self._features = flat.shape[1]
                    self._looked_at += len(flat)
                    rows.append(flat)
            if targets is None:
                continue
            if inputs is not None:
                self._beside.add(inputs, targets)
            if self._targets_looked_at < self._most:
                self._targets_looked_at += len(targets)
                self._targets.append(targets.reshape(targets.shape[0], -1)[: self._most].cpu())
        # On this processor one batch after the other stays at hand; elsewhere each look costs a wait.
        for one in rows if all(batch.is_cpu for batch in rows) else [torch.cat(rows)]:
            self._add(one.double())

    def _add(self, rows: torch.Tensor) -> None:
        total = rows.sum(0)
        if not bool(torch.isfinite(total).all()):
            finite = torch.isfinite(rows)
            self._non_finite += int((~finite).sum())
            rows = torch.where(finite, rows, torch.zeros_like(rows))
            total = rows.sum(0)
        total, squares = total.cpu(), rows.square().sum(0).cpu()
        self._sum = total if self._sum is None else self._sum + total
        self._squares = squares if self._squares is None else self._squares + squares

    def classes(self, outputs: int) -> Optional[int]:
        """The number of classes, where targets are whole numbers of an integer type."""
        self._look()
        if self._targets and not self._targets[0].is_floating_point():
            return max(outputs, int(max(int(one.max()) for one in self._targets)) + 1)
        return None

    def write(self, loss: str, outputs: int, samples: Optional[int]) -> Optional[Dict[str, Any]]:
        """The facts, or None where no batch was seen."""
        self._keep_last(None)
        self._look()
        if self._count == 0:
            return None
        facts: Dict[str, Any] = {"samples": samples or self._count, "features": 0}
        if self._sum is not None and self._squares is not None:
            mean = self._sum / self._looked_at
            deviations = (self._squares / self._looked_at - mean.square()).clamp(min=0).sqrt()
            moving = deviations[deviations > 1e-6 * mean.abs().clamp(min=1e-12)]
            rms = math.sqrt(float(self._squares.mean()) / self._looked_at)
            facts.update({
                "features": len(mean),
                "inputMean": number(float(mean.mean())),
                "inputRms": number(rms),
                "inputDeviation": number(math.sqrt(max(0.0, rms * rms - float(mean.mean()) ** 2))),
                "typicalDeviation": number(float(moving.median()) if len(moving) else 0.0),
                "largestDeviation": number(float(deviations.max())),
                "largestFeature": int(deviations.argmax()),
                **_offset(mean, deviations),
                "constantFeatures": len(deviations) - len(moving),
                "nonFiniteInputs": self._non_finite,
            })
        facts.update(self._target_facts(loss, outputs))
        score = self._beside.score(self.classes(outputs) is not None)
        if score is not None:
            facts["neighbourScore"] = number(score)
        if self._beside.linear is not None:
            facts["linearSkill"] = number(self._beside.linear)
        if self.validation_samples is not None:
            facts["validationSamples"] = self.validation_samples
        return facts

    def _target_facts(self, loss: str, outputs: int) -> Dict[str, Any]:
        if not self._targets:
            return {}
        targets = torch.cat([one[:, : self._targets[0].shape[1]] for one in self._targets])
        classes = self.classes(outputs)
        if classes is not None:
            # Places that the loss leaves out have a number below 0, as -100.
            whole = targets.reshape(-1).long()
            counts = torch.bincount(whole[whole >= 0], minlength=classes).double()
            shares = counts / counts.sum()
            present = shares[shares > 0]
            return {
                "majorityShare": number(float(shares.max())),
                "emptyClasses": int((counts == 0).sum()) if len(targets) >= 20 * classes else 0,
                "trivialLoss": number(float(-(present * present.log()).sum())),
            }
        values = targets.double()
        non_finite = int((~torch.isfinite(values)).sum())
        if non_finite:
            return {"nonFiniteTargets": non_finite}
        mean = values.mean(0)
        deviation = float((values - mean).square().mean().sqrt())
        # Least, mean, greatest and deviation.
        facts: Dict[str, Any] = {"target": [number(float(values.min())), number(float(values.mean())), number(float(values.max())),
                                            number(deviation)]}
        if values.shape[1] == 1 and values.unique().numel() <= 2:
            facts["targetValues"] = values.unique().numel()
        trivial = {
            "mean-squared-error": deviation * deviation,
            "mean-absolute-error": float((values - values.median(0).values).abs().mean()),
        }.get(loss)
        if trivial is None and loss in ("sigmoid-cross-entropy", "binary-cross-entropy"):
            share = mean.clamp(1e-12, 1 - 1e-12)
            trivial = float(-(share * share.log() + (1 - share) * (1 - share).log()).mean())
        if trivial is not None:
            facts["trivialLoss"] = number(trivial)
        return facts


def _offset(mean: torch.Tensor, deviations: torch.Tensor) -> Dict[str, Any]:
    """The feature that lies furthest from 0, by what features typically vary."""
    moves = deviations > 1e-6 * mean.abs().clamp(min=1e-12)
    if not bool(moves.any()):
        return {}
    offsets = torch.where(moves, mean.abs() / deviations[moves].median().clamp(min=1e-30), torch.zeros_like(mean))
    return {"largestOffset": number(float(offsets.max())), "offsetFeature": f"feature {int(offsets.argmax())}"}
