"""The numbers of golden files: how inputs are drawn, and how a case and a file of cases are written."""

import json
import pathlib

import torch

FOLDER = pathlib.Path(__file__).resolve().parent
COMMAND = f"python3 tests/golden/make_golden.py (torch {torch.__version__})"


def rounded(tensor):
    """Inputs are float32 numbers, so that both programs start from the same."""
    return tensor.float().double()


def randn(*shape):
    return rounded(torch.randn(shape, dtype=torch.float64) * 1.5)


def positive(*shape):
    return rounded(torch.rand(shape, dtype=torch.float64) * 3 + 0.1)


def spread(shape):
    """Values in (-12, 12): both tails of the functions."""
    return rounded(torch.rand(shape, dtype=torch.float64) * 24 - 12)


def told(tensor):
    return {"shape": list(tensor.shape), "values": [float(f"{v:.9g}") for v in tensor.reshape(-1).tolist()]}


def case(operation, function, inputs, numbers=None, indices=None, gradients=None, name=None):
    inputs = [x.clone().requires_grad_(gradients is None or gradients[i]) for i, x in enumerate(inputs)]
    output = function(*inputs)
    weights = rounded(torch.randn(output.shape, dtype=torch.float64))
    (output * weights).sum().backward()
    return {
        "name": name or f"{operation} {' '.join(str(tuple(x.shape)) for x in inputs)} {numbers or ''}".strip(),
        "operation": operation,
        "numbers": numbers,
        "indices": indices,
        "inputs": [told(x.detach()) for x in inputs],
        "output": told(output.detach()),
        "outputGradient": told(weights),
        "gradients": [told(x.grad) if x.grad is not None else None for x in inputs],
    }


def write(name, cases):
    text = json.dumps({"madeBy": COMMAND, "cases": cases}, separators=(",", ":"))
    text = text.replace('{"name"', '\n{"name"')
    path = FOLDER / f"{name}.json"
    path.write_text(text + "\n")
    assert path.stat().st_size < 50_000, (name, path.stat().st_size)


def float32(value):
    return float(torch.tensor(value, dtype=torch.float32))
