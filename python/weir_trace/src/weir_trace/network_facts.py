"""What is known of a network besides its trace."""

from __future__ import annotations

from typing import Any, Dict, Optional, Sequence, Tuple

import torch

from .kinds import kind_of
from .trace import number


def network_facts(model: torch.nn.Module, order: Sequence[Any], symmetric: Tuple[Sequence[int], Sequence[int]],
                  function: Optional[str] = None) -> Dict[str, Any]:
    """What the network is: kinds in the order of the signal, dropout, what stands behind the last weights.

    function: what the program calls on its outputs, where that is no module."""
    described = [probe.describe() for probe in order]
    kinds = [layer["kind"] for layer in described]
    weighted = [i for i, layer in enumerate(described) if layer["weights"]]
    behind = [kind for kind in (kinds[weighted[-1] + 1:] if weighted else []) if kind not in ("flatten", "identity", "dropout")]
    # A rectifier at the output is a matter of the head.
    hidden = order[: weighted[-1]] if weighted else order
    widths = [probe.units for probe in hidden if kind_of(probe.module) in ("relu",)]
    facts: Dict[str, Any] = {
        "steps": kinds,
        "dropout": [float(module.p) for module in model.modules() if kind_of(module) == "dropout"],
        "batchNorm": "batch-norm" in kinds,
        "symmetricLayers": list(symmetric[0]),
        "equalUnits": list(symmetric[1]),
    }
    recurrent = [layer for layer in described if "recurrent" in layer.get("traits", ())]
    if recurrent:
        facts["plainRecurrence"] = not any("gated" in layer["traits"] for layer in recurrent)
    # What a program's own code does between layers is not seen.
    if kinds and all("follows" in layer.get("traits", ()) for layer in described[1:]):
        linear = ["linear" in layer.get("traits", ()) for layer in described]
        facts["isLinear"] = all(linear)
        facts["isLinearBeforeOutput"] = bool(behind) and bool(weighted) and all(linear[:weighted[-1]])
    if widths:
        alive = 1.0
        for width in widths:
            alive *= 1 - 2.0 ** -width
        facts.update({"narrowestRectifier": min(widths), "bornDead": number(1 - alive)})
    if function or behind:
        facts["outputFunction"] = function or behind[-1]
    return facts
