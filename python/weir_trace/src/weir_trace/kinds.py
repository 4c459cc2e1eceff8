"""What a module of PyTorch is, in the words of a trace: its kind, the limits beyond which its function is flat, and its traits."""

from __future__ import annotations

import math
from typing import Any, List, Optional, Tuple

import torch

_KINDS = {
    "Linear": "linear", "LazyLinear": "linear", "Bilinear": "linear",
    "Conv1d": "conv", "Conv2d": "conv", "Conv3d": "conv",
    "ConvTranspose1d": "conv-transpose", "ConvTranspose2d": "conv-transpose", "ConvTranspose3d": "conv-transpose",
    "ReLU": "relu", "ReLU6": "relu", "LeakyReLU": "leaky-relu", "PReLU": "prelu", "ELU": "elu", "CELU": "elu", "SELU": "selu",
    "GELU": "gelu", "SiLU": "silu", "Mish": "silu", "Softplus": "softplus", "Sigmoid": "sigmoid", "Hardsigmoid": "sigmoid",
    "Tanh": "tanh", "Hardtanh": "tanh",
    "Softsign": "softsign", "Softmax": "softmax", "LogSoftmax": "log-softmax",
    "BatchNorm1d": "batch-norm", "BatchNorm2d": "batch-norm", "BatchNorm3d": "batch-norm", "SyncBatchNorm": "batch-norm",
    "LayerNorm": "layer-norm", "RMSNorm": "rms-norm", "GroupNorm": "group-norm",
    "InstanceNorm1d": "instance-norm", "InstanceNorm2d": "instance-norm", "InstanceNorm3d": "instance-norm",
    "Dropout": "dropout", "AlphaDropout": "dropout",
    "Dropout1d": "spatial-dropout", "Dropout2d": "spatial-dropout", "Dropout3d": "spatial-dropout",
    "Flatten": "flatten", "Unflatten": "reshape", "Identity": "identity",
    "MaxPool1d": "max-pool", "MaxPool2d": "max-pool", "MaxPool3d": "max-pool",
    "AvgPool1d": "average-pool", "AvgPool2d": "average-pool", "AvgPool3d": "average-pool",
    "AdaptiveAvgPool1d": "adaptive-average-pool", "AdaptiveAvgPool2d": "adaptive-average-pool", "AdaptiveMaxPool2d": "max-pool",
    "Upsample": "upsample", "UpsamplingNearest2d": "upsample", "UpsamplingBilinear2d": "upsample",
    "Embedding": "embedding", "EmbeddingBag": "embedding", "RNN": "simple-rnn", "RNNCell": "simple-rnn", "LSTM": "lstm", "LSTMCell": "lstm",
    "GRU": "gru", "GRUCell": "gru", "MultiheadAttention": "attention",
}

# Layers that libraries of networks write themselves, by how their names end.
_ENDINGS = (("rmsnorm", "rms-norm"), ("layernorm", "layer-norm"), ("geluactivation", "gelu"), ("siluactivation", "silu"),
            ("reluactivation", "relu"))

_INFINITY = math.inf


def kind_of(module: torch.nn.Module) -> str:
    """The kind of a layer, as in ``linear``; of a class that PyTorch does not ship, its name in lower case."""
    for ancestor in type(module).__mro__:
        if ancestor.__module__.startswith("torch.") and ancestor.__name__ in _KINDS:
            return _KINDS[ancestor.__name__]
    name = type(module).__name__.lower()
    return next((kind for ending, kind in _ENDINGS if name.endswith(ending)), name)


def saturation_of(module: torch.nn.Module) -> Optional[Tuple[float, float]]:
    """Outputs at or below the first or at or above the second have a derivative under 5 % of the function's largest; None without such."""
    name = kind_of(module)
    if name == "relu":
        return (0.0, _INFINITY)
    if name == "leaky-relu" and getattr(module, "negative_slope", 1) < 0.05:
        return (0.0, _INFINITY)
    if name == "tanh":
        return (-0.974679, 0.974679)
    if name == "sigmoid":
        return (0.012660, 0.987340)
    if name == "selu":
        return (-1.67, _INFINITY)
    if name == "elu":
        alpha = float(getattr(module, "alpha", 1.0))
        return (min(0.0, 0.05 * max(1.0, alpha) - alpha), _INFINITY)
    if name == "softplus":
        return (0.051293, _INFINITY)
    return None


_TRAITS = {
    # Only what is 0 below 0 can die.
    "relu": ("rectifier", "nonnegative"), "sigmoid": ("squashing", "nonnegative"), "tanh": ("squashing",), "softsign": ("squashing",),
    "softplus": ("nonnegative",), "softmax": ("shares", "nonnegative"),
    "linear": ("linear",), "conv": ("linear",), "conv-transpose": ("linear",),
    "batch-norm": ("linear", "passes-gain", "batch-statistics", "normalizes"),
    **{name: ("passes-gain", "normalizes") for name in ("layer-norm", "rms-norm", "group-norm", "instance-norm")},
    **{name: ("linear", "passes-gain") for name in (
        "dropout", "spatial-dropout", "identity", "reshape", "average-pool", "adaptive-average-pool", "upsample")},
    "flatten": ("linear", "passes-gain", "flattens"), "max-pool": ("passes-gain",), "embedding": ("tables",),
    "simple-rnn": ("recurrent",), "lstm": ("recurrent", "gated"), "gru": ("recurrent", "gated"),
}


def traits_of(module: torch.nn.Module) -> List[str]:
    """What a layer is, for rules, in the words of a trace."""
    return list(_TRAITS.get(kind_of(module), ()))


def unit_axis(kind: str, axes: int) -> int:
    """The axis that counts the units in an output of so many axes: the channels of images, else the last."""
    channels_first = (
        "conv", "conv-transpose", "max-pool", "average-pool", "adaptive-average-pool", "upsample", "spatial-dropout")
    if axes >= 3 and kind in channels_first:
        return 1
    # What stands behind a convolution (a function, a norm) has four or more axes, channels first as PyTorch has them.
    if axes >= 4 or (axes == 3 and kind in ("batch-norm", "instance-norm", "group-norm")):
        return 1
    return max(0, axes - 1)


def parameter_kind(name: str, parameter: torch.Tensor) -> str:
    """weight, bias or scale, by name and shape."""
    last = name.rsplit(".", 1)[-1]
    if "bias" in last:
        return "bias"
    return "weight" if parameter.dim() >= 2 else "scale"


def trace_axes(module: Optional[torch.nn.Module], count: int) -> List[int]:
    """The axes of a parameter in the order of a trace's shape."""
    if module is not None and kind_of(module) in ("linear", "conv") and count >= 2:
        return [*range(2, count), 1, 0]
    return list(range(count))


def trace_shape(module: Optional[torch.nn.Module], parameter: torch.Tensor) -> List[int]:
    """A parameter's axes with units last, as a trace has them: PyTorch's matrices and kernels have them first."""
    return [parameter.shape[axis] for axis in trace_axes(module, parameter.dim())]


def as_trace_matrix(module: Optional[torch.nn.Module], values: Any) -> Any:
    """A view of a parameter's numbers as rows × units, in the order of a trace's shape."""
    if values.dim() == 0:
        return values.reshape(1, 1)
    values = values.permute(trace_axes(module, values.dim()))
    return values.reshape(-1, values.shape[-1])
