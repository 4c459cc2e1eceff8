"""Writes the golden numbers of the flow: what weir_trace measures of a network that PyTorch trains.

Made by: python3 tests/golden/make_watch.py   (torch 1.13)

The seed is fixed, so the same command writes the same file. Matrices are written as Weir has them, inputs × outputs.
"""

import json
import os
import pathlib
import sys
import tempfile

import torch

FOLDER = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parent.parent / "python" / "weir_trace" / "src"))
import weir_trace  # noqa: E402
from weir_trace.arrays import trace_lines  # noqa: E402

COMMAND = f"python3 tests/golden/make_watch.py (torch {torch.__version__})"
STEPS, BATCH, WIDTHS = 3, 16, (6, 24, 20, 4)


def told(values):
    return [float(f"{v:.9g}") for v in values.detach().reshape(-1).tolist()]


torch.manual_seed(1)
torch.set_num_threads(1)
model = torch.nn.Sequential(torch.nn.Linear(6, 24), torch.nn.Tanh(), torch.nn.Linear(24, 20), torch.nn.ReLU(), torch.nn.Linear(20, 4))
first = [told(parameter.t() if parameter.dim() == 2 else parameter) for parameter in model.parameters()]
inputs, labels = torch.randn(STEPS * BATCH, 6), torch.randint(0, 4, (STEPS * BATCH,))
optimizer, loss_fn = torch.optim.SGD(model.parameters(), lr=0.5, momentum=0.9), torch.nn.CrossEntropyLoss()
with tempfile.TemporaryDirectory() as folder:
    directory = os.path.join(folder, "run")
    with weir_trace.watch(model, optimizer, loss_fn=loss_fn, directory=directory):
        for step in range(STEPS):
            rows = slice(step * BATCH, (step + 1) * BATCH)
            optimizer.zero_grad()
            loss_fn(model(inputs[rows]), labels[rows]).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 0.3)
            optimizer.step()
    trace = trace_lines(os.path.join(directory, "flow.jsonl"))
content = {"madeBy": COMMAND, "widths": WIDTHS, "batch": BATCH, "parameters": first, "inputs": told(inputs), "labels": labels.tolist(),
    "trace": trace}
text = json.dumps(content, separators=(",", ":"))
assert len(text) < 50_000, len(text)
(FOLDER / "flow-watch.json").write_text(text + "\n")
