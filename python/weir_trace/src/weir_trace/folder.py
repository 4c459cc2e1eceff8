"""The folder of a run: run.json, facts.json, metrics.jsonl and flow.jsonl, as Weir writes them."""

from __future__ import annotations

import json
import os
import platform
import time
from datetime import datetime, timezone
from typing import Any, Dict, Mapping, Optional

from .trace import TraceWriter, number, write_whole


def free_folder(directory: str) -> str:
    """The folder itself, or with -2, -3… behind its name where a run is there already."""
    candidate, count = directory, 1
    while os.path.exists(os.path.join(candidate, "flow.jsonl")) or os.path.exists(os.path.join(candidate, "run.json")):
        count += 1
        candidate = f"{directory}-{count}"
    return candidate


class SilentFolder:
    """What a process that measures for another one has instead of a folder: takes all and writes nothing."""

    path: Optional[str] = None

    def __init__(self) -> None:
        self.trace = self

    def header(self, *_: Any) -> None:
        """Writes nothing."""

    sample = metrics = facts = close = header


def _now() -> str:
    return datetime.now(timezone.utc).isoformat()


# How run.json and metrics.jsonl name what JSON cannot say; a trace and facts have shorter names.
_NAMES = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def _metric(value: float) -> Any:
    written = number(value)
    return _NAMES.get(written, written) if isinstance(written, str) else written


class RunFolder:
    """Writes the files of one run."""

    def __init__(self, directory: str, parameters: int, framework: str, total_steps: Optional[int]) -> None:
        self.path = free_folder(directory)
        os.makedirs(self.path, exist_ok=True)
        self.trace = TraceWriter(os.path.join(self.path, "flow.jsonl"))
        self._metrics = os.path.join(self.path, "metrics.jsonl")
        self._clock = time.monotonic()
        self._epoch = 0
        self._record: Dict[str, Any] = {
            "version": f"weir_trace, {framework}", "name": os.path.basename(os.path.abspath(self.path)), "status": "running",
            "process": os.getpid(), "machine": f"{platform.system()} {platform.release()}, {platform.machine()}",
            "processors": os.cpu_count() or 1, "threads": 1, "backend": framework, "started": _now(),
            "parameters": parameters, "steps": 0, "totalSteps": total_steps or 0,
        }
        self._write()

    def metrics(self, step: int, training_loss: Optional[float], values: Mapping[str, Optional[float]]) -> None:
        """A line for an epoch, or whatever lies between two calls."""
        self._epoch += 1
        now = time.monotonic()
        line = {"epoch": self._epoch, "step": step, "trainingLoss": _metric(training_loss if training_loss is not None else float("nan")),
                **{name: _metric(value) for name, value in values.items() if value is not None}, "seconds": number(now - self._clock)}
        self._clock = now
        with open(self._metrics, "a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(line, separators=(",", ":")) + "\n")
        self._record["last"] = line

    def facts(self, value: Mapping[str, Any]) -> None:
        write_whole(os.path.join(self.path, "facts.json"), value)

    def close(self, status: str, reason: Optional[str], steps: int, total_steps: Optional[int]) -> None:
        self.trace.close()
        self._record.update({"status": status, "ended": _now(), "steps": steps, "totalSteps": total_steps or steps})
        if reason:
            self._record["reason"] = reason
        self._write()

    def _write(self) -> None:
        write_whole(os.path.join(self.path, "run.json"), self._record)
