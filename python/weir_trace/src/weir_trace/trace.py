"""The trace as a file: a header, then a line for each sampled step (Weir's docs/trace.md describes the format)."""

from __future__ import annotations

import json
import math
import os
from typing import Any, Dict, List, Mapping, Optional, Sequence

FORMAT_VERSION = 1


def number(value: Optional[float]) -> Any:
    """A number as the format has it: seven significant digits, and text for what JSON cannot say. None stays None."""
    if value is None:
        return None
    value = float(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    rounded = float(f"{value:.7g}")
    return int(rounded) if rounded == int(rounded) and abs(rounded) < 1e15 else rounded


def entries(values: Mapping[str, Optional[float]]) -> Dict[str, Any]:
    """Numbers by name; what is not known is left out."""
    return {name: number(value) for name, value in values.items() if value is not None}


def _text(values: Mapping[str, Any]) -> str:
    """The inside of a JSON object of numbers; what is not known is left out."""
    # Of what a sample costs in a small network, the text of its numbers is a good part.
    return ",".join([
        f'"{name}":{value}' if type(value) is int else f'"{name}":{value:.7g}' if value - value == 0 else f'"{name}":"{number(value)}"'
        for name, value in values.items() if value is not None])


class TraceWriter:
    """Appends lines to flow.jsonl; each is flushed, so that a killed program leaves at most one unfinished line."""

    def __init__(self, path: str) -> None:
        self._file = open(path, "x", encoding="utf-8", newline="\n")

    def header(self, batch: int, layers: Sequence[Mapping[str, Any]], parameters: Sequence[Mapping[str, Any]], framework: str) -> None:
        self._line({"format": "weir-trace", "version": FORMAT_VERSION, "batch": batch, "framework": framework,
                    "layers": list(layers), "parameters": list(parameters)})

    def sample(self, step: int, network: Mapping[str, Optional[float]], layers: List[Dict[str, Any]],
               parameters: List[Dict[str, Any]]) -> None:
        layer_lines = ",".join(["{" + _text(one) + "}" for one in layers])
        parameter_lines = ",".join(["{" + _text(one) + "}" for one in parameters])
        self._file.write(f'{{"step":{step},{_text(network)},"layers":[{layer_lines}],"parameters":[{parameter_lines}]}}\n')
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    def _line(self, value: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(value, separators=(",", ":"), allow_nan=False) + "\n")
        self._file.flush()


def write_whole(path: str, value: Mapping[str, Any]) -> None:
    """Writes a small JSON file so that a reader sees it as it was before, or whole."""
    temporary = f"{path}.{os.getpid()}.tmp"
    with open(temporary, "w", encoding="utf-8", newline="\n") as file:
        json.dump(value, file, indent=2, allow_nan=False)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
